"""One reading of what is typed into a column of the plan, for the table and for spreadsheets."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from fairs.models import LandmarkKind, ProductCategory
from fairs.models.booths import STARS_OF_ZONE
from fairs.plans.parts import PartKind
from fairs.plans.working import WorkingPlan
from otopfair.thai.digits import NumberError, parse_measure, parse_whole, to_arabic_digits
from otopfair.thai.folding import normalise

MOST_METRES = Decimal("999.5")
MOST_SIDE_M = Decimal("99.9")  # of a booth, as its column holds it
MOST_AMPS = 400
MOST_PLACES = 20
CODE_LENGTH = 8
_CODE = re.compile(r"[0-9A-Zก-ฮ][0-9A-Zก-ฮ./-]*")
_YES = {"ใช่", "มี", "ได้", "y", "yes", "x", "1", "true", "on", "✓", "✔", "เปิด"}
_NO = {"", "ไม่", "ไม่ใช่", "ไม่มี", "ไม่ได้", "n", "no", "0", "false", "-", "–", "ปิด"}


class Unreadable(ValueError):
    """What was typed is no value of the column; str() is a Thai sentence."""


@dataclass(frozen=True)
class PlanColumn:
    """`read` makes a value of a text, `show` the text of a value; both may ask the plan."""

    name: str
    label: str
    read: Callable[[str, WorkingPlan], Any]
    show: Callable[[Any, WorkingPlan], str]
    kind: str = "text"  # text, number, tick or choice
    choices: tuple[tuple[Any, str], ...] = ()
    size: int = 4


def _code(text: str, _plan) -> str:
    code = normalise(to_arabic_digits(text)).upper().replace(" ", "")
    if not code:
        raise Unreadable("ใส่รหัส")
    if len(code) > CODE_LENGTH:
        raise Unreadable(f"รหัสยาวได้ไม่เกิน {CODE_LENGTH} ตัว")
    if not _CODE.fullmatch(code):
        raise Unreadable("รหัสใช้อักษรอังกฤษ พยัญชนะไทย และตัวเลข เช่น C07")
    return code


def _words(longest: int) -> Callable[[str, WorkingPlan], str]:
    def read(text: str, _plan) -> str:
        words = normalise(text).strip()
        if not words:
            raise Unreadable("ใส่ชื่อ")
        if len(words) > longest:
            raise Unreadable(f"ชื่อยาวได้ไม่เกิน {longest} ตัวอักษร")
        return words

    return read


def _metres(text: str, most: Decimal, *, least: Decimal = Decimal(0)) -> float:
    try:
        metres = parse_measure(text.removesuffix("เมตร"))
    except NumberError as error:
        raise Unreadable(str(error) if text.strip() else "ใส่จำนวนเมตร เช่น 3 หรือ 4.5") from error
    if not least <= metres <= most:
        raise Unreadable(f"ใส่ {least:f} ถึง {most:f} เมตร")
    if metres != round(metres, 1):
        raise Unreadable("ใส่ทศนิยมไม่เกินหนึ่งตำแหน่ง เช่น 4.5")
    return float(metres)


def _place(text: str, _plan) -> float:
    return _metres(text, MOST_METRES)


def _side(text: str, _plan) -> float:
    return _metres(text, MOST_SIDE_M, least=Decimal("0.1"))


def _length(text: str, _plan) -> float:
    return _metres(text, MOST_METRES, least=Decimal("0.1"))


def _number(least: int, most: int) -> Callable[[str, WorkingPlan], int]:
    def read(text: str, _plan) -> int:
        try:
            number = parse_whole(text)
        except NumberError as error:
            raise Unreadable(f"ใส่ตัวเลข {least} ถึง {most}") from error
        if not least <= number <= most:
            raise Unreadable(f"ใส่ตัวเลข {least} ถึง {most}")
        return number

    return read


def _tick(text: str, _plan) -> bool:
    word = normalise(text).strip().lower()
    if word in _YES or word in _NO:
        return word in _YES
    raise Unreadable("ใส่ ใช่ หรือเว้นว่าง")


def _zone(text: str, plan: WorkingPlan) -> str:
    zone = plan.zone_called(to_arabic_digits(text))
    if zone is None:
        codes = ", ".join(one.values["code"] for one in plan.zones)
        known = f"โซนที่มี: {codes}" if codes else "เพิ่มโซนก่อน"
        raise Unreadable(f"ไม่มีโซน “{text}” {known}" if text.strip() else f"ใส่รหัสโซน {known}")
    return zone.key


def _booth_class(text: str, plan: WorkingPlan) -> int | None:
    name = normalise(text).strip()
    if name in {"", "-"}:
        return None
    found = [pk for pk, known in plan.classes.items() if known == name]
    if not found:
        known = ", ".join(dict.fromkeys(plan.classes.values()))
        raise Unreadable(
            f"ไม่มีแบบบูธ “{name}” ที่มี: {known}" if known else "ยังไม่มีแบบบูธในประกาศรับสมัครของงานนี้"
        )
    return found[0]


def _choice(choices) -> Callable[[str, WorkingPlan], Any]:
    """The value of a choice, typed as its value or its word; nothing is None."""
    by_text = {str(value): value for value, _label in choices}
    by_text |= {normalise(str(label)): value for value, label in choices}

    def read(text: str, _plan) -> Any:
        word = normalise(text).strip()
        if word in {"", "-"} and "" not in by_text:
            return None
        if word not in by_text:
            raise Unreadable(f"เลือก {', '.join(str(label) for _value, label in choices)}")
        return by_text[word]

    return read


def _plain(value: Any, _plan) -> str:
    return "" if value is None else str(value)


def _shown_metres(value: float, _plan) -> str:
    return f"{value:g}"


def _shown_tick(value: bool, _plan) -> str:
    return "ใช่" if value else ""


def _shown_zone(value: str, plan: WorkingPlan) -> str:
    zone = plan.parts.get(value)
    return str(zone.values["code"]) if zone else ""


def _shown_class(value: int | None, plan: WorkingPlan) -> str:
    return plan.classes.get(value, "") if value else ""


def _shown_choice(choices) -> Callable[[Any, WorkingPlan], str]:
    labels = dict(choices)
    return lambda value, _plan: str(labels.get(value, ""))


def _metre_column(name: str, label: str, read=_place) -> PlanColumn:
    return PlanColumn(name, label, read, _shown_metres, "number")


def _tick_column(name: str, label: str) -> PlanColumn:
    return PlanColumn(name, label, _tick, _shown_tick, "tick")


def _choice_column(name: str, label: str, choices) -> PlanColumn:
    choices = tuple(choices)
    shown = _shown_choice(choices)
    return PlanColumn(name, label, _choice(choices), shown, "choice", choices)


CATEGORIES = tuple(ProductCategory.choices)


def _area(read: Callable[[str, WorkingPlan], float]) -> tuple[PlanColumn, ...]:
    return (
        _metre_column("plan_x", "x (ม.)"),
        _metre_column("plan_y", "y (ม.)"),
        _metre_column("plan_width", "กว้าง (ม.)", read),
        _metre_column("plan_height", "ลึก (ม.)", read),
    )


COLUMNS: dict[PartKind, tuple[PlanColumn, ...]] = {
    PartKind.ZONE: (
        PlanColumn("code", "รหัสโซน", _code, _plain, size=4),
        PlanColumn("name_th", "ชื่อโซน", _words(120), _plain, size=14),
        _choice_column("category", "ประเภท", CATEGORIES),
        _choice_column("least_stars", "ดาว", STARS_OF_ZONE),
        _tick_column("is_chuan_chim", "ชวนชิม"),
        _tick_column("split_by_category", "รายงานแยกประเภท"),
        *_area(_place),  # 0 × 0: as large as its booths
    ),
    PartKind.BOOTH: (
        PlanColumn("code", "เลขบูธ", _code, _plain, size=5),
        PlanColumn("zone", "โซน", _zone, _shown_zone, size=3),
        _metre_column("plan_x", "x (ม.)"),
        _metre_column("plan_y", "y (ม.)"),
        _metre_column("width_m", "กว้าง (ม.)", _side),
        _metre_column("depth_m", "ลึก (ม.)", _side),
        _tick_column("is_corner", "มุม"),
        PlanColumn("power_amps", "ไฟ (แอมป์)", _number(0, MOST_AMPS), _plain, "number", size=3),
        _tick_column("has_water", "น้ำ"),
        _tick_column("allows_smoke", "ควัน"),
        PlanColumn("places", "ร้าน", _number(1, MOST_PLACES), _plain, "number", size=2),
        _tick_column("is_usable", "เปิดใช้"),
        PlanColumn("booth_class", "แบบบูธ", _booth_class, _shown_class, size=8),
    ),
    PartKind.LANDMARK: (
        _choice_column("kind", "ชนิด", LandmarkKind.choices),
        PlanColumn("label", "ป้าย", _words(60), _plain, size=14),
        *_area(_length),
    ),
}
LABELS = {
    kind: {column.name: column.label for column in columns} for kind, columns in COLUMNS.items()
}


def column_of(kind: PartKind, name: str) -> PlanColumn:
    return next(column for column in COLUMNS[kind] if column.name == name)
