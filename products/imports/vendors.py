"""A list of vendors beside the registers: what each row would change, or what stands against it."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace

from fairs.booth_codes import BoothCodes, booth_code, said_alike
from fairs.models import FairEvent, ProductCategory
from otopfair.documents.tables import DataTable
from otopfair.thai.digits import is_digits, to_arabic_digits
from otopfair.thai.sorting import thai_sort_key
from products.imports.beside_rules import RowLimits
from products.imports.findings import CHANGED, NEW, UNCHANGED, Findings, Refusal, Remark
from products.imports.registers import KnownVendor, VendorRegister
from products.imports.standing import Standing, differences, standing_of
from products.imports.vendor_rows import (
    LONGEST_BOOTH,
    VendorRow,
    VendorSheet,
    booth_refusal,
    name_refusal,
    read_vendor_sheet,
)
from products.imports.words import WordError, category_of
from products.models import ImportBatch, StarRound
from vendors.ground.booths import BoothRow, booths_of

_BOOTH_CODE = re.compile(r"[A-Zก-ฮ]{0,3}-?\d{1,4}[A-Z]?")


@dataclass(frozen=True)
class VendorChange:
    """A row beside the register: new, changed (with the words for what) or unchanged."""

    row: VendorRow
    state: str
    known: KnownVendor | None = None
    changes: tuple[str, ...] = ()

    @property
    def shop(self) -> tuple[str, int]:
        """Rows of one vendor have the same."""
        return ("known", self.known.pk) if self.known else ("new", self.row.first)


@dataclass
class VendorPlan:
    """All rows of a list, judged. `standing` is what stood in the registers for each row; `ground`
    the booths of all rows, refused or not, with the category of who stands there."""

    sheet: VendorSheet
    rows: list[VendorChange] = field(default_factory=list)
    findings: Findings = field(default_factory=Findings)
    by_category: Counter = field(default_factory=Counter)
    missing_booths: list[str] = field(default_factory=list)
    standing: dict[int, Standing] = field(default_factory=dict)
    ground: list[tuple[str, int | None]] = field(default_factory=list)

    @property
    def counts(self) -> dict:
        """Vendors, not rows: a vendor with several products counts once."""
        states: dict[tuple, set[str]] = defaultdict(set)
        for change in self.rows:
            states[change.shop].add(change.state)
        best = Counter(
            next(s for s in (NEW, CHANGED, UNCHANGED) if s in of) for of in states.values()
        )
        refused = len(self.findings.refused_rows)
        return {
            "vendors": len(states) + refused,
            "importable": len(self.rows),
            "new": best[NEW],
            "changed": best[CHANGED],
            "unchanged": best[UNCHANGED],
            "refused": refused,
            "duplicates": len(self.findings.duplicates),
            "warnings": len(self.findings.warnings),
        }


def plan_vendor_list(batch: ImportBatch, table: DataTable) -> VendorPlan:
    """The plan of a stored vendor list; says which rows were corrected when it came last."""
    plan = plan_vendors(table, batch.fair_event, star_round_of(batch))
    if recalled := batch.options.get("recalled"):
        plan.findings.assumptions.append(f"ใช้ค่าที่แก้ไว้ครั้งก่อน {table.places(recalled)}")
    return plan


def star_round_of(batch: ImportBatch) -> StarRound | None:
    """The round chosen for the stars in the file; the newest when none is chosen."""
    chosen = batch.options.get("star_round")
    rounds = StarRound.objects.order_by("-year_be")
    return rounds.filter(pk=chosen).first() if chosen else rounds.first()


def plan_vendors(
    table: DataTable, fair_event: FairEvent, star_round: StarRound | None
) -> VendorPlan:
    """Judge every row of `table` against the registers and the booths of `fair_event`."""
    return _judge(read_vendor_sheet(table, star_round), fair_event, star_round)


def plan_again(
    batch: ImportBatch, before: VendorPlan, seen: dict[int, Standing] | None
) -> VendorPlan:
    """Judge the rows against the registers as they are under the locks: a few statements, and no
    cell is read again. A row for which something else stands there than the officer has `seen`, or
    than `before` where there was no page, is refused."""
    fair_event, star_round = batch.fair_event, star_round_of(batch)
    return _judge(before.sheet, fair_event, star_round, before.standing if seen is None else seen)


def _judge(
    sheet: VendorSheet,
    fair_event: FairEvent,
    star_round: StarRound | None,
    before: dict[int, Standing] | None = None,
) -> VendorPlan:
    booths = {booth.code: booth for booth in booths_of(fair_event)}
    codes = BoothCodes(booths)
    alike = said_alike((row.booth, codes.meant(row.booth)) for row in sheet.rows)
    provinces = {row.province for row in sheet.rows}
    register = VendorRegister.load(fair_event, star_round, provinces=provinces)
    meant = [replace(row, booth=codes.meant(row.booth)) for row in sheet.rows]
    plan = VendorPlan(replace(sheet, rows=meant), findings=sheet.findings.copied())
    plan.findings.assumptions += alike
    _RowJudge(plan, register, booths, before).judge()
    _hold_against_limits(plan, fair_event)
    _read_ground(plan, booths, codes)
    if not booths:
        plan.missing_booths = sorted({code for code, _category in plan.ground}, key=thai_sort_key)
    _say_assumptions(sheet.table, plan)
    return plan


class _RowJudge:
    """Holds each row against the registers; what is refused takes its further products with it."""

    def __init__(self, plan: VendorPlan, register: VendorRegister, booths, before) -> None:
        self._plan, self._register = plan, register
        self._booths: dict[str, BoothRow] = booths
        self._before: dict[int, Standing] | None = before
        self._known: dict[int, KnownVendor | None] = {}
        self._refused: dict[int, VendorRow] = {}
        self._in_booth: dict[str, list[VendorRow]] = defaultdict(list)

    def judge(self) -> None:
        for row in self._plan.sheet.rows:
            if row.first not in self._known:
                self._known[row.first] = self._register.find(
                    row.name, row.province, row.phones, row.district
                )
            known = self._known[row.first]
            booth = self._booths.get(row.booth)
            self._plan.standing[row.number] = standing_of(row, known, booth)
            if refusal := self._why_not(row, known):
                self._plan.findings.refusals.append(refusal)
                self._refused.setdefault(row.first, row)
            else:
                self._take(row, known)

    def _why_not(self, row: VendorRow, known: KnownVendor | None) -> Refusal | None:
        if reason := self._why_no_booth(row) if row.booth else "":
            return booth_refusal(row, reason)
        if known and known.has_draft:
            return name_refusal(row, "ร้านนี้มีใบสมัครร่างของงานนี้อยู่ ให้ร้านส่งหรือถอนก่อน")
        if reason := self._register.why_booth_is_taken(row.booth, known, self._booths):
            return booth_refusal(row, reason)
        if row.first in self._refused:
            place = self._refused[row.first].place
            return name_refusal(row, f"ร้านนี้อยู่{place} ซึ่งนำเข้าไม่ได้ แก้แถวนั้นก่อน")
        if self._before is not None and (
            reason := differences(self._before.get(row.number, {}), self._plan.standing[row.number])
        ):
            return name_refusal(row, reason)
        return None

    def _why_no_booth(self, row: VendorRow) -> str:
        if not self._booths:
            bad = not _BOOTH_CODE.fullmatch(row.booth)
            return f'เลขบูธ "{row.booth}" อ่านไม่ได้ เขียนแบบ A01' if bad else ""
        booth = self._booths.get(row.booth)
        if booth is None:
            return f"งานนี้ไม่มีบูธ {row.booth}"
        if booth.why_not:
            return booth.why_not
        others = [one for one in self._in_booth[row.booth] if one.first != row.first]
        if len(others) >= booth.places:
            return f"บูธ {row.booth} ซ้ำกับ{others[0].place}"
        return ""

    def _take(self, row: VendorRow, known: KnownVendor | None) -> None:
        if row.booth and all(one.first != row.first for one in self._in_booth[row.booth]):
            self._in_booth[row.booth].append(row)
        self._plan.rows.append(self._change(row, known))
        if known and known.category and known.category != row.category and not row.is_further:
            registered = ProductCategory(known.category).label
            self._plan.findings.warnings.append(
                Remark(row.number, f"ใบสมัครเดิมเป็นประเภท{registered} คงไว้ตามใบสมัคร", row.name)
            )

    def _change(self, row: VendorRow, known: KnownVendor | None) -> VendorChange:
        if known is not None:
            changes = tuple(self._register.changes(row, known))
            return VendorChange(row, CHANGED if changes else UNCHANGED, known, changes)
        if row.is_further:
            added = [name for name, text in (("สินค้า", row.product), ("บูธ", row.booth)) if text]
            return VendorChange(row, CHANGED, None, tuple(added))
        return VendorChange(row, NEW)


def _hold_against_limits(plan: VendorPlan, fair_event: FairEvent) -> None:
    """Rows that would be enrolled: refused while a ban holds, named where they pass a limit."""
    coming = {}
    for change in plan.rows:
        if change.known is None or not change.known.is_enrolled:
            coming.setdefault(change.shop, change)
    limits = RowLimits(fair_event, {one.known.pk for one in coming.values() if one.known})
    barred = {}
    for shop, change in coming.items():
        row = change.row
        if why := limits.why_barred(row, change.known):
            barred[shop] = why
        elif why := limits.passed_over(row, change.known):
            plan.findings.beside_rules.append(Remark(row.number, why, row.name))
    plan.findings.refusals += [
        name_refusal(one.row, barred[one.shop]) for one in plan.rows if one.shop in barred
    ]
    plan.rows = [one for one in plan.rows if one.shop not in barred]


def _read_ground(plan: VendorPlan, booths: dict[str, BoothRow], codes: BoothCodes) -> None:
    """Count all vendors, refused or not; a row without a category counts where its booth stands.
    A list for a fair without booths says where all of them stand."""
    further = {row.number for row in plan.sheet.rows if row.is_further}
    further |= {duplicate.row for duplicate in plan.findings.duplicates}
    known: dict[int, int] = {}
    by_letter: dict[str, Counter] = defaultdict(Counter)
    rows = [row for row in plan.sheet.table.rows if row.number not in further]
    for row in rows:
        try:
            known[row.number] = category_of(row["category"])
        except WordError:
            continue
        by_letter[booth_code(row["booth"])[:1]][known[row.number]] += 1
    for row in rows:
        code = codes.meant(booth_code(row["booth"]))
        category = known.get(row.number)
        if category is None and code in booths:
            category = booths[code].category
        if category is None and by_letter[code[:1]]:
            category = by_letter[code[:1]].most_common(1)[0][0]
        if category is not None:
            plan.by_category[category] += 1
        if _BOOTH_CODE.fullmatch(code) and len(code) <= LONGEST_BOOTH:
            plan.ground.append((code, category))


def _say_assumptions(table: DataTable, plan: VendorPlan) -> None:
    say = plan.findings.assumptions.append
    if lost := sum(_lost_its_zero(row["phone"]) for row in table.rows):
        say(f"เติมเลข 0 ที่ Excel ตัดออกหน้าเบอร์โทรศัพท์ {lost} แถว")
    if plan.missing_booths:
        say(f"งานนี้ยังไม่มีผังบูธ จะสร้างบูธตามรายชื่อ {len(plan.missing_booths)} บูธ")
    say("เบอร์โทรศัพท์ที่นำเข้าไม่แสดงให้ผู้ชม จนกว่าร้านจะเปิดเอง")


def _lost_its_zero(text: str) -> bool:
    return is_digits(digits := to_arabic_digits(text)) and len(text) in {8, 9} and digits[0] != "0"
