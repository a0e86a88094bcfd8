"""The words of an officer's list: categories, provinces, districts, stars in any spelling."""

import difflib
import re
from dataclasses import dataclass

from fairs.models import District, ProductCategory, Province
from fairs.models.categories import names_of, numbered_names
from otopfair.documents.cells import exact, loose
from otopfair.thai.digits import to_arabic_digits

NOTHING_WRITTEN = {"", "-", "–", "—", "ไม่มี", "n/a"}

_CATEGORIES = {loose(name): category for category in ProductCategory for name in names_of(category)}
_CHOICE = numbered_names(last="หรือ ")
_CATEGORY_NUMBER = re.compile(
    r"(?:ประเภท(?:ที่)?\s?)?(?P<number>\d)?\s?[.):]?\s?(?:ประเภท)?(?P<name>.*)"
)

# Names in daily use, and abbreviations of the offices, beside the official names.
_PROVINCE_NICKNAMES = {
    "กทม": "10",
    "กรุงเทพ": "10",
    "กรุงเทพฯ": "10",
    "bkk": "10",
    "krungthep": "10",
    "อยุธยา": "14",
    "ayutthaya": "14",
    "แปดริ้ว": "24",
    "โคราช": "30",
    "korat": "30",
    "อุบล": "34",
    "อุบลฯ": "34",
    "อุดร": "41",
    "อุดรฯ": "41",
    "สารคาม": "44",
    "กาฬสินธ์": "46",
    "สุราษฎร์": "84",
    "สุราษฏร์ธานี": "84",
    "นครศรีฯ": "80",
    "ประจวบ": "77",
    "ขก": "40",
    "ลป": "52",
    "ชม": "50",
    "นม": "30",
    "อด": "41",
    "อบ": "34",
    "กส": "46",
    "รอ": "45",
    "มค": "44",
    "สน": "47",
    "ชย": "36",
    "ลย": "42",
    "นค": "43",
}
_PROVINCE_MARK = re.compile(r"^(?:จังหวัด|จ\.|จ(?=\s))\s?|^changwat\s|\sprovince$", re.IGNORECASE)
_DISTRICT_MARK = re.compile(r"^(?:กิ่งอำเภอ|กิ่งอ\.|อำเภอ|อ\.|เขต|อ(?=\s))\s?")
_STARS = re.compile(r"(?:ระดับ)?\s?(?P<stars>\d{1,3})\s?(?:ดาว|stars?)?", re.IGNORECASE)
_LOWEST_STARS, _MOST_STARS = 1, 5


class WordError(ValueError):
    """The word is not known; str() is a Thai sentence for the refused cell."""


def category_of(text: str) -> int:
    """The official category of "2. เครื่องดื่ม", "ประเภทอาหาร", "ของใช้ฯ" or "1"."""
    if text in NOTHING_WRITTEN:
        raise WordError(f"ไม่ได้กรอกประเภท ใส่ {_CHOICE}")
    match = _CATEGORY_NUMBER.match(to_arabic_digits(text))
    number, name = (match["number"], match["name"]) if match else (None, text)
    named = _CATEGORIES.get(loose(name))
    numbered = int(number) if number and int(number) in ProductCategory.values else None
    if number and not loose(name) and numbered:
        return numbered
    if named is None or (number and numbered != named):
        raise WordError(f'ไม่รู้จักประเภท "{text}" ใส่ {_CHOICE}')
    return int(named)


def stars_of(text: str) -> int | None:
    """1–5, or None when the cell is empty."""
    text = to_arabic_digits(text).strip()
    if text in NOTHING_WRITTEN:
        return None
    if set(text) <= {"★", "*", "⭐"}:
        text = str(len(text))
    match = _STARS.fullmatch(text)
    if not match or not _LOWEST_STARS <= int(match["stars"]) <= _MOST_STARS:
        raise WordError(f'ดาวเป็นได้ 1 ถึง 5 ในไฟล์เป็น "{text}"')
    return int(match["stars"])


@dataclass(frozen=True)
class Gazetteer:
    """Provinces and districts by every spelling that an import accepts."""

    provinces: dict[str, str]
    names: dict[str, str]
    districts: dict[tuple[str, str], str]

    @classmethod
    def load(cls) -> "Gazetteer":
        provinces = {exact(name): code for name, code in _PROVINCE_NICKNAMES.items()}
        names = {}
        for code, name_th, name_en in Province.objects.order_by("code").values_list(
            "code", "name_th", "name_en"
        ):
            provinces[exact(name_th)] = provinces[exact(name_en)] = code
            names[code] = name_th
        districts = {}
        for code, province, name_th, name_en in District.objects.order_by("code").values_list(
            "code", "province_id", "name_th", "name_en"
        ):
            districts[province, exact(name_th)] = districts[province, exact(name_en)] = code
        return cls(provinces, names, districts)

    def province_of(self, text: str, district: str = "") -> str:
        """The code of "จ.ลำปาง", "กทม.", "Bangkok".

        Raises WordError with the provinces that have `district`, then the nearest spelling.
        """
        if text in NOTHING_WRITTEN:
            raise WordError("ไม่ได้กรอกจังหวัด")
        code = self.provinces.get(exact(_PROVINCE_MARK.sub("", text)))
        if code is None:
            raise WordError(f'ไม่รู้จักจังหวัด "{text}"{self._suggestion(text, district)}')
        return code

    def district_of(self, text: str, province: str) -> str | None:
        """The code of "อ.พล" in `province`, None when nothing is written."""
        if text in NOTHING_WRITTEN:
            return None
        name = exact(_DISTRICT_MARK.sub("", text))
        if name in {exact("เมือง"), "muang", "mueang"}:
            name = exact(f"เมือง{self.names[province]}")
        code = self.districts.get((province, name))
        if code is None:
            raise WordError(f'ไม่มีอำเภอ "{text}" ในจังหวัด{self.names[province]}')
        return code

    def provinces_with(self, district: str) -> list[str]:
        """The names of the provinces that have a district of this name, by code."""
        name = exact(_DISTRICT_MARK.sub("", district))
        return [self.names[province] for province, known in self.districts if known == name]

    def _suggestion(self, text: str, district: str) -> str:
        near = difflib.get_close_matches(text, self.names.values(), n=1, cutoff=0.6)
        having = self.provinces_with(district)
        meant = f" หมายถึง {near[0]} หรือไม่" if near else ""
        if not having or (near and near[0] in having):
            return meant
        place = _DISTRICT_MARK.sub("", district)
        other = f" ถ้าอำเภอผิด{meant}" if near else ""
        return f" อำเภอ{place}อยู่ใน{' หรือ '.join(having)}{other}"
