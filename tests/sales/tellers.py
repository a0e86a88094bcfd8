"""Everything that tells what a day of a fair brought, each read as people read it.

Whoever adds a page, a file or a sum that tells it adds a line to TELLERS, and is held to agree.
"""

import io
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from html import unescape

from django.db import connection
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from fairs.models import FairEvent
from otopfair.thai.digits import to_arabic_digits
from otopfair.thai.formatting import format_date_short
from sales.models import TakingsSum
from tests.sales.test_books import Book

Amounts = tuple[Decimal, Decimal]  # sold and ordered
Teller = Callable[[Client, FairEvent, date], Amounts]
_ALL = "รวมทั้งสิ้น"
_SUM = r"([\d,]+(?:\.\d\d)?)"


def page_of(client: Client, name: str, fair: FairEvent, day: date, query="") -> bytes:
    answer = client.get(reverse(f"staff:{name}", args=[fair.pk, day.isoformat()]) + query)
    assert answer.status_code == 200
    return answer.getvalue() if answer.streaming else answer.content


def rows_in(html: str) -> list[list[str]]:
    """The rows of every table, cell by cell."""
    rows = re.findall(r"<tr\b.*?</tr>", html, re.DOTALL)
    cells = (re.findall(r"<t[hd]\b[^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in rows)
    return [[_plain(cell) for cell in row] for row in cells]


def _plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def _baht(*words: str) -> Amounts:
    """Sold and ordered, which come to the total beside them."""
    sold, ordered, total = (Decimal(word.replace(",", "")) for word in words)
    assert sold + ordered == total
    return sold, ordered


def by_sql(_client: Client, fair: FairEvent, day: date) -> Amounts:
    """In satang: SQLite adds up what is no whole number as floats."""
    satang = "SUM(CAST(ROUND({} * 100) AS bigint))".format
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {satang('sold_baht')}, {satang('ordered_baht')} FROM sales_boothsale"
            " WHERE fair_event_id = %s AND sold_on = %s",
            [fair.pk, day],
        )
        sold, ordered = cursor.fetchone()
    return Decimal(sold) / 100, Decimal(ordered) / 100


def by_kept_sums(_client: Client, fair: FairEvent, day: date) -> Amounts:
    rows = TakingsSum.objects.filter(fair_event=fair, sold_on=day)
    sold, ordered = zip(*rows.values_list("sold_baht", "ordered_baht"), strict=True)
    return sum(sold), sum(ordered)


def by_grid(client: Client, fair: FairEvent, day: date) -> Amounts:
    """What the zones of the officer's grid add up to."""
    first = client.get(reverse("staff:sales-fair", args=[fair.pk, day.isoformat()]))
    amounts = []
    for count in first.context["counts"]:
        page = page_of(client, "sales-fair", fair, day, f"?zone={count.zone.pk}").decode()
        told = [
            re.search(rf'data-total="{name}">{_SUM}', page)[1]
            for name in ("sold", "ordered", "all")
        ]
        amounts.append(_baht(*told))
    return tuple(map(sum, zip(*amounts, strict=True)))


def by_page(client: Client, fair: FairEvent, day: date) -> Amounts:
    rows = rows_in(page_of(client, "report-day", fair, day).decode())
    [told] = [row for row in rows if row and row[0] == _ALL]
    return _baht(*told[-3:])


def by_text(client: Client, fair: FairEvent, day: date) -> Amounts:
    """The line of the day; without orders it leaves them out, and the total with them."""
    text = " ".join(page_of(client, "report-text", fair, day).decode().split())
    line = re.search(
        rf"ยอดจำหน่ายประจำ.*? ยอดจำหน่าย {_SUM} บาท(?: ยอดสั่งจอง {_SUM} บาท {_ALL} {_SUM} บาท)?", text
    )
    sold, ordered, total = line.groups()
    return _baht(sold, ordered or "0", total or sold)


def by_workbook(client: Client, fair: FairEvent, day: date) -> Amounts:
    """The formulas, computed."""
    book = Book(page_of(client, "report-xlsx", fair, day))
    sheet = "รายงาน"
    row = next(n for n, cells in enumerate(book.rows[sheet], 1) if cells[0] == _ALL)
    told = [book.computed(sheet, book.formulas[sheet, letter, row]) for letter in "CDE"]
    assert not book.wrong(), str(book.wrong())
    return _baht(*(f"{amount:.2f}" for amount in told))


def text_of_pdf(data: bytes) -> str:
    """What stands on its pages, in Arabic digits."""
    pages = PdfReader(io.BytesIO(data)).pages
    return to_arabic_digits(" ".join(" ".join(page.extract_text() for page in pages).split()))


def by_pdf(client: Client, fair: FairEvent, day: date) -> Amounts:
    text = text_of_pdf(page_of(client, "report-pdf", fair, day))
    return _baht(*re.search(rf"{_ALL} \d+ {_SUM} {_SUM} {_SUM} \(", text).groups())


def by_overview(client: Client, fair: FairEvent, day: date) -> Amounts:
    page = client.get(reverse("staff:overview"), {"fair": fair.pk}).content.decode()
    [told] = [row for row in rows_in(page) if row and row[0].startswith(format_date_short(day))]
    return _baht(*told[-3:])


TELLERS: dict[str, Teller] = {
    "SQL": by_sql,
    "the kept sums": by_kept_sums,
    "the grid": by_grid,
    "the page": by_page,
    "the text to copy": by_text,
    "the workbook": by_workbook,
    "the PDF": by_pdf,
    "the overview": by_overview,
}
