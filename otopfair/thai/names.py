"""A person's title and name, stored apart and printed together."""

import re
from typing import NamedTuple

from otopfair.thai.folding import normalise

# Suggestions for forms, commonest first; the column is free text.
TITLES = (
    "นาย",
    "นาง",
    "นางสาว",
    "เด็กชาย",
    "เด็กหญิง",
    "คุณ",
    "ดร.",
    "ผศ.",
    "ผศ.ดร.",
    "รศ.",
    "รศ.ดร.",
    "ศ.",
    "ศ.ดร.",
    "ว่าที่ร้อยตรี",
    "ว่าที่ร้อยตรีหญิง",
    "ร้อยตรี",
    "ร้อยโท",
    "ร้อยเอก",
    "พันตรี",
    "พันโท",
    "พันเอก",
    "พลตรี",
    "พลโท",
    "พลเอก",
    "เรือตรี",
    "เรือโท",
    "เรือเอก",
    "ร้อยตำรวจตรี",
    "ร้อยตำรวจโท",
    "ร้อยตำรวจเอก",
    "พันตำรวจตรี",
    "พันตำรวจโท",
    "พันตำรวจเอก",
    "สิบตรี",
    "สิบโท",
    "สิบเอก",
    "จ่าสิบเอก",
    "ดาบตำรวจ",
    "หม่อมหลวง",
    "หม่อมราชวงศ์",
    "พระครู",
    "พระ",
)
_SHORT_TITLES = (
    "น.ส.",
    "นส.",
    "ด.ช.",
    "ด.ญ.",
    "ว่าที่ ร.ต.หญิง",
    "ว่าที่ ร.ต.",
    "ว่าที่ร.ต.",
    "ม.ล.",
    "ม.ร.ว.",
    "ร.ต.",
    "ร.ท.",
    "ร.อ.",
    "พ.ต.",
    "พ.ท.",
    "พ.อ.",
    "พล.ต.",
    "พล.ท.",
    "พล.อ.",
    "ร.ต.ต.",
    "ร.ต.ท.",
    "ร.ต.อ.",
    "พ.ต.ต.",
    "พ.ต.ท.",
    "พ.ต.อ.",
    "พล.ต.ต.",
    "พล.ต.ท.",
    "พล.ต.อ.",
    "ส.ต.",
    "ส.ท.",
    "ส.อ.",
    "จ.ส.อ.",
    "จ.ส.ต.",
    "ด.ต.",
    "ส.ต.ต.",
    "ส.ต.ท.",
    "ส.ต.อ.",
)
_FULL_FORMS = {"น.ส.": "นางสาว", "นส.": "นางสาว", "ด.ช.": "เด็กชาย", "ด.ญ.": "เด็กหญิง"}
_LONGEST_FIRST = sorted({*TITLES, *_SHORT_TITLES}, key=len, reverse=True)
# A name begins with a consonant or a vowel written before it: "คุณากร" has no title.
_TITLE = re.compile(rf"(?P<title>{'|'.join(map(re.escape, _LONGEST_FIRST))})\s?(?=[เ-ไก-ฮA-Za-z])")
_POSITION = re.compile(r"นายก(?:เทศ|อบต|อบจ|อ\.|องค์|สมาคม|เหล่า|รัฐ|เมือง)|นายอำเภอ|นายทะเบียน")


class PersonName(NamedTuple):
    title: str
    given: str
    family: str


def split_name(text: str) -> PersonName:
    """Take "นายสมศักดิ์ จังตระกุล" apart; what is missing is "".

    Shortened civil titles are written out (น.ส. → นางสาว); ranks stay as typed.
    """
    text = normalise(text)
    title = ""
    if (match := _TITLE.match(text)) and not _POSITION.match(text):
        title, text = match["title"], text[match.end() :]
    given, _, family = text.partition(" ")
    return PersonName(_FULL_FORMS.get(title, title), given, family)


def full_name(title: str, given: str, family: str = "") -> str:
    """นายศรัทธา คชพลายุกต์: no space between a title and the first name"""
    return f"{title}{given} {family}".strip()
