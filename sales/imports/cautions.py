"""What stands around a table of takings and makes its sums something else than a day's baht."""

import re
from collections.abc import Iterator

from otopfair.documents.tables import Part

_SUMS = ("sold", "ordered")
_UNIT = re.compile("(พัน|หมื่น|แสน|ล้าน)\\s?บาท")
_SAYS_UNIT = re.compile("หน่วย.{0,6}?(พัน|หมื่น|แสน|ล้าน)")
_SO_FAR = re.compile("สะสม|ตั้งแต่เปิดงาน|ตลอดงาน")


def wrong_units(part: Part) -> Iterator[str]:
    """Thousands are not made into baht: nobody knows whether the heading or the cell is right."""
    for key in _SUMS:
        if match := _UNIT.search(part.headings.get(key, "")):
            words = f"คอลัมน์ “{part.headings[key]}” เป็นหลัก{match[1]}บาท"
            yield f"{part.where}{words} แก้ในไฟล์เป็นบาท แล้วเลือกใหม่"
    for line in part.title_lines:
        if match := _SAYS_UNIT.search(line):
            yield f"{part.where}เหนือหัวตารางเขียนว่า “{line}” แก้ยอดในไฟล์เป็นบาท แล้วเลือกใหม่"


def sums_so_far(part: Part) -> Iterator[str]:
    for line in part.title_lines:
        if _SO_FAR.search(line):
            yield f"{part.where}เหนือหัวตารางเขียนว่า “{line}” ดูว่ายอดในไฟล์เป็นของวันเดียว ไม่ใช่ยอดสะสม"
