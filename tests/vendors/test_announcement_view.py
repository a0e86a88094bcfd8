"""What will be told to whom, gathered by one officer; the page on which the second approves."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from otopfair.accounts.models import User
from otopfair.outbox.models import Message
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.formatting import format_date
from otopfair.work.clock import do_what_is_due
from tests.factories import (
    make_administrator,
    make_application,
    make_call,
    make_decision,
    make_fair_event,
    make_helper,
    make_officer,
    make_user,
    make_vendor,
)
from vendors.models import Announcement, BoothApplication, LoneOffice

pytestmark = pytest.mark.django_db
TODAY = today_in_thailand()


@pytest.fixture
def fair():
    fair = make_fair_event("งานไหม")
    make_call(fair)
    return fair


@pytest.fixture
def officer(client):
    officer = make_officer()
    client.force_login(officer)
    return officer


def page(fair):
    return reverse("staff:announce-fair", args=[fair.pk])


def waiting(fair, outcome="select", **fields):
    application = make_application(fair, make_vendor(user=make_user()), status="submitted")
    make_decision(application, outcome, **fields)
    application.refresh_from_db()
    return application


def press(client, fair, *applications, **answers):
    answers = {"answer_by": format_date(TODAY + timedelta(days=5)), "form_key": uuid4(), **answers}
    rows = [f"{row.pk}:{row.version}" for row in applications]
    return client.post(page(fair), {"rows": rows, **answers}, follow=True)


def test_who_may_announce(client, fair):
    for user, status in (
        (make_officer(), 200),
        (make_officer("52"), 404),
        (make_helper(fair), 403),
        (make_user(), 403),
    ):
        client.force_login(user)
        assert client.get(page(fair)).status_code == status


def test_the_page_counts_and_shows_every_letter(client, fair, officer):
    chosen = waiting(fair)
    waiting(fair, "refuse", note="ซื้อมาขายต่อ")

    answer = client.get(page(fair))

    words = answer.content.decode()
    counts = [("ผ่านเอกสาร", 0), ("คัดเลือก", 1), ("สำรอง", 0), ("ไม่ผ่าน", 1)]
    assert answer.context["counts"] == counts
    assert f"ใบสมัคร {chosen.reference_no} ได้รับคัดเลือก" in words
    assert "เหตุผล: ซื้อมาขายต่อ" in words


def approve(client, **answers):
    """Another officer signs in and presses on the page of the announcement."""
    shown = Announcement.objects.get()
    client.force_login(make_officer(full_name="นายเอก ขยัน"))
    url = reverse("staff:announcement", args=[shown.call.fair_event_id, shown.pk])
    seen = client.get(url).context["seen"]
    return client.post(url, {"act": "approve", "seen": seen, **answers}, follow=True)


def test_the_press_prepares_and_tells_nobody(client, fair, officer):
    chosen = waiting(fair)

    words = press(client, fair, chosen).content.decode()

    assert "รอเจ้าหน้าที่คนที่สองอนุมัติ" in words
    do_what_is_due()
    assert BoothApplication.objects.get(pk=chosen.pk).status == "submitted"
    assert Message.objects.count() == 0


def test_after_the_second_officer_all_that_are_ticked_are_told(client, fair, officer):
    chosen, left = waiting(fair), waiting(fair)
    press(client, fair, chosen)

    assert "อนุมัติแล้ว ระบบจะแจ้งผลตามเวลา" in approve(client).content.decode()
    do_what_is_due()

    told = BoothApplication.objects.get(pk=chosen.pk)
    assert (told.status, told.answer_by) == ("selected", TODAY + timedelta(days=5))
    assert BoothApplication.objects.get(pk=left.pk).status == "submitted"
    assert Message.objects.filter(kind="application").count() == 1
    assert Announcement.objects.get().state == "applied"


def test_who_prepared_does_not_approve(client, fair, officer):
    press(client, fair, waiting(fair))
    shown = Announcement.objects.get()
    url = reverse("staff:announcement", args=[fair.pk, shown.pk])

    answer = client.post(url, {"act": "approve"})

    assert answer.status_code == 422
    assert "คุณเป็นผู้เตรียมประกาศนี้" in answer.content.decode()
    shown.refresh_from_db()
    assert shown.approved_at is None


def test_who_prepared_reads_why_not_and_who_can(client, fair, officer):
    make_officer("52", full_name="นายไกล ต่างจังหวัด")
    press(client, fair, waiting(fair))
    shown = Announcement.objects.get()
    url = reverse("staff:announcement", args=[fair.pk, shown.pk])
    User.objects.exclude(pk=officer.pk).update(is_active=False)
    alone = client.get(url).content.decode()
    assert "ยังไม่มีคนอื่นที่อนุมัติได้" in alone
    administrator = make_administrator()
    assert client.get(url).context["second"].others == [administrator]
    second = make_officer(full_name="นายเอก ขยัน", position_title="นักวิชาการพัฒนาชุมชน")

    answer = client.get(url)

    words = answer.content.decode()
    assert "คุณเป็นผู้เตรียม จึงอนุมัติเองไม่ได้" in words
    assert "นักวิชาการพัฒนาชุมชน" in words
    assert answer.context["second"].others == [second]
    assert "อนุมัติประกาศนี้" not in words
    client.force_login(second)
    assert "อนุมัติประกาศนี้" in client.get(url).content.decode()


@pytest.mark.parametrize(("days", "state"), [(1, "approved"), (-1, "prepared")])
def test_the_one_officer_of_an_office_approves_while_an_administrator_says_so(
    client, fair, officer, days, state
):
    until = TODAY + timedelta(days=days)
    LoneOffice.objects.create(province=fair.home_province, reason="ลาคลอดหนึ่งคน", until=until)
    press(client, fair, waiting(fair))
    shown = Announcement.objects.get()

    client.post(reverse("staff:announcement", args=[fair.pk, shown.pk]), {"act": "approve"})

    shown.refresh_from_db()
    assert shown.state == state
    assert shown.alone_because == ("ลาคลอดหนึ่งคน" if state == "approved" else "")


def test_what_has_changed_since_it_was_read_is_not_approved(client, fair, officer):
    chosen = waiting(fair)
    press(client, fair, chosen)

    answer = approve(client, seen="0123456789abcdef")

    assert answer.status_code == 409
    assert "ตรวจแล้วกดอีกครั้ง" in answer.content.decode()
    assert Announcement.objects.get().approved_at is None


def test_a_second_press_is_the_same_announcement(client, fair, officer):
    chosen, key = waiting(fair), uuid4()

    first = press(client, fair, chosen, form_key=key)
    second = press(client, fair, chosen, form_key=key)

    assert first.redirect_chain == second.redirect_chain
    assert Announcement.objects.count() == 1


def test_what_was_decided_anew_meanwhile_is_said(client, fair, officer):
    chosen = waiting(fair)
    make_decision(chosen, "refuse", note="ที่เต็ม")

    answer = press(client, fair, chosen)

    assert "มีผู้แก้ไขข้อมูลนี้หลังจากคุณเปิดหน้า" in answer.content.decode()
    assert Announcement.objects.count() == 0


@pytest.mark.parametrize(
    ("ticks", "answers", "sentence"),
    [
        (True, {"answer_by": "1 ม.ค. 2563"}, "วันที่ให้ยืนยันต้องไม่ใช่วันที่ผ่านมาแล้ว"),
        (True, {"answer_by": ""}, "กรอกวันที่ให้ยืนยันภายใน"),
        (False, {}, "ยังไม่ได้เลือกใบสมัครที่จะประกาศ"),
        (
            True,
            {"applies_at": f"{format_date(TODAY + timedelta(days=9))} เวลา 09.00 น."},
            "วันที่ให้ยืนยันต้องไม่มาก่อนเวลาที่ประกาศ",
        ),
    ],
)
def test_a_press_that_cannot_be_says_why(client, fair, officer, ticks, answers, sentence):
    chosen = waiting(fair)

    answer = press(client, fair, *([chosen] if ticks else []), **answers)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert Announcement.objects.count() == 0


def test_a_refused_press_keeps_the_ticks(client, fair, officer):
    chosen, left = waiting(fair, "pass"), waiting(fair, "pass")

    words = press(client, fair, chosen, answer_by="").content.decode()

    ticked = re.findall(r'name="rows" value="([^"]+)"\s+checked', words)
    assert ticked == [f"{chosen.pk}:{chosen.version}"]
    assert f'value="{left.pk}:{left.version}"' in words


def test_each_round_is_announced_apart(client, fair, officer):
    make_call(fair, sequence=2, name="รอบที่ 2")
    first, second = fair.calls.order_by("sequence")
    late = make_application(fair, status="submitted", call=second)
    make_decision(late, "pass")
    early = make_application(fair, status="submitted", call=first)
    make_decision(early, "pass")

    def rows_at(query):
        return [row["application"] for row in client.get(page(fair) + query).context["rows"]]

    assert rows_at(f"?call={second.pk}") == [late]
    assert rows_at(f"?call={first.pk}") == rows_at("?call=x") == [early]


def test_the_round_with_something_to_tell_stands_first(client, fair, officer):
    later = make_call(fair, sequence=2, name="รอบที่ 2")
    late = make_application(fair, status="submitted", call=later)
    make_decision(late, "pass")

    assert client.get(page(fair)).context["call"] == later


def test_nothing_to_tell_says_so(client, fair, officer):
    assert "ไม่มีผลที่รอประกาศ" in client.get(page(fair)).content.decode()


def test_the_list_leads_there_and_the_desk_names_the_task(client, fair, officer):
    waiting(fair)

    assert page(fair) in client.get(reverse("staff:review-fair", args=[fair.pk])).content.decode()
    assert page(fair) in client.get(reverse("staff:index")).content.decode()


def test_the_page_takes_the_same_queries_for_1_and_20_rows(client, fair, officer):
    counts = []
    for rows in (1, 19):
        for _ in range(rows):
            waiting(fair, "reserve")
        with CaptureQueriesContext(connection) as queries:
            client.get(page(fair))
        counts.append(len(queries))
    assert counts[0] == counts[1]
