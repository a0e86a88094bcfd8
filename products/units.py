"""By what products are sold, in English."""

import re
from functools import lru_cache

IN_ENGLISH = {
    **dict.fromkeys(("ชิ้น", "อัน", "ใบ", "ตัว", "ผืน", "คัน", "ลูก", "เล่ม", "ดอก", "หลัง"), "piece"),
    **dict.fromkeys(("กก", "กิโลกรัม", "กิโล"), "kg"),
    **dict.fromkeys(("ก", "กรัม"), "g"),
    **dict.fromkeys(("มล", "มิลลิลิตร"), "ml"),
    **dict.fromkeys(("ซม", "เซนติเมตร"), "cm"),
    **dict.fromkeys(("ถุง", "ห่อ"), "bag"),
    **dict.fromkeys(("แพ็ก", "แพ็ค", "แพค"), "pack"),
    "ก้อน": "bar",
    "กระปุก": "jar",
    "กล่อง": "box",
    "กระป๋อง": "can",
    "ขวด": "bottle",
    "คู่": "pair",
    "ชุด": "set",
    "ซอง": "sachet",
    "ตลับ": "small box",
    "ม้วน": "roll",
    "เมตร": "metre",
    "ลิตร": "litre",
    "หลอด": "tube",
    "แผ่น": "sheet",
    "โหล": "dozen",
}
_MEASURES = {"kg", "g", "ml", "cm"}
_COUNTED = re.compile(r" ?(\d[\d,.]*) ?([a-z][a-z ]*)$")
_WORD = re.compile(r"([ก-ฺเ-๛]+)\.?")


@lru_cache(maxsize=1_000)
def in_english(unit: str) -> str:
    """ "bag 250 g" of "ต่อถุง 250 ก."; as it was typed where a word of it is not known."""
    unit = unit.removeprefix("ต่อ").strip()
    if all(word in IN_ENGLISH for word in _WORD.findall(unit)):
        return _COUNTED.sub(_of_many, _WORD.sub(lambda found: IN_ENGLISH[found[1]], unit))
    return unit


def _of_many(found: re.Match) -> str:
    number, word = found[1], found[2].strip()
    if word in _MEASURES or not found.start():
        return found[0]
    ending = "" if number == "1" else "es" if word.endswith("x") else "s"
    return f" of {number} {word}{ending}"
