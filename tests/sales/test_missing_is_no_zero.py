"""Zero is an answer, and missing is zero nowhere: each that tells a figure tells the two apart."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from fairs.models import ProductCategory
from otopfair.thai.calendar import today_in_thailand
from tests.factories import (
    make_allocation,
    make_booth,
    make_fair_event,
    make_officer,
    make_sale,
    make_zone,
)
from tests.sales.tellers import page_of, rows_in, text_of_pdf
from tests.sales.test_books import Book
from tests.shared_rows import written_once

pytestmark = pytest.mark.django_db
TODAY = today_in_thailand()
YESTERDAY = TODAY - timedelta(days=1)
MISSING = "ยังไม่ส่งยอด"


@pytest.fixture(scope="module")
def fair(django_db_setup, django_db_blocker):
    """Cloth has sold nothing today, food has not reported; of the days before nobody has."""
    with written_once(django_db_blocker):
        fair = make_fair_event(sales_target_baht=1000)
        make_sale(make_allocation(make_booth(fair, "A01")), sold_on=TODAY, sold="0")
        zone = make_zone(fair, "B", name_th="ชวนชิม")
        food = make_allocation(make_booth(fair, "B01", zone=zone)).application
        food.category = ProductCategory.FOOD
        food.save()
        yield fair


@pytest.fixture
def reader(client, fair):
    client.force_login(make_officer())
    return client


def told(rows, name: str) -> list:
    """The cells behind the first that ends with `name`."""
    return next(row[1:] for row in rows if row and str(row[0]).endswith(name))


def test_the_page_says_it_in_its_line_and_in_the_days_before(reader, fair):
    rows = rows_in(page_of(reader, "report-day", fair, TODAY).decode())
    assert told(rows, "1 ผ้า เครื่องแต่งกาย")[-3:] == ["0", "0", "0"]
    assert (told(rows, "1 อาหาร")[-1], told(rows, "2. ชวนชิม")[-1]) == (MISSING, MISSING)
    assert [row[1] for row in rows if len(row) == 2][-4:-1] == ["ยังไม่มียอด"] * 3


def test_the_text_says_it(reader, fair):
    text = page_of(reader, "report-text", fair, TODAY).decode()
    assert re.findall(r"จำนวน 1 บูธ (.*)", text) == ["ยอดจำหน่าย 0 บาท", MISSING]


def test_the_workbook_leaves_the_cells_empty(reader, fair):
    book = Book(page_of(reader, "report-xlsx", fair, TODAY))
    assert told(book.rows["รายงาน"], "ประเภทอาหาร")[1:4] == ["", "", ""]
    assert told(book.rows["รายงาน"], "ผ้าและเครื่องแต่งกาย")[1:4] == [0, 0, 0]
    assert told(book.rows["ประเภท"], "อาหาร")[-1] == ""
    assert told(book.rows["เฉลี่ย"], "ต่อผู้เข้าชม") == ["", "", ""]


def test_the_paper_says_it(reader, fair):
    paper = text_of_pdf(page_of(reader, "report-pdf", fair, TODAY))
    assert re.search(r"2\.1 ประเภทอาหาร 1 – – (\S+)", paper)[1] == MISSING
    assert re.search(r"1\.1 ประเภทผ้าและ ?เครื่อง ?แต่งกาย 1 (\S+) – (\S+)", paper).groups() == (
        "0",
        "0",
    )


def test_the_overview_has_no_line_for_what_nobody_told(reader, fair):
    page = reader.get(reverse("staff:overview"), {"fair": fair.pk}).content.decode()
    names = [row[0] for row in rows_in(page)]
    assert [name for name in names if "เครื่องแต่งกาย" in name or "อาหาร" in name] == [
        "ผ้า เครื่องแต่งกาย"
    ]
    assert page.count("ยังไม่มียอดวันที่") == 1


def test_a_day_of_which_nobody_told_has_no_sum_since_the_opening(reader, fair):
    page = page_of(reader, "report-day", fair, YESTERDAY).decode()
    text = page_of(reader, "report-text", fair, YESTERDAY).decode()
    paper = text_of_pdf(page_of(reader, "report-pdf", fair, YESTERDAY))
    sheets = Book(page_of(reader, "report-xlsx", fair, YESTERDAY)).rows
    assert [found for found in (page, text, paper) if re.search(r"\b0 บาท", found)] == []
    assert ("สะสม" in sheets, told(sheets["รายงาน"], "รวมทั้งสิ้น")[1:4]) == (False, ["", "", ""])
