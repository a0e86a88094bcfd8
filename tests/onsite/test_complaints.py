"""Complaints: taken in without a name, answered by a day, along drawn arrows, and forgotten."""

from datetime import date, timedelta
from itertools import product
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from fairs.models import FairState
from fairs.plans.uses import uses_of
from onsite.arrows import ARROWS
from onsite.models import AnswerPeriod, Complaint, ComplaintState, PublicHoliday
from onsite.models.complaints import working_days_after
from onsite.operations import complaints
from onsite.operations.complaints import Contacts
from onsite.reports.complaints import answer_day, answer_link, complaint_of
from otopfair.accounts.limits import LIMITS
from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry
from otopfair.outbox.models import Delivery
from pages.waiting import tasks_for
from tests import factories as make
from tests.onsite.rows import make_complaint, make_finding
from vendors.operations.ground import remove_part
from vendors.operations.merging import merge_vendors, undo_merge

pytestmark = pytest.mark.django_db
WHO = Contacts("นางสาวผู้ซื้อ", "0812345678", "buyer@example.invalid")


@pytest.fixture
def fair():
    return make.make_fair_event()


def test_working_days_leave_out_weekends_and_holidays():
    friday = date(2026, 11, 27)
    assert working_days_after(friday, 1, set()) == date(2026, 11, 30)
    assert working_days_after(friday, 7, {date(2026, 12, 1)}) == date(2026, 12, 9)


def test_a_province_may_answer_in_other_days_than_the_country(fair):
    friday = date(2026, 11, 27)
    assert answer_day(fair, friday) == date(2026, 12, 8)
    AnswerPeriod.objects.create(province=fair.home_province, working_days=1)
    PublicHoliday.objects.create(on=date(2026, 11, 30), name_th="วันหยุดชดเชย")
    assert answer_day(fair, friday) == date(2026, 12, 1)


def test_who_complains_gets_a_number_and_the_vendor_of_the_booth_is_known(fair):
    vendor, booth = make.make_vendor(), make.make_booth(fair, "C07")
    make.make_allocation(booth, vendor)
    make_complaint(fair)
    key = uuid4()
    found = complaints.complain(fair, "ขายแพงกว่าป้าย", booth=booth, form_key=key)
    assert complaints.complain(fair, "อีกครั้ง", form_key=key) == found
    assert found.reference_no == f"{fair.reference_code}-R002"
    assert (found.vendor, found.has_contacts) == (vendor, False)
    assert complaint_of(answer_link(found).strip("/").split("/")[1]) == found
    assert complaint_of(f"{found.pk}.forged") is None


def test_contacts_need_consent(fair):
    with pytest.raises(RuleBroken, match="ยินยอม") as refused:
        complaints.complain(fair, "ก", contacts=WHO, form_key=uuid4())
    assert refused.value.field == "consents"


@pytest.mark.parametrize("state", [FairState.CANCELLED, FairState.DRAFT])
def test_a_fair_that_is_not_on_takes_none(fair, state):
    fair.state = state
    fair.save()
    with pytest.raises(RuleBroken, match="โทรหาเจ้าหน้าที่"):
        complaints.complain(fair, "ก", form_key=uuid4())


def test_who_left_an_address_is_written_to_and_nothing_tells_who_it_is(fair):
    found = complaints.complain(fair, "ก", contacts=WHO, consents=True, form_key=uuid4())
    complaints.answer_complaint(found, "ตักเตือนแล้ว", by=make.make_officer())
    taken, answered = Delivery.objects.order_by("pk")
    assert taken.address == answered.address == WHO.email
    assert answer_link(found) in answered.message.body
    said = " ".join(HistoryEntry.objects.of(found).values_list("summary", flat=True))
    for told in (WHO.name, WHO.phone, WHO.email):
        assert told not in said + answered.message.body + answered.message.recipient_name


# --- Arrows ---------------------------------------------------------------------------------------

DO = {
    "assign": lambda row, by: complaints.assign_complaint(row, by, by=by),
    "ask": lambda row, by: complaints.ask_vendor(row, "ขายเท่าไร", by=by),
    "vendor_says": lambda row, by: complaints.give_word(row, "ตามป้าย", by=by),
    "answer": lambda row, by: complaints.answer_complaint(row, "ตอบ", by=by),
    "close": lambda row, by: complaints.close_complaint(row, by=by),
    "reopen": lambda row, by: complaints.reopen_complaint(row, reason="มีเพิ่ม", by=by),
}
# What is done already is no arrow, and nothing happens.
DONE = {("close", ComplaintState.CLOSED)}


def complaint_in(fair, state):
    fields = {"state": state, "vendor": make.make_vendor()}
    if state in (ComplaintState.ANSWERED, ComplaintState.CLOSED):
        fields |= {"answer": "ก่อนหน้า", "answered_at": timezone.now()}
    if state == ComplaintState.CLOSED:
        fields["closed_at"] = timezone.now()
    return make_complaint(fair, **fields)


@pytest.mark.parametrize(("act", "state"), list(product(ARROWS, ComplaintState)))
def test_every_arrow_leads_where_it_is_drawn_and_all_else_is_refused(fair, act, state):
    row, by, arrow = complaint_in(fair, state), make.make_officer(), ARROWS[act]
    if state in arrow.sources or (act, state) in DONE:
        assert DO[act](row, by).state == (arrow.leads_to if state in arrow.sources else state)
        return
    with pytest.raises(RuleBroken, match="ตอนนี้") as refused:
        DO[act](row, by)
    assert refused.value.status == 409
    row.refresh_from_db()
    assert row.state == state


def test_opened_again_it_has_a_new_day_to_be_answered_by(fair):
    row = complaint_in(fair, ComplaintState.CLOSED)
    Complaint.objects.filter(pk=row.pk).update(answer_by=date(2020, 1, 1))
    assert not row.is_overdue
    row = complaints.reopen_complaint(row, reason="มีเพิ่ม", by=make.make_officer())
    assert row.answer_by == answer_day(fair)


# --- Forgotten ------------------------------------------------------------------------------------


def test_contacts_and_photo_are_erased_some_days_after_closing(fair, settings):
    settings.COMPLAINT_CONTACTS_KEPT_DAYS = 30
    by = make.make_officer()
    row = complaints.complain(
        fair, "ก", contacts=WHO, consents=True, upload=make.a_picture(), form_key=uuid4()
    )
    complaints.answer_complaint(row, "ตอบ", by=by)
    row = complaints.close_complaint(row, by=by)
    photo = row.photo.name
    assert complaints.erase_old_contacts() == 0
    Complaint.objects.update(closed_at=timezone.now() - timedelta(days=31))

    assert complaints.erase_old_contacts() == 1

    row.refresh_from_db()
    assert (row.has_contacts, bool(row.photo), row.text) == (False, False, "ก")
    assert not default_storage.exists(photo)
    assert set(Delivery.objects.values_list("address", flat=True)) == {""}


# --- Pages ----------------------------------------------------------------------------------------


def filled(client, url, **typed):
    form = client.get(url).context["form"]
    return {"form_key": form["form_key"].value(), "text": "ขายแพงกว่าป้าย", **typed}


def test_a_stranger_complains_by_the_code_of_a_booth_and_reads_the_answer(client, fair):
    make.make_booth(fair, "A16")
    url = reverse("fair-complaint", args=[fair.slug])
    assertContains(client.get(f"{url}?booth=A16"), 'value="A16"')
    refused = client.post(url, filled(client, url, booth="Z99", name="ผู้ซื้อ"))
    assert refused.status_code == 422
    assertContains(refused, "งานนี้ไม่มีบูธ Z99", status_code=422)

    answer = client.post(url, filled(client, url, booth="a16"))

    row = Complaint.objects.get()
    assert row.booth.code == "A16"
    page = client.get(answer["Location"])
    assertContains(page, row.reference_no)
    assert page["X-Robots-Tag"] == "noindex"
    complaints.answer_complaint(row, "ตักเตือนร้านแล้ว", by=make.make_officer())
    assertContains(client.get(answer["Location"]), "ตักเตือนร้านแล้ว")
    assert client.get(reverse("complaint-answer", args=[f"{row.pk}.x"])).status_code == 404


def test_a_program_that_fills_the_hidden_box_is_sent_away(client, fair):
    url = reverse("fair-complaint", args=[fair.slug])
    answer = client.post(url, filled(client, url, website="http://spam"))
    assert answer["Location"] == reverse("fair-plan", args=[fair.slug])
    assert not Complaint.objects.exists()


def test_one_address_may_not_send_without_end(client, fair):
    url, most = reverse("fair-complaint", args=[fair.slug]), LIMITS["complaint"]["address"][0].most
    statuses = [client.post(url, {"text": ""}).status_code for _number in range(most + 1)]
    assert (statuses[0], statuses[-1]) == (422, 429)


def test_a_helper_reads_the_complaint_and_not_who_sent_it(client, fair):
    contacts = {"name": WHO.name, "phone": WHO.phone, "email": WHO.email}
    row = make_complaint(fair, **contacts)
    page = reverse("staff:complaints-one", args=[row.pk])
    client.force_login(make.make_helper(fair))
    seen = client.get(page)
    assertContains(seen, "ขายแพงกว่าป้าย")
    for told in (WHO.name, "081-234-5678", WHO.email):
        assertNotContains(seen, told)
    client.force_login(make.make_officer())
    assertContains(client.get(page), WHO.name)
    sheet = client.get(reverse("staff:complaints-xlsx", args=[fair.pk]))
    assert WHO.email.encode() not in sheet.content


def test_an_officer_asks_the_vendor_who_never_reads_the_complaint(client, fair):
    user = make.make_user()
    row = make_complaint(fair, vendor=make.make_vendor(user=user), text="แม่ค้าพูดไม่ดี")
    officer = make.make_officer()
    client.force_login(officer)
    page = reverse("staff:complaints-one", args=[row.pk])
    client.post(page, {"act": "ask", "ask-question": "วันนี้เกิดอะไรขึ้นที่บูธ"})
    client.force_login(user)
    assertContains(client.get(reverse("my-home")), "เจ้าหน้าที่ขอคำชี้แจง 1 เรื่อง")
    mine = reverse("my-complaint", args=[row.pk])
    assertContains(client.get(mine), "วันนี้เกิดอะไรขึ้นที่บูธ")
    assertNotContains(client.get(mine), "แม่ค้าพูดไม่ดี")
    client.post(mine, {"words": "เข้าใจผิดกัน"})
    assert client.post(mine, {"words": "อีกครั้ง"}).status_code == 409
    client.force_login(officer)
    assertContains(client.get(page), "เข้าใจผิดกัน")


def test_the_queue_filters_prints_and_says_what_is_late(client, fair):
    make_complaint(fair, text="เรื่องเก่า", answer_by=date(2020, 1, 1))
    make_complaint(fair, text="เรื่องใหม่")
    client.force_login(make.make_officer())
    page = reverse("staff:complaints-fair", args=[fair.pk])
    assertContains(client.get(page), "เรื่องใหม่")
    late = client.get(f"{page}?state=overdue")
    assertContains(late, "เกินกำหนดตอบ")
    assertNotContains(late, "เรื่องใหม่")
    assertContains(client.get(f"{page}?q=ใหม่&print=1"), "1 เรื่อง")
    assertContains(client.get(reverse("staff:complaints-signs", args=[fair.pk])), "<svg")


def test_what_is_late_on_site_waits_on_the_desk(fair):
    make_complaint(fair, answer_by=date(2020, 1, 1))
    make_complaint(fair)
    make_finding(make.make_booth(fair), due_at=timezone.now() - timedelta(hours=1))
    found = {task.what: (task.number, task.urgency) for task in tasks_for(make.make_officer())}
    assert found["เรื่องร้องเรียนเกินกำหนดตอบ"] == (2, "overdue")
    assert found["สิ่งที่พบจากการตรวจยังไม่แก้"] == (1, "overdue")


def test_a_booth_that_was_complained_of_stays_on_the_plan_and_what_stands_there_is_said_first(fair):
    empty, taken = make.make_booth(fair, "C1"), make.make_booth(fair, "C2")
    make.make_allocation(taken, make.make_vendor("ร้านป้าดา"))
    for booth in (empty, taken):
        make_complaint(fair, booth=booth)

    uses = uses_of(fair)

    assert "เรื่องร้องเรียน" in uses[empty.pk].why_stays
    assert (uses[taken.pk].state, uses[taken.pk].words) == ("taken", "ร้านป้าดา")
    with pytest.raises(RuleBroken):
        remove_part(empty, by=make.make_officer())


def test_what_happened_on_site_goes_along_when_two_shops_become_one(fair):
    kept, gone = make.make_vendor("ร้านเดิม"), make.make_vendor("ร้านซ้ำ")
    row = make_complaint(fair, vendor=gone)
    found = make_finding(make.make_booth(fair), gone)
    merge = merge_vendors(kept, gone, by=make.make_officer())
    row.refresh_from_db()
    found.refresh_from_db()
    assert row.vendor == found.vendor == found.visit.vendor == kept
    undo_merge(merge, by=make.make_officer())
    row.refresh_from_db()
    assert row.vendor_id != kept.pk
