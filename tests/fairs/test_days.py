"""Days of a fair with hours of their own, and days on which it is closed."""

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.html import strip_tags

from fairs.models import FairDay
from fairs.operations.days import keep_own_days
from otopfair.errors import RuleBroken
from otopfair.thai.calendar import today_in_thailand
from sales.operations.takings import record_booth_sale
from tests import factories as make
from tests.visitors import text_of

pytestmark = pytest.mark.django_db
FIRST = date(2020, 10, 26)


@pytest.fixture
def fair():
    """26 October to 1 November 2563, 10 to 21 h; closed on the 28th, short on the 31st."""
    fair = make.make_fair_event(
        opens_on=FIRST, closes_on=date(2020, 11, 1), opens_time=time(10), closes_time=time(21)
    )
    fair.own_days.create(on=date(2020, 10, 28), is_closed=True, note="วันพระ")
    fair.own_days.create(on=date(2020, 10, 31), opens_time=time(12), closes_time=time(18))
    return keep_own_days(fair)


def test_a_closed_day_is_no_day_of_the_fair(fair):
    assert [day.day for day in fair.days] == [26, 27, 29, 30, 31, 1]
    numbers = [fair.day_number(FIRST + timedelta(days=offset)) for offset in range(-1, 8)]
    assert numbers == [None, 1, 2, None, 3, 4, 5, 6, None]


def test_every_day_has_its_hours(fair):
    assert fair.hours_on(FIRST) == (time(10), time(21))
    assert fair.hours_on(date(2020, 10, 28)) is None
    assert fair.hours_on(date(2020, 10, 31)) == (time(12), time(18))


def test_a_day_that_the_fair_no_longer_has_goes(fair):
    fair.closes_on = date(2020, 10, 30)
    fair.save()
    fair = keep_own_days(fair)
    assert fair.kept_days == {"2020-10-28": []}
    assert fair.own_days.count() == 1


def test_no_takings_on_a_closed_day(fair):
    allocation = make.make_allocation(make.make_booth(fair))
    with pytest.raises(RuleBroken, match="งานปิด ไม่มียอดของวันนี้"):
        record_booth_sale(
            allocation,
            sold_on=date(2020, 10, 28),
            sold_baht=1,
            ordered_baht=0,
            source="officer",
            by=make.make_officer(),
        )


def test_a_day_outside_the_fair_is_refused(fair):
    with pytest.raises(ValidationError, match="ไม่อยู่ในวันจัดงาน"):
        FairDay(fair_event=fair, on=date(2020, 11, 2), is_closed=True).full_clean()


@pytest.mark.parametrize(
    "wrong",
    [
        {"is_closed": True, "opens_time": time(9), "closes_time": time(10)},
        {"opens_time": time(9)},
        {"opens_time": time(18), "closes_time": time(9)},
    ],
    ids=["closed with hours", "half", "backwards"],
)
def test_hours_make_sense(fair, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        fair.own_days.create(on=FIRST, **wrong)


def test_visitors_read_which_days_differ(client, fair):
    page = " ".join(strip_tags(text_of(client, reverse("fair", args=[fair.slug]))).split())
    assert "ปกติ 10.00–21.00 น." in page
    assert "28 ต.ค. 2563 ปิด วันพระ" in page
    assert "31 ต.ค. 2563 12.00–18.00 น." in page


def test_a_fair_that_pauses_today_says_so(client):
    fair = make.make_fair_event()
    fair.own_days.create(on=today_in_thailand(), is_closed=True)
    keep_own_days(fair)
    assert "วันนี้ปิด" in text_of(client, reverse("fair", args=[fair.slug]))
