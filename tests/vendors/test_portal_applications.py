"""A vendor sees where its applications stand, and answers the officers."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from otopfair.thai.calendar import today_in_thailand
from tests.factories import (
    make_allocation,
    make_application,
    make_booth,
    make_call,
    make_document,
    make_fair_event,
    make_officer,
    make_user,
    make_vendor,
)
from vendors.dossier import missing_documents
from vendors.operations.returning import return_application
from vendors.views.portal.ladder import card_of, with_all_for_cards

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return make_user("นางบุญเรือง แสนสุข")


@pytest.fixture
def vendor(owner):
    return make_vendor(user=owner)


def selected(vendor, **fields):
    fields.setdefault("answer_by", today_in_thailand() + timedelta(days=7))
    now = timezone.now()
    return make_application(
        make_fair_event(), vendor, status="selected", checked_at=now, selected_at=now, **fields
    )


def card(application):
    return card_of(with_all_for_cards(type(application).objects.filter(pk=application.pk)).get())


@pytest.mark.parametrize(
    ("status", "states", "label"),
    [
        ("draft", ["here", "later", "later", "later", "later"], "ส่งใบสมัคร"),
        ("submitted", ["done", "here", "later", "later", "later"], "ตรวจเอกสาร"),
        ("returned", ["done", "here", "later", "later", "later"], "ตรวจเอกสาร"),
        ("eligible", ["done", "done", "here", "later", "later"], "คัดเลือก"),
        ("selected", ["done", "done", "done", "here", "later"], "ยืนยันเข้าร่วม"),
        ("confirmed", ["done", "done", "done", "done", "here"], "รับเลขบูธ"),
        ("refused", ["done", "wrong", "later", "later", "later"], "ตรวจเอกสาร"),
    ],
)
def test_the_ladder_of_each_status(status, states, label):
    shown = card(make_application(status=status))
    assert [step["state"] for step in shown.steps] == states
    assert shown.label == label


def test_the_ladder_with_a_booth_is_done_and_names_it():
    allocation = make_allocation(make_booth(make_fair_event(), "C07"))
    shown = card(allocation.application)
    assert [step["state"] for step in shown.steps] == ["done"] * 5
    assert shown.badge == ("done", "ได้บูธ C07")


def test_the_list_puts_what_waits_for_the_vendor_first(client, owner, vendor):
    waiting = selected(vendor)
    sent = make_application(make_fair_event(), vendor, status="submitted")
    over = make_application(make_fair_event(), vendor, status="refused")
    make_application()
    client.force_login(owner)
    response = client.get(reverse("my-applications"))
    assert [row.application for row in response.context["cards"]] == [waiting, sent, over]
    assert response.context["to_do"] == 1
    assert "มี 1 เรื่องที่คุณต้องทำ" in response.content.decode()


def test_an_empty_list_offers_the_first_action(client, owner, vendor):
    client.force_login(owner)
    page = client.get(reverse("my-applications")).content.decode()
    assert "ยังไม่มีใบสมัคร" in page
    assert "ดูงานที่เปิดรับสมัคร" in page


def test_confirming_takes_the_place_and_a_second_press_changes_nothing(client, owner, vendor):
    application = selected(vendor)
    client.force_login(owner)
    url = reverse("my-application-confirm", args=[application.pk])
    answers = [client.post(url) for _ in range(2)]
    detail = reverse("my-application", args=[application.pk])
    assert [answer["Location"] for answer in answers] == [detail, detail]
    application.refresh_from_db()
    assert (application.status, application.version) == ("confirmed", 2)


def test_confirming_too_late_is_refused_with_whom_to_call(client, owner, vendor):
    application = selected(vendor, answer_by=today_in_thailand() - timedelta(days=1))
    client.force_login(owner)
    response = client.post(reverse("my-application-confirm", args=[application.pk]))
    assert response.status_code == 422
    assert "เลยกำหนดยืนยัน" in response.context["refusal"]
    assert "ข้อผิดพลาด:" in response.content.decode()


def test_withdrawing_names_the_effect_first_and_then_does_it(client, owner, vendor):
    application = selected(vendor)
    client.force_login(owner)
    url = reverse("my-application-withdraw", args=[application.pk])
    assert "ที่ของคุณจะไปที่รายอื่นทันที" in client.get(url).content.decode()
    assert client.post(url, {"reason": "ป่วย"})["Location"] == reverse("my-applications")
    application.refresh_from_db()
    assert application.status == "declined"


def test_a_returned_application_shows_the_officers_words_and_the_date(client, owner, vendor):
    fair = make_fair_event()
    make_call(fair)
    application = make_application(fair, vendor, status="submitted")
    return_application(
        application,
        parts={"note": ""},
        note="รูปบัตรประชาชนไม่ชัด",
        answer_by=today_in_thailand() + timedelta(days=3),
        by=make_officer(),
    )
    client.force_login(owner)
    for url in (reverse("my-applications"), reverse("my-application", args=[application.pk])):
        page = client.get(url).content.decode()
        assert "รูปบัตรประชาชนไม่ชัด" in page
        assert reverse("my-apply-fix", args=[fair.slug]) in page


def test_the_detail_page_shows_the_history_with_who(client, owner, vendor):
    application = selected(vendor)
    client.force_login(owner)
    client.post(reverse("my-application-confirm", args=[application.pk]))
    page = client.get(reverse("my-application", args=[application.pk])).content.decode()
    assert "ยืนยันเข้าร่วมงาน โดย นางบุญเรือง แสนสุข" in page


@pytest.mark.parametrize(
    "name", ["my-application", "my-application-confirm", "my-application-withdraw"]
)
def test_another_vendors_application_is_not_there(client, owner, vendor, name):
    foreign = make_application(status="selected")
    client.force_login(owner)
    url = reverse(name, args=[foreign.pk])
    assert client.get(url).status_code == 404
    if name != "my-application":
        assert client.post(url).status_code == 404
    foreign.refresh_from_db()
    assert foreign.status == "selected"


@pytest.mark.parametrize("name", ["my-application", "my-application-confirm"])
def test_a_stranger_is_sent_to_sign_in(client, name):
    url = reverse(name, args=[make_application().pk])
    assert client.get(url)["Location"].startswith(reverse("account_login"))


def test_the_list_asks_as_often_for_many_as_for_one(
    client, owner, vendor, django_assert_num_queries
):
    make_allocation(make_booth(make_fair_event()), vendor)
    client.force_login(owner)
    with django_assert_num_queries(11):
        client.get(reverse("my-applications"))
    for status in ("draft", "submitted", "returned", "eligible", "refused"):
        make_application(make_fair_event(), vendor, status=status)
    make_allocation(make_booth(make_fair_event()), vendor)
    with django_assert_num_queries(11):
        client.get(reverse("my-applications"))


@pytest.mark.parametrize("name", ["my-application", "my-applications", "my-apply-done"])
def test_what_the_check_of_documents_will_miss_is_said(client, owner, vendor, name):
    """Seen: "ไม่ต้องทำอะไรเพิ่ม" over an application that officers could not pass without papers."""
    application = make_application(make_fair_event(), vendor, status="submitted")
    make_call(application.fair_event)
    args = {"my-application": [application.pk], "my-apply-done": [application.fair_event.slug]}
    url = reverse(name, args=args.get(name, []))
    client.force_login(owner)

    page = client.get(url).content.decode()
    assert "ไม่ต้องทำอะไรเพิ่ม" not in page
    assert "ส่งเอกสารที่ยังขาด" in page
    if name != "my-applications":
        assert all(str(kind) in page for kind in missing_documents(vendor))

    for kind in missing_documents(vendor):
        make_document(vendor, kind.name_th)
    assert "ไม่ต้องทำอะไรเพิ่ม" in client.get(url).content.decode()
