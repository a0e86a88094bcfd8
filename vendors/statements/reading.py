"""The rows of a bank's file: which are money that came in, which are not, which cannot be read.

Every bank has its own headings; where ours do not find them, an officer says which column is which.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256
from itertools import pairwise

from otopfair.documents.cells import text_of
from otopfair.documents.grid import Cell, Sheet
from otopfair.documents.headers import ColumnKind, Header, find_header, header_at
from otopfair.documents.tables import DataRow, read_table
from otopfair.thai.baht import BahtError, parse_baht
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.parsing import ThaiDateError, parse_recent
from vendors.models import BankStatement

COLUMNS = (
    ColumnKind(
        "date",
        "วันที่",
        (
            *("วันที่", "วันที่ทำรายการ", "วันทำรายการ", "วันเวลาที่ทำรายการ", "วันที่และเวลา", "วันที่เวลา"),
            *("date", "transaction date", "trans date", "tran date", "txn date"),
            *("payment date", "posting date"),
        ),
        required=True,
    ),
    ColumnKind("time", "เวลา", ("เวลา", "เวลาทำรายการ", "time", "payment time")),
    ColumnKind(
        "came_in",
        "เงินเข้า",
        (
            *(
                "เงินเข้า",
                "ฝาก",
                "ฝากเงิน",
                "เงินฝาก",
                "จำนวนเงินฝาก",
                "รับโอน",
                "เครดิต",
                "deposit",
                "credit",
            ),
            *("จำนวนเงิน", "จำนวนเงินบาท", "ยอดเงิน", "amount", "transaction amount"),
        ),
        required=True,
    ),
    ColumnKind(
        "went_out",
        "เงินออก",
        ("เงินออก", "ถอน", "ถอนเงิน", "จำนวนเงินถอน", "เดบิต", "withdrawal", "debit"),
    ),
    ColumnKind(
        "direction",
        "เข้าหรือออก",
        (
            *("เข้าหรือออก", "ประเภท", "ประเภทรายการ"),
            *("cr/dr", "dr/cr", "debit/credit", "type", "transaction type"),
        ),
    ),
    ColumnKind(
        "reference",
        "เลขอ้างอิงของธนาคาร",
        (
            *("เลขอ้างอิง", "เลขที่อ้างอิง", "หมายเลขอ้างอิง", "เลขที่รายการ", "รหัสอ้างอิง"),
            *("transaction id", "transaction no", "reference no", "reference number", "txn no"),
        ),
    ),
    ColumnKind(
        "ref1", "อ้างอิง 1", ("อ้างอิง 1", "เลขอ้างอิง 1", "ref1", "ref 1", "reference 1", "customer no")
    ),
    ColumnKind("ref2", "อ้างอิง 2", ("อ้างอิง 2", "เลขอ้างอิง 2", "ref2", "ref 2", "reference 2")),
    ColumnKind(
        "text",
        "รายละเอียด",
        (
            "รายละเอียด",
            "รายการ",
            "คำอธิบาย",
            "คำอธิบายรายการ",
            "description",
            "details",
            "particulars",
        ),
    ),
    ColumnKind("note", "หมายเหตุ", ("หมายเหตุ", "บันทึกช่วยจำ", "ช่องทาง", "remark", "memo", "note")),
)
LOOKED_BACK = timedelta(days=3 * 365)
_OUT = re.compile(
    r"(?!รับ|ฝาก).*(?:ถอน|ออก|จ่าย|หัก|เดบิต|ค่าธรรมเนียม|debit|withdraw|\b(?:fee|out|dr|d)\b)",
    re.IGNORECASE,
)
_WAY = re.compile(r"(?<=[\d\s])(?P<way>cr|dr)\.?$", re.IGNORECASE)  # 2,500.00 DR
_PARTED = re.compile(r"[1-9]\d{0,2},\d{3}(?:\.\d{2})?")
_ROUNDED = re.compile(r"\d(?:\.\d+)?e\+\d+", re.IGNORECASE)
_LONGEST_REFERENCE = 40


@dataclass(frozen=True)
class BankLine:
    """One row of money that came in. `words` is all that the bank says of it."""

    number: int
    moved_on: date
    amount_baht: Decimal
    reference: str
    ref1: str
    ref2: str
    words: str
    fingerprint: str


@dataclass
class Reading:
    """All rows of a file. `unreadable` names a row and why, `outgoing` counts what went out."""

    lines: list[BankLine] = field(default_factory=list)
    unreadable: list[tuple[int, str]] = field(default_factory=list)
    ignored: list[tuple[int, str]] = field(default_factory=list)
    outgoing: int = 0
    outgoing_baht: Decimal = Decimal(0)
    headings: list[tuple[str, str]] = field(default_factory=list)
    problem: str = ""

    @property
    def received_baht(self) -> Decimal:
        return sum((line.amount_baht for line in self.lines), Decimal(0))


class _NotIn(Exception):
    """The row is no money that came in."""


def sheet_for(sheets: list[Sheet]) -> Sheet:
    """The worksheet with a header that we know; else the longest, for an officer to say."""
    known = [sheet for sheet in sheets if find_header(sheet.rows, COLUMNS)]
    return known[0] if known else max(sheets, key=lambda sheet: len(sheet.rows))


def columns_of(statement: BankStatement) -> Header | None:
    """The header, as an officer said or as we found it."""
    if statement.header_row is not None:
        return header_at(statement.cells, statement.header_row - 1, statement.columns)
    return find_header(statement.cells, COLUMNS)


def read_statement(statement: BankStatement) -> Reading:
    reading = Reading()
    found = columns_of(statement)
    missing = [
        one.label for one in COLUMNS if one.required and not (found and one.key in found.columns)
    ]
    if found is None or missing:
        reading.problem = f"ยังไม่รู้ว่าคอลัมน์ใดคือ{'และ'.join(missing)} เลือกด้านล่างแล้วอ่านใหม่"
        return reading
    table = read_table(statement.cells, COLUMNS, found=found)
    labels = {one.key: one.label for one in COLUMNS}
    reading.headings = [(labels[key], heading) for key, heading in table.headings.items()]
    reading.ignored = table.ignored
    seen: Counter[str] = Counter()
    for row in table.rows:
        _read_into(reading, row, statement.cells[row.number - 1], seen)
    return reading


def _read_into(reading: Reading, row: DataRow, cells: list[Cell], seen: Counter[str]) -> None:
    if row.why:
        reading.unreadable.append((row.number, "มีช่องมากกว่าหัวตาราง แก้ในไฟล์แล้วเลือกใหม่"))
        return
    try:
        _require_one_cell(row, cells)
        amount = _amount_in(row)
        moved_on = _day_of(row)
        _require_whole(row)
    except _NotIn as out:
        reading.outgoing += 1
        reading.outgoing_baht += out.args[0]
    except (BahtError, ThaiDateError) as error:
        reading.unreadable.append((row.number, str(error)))
    else:
        if not amount:
            reading.ignored.append((row.number, "ไม่มีเงินเข้าหรือออก"))
            return
        reading.lines.append(_line_of(row, cells, amount, moved_on, seen))


def _line_of(row, cells: list[Cell], amount: Decimal, moved_on: date, seen: Counter) -> BankLine:
    """Two rows that say the same to the letter are two transfers: the second is number 2 of it."""
    texts = [text for cell in cells if (text := text_of(cell))]
    said = "\n".join([moved_on.isoformat(), f"{amount:.2f}", *texts])
    seen[said] += 1
    return BankLine(
        number=row.number,
        moved_on=moved_on,
        amount_baht=amount,
        reference="".join(row["reference"].split()).upper()[:_LONGEST_REFERENCE].strip("-"),
        ref1=row["ref1"],
        ref2=row["ref2"],
        words=" ".join(filter(None, (row["time"], row["text"], row["note"]))),
        fingerprint=sha256(f"{said}\n{seen[said]}".encode()).hexdigest(),
    )


def _amount_in(row: DataRow) -> Decimal:
    """What came in; nothing for a row without money. Raises _NotIn with what went out."""
    came, is_minus = _signed(row["came_in"])
    went, _sign = _signed(row["went_out"])
    if went and not came:
        raise _NotIn(went)
    if went:
        raise BahtError("มีทั้งเงินเข้าและเงินออกในแถวเดียว")
    if came and (is_minus or _OUT.match(row["direction"].strip())):
        raise _NotIn(came)
    return came


def _signed(text: str) -> tuple[Decimal, bool]:
    text = text.strip()
    if text in ("", "-"):
        return Decimal(0), False
    way = _WAY.search(text)
    is_minus = text[0] in "-−–(" or text.endswith("-") or bool(way and way["way"].lower() == "dr")
    return parse_baht(_WAY.sub("", text).strip("+-−–() ")), is_minus


def _day_of(row: DataRow) -> date:
    today = today_in_thailand()
    return parse_recent(row["date"], earliest=today - LOOKED_BACK, latest=today)


def _require_one_cell(row: DataRow, cells: list[Cell]) -> None:
    """A file of commas may part 2,500.00 into two cells, of which the first says two baht."""
    for one, other in pairwise(cells):
        if one in (row["came_in"], row["went_out"]) and _PARTED.fullmatch(f"{one},{other}"):
            raise BahtError(f"{one},{other} อาจเป็นยอดเดียวที่ถูกแบ่งเป็นสองช่อง แก้ในไฟล์แล้วเลือกใหม่")


def _require_whole(row: DataRow) -> None:
    for key in ("reference", "ref1", "ref2"):
        if _ROUNDED.search(row[key]):
            raise BahtError(
                f"Excel ปัดเลขอ้างอิงเป็น {row[key]} ใช้ไฟล์ที่ดาวน์โหลดจากธนาคารโดยไม่เปิดใน Excel ก่อน"
            )
