"""Whoever has to pay is reminded before the day, on it and after it; who has paid is left alone."""

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from otopfair.outbox.models import Message
from otopfair.thai.calendar import THAILAND, today_in_thailand
from tests.factories import (
    make_fair_event,
    make_officer,
    make_owing,
    make_slip,
    make_user,
    make_vendor,
    pay,
)
from vendors.models import BoothApplication
from vendors.operations.confirming import withdraw_application
from vendors.operations.reminders import send_due_reminders
from vendors.operations.slips import refuse_slip

pytestmark = pytest.mark.django_db
TODAY = today_in_thailand()
DAY = timedelta(days=1)
UNTIL = TODAY + 10 * DAY


@pytest.fixture
def owing():
    fair = make_fair_event("งานไหม", opens_on=TODAY + 40 * DAY, closes_on=TODAY + 45 * DAY)
    vendor = make_vendor("กลุ่มทอผ้า", user=make_user())
    owing = make_owing(fair, vendor, fee_baht="2500.50", pay_until=UNTIL)
    BoothApplication.objects.update(confirmed_at=timezone.now() - 30 * DAY)
    Message.objects.all().delete()
    return owing


def reminded_on(day):
    send_due_reminders(datetime.combine(day, time(9), THAILAND))
    rows = Message.objects.filter(kind="reminder").order_by("pk")
    subjects = [row.subject.partition(" ")[2].partition(" ")[2] for row in rows]
    Message.objects.all().delete()
    return subjects


def test_before_on_and_after_the_day_each_once(owing):
    found = {day: reminded_on(TODAY + day * DAY) for day in (5, 8, 9, 10, 11, 12)}

    assert [len(subjects) for subjects in found.values()] == [0, 1, 0, 1, 1, 0]
    assert found[8][0].startswith("ชำระ 2,500.50 บาท ภายในวันที่")
    assert found[10] == ["วันนี้ครบกำหนดชำระ 2,500.50 บาท"]
    assert found[11] == ["เลยกำหนดชำระ 2,500.50 บาท แล้ว"]


def test_the_letter_is_filled_in_and_leads_to_the_application(owing):
    send_due_reminders(datetime.combine(UNTIL, time(9), THAILAND))
    message = Message.objects.get(kind="reminder")
    assert "ถึง กลุ่มทอผ้า" in message.body
    assert "{" not in message.body
    assert message.link == f"/my/applications/{owing.pk}/"


@pytest.mark.parametrize("ends", [lambda one: pay(one, "2500.50"), None])
def test_who_has_paid_or_left_is_reminded_of_nothing(owing, ends):
    if ends:
        ends(owing)
    else:
        withdraw_application(owing, by=owing.vendor.members.get().user)
    Message.objects.all().delete()
    assert [reminded_on(UNTIL + day * DAY) for day in (-2, 0, 1)] == [[], [], []]


def test_whoever_has_sent_a_slip_is_left_alone_until_it_is_judged(owing):
    slip = make_slip(owing)
    assert reminded_on(UNTIL) == []
    refuse_slip(slip, reason="ยอดไม่ตรง", by=make_officer())
    Message.objects.all().delete()
    assert len(reminded_on(UNTIL)) == 1


def test_a_new_day_is_a_new_occasion(owing):
    assert len(reminded_on(UNTIL)) == 1
    BoothApplication.objects.update(pay_until=UNTIL + 5 * DAY)
    assert len(reminded_on(UNTIL + 5 * DAY)) == 1
