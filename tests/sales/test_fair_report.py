"""The page of a whole fair: up to a day, by day, and never longer than four weeks."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest
from django.db.models import F, Sum
from django.urls import reverse

from otopfair.errors import RuleBroken
from otopfair.thai.calendar import today_in_thailand
from sales.models import FairReport, SaleSource
from sales.operations.fair_reports import close_fair_report, open_fair_correction
from sales.operations.takings import record_booth_sale
from sales.reports.gathering import gather, gather_fair
from sales.reports.keeping import fair_figures_of
from tests.factories import (
    make_allocation,
    make_booth,
    make_fair_event,
    make_officer,
    make_sale,
    make_series,
    make_user,
    make_vendor,
    make_zone,
)
from vendors.models import BoothAllocation

FIRST, LAST = date(2020, 9, 29), date(2020, 10, 2)


@pytest.fixture
def page(client, db):
    client.force_login(make_officer())
    return client


@pytest.fixture
def fair(db):
    fair = make_fair_event(opens_on=FIRST, closes_on=LAST, sales_target_baht=Decimal(10000))
    allocation = make_allocation(make_booth(fair))
    for day, sold in ((FIRST, "1000"), (date(2020, 10, 1), "2000")):
        make_sale(allocation, sold_on=day, sold=sold)
    return fair


def url(fair):
    return reverse("staff:report-fair", args=[fair.pk])


def test_the_whole_fair_names_days_without_figures_and_splits_fiscal_years(page, fair):
    context = page.get(url(fair)).context
    figures = context["figures"]
    assert (figures.is_final, figures.grand.total) == (True, 3000)
    assert [(str(day), one and int(one.total)) for day, one in context["by_day"]] == [
        ("2020-09-29", 1000),
        ("2020-09-30", None),
        ("2020-10-01", 2000),
        ("2020-10-02", None),
    ]
    assert [(one.fiscal_year_be, int(one.total)) for one in figures.by_year] == [
        (2563, 1000),
        (2564, 2000),
    ]
    assert [(one.booth, one.days) for one in figures.missing] == [("C01", 2)]


def test_the_address_says_up_to_which_day_and_how_many_places(page, fair):
    context = page.get(url(fair), {"until": "2020-09-30", "top": "1"}).context
    assert (context["figures"].grand.total, context["figures"].is_final) == (1000, False)
    assert (context["top"], context["next_day"]) == (1, date(2020, 10, 1))
    assert page.get(url(fair), {"until": "2020-09-28"}).status_code == 404


@pytest.mark.parametrize("precision", ["month", "unknown"])
def test_a_fair_without_days_says_so(page, precision):
    days = {"opens_on": None, "closes_on": None}
    if precision == "month":
        days = {"opens_on": date(2020, 5, 1), "closes_on": date(2020, 5, 31)}
    fair = make_fair_event(date_precision=precision, **days)
    assert "งานนี้ยังไม่กำหนดวัน" in page.get(url(fair)).content.decode()


@pytest.mark.parametrize("name", ["report", "report-fair", "report-day", "visitors-fair", "index"])
def test_a_fair_of_decades_makes_no_page_of_megabytes(page, name):
    """By a slip of the year a fair lasted 56 years, and its page weighed 12 MB."""
    today = today_in_thailand()
    fair = make_fair_event(opens_on=today - timedelta(days=56 * 365), closes_on=today)
    args = {"report-fair": [fair.pk], "visitors-fair": [fair.pk]}.get(name, [])
    if name == "report-day":
        args = [fair.pk, today.isoformat()]
    answer = page.get(reverse(f"staff:{name}", args=args), {"fair": fair.pk})
    assert answer.status_code == 200
    assert len(answer.content) < 100_000


# --- Days, fair and rows agree ----------------------------------------------------------------


@pytest.fixture
def busy(db):
    """Ten vendors over three days in six booths, two of them shared; some report, some do not."""
    chance = Random(20)
    fair = make_fair_event(opens_on=FIRST, closes_on=LAST)
    make_zone(fair, "D", name_th="ชวนชิม", split_by_category=False)
    booths = [make_booth(fair, f"{'CD'[n % 2]}{n:02}", places=1 + n // 3) for n in range(6)]
    places = [booth for booth in booths for _ in range(booth.places)]
    for number, booth in enumerate(places):
        allocation = make_allocation(booth, category=1 + number % 5)
        for offset in range(4):
            if chance.random() < 0.7:
                sold, ordered = chance.randrange(10**7) / 100, chance.randrange(500)
                day = FIRST + timedelta(days=offset)
                make_sale(allocation, sold_on=day, sold=f"{sold:.2f}", ordered=str(ordered))
    return fair


def added_up(fair, *names):
    """What the rows say, by one column or by none."""
    total = Sum(F("sold_baht") + F("ordered_baht"))
    rows = fair.sales.order_by().values_list(*names).annotate(total=total)
    return sorted(row[-1] for row in rows)


def totals(lines):
    return sorted(line.total for line in lines)


def test_days_lines_rankings_and_rows_agree_to_the_satang(busy):
    whole = gather_fair(busy, LAST)
    days = [gather(busy, FIRST + timedelta(days=offset)) for offset in range(4)]
    [everything] = added_up(busy, "fair_event")
    assert whole.grand.total == whole.cumulative.total == everything
    assert totals(whole.by_day) == totals(day.grand for day in days) == added_up(busy, "sold_on")
    assert totals(whole.categories) == added_up(busy, "category")
    assert totals(zone.line for zone in whole.zones) == added_up(busy, "booth__zone")
    assert totals(whole.sellers.ranked) == added_up(busy, "vendor")
    assert totals(whole.best_booths.ranked) == added_up(busy, "booth")
    assert days[-1].cumulative == replace(whole.cumulative, visitors=None)
    missing = [len(day.missing) for day in days]
    assert sum(one.days for one in whole.missing) == sum(missing)


# --- Closing ---------------------------------------------------------------------------------


def test_a_fair_is_closed_with_its_days_and_vendors_send_no_more(page, fair):
    officer = make_officer()
    asked = page.post(url(fair), {"act": "close"})
    assert (asked.status_code, FairReport.objects.count()) == (422, 0)
    assert asked.context["problem"].startswith("ยังไม่ปิดรายงานประจำวันของวันที่ 29 กันยายน – 2 ตุลาคม 2563")
    page.post(url(fair), {"act": "close", "accept_open_days": "on"})
    report = FairReport.objects.get()
    assert fair_figures_of(report).grand.total == 3000
    assert fair.daily_reports.exclude(closed_at=None).count() == 4
    with pytest.raises(RuleBroken, match="ปิดแล้ว"):
        enter(fair, 500, officer, source=SaleSource.VENDOR)
    silent = fair.daily_reports.get(sold_on=LAST)
    assert "ยอดจำหน่ายประจำวันศุกร์ที่ 2 ตุลาคม 2563 ยังไม่ส่งยอด" in silent.text


def test_a_closed_fair_keeps_its_figures_and_a_correction_shows_both(page, fair):
    officer = make_officer()
    first = close_fair_report(fair, accept_open_days=True, by=officer)
    enter(fair, 500, officer)
    shown = page.get(url(fair)).context
    assert (shown["figures"].grand.total, shown["versions"].is_now) == (3000, True)
    assert [int(row.difference) for row in shown["versions"].rows] == [0, 500, 0, 500]
    with pytest.raises(RuleBroken, match="เพราะอะไร"):
        open_fair_correction(first, reason=" ", by=officer)
    page.post(
        reverse("staff:report-fair-correct", args=[fair.pk]),
        {"reason": "ร้านส่งยอดช้า", "revision": 1},
    )
    assert page.get(url(fair)).context["figures"].grand.total == 3500
    second = close_fair_report(fair, by=officer)
    assert (second.revision, page.get(url(fair)).context["versions"].after) == (2, "ฉบับที่ 2")
    assert page.get(url(fair), {"revision": 1}).context["figures"].grand.total == 3000


def test_a_fair_is_not_closed_before_its_last_day_nor_without_takings(fair):
    officer, today = make_officer(), today_in_thailand()
    running = make_fair_event(closes_on=today + timedelta(days=1))
    for refused, words in (
        (running, "งานยังไม่จบ"),
        (make_fair_event(opens_on=FIRST, closes_on=LAST), "ยังไม่มียอดของงานนี้"),
        (make_fair_event(date_precision="unknown", opens_on=None, closes_on=None), "ยังไม่กำหนดวัน"),
        (make_fair_event(opens_on=date(2018, 1, 1), closes_on=LAST), "มากเกินจะปิดพร้อมกัน"),
    ):
        with pytest.raises(RuleBroken, match=words):
            close_fair_report(refused, accept_open_days=True, by=officer)


def enter(fair, sold, by, source=SaleSource.OFFICER):
    return record_booth_sale(
        BoothAllocation.objects.get(booth__fair_event=fair),
        sold_on=LAST,
        sold_baht=Decimal(sold),
        ordered_baht=Decimal(0),
        source=source,
        by=by,
    )


def test_a_vendor_at_a_fair_of_years_reads_the_newest_four_weeks(client, db):
    today, owner = today_in_thailand(), make_user()
    fair = make_fair_event(opens_on=today - timedelta(days=3 * 365), closes_on=today)
    make_allocation(make_booth(fair), make_vendor(user=owner))
    client.force_login(owner)
    for address in (reverse("my-sales"), reverse("my-sales-fair", args=[fair.slug])):
        answer = client.get(address)
        assert answer.status_code == 200
        assert len(answer.content) < 60_000
    assert [len(answer.context["days"]), answer.context["day_count"]] == [28, 3 * 365 + 1]


@pytest.mark.parametrize("state", ["open", "closed", "closed and with the edition before"])
def test_the_page_takes_twelve_statements(page, fair, state, django_assert_max_num_queries):
    fair.series = make_series()
    fair.save()
    if "before" in state:
        earlier = {"opens_on": date(2019, 9, 29), "closes_on": date(2019, 10, 2)}
        before = make_fair_event(series=fair.series, edition_no=4, **earlier)
        make_sale(make_allocation(make_booth(before)), sold_on=date(2019, 9, 29), sold="800")
    if "closed" in state:
        close_fair_report(fair, accept_open_days=True, by=make_officer())
    page.get(url(fair))
    with django_assert_max_num_queries(12):
        context = page.get(url(fair)).context
    last = context["figures"].cumulative.last_edition
    assert (last, context["is_closed"]) == (
        "ครั้งที่ 4" if "before" in state else "",
        "closed" in state,
    )
