"""Writing .xlsx: text is never a formula, numbers are numbers, dates print in the Buddhist era."""

import io
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from urllib.parse import quote

import xlsxwriter
from django.http import HttpResponse

from otopfair.documents.csv_text import CSV_TYPE

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Excel prints the Buddhist year by the calendar 07 of Thai (041E); "bbbb" fails in LibreOffice.
_BE_DATE = "[$-107041E]d mmmm yyyy"
_BE_MOMENT = "[$-107041E]d mmmm yyyy h.mm"
_NUMBER = "#,##0.##;-#,##0.##;0"
_FONT = "TH Sarabun New"

TEXT, NUMBER, DATE, PERCENT, MOMENT = "text", "number", "date", "percent", "moment"


@dataclass(frozen=True)
class Column:
    """A column's heading, kind (TEXT, NUMBER, DATE, MOMENT or PERCENT) and width in letters."""

    title: str
    kind: str = TEXT
    width: int = 16


@dataclass(frozen=True)
class Formula:
    """A cell that Excel computes and an auditor can follow: "=SUM(C5:C9)".

    `value` is what it comes to, kept in the file for readers that compute nothing.
    """

    text: str
    value: Decimal | int


@dataclass(frozen=True)
class Table:
    """One worksheet: lines of title, the columns, rows of values, and an optional total row."""

    name: str
    columns: list[Column]
    rows: list[list]
    title_lines: list[str] = field(default_factory=list)
    total: list | None = None


def workbook_bytes(tables: list[Table]) -> bytes:
    """The .xlsx file with one worksheet for each of `tables`."""
    stream = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(stream, options) as workbook:
        formats = {
            "title": workbook.add_format({"font_name": _FONT, "font_size": 16, "bold": True}),
            "head": workbook.add_format(
                {
                    "font_name": _FONT,
                    "font_size": 14,
                    "bold": True,
                    "bg_color": "#EFEFEF",
                    "border": 1,
                    "text_wrap": True,
                    "valign": "vcenter",
                    "align": "center",
                }
            ),
            **_kind_formats(workbook, bold=False, prefix=""),
            **_kind_formats(workbook, bold=True, prefix="total_"),
        }
        for table in tables:
            _write_table(workbook.add_worksheet(_sheet_name(table.name)), table, formats)
    return stream.getvalue()


def first_row(title_lines: list[str]) -> int:
    """The number that Excel gives the first row below the headings."""
    return len(title_lines) + bool(title_lines) + 2


def sum_down(column: str, first: int, last: int, value: Decimal | int) -> Formula:
    """The sum of a column's rows `first` to `last`; of none, 0."""
    return Formula(f"=SUM({column}{first}:{column}{last})" if last >= first else "=0", value)


def sheet_reference(name: str) -> str:
    """How a formula names another worksheet."""
    return f"'{_sheet_name(name)}'"


def xlsx_response(data: bytes, *, ascii_name: str, thai_name: str) -> HttpResponse:
    """A download with a plain ASCII name, and the Thai one for browsers that read filename*."""
    return file_response(
        data, XLSX_TYPE, ascii_name=f"{ascii_name}.xlsx", thai_name=f"{thai_name}.xlsx"
    )


def csv_response(data: bytes, *, ascii_name: str, thai_name: str) -> HttpResponse:
    """The same rows as text, under the same names."""
    return file_response(
        data, CSV_TYPE, ascii_name=f"{ascii_name}.csv", thai_name=f"{thai_name}.csv"
    )


def file_response(data: bytes, content_type: str, *, ascii_name: str, thai_name: str):
    """`data` as an attachment, never shown as a page."""
    response = HttpResponse(data, content_type=content_type)
    response["Content-Disposition"] = (
        f"attachment; filename=\"{ascii_name}\"; filename*=UTF-8''{quote(thai_name)}"
    )
    response["Cache-Control"] = "private, no-store"
    return response


def _kind_formats(workbook, *, bold: bool, prefix: str) -> dict:
    base = {"font_name": _FONT, "font_size": 14, "bold": bold, "border": 1, "valign": "top"}
    return {
        f"{prefix}{TEXT}": workbook.add_format({**base, "num_format": "@", "text_wrap": True}),
        f"{prefix}{NUMBER}": workbook.add_format({**base, "num_format": _NUMBER}),
        f"{prefix}{DATE}": workbook.add_format({**base, "num_format": _BE_DATE, "align": "left"}),
        f"{prefix}{MOMENT}": workbook.add_format(
            {**base, "num_format": _BE_MOMENT, "align": "left"}
        ),
        f"{prefix}{PERCENT}": workbook.add_format({**base, "num_format": "0.00%"}),
    }


def _write_table(sheet, table: Table, formats: dict) -> None:
    for number, line in enumerate(table.title_lines):
        sheet.write_string(number, 0, line, formats["title"])
    head = len(table.title_lines) + bool(table.title_lines)
    for index, column in enumerate(table.columns):
        sheet.set_column(index, index, column.width)
        sheet.write_string(head, index, column.title, formats["head"])
    for number, row in enumerate(table.rows, start=head + 1):
        _write_row(sheet, number, row, table.columns, formats, prefix="")
    if table.total is not None:
        row_number = head + 1 + len(table.rows)
        _write_row(sheet, row_number, table.total, table.columns, formats, prefix="total_")
    sheet.freeze_panes(head + 1, 0)
    sheet.repeat_rows(head)
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&Cหน้า &P/&N")


def _write_row(sheet, number, row, columns, formats, *, prefix) -> None:
    for index, (value, column) in enumerate(zip(row, columns, strict=True)):
        kind = formats[f"{prefix}{column.kind}"]
        if value is None or value == "":
            sheet.write_blank(number, index, None, kind)
        elif isinstance(value, Formula):
            sheet.write_formula(number, index, value.text, kind, value.value)
        elif column.kind in (NUMBER, PERCENT) and not isinstance(value, str):
            sheet.write_number(number, index, value, kind)
        elif column.kind in (DATE, MOMENT) and isinstance(value, date):
            sheet.write_datetime(number, index, value, kind)
        else:
            sheet.write_string(number, index, str(value), kind)


def _sheet_name(name: str) -> str:
    """Excel allows 31 letters and none of []:*?/\\ in a sheet's name."""
    return "".join(" " if letter in "[]:*?/\\'" else letter for letter in name)[:31].strip()


def column_for(title: str, kind: str = "text") -> Column:
    """A column as wide as what usually stands under such a heading."""
    wide = title.startswith(("ชื่อ", "ประเภท", "ผลิตภัณฑ์"))
    return Column(title, kind, 34 if wide else 16)
