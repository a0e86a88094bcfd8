"""Documents one by one, notes between officers, and who has to do with an applicant."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry
from otopfair.stale import StalePage, seen_of
from otopfair.thai.calendar import today_in_thailand
from tests.factories import (
    make_application,
    make_call,
    make_decision,
    make_fair_event,
    make_helper,
    make_offer,
    make_officer,
    make_user,
    make_vendor,
)
from tests.filled_forms import filled_form
from tests.vendors.test_nobody_learns_early import everything
from vendors.models import CheckResult, InterestConflict, Outcome, ReviewNote, SentCopy
from vendors.operations.checking import check_documents, checks_of, found_in, write_note
from vendors.operations.deciding import decide
from vendors.operations.interests import declare_interest
from vendors.operations.phases import OutOfPhase
from vendors.paperwork import document_kinds

pytestmark = pytest.mark.django_db
PASSED, FAILED = CheckResult.PASSED.value, CheckResult.FAILED.value


@pytest.fixture
def owner():
    return make_user("นางกัลยา ดอนข่า")


@pytest.fixture
def application(owner):
    fair = make_fair_event(slug="silk")
    make_call(fair)
    vendor = make_vendor("กลุ่มทอผ้า", user=owner)
    application = make_application(fair, vendor, status="submitted", started_by=owner)
    make_offer(application)
    return application


@pytest.fixture
def officer(client):
    officer = make_officer()
    client.force_login(officer)
    return officer


def page_of(client, application):
    return client.get(reverse("staff:review", args=[application.pk]))


def found(application, **changes):
    return found_in(checks_of(application)) | changes


def test_each_app_adds_its_documents():
    keys = [kind.key for kind in document_kinds()]
    assert keys == ["identity", "registration", "standards", "papers", "products", "photos"]


def test_the_page_lists_every_document_as_not_looked_at(client, officer, application):
    page = page_of(client, application)

    lines = page.context["document_lines"]
    assert [line["kind"].key for line in lines] == [kind.key for kind in document_kinds()]
    checked = re.findall(r'value="unseen"[^>]*checked', page.content.decode())
    assert len(checked) == len(lines)


def test_what_was_found_is_kept_with_who_and_when(client, officer, application):
    url = reverse("staff:review-documents", args=[application.pk])
    form = filled_form(page_of(client, application), holds="identity-result")
    typed = {"identity-result": PASSED, "photos-result": FAILED, "photos-note": "มืด ไม่เห็นลาย"}

    answer = client.post(url, form | typed, follow=True)

    checks = checks_of(application)
    assert set(checks) == {"identity", "photos"}
    assert (checks["photos"].note, checks["photos"].checked_by) == ("มืด ไม่เห็นลาย", officer)
    entry = HistoryEntry.objects.of(checks["photos"]).get()
    assert (entry.summary, entry.reason) == ("ตรวจรูปสินค้า: ไม่ผ่าน", "มืด ไม่เห็นลาย")
    assert "มืด ไม่เห็นลาย" in answer.content.decode()


def test_a_failed_document_says_why(client, officer, application):
    url = reverse("staff:review-documents", args=[application.pk])
    form = filled_form(page_of(client, application), holds="identity-result")

    answer = client.post(url, form | {"photos-result": FAILED})

    assert answer.status_code == 422
    assert "บอกว่าเอกสารไม่ผ่านเพราะอะไร" in answer.content.decode()
    assert checks_of(application) == {}


def test_somebody_else_has_looked_meanwhile(client, officer, application):
    url = reverse("staff:review-documents", args=[application.pk])
    form = filled_form(page_of(client, application), holds="identity-result")
    other = found(application, photos=(FAILED, "มืด"))
    check_documents(application, other, by=make_officer())

    answer = client.post(url, form | {"identity-result": PASSED})

    assert answer.status_code == 409
    assert checks_of(application)["photos"].result == FAILED


def test_the_same_press_twice_is_one(application):
    seen = seen_of(found(application))
    passed = found(application, identity=(PASSED, ""))
    for _ in range(2):
        check_documents(application, passed, by=make_officer(), seen=seen)

    assert HistoryEntry.objects.filter(verb="check_document").count() == 1


def test_a_stale_check_overwrites_nothing(application):
    seen = seen_of(found(application))
    check_documents(application, found(application, identity=(PASSED, "")), by=make_officer())

    failed = found(application, identity=(FAILED, "ไม่ตรง"))
    with pytest.raises(StalePage):
        check_documents(application, failed, by=make_officer(), seen=seen)


def test_documents_are_looked_at_in_their_phase(application):
    day = today_in_thailand() - timedelta(days=1)
    application.call.phases.filter(kind="documents").update(until_on=day)

    with pytest.raises(OutOfPhase):
        check_documents(application, found(application, identity=(PASSED, "")), by=make_officer())


def test_an_application_with_a_failed_document_does_not_pass(application):
    failed = found(application, photos=(FAILED, "มืด"))
    check_documents(application, failed, by=make_officer())

    with pytest.raises(RuleBroken, match="เอกสารไม่ผ่าน: รูปสินค้า"):
        decide(application, Outcome.PASS, by=make_officer())

    check_documents(application, found(application, photos=(PASSED, "")), by=make_officer())
    assert decide(application, Outcome.PASS, by=make_officer()).pk


def test_a_check_of_an_earlier_sending_says_so(client, officer, application):
    check_documents(application, found(application, photos=(PASSED, "")), by=officer)
    SentCopy.objects.create(
        application=application,
        revision=1,
        answers={
            **dict.fromkeys(("name", "contact", "address", "applied_for", "note"), ""),
            "products": [],
        },
        sent_by=application.started_by,
        sent_at=application.submitted_at,
    )

    assert "ร้านส่งใหม่หลังตรวจ" in page_of(client, application).content.decode()


def test_a_helper_reads_the_results_and_changes_none(client, application):
    check_documents(application, found(application, photos=(FAILED, "มืด")), by=make_officer())
    client.force_login(make_helper(application.fair_event))

    page = page_of(client, application)

    assert "มืด" in page.content.decode()
    assert 'name="photos-result"' not in page.content.decode()


# --- Notes ------------------------------------------------------------------------------------


def test_officers_write_to_each_other(client, officer, application):
    url = reverse("staff:review-notes", args=[application.pk])
    form = {"text": "โทรถามเรื่องกี่แล้ว", "form_key": uuid4()}

    for _ in range(2):
        client.post(url, form)

    assert ReviewNote.objects.get().written_by == officer
    assert "โทรถามเรื่องกี่แล้ว" in page_of(client, application).content.decode()


def test_no_vendors_door_shows_a_note_a_check_or_a_conflict(application, owner):
    before = everything(application, owner)

    write_note(application, "คำลับ 1", form_key=uuid4(), by=make_officer())
    check_documents(application, found(application, photos=(FAILED, "คำลับ 2")), by=make_officer())
    declare_interest(application, reason="คำลับ 3", by=make_officer())

    after = everything(application, owner)
    assert after == before
    assert [url for url, seen in after.items() if "คำลับ" in str(seen)] == []


def test_a_note_stays_inside_when_the_result_is_told(application, owner):
    from vendors.operations.announcing import announce_decisions

    write_note(application, "คำลับ", form_key=uuid4(), by=make_officer())
    make_decision(application, "refuse", note="ที่เต็มแล้ว")
    announce_decisions(application, by=make_officer())

    shown = everything(application, owner)
    assert [url for url, seen in shown.items() if "คำลับ" in str(seen)] == []


def test_a_helper_writes_and_reads_no_notes(client, application):
    write_note(application, "ระหว่างเจ้าหน้าที่", form_key=uuid4(), by=make_officer())
    client.force_login(make_helper(application.fair_event))

    answer = client.post(reverse("staff:review-notes", args=[application.pk]), {"text": "x"})

    assert answer.status_code == 403
    assert "ระหว่างเจ้าหน้าที่" not in page_of(client, application).content.decode()


# --- Conflicts of interest --------------------------------------------------------------------


def test_who_has_to_do_with_an_applicant_decides_nothing(client, officer, application):
    url = reverse("staff:review-interest", args=[application.pk])

    answer = client.post(url, {"reason": "เป็นน้องสาวประธานกลุ่ม"}, follow=True)

    assert answer.context["form"] is None
    assert "คุณแจ้งส่วนได้เสียกับใบนี้ไว้" in answer.content.decode()
    assert InterestConflict.objects.get().officer == officer
    with pytest.raises(RuleBroken, match="ส่วนได้เสีย"):
        decide(application, Outcome.PASS, by=officer)
    assert decide(application, Outcome.PASS, by=make_officer()).pk


def test_a_conflict_says_how(client, officer, application):
    url = reverse("staff:review-interest", args=[application.pk])

    assert client.post(url, {"reason": " "}).status_code == 422
    assert not InterestConflict.objects.exists()


def test_said_twice_is_said_once(application):
    officer = make_officer()
    for _ in range(2):
        declare_interest(application, reason="ญาติ", by=officer)

    assert InterestConflict.objects.count() == 1
