"""Which fair an officer most likely means now, when the address does not say."""

from fairs.models import DatePrecision, FairEvent
from otopfair.thai.calendar import today_in_thailand


def fairs_in_scope(user, permission: str) -> list[FairEvent]:
    """The fairs at which `user` has `permission`, newest first: what a fair switcher offers."""
    rows = FairEvent.objects.covered_by(user, permission)
    return list(rows.order_by("-opens_on", "-pk")[:200])


def fair_asked_for(wanted: str, fairs: list[FairEvent]) -> FairEvent | None:
    """The fair of ?fair=`wanted`, as a fair switcher sends it, or None."""
    return next((fair_event for fair_event in fairs if str(fair_event.pk) == wanted), None)


def fair_being_sold_at(fairs: list[FairEvent]) -> FairEvent | None:
    """The running fair; otherwise the last that is over; otherwise the first to come."""
    today = today_in_thailand()
    by_day = [fair_event for fair_event in fairs if fair_event.date_precision == DatePrecision.DAY]
    running = [fair_event for fair_event in by_day if fair_event.is_running(today)]
    over = [
        fair_event for fair_event in by_day if fair_event.closes_on and fair_event.closes_on < today
    ]
    coming = [
        fair_event
        for fair_event in reversed(by_day)
        if fair_event.opens_on and fair_event.opens_on > today
    ]
    return next(iter(running + over + coming), None)


def fair_being_prepared(fairs: list[FairEvent]) -> FairEvent | None:
    """The next fair to come; otherwise the running one; otherwise the newest."""
    today = today_in_thailand()
    coming = [
        fair_event
        for fair_event in reversed(fairs)
        if fair_event.opens_on and fair_event.opens_on > today
    ]
    running = [fair_event for fair_event in fairs if fair_event.is_running(today)]
    return next(iter(coming + running + fairs), None)
