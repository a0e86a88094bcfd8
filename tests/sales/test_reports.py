"""A day's report comes from the booths' rows, is closed once, and stays as it was printed."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry
from otopfair.thai.calendar import today_in_thailand
from sales.models import BoothSale, DailyReport, SaleSource
from sales.operations.reports import close_report, declare_totals, open_correction
from sales.operations.takings import record_booth_sale
from sales.reports.figures import Line
from sales.reports.gathering import gather, gather_fair, kept_or_gathered, report_of, words_of
from sales.reports.keeping import figures_of
from sales.reports.sentences import report_text
from tests.factories import (
    make_allocation,
    make_booth,
    make_fair_event,
    make_officer,
    make_product,
    make_sale,
    make_series,
    make_zone,
)
from vendors.operations.allocations import move_allocation

DAY = date(2020, 10, 28)


@pytest.fixture
def fair(db):
    return make_fair_event(
        "OTOP CITY IN KHONKAEN",
        edition_no=20,
        year_label_be=2563,
        series=make_series(),
        opens_on=date(2020, 10, 26),
        closes_on=date(2020, 11, 1),
        sales_target_baht=Decimal(15000),
    )


@pytest.fixture
def officer(db):
    return make_officer()


def stand(fair, code, category=3, **fields):
    return make_allocation(make_booth(fair, code, **fields), category=category)


def sell(allocation, sold, ordered=0, day=DAY):
    return make_sale(allocation, sold_on=day, sold=str(sold), ordered=str(ordered))


def test_the_figures_follow_zones_categories_and_missing_booths(fair):
    make_zone(fair, "A", name_th="อาหาร", report_name="โซนผลิตภัณฑ์ OTOP", sequence=1)
    make_zone(fair, "C", name_th="ผ้า", report_name="โซนผลิตภัณฑ์ OTOP", sequence=2)
    make_zone(fair, "T", name_th="ชวนชิม", split_by_category=False, sequence=3)
    food, cloth, taste = stand(fair, "A01", 1), stand(fair, "C01", 3), stand(fair, "T01", 1)
    stand(fair, "C02", 3)
    sell(food, 1000)
    sell(cloth, 5000, 500)
    sell(taste, 0)
    figures = gather(fair, DAY)
    assert (figures.grand.reported, figures.grand.sold, figures.grand.ordered) == (3, 6000, 500)
    assert [
        (zone.line.label, zone.line.booths, len(zone.categories)) for zone in figures.zones
    ] == [
        ("โซนผลิตภัณฑ์ OTOP", 3, 2),
        ("ชวนชิม", 1, 0),
    ]
    assert [one.booth for one in figures.missing] == ["C02"]
    assert [(one.place, one.booth, one.total) for one in figures.sellers.ranked] == [
        (1, "C01", 5500),
        (2, "A01", 1000),
    ]
    assert figures.grand.booths == 4
    assert "ยังไม่ส่งยอด 1 บูธ ได้แก่ C02" in report_text(words_of(fair), figures)


def test_a6_a_shared_booth_counts_once_and_its_vendors_each(fair):
    booth = make_booth(fair, "D05", places=2)
    first, second = make_allocation(booth, category=1), make_allocation(booth, category=3)
    sell(second, 1000)
    lines = gather(fair, DAY).categories
    assert [(line.booths, line.reported, line.vendors) for line in lines] == [(1, 0, 1), (0, 0, 1)]
    sell(first, 500)
    figures = gather(fair, DAY)
    assert (figures.grand.booths, figures.grand.reported, figures.grand.vendors) == (1, 1, 2)
    assert [(one.booth, one.name, one.total) for one in figures.best_booths.ranked] == [
        ("D05", f"{first.application.vendor.name_th}, {second.application.vendor.name_th}", 1500)
    ]


def test_who_sold_in_a_booth_and_moved_on_took_part_in_both(db, officer):
    fair, today = make_fair_event(), today_in_thailand()
    allocation = stand(fair, "C01")
    sell(allocation, 1000, day=today)
    move_allocation(allocation, make_booth(fair, "C02"), by=officer)
    figures = gather(fair, today)
    assert (figures.grand.booths, figures.grand.reported, figures.grand.vendors) == (2, 1, 1)
    assert [one.booth for one in figures.missing] == ["C02"]


def test_the_products_that_vendors_call_their_best_are_ranked(fair):
    low, high = stand(fair, "C01"), stand(fair, "C02")
    for allocation, sold, name in ((low, 100, "ผ้าขาวม้า"), (high, 900, "ผ้าไหม")):
        product = make_product(allocation.application.vendor, name)
        sell(allocation, sold).best_products.set([product])
    best = gather(fair, DAY).best_products
    vendor = high.application.vendor.name_th
    assert next(one.name for one in best.ranked) == f"ผ้าไหม ({vendor})"
    assert [(one.place, one.booth, one.total) for one in best.ranked] == [
        (1, "C02", 900),
        (2, "C01", 100),
    ]


def test_the_report_of_the_fair_adds_up_its_days(fair):
    stays, goes = stand(fair, "C01"), stand(fair, "D01", 1, zone=make_zone(fair, "D"))
    for offset in range(3):
        sell(stays, 1000, 50, day=date(2020, 10, 26 + offset))
    sell(goes, 10, day=date(2020, 10, 27))
    figures = gather_fair(fair, DAY)
    assert (figures.is_final, figures.until) == (False, DAY)
    assert figures.grand == Line("รวมทั้งสิ้น", 2, Decimal(3010), Decimal(150), reported=1, vendors=2)
    assert [(one.number, one.total) for one in figures.by_day] == [(1, 1050), (2, 1060), (3, 1050)]
    assert [(one.booth, one.days) for one in figures.missing] == [("D01", 2)]
    assert figures.cumulative.total == figures.grand.total == figures.by_year[0].total


@pytest.mark.parametrize("gathered", [gather, gather_fair])
def test_the_number_of_statements_does_not_grow(fair, gathered, django_assert_num_queries):
    sell(stand(fair, "C01"), 1)
    with CaptureQueriesContext(connection) as few:
        gathered(fair, DAY)
    for number in range(8):
        for offset in range(3):
            sell(stand(fair, f"D{offset}{number}"), 1, day=date(2020, 10, 26 + offset))
    with django_assert_num_queries(len(few)):
        gathered(fair, DAY)


def test_a10_a_day_outside_the_fair_is_refused_in_thai(fair, officer):
    with pytest.raises(RuleBroken, match="ไม่อยู่ในวันจัดงาน"):
        record_booth_sale(
            stand(fair, "C01"),
            sold_on=date(2020, 10, 25),
            sold_baht=Decimal(1),
            ordered_baht=Decimal(0),
            source=SaleSource.OFFICER,
            by=officer,
        )
    with pytest.raises(RuleBroken, match="ไม่อยู่ในวันจัดงาน"):
        close_report(fair, date(2020, 10, 25), by=officer)


def test_a11_the_same_booth_and_day_twice_edits(fair, officer):
    allocation = stand(fair, "C01")
    for sold in (100, 200):
        record_booth_sale(
            allocation,
            sold_on=DAY,
            sold_baht=Decimal(sold),
            ordered_baht=Decimal(0),
            source=SaleSource.OFFICER,
            by=officer,
        )
    assert BoothSale.objects.get().sold_baht == 200


def test_a12_zero_is_opened_and_sold_nothing_not_missing(fair):
    sell(stand(fair, "C01"), 0)
    stand(fair, "C02")
    figures = gather(fair, DAY)
    assert (figures.grand.booths, figures.grand.reported) == (2, 1)
    assert [one.booth for one in figures.missing] == ["C02"]


def test_cumulative_days_target_and_last_edition(fair):
    before = make_fair_event(
        "OTOP CITY IN KHONKAEN",
        edition_no=19,
        series=fair.series,
        opens_on=date(2019, 10, 26),
        closes_on=date(2019, 11, 1),
    )
    now, then = stand(fair, "C01"), stand(before, "C01")
    for offset in range(4):
        sell(now, 1100, day=date(2020, 10, 26 + offset))
        sell(then, 1000, day=date(2019, 10, 26 + offset))
    cumulative = gather(fair, DAY).cumulative
    assert (cumulative.days, cumulative.total, cumulative.target_percent) == (3, 3300, 22)
    assert (cumulative.last_edition, cumulative.last_total) == ("ครั้งที่ 19", 3000)
    assert cumulative.growth_percent == 10


def test_declared_totals_that_differ_allow_a_draft_and_refuse_the_close(fair, officer):
    sell(stand(fair, "C01"), 1000)
    declare_totals(
        fair, DAY, booths=2, sold_baht=Decimal(1500), ordered_baht=Decimal(0), by=officer
    )
    with pytest.raises(RuleBroken) as refused:
        close_report(fair, DAY, by=officer)
    assert refused.value.message == (
        "ยอดที่แจ้งไม่ตรงกับยอดรายบูธ: จำนวนบูธเกิน 1 บูธ, ยอดจำหน่ายเกิน 500 บาท แก้ให้ตรงกัน หรือเลือกปิดทั้งที่ต่างกัน"
    )
    assert DailyReport.objects.get().closed_at is None


def test_declared_totals_that_differ_are_asked_about_and_kept_with_their_difference(fair, officer):
    sell(stand(fair, "C01"), 1000)
    declare_totals(fair, DAY, booths=None, sold_baht=Decimal(800), ordered_baht=None, by=officer)
    report = close_report(fair, DAY, accept_difference=True, by=officer)
    assert (report.declared_sold_baht, figures_of(report).grand.sold) == (800, 1000)
    assert HistoryEntry.objects.of(report)[0].summary == (
        "ปิดรายงานวันที่ 28 ตุลาคม 2563 รวม 1,000 บาท ยอดที่แจ้งไม่ตรงกับยอดรายบูธ: ยอดจำหน่ายขาด 200 บาท"
    )


def test_missing_booths_must_be_stated(fair, officer):
    sell(stand(fair, "C01"), 1000)
    stand(fair, "C02")
    with pytest.raises(RuleBroken, match="ยังไม่ส่งยอด 1 ร้าน"):
        close_report(fair, DAY, by=officer)
    report = close_report(fair, DAY, accept_missing=True, by=officer)
    assert "ยังไม่ส่งยอด 1 บูธ ได้แก่ C02" in report.text


def test_a_day_without_any_report_cannot_be_closed(fair, officer):
    stand(fair, "C01")
    with pytest.raises(RuleBroken, match="ยังไม่มีร้านส่งยอด"):
        close_report(fair, DAY, by=officer)


def test_a_closed_report_stays_as_it_was_printed(fair, officer):
    sale = sell(stand(fair, "C01"), 1000)
    report = close_report(fair, DAY, by=officer)
    assert close_report(fair, DAY, by=officer).pk == report.pk
    sale.sold_baht = 9000
    sale.save()
    assert kept_or_gathered(report_of(fair, DAY), fair, DAY).grand.total == 1000
    assert report.reference == f"RPT-{fair.reference_code}-25631028-1"


def test_a_correction_is_a_new_revision_and_the_old_one_stays(fair, officer):
    sale = sell(stand(fair, "C01"), 1000)
    first = close_report(fair, DAY, by=officer)
    with pytest.raises(RuleBroken, match="เพราะอะไร"):
        open_correction(first, reason=" ", by=officer)
    open_correction(first, reason="ร้านส่งยอดผิด", by=officer)
    sale.sold_baht = 9000
    sale.save()
    second = close_report(fair, DAY, by=officer)
    first.refresh_from_db()
    assert (second.revision, figures_of(second).grand.sold) == (2, 9000)
    assert figures_of(first).grand.sold == 1000


def test_a_joined_fair_is_reported_as_the_delegation(fair):
    fair.role, fair.venue_province_id, fair.venue_name = "joined", "12", "อิมแพค เมืองทองธานี"
    fair.save()
    sell(stand(fair, "C01"), 1000)
    fair.refresh_from_db()
    text = report_text(words_of(fair), gather(fair, DAY))
    assert text.split("\n")[1] == (
        "ผู้ว่าราชการจังหวัดขอนแก่น มอบหมายให้ สำนักงานพัฒนาชุมชนจังหวัดขอนแก่น "
        "โดยการอำนวยการของ พัฒนาการจังหวัดขอนแก่น "
        "นำกลุ่มผู้ผลิต ผู้ประกอบการ OTOP ร่วมจัดแสดงและจำหน่ายสินค้าในงาน "
        "“OTOP CITY IN KHONKAEN” ครั้งที่ 20 ประจำปี 2563 "
        "ระหว่างวันที่ 26 ตุลาคม – 1 พฤศจิกายน 2563 ณ อิมแพค เมืองทองธานี จังหวัดนนทบุรี"
    )
