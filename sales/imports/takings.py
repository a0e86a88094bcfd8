"""A day's takings booth by booth: what the sheet says, and what it would change."""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from fairs.models import FairEvent
from otopfair.thai.baht import BahtError, parse_baht
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.digits import to_arabic_digits
from otopfair.thai.formatting import format_date, format_date_long, format_range
from otopfair.thai.listing import first_of
from otopfair.thai.parsing import ThaiDateError, parse_date
from otopfair.thai.sorting import thai_sort_key
from products.imports.findings import CHANGED, NEW, UNCHANGED, Duplicate, Findings, Refusal, Remark
from products.imports.tables import ColumnKind, DataRow, DataTable, loose
from products.imports.words import WordError, category_of
from products.models import ImportBatch
from sales.models import BoothSale
from vendors.models import BoothAllocation

COLUMNS = (
    ColumnKind("booth", "บูธ", ("บูธ", "บูท", "เลขบูธ", "เลขที่บูธ", "หมายเลขบูธ"), required=True),
    ColumnKind(
        "name", "ชื่อกลุ่ม/กิจการ", ("ชื่อกลุ่ม/กิจการ", "ชื่อกลุ่ม", "ชื่อร้าน", "ชื่อผู้ประกอบการ", "ผู้ประกอบการ")
    ),
    ColumnKind("category", "ประเภท", ("ประเภท",)),
    ColumnKind("sold", "ยอดจำหน่าย (บาท)", ("ยอดจำหน่าย", "ยอดขาย", "ขายได้"), required=True),
    ColumnKind("ordered", "ยอดสั่งจอง (บาท)", ("ยอดสั่งจอง", "ยอดสั่งซื้อ", "สั่งจอง", "สั่งซื้อ")),
    ColumnKind("note", "หมายเหตุ", ("หมายเหตุ",)),
)
_LABELS = {column.key: column.label for column in COLUMNS}
_NOT_YET = {"", "ยังไม่ส่ง", "ไม่ส่ง", "ยังไม่รายงาน", "รอ", "รอส่ง"}
_NONE = {"-", "–", "—", "ไม่มี"}
_DAY_IN_TITLE = re.compile(r"วัน\S{0,12}ที่\s?\d.*")
_MOST_BAHT = Decimal("9999999999.99")
_FEW_NAMES = 5


@dataclass(frozen=True)
class SaleRow:
    """One booth's takings that passed. `state` says what saving it would do."""

    number: int
    allocation: BoothAllocation
    sold: Decimal
    ordered: Decimal
    state: str

    @property
    def booth(self) -> str:
        return self.allocation.booth.code

    @property
    def category(self) -> int:
        return self.allocation.application.category or 0


@dataclass
class CategorySum:
    booths: int = 0
    sold: Decimal = Decimal(0)
    ordered: Decimal = Decimal(0)

    def add(self, row: SaleRow) -> None:
        self.booths += 1
        self.sold += row.sold
        self.ordered += row.ordered

    @property
    def total(self) -> Decimal:
        return self.sold + self.ordered


@dataclass
class SalesPlan:
    """The day of the sheet, its rows judged, and the booths that have not reported."""

    sold_on: date | None = None
    rows: list[SaleRow] = field(default_factory=list)
    not_reported: list[str] = field(default_factory=list)
    findings: Findings = field(default_factory=Findings)
    strange_names: int = 0

    @property
    def by_category(self) -> dict[int, CategorySum]:
        sums: dict[int, CategorySum] = {}
        for row in sorted(self.rows, key=lambda row: row.category):
            sums.setdefault(row.category, CategorySum()).add(row)
        return sums

    @property
    def grand(self) -> CategorySum:
        total = CategorySum()
        for row in self.rows:
            total.add(row)
        return total

    @property
    def counts(self) -> dict:
        states = Counter(row.state for row in self.rows)
        refused = len(self.findings.refused_rows)
        return {
            "booths": len(self.rows) + refused + len(self.not_reported),
            "importable": len(self.rows),
            "new": states[NEW],
            "changed": states[CHANGED],
            "unchanged": states[UNCHANGED],
            "not_reported": len(self.not_reported),
            "refused": refused,
            "duplicates": len(self.findings.duplicates),
            "warnings": len(self.findings.warnings),
        }


def plan_takings(batch: ImportBatch, table: DataTable) -> SalesPlan:
    """The plan of a stored sheet of takings, for the day that was chosen beside the file."""
    chosen = batch.options.get("sold_on")
    return plan_sales(table, batch.fair_event, date.fromisoformat(chosen) if chosen else None)


def plan_sales(table: DataTable, fair_event: FairEvent, sold_on: date | None = None) -> SalesPlan:
    """Judge every row of `table` for the day in its title, or for `sold_on` when given."""
    plan = SalesPlan()
    plan.findings.ignored += table.ignored
    plan.sold_on = _day_of(table, fair_event, sold_on, plan.findings)
    standing = _standing(fair_event, plan.sold_on)
    earlier = _earlier_sales(fair_event, plan.sold_on)
    seen: dict[int, tuple[int, str, str]] = {}
    for row in table.rows:
        _judge(row, standing, earlier, seen, plan)
    _say_absent(table, standing, plan)
    _doubt_the_fair(table, standing, plan)
    return plan


def _day_of(table: DataTable, fair_event, given: date | None, findings: Findings) -> date | None:
    """The day the sheet is about; problems of the whole file are written down."""
    printed = None
    for line in table.title_lines:
        printed = printed or _printed_day(line, findings)
    sold_on = given or printed
    if sold_on is None:
        if not findings.problems:
            findings.problems.append("ไม่พบวันที่ขายเหนือหัวตาราง ระบุวันที่ขายแล้วตรวจอีกครั้ง")
        return None
    if given and printed and given != printed:
        findings.problems.append(
            f"ระบุวันที่ {format_date(given)} แต่ในไฟล์เขียนวันที่ {format_date(printed)}"
        )
    if fair_event.day_number(sold_on) is None:
        findings.problems.append(_outside(fair_event, sold_on))
    elif sold_on > today_in_thailand():
        findings.problems.append(f"วันที่ {format_date(sold_on)} ยังมาไม่ถึง")
    else:
        findings.assumptions.append(f"ยอดของวัน{format_date_long(sold_on)}")
    return sold_on


def _printed_day(line: str, findings: Findings) -> date | None:
    """The date after "ประจำวันที่" in a title line. A range is the fair's, not the day's."""
    match = _DAY_IN_TITLE.search(to_arabic_digits(line))
    if not match or "ระหว่าง" in line:
        return None
    words = match[0].split()
    reason = None
    for length in range(len(words), 0, -1):
        try:
            return parse_date(" ".join(words[:length]))
        except ThaiDateError as error:
            reason = reason or error
    findings.problems.append(f"อ่านวันที่เหนือหัวตารางไม่ได้: {reason}")
    return None


def _outside(fair_event, day: date) -> str:
    if not fair_event.days:
        return "งานนี้ยังไม่กำหนดวัน จึงยังนำเข้ายอดไม่ได้"
    days = format_range(fair_event.opens_on, fair_event.closes_on)
    return f"วันที่ {format_date(day)} ไม่อยู่ในวันจัดงาน ({days})"


def _standing(fair_event, sold_on: date | None) -> dict[str, list[BoothAllocation]]:
    """Who stood in which booth of the fair on the day; now, when the day is not known."""
    standing: dict[str, list[BoothAllocation]] = {}
    allocations = BoothAllocation.objects.all()
    rows = (
        (allocations.standing_on(sold_on) if sold_on else allocations.live())
        .filter(booth__fair_event=fair_event)
        .select_related("booth__fair_event", "application__vendor")
        .order_by("booth__sort_key", "place_no")
    )
    for allocation in rows:
        standing.setdefault(allocation.booth.code, []).append(allocation)
    return standing


def _earlier_sales(fair_event, sold_on) -> dict[tuple[int, int], tuple[Decimal, Decimal]]:
    if sold_on is None:
        return {}
    rows = BoothSale.objects.filter(fair_event=fair_event, sold_on=sold_on).order_by("pk")
    return {
        (booth, vendor): (sold, ordered)
        for booth, vendor, sold, ordered in rows.values_list(
            "booth_id", "vendor_id", "sold_baht", "ordered_baht"
        )
    }


def _booth_code(row: DataRow) -> str:
    return to_arabic_digits(row["booth"]).upper().replace(" ", "")


def _judge(row: DataRow, standing, earlier, seen, plan: SalesPlan) -> None:
    code = _booth_code(row)
    if not code:
        _refuse(plan, row, "booth", "ไม่ได้กรอกเลขบูธ")
        return
    allocation = _allocation_of(row, code, standing, plan)
    if allocation is None:
        return
    amounts = (row["sold"], row["ordered"])
    if first := seen.get(allocation.pk):
        if first[1:] == amounts:
            plan.findings.duplicates.append(Duplicate(row.number, first[0], row["name"] or code))
        else:
            _refuse(plan, row, "booth", f"บูธ {code} มียอดอีกแบบในแถว {first[0]} ลบหรือแก้ให้เหลือแถวเดียว")
        return
    seen[allocation.pk] = (row.number, *amounts)
    if row["sold"] in _NOT_YET and row["ordered"] in _NOT_YET | _NONE | {"0"}:
        plan.not_reported.append(code)
        return
    sold = _amount(row, "sold", plan)
    ordered = _amount(row, "ordered", plan)
    if sold is None or ordered is None:
        return
    before = earlier.get((allocation.booth_id, allocation.application.vendor_id))
    state = NEW if before is None else UNCHANGED if before == (sold, ordered) else CHANGED
    _compare_category(row, allocation, plan)
    plan.rows.append(SaleRow(row.number, allocation, sold, ordered, state))


def _allocation_of(row: DataRow, code: str, standing, plan: SalesPlan) -> BoothAllocation | None:
    """The vendor of the row: the booth decides, the name must not say somebody else of the fair."""
    here = standing.get(code)
    if not here:
        _refuse(plan, row, "booth", f"บูธ {code} ไม่มีร้านในงานนี้ จัดบูธก่อนหรือแก้เลขบูธ")
        return None
    name = loose(row["name"])
    named = [one for one in here if loose(one.application.vendor.name_th) == name]
    if named:
        return named[0]
    if len(here) > 1:
        _refuse(plan, row, "name", f"บูธ {code} ใช้ร่วมกัน {len(here)} ร้าน ใส่ชื่อร้านให้ตรงทะเบียน")
        return None
    elsewhere = [
        other
        for other, allocations in standing.items()
        for one in allocations
        if name and loose(one.application.vendor.name_th) == name
    ]
    registered = here[0].application.vendor.name_th
    if elsewhere:
        _refuse(plan, row, "name", f"ร้านนี้อยู่บูธ {elsewhere[0]} ส่วนบูธ {code} เป็นของ{registered}")
        return None
    if name:
        reason = f'ชื่อไม่ตรงทะเบียน บูธ {code} คือ "{registered}" ใช้ตามเลขบูธ'
        plan.findings.warnings.append(Remark(row.number, reason, row["name"]))
        plan.strange_names += 1
    return here[0]


def _amount(row: DataRow, key: str, plan: SalesPlan) -> Decimal | None:
    text = row[key]
    if text in _NONE or (key == "ordered" and text == ""):
        return Decimal(0)
    if text in _NOT_YET:
        _refuse(plan, row, key, "มียอดสั่งจองแต่ไม่มียอดจำหน่าย ใส่ 0 ถ้าขายไม่ได้")
        return None
    try:
        amount = parse_baht(text)
    except BahtError as error:
        _refuse(plan, row, key, str(error))
        return None
    if amount > _MOST_BAHT:
        _refuse(plan, row, key, "จำนวนเงินมากเกินไป ตรวจจำนวนหลักอีกครั้ง")
        return None
    return amount


def _compare_category(row: DataRow, allocation: BoothAllocation, plan: SalesPlan) -> None:
    try:
        same = (
            not row["category"] or category_of(row["category"]) == allocation.application.category
        )
    except WordError:
        same = True
    if not same:
        registered = allocation.application.get_category_display()
        plan.findings.warnings.append(
            Remark(row.number, f"ประเภทในไฟล์ไม่ตรงใบสมัคร นับเป็น{registered}", row["name"])
        )


def _refuse(plan: SalesPlan, row: DataRow, key: str, reason: str) -> None:
    who = " ".join(part for part in (row["booth"], row["name"]) if part)
    plan.findings.refusals.append(Refusal(row.number, _LABELS[key], key, row[key], reason, who))


def _say_absent(table: DataTable, standing, plan: SalesPlan) -> None:
    """Booths of the fair that the sheet leaves out, and what "-" was read as."""
    written = {_booth_code(row) for row in table.rows}
    absent = sorted(set(standing) - written, key=thai_sort_key)
    if absent:
        shown = first_of(absent, 8, "บูธ")
        plan.findings.assumptions.append(f"ไม่มีในไฟล์ {len(absent)} บูธ ไม่เปลี่ยนยอด: {shown}")
    if dashes := sum(row["sold"] in _NONE for row in table.rows):
        plan.findings.assumptions.append(f'"-" ในช่องยอดจำหน่าย {dashes} แถว นับเป็น 0 บาท')


def _doubt_the_fair(table: DataTable, standing, plan: SalesPlan) -> None:
    """Where most names at this fair's booths differ from the register, it is another fair's sheet.

    Rows of booths that the fair lacks do not count: they would hide the strange names.
    """
    here = sum(_booth_code(row) in standing for row in table.rows)
    if plan.strange_names > _FEW_NAMES and plan.strange_names * 2 > here:
        plan.findings.problems.append(
            f"ชื่อร้านไม่ตรงทะเบียน {plan.strange_names} แถว ไฟล์นี้น่าจะเป็นของงานอื่น"
        )
