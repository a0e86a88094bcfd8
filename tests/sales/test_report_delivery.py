"""At 21.00 named people are sent the link of the evening's report, as long as they may read it."""

from datetime import datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fairs.models import Assignment, FairDay
from fairs.operations.events import cancel_fair
from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry
from otopfair.outbox.models import Message
from otopfair.thai.calendar import THAILAND, today_in_thailand
from sales.models import ReportReader, SentReport
from sales.operations.delivery import drop_reader, name_reader, send_due_reports
from tests.factories import make_fair_event, make_helper, make_officer


def at(hour: int, minute: int = 0, day=None) -> datetime:
    return datetime.combine(day or today_in_thailand(), time(hour, minute), THAILAND)


@pytest.fixture
def fair(db):
    return make_fair_event()


@pytest.fixture
def officer(fair):
    return make_officer()


@pytest.fixture
def helper(fair):
    return make_helper(fair)


@pytest.fixture
def reader(fair, officer, helper):
    return name_reader(fair, helper, by=officer)


def test_the_link_is_sent_once_an_evening_from_nine_and_says_no_figure(fair, reader, helper):
    assert [
        send_due_reports(at(20, 59)),
        send_due_reports(at(21)),
        send_due_reports(at(21, 1)),
    ] == [0, 1, 0]
    [message] = Message.objects.all()
    day = today_in_thailand().isoformat()
    assert message.link == reverse("staff:report-day", args=[fair.pk, day])
    assert ("บาท" in message.body, message.recipient_name) == (False, str(helper))
    assert send_due_reports(at(21, day=today_in_thailand() + timedelta(days=1))) == 1


def test_sending_stops_with_the_right_and_the_link_with_it(client, fair, reader, helper):
    send_due_reports(at(21))
    link = Message.objects.get().link
    client.force_login(helper)
    assert client.get(link).status_code == 200
    Assignment.objects.filter(user=helper).update(taken_at=timezone.now())
    assert client.get(link).status_code in (403, 404)
    assert send_due_reports(at(21, day=today_in_thailand() + timedelta(days=1))) == 0


def test_nobody_is_told_at_a_fair_that_is_over_cancelled_or_closed_that_day(fair, reader, officer):
    after = fair.closes_on + timedelta(days=1)
    assert send_due_reports(at(21, day=after)) == 0
    FairDay.objects.create(fair_event=fair, on=today_in_thailand(), is_closed=True)
    fair.kept_days = {today_in_thailand().isoformat(): []}
    fair.save()
    assert send_due_reports(at(21)) == 0
    fair.kept_days = {}
    fair.save()
    cancel_fair(fair, reason="น้ำท่วม", by=officer)
    assert (send_due_reports(at(21)), SentReport.objects.count()) == (0, 0)


def test_who_was_dropped_is_sent_no_more(reader, officer):
    drop_reader(reader, by=officer)
    drop_reader(reader, by=officer)
    assert (send_due_reports(at(21)), ReportReader.objects.count()) == (0, 0)
    said = (
        HistoryEntry.objects.filter(verb="reader").order_by("pk").values_list("summary", flat=True)
    )
    assert [words.split(" ")[0] for words in said] == ["ส่งรายงานทุกคืนให้", "เลิกส่งรายงานให้"]


def test_only_who_may_read_is_named_and_twice_is_once(fair, officer, helper, reader):
    assert name_reader(fair, helper, by=officer) == reader
    stranger = make_officer("52")
    with pytest.raises(RuleBroken, match="ยังไม่มีสิทธิ์อ่านรายงานของงานนี้"):
        name_reader(fair, stranger, by=officer)


def test_the_page_names_and_drops_and_says_who_has_lost_the_right(client, fair, officer, helper):
    client.force_login(officer)
    url = reverse("staff:report-readers", args=[fair.pk])
    assert "ยังไม่ได้ตั้งผู้รับ" in client.get(url).content.decode()
    refused = client.post(url, {"user": make_officer("52").pk})
    assert (refused.status_code, refused.context["form"].errors) == (
        422,
        {"user": ["คนนี้ไม่มีสิทธิ์อ่านรายงานของงานนี้แล้ว"]},
    )
    assert client.post(url, {"user": helper.pk}).status_code == 302
    Assignment.objects.filter(user=helper).update(taken_at=timezone.now())
    assert client.get(url).content.decode().count("ไม่มีสิทธิ์แล้ว หยุดส่ง") == 1
    client.post(url, {"drop": ReportReader.objects.get().pk})
    assert ReportReader.objects.count() == 0
    assert client.post(url, {"drop": "9" * 30}).status_code == 404
