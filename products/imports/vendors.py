"""A list of vendors, row by row: what it says, and what it would change in the registers."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from fairs.models import FairEvent, ProductCategory
from otopfair.thai.digits import is_digits, to_arabic_digits
from otopfair.thai.folding import normalise
from otopfair.thai.names import full_name, split_name
from otopfair.thai.phones import PhoneError, format_phones, parse_phones
from otopfair.thai.sorting import thai_sort_key
from products.imports.beside_rules import Limits
from products.imports.findings import CHANGED, NEW, UNCHANGED, Duplicate, Findings, Refusal, Remark
from products.imports.registers import KnownVendor, VendorRegister
from products.imports.tables import ColumnKind, DataRow, DataTable, loose
from products.imports.words import NOTHING_WRITTEN, Gazetteer, WordError, category_of, stars_of
from products.models import ImportBatch, StarRound
from vendors.ground.booths import BoothRow, booths_of
from vendors.models import VendorKind

COLUMNS = (
    ColumnKind(
        "name",
        "ชื่อกลุ่ม/กิจการ",
        ("ชื่อกลุ่ม/กิจการ", "ชื่อกลุ่ม", "ชื่อร้าน", "ชื่อกิจการ", "ชื่อผู้ประกอบการ", "ผู้ประกอบการ", "กลุ่ม/กิจการ"),
        required=True,
    ),
    ColumnKind(
        "contact",
        "ชื่อ - สกุล ประธาน/เจ้าของ",
        ("ชื่อ - สกุล", "ชื่อสกุล", "ชื่อ นามสกุล", "ประธาน", "เจ้าของ", "ผู้ติดต่อ"),
    ),
    ColumnKind("category", "ประเภท", ("ประเภท",), required=True),
    ColumnKind("product", "ผลิตภัณฑ์", ("ผลิตภัณฑ์", "ชื่อผลิตภัณฑ์", "สินค้า", "ชื่อสินค้า")),
    ColumnKind("stars", "ดาว", ("ดาว", "ระดับดาว", "ผลดาว")),
    ColumnKind("district", "อำเภอ", ("อำเภอ", "อ.", "อำเภอ/เขต", "เขต")),
    ColumnKind("province", "จังหวัด", ("จังหวัด", "จ."), required=True),
    ColumnKind("phone", "โทรศัพท์", ("โทรศัพท์", "เบอร์โทร", "เบอร์โทรศัพท์", "โทร", "มือถือ", "เบอร์")),
    ColumnKind("booth", "บูธ", ("บูธ", "บูท", "เลขบูธ", "เลขที่บูธ", "หมายเลขบูธ")),
)
_LABELS = {column.key: column.label for column in COLUMNS}
_LONGEST = {"name": 255, "contact": 200, "product": 255, "booth": 8}
_LOOKS_LIKE_FORMULA = re.compile(r"^[=+@\-](?=[^\s\d-])")
_BOOTH_CODE = re.compile(r"[A-Zก-ฮ]{0,3}-?\d{1,4}[A-Z]?")
_GROUP_WORDS = ("กลุ่ม", "วิสาหกิจชุมชน", "สหกรณ์", "เครือข่าย", "ชมรม", "สมาคม")
_COMPANY_WORDS = ("บริษัท", "ห้างหุ้นส่วน", "หจก", "บจก")


@dataclass(frozen=True)
class VendorRow:
    """One row that passed, ready to be saved; codes instead of names."""

    number: int
    name: str
    contact: str
    category: int
    product: str
    stars: int | None
    province: str
    district: str | None
    phones: tuple[str, ...]
    booth: str

    @property
    def key(self) -> tuple:
        return loose(self.name), self.province, self.phones

    @property
    def category_label(self) -> str:
        return ProductCategory(self.category).label

    @property
    def kind(self) -> str:
        if self.name.startswith(_COMPANY_WORDS):
            return VendorKind.SME
        return VendorKind.GROUP if self.name.startswith(_GROUP_WORDS) else VendorKind.SINGLE


@dataclass(frozen=True)
class VendorChange:
    """A row beside the register: new, changed (with the words for what) or unchanged."""

    row: VendorRow
    state: str
    known: KnownVendor | None = None
    changes: tuple[str, ...] = ()


@dataclass
class VendorPlan:
    """All rows of a list, judged. `vendors` counts every row but the duplicates."""

    rows: list[VendorChange] = field(default_factory=list)
    findings: Findings = field(default_factory=Findings)
    by_category: Counter = field(default_factory=Counter)
    missing_booths: list[str] = field(default_factory=list)

    @property
    def counts(self) -> dict:
        states = Counter(change.state for change in self.rows)
        refused = len(self.findings.refused_rows)
        return {
            "vendors": len(self.rows) + refused,
            "importable": len(self.rows),
            "new": states[NEW],
            "changed": states[CHANGED],
            "unchanged": states[UNCHANGED],
            "refused": refused,
            "duplicates": len(self.findings.duplicates),
            "warnings": len(self.findings.warnings),
        }


def plan_vendor_list(batch: ImportBatch, table: DataTable) -> VendorPlan:
    """The plan of a stored vendor list; says which rows were corrected when it came last."""
    plan = plan_vendors(table, batch.fair_event, star_round_of(batch))
    if recalled := batch.options.get("recalled"):
        rows = ", ".join(map(str, recalled))
        plan.findings.assumptions.append(f"ใช้ค่าที่แก้ไว้ครั้งก่อน แถว {rows}")
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
    plan = VendorPlan()
    plan.findings.ignored += table.ignored
    gazetteer = Gazetteer.load()
    read = [_read_row(row, gazetteer, plan.findings, star_round) for row in table.rows]
    rows = _without_duplicates([row for row in read if row], plan.findings)
    booths = {booth.code: booth for booth in booths_of(fair_event)}
    if not booths:
        plan.missing_booths = sorted({row.booth for row in rows if row.booth}, key=thai_sort_key)
    rows = _with_possible_booths(rows, booths, plan)
    register = VendorRegister.load(fair_event, star_round, provinces={row.province for row in rows})
    for row in rows:
        _judge(row, register, booths, plan)
    _hold_against_limits(plan, fair_event)
    _count_categories(table, plan, booths)
    _say_assumptions(table, plan, fair_event)
    return plan


def _read_row(
    row: DataRow, gazetteer: Gazetteer, findings: Findings, star_round: StarRound | None
) -> VendorRow | None:
    """The row in codes; None when a cell is refused (every bad cell of the row is named)."""
    reader = _RowReader(row, findings)
    name = reader.text("name", missing="ไม่ได้กรอกชื่อกลุ่มหรือกิจการ")
    contact = _person(reader.text("contact"))
    category = reader.parsed("category", category_of)
    product = reader.text("product")
    stars = reader.parsed("stars", stars_of)
    if stars and not product:
        reader.refuse("product", "มีดาวแต่ไม่ได้กรอกผลิตภัณฑ์ที่ได้ดาว")
    if stars and star_round is None:
        reader.refuse("stars", "ยังไม่มีรอบคัดสรรดาวในระบบ ให้ผู้ดูแลระบบเพิ่มรอบก่อน")
    province = reader.parsed(
        "province", lambda text: gazetteer.province_of(text, district=row["district"])
    )
    district = _district(reader, gazetteer, province) if province else None
    phones = reader.parsed("phone", _phones) or []
    booth = _booth_code(row["booth"])
    if len(booth) > _LONGEST["booth"]:
        reader.refuse("booth", f"เลขบูธยาวเกิน {_LONGEST['booth']} ตัวอักษร")
    if reader.refused:
        return None
    _remark(row, phones, findings)
    short = tuple(phone.partition("#")[0] for phone in phones)
    return VendorRow(
        row.number, name, contact, category, product, stars, province, district, short, booth
    )


class _RowReader:
    """Takes cells from one row and collects the refusals."""

    def __init__(self, row: DataRow, findings: Findings) -> None:
        self.row, self.findings, self.refused = row, findings, False

    def refuse(self, key: str, reason: str) -> None:
        self.refused = True
        self.findings.refusals.append(
            Refusal(
                self.row.number,
                _LABELS[key],
                key,
                self.row[key],
                reason,
                self.row["name"] or self.row["booth"],
            )
        )

    def text(self, key: str, missing: str = "") -> str:
        text = self.row[key]
        if text in NOTHING_WRITTEN:
            if missing:
                self.refuse(key, missing)
            return ""
        if len(text) > _LONGEST[key]:
            self.refuse(key, f"ยาวเกิน {_LONGEST[key]} ตัวอักษร")
        return text

    def parsed(self, key: str, parse):
        try:
            return parse(self.row[key])
        except (WordError, PhoneError) as error:
            self.refuse(key, str(error))
            return None


def _district(reader: _RowReader, gazetteer: Gazetteer, province: str) -> str | None:
    """The code; a district of another province leaves the province open to correction too."""
    district = reader.parsed("district", lambda text: gazetteer.district_of(text, province))
    elsewhere = gazetteer.provinces_with(reader.row["district"]) if district is None else []
    if elsewhere:
        reader.refuse("province", f"ถ้าชื่ออำเภอถูกแล้ว แก้จังหวัดเป็น {' หรือ '.join(elsewhere)}")
    return district


def _phones(text: str) -> list[str]:
    return [] if text in NOTHING_WRITTEN else parse_phones(text)


def _person(text: str) -> str:
    return full_name(*split_name(text)) if text else ""


def _booth_code(text: str) -> str:
    code = to_arabic_digits(normalise(text)).upper().replace(" ", "")
    code = re.sub(r"^(?:บูธ|บูท|BOOTH)", "", code)
    return "" if code in NOTHING_WRITTEN else code


def _remark(row: DataRow, phones: list[str], findings: Findings) -> None:
    who = row["name"]
    if len(phones) > 1:
        findings.warnings.append(
            Remark(row.number, f"มีโทรศัพท์ {len(phones)} เบอร์ เก็บทั้งหมด: {format_phones(phones)}", who)
        )
    if any("#" in phone for phone in phones):
        findings.warnings.append(Remark(row.number, "เบอร์ต่อภายในไม่ได้เก็บ เก็บเฉพาะเบอร์กลาง", who))
    if any(_LOOKS_LIKE_FORMULA.match(row[key]) for key in ("name", "contact", "product")):
        findings.warnings.append(
            Remark(row.number, "ข้อความคล้ายสูตรของ Excel เก็บเป็นข้อความธรรมดาทุกที่", who)
        )


def _without_duplicates(rows: list[VendorRow], findings: Findings) -> list[VendorRow]:
    """Drop a row that says again what an earlier one said; two booths for one vendor is refused."""
    first_of: dict[tuple, VendorRow] = {}
    kept = []
    for row in rows:
        first = first_of.setdefault(row.key, row)
        if first is row:
            kept.append(row)
        elif row.booth in {"", first.booth}:
            findings.duplicates.append(Duplicate(row.number, first.number, row.name))
        else:
            findings.refusals.append(
                _booth_refusal(
                    row,
                    f"รายนี้อยู่แถว {first.number} บูธ {first.booth} แล้ว ถ้าได้สองบูธ จัดบูธที่สองในหน้าจัดบูธ",
                )
            )
    return kept


def _with_possible_booths(rows, booths, plan: VendorPlan) -> list[VendorRow]:
    """Refuse rows whose booth does not exist, is closed, or is already given in this file."""
    kept: list[VendorRow] = []
    seen: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        reason = _why_no_booth(row, booths, seen[row.booth]) if row.booth else ""
        if reason:
            plan.findings.refusals.append(_booth_refusal(row, reason))
            continue
        seen[row.booth].append(row.number)
        kept.append(row)
    return kept


def _why_no_booth(row: VendorRow, booths: dict[str, BoothRow], earlier: list[int]) -> str:
    if not booths:
        bad = not _BOOTH_CODE.fullmatch(row.booth)
        return f'เลขบูธ "{row.booth}" อ่านไม่ได้ เขียนแบบ A01' if bad else ""
    booth = booths.get(row.booth)
    if booth is None:
        return f"งานนี้ไม่มีบูธ {row.booth}"
    if booth.why_not:
        return booth.why_not
    if len(earlier) >= booth.places:
        return f"บูธ {row.booth} ซ้ำกับแถว {earlier[0]}"
    return ""


def _booth_refusal(row: VendorRow, reason: str) -> Refusal:
    return Refusal(row.number, _LABELS["booth"], "booth", row.booth, reason, row.name)


def _judge(row: VendorRow, register: VendorRegister, booths, plan: VendorPlan) -> None:
    known = register.find(row.name, row.province, row.phones, row.district)
    if known is None:
        if reason := register.why_booth_is_taken(row.booth, None, booths):
            plan.findings.refusals.append(_booth_refusal(row, reason))
            return
        plan.rows.append(VendorChange(row, NEW))
        return
    if known.has_draft:
        plan.findings.refusals.append(
            Refusal(
                row.number,
                _LABELS["name"],
                "name",
                row.name,
                "ร้านนี้มีใบสมัครร่างของงานนี้อยู่ ให้ร้านส่งหรือถอนก่อน",
                row.name,
            )
        )
        return
    if reason := register.why_booth_is_taken(row.booth, known, booths):
        plan.findings.refusals.append(_booth_refusal(row, reason))
        return
    changes = register.changes(row, known)
    if known.category and known.category != row.category:
        registered = ProductCategory(known.category).label
        plan.findings.warnings.append(
            Remark(row.number, f"ใบสมัครเดิมเป็นประเภท{registered} คงไว้ตามใบสมัคร", row.name)
        )
    plan.rows.append(VendorChange(row, CHANGED if changes else UNCHANGED, known, tuple(changes)))


def _hold_against_limits(plan: VendorPlan, fair_event: FairEvent) -> None:
    """Rows that would be enrolled: refused while a ban holds, named where they pass a limit."""
    coming = [one for one in plan.rows if one.known is None or not one.known.is_enrolled]
    limits = Limits(fair_event, {one.known.pk for one in coming if one.known})
    for change in coming:
        row = change.row
        if why := limits.why_barred(row, change.known):
            plan.rows.remove(change)
            refusal = Refusal(row.number, _LABELS["name"], "name", row.name, why, row.name)
            plan.findings.refusals.append(refusal)
        elif why := limits.passed_over(row, change.known):
            plan.findings.beside_rules.append(Remark(row.number, why, row.name))


def _count_categories(table: DataTable, plan: VendorPlan, booths: dict[str, BoothRow]) -> None:
    """Count all rows but duplicates; a row without a category counts where its booth stands."""
    duplicates = {duplicate.row for duplicate in plan.findings.duplicates}
    known: dict[int, int] = {}
    by_letter: dict[str, Counter] = defaultdict(Counter)
    rows = [row for row in table.rows if row.number not in duplicates]
    for row in rows:
        try:
            known[row.number] = category_of(row["category"])
        except WordError:
            continue
        by_letter[_booth_code(row["booth"])[:1]][known[row.number]] += 1
    for row in rows:
        code = _booth_code(row["booth"])
        category = known.get(row.number)
        if category is None and code in booths:
            category = booths[code].category
        if category is None and by_letter[code[:1]]:
            category = by_letter[code[:1]].most_common(1)[0][0]
        if category is not None:
            plan.by_category[category] += 1


def _say_assumptions(table: DataTable, plan: VendorPlan, fair_event: FairEvent) -> None:
    say = plan.findings.assumptions.append
    if lost := sum(_lost_its_zero(row["phone"]) for row in table.rows):
        say(f"เติมเลข 0 ที่ Excel ตัดออกหน้าเบอร์โทรศัพท์ {lost} แถว")
    if plan.missing_booths:
        say(f"งานนี้ยังไม่มีผังบูธ จะสร้างบูธตามรายชื่อ {len(plan.missing_booths)} บูธ")
    say("เบอร์โทรศัพท์ที่นำเข้าไม่แสดงให้ผู้ชม จนกว่าร้านจะเปิดเอง")


def _lost_its_zero(text: str) -> bool:
    return is_digits(digits := to_arabic_digits(text)) and len(text) in {8, 9} and digits[0] != "0"
