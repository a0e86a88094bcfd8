"""The overview: sums over fairs, provinces, categories and years, as far as the reader may see."""

import io
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from fairs.models import ProductCategory
from fairs.scopes import Scope, scope_of
from otopfair.history.models import HistoryEntry
from otopfair.rights.roles import Role
from otopfair.thai.calendar import fiscal_year_be
from sales.reports.overview import (
    Amount,
    Asked,
    by_category,
    by_province,
    by_quarter,
    fairs_of,
    quarters_of,
    years_of,
)
from tests.factories import (
    assign,
    make_allocation,
    make_booth,
    make_fair_event,
    make_helper,
    make_officer,
    make_sale,
    make_series,
    make_vendor,
)
from tests.shared_rows import written_once

pytestmark = pytest.mark.django_db
FOOD, CLOTH = ProductCategory.FOOD, ProductCategory.CLOTH
EVERYWHERE = Scope(everything=True)


def brought(fair, code, day, sold, ordered="0", category=CLOTH):
    allocation = make_allocation(make_booth(fair, code), make_vendor(f"ร้าน {fair.pk} {code}"))
    sale = make_sale(allocation, sold_on=day, sold=sold, ordered=ordered)
    sale.category = category
    sale.save()
    return allocation


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """ขอนแก่น: editions of 2562 and 2563 over the end of September; ลำปาง: one fair."""
    with written_once(django_db_blocker):
        series = make_series()
        fairs = {}
        for name, province, first, number in (
            ("ก่อน", "40", date(2019, 9, 29), 19),
            ("นี้", "40", date(2020, 9, 29), 20),
            ("ลำปาง", "52", date(2020, 3, 2), None),
        ):
            fairs[name] = make_fair_event(
                f"งาน{name}",
                province=province,
                opens_on=first,
                closes_on=first + timedelta(days=3),
                edition_no=number,
                series=series if number else None,
                sales_target_baht=1000,
            )
        brought(fairs["ก่อน"], "C01", date(2019, 9, 30), "100")
        brought(fairs["ก่อน"], "C02", date(2019, 10, 1), "40")
        brought(fairs["นี้"], "C01", date(2020, 9, 29), "250", "50")
        brought(fairs["นี้"], "C02", date(2020, 10, 1), "7", category=FOOD)
        brought(fairs["ลำปาง"], "C01", date(2020, 3, 3), "1000", category=FOOD)
        yield fairs


def total(amount):
    return None if amount is None else amount.total


def test_a_day_counts_in_its_own_fiscal_year(world):
    found = years_of(by_quarter(Asked(EVERYWHERE)))
    assert [(one.fiscal_year_be, total(one.amount), one.change) for one in found] == [
        (2564, 7, (Decimal(7) - 1340) * 100 / 1340),
        (2563, 1340, Decimal(1240)),
        (2562, 100, None),
    ]


def test_quarters_of_a_year_stand_all_four_and_without_a_figure_have_none(world):
    found = quarters_of(by_quarter(Asked(EVERYWHERE, year=2563)), 2563)
    assert [(one.quarter, total(one.amount)) for one in found] == [
        (1, 40),
        (2, 1000),
        (3, None),
        (4, 300),
    ]
    assert found[3].change == 200


def test_filters_narrow_every_sum(world):
    asked = Asked(EVERYWHERE, year=2563, province="40")
    assert by_category(asked) == {CLOTH: Amount(Decimal(290), Decimal(50))}
    assert [(str(one), total(sum)) for one, sum in by_province(Asked(EVERYWHERE, 2563))] == [
        ("ลำปาง", 1000),
        ("ขอนแก่น", 340),
    ]
    of_food = Asked(EVERYWHERE, category=FOOD)
    assert sum(one.total for one in by_quarter(of_food).values()) == 1007


def test_the_newest_fairs_come_first_with_what_they_brought_in_the_year(world):
    found = fairs_of(Asked(EVERYWHERE, year=2563), 20)
    assert [(one.fair_event.name_th, total(one.amount), one.target_percent) for one in found] == [
        ("งานนี้", 300, None),
        ("งานลำปาง", 1000, 100),
        ("งานก่อน", 40, None),
    ]


def test_a_reader_sees_the_sums_of_the_own_provinces_and_fairs(world):
    scope = Scope(provinces=("52",), fairs=(world["นี้"].pk,))
    assert sum(one.total for one in by_quarter(Asked(scope)).values()) == 1307
    assert {str(one) for one, _sum in by_province(Asked(scope))} == {"ขอนแก่น", "ลำปาง"}
    only_home = Asked(Scope(provinces=("52",)))
    assert [one.fair_event.name_th for one in fairs_of(only_home, 20)] == ["งานลำปาง"]


@pytest.fixture
def page(client, world):
    client.force_login(make_officer())
    return client


URL = "/staff/overview/"


def test_every_row_leads_one_step_in_and_every_chip_one_step_out(page, world):
    html = page.get(URL).content.decode()
    assert 'href="?year=2563"' in html
    html = page.get(URL, {"year": "2563"}).content.decode()
    assert f'href="?year=2563&amp;category={CLOTH.value}"' in html
    html = page.get(URL, {"year": "2563", "category": CLOTH.value}).content.decode()
    assert f'<a class="chip on" href="?category={CLOTH.value}">' in html
    assert "ลำปาง" not in html


def test_a_fair_stands_beside_its_target_and_the_edition_before_by_day_number(page, world):
    answer = page.get(URL, {"fair": world["นี้"].pk})
    so_far = answer.context["cumulative"]
    assert (so_far.total, so_far.target, so_far.last_total) == (307, 1000, 140)
    days = answer.context["tables"][0]
    assert [(row.label.replace("\u00a0", " "), row.beside) for row in days.rows] == [
        ("29 ก.ย. 2563", ""),
        ("1 ต.ค. 2563", "40"),
    ]


def test_what_a_reader_does_not_see_is_not_there(page, world, client):
    for asked in ({"province": "52"}, {"fair": world["ลำปาง"].pk}, {"fair": "0"}):
        assert page.get(URL, asked).status_code == 404
    helper = make_helper(world["ลำปาง"])
    client.force_login(helper)
    answer = client.get(URL)
    assert answer.context["whole"].total == 1000
    assert scope_of(helper, "sales.view_dailyreport").fairs == (world["ลำปาง"].pk,)


def test_without_takings_the_page_says_what_to_do(client, world):
    client.force_login(make_officer("50"))
    assert "ยังไม่มียอดขายในงานที่คุณดูแล" in client.get(URL).content.decode()
    client.force_login(make_officer())
    assert "เอาตัวกรองออกทีละข้อ" in client.get(URL, {"year": "2550"}).content.decode()


def test_the_workbook_holds_the_tables_of_the_page_and_leaves_a_trace(page, world):
    export = reverse("staff:overview-export") + "?year=2563&province=40"
    answer = page.post(export, {"reason": "ทำรายงานผู้ว่าฯ"})
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    assert book.sheet_names == ["ไตรมาสของปีงบประมาณ 2563", "ตามประเภท", "งานล่าสุด"]
    assert book.get_sheet_by_index(1).to_python()[-1][:4] == ["รวม", 290.0, 50.0, 340.0]
    trace = HistoryEntry.objects.filter(verb="export").get()
    assert (trace.subject_type, trace.reason) == ("fairs.province", "ทำรายงานผู้ว่าฯ")
    assert trace.summary == "ดาวน์โหลดภาพรวมยอดขาย: ปีงบประมาณ 2563 จังหวัดขอนแก่น"


def test_no_workbook_without_a_reason(page, world):
    answer = page.post(reverse("staff:overview-export"), {"reason": " "}, follow=True)
    assert "กรอกว่าจะนำตัวเลขไปใช้ทำอะไร" in answer.content.decode()
    assert HistoryEntry.objects.filter(verb="export").count() == 0


def test_the_paper_has_the_same_tables(page, world):
    html = page.get(reverse("staff:overview-print") + "?year=2563").content.decode()
    assert ["ตามประเภท" in html, '<a href="?' in html] == [True, False]


def selects(answer) -> dict:
    return {
        one["name"]: ([value for value, _label in one["options"]], one["chosen"])
        for one in answer.context["selects"]
    }


def test_what_the_reader_has_is_chosen_from_lists_and_kept_on_the_way_down(client, world):
    officer = make_officer()
    assign(officer, Role.VIEWER, province="52")
    client.force_login(officer)
    years = list(range(fiscal_year_be(date.today()), 2561, -1))
    answer = client.get(URL, {"year": "2563", "province": "", "category": FOOD})
    assert selects(answer) == {
        "year": (years, 2563),
        "province": (["40", "52"], ""),
        "category": (ProductCategory.values, FOOD),
    }
    [by_province] = [one for one in answer.context["tables"] if one.key == "provinces"]
    assert {row.url for row in by_province.rows} == {f"?year=2563&province=52&category={FOOD}"}


def test_a_fair_has_its_province_and_who_has_one_is_not_asked(client, world):
    client.force_login(make_officer())
    assert [*selects(client.get(URL))] == ["year", "category"]
    at_fair = client.get(URL, {"fair": world["นี้"].pk, "year": "2563"})
    assert [*selects(at_fair)] == ["year", "category"]
    assert at_fair.content.decode().count(f'name="fair" value="{world["นี้"].pk}"') == 1


@pytest.mark.parametrize("asked", [{}, {"year": "2563", "province": "40"}, {"fair": "นี้"}])
def test_the_page_takes_at_most_twelve_statements(page, world, asked):
    asked = {**asked, "fair": world[asked["fair"]].pk} if "fair" in asked else asked
    with CaptureQueriesContext(connection) as statements:
        page.get(URL, asked)
    assert len(statements) <= 12
