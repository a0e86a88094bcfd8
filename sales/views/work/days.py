"""The day of the address, the zone of it, and what every page of a day shows."""

from datetime import date

from django.http import Http404

from fairs.current import fairs_in_scope
from fairs.models import FairEvent
from otopfair.addresses import day_of_address
from otopfair.paging import neighbours
from otopfair.rights.may import may
from otopfair.thai.calendar import today_in_thailand
from sales.reports.days import report_days

ENTER = "sales.enter_boothsale"
CHECK = "sales.close_dailyreport"


def day_of(fair_event: FairEvent, day: str) -> date:
    """The day of the address; 404 for what is no day of the fair and has no takings."""
    found = day_of_address(day)
    if fair_event.day_number(found) is None and found not in report_days(fair_event):
        raise Http404
    return found


def chosen_rows(request, counts):
    """The zone of ?zone= (else one's own, or the first that lacks somebody); ?missing=1 for all."""
    if request.GET.get("missing") == "1":
        return None, True
    wanted = request.GET.get("zone", "")
    zones = {str(count.zone.pk): count.zone for count in counts}
    # One's own zones before those of others; among each, where somebody is missing.
    by_need = sorted(
        counts, key=lambda count: (request.user not in count.people, not count.missing)
    )
    return zones.get(wanted) or next((count.zone for count in by_need), None), False


def day_context(request, fair_event: FairEvent, day: date) -> dict:
    today = today_in_thailand()
    days = report_days(fair_event)
    previous_day, next_day = neighbours(days, day)
    return {
        "title": "ยอดขายรายวัน",
        "fair_event": fair_event,
        "fairs": fairs_in_scope(request.user, ENTER),
        "day": day,
        "day_number": fair_event.day_number(day),
        "day_count": len(fair_event.days),
        "previous_day": previous_day,
        "next_day": next_day,
        "is_to_come": day > today,
        "is_over": days[-1] < today,
        "is_today": day == today,
        "can_check": may(request.user, CHECK, fair_event),
    }
