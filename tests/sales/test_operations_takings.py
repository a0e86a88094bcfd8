"""A day's takings are recorded, corrected and checked; what is refused, and why."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry
from otopfair.stale import Difference, StalePage
from otopfair.thai.calendar import today_in_thailand
from sales.models import BoothSale, DailyReport, SaleSource
from sales.operations.takings import check_booth_sale, record_booth_sale, seen_figure
from sales.takings import day_rows, missing_counts, missing_on, zone_counts
from tests.factories import (
    make_allocation,
    make_booth,
    make_fair_event,
    make_officer,
    make_sale,
    make_user,
)
from vendors.operations.allocations import allocate_booth, move_allocation, release_allocation

pytestmark = pytest.mark.django_db
TODAY = today_in_thailand()
NOTHING = seen_figure(None)
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def officer():
    return make_officer()


@pytest.fixture
def allocation():
    return make_allocation(make_booth(make_fair_event(), "C07"))


def report(allocation, sold="1000", ordered="0", *, by, day=YESTERDAY, **fields):
    fields.setdefault("source", SaleSource.OFFICER)
    return record_booth_sale(
        allocation,
        sold_on=day,
        sold_baht=Decimal(sold),
        ordered_baht=Decimal(ordered),
        by=by,
        **fields,
    )


def test_a_first_figure_is_kept_with_who_and_whence(allocation, officer):
    sale = report(allocation, "18250", "3200", by=officer)

    assert (sale.total_baht, sale.source) == (Decimal(21450), "officer")
    assert sale.category == allocation.application.category
    entry = HistoryEntry.objects.of(sale).get()
    assert (entry.summary, entry.actor) == ("บันทึกยอด 21,450 บาท", officer)


def test_a_report_of_nothing_is_not_the_same_as_no_report(allocation, officer):
    fair = allocation.booth.fair_event
    assert list(missing_on(fair, YESTERDAY)) == [allocation]

    report(allocation, "0", "0", by=officer)

    assert list(missing_on(fair, YESTERDAY)) == []


def test_a_second_figure_replaces_the_first_and_keeps_it(allocation, officer):
    report(allocation, "8500", by=officer)

    sale = report(allocation, "5800", by=officer, reason="พิมพ์ผิด")

    assert BoothSale.objects.count() == 1
    assert sale.sold_baht == Decimal(5800)
    revision = sale.revisions.get()
    assert (revision.sold_before, revision.sold_after) == (Decimal(8500), Decimal(5800))
    assert revision.reason == "พิมพ์ผิด"


def test_the_same_figure_again_changes_nothing(allocation, officer):
    first = report(allocation, by=officer)
    again = report(allocation, by=make_user("ร้าน"), source=SaleSource.VENDOR, seen=NOTHING)

    assert (again.revisions.count(), again.reported_by) == (0, first.reported_by)


def test_a_corrected_figure_must_be_checked_again(allocation, officer):
    sale = check_booth_sale(report(allocation, by=officer), by=officer)
    assert sale.checked_by == officer

    assert report(allocation, "2", by=officer).checked_at is None


def test_checking_twice_is_checking_once(allocation, officer):
    sale = check_booth_sale(report(allocation, by=officer), by=officer)

    assert check_booth_sale(sale, by=officer).checked_at == sale.checked_at


def test_a_figure_that_changed_is_not_checked_unseen(allocation, officer):
    seen = report(allocation, "1000", by=officer)
    report(allocation, "2000", by=make_officer(full_name="นายเอก ขยัน"))

    with pytest.raises(StalePage, match="นายเอก ขยัน แก้ยอดจาก 1,000 เป็น 2,000 บาท"):
        check_booth_sale(seen, by=officer, seen=seen_figure(seen))


@pytest.mark.parametrize(
    "seen", [NOTHING, seen_figure(BoothSale(sold_baht=9, ordered_baht=9))], ids=["none", "another"]
)
def test_a_stale_save_shows_the_other_figure(allocation, officer, seen):
    report(allocation, "23300", "1200", by=make_officer(full_name="นายเอก ขยัน"))

    with pytest.raises(StalePage, match="นายเอก ขยัน บันทึกยอด 24,500 บาท") as stale:
        report(allocation, "5", "1200", by=officer, seen=seen)

    assert stale.value.differences == [Difference("ยอดจำหน่าย (บาท)", "23,300", "5")]
    assert BoothSale.objects.get().sold_baht == Decimal(23300)


def test_a_figure_checked_meanwhile_is_not_replaced_unseen(allocation, officer):
    sale = report(allocation, "1000", by=officer)
    seen = seen_figure(sale)
    check_booth_sale(sale, by=make_officer(full_name="นายเอก ขยัน"))

    with pytest.raises(StalePage, match="นายเอก ขยัน ตรวจยอดแล้ว"):
        report(allocation, "5", by=make_user("ร้าน"), source=SaleSource.VENDOR, seen=seen)


@pytest.mark.parametrize(
    ("offset", "sentence"),
    [(-4, "ไม่อยู่ในวันจัดงาน"), (4, "ไม่อยู่ในวันจัดงาน"), (1, "ยังมาไม่ถึง")],
    ids=["before", "after", "to come"],
)
def test_a_day_that_is_no_sales_day_is_refused(allocation, officer, offset, sentence):
    with pytest.raises(RuleBroken, match=sentence) as refusal:
        report(allocation, by=officer, day=TODAY + timedelta(days=offset))

    assert refusal.value.field == "sold_on"


def test_a_fair_without_days_has_no_takings(officer):
    fair = make_fair_event(date_precision="unknown", opens_on=None, closes_on=None)

    with pytest.raises(RuleBroken, match="ยังไม่กำหนดวัน"):
        report(make_allocation(make_booth(fair)), by=officer)


@pytest.mark.parametrize(
    ("sold", "ordered", "field"), [("-1", "0", "sold_baht"), ("0", "-1", "ordered_baht")]
)
def test_negative_amounts_are_refused(allocation, officer, sold, ordered, field):
    with pytest.raises(RuleBroken, match="ต้องไม่ติดลบ") as refusal:
        report(allocation, sold, ordered, by=officer)

    assert refusal.value.field == field


def test_a_closed_day_is_closed_to_vendors_but_not_to_officers(allocation, officer):
    fair = allocation.booth.fair_event
    DailyReport.objects.create(fair_event=fair, sold_on=YESTERDAY, closed_at=timezone.now())

    with pytest.raises(RuleBroken, match="ปิดแล้ว แจ้งเจ้าหน้าที่ให้แก้ยอด"):
        report(allocation, by=make_user(), source=SaleSource.VENDOR)
    assert report(allocation, by=officer).sold_baht == 1000


def test_a_booth_given_back_and_again_still_has_one_figure_a_day(allocation, officer):
    report(allocation, "1000", by=officer)
    release_allocation(allocation, by=officer, reason="ผิดร้าน")
    again = allocate_booth(allocation.application, allocation.booth, by=officer)

    report(again, "2000", by=officer)

    assert BoothSale.objects.get().sold_baht == Decimal(2000)
    assert len(day_rows(again.booth.fair_event, YESTERDAY)) == 1


def test_a_vendor_who_moved_is_expected_once_and_shown_where_he_sold(allocation, officer):
    fair = allocation.booth.fair_event
    report(allocation, by=officer, day=TODAY)
    moved = move_allocation(allocation, make_booth(fair, "C08"), by=officer)

    assert list(missing_on(fair, TODAY)) == [moved]
    assert list(missing_on(fair, YESTERDAY)) == [allocation]
    rows = day_rows(fair, TODAY)
    assert [(row.allocation.booth.code, row.is_missing) for row in rows] == [
        ("C07", False),
        ("C08", True),
    ]


def test_two_vendors_in_one_booth_are_two_rows(officer):
    booth = make_booth(make_fair_event(), "D05", places=2)
    first, second = make_allocation(booth), make_allocation(booth)
    make_sale(first, sold_on=YESTERDAY, sold="5800")

    rows = day_rows(booth.fair_event, YESTERDAY)

    assert [(row.allocation, row.is_missing) for row in rows] == [(first, False), (second, True)]


def test_zones_count_vendors_and_who_is_missing(officer):
    fair = make_fair_event()
    make_allocation(make_booth(fair, "A01"))
    reported = make_allocation(make_booth(fair, "C01"))
    make_allocation(make_booth(fair, "C02"))
    make_booth(fair, "E01")
    make_sale(reported, sold_on=YESTERDAY)

    counts = zone_counts(fair, YESTERDAY)

    assert [(row.zone.code, row.vendors, row.missing) for row in counts] == [
        ("A", 1, 1),
        ("C", 2, 1),
    ]
    assert missing_counts([fair], YESTERDAY) == {fair.pk: 2}
    assert missing_counts([], YESTERDAY) == {}
