"""An announcement at its time: all of it, exactly once, also when the worker dies in between."""

from datetime import datetime, time, timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry
from otopfair.outbox.models import Message
from otopfair.outbox.sending import send_due_deliveries
from otopfair.thai.calendar import THAILAND, today_in_thailand
from otopfair.work.clock import do_what_is_due
from tests.factories import (
    make_application,
    make_call,
    make_decision,
    make_fair_event,
    make_officer,
    make_user,
    make_vendor,
)
from vendors.models import Announcement, BoothApplication, Decision, Outcome
from vendors.operations import announcements
from vendors.operations.announcements import (
    apply_due_announcements,
    approve_announcement,
    call_off_announcement,
    prepare_announcement,
    withdraw_approval,
)
from vendors.operations.confirming import withdraw_application
from vendors.operations.deciding import decide, take_back_decision
from vendors.operations.letters import save_letter, save_own_letter
from vendors.published import annexes_of

pytestmark = pytest.mark.django_db
TODAY = today_in_thailand()
OPENS = TODAY + timedelta(days=30)


@pytest.fixture
def call():
    return make_call(make_fair_event("งานไหม", opens_on=OPENS, closes_on=OPENS))


@pytest.fixture
def officers():
    return make_officer(full_name="น.ส.มาลี ใจดี"), make_officer(full_name="นายเอก ขยัน")


def decided(call, outcome="select", **fields):
    vendor = make_vendor(f"ร้านที่ {BoothApplication.objects.count() + 1}", user=make_user())
    application = make_application(call.fair_event, vendor, status="submitted", call=call)
    make_decision(application, outcome, **fields)
    return application


def prepared(call, applications, by, *, minutes=-1, **fields):
    fields = {"answer_by": TODAY + timedelta(days=5), "form_key": uuid4(), **fields}
    when = timezone.now() + timedelta(minutes=minutes)
    items = [(row.pk, None) for row in applications]
    return prepare_announcement(call, items, applies_at=when, by=by, **fields)


def approved(call, applications, officers, **fields):
    announcement = prepared(call, applications, officers[0], **fields)
    return approve_announcement(announcement, by=officers[1])


def statuses(applications):
    rows = BoothApplication.objects.filter(pk__in=[one.pk for one in applications])
    return list(rows.order_by("pk").values_list("status", flat=True))


def test_nothing_happens_before_its_time(call, officers):
    one = decided(call)
    announcement = approved(call, [one], officers, minutes=5)

    do_what_is_due()

    announcement.refresh_from_db()
    assert (statuses([one]), announcement.state) == (["submitted"], "approved")
    assert Message.objects.count() == 0


def test_at_its_time_all_are_told_and_the_list_is_kept(call, officers):
    outcomes = ["select", "reserve", "pass"]
    rows = [decided(call, outcome) for outcome in outcomes]
    rows.append(decided(call, "refuse", note="ซื้อมาขายต่อ"))
    announcement = approved(call, rows, officers)

    do_what_is_due()
    do_what_is_due()

    announcement.refresh_from_db()
    assert statuses(rows) == ["selected", "reserved", "eligible", "refused"]
    assert Message.objects.count() == 4
    titles = [annex["title"] for annex in annexes_of(announcement)]
    assert titles == ["ผู้ได้รับคัดเลือก", "บัญชีสำรอง", "ผู้ผ่านการตรวจเอกสาร"]
    assert rows[3].vendor.name_th not in str(announcement.published)


class Killed(BaseException):
    """The worker dies here: nothing catches it."""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("step", range(8))
def test_a_worker_that_dies_between_two_steps_tells_each_letter_once(
    call, officers, monkeypatch, step
):
    rows = [decided(call) for _ in range(3)]
    announcement = approved(call, rows, officers)
    die_at(monkeypatch, step)

    try:
        do_what_is_due()
        assert step >= 7, "nothing died"
    except Killed:
        pass
    monkeypatch.undo()
    do_what_is_due()
    send_due_deliveries()

    announcement.refresh_from_db()
    assert (statuses(rows), announcement.state) == (["selected"] * 3, "applied")
    assert Message.objects.count() == 3
    assert sorted(one.to[0] for one in mail.outbox) == sorted(
        one.vendor.members.get().user.email for one in rows
    )


def die_at(monkeypatch, step):
    """Before or after the transaction of one application, or of publishing: 0 to 7."""
    passed = iter(range(100))

    def dying(original):
        def act(*args, **kwargs):
            if next(passed) == step:
                raise Killed
            result = original(*args, **kwargs)
            if next(passed) == step:
                raise Killed
            return result

        return act

    for name in ("announce_decisions", "list_of"):
        monkeypatch.setattr(announcements, name, dying(getattr(announcements, name)))


def test_what_cannot_be_told_is_left_out_and_waits(call, officers):
    """The vendor of a refused application has sent another one; the change of mind cannot be."""
    one, other = decided(call), decided(call)
    announcement = approved(call, [one, other], officers)
    withdraw_application(one, by=officers[0])

    do_what_is_due()

    announcement.refresh_from_db()
    assert statuses([one, other]) == ["withdrawn", "selected"]
    assert announcement.state == "applied"


def test_an_approved_decision_is_opened_again_before_it_is_changed(call, officers):
    one = decided(call)
    announcement = approved(call, [one], officers, minutes=5)

    for change in (
        lambda: decide(one, Outcome.REFUSE, note="ก", by=officers[0]),
        lambda: take_back_decision(one, by=officers[0]),
        lambda: save_own_letter(one, subject="ก", body="{ยืนยันภายใน}", by=officers[0]),
        lambda: save_letter(call, Outcome.SELECT, subject="ก", body="{ยืนยันภายใน}", by=officers[0]),
        lambda: call_off_announcement(announcement, reason="", by=officers[0]),
    ):
        with pytest.raises(RuleBroken, match="ถอนการอนุมัติก่อน"):
            change()
    withdraw_approval(announcement, reason="พบชื่อผิด", by=officers[0])
    decide(one, Outcome.REFUSE, note="ก", by=officers[0])

    assert list(announcement.decisions.pending()) == []


def test_when_its_time_has_come_it_is_too_late_to_withdraw(call, officers):
    announcement = approved(call, [decided(call)], officers)

    with pytest.raises(RuleBroken, match="ถึงเวลาประกาศแล้ว"):
        withdraw_approval(announcement, reason="ช้าไป", by=officers[0])


def test_what_is_withdrawn_in_the_last_second_is_told_to_nobody(call, officers, monkeypatch):
    """The worker has found it due while the withdrawal was on its way."""
    one = decided(call)
    announcement = approved(call, [one], officers)
    found = announcements._waiting

    def withdrawn_meanwhile(due):
        Announcement.objects.filter(pk=due.pk).update(approved_by=None, approved_at=None)
        return found(due)

    monkeypatch.setattr(announcements, "_waiting", withdrawn_meanwhile)
    apply_due_announcements()

    announcement.refresh_from_db()
    assert (statuses([one]), announcement.state) == (["submitted"], "prepared")
    assert list(announcement.decisions.pending()) == [one.decisions.get()]


def test_one_announcement_of_a_round_at_a_time(call, officers):
    first = prepared(call, [decided(call)], officers[0])

    with pytest.raises(RuleBroken, match="มีประกาศที่เตรียมไว้แล้ว"):
        prepared(call, [decided(call)], officers[1])
    call_off_announcement(first, reason="ทำใหม่", by=officers[1])

    assert prepared(call, [decided(call)], officers[1]).number == 2


def test_the_database_wants_a_second_officer(call, officers):
    announcement = prepared(call, [decided(call)], officers[0])
    announcement.approved_by, announcement.approved_at = officers[0], timezone.now()

    with pytest.raises(IntegrityError), transaction.atomic():
        announcement.save()


def test_who_is_told_late_has_time_to_answer_all_the_same(call, officers):
    """The worker was away until after the day to confirm."""
    one = decided(call)
    announcement = approved(call, [one], officers)
    Announcement.objects.filter(pk=announcement.pk).update(answer_by=TODAY - timedelta(days=1))

    do_what_is_due()

    offer = one.offers.get()
    in_three_days = datetime.combine(TODAY + timedelta(days=3), time(23, 59, 59), THAILAND)
    assert offer.expires_at == in_three_days
    assert f"{in_three_days.day} " in Message.objects.get().body
    assert "เวลา 23.59 น." in Message.objects.get().body


# --- Letters ----------------------------------------------------------------------------------


def test_a_letter_is_filled_in_for_each(call, officers):
    one = decided(call)
    body = "เรียน {ชื่อร้าน}\nงาน {งาน} ขอให้ยืนยันภายใน {ยืนยันภายใน}\n{เหตุผล}"
    save_letter(call, Outcome.SELECT, subject="ผลของ {เลขที่}", body=body, by=officers[0])
    approved(call, [one], officers)

    do_what_is_due()

    message = Message.objects.get()
    assert message.subject == f"ผลของ {one.reference_no}"
    assert message.body.startswith(f"เรียน {one.vendor}\nงานไหม ขอให้ยืนยันภายใน ")
    assert "{" not in message.body


def test_one_letter_is_worded_for_one_application(call, officers):
    one, other = decided(call), decided(call)
    save_own_letter(one, subject="ถึงร้านนี้", body="โทรมาก่อน {ยืนยันภายใน}", by=officers[0])
    approved(call, [one, other], officers)

    do_what_is_due()

    own = Message.objects.get(recipient_id=one.vendor_id)
    assert (own.subject, own.body.startswith("โทรมาก่อน")) == ("ถึงร้านนี้", True)
    assert Message.objects.get(recipient_id=other.vendor_id).subject.startswith("ใบสมัคร")


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("{ชื่อล้าน} {ยืนยันภายใน}", "ไม่รู้จัก {ชื่อล้าน} ใช้ได้เฉพาะ {ชื่อร้าน}"),
        ("ขอเชิญร่วมงาน", "จดหมายนี้ต้องมี {ยืนยันภายใน}"),
    ],
)
def test_a_letter_that_cannot_be_filled_in_is_refused(call, officers, body, sentence):
    with pytest.raises(RuleBroken) as refusal:
        save_letter(call, Outcome.SELECT, subject="ก", body=body, by=officers[0])

    assert sentence in str(refusal.value)
    assert refusal.value.field == "body"


TOO_LONG = "{เหตุผล}" * 100 + " {ยืนยันภายใน}"


@pytest.mark.parametrize(
    ("subject", "body", "field", "sentence"),
    [
        ("{วันงาน}" * 20, "{ยืนยันภายใน}", "subject", "เรื่องยาวเกิน 200 ตัวอักษรเมื่อเติมคำแล้ว"),
        ("ก", TOO_LONG, "body", "ข้อความยาวเกิน 8,000 ตัวอักษรเมื่อเติมคำแล้ว"),
    ],
)
@pytest.mark.parametrize("whose", ["all", "own"])
def test_a_letter_that_becomes_too_long_is_refused_when_it_is_worded(
    call, officers, subject, body, field, sentence, whose
):
    one = decided(call, note="เหตุ" * 25)
    word = (
        partial(save_letter, call, Outcome.SELECT)
        if whose == "all"
        else partial(save_own_letter, one)
    )

    with pytest.raises(RuleBroken) as refusal:
        word(subject=subject, body=body, by=officers[0])

    assert str(refusal.value) == f"จดหมายถึง {one.reference_no} {sentence} แก้ให้สั้นลง"
    assert refusal.value.field == field


def test_a_letter_that_became_too_long_is_neither_prepared_nor_approved_nor_cut(call, officers):
    one = decided(call)
    save_letter(call, Outcome.SELECT, subject="ก", body=TOO_LONG, by=officers[0])
    announcement = prepared(call, [one], officers[0])
    Decision.objects.update(note="เหตุ" * 25)

    with pytest.raises(RuleBroken, match="ยาวเกิน 8,000 ตัวอักษร"):
        approve_announcement(announcement, by=officers[1])
    call_off_announcement(announcement, reason="", by=officers[0])
    with pytest.raises(RuleBroken, match="ยาวเกิน 8,000 ตัวอักษร"):
        prepared(call, [one], officers[0])

    assert Message.objects.count() == 0


def test_a_letter_too_long_at_its_time_waits_and_says_why(call, officers):
    one, other = decided(call), decided(call)
    save_letter(call, Outcome.SELECT, subject="{ชื่อร้าน}", body="{ยืนยันภายใน}", by=officers[0])
    announcement = approved(call, [one, other], officers)
    type(one.vendor).objects.filter(pk=one.vendor_id).update(name_th="ร้าน" * 60)

    do_what_is_due()

    assert statuses([one, other]) == ["submitted", "selected"]
    left = HistoryEntry.objects.of(announcement).get(verb="leave_out")
    assert left.reason == (f"จดหมายถึง {one.reference_no} เรื่องยาวเกิน 200 ตัวอักษรเมื่อเติมคำแล้ว แก้ให้สั้นลง")


# --- Changing what was told -------------------------------------------------------------------


def test_what_was_told_changes_only_by_a_new_decision_with_a_reason(call, officers):
    one = decided(call, "refuse", note="เอกสารไม่ครบ")
    approved(call, [one], officers)
    do_what_is_due()

    with pytest.raises(RuleBroken, match="บอกเหตุที่เปลี่ยน"):
        decide(one, Outcome.SELECT, by=officers[0])
    decide(one, Outcome.SELECT, change_reason="ตรวจเอกสารใหม่แล้วครบ", by=officers[0])
    approved(call, [one], officers)
    do_what_is_due()

    newest = Message.objects.order_by("-pk").first()
    assert statuses([one]) == ["selected"]
    assert "เปลี่ยนจากผลที่เคยแจ้ง เพราะตรวจเอกสารใหม่แล้วครบ" in newest.body
    assert Decision.objects.filter(application=one, announced_at__isnull=False).count() == 2
