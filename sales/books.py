"""Workbooks of a report and of a fair's takings, whose sums are formulas that can be audited."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from django.db.models import Sum

from fairs.models import FairEvent, ProductCategory
from otopfair.documents.xlsx import (
    DATE,
    NUMBER,
    PERCENT,
    Column,
    Formula,
    Table,
    first_row,
    sheet_reference,
    sum_down,
    workbook_bytes,
)
from otopfair.thai.fair_names import fair_called
from otopfair.thai.formatting import format_date_official, format_datetime
from sales.models import BoothSale
from sales.reports.figures import Cumulative, DailyFigures, Line
from sales.reports.overview_tables import SumRow, SumTable
from sales.reports.sentences import FairWords, NumberedLine, numbered_lines
from sales.reports.style import ReportStyle

_WIDE, _NARROW = 40, 10
_REPORT, _ROWS = "รายงาน", "ยอดจำหน่าย"


def report_book(
    words: FairWords, figures: DailyFigures, style: ReportStyle, *, made_at, reference: str
) -> bytes:
    """One day's report: zones and categories, shares, best sellers, the sum so far, the missing."""
    day = date.fromisoformat(figures.day)
    titles = [
        "รายงานยอดจำหน่ายสินค้า OTOP ประจำวัน",
        fair_called(words.fair_name),
        f"{format_date_official(day)} ({figures.place_in_fair})",
        f"ข้อมูล ณ {format_datetime(made_at)} {reference}".strip(),
    ]
    lines, so_far = numbered_lines(figures.zones, style), figures.cumulative
    grand = f"{sheet_reference(_REPORT)}!$E${first_row(titles) + len(lines)}"
    tables = [
        _lines_table(lines, figures.grand, style, titles),
        _shares_table(figures.categories, style, titles),
        _ranking_table(figures, style, titles, grand),
        _averages_table(figures, style, titles),
        *([_so_far_table(so_far, style, titles)] if so_far and not so_far.is_silent else []),
        Table(
            "ยังไม่ส่งยอด",
            [Column(style.booth_word, width=_NARROW), Column("กลุ่ม/ร้าน", width=_WIDE)],
            [[one.booth, one.vendor] for one in figures.missing],
            titles,
        ),
    ]
    return workbook_bytes(tables)


def _amount_columns(first: str, style: ReportStyle) -> list[Column]:
    return [
        Column(first, width=_WIDE + 12),
        Column(f"จำนวน{style.booth_word}", NUMBER, _NARROW),
        Column("ยอดจำหน่าย (บาท)", NUMBER),
        Column(f"{style.orders_word} (บาท)", NUMBER),
        Column("รวมทั้งสิ้น (บาท)", NUMBER),
        Column("ส่งยอดครบ", NUMBER, _NARROW),
        Column(f"จำนวน{style.vendor_word}", NUMBER, _NARROW),
    ]


def _lines_table(lines: list[NumberedLine], grand: Line, style: ReportStyle, titles) -> Table:
    """Zones sum up their types, and the total sums up what stands outermost; booths and vendors,
    too, since each counts in one line."""
    first = first_row(titles)
    parts, outermost = _parts_below(lines, first)
    rows = [
        [
            f"{one.mark} {one.name}",
            _of_parts("B", parts.get(row), one.line.booths),
            *_cells_of(one.line, row, parts.get(row)),
            _of_parts("F", parts.get(row), one.line.reported),
            _of_parts("G", parts.get(row), one.line.vendors),
        ]
        for row, one in enumerate(lines, start=first)
    ]
    total = [
        "รวมทั้งสิ้น",
        _sum_of_rows("B", outermost, grand.booths),
        *_unless_silent(
            grand.is_silent,
            _sum_of_rows("C", outermost, grand.sold),
            _sum_of_rows("D", outermost, grand.ordered),
            _sum_of_rows("E", outermost, grand.total),
        ),
        _sum_of_rows("F", outermost, grand.reported),
        _sum_of_rows("G", outermost, grand.vendors),
    ]
    return Table(_REPORT, _amount_columns("โซนและประเภท", style), rows, titles, total)


def _parts_below(lines: list[NumberedLine], first: int) -> tuple[dict[int, list[int]], list[int]]:
    """Row of a zone → rows of its types; and the rows that no other row sums up."""
    parts: dict[int, list[int]] = {}
    outermost: list[int] = []
    for row, one in enumerate(lines, start=first):
        if one.is_part and outermost:
            parts.setdefault(outermost[-1], []).append(row)
        else:
            outermost.append(row)
    return parts, outermost


def _cells_of(line: Line, row: int, parts: list[int] | None = None) -> list:
    """Sold, ordered and their sum; empty where nobody has reported, which is not zero."""
    if line.is_silent:
        return [None, None, None]
    sold, ordered = _of_parts("C", parts, line.sold), _of_parts("D", parts, line.ordered)
    return [sold, ordered, Formula(f"=C{row}+D{row}", line.total)]


def _unless_silent(is_silent: bool, *cells: Formula) -> list:
    """The sums of a table; empty where nobody has reported any line of it."""
    return [None] * len(cells) if is_silent else [*cells]


def _of_parts(column: str, rows: list[int] | None, value: Decimal | int):
    return sum_down(column, rows[0], rows[-1], value) if rows else value


def _sum_of_rows(column: str, rows: list[int], value: Decimal | int) -> Formula:
    return Formula("=" + ("+".join(f"{column}{row}" for row in rows) or "0"), value)


def _shares_table(lines: Iterable[Line], style: ReportStyle, titles: list[str]) -> Table:
    lines, first = list(lines), first_row(titles)
    last = first + len(lines) - 1
    whole = sum((line.total for line in lines), Decimal(0))
    rows = [
        [
            style.category(line.category, line.label),
            line.booths,
            *_cells_of(line, row),
            line.reported,
            line.vendors,
            None if line.is_silent else _ratio(f"E{row}", f"E${last + 1}", line.total, whole),
        ]
        for row, line in enumerate(lines, start=first)
    ]
    total = [
        "รวมทั้งสิ้น",
        sum_down("B", first, last, sum(line.booths for line in lines)),
        *_unless_silent(
            all(line.is_silent for line in lines),
            sum_down("C", first, last, sum((line.sold for line in lines), Decimal(0))),
            sum_down("D", first, last, sum((line.ordered for line in lines), Decimal(0))),
            sum_down("E", first, last, whole),
        ),
        sum_down("F", first, last, sum(line.reported for line in lines)),
        sum_down("G", first, last, sum(line.vendors for line in lines)),
        None,
    ]
    columns = [*_amount_columns("ประเภท", style), Column("ส่วนของวัน", PERCENT, 12)]
    return Table("ประเภท", columns, rows, titles, total)


def _ranking_table(figures: DailyFigures, style: ReportStyle, titles, grand: str) -> Table:
    columns = [
        Column("อันดับ", NUMBER, _NARROW),
        Column("กลุ่ม/ร้าน", width=_WIDE),
        Column(style.booth_word, width=_NARROW),
        Column("รวม (บาท)", NUMBER),
        Column("ส่วนของวัน", PERCENT, 12),
    ]
    rows = [
        [
            one.place,
            one.name,
            one.booth,
            one.total,
            _ratio(f"D{row}", grand, one.total, figures.grand.total),
        ]
        for row, one in enumerate(figures.sellers.ranked, start=first_row(titles))
    ]
    return Table("อันดับ", columns, rows, titles)


def _averages_table(figures: DailyFigures, style: ReportStyle, titles) -> Table:
    """The day's total for each booth, vendor and visitor, with what it is divided by; empty where
    nobody has reported in full, or was counted."""
    counted = [
        (f"ต่อ{style.booth_word}ที่ส่งยอดครบ", figures.per_booth),
        (f"ต่อ{style.vendor_word}ที่ส่งยอด", figures.per_vendor),
        ("ต่อผู้เข้าชม", figures.per_visitor),
    ]
    rows = [
        [name, one.baht, one.count, _ratio(f"B{row}", f"C{row}", one.baht, one.count)]
        if one.count
        else [name, None, None, None]
        for row, (name, one) in enumerate(counted, start=first_row(titles))
    ]
    columns = [
        Column("เฉลี่ย"),
        Column("รวม (บาท)", NUMBER),
        Column("หารด้วย", NUMBER),
        Column("บาท", NUMBER),
    ]
    return Table("เฉลี่ย", columns, rows, titles)


def _so_far_table(so_far: Cumulative, style: ReportStyle, titles: list[str]) -> Table:
    """The sum since the opening, beside the target and the last edition."""
    first = first_row(titles)
    total = f"B{first + 2}"
    rows = [
        ["ยอดจำหน่ายสะสม", so_far.sold, None],
        [f"{style.orders_word}สะสม", so_far.ordered, None],
        ["รวมสะสม", Formula(f"=B{first}+B{first + 1}", so_far.total), None],
    ]
    if so_far.target:
        row = first + len(rows)
        rows.append(
            ["เป้าหมาย", so_far.target, _ratio(total, f"B{row}", so_far.total, so_far.target)]
        )
    if so_far.last_total:
        row = first + len(rows)
        change = Formula(
            f"=({total}-B{row})/B{row}", (so_far.total - so_far.last_total) / so_far.last_total
        )
        rows.append([so_far.compared_with, so_far.last_total, change])
    columns = [
        Column(f"สะสม {so_far.days_in_words}", width=_WIDE),
        Column("บาท", NUMBER),
        Column("ร้อยละ", PERCENT, 12),
    ]
    return Table("สะสม", columns, rows, titles)


def _ratio(cell: str, by: str, amount: Decimal, number: Decimal | int) -> Formula:
    """Nothing is divided by nothing: 0."""
    return Formula(f"=IF({by}=0,0,{cell}/{by})", amount / number if number else 0)


def fair_sales_book(fair_event: FairEvent, *, made_at) -> bytes:
    """Every figure of every day of a fair, one row a booth and day; sums by day, type and zone."""
    sales = (
        BoothSale.objects.filter(fair_event=fair_event)
        .select_related("booth__zone", "vendor__province", "reported_by")
        .order_by("sold_on", "booth__zone__sequence", "booth__sort_key", "pk")
    )
    titles = [f"ยอดจำหน่าย {fair_event}", f"ข้อมูล ณ {format_datetime(made_at)}"]
    first = first_row(titles)
    rows = [_sale_row(sale, row) for row, sale in enumerate(sales, start=first)]
    last = first + len(rows) - 1
    sums = [sum((getattr(sale, name) for sale in sales), Decimal(0)) for name in _AMOUNTS]
    total = [sum_down(letter, first, last, one) for letter, one in zip("GHI", sums, strict=True)]
    table = Table(_ROWS, _SALE_COLUMNS, rows, titles, ["รวม", *[""] * 5, *total, *[""] * 3])
    return workbook_bytes([table, *_sums_of(fair_event, titles, first, last)])


def overview_book(tables: Sequence[SumTable], title: str, *, made_at) -> bytes:
    """The tables of the overview, a sheet each."""
    titles = [f"ภาพรวมยอดขาย {title}", f"ข้อมูล ณ {format_datetime(made_at)}"]
    return workbook_bytes([_overview_table(table, titles) for table in tables])


def _overview_table(table: SumTable, titles: list[str]) -> Table:
    titles = [*titles, table.title]
    first = first_row(titles)
    rows = [_overview_row(one, row) for row, one in enumerate(table.rows, start=first)]
    columns = [
        Column(table.first, width=_WIDE),
        *(Column(f"{name} (บาท)", NUMBER) for name in ("ยอดจำหน่าย", "ยอดสั่งจอง", "รวม")),
        Column(table.beside or "หมายเหตุ", width=24),
    ]
    last, amount = first + len(rows) - 1, table.amount
    sums = zip("BCD", (amount.sold, amount.ordered, amount.total), strict=True)
    total = ["รวม", *(sum_down(name, first, last, one) for name, one in sums), ""]
    return Table(table.title, columns, rows, titles, total if table.adds_up else None)


def _overview_row(one: SumRow, row: int) -> list:
    label = f"{one.label} ({one.sub})" if one.sub else one.label
    if one.amount is None:
        return [label, None, None, None, one.beside]
    amounts = [one.amount.sold, one.amount.ordered]
    return [label, *amounts, Formula(f"=B{row}+C{row}", one.amount.total), one.beside]


_AMOUNTS = ("sold_baht", "ordered_baht", "total_baht")
_SALE_COLUMNS = [
    Column("วันที่ขาย", DATE, 22),
    Column("บูธ", width=_NARROW),
    Column("โซน", width=24),
    Column("กลุ่ม/ร้าน", width=_WIDE),
    Column("จังหวัด"),
    Column("ประเภท", width=30),
    Column("ยอดจำหน่าย (บาท)", NUMBER),
    Column("ยอดสั่งจอง (บาท)", NUMBER),
    Column("รวม (บาท)", NUMBER),
    Column("ที่มา"),
    Column("ผู้ส่งยอด", width=24),
    Column("ตรวจแล้ว", width=_NARROW),
]


def _sale_row(sale: BoothSale, row: int) -> list:
    return [
        sale.sold_on,
        sale.booth.code,
        sale.booth.zone.name_th,
        sale.vendor.name_th,
        sale.vendor.province.name_th,
        sale.get_category_display(),
        sale.sold_baht,
        sale.ordered_baht,
        Formula(f"=G{row}+H{row}", sale.total_baht),
        sale.get_source_display(),
        str(sale.reported_by),
        "ตรวจแล้ว" if sale.checked_at else "",
    ]


def _sums_of(fair_event: FairEvent, titles, first: int, last: int) -> list[Table]:
    """By day, type and zone, each summed by Excel from the rows of the first sheet."""
    names = {one.value: one.label for one in ProductCategory}
    kinds = [
        ("รายวัน", Column("วันที่ขาย", DATE, 22), "A", "sold_on", {}),
        ("รายประเภท", Column("ประเภท", width=30), "F", "category", names),
        ("รายโซน", Column("โซน", width=24), "C", "booth__zone__name_th", {}),
    ]
    rows = BoothSale.objects.filter(fair_event=fair_event)
    return [_sums_table(rows, titles, (first, last), *kind) for kind in kinds if last >= first]


def _sums_table(
    sales, titles, span, title: str, head: Column, letter: str, by: str, names
) -> Table:
    sums = sales.order_by(by).values_list(by).annotate(Sum("sold_baht"), Sum("ordered_baht"))
    first = first_row(titles)
    rows = [
        [
            names.get(key, key),
            _sum_if("G", letter, span, row, sold),
            _sum_if("H", letter, span, row, ordered),
            Formula(f"=B{row}+C{row}", sold + ordered),
        ]
        for row, (key, sold, ordered) in enumerate(sums, start=first)
    ]
    last = first + len(rows) - 1
    totals = [sum((row[place].value for row in rows), Decimal(0)) for place in (1, 2, 3)]
    columns = [
        head,
        Column("ยอดจำหน่าย (บาท)", NUMBER),
        Column("ยอดสั่งจอง (บาท)", NUMBER),
        Column("รวม (บาท)", NUMBER),
    ]
    total = [sum_down(name, first, last, one) for name, one in zip("BCD", totals, strict=True)]
    return Table(title, columns, rows, titles, ["รวม", *total])


def _sum_if(amounts: str, letter: str, span: tuple[int, int], row: int, value) -> Formula:
    """The rows of the first sheet that have in column `letter` what stands in A of this row.

    SUMIFS would take a name with * or > for a pattern.
    """
    sheet, (first, last) = sheet_reference(_ROWS), span
    cells = [f"{sheet}!${one}${first}:${one}${last}" for one in (amounts, letter)]
    return Formula(f"=SUMPRODUCT(({cells[1]}=A{row})*{cells[0]})", value)
