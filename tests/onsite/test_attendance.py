"""What stands in a vendor's record of the days on which it did not come."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from onsite.attendance import attendance_of
from onsite.figures import attendance
from onsite.models import Absence
from onsite.operations.absences import take_absence_back
from otopfair.thai.calendar import today_in_thailand
from tests.factories import (
    make_allocation,
    make_application,
    make_booth,
    make_fair_event,
    make_officer,
    make_user,
    make_vendor,
)

pytestmark = pytest.mark.django_db
TODAY = today_in_thailand()
DAY = timedelta(days=1)


def absent(allocation, on, until=None, **fields):
    return Absence.objects.create(
        allocation=allocation,
        on=on,
        until=until or on,
        noted_by=make_officer(),
        noted_at=timezone.now(),
        **fields,
    )


@pytest.fixture
def vendor():
    return make_vendor("กลุ่มทอผ้า", user=make_user())


@pytest.fixture
def allocation(vendor):
    """Four days of a fair of seven have come."""
    return make_allocation(make_booth(make_fair_event("งานไหม"), "C07"), vendor)


def test_days_are_counted_once_by_fair_and_not_ahead(vendor, allocation):
    absent(allocation, TODAY - 2 * DAY)
    second = make_allocation(make_booth(allocation.booth.fair_event, "C08"), make_vendor("ข"))
    absent(second, TODAY)
    absent(allocation, TODAY - DAY, TODAY + 3 * DAY, ends_place=True)

    [record] = attendance_of(vendor)
    assert record.absent == (TODAY - 2 * DAY, TODAY - DAY, TODAY)
    assert (record.days, record.lost_booth) == (4, True)


def test_what_was_taken_back_stands_in_no_record(vendor, allocation):
    take_absence_back(absent(allocation, TODAY), by=make_officer())
    assert attendance_of(vendor) == []


@pytest.mark.parametrize(("days", "points"), [(0, 5), (1, 1), (2, 0)])
def test_who_came_to_earlier_fairs_gets_points(vendor, allocation, days, points):
    for number in range(days):
        absent(allocation, TODAY - number * DAY)
    ahead = make_fair_event(opens_on=TODAY + DAY, closes_on=TODAY + 9 * DAY)
    applied = make_application(ahead, vendor)
    newcomer = make_application(ahead, make_vendor("ใหม่"))

    found = attendance([applied, newcomer])
    assert found[applied.pk].points == points
    assert found[newcomer.pk].words == "ไม่เคยมีบูธในระบบ"


def test_officer_and_vendor_read_the_same(client, vendor, allocation):
    absent(allocation, TODAY)
    client.force_login(make_officer())
    page = client.get(reverse("staff:penalty-give", args=[vendor.pk]))
    assert "ไม่มา 1 จาก 4 วัน" in page.content.decode()
    client.force_login(vendor.members.get().user)
    assert "ไม่มา 1 จาก 4 วัน" in client.get(reverse("my-attendance")).content.decode()
