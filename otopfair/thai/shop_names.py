"""The part of a shop's name by which it is told from another: without the kind of shop."""

import re

from otopfair.thai.folding import fold

# What says only which kind of shop it is; people leave it out or write another.
_KINDS = (
    *("วิสาหกิจชุมชน", "วิสาหกิจ", "ห้างหุ้นส่วนจำกัด", "ห้างหุ้นส่วนสามัญ", "ห้างหุ้นส่วน", "บริษัทจำกัด"),
    *("บริษัท", "จำกัด", "สหกรณ์", "กลุ่มสตรี", "กลุ่มแม่บ้าน", "กลุ่มอาชีพ", "กลุ่ม", "ร้านค้า", "ร้าน"),
    *("หจก.", "บจก.", "หจก", "บจก", "วสช.", "วสช", "มหาชน", "โอทอป", "otop"),
)
_KIND = re.compile("|".join(sorted({re.escape(fold(word)) for word in _KINDS}, key=len)[::-1]))
_BETWEEN = re.compile(r"[\s.,()\-–/\"'“”‘’]+")
LONGEST_KEY = 255


def shop_key(name: str) -> str:
    """ "ร้าน ทอผ้าบ้านโคกสูง" and "กลุ่มทอผ้า บ้านโคกสูง" have one key; never empty for a name."""
    folded = fold(name)
    key = _BETWEEN.sub("", _KIND.sub(" ", folded))
    return (key or _BETWEEN.sub("", folded) or folded)[:LONGEST_KEY]
