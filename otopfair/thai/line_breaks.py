"""Where a line of a printed paper may not end: inside a date, between a number and its unit."""

import re

from otopfair.thai.formatting import MONTHS, MONTHS_SHORT
from otopfair.thai.splitting import is_thai, whole_words

NO_BREAK_SPACE = "\u00a0"
WORD_JOINER = "\u2060"
WORD_BEGINS, WORD_ENDS = "\ue000", "\ue001"  # for private use, and never printed

_DIGIT = "[0-9๐-๙]"
_MONTH = "|".join(re.escape(month) for month in (*MONTHS[1:], *MONTHS_SHORT[1:]))
_UNITS = "|".join(
    (
        "บาท",
        "(?:สิบ|ร้อย|พัน|หมื่น|แสน)?ล้าน",
        "(?:สิบ|ร้อย|พัน|หมื่น|แสน)บาท",
        "รอบ",
        "หน่วยงาน",
        "รายการ",
        "เมตร",
        "ตารางเมตร",
        "บูธ",
        "บูท",
        "ราย",
        "ร้าน",
        "กลุ่ม",
        "คน",
        "วัน",
        "อันดับ",
        "ช่อง",
        "ครั้ง",
        r"น\.",
        "ดาว",
    )
)
_BEFORE_A_NUMBER = r"ที่|ร้อยละ|ปี|ปีงบประมาณ|อันดับ|พ\.ศ\.|เวลา|หน้า|ข้อ|กว่า|ประมาณ|มาตรา"
_BOUND = (
    re.compile(rf"(?P<before>{_DIGIT}) (?={_MONTH}|{_UNITS})"),
    re.compile(rf"(?P<before>{_MONTH}) (?={_DIGIT}|พ\.ศ\.|–)"),
    re.compile(rf"(?P<before>{_BEFORE_A_NUMBER}) (?={_DIGIT})"),
)
# An en dash lets a line end after it: 17–|25 ธันวาคม.
_RUN = re.compile(rf"(?<={_DIGIT})–(?={_DIGIT})")


def hold_words(text: str) -> str:
    """`text` with every Thai word between two marks, for a template that parts no word: typst
    finds words by itself, and parts those of offices (หัตถอุต|สาหกรรม)."""
    return "".join(
        f"{WORD_BEGINS}{piece}{WORD_ENDS}" if len(piece) > 1 and is_thai(piece) else piece
        for piece in whole_words(text)
    )


def keep_together(text: str) -> str:
    """`text` with spaces that no line breaks at inside dates and between numbers and units.

    A line may still end between two dates of a range that crosses a month.
    """
    for pattern in _BOUND:
        text = pattern.sub(rf"\g<before>{NO_BREAK_SPACE}", text)
    return _RUN.sub(f"–{WORD_JOINER}", text)
