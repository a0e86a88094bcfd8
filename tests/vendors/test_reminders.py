"""Vendors are reminded by the clock: once of each occasion, by day, and never of what is done."""

from datetime import datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry
from otopfair.outbox.models import Delivery, Message
from otopfair.outbox.sending import send_due_deliveries
from otopfair.thai.calendar import THAILAND, today_in_thailand
from otopfair.work import clock
from otopfair.work.clock import do_what_is_due
from tests import factories as make
from tests.filled_forms import filled_form
from vendors.models import (
    BoothApplication,
    LeadUnit,
    ReminderRule,
    SentReminder,
    StandardKind,
    VendorStandard,
)
from vendors.operations import reminders
from vendors.operations.confirming import confirm_application
from vendors.operations.reminders import save_reminder_rule, send_due_reminders, words_of
from vendors.reminding import reminder_kinds, rules_of, usual_rule

pytestmark = pytest.mark.django_db
DAY = today_in_thailand()
ALWAYS = {"send_from": time(0), "send_until": time(23, 59, 59)}
KINDS = {kind.key: kind for kind in reminder_kinds()}


@pytest.fixture
def fair():
    return make.make_fair_event(
        "งานไหม", opens_on=DAY + timedelta(days=20), closes_on=DAY + timedelta(days=25)
    )


def remind_always(fair, key, **values):
    """The rule of a fair that is due at once, at any hour of the test."""
    rule = usual_rule(fair, KINDS[key])
    values = {**ALWAYS, "lead": 60, "lead_unit": LeadUnit.DAYS, **values}
    for name, value in values.items():
        setattr(rule, name, value)
    rule.save()
    return rule


def chosen(fair, **fields):
    """Somebody chosen, who has until tomorrow to confirm."""
    vendor = make.make_vendor(user=make.make_user())
    until = DAY + timedelta(days=1)
    return make.make_application(fair, vendor, status="selected", answer_by=until, **fields)


def reminded():
    return list(
        Message.objects.filter(kind="reminder").order_by("pk").values_list("subject", flat=True)
    )


def at(hour, minute=0, *, day=DAY):
    return datetime.combine(day, time(hour, minute), THAILAND)


# --- Of what ------------------------------------------------------------------------------------


def test_a_draft_before_the_call_closes(fair):
    call = make.make_call(fair)
    vendor = make.make_vendor("กลุ่มทอผ้า", user=make.make_user())
    draft = make.make_application(fair, vendor, status="draft", call=call)
    remind_always(fair, "draft")

    assert send_due_reminders() == 0  # somebody is filling it in
    BoothApplication.objects.update(saved_at=timezone.now() - timedelta(days=9))
    assert send_due_reminders() == 1

    message = Message.objects.get(kind="reminder")
    assert message.subject == "ใบสมัคร งานไหม ยังไม่ได้ส่ง"
    assert "ถึง กลุ่มทอผ้า" in message.body
    assert "{" not in message.body
    assert message.link == f"/my/applications/{draft.pk}/"


def test_what_was_sent_back(fair):
    until = DAY + timedelta(days=1)
    application = make.make_application(fair, status="returned", answer_by=until)
    BoothApplication.objects.update(saved_at=timezone.now() - timedelta(days=9))
    remind_always(fair, "correct")
    send_due_reminders()
    assert reminded() == [f"ใบสมัคร {application.reference_no} ยังรอคุณแก้"]


def test_the_morning_of_the_first_day_in_a_booth(fair):
    make.make_allocation(make.make_booth(fair, "C01"))
    make.make_application(fair)
    remind_always(fair, "move-in")
    send_due_reminders()
    assert reminded() == ["ใกล้ถึงงานไหม บูธของคุณคือ C01"]


def test_a_standard_that_ends_before_the_fair_does_and_is_not_renewed(fair):
    kind = StandardKind.objects.create(name_th="มผช. ทดสอบ", expires=True)
    paper = {"kind": kind, "sent_at": timezone.now()}
    ends, renewed = make.make_application(fair).vendor, make.make_application(fair).vendor
    for vendor in (ends, renewed):
        VendorStandard.objects.create(vendor=vendor, number="1", valid_until=DAY, **paper)
    later = DAY + timedelta(days=400)
    VendorStandard.objects.create(vendor=renewed, number="1", valid_until=later, **paper)
    remind_always(fair, "expiring")

    send_due_reminders()

    [message] = Message.objects.filter(kind="reminder")
    assert (message.recipient_id, message.subject) == (ends.pk, "มผช. ทดสอบ จะหมดอายุก่อนจบงาน")
    assert message.link == reverse("my-dossier")


def test_the_takings_of_an_evening_of_those_who_have_sent_none(fair):
    fair.opens_on, fair.closes_on = DAY, DAY
    fair.save()
    make.make_sale(make.make_allocation(make.make_booth(fair, "C01")), sold_on=DAY)
    make.make_allocation(make.make_booth(fair, "C02"))
    remind_always(fair, "takings")
    send_due_reminders(at(22))  # in the morning the usual reminder of moving in would come, too
    assert reminded() == ["ยังไม่มียอดขายวันนี้ของบูธ C02"]


# --- Once ---------------------------------------------------------------------------------------


def test_each_is_reminded_once_and_again_only_of_another_day(fair):
    application = chosen(fair)
    remind_always(fair, "confirm")
    assert [send_due_reminders(), send_due_reminders()] == [1, 0]

    BoothApplication.objects.update(answer_by=DAY + timedelta(days=3))

    assert [send_due_reminders(), send_due_reminders()] == [1, 0]
    entries = HistoryEntry.objects.of(application).filter(verb="remind")
    assert [entry.actor_name for entry in entries] == ["ระบบ", "ระบบ"]


class WorkerDied(BaseException):
    """Like kill -9: nothing catches it."""


@pytest.mark.parametrize("place", ["send_letter", "record"])
def test_a_worker_that_dies_neither_doubles_nor_loses_a_reminder(fair, monkeypatch, place):
    chosen(fair)
    chosen(fair)
    remind_always(fair, "confirm")
    done = getattr(reminders, place)
    calls = []

    def die_at_the_second(*args, **kwargs):
        calls.append(done(*args, **kwargs))
        if len(calls) == 2:
            raise WorkerDied

    with monkeypatch.context() as patch:
        patch.setattr(reminders, place, die_at_the_second)
        with pytest.raises(WorkerDied):
            send_due_reminders()
    assert (len(reminded()), SentReminder.objects.count()) == (1, 1)

    assert [send_due_reminders(), send_due_reminders()] == [1, 0]
    assert (len(reminded()), SentReminder.objects.count()) == (2, 2)


def test_the_fault_of_one_keeps_no_other(fair, monkeypatch):
    broken, good = chosen(fair), chosen(fair)
    remind_always(fair, "confirm")
    done = reminders.send_letter

    def fail_for_one(application, *args, **kwargs):
        if application.pk == broken.pk:
            raise ValueError("broken")
        done(application, *args, **kwargs)

    monkeypatch.setattr(reminders, "send_letter", fail_for_one)
    assert send_due_reminders() == 1
    assert SentReminder.objects.get().application == good


def test_a_dead_mail_server_delays_no_reminder_and_loses_none(fair, monkeypatch):
    application = chosen(fair)
    remind_always(fair, "confirm")
    with monkeypatch.context() as patch:
        backend = "django.core.mail.backends.locmem.EmailBackend"
        patch.setattr(f"{backend}.open", lambda self: (_ for _ in ()).throw(TimeoutError()))
        assert send_due_reminders() == 1
        send_due_deliveries()
    deliveries = Delivery.objects.filter(message__kind="reminder")
    assert set(deliveries.values_list("channel", "state")) == {
        ("inbox", "sent"),
        ("email", "waiting"),
    }
    deliveries.update(due_at=timezone.now())
    assert [send_due_deliveries(), send_due_deliveries()] == [1, 0]
    assert deliveries.get(channel="email").state == "sent"
    assert application.sent_reminders.count() == 1


def test_the_worker_does_it_once_a_minute(fair, monkeypatch):
    chosen(fair)
    remind_always(fair, "confirm")
    monkeypatch.delitem(clock._NEXT, send_due_reminders)
    do_what_is_due()
    chosen(fair)
    do_what_is_due()
    assert len(reminded()) == 1


# --- Never --------------------------------------------------------------------------------------


def test_what_was_done_meanwhile_is_not_reminded_of(fair, monkeypatch):
    application = chosen(fair)
    remind_always(fair, "confirm")
    found = reminders.waiting_occasions

    def and_confirm(*args):
        waiting = found(*args)
        if application.status == "selected":
            application.status = "confirmed"
            confirm_application(application, by=application.started_by)
        return waiting

    monkeypatch.setattr(reminders, "waiting_occasions", and_confirm)
    assert send_due_reminders() == 0
    assert reminded() == []


def test_nobody_is_reminded_by_a_fair_that_is_cancelled_or_a_rule_that_is_off(fair):
    chosen(fair)
    rule = remind_always(fair, "confirm", is_used=False)
    assert send_due_reminders() == 0
    ReminderRule.objects.filter(pk=rule.pk).update(is_used=True)
    fair.state = "cancelled"
    fair.save()
    assert send_due_reminders() == 0


@pytest.mark.parametrize(("hour", "sent"), [(7, 0), (8, 1), (20, 1), (21, 0)])
def test_nothing_goes_out_at_night(fair, hour, sent):
    chosen(fair)
    remind_always(fair, "confirm", send_from=time(8), send_until=time(20))
    assert send_due_reminders(at(hour)) == sent


@pytest.mark.parametrize(
    ("due", "moment"),
    [
        (at(15), at(15, day=DAY - timedelta(days=1))),
        (at(23, 59), at(19, day=DAY - timedelta(days=1))),
        (at(6), at(19, day=DAY - timedelta(days=2))),
    ],
    ids=["by day", "late", "early"],
)
def test_what_would_fall_into_the_night_comes_the_evening_before(due, moment):
    assert ReminderRule(lead=1).moment(due) == moment


def test_who_was_told_a_moment_ago_is_left_in_peace(fair):
    chosen(fair, selected_at=timezone.now())
    remind_always(fair, "confirm")
    assert send_due_reminders() == 0


# --- The rules ----------------------------------------------------------------------------------


@pytest.fixture
def officer(client):
    officer = make.make_officer()
    client.force_login(officer)
    return officer


def url_of(fair, key="confirm"):
    return reverse("staff:messages-reminder", args=[fair.pk, key])


def test_a_fair_without_rows_reminds_in_the_usual_way(fair):
    assert {key: rule.is_used for key, rule in rules_of(fair).items()} == dict.fromkeys(KINDS, True)
    assert ReminderRule.objects.count() == 0


@pytest.mark.parametrize("key", KINDS)
def test_the_usual_words_need_nothing_that_may_be_unknown(fair, key):
    kind = KINDS[key]
    rule = usual_rule(fair, kind)
    save_reminder_rule(fair, kind, by=make.make_officer(), **{**words_of(rule), "lead": 5})
    assert ReminderRule.objects.get().kind == key


def test_an_officer_sets_when_and_in_which_words(client, officer, fair):
    page = client.get(url_of(fair))
    form = {**filled_form(page, holds="lead"), "lead": "3", "subject": "รีบยืนยัน {เลขที่}"}

    answers = [client.post(url_of(fair), form) for _ in range(2)]

    back = reverse("staff:messages-reminders", args=[fair.pk])
    assert [answer.get("Location") for answer in answers] == [back, back]
    rule = ReminderRule.objects.get()
    assert (rule.lead, rule.subject, rule.is_used) == (3, "รีบยืนยัน {เลขที่}", True)
    entry = HistoryEntry.objects.of(fair).get()
    assert (entry.verb, entry.actor) == ("reminder", officer)
    assert "3 วันก่อนกำหนด" in client.get(back).content.decode()


def test_words_that_could_not_be_filled_in_are_refused_and_kept(client, officer, fair):
    form = filled_form(client.get(url_of(fair, "draft")), holds="lead")
    page = client.post(url_of(fair, "draft"), {**form, "body": "บูธ {บูธ}"})
    assert page.status_code == 422
    assert "ไม่รู้จัก {บูธ}" in page.content.decode()
    assert filled_form(page, holds="lead")["body"] == "บูธ {บูธ}"
    assert ReminderRule.objects.count() == 0


def test_the_night_needs_two_hours_in_order(fair):
    words = words_of(usual_rule(fair, KINDS["draft"]))
    with pytest.raises(RuleBroken, match="ต้องอยู่หลังเวลาที่เริ่มส่ง"):
        save_reminder_rule(
            fair, KINDS["draft"], by=make.make_officer(), **{**words, "send_until": time(7)}
        )


def test_what_another_officer_saved_is_shown_and_not_overwritten(client, officer, fair):
    form = filled_form(client.get(url_of(fair)), holds="lead")
    remind_always(fair, "confirm", lead=7)
    page = client.post(url_of(fair), {**form, "lead": "3"})
    assert page.status_code == 409
    assert ReminderRule.objects.get().lead == 7
    again = client.post(url_of(fair), filled_form(page, holds="lead"))
    assert (again.status_code, ReminderRule.objects.get().lead) == (302, 3)


def test_the_log_of_officers_and_the_vendors_page_show_it(client, officer, fair):
    application = chosen(fair)
    remind_always(fair, "confirm")
    send_due_reminders()
    words = f"ใบสมัคร {application.reference_no} รอคุณยืนยัน"
    log = reverse("staff:messages-fair", args=[fair.pk]) + "?subject=reminder"
    assert words in strip_tags(client.get(log).content.decode())
    client.force_login(application.vendor.members.get().user)
    page = client.get(reverse("my-application", args=[application.pk])).content.decode()
    assert f"เตือน “{words}”" in page


def test_the_list_grows_without_queries(client, officer, fair, django_assert_max_num_queries):
    for number in range(6):
        make.make_allocation(make.make_booth(fair, f"C{number:02}"))
        chosen(fair)
    with django_assert_max_num_queries(60):
        client.get(reverse("staff:messages-reminders", args=[fair.pk]))
