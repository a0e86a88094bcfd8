"""The days of a fair that differ from the others are kept in step with the fair."""

from django.db import transaction

from fairs.models import FairDay, FairEvent
from otopfair.locking import lock


def keep_own_days(fair_event: FairEvent) -> FairEvent:
    """Bring `kept_days` in step with the rows; days that the fair no longer has go."""
    with transaction.atomic():
        fair_event = lock(fair_event)
        for day in fair_event.own_days.order_by("on"):
            if not fair_event.spans(day.on):
                day.delete()
        fair_event.kept_days = {
            day.on.isoformat(): _hours(day) for day in fair_event.own_days.order_by("on")
        }
        fair_event.save(update_fields=["kept_days"])
    return fair_event


def _hours(day: FairDay) -> list[str] | None:
    """[] for a closed day, None for one that has a remark alone."""
    if not day.is_closed and day.opens_time is None:
        return None
    if day.is_closed or day.opens_time is None or day.closes_time is None:
        return []
    return [day.opens_time.isoformat("minutes"), day.closes_time.isoformat("minutes")]
