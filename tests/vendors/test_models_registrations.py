"""Registrations of a vendor: rows with a number and a time in which they hold."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from otopfair.thai.calendar import today_in_thailand
from tests import factories as make
from vendors.models import VendorRegistration

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_a_registration_holds_between_its_days():
    vendor = make.make_vendor()
    row = vendor.registrations.create(
        number="52010001", valid_from=date(2014, 10, 1), valid_until=date(2018, 9, 30)
    )
    days = [date(2014, 9, 30), date(2014, 10, 1), date(2018, 9, 30), date(2018, 10, 1)]
    assert [row.is_valid_on(day) for day in days] == [False, True, True, False]
    found = [VendorRegistration.objects.valid_on(day).exists() for day in days]
    assert found == [False, True, True, False]


def test_one_without_days_always_holds():
    row = make.make_vendor().registrations.create(number="1")
    assert row.is_valid_on(date(1990, 1, 1))
    assert list(VendorRegistration.objects.valid_on(date(1990, 1, 1))) == [row]


def test_a_number_belongs_to_one_vendor_in_a_round():
    make.make_vendor("ก").registrations.create(number="52010001")
    other = make.make_vendor("ข")
    with pytest.raises(IntegrityError), transaction.atomic():
        other.registrations.create(number="52010001")


def test_a_vendor_registers_anew_in_the_next_round():
    vendor = make.make_vendor()
    vendor.registrations.create(number="1", valid_until=date(2018, 9, 30))
    vendor.registrations.create(number="1", valid_from=date(2018, 10, 1))
    assert vendor.registrations.valid_on(date(2019, 1, 1)).count() == 1


def test_a_registration_ends_after_it_begins():
    vendor = make.make_vendor()
    with pytest.raises(IntegrityError), transaction.atomic():
        vendor.registrations.create(
            number="1", valid_from=date(2020, 1, 2), valid_until=date(2020, 1, 1)
        )


@pytest.mark.parametrize(("days_left", "warns"), [(30, False), (1, True)])
def test_the_officer_reads_when_a_registration_does_not_cover_the_fair(client, days_left, warns):
    fair = make.make_fair_event()
    vendor = make.make_vendor()
    until = today_in_thailand() + days_left * DAY
    vendor.registrations.create(number="52010001", valid_until=until)
    application = make.make_application(fair, vendor, status="submitted")
    client.force_login(make.make_officer())

    page = client.get(reverse("staff:review", args=[application.pk])).content.decode()

    assert "ทะเบียนผู้ผลิต OTOP 52010001" in page
    assert ("ไม่ครอบคลุมวันงาน" in page) is warns
