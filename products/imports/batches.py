"""From an uploaded file, or a stored batch, to the plan of what it would do."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.utils import timezone

from fairs.models import FairEvent
from otopfair.documents.grid import Book, Sheet, SheetError
from otopfair.documents.headers import (
    ROWS_SEARCHED,
    Header,
    Said,
    find_header,
    header_of,
    likeliest_header,
)
from otopfair.documents.sheets import read_book
from otopfair.documents.tables import DataTable, Part, Reading, joined
from otopfair.errors import RuleBroken
from otopfair.thai.formatting import format_date
from products.imports.kinds import ImportKind, Plan, kind_of
from products.models import HeadingMeaning, ImportBatch


@dataclass(frozen=True)
class StoredSheet:
    """One sheet of a stored batch; `before` rows of the batch come before its own."""

    sheet: Sheet
    index: int
    before: int
    header: Header | None
    is_left_out: bool = False


def book_of(data: bytes) -> Book:
    """Raises RuleBroken with the sentence for the file's field."""
    try:
        return read_book(data)
    except SheetError as error:
        raise RuleBroken(str(error), field="file") from error


def sheets_with_tables(
    kind: ImportKind, book: Book, said: Said
) -> tuple[list[tuple[Sheet, Header]], list[tuple[str, str]]]:
    """The sheets that hold the table of `kind`, and the others, each with the reason.

    Where none has all columns that are needed, the likeliest is kept: an officer says on the
    preview which column is which. Raises RuleBroken where no row looks like a header at all.
    """
    found = [
        (one, find_header(one.rows, kind.columns, **_marked(one), said=said)) for one in book.sheets
    ]
    kept = [(sheet, header) for sheet, header in found if header]
    if not kept:
        kept = [_likeliest(kind, book, said)]
    names = [sheet.name for sheet, _header in kept]
    others = [sheet.name for sheet in book.sheets if sheet.name not in names]
    needed = ", ".join(column.label for column in kind.columns if column.required)
    return kept, [*book.unread, *((name, f"ไม่มีหัวตาราง {needed}") for name in others)]


def _marked(sheet: Sheet) -> dict[str, Any]:
    return {"merged": sheet.merged, "hidden": sheet.hidden_columns}


def _likeliest(kind: ImportKind, book: Book, said: Said) -> tuple[Sheet, Header]:
    looked = [
        (one, likeliest_header(one.rows, kind.columns, **_marked(one), said=said))
        for one in book.sheets
    ]
    found = [(sheet, header) for sheet, header in looked if header]
    if found:
        return max(found, key=lambda one: len(one[1].columns))
    missing = ", ".join(column.label for column in kind.columns if column.required)
    where = f"ไม่พบหัวตารางใน {ROWS_SEARCHED} แถวแรก"
    raise RuleBroken(f"{where} ขาดคอลัมน์ {missing} ใช้แม่แบบจากหน้านี้", field="file")


def stored(kept: list[tuple[Sheet, Header]]) -> list[dict[str, Any]]:
    """What a batch keeps of its sheets beside their cells."""
    return [
        {
            "name": sheet.name,
            "count": len(sheet.rows),
            "hidden": sheet.hidden,
            "merged": sheet.merged,
            "delimiter": sheet.delimiter,
            "hidden_columns": sheet.hidden_columns,
            "notes": sheet.notes,
            "header": [header.first, header.last],
        }
        for sheet, header in kept
    ]


def meanings_for(fair_event: FairEvent, kind: ImportKind) -> dict[str, str]:
    """What headings stand for in the sheets of the fair's office, where somebody has said so."""
    said = HeadingMeaning.objects.filter(province=fair_event.home_province_id, kind=kind.key)
    return dict(said.order_by("pk").values_list("heading_id", "column"))


def stored_sheets(batch: ImportBatch) -> Iterator[StoredSheet]:
    """The sheets of a batch, with their headers as its meanings have them."""
    kind, before = kind_of(batch.kind), 0
    said = batch.options.get("left_sheets", [])
    for index, one in enumerate(batch.sheets or [{"count": len(batch.cells)}]):
        rows = batch.cells[before : before + one["count"]]
        merged = [(top, left, bottom, right) for top, left, bottom, right in one.get("merged", [])]
        sheet = Sheet(
            one.get("name", ""),
            rows,
            one.get("hidden", []),
            merged,
            one.get("delimiter", ""),
            one.get("hidden_columns", []),
            [(row, column, text) for row, column, text in one.get("notes", [])],
        )
        header = _header_of(sheet, one.get("header"), kind, batch.meanings)
        yield StoredSheet(sheet, index, before, header, index in said)
        before += one["count"]


def _header_of(sheet: Sheet, lines: list[int] | None, kind: ImportKind, said: Said):
    if lines is None:
        return likeliest_header(sheet.rows, kind.columns, **_marked(sheet), said=said)
    return header_of(sheet, lines[0], lines[1], kind.columns, said)


def table_of(batch: ImportBatch) -> DataTable:
    """The rows of all sheets that are taken, corrections laid over."""
    kind, sheets = kind_of(batch.kind), list(stored_sheets(batch))
    takes_hidden = batch.options.get("takes_hidden")
    tables = [
        Reading(
            replace(one.sheet, hidden=[]) if takes_hidden else one.sheet,
            kind.columns,
            corrections=batch.corrections,
            found=one.header,
            before=one.before,
            is_one_of_many=len(sheets) > 1,
        ).read()
        for one in sheets
        if not one.is_left_out and one.header
    ]
    return joined(tables) if tables else DataTable([], [])


def place_in(batch: ImportBatch, number: int) -> str:
    """ "แถว 5", with the sheet where there are several."""
    before, many = 0, len(batch.sheets) > 1
    for one in batch.sheets:
        if number <= before + one["count"]:
            return Part(one["name"], before, many).place(number)
        before += one["count"]
    return Part().place(number)


def plan_of(batch: ImportBatch) -> Plan:
    """Judge the batch's rows, corrections laid over, against the registers as they are now."""
    kind, table = kind_of(batch.kind), table_of(batch)
    problems = [*_forgotten(batch), *_problems(kind, table)]
    plan = kind.plan(batch, replace(table, rows=[]) if problems else table)
    plan.findings.table = table
    plan.findings.problems[:0] = problems
    return plan


def _forgotten(batch: ImportBatch) -> list[str]:
    """A file without its telephones would come in without them."""
    if batch.telephones_forgotten_at is None or batch.applied_at is not None:
        return []
    day = format_date(timezone.localdate(batch.telephones_forgotten_at))
    return [f"เบอร์โทรศัพท์ในไฟล์นี้ลบตามกำหนดเก็บเมื่อ {day} เลือกไฟล์เดิมอีกครั้งแล้วนำเข้า"]


def _problems(kind: ImportKind, table: DataTable) -> Iterator[str]:
    """Columns that are needed and that nobody has named yet."""
    if not table.parts:
        yield "ยังไม่ได้เลือกแผ่นงานที่จะนำเข้า"
    for part in table.parts:
        needed = (one for one in kind.columns if one.required)
        if missing := " และ".join(one.label for one in needed if one.key not in part.headings):
            yield f"{part.where}ยังไม่รู้ว่าคอลัมน์ใดคือ{missing} เลือกที่ “คอลัมน์ในไฟล์” แล้วอ่านใหม่"
