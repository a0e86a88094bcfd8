"""The rows of a list of vendors as they are read: codes instead of names, or the cell refused."""

import re
from dataclasses import dataclass, field, replace

from fairs.booth_codes import booth_code
from fairs.models import ProductCategory
from otopfair.documents.cells import loose
from otopfair.documents.headers import ColumnKind
from otopfair.documents.tables import DataRow, DataTable, Part
from otopfair.thai.names import full_name, split_name
from otopfair.thai.phones import PhoneError, format_phones, parse_phones
from products.imports.findings import Duplicate, Findings, Refusal, Remark
from products.imports.words import NOTHING_WRITTEN, Gazetteer, WordError, category_of, stars_of
from products.models import StarRound
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
LABELS = {column.key: column.label for column in COLUMNS}
LONGEST_BOOTH = 8
_LONGEST = {"name": 255, "contact": 200, "product": 255, "booth": LONGEST_BOOTH}
_LOOKS_LIKE_FORMULA = re.compile(r"^[=+@\-](?=[^\s\d-])")
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
    first: int = 0  # the row that names this vendor first; further products come below it
    part: Part = field(default=Part(), compare=False)

    @property
    def place(self) -> str:
        return self.part.place(self.number)

    @property
    def is_further(self) -> bool:
        """Whether an earlier row of the list names the same vendor."""
        return self.first != self.number

    @property
    def category_label(self) -> str:
        return ProductCategory(self.category).label

    @property
    def kind(self) -> str:
        if self.name.startswith(_COMPANY_WORDS):
            return VendorKind.SME
        return VendorKind.GROUP if self.name.startswith(_GROUP_WORDS) else VendorKind.SINGLE


@dataclass(frozen=True)
class VendorSheet:
    """All that a list says, whatever stands in the registers."""

    table: DataTable
    rows: list[VendorRow]
    findings: Findings


def read_vendor_sheet(table: DataTable, star_round: StarRound | None) -> VendorSheet:
    """Read every row of `table`; a cell that cannot be read is refused by name."""
    findings = Findings.of(table, LABELS)
    gazetteer = Gazetteer.load()
    read = [_read_row(row, gazetteer, findings, star_round) for row in table.rows if not row.broken]
    return VendorSheet(table, _without_duplicates([row for row in read if row], findings), findings)


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
    booth = booth_code(row["booth"])
    if len(booth) > _LONGEST["booth"]:
        reader.refuse("booth", f"เลขบูธยาวเกิน {_LONGEST['booth']} ตัวอักษร")
    if reader.refused:
        return None
    _remark(row, phones, findings)
    short = tuple(phone.partition("#")[0] for phone in phones)
    return VendorRow(
        *(row.number, name, contact, category, product, stars, province, district, short, booth),
        part=row.part,
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
                self.row.heading(key, LABELS[key]),
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


@dataclass
class _Shop:
    """The rows that name one vendor, and what they say together; `said` with those that say again
    what is there."""

    rows: list[VendorRow] = field(default_factory=list)
    said: list[VendorRow] = field(default_factory=list)

    def is_of(self, row: VendorRow) -> bool:
        """Same name and province are known; telephones and districts must not differ."""
        phones = {phone for one in self.said for phone in one.phones}
        districts = {one.district for one in self.said} - {None}
        other_phones = row.phones and phones and phones.isdisjoint(row.phones)
        return not other_phones and (row.district is None or districts <= {row.district})

    @property
    def booth_row(self) -> VendorRow | None:
        return next((one for one in self.rows if one.booth), None)

    @property
    def first(self) -> VendorRow:
        """The first row, with what only a later one says of the vendor."""
        return replace(
            self.rows[0],
            contact=next((one.contact for one in self.said if one.contact), ""),
            district=next((one.district for one in self.said if one.district), None),
            phones=tuple(dict.fromkeys(phone for one in self.said for phone in one.phones)),
        )

    def adds(self, row: VendorRow) -> bool:
        """Whether the row says something that no earlier one has said: a product, the booth."""
        products = {loose(one.product) for one in self.rows}
        new_product = bool(row.product) and loose(row.product) not in products
        return new_product or bool(row.booth and self.booth_row is None)


def _without_duplicates(rows: list[VendorRow], findings: Findings) -> list[VendorRow]:
    """Drop a row that says again what earlier ones said; two booths for one vendor is refused."""
    shops: dict[tuple, list[_Shop]] = {}
    kept = []
    for row in rows:
        named = shops.setdefault((loose(row.name), row.province), [])
        shop = next((one for one in named if one.is_of(row)), None)
        if shop is None:
            named.append(shop := _Shop())
        elif (there := shop.booth_row) and row.booth not in {"", there.booth}:
            findings.refusals.append(_second_booth(row, there))
            continue
        shop.said.append(row)
        if shop.rows and not shop.adds(row):
            findings.duplicates.append(Duplicate(row.number, shop.rows[0].number, row.name))
            continue
        first = shop.rows[0].number if shop.rows else row.number
        shop.rows.append(replace(row, first=first))
        kept.append(shop.rows[-1])
    firsts = {shop.rows[0].number: shop.first for named in shops.values() for shop in named}
    return [firsts.get(row.number, row) for row in kept]


def _second_booth(row: VendorRow, there: VendorRow) -> Refusal:
    return booth_refusal(
        row,
        f"รายนี้อยู่{there.place} บูธ {there.booth} แล้ว ถ้าได้สองบูธ จัดบูธที่สองในหน้าจัดบูธ",
    )


def booth_refusal(row: VendorRow, reason: str) -> Refusal:
    return _refusal(row, "booth", row.booth, reason)


def name_refusal(row: VendorRow, reason: str) -> Refusal:
    return _refusal(row, "name", row.name, reason)


def _refusal(row: VendorRow, key: str, value: str, reason: str) -> Refusal:
    heading = row.part.headings.get(key) or LABELS[key]
    return Refusal(row.number, heading, key, value, reason, row.name)
