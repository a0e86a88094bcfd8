"""What became of a fair's orders as a spreadsheet: the sums as formulas, and every answer."""

from datetime import datetime
from decimal import Decimal

from fairs.models import FairEvent
from otopfair.documents.xlsx import NUMBER, Column, Formula, Table, first_row, workbook_bytes
from otopfair.thai.formatting import format_datetime
from sales.reports.follow_ups import RoundSums, VendorRow, round_sums, vendor_rows

SUMS = [
    Column("รอบ", width=44),
    *(Column(word, NUMBER) for word in ("ร้านที่มียอดสั่งจอง", "ตอบแล้ว", "ยังไม่ตอบ")),
    Column("สั่งจองในงาน ทุกร้าน (บาท)", NUMBER),
    Column("สั่งจองในงาน ร้านที่ตอบ (บาท)", NUMBER),
    *(Column(f"{word} (บาท)", NUMBER) for word in ("ส่งมอบแล้ว", "ยกเลิก", "คงค้าง", "เพิ่มขึ้น")),
]
ANSWERS = [
    Column("รอบ", width=20),
    Column("กลุ่ม/ร้าน", width=40),
    Column("สั่งจองในงาน (บาท)", NUMBER),
    *(Column(f"{word} (บาท)", NUMBER) for word in ("ส่งมอบแล้ว", "ยกเลิก", "คงค้าง", "เพิ่มขึ้น")),
    Column("ที่มา", width=24),
    Column("ตอบเมื่อ", width=24),
    Column("หมายเหตุ", width=50),
]


def orders_book(fair_event: FairEvent, *, made_at: datetime) -> bytes:
    """The sums of each round, and a row for each vendor in it; no answer is an empty cell."""
    titles = [f"ติดตามยอดสั่งจอง {fair_event.called}", f"ข้อมูล ณ {format_datetime(made_at)}"]
    first, sums = first_row(titles), round_sums(fair_event)
    answers = [
        _answer_cells(one.label, each, row)
        for row, (one, each) in enumerate(_answers(fair_event, sums), start=first)
    ]
    return workbook_bytes(
        [
            sums_table("สรุป", [(one.label, one) for one in sums], titles),
            Table("คำตอบ", ANSWERS, answers, titles),
        ]
    )


def sums_table(name: str, rounds: list[tuple[str, RoundSums]], titles: list[str]) -> Table:
    """A row for each round under its words; of nobody who answered, empty cells."""
    rows = [
        _sums_row(label, one, row) for row, (label, one) in enumerate(rounds, first_row(titles))
    ]
    return Table(name, SUMS, rows, titles)


def answer_rows(fair_event: FairEvent) -> list[list]:
    """The rows under ANSWERS with values alone."""
    cells = [
        _answer_cells(one.label, each, 0)
        for one, each in _answers(fair_event, round_sums(fair_event))
    ]
    return [[one.value if isinstance(one, Formula) else one for one in row] for row in cells]


def _answers(fair_event: FairEvent, sums: list[RoundSums]) -> list[tuple[RoundSums, VendorRow]]:
    return [(one, each) for one in sums for each in vendor_rows(fair_event, one.months)]


def _sums_row(label: str, one: RoundSums, row: int) -> list:
    waiting = Formula(f"=B{row}-C{row}", one.asked - one.answered)
    head = [label, one.asked, one.answered, waiting, one.asked_ordered]
    if not one.answered:
        return [*head, *[None] * 5]
    left = Formula(f"=F{row}-G{row}-H{row}", one.left)
    return [*head, one.ordered, one.delivered, one.cancelled, left, one.grown]


def _answer_cells(label: str, each: VendorRow, row: int) -> list:
    answer = each.answer
    if answer is None:
        return [label, each.name, each.ordered, *[None] * 4, "ยังไม่ตอบ", "", ""]
    left = Formula(f"=C{row}-D{row}-E{row}", each.left or Decimal(0))
    return [
        *(label, each.name, each.ordered, answer.delivered_baht, answer.cancelled_baht, left),
        *(answer.grown_baht, answer.get_source_display(), format_datetime(answer.answered_at)),
        answer.note,
    ]
