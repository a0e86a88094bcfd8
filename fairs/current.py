"""Which fair an officer most likely means now, when the address does not say."""

from django.http import HttpRequest

from fairs.models import DatePrecision, FairEvent
from otopfair.thai.calendar import today_in_thailand


def fairs_in_scope(user) -> list[FairEvent]:
    """The fairs that `user` handles, newest first: what a fair switcher offers."""
    return list(FairEvent.objects.visible_to(user).order_by("-opens_on", "-pk")[:200])


def fair_asked_for(request: HttpRequest, fairs: list[FairEvent]) -> FairEvent | None:
    """The fair of ?fair=, as a fair switcher sends it, or None."""
    wanted = request.GET.get("fair", "")
    return next((fair for fair in fairs if str(fair.pk) == wanted), None)


def fair_being_sold_at(fairs: list[FairEvent]) -> FairEvent | None:
    """The running fair; otherwise the last that is over; otherwise the first to come."""
    today = today_in_thailand()
    by_day = [fair for fair in fairs if fair.date_precision == DatePrecision.DAY]
    running = [fair for fair in by_day if fair.is_running(today)]
    over = [fair for fair in by_day if fair.closes_on and fair.closes_on < today]
    coming = [fair for fair in reversed(by_day) if fair.opens_on and fair.opens_on > today]
    return next(iter(running + over + coming), None)


def fair_being_prepared(fairs: list[FairEvent]) -> FairEvent | None:
    """The next fair to come; otherwise the running one; otherwise the newest."""
    today = today_in_thailand()
    coming = [fair for fair in reversed(fairs) if fair.opens_on and fair.opens_on > today]
    running = [fair for fair in fairs if fair.is_running(today)]
    return next(iter(coming + running + fairs), None)
