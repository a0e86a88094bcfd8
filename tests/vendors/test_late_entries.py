"""Late entry: by a code only, once, until it ends; and an application that an officer fills in."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry
from otopfair.outbox.models import Message
from otopfair.thai.formatting import format_datetime
from otopfair.thai.line_breaks import keep_together
from tests.factories import (
    make_application,
    make_call,
    make_fair_event,
    make_officer,
    make_product,
    make_user,
    make_vendor,
)
from vendors.models import BoothApplication, LateEntry
from vendors.operations.late_entries import issue_late_entry
from vendors.operations.sending import submit_application
from vendors.operations.starting import start_application

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def officer():
    return make_officer()


@pytest.fixture
def owner():
    return make_user("นางบุญเรือง แสนสุข")


@pytest.fixture
def vendor(owner):
    return make_vendor("กลุ่มทอผ้าบ้านไกล", user=owner)


@pytest.fixture
def fair():
    fair, now = make_fair_event("งานไหม", slug="silk"), timezone.now()
    make_call(fair, opens_at=now - 48 * HOUR, closes_at=now - HOUR)
    return fair


def issue(fair, officer, vendor=None, **fields):
    fields = {"reason": "น้ำท่วม", "expires_at": timezone.now() + HOUR, **fields}
    return issue_late_entry(fair, vendor, form_key=uuid4(), by=officer, **fields)


def start(fair, vendor, owner, code):
    return start_application(fair, vendor, form_key=uuid4(), late_code=code, by=owner)


def finish(application):
    application.category = 3
    application.save()
    application.offered_products.create(product=make_product(application.vendor))
    return submit_application(application, accepts_terms=True, by=application.started_by)


@pytest.mark.parametrize("named", [True, False], ids=["for this vendor", "for anybody"])
def test_a_code_lets_one_application_start_and_be_sent_after_closing(
    fair, officer, vendor, owner, named
):
    entry = issue(fair, officer, vendor if named else None)
    typed = f" {entry.code[:4].lower()}-{entry.code[4:]} "
    sent = finish(start(fair, vendor, owner, typed))
    assert sent.status == "submitted"
    entry.refresh_from_db()
    assert (entry.application, bool(entry.used_at)) == (sent, True)
    traces = HistoryEntry.objects.of(sent).values_list("summary", "reason")
    assert ("สมัครหลังปิดรับด้วยรหัสที่น.ส.มาลี ใจดีออกให้", "น้ำท่วม") in traces
    assert HistoryEntry.objects.of(fair).filter(verb="late_entry").exists()


def test_without_a_code_the_call_stays_closed(fair, vendor, owner):
    with pytest.raises(RuleBroken, match="ปิดรับสมัครแล้ว"):
        start(fair, vendor, owner, "")


def test_a_draft_from_before_the_closing_takes_the_code(fair, officer, vendor, owner):
    draft = make_application(fair, vendor, status="draft", started_by=owner)
    with pytest.raises(RuleBroken, match="ปิดรับสมัครแล้ว"):
        finish(draft)
    assert finish(start(fair, vendor, owner, issue(fair, officer).code)) == draft


@pytest.mark.parametrize(
    ("why", "sentence"),
    [
        ("no such code", "ใช้กับร้านและงานนี้ไม่ได้"),
        ("another vendor", "ใช้กับร้านและงานนี้ไม่ได้"),
        ("another fair", "ใช้กับร้านและงานนี้ไม่ได้"),
        ("used", "ใช้ไปแล้ว"),
        ("over", "หมดเวลา"),
    ],
)
def test_a_code_that_does_not_fit_opens_nothing(fair, officer, vendor, owner, why, sentence):
    code = "ZZZZZZZZ"
    if why == "another vendor":
        code = issue(fair, officer, make_vendor("ร้านอื่น")).code
    elif why == "another fair":
        other = make_fair_event()
        make_call(other)
        code = issue(other, officer).code
    elif why == "used":
        code = issue(fair, officer).code
        start(fair, make_vendor("ร้านแรก"), make_user(), code)
    elif why == "over":
        code = issue(fair, officer).code
        past = timezone.now() - HOUR
        LateEntry.objects.update(issued_at=past - HOUR, expires_at=past)
    with pytest.raises(RuleBroken, match=sentence) as refused:
        start(fair, vendor, owner, code)
    assert refused.value.field == "late_code"
    assert not BoothApplication.objects.filter(vendor=vendor).exists()


def test_a_code_that_ends_before_the_sending_sends_nothing(fair, officer, vendor, owner):
    draft = start(fair, vendor, owner, issue(fair, officer).code)
    draft.late_until = timezone.now() - HOUR
    draft.save()
    with pytest.raises(RuleBroken, match="ปิดรับสมัครแล้ว"):
        finish(draft)


def test_the_same_press_twice_binds_the_code_once(fair, officer, vendor, owner):
    code = issue(fair, officer).code
    assert start(fair, vendor, owner, code) == start(fair, vendor, owner, code)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [({"reason": " "}, "เหตุที่รับหลังปิด"), ({"expires_at": timezone.now() - HOUR}, "ยังไม่ผ่านไป")],
)
def test_a_code_has_a_reason_and_an_end_to_come(fair, officer, fields, sentence):
    with pytest.raises(RuleBroken, match=sentence):
        issue(fair, officer, **fields)


def test_the_vendor_types_the_code_on_the_page_of_the_closed_call(
    client, fair, officer, owner, vendor
):
    client.force_login(owner)
    page = reverse("my-apply", args=["silk"])
    assert "มีรหัสสมัครหลังปิดรับ" in client.get(page).content.decode()
    wrong = client.post(page, {"form_key": uuid4(), "late_code": "AAAA"})
    assert wrong.status_code == 422
    assert 'value="AAAA"' in wrong.content.decode()
    typed = {"form_key": uuid4(), "late_code": issue(fair, officer).code}
    assert client.post(page, typed)["Location"] == reverse("my-apply-category", args=["silk"])
    assert client.get(reverse("my-apply-category", args=["silk"])).status_code == 200
    assert "กรอกต่อแล้วส่งภายในวันที่" in client.get(reverse("my-applications")).content.decode()


def test_an_officer_issues_a_code_for_a_vendor_found_by_name(client, fair, officer, vendor):
    client.force_login(officer)
    page = reverse("staff:late-entries", args=[fair.pk]) + "?q=บ้านไกล"
    assert "กลุ่มทอผ้าบ้านไกล" in client.get(page).content.decode()
    until = format_datetime(timezone.now() + 48 * HOUR)
    typed = {"vendor": vendor.pk, "reason": "น้ำท่วม", "expires_at": until, "form_key": uuid4()}
    answers = [client.post(page, typed)["Location"] for _ in range(2)]
    assert answers == [reverse("staff:late-entries", args=[fair.pk])] * 2
    entry = LateEntry.objects.get()
    assert (entry.vendor, entry.issued_by) == (vendor, officer)
    assert entry.code in client.get(answers[0]).content.decode()


# --- An officer fills it in -----------------------------------------------------------------------


def entered(client, fair, vendor, **more):
    product = vendor.products.first() or make_product(vendor)
    typed = {"category": "3", "booths_wanted": "1", "products": [product.pk], "agreed": "on"}
    url = reverse("staff:enter-vendor", args=[fair.pk, vendor.pk])
    return client.post(url, {**typed, "form_key": uuid4(), **more})


@pytest.fixture
def open_fair():
    fair = make_fair_event("งานผ้า", slug="cloth")
    make_call(fair)
    return fair


def test_an_officer_enters_for_a_vendor_who_reads_it(client, open_fair, officer, vendor, owner):
    client.force_login(officer)
    found = client.get(reverse("staff:enter", args=[open_fair.pk]) + "?q=บ้านไกล")
    assert reverse("staff:enter-vendor", args=[open_fair.pk, vendor.pk]) in found.content.decode()
    answer = entered(client, open_fair, vendor)
    application = BoothApplication.objects.get()
    assert answer["Location"] == reverse("staff:review", args=[application.pk])
    assert (application.status, application.entered_by) == ("submitted", officer)
    who = "กรอกโดยเจ้าหน้าที่ น.ส.มาลี ใจดี"
    assert who in client.get(answer["Location"]).content.decode()
    assert who in Message.objects.get().body
    client.force_login(owner)
    assert who in client.get(reverse("my-application", args=[application.pk])).content.decode()


def test_the_same_entry_twice_is_one(client, open_fair, officer, vendor):
    client.force_login(officer)
    key = uuid4()
    first, second = (entered(client, open_fair, vendor, form_key=key) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Message.objects.count() == 1


@pytest.mark.parametrize("status", ["draft", "submitted"])
def test_what_the_vendor_began_itself_is_not_written_over(
    client, open_fair, officer, vendor, status
):
    own = make_application(open_fair, vendor, status=status, category=1)
    client.force_login(officer)
    answer = entered(client, open_fair, vendor)
    assert answer.status_code == 422
    own.refresh_from_db()
    assert own.category == 1


def test_after_closing_an_officer_needs_a_code_too(client, fair, officer, vendor):
    client.force_login(officer)
    refused = entered(client, fair, vendor)
    assert refused.status_code == 422
    assert "ปิดรับสมัครแล้ว" in refused.content.decode()
    assert entered(client, fair, vendor, late_code=issue(fair, officer).code).status_code == 302


def test_nothing_is_entered_when_a_part_is_refused(client, open_fair, officer, vendor):
    client.force_login(officer)
    assert entered(client, open_fair, vendor, booths_wanted="9").status_code == 422
    assert BoothApplication.objects.count() == 0


# --- The last application's answers ---------------------------------------------------------------


def test_the_last_applications_answers_are_taken_over_as_far_as_they_fit(
    client, open_fair, owner, vendor
):
    old = make_application(
        make_fair_event("งานปีก่อน"),
        vendor,
        status="confirmed",
        booths_wanted=2,
        zone_wished="C",
        neighbours_wished="ร้านพี่สาว",
    )
    for name, gone in (("ผ้าไหม", False), ("ผ้าขิด", True)):
        old.offered_products.create(product=make_product(vendor, name, is_withdrawn=gone))
    client.force_login(owner)
    page = reverse("my-apply", args=["cloth"])
    assert "ใช้ข้อมูลเดิมจากงานปีก่อน" in client.get(page).content.decode()
    answer = client.post(page, {"form_key": uuid4(), "copy": "1"}, follow=True)
    words = answer.content.decode()
    for told in ("1 บูธ", "สินค้า 1 รายการ", "เพื่อนบ้าน", "ผ้าขิด เลิกขายแล้ว", "โซน C งานนี้ไม่มี"):
        assert keep_together(told) in words, told
    draft = BoothApplication.objects.get(status="draft")
    assert (draft.category, draft.booths_wanted, draft.zone_wished) == (3, 1, "")
    assert [offer.product.name_th for offer in draft.offered_products.all()] == ["ผ้าไหม"]


def test_without_an_earlier_application_nothing_is_offered(client, open_fair, owner, vendor):
    client.force_login(owner)
    page = client.get(reverse("my-apply", args=["cloth"])).content.decode()
    assert "ใช้ข้อมูลเดิม" not in page
