"""A day's takings booth by booth: what the sheet says, and what it would change."""

from datetime import date, timedelta
from decimal import Decimal

from fairs.booth_codes import BoothCodes, booth_code, said_alike
from fairs.models import FairEvent
from otopfair.documents.cells import loose
from otopfair.documents.headers import ColumnKind
from otopfair.documents.tables import DataRow, DataTable
from otopfair.thai.baht import BahtError, format_baht, parse_baht
from otopfair.thai.formatting import format_date
from otopfair.thai.listing import first_of
from otopfair.thai.sorting import thai_sort_key
from products.imports.findings import CHANGED, NEW, UNCHANGED, Duplicate, Findings, Refusal, Remark
from products.imports.standing import Standing, differences
from products.imports.words import WordError, category_of
from products.models import ImportBatch
from sales.doubts import Usual, doubts_of
from sales.imports.cautions import sums_so_far, wrong_units
from sales.imports.days import BY_ROW, day_of_row, day_of_sheet, other_days, said_of
from sales.imports.places import DayAtFair, days_at_fair, standing_of
from sales.imports.plan import SaleRow, SalesPlan
from sales.models import DailyReport
from vendors.models import BoothAllocation

TOTAL = "total"  # compared, and never kept
COLUMNS = (
    ColumnKind("booth", "บูธ", ("บูธ", "บูท", "เลขบูธ", "เลขที่บูธ", "หมายเลขบูธ"), required=True),
    ColumnKind(
        "name", "ชื่อกลุ่ม/กิจการ", ("ชื่อกลุ่ม/กิจการ", "ชื่อกลุ่ม", "ชื่อร้าน", "ชื่อผู้ประกอบการ", "ผู้ประกอบการ")
    ),
    ColumnKind("category", "ประเภท", ("ประเภท",)),
    ColumnKind(
        "sold",
        "ยอดจำหน่าย (บาท)",
        ("ยอดจำหน่าย", "ยอดขาย", "ขายได้", "จำหน่าย"),
        required=True,
        fills_down=False,
    ),
    ColumnKind(
        "ordered", "ยอดสั่งจอง (บาท)", ("ยอดสั่งจอง", "ยอดสั่งซื้อ", "สั่งจอง", "สั่งซื้อ"), fills_down=False
    ),
    ColumnKind(
        TOTAL, "รวม (บาท)", ("รวม", "ยอดรวม", "รวมยอด", "รวมเงิน", "รวมทั้งสิ้น"), fills_down=False
    ),
    ColumnKind("note", "หมายเหตุ", ("หมายเหตุ",)),
    ColumnKind(BY_ROW, "วันที่ขาย", ("วันที่ขาย", "วันที่", "วัน/เดือน/ปี", "วัน เดือน ปี")),
)
_LABELS = {column.key: column.label for column in COLUMNS}
_NOT_YET = {"", "ยังไม่ส่ง", "ไม่ส่ง", "ยังไม่รายงาน", "รอ", "รอส่ง"}
_NONE = {"-", "–", "—", "ไม่มี"}
_MOST_BAHT = Decimal("9999999999.99")
_FEW_NAMES = 5
_LONGEST_NOTE = 255


def plan_takings(batch: ImportBatch, table: DataTable) -> SalesPlan:
    """The plan of stored sheets of takings, for the days that were said of them."""
    said = {
        int(before): date.fromisoformat(day)
        for before, day in batch.options.get("days", {}).items()
    }
    given = batch.options.get("sold_on")
    return plan_sales(
        table, batch.fair_event, date.fromisoformat(given) if given else None, said=said
    )


def plan_takings_again(
    batch: ImportBatch, before: SalesPlan, seen: dict[int, Standing] | None
) -> SalesPlan:
    """Judge the rows again under the fair's lock; no cell is read again. A row whose figure is not
    what the officer has `seen`, or what stood `before` where there was no page, is refused."""
    plan = plan_takings(batch, before.findings.table)
    shown = before.standing if seen is None else seen
    for row in list(plan.rows):
        now = plan.standing[row.number]
        if reason := differences(shown.get(row.number, {}), now, "ยอด"):
            code, name = row.booth, row.allocation.application.vendor.name_th
            heading = plan.findings.table.part_of(row.number).headings.get("sold", "")
            plan.findings.refusals.append(
                Refusal(row.number, heading, "sold", str(row.sold), reason, f"{code} {name}")
            )
            plan.rows.remove(row)
    return plan


def plan_sales(
    table: DataTable,
    fair_event: FairEvent,
    sold_on: date | None = None,
    *,
    said: dict[int, date] | None = None,
) -> SalesPlan:
    """Judge every row of `table` for the day in the head of its sheet, for the day `said` of that
    sheet (by the rows before it), or for `sold_on` when given."""
    plan = SalesPlan(findings=Findings.of(table, _LABELS))
    plan.sheets = [
        day_of_sheet(part, fair_event, said=(said or {}).get(part.before), given=sold_on)
        for part in table.parts
    ]
    for sheet in plan.sheets:
        plan.findings.assumptions += [*said_of(sheet), *sums_so_far(sheet.part)]
        plan.findings.problems += [f"{sheet.part.where}{sheet.problem}"] if sheet.problem else []
        plan.findings.problems += wrong_units(sheet.part)
        plan.findings.problems += other_days(table, sheet, fair_event)
    _judge_rows(table, fair_event, plan)
    _say_dashes(table, plan)
    _ask_about_closed(fair_event, plan)
    return plan


def _judge_rows(table: DataTable, fair_event: FairEvent, plan: SalesPlan) -> None:
    sheets = {sheet.part.before: sheet for sheet in plan.sheets}
    own = [day_of_row(row[BY_ROW], sheets[row.part.before], fair_event) for row in table.rows]
    named = {sheet.day for sheet in plan.sheets if BY_ROW not in sheet.part.headings}
    days = days_at_fair(fair_event, [*named, *(one.day for one in own)])
    seen: dict[tuple, tuple[DataRow, str, str]] = {}
    for row, one in zip(table.rows, own, strict=True):
        if one.why and not row.broken:
            _refuse(plan, row, BY_ROW, one.why)
        elif not row.broken:
            _judge(row, days[one.day], seen, plan)
    plan.findings.assumptions += dict.fromkeys(one.note for one in own if one.note)
    for day, at_fair in days.items():
        rows = [row for row, one in zip(table.rows, own, strict=True) if one.day == day]
        if rows or day in named:
            _say_absent(rows, at_fair, plan, names_day=len(days) > 1)
    _doubt_the_fair(table, {code for one in days.values() for code in one.standing}, plan)


def _judge(row: DataRow, day: DayAtFair, seen, plan: SalesPlan) -> None:
    code = day.codes.meant(booth_code(row["booth"]))
    if not code:
        _refuse(plan, row, "booth", "ไม่ได้กรอกเลขบูธ")
        return
    allocation = _allocation_of(row, code, day, plan)
    if allocation is None or _is_again(row, code, (day.day, allocation.pk), seen, plan):
        return
    before = day.before(allocation)
    plan.standing[row.number] = standing_of(before)
    if row["sold"] in _NOT_YET and row["ordered"] in _NOT_YET | _NONE | {"0"}:
        plan.not_reported.append(code)
        return
    sold = _amount(row, "sold", plan)
    ordered = _amount(row, "ordered", plan)
    if sold is None or ordered is None:
        return
    if len(row["note"]) > _LONGEST_NOTE:
        _refuse(plan, row, "note", f"หมายเหตุยาวได้ไม่เกิน {_LONGEST_NOTE} ตัวอักษร")
        return
    _compare_category(row, allocation, plan)
    _compare_total(row, sold + ordered, plan)
    state = NEW if before is None else CHANGED
    if before and (before.sold_baht, before.ordered_baht) == (sold, ordered):
        state = UNCHANGED
        _say_other_note(row, before, plan)
    doubts = () if state == UNCHANGED else _doubts(allocation, sold, ordered, day)
    for sentence in doubts:
        plan.findings.warnings.append(Remark(row.number, sentence, row["name"] or code))
    if day.day:
        amounts = (sold, ordered)
        plan.rows.append(
            SaleRow(row.number, allocation, day.day, *amounts, state, doubts, row["note"])
        )


def _is_again(row: DataRow, code: str, place: tuple, seen, plan: SalesPlan) -> bool:
    """Whether an earlier row is about the same vendor, booth and day; refused where they differ."""
    amounts = (row["sold"], row["ordered"])
    first, *earlier = seen.setdefault(place, (row, *amounts))
    if first is row:
        return False
    if tuple(earlier) == amounts:
        duplicate = Duplicate(row.number, first.number, row["name"] or code)
        plan.findings.duplicates.append(duplicate)
    else:
        _refuse(plan, row, "booth", f"บูธ {code} มียอดอีกแบบใน{first.place} ลบหรือแก้ให้เหลือแถวเดียว")
    return True


def _doubts(allocation, sold: Decimal, ordered: Decimal, day: DayAtFair) -> tuple[str, ...]:
    others = day.others(allocation)
    before = day.day and others.get(day.day - timedelta(days=1))
    usual = Usual.of(before, [sale.total_baht for sale in others.values()])
    return tuple(doubts_of(sold, ordered, usual))


def _why_nobody(code: str, day: DayAtFair) -> str:
    """Why nobody stands in a booth: its vendor has moved, or there is none."""
    former = day.former.get(code)
    if former is None:
        return f"บูธ {code} ไม่มีร้านในงานนี้ จัดบูธก่อนหรือแก้เลขบูธ"
    vendor = former.application.vendor
    now = day.booth_of(vendor.pk)
    if now:
        return f"{vendor.name_th} ย้ายจากบูธ {code} ไปบูธ {now} แล้ว แก้เลขบูธเป็น {now} หรือลบแถวนี้"
    return f"{vendor.name_th} คืนบูธ {code} แล้ว ไม่มีร้านในบูธนี้ แก้เลขบูธหรือลบแถวนี้"


def _allocation_of(
    row: DataRow, code: str, day: DayAtFair, plan: SalesPlan
) -> BoothAllocation | None:
    """The vendor of the row: the booth decides, the name must not say somebody else of the fair."""
    here = day.standing.get(code)
    if not here:
        _refuse(plan, row, "booth", _why_nobody(code, day))
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
        for other, allocations in day.standing.items()
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


def _compare_total(row: DataRow, total: Decimal, plan: SalesPlan) -> None:
    """What the sheet says of the row's sum is no figure of ours; where it differs, one is wrong."""
    try:
        said = parse_baht(row[TOTAL]) if row[TOTAL] not in _NOT_YET | _NONE else total
    except BahtError:
        said = None
    if said != total:
        reason = f"ในไฟล์รวม {row['total']} แต่จำหน่ายกับสั่งจองรวมกันได้ {format_baht(total)} ตรวจกับร้าน"
        plan.findings.warnings.append(Remark(row.number, reason, row["name"] or row["booth"]))


def _refuse(plan: SalesPlan, row: DataRow, key: str, reason: str) -> None:
    who = " ".join(part for part in (row["booth"], row["name"]) if part)
    heading = row.heading(key, _LABELS[key])
    plan.findings.refusals.append(Refusal(row.number, heading, key, row[key], reason, who))


def _say_absent(rows: list[DataRow], day: DayAtFair, plan: SalesPlan, *, names_day: bool) -> None:
    """Booths of the fair that the sheets of a day leave out."""
    written = [booth_code(row["booth"]) for row in rows]
    meant = [day.codes.meant(code) for code in written]
    plan.findings.assumptions += said_alike(zip(written, meant, strict=True))
    absent = sorted(set(day.standing) - {*meant}, key=thai_sort_key)
    if absent:
        when = f"วันที่ {format_date(day.day)} " if names_day and day.day else ""
        shown = first_of(absent, 8, "บูธ")
        plan.findings.assumptions.append(f"{when}ไม่มีในไฟล์ {len(absent)} บูธ ไม่เปลี่ยนยอด: {shown}")


def _say_other_note(row: DataRow, before, plan: SalesPlan) -> None:
    """A note comes in with its figure, and not alone."""
    if row["note"] and row["note"] != before.note:
        reason = f"ยอดเท่าเดิม จึงไม่บันทึกหมายเหตุ “{row['note']}”"
        plan.findings.warnings.append(Remark(row.number, reason, row["name"] or row["booth"]))


def _say_dashes(table: DataTable, plan: SalesPlan) -> None:
    """What "-" was read as."""
    if dashes := sum(row["sold"] in _NONE for row in table.rows):
        plan.findings.assumptions.append(f'"-" ในช่องยอดจำหน่าย {dashes} แถว นับเป็น 0 บาท')


def _doubt_the_fair(table: DataTable, booths: set[str], plan: SalesPlan) -> None:
    """Where most names at this fair's booths differ from the register, it is another fair's sheet.

    Rows of booths that the fair lacks do not count: they would hide the strange names.
    """
    codes = BoothCodes(booths)
    here = sum(codes.meant(booth_code(row["booth"])) in booths for row in table.rows)
    if plan.strange_names > _FEW_NAMES and plan.strange_names * 2 > here:
        plan.findings.problems.append(
            f"ชื่อร้านไม่ตรงทะเบียน {plan.strange_names} แถว ไฟล์นี้น่าจะเป็นของงานอื่น"
        )


def _ask_about_closed(fair_event, plan: SalesPlan) -> None:
    """Days whose report is closed, and that the sheets would change."""
    days = {row.sold_on for row in plan.rows if row.state != UNCHANGED}
    closed = DailyReport.objects.filter(
        fair_event=fair_event, sold_on__in=days, closed_at__isnull=False
    )
    for day in closed.order_by("sold_on").values_list("sold_on", flat=True).distinct():
        plan.findings.asks_why.append(
            f"รายงานวันที่ {format_date(day)} ปิดแล้ว ยอดที่นำเข้าเป็นการแก้ยอดหลังปิดรายงาน"
        )
