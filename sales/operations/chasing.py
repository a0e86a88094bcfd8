"""Vendors whose takings are missing are called, and officers are told in the evening who it is."""

import logging
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from fairs.models import FairEvent
from fairs.operations.holding import hold_fair, lock_fair
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.outbox.writing import tell
from otopfair.thai.baht import format_baht
from otopfair.thai.calendar import THAILAND, now_in_thailand
from otopfair.thai.formatting import format_date, no_break
from sales.chasing import in_words
from sales.models import ChaseCall, ChaseRule, DailyReport, SentChase, chase_rule_of
from sales.operations.takings import figures_in, require_sales_day
from sales.operations.zone_entry import who_may_enter
from sales.takings import ZoneCount, zone_counts
from vendors.models import BoothAllocation

logger = logging.getLogger(__name__)
LATEST = time(23, 30)  # what would fall behind midnight is told before


def note_chase_call(
    allocation: BoothAllocation, day: date, heard: str, *, form_key: UUID, by
) -> ChaseCall:
    """Keep that `by` has called the vendor about `day`, and what was heard. The same form again is
    the first.

    Raises RuleBroken at a cancelled fair, for a day that takes no figures, and where the figure
    has come in meanwhile.
    """
    with transaction.atomic():
        fair_event = hold_fair(allocation.booth.fair_event, what="จึงไม่ต้องตามยอด")
        require_sales_day(fair_event, day)
        if sale := figures_in(allocation, day).first():
            raise RuleBroken(f"ร้านส่งยอดแล้ว {format_baht(sale.total_baht)} ไม่ต้องโทร")
        call, _is_new = ChaseCall.objects.get_or_create(
            noted_by=by,
            form_key=form_key,
            defaults={"allocation": allocation, "on": day, "heard": heard},
        )
    return call


def take_chase_call_back(call: ChaseCall) -> None:
    """It was a slip of whoever noted it. Twice is once."""
    standing = ChaseCall.objects.standing().filter(pk=call.pk)
    standing.update(taken_back_at=timezone.now())


def set_chase_rule(fair_event: FairEvent, *, is_used: bool, minutes: int, by) -> ChaseRule:
    """Whether officers are told who is missing, and how many minutes after closing."""
    with transaction.atomic():
        fair_event = lock_fair(fair_event, what="จึงไม่ต้องแจ้งร้านที่ยังไม่ส่งยอด")
        rule, _is_new = ChaseRule.objects.update_or_create(
            fair_event=fair_event, defaults={"is_used": is_used, "minutes": minutes}
        )
        record(fair_event, "set_chase", f"แจ้งร้านที่ยังไม่ส่งยอด {rule.when}", by=by)
    return rule


def send_due_chases(now: datetime | None = None) -> int:
    """Tell officers and helpers of today's running fairs who is missing, each once, when it is
    time; returns how many were told. Where nobody is missing, nobody is told."""
    now = now or now_in_thailand()
    fairs = FairEvent.objects.running(now.date()).select_related("chase_rule").order_by("pk")
    return sum(_tell_at(fair_event, now) for fair_event in fairs if is_time(fair_event, now))


def is_time(fair_event: FairEvent, now: datetime) -> bool:
    """Whether the moment after closing has come on the day of `now`; never where the fair has no
    hours that day."""
    rule, day = chase_rule_of(fair_event), now.date()
    hours = fair_event.hours_on(day) if fair_event.day_number(day) else None
    if hours is None or not rule.is_used:
        return False
    closing = datetime.combine(day, hours[1], THAILAND)
    latest = datetime.combine(day, LATEST, THAILAND)
    return now >= min(closing + timedelta(minutes=rule.minutes), latest)


def _tell_at(fair_event: FairEvent, now: datetime) -> int:
    day = now.date()
    told = SentChase.objects.filter(fair_event=fair_event, sold_on=day).order_by()
    waiting = list(who_may_enter(fair_event).exclude(pk__in=told.values("user")))
    if not waiting or _is_closed(fair_event, day):
        return 0
    zones = [one for one in zone_counts(fair_event, day) if one.missing]
    return sum(_tell_safely(fair_event, day, zones, user) for user in waiting) if zones else 0


def _is_closed(fair_event: FairEvent, day: date) -> bool:
    reports = DailyReport.objects.filter(fair_event=fair_event, sold_on=day)
    return reports.filter(closed_at__isnull=False).exists()


def _tell_safely(fair_event: FairEvent, day: date, zones: list[ZoneCount], user) -> bool:
    """The fault of one keeps no other from being told."""
    try:
        return _tell(fair_event, day, zones, user)
    except DatabaseError:
        raise  # not there: the worker waits and comes back
    except Exception:
        logger.exception("chase fair=%s user=%s not told", fair_event.pk, user.pk)
        return False


def _tell(fair_event: FairEvent, day: date, zones: list[ZoneCount], user) -> bool:
    """In one transaction with the row that keeps it from being a second one."""
    with transaction.atomic():
        _row, is_new = SentChase.objects.get_or_create(
            fair_event=fair_event, user=user, sold_on=day
        )
        if is_new:
            missing = sum(one.missing for one in zones)
            told = no_break(format_date(day))
            tell(
                user,
                f"ยังไม่ส่งยอด {missing:,} ร้าน วันที่ {told}",
                f"{fair_event.called}\n{in_words(zones, user)}\n"
                "หน้านี้มีเบอร์โทร กดจดว่าโทรแล้ว และกรอกยอดที่ร้านบอกได้",
                kind="takings",
                link=reverse("staff:sales-chase", args=[fair_event.pk, day.isoformat()]),
                about=fair_event,
            )
    return is_new
