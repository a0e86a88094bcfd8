"""Vendors are reminded by the clock, once of each occasion; officers say of what, when and how."""

import logging
from collections.abc import Iterator
from datetime import date, datetime

from django.db import DatabaseError, transaction
from django.utils import timezone

from fairs.models import FairEvent, FairState
from fairs.operations.holding import hold_fair
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock
from otopfair.stale import is_same, require_seen
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.formatting import format_deadline, no_break
from vendors.models import BoothApplication, ReminderRule, SentReminder
from vendors.notifications import send_letter
from vendors.placeholders import require_known
from vendors.reminding import (
    ReminderKind,
    reminder_kinds,
    rules_of,
    usual_rule,
    waiting_occasions,
)
from vendors.wording import letters_for

logger = logging.getLogger(__name__)
COLUMNS = ("is_used", "lead", "lead_unit", "send_from", "send_until", "subject", "body")


def save_reminder_rule(
    fair_event: FairEvent, kind: ReminderKind, *, by, seen: str | None = None, **values
) -> ReminderRule:
    """Say whether, when and in which words this fair reminds of one kind of thing.

    Raises RuleBroken for a placeholder that is not known for everybody who would be reminded,
    and StalePage when somebody has changed it since the page was shown.
    """
    require_known(kind.placeholders, values["subject"], values["body"])
    if values["send_until"] <= values["send_from"]:
        raise RuleBroken("เวลาที่ส่งได้ถึง ต้องอยู่หลังเวลาที่เริ่มส่งในวันเดียวกัน", field="send_until")
    with transaction.atomic():
        fair_event = lock(fair_event)
        rule = ReminderRule.objects.filter(fair_event=fair_event, kind=kind.key).first()
        rule = rule or usual_rule(fair_event, kind)
        now = words_of(rule)
        if is_same(now, values):
            return rule
        require_seen(rule, seen, now=now, mine=values)
        for name, value in values.items():
            setattr(rule, name, value)
        rule.save()
        on = f"{rule.when} ส่งได้ {rule.send_from:%H.%M}–{rule.send_until:%H.%M} น."
        said = on if rule.is_used else "ปิด"
        record(fair_event, "reminder", f"ตั้งการเตือน “{kind.label}” {said}", by=by)
    return rule


def words_of(rule: ReminderRule) -> dict:
    """What officers say of a rule, by column."""
    return {name: getattr(rule, name) for name in COLUMNS}


def send_due_reminders(now: datetime | None = None) -> int:
    """Remind of what falls due now; returns how many were reminded.

    Each reminder is one transaction with the row that keeps it from being a second one: a worker
    that dies leaves it undone or done.
    """
    now = now or timezone.now()
    return sum(
        _remind_at(fair_event, kind, rule, now)
        for fair_event, kinds in _fairs_with_kinds(today_in_thailand())
        for kind, rule in _rules_awake(fair_event, kinds, now)
    )


def _fairs_with_kinds(today: date) -> Iterator[tuple[FairEvent, list[ReminderKind]]]:
    """Fairs that are not over, with what is reminded of until then; others for what comes after."""
    kinds = reminder_kinds()
    until = [kind for kind in kinds if kind.fairs is None]
    fairs = FairEvent.objects.filter(state=FairState.PUBLISHED).exclude(closes_on__lt=today)
    for fair_event in fairs.prefetch_related("calls").order_by("pk"):
        yield fair_event, until
    for kind in kinds:
        if kind.fairs is not None:
            for fair_event in kind.fairs(today).order_by("pk"):
                yield fair_event, [kind]


def _rules_awake(
    fair_event: FairEvent, kinds: list[ReminderKind], now: datetime
) -> list[tuple[ReminderKind, ReminderRule]]:
    rules = rules_of(fair_event)
    found = [(kind, rules[kind.key]) for kind in kinds]
    return [(kind, rule) for kind, rule in found if rule.is_used and rule.is_awake(now)]


def _remind_at(fair_event: FairEvent, kind: ReminderKind, rule: ReminderRule, now) -> int:
    rows = BoothApplication.objects.filter(fair_event=fair_event).order_by("pk")
    waiting = waiting_occasions(fair_event, kind, rows)
    due = [occasion.application for occasion in waiting if occasion.is_due(rule, now)]
    return sum(_remind_safely(row, kind, rule, now) for row in due)


def _remind_safely(application: BoothApplication, kind, rule, now) -> bool:
    """The fault of one keeps no other from being reminded."""
    try:
        return _remind(application, kind, rule, now)
    except RuleBroken:
        return False  # the fair was cancelled, or the application is gone
    except DatabaseError:
        raise  # not there: the worker waits and comes back
    except Exception:
        logger.exception("reminder=%s application=%s not sent", kind.key, application.pk)
        return False


def _remind(application: BoothApplication, kind, rule, now) -> bool:
    """One of them, unless it was done, or told, meanwhile."""
    with transaction.atomic():
        fair_event = hold_fair(application.fair_event, what="จึงไม่ต้องเตือน")
        application = lock(application)
        rows = BoothApplication.objects.filter(pk=application.pk)
        waiting = waiting_occasions(fair_event, kind, rows)
        occasion = next((one for one in waiting if one.is_due(rule, now)), None)
        if occasion is None:
            return False
        more = {"กำหนด": no_break(format_deadline(occasion.due_at)), **occasion.facts}
        [letter] = letters_for(fair_event, [application], rule.subject, rule.body, more=more)
        if letter.problem:
            logger.error("reminder=%s application=%s lacks words", kind.key, application.pk)
            return False
        SentReminder.objects.create(application=application, kind=kind.key, due_on=occasion.due_on)
        send_letter(application, letter.subject, letter.body, kind="reminder", link=occasion.link)
        record(application, "remind", f"เตือน “{letter.subject}”", by=None)
    return True
