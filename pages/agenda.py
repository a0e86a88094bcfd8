"""What lies on which day for an officer: fairs, meetings, and the days by which things are due."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from fairs.models import FairEvent, FairState, Meeting, Resolution, VendorCall
from otopfair.thai.calendar import THAILAND
from otopfair.thai.formatting import format_time

FAIR, MEETING, DEADLINE = "fair", "meeting", "deadline"


@dataclass(frozen=True)
class Appointment:
    """One line of the calendar, from `first` to `last`. `key` is the same however often it is
    asked; `starts` and `ends` are known of meetings alone."""

    key: str
    kind: str
    first: date
    last: date
    what: str
    where: str = ""
    url: str = ""
    starts: time | None = None
    ends: time | None = None

    @property
    def hour(self) -> str:
        return format_time(self.starts) if self.starts else ""


def agenda(user, first: date, last: date) -> list[Appointment]:
    """What `user` may see from `first` to `last`, by day and hour. One question for each kind."""
    found = [
        *_fairs(user, first, last),
        *_meetings(user, first, last),
        *_resolutions(user, first, last),
        *_calls(user, first, last),
    ]
    return sorted(found, key=lambda one: (one.first, one.starts or time(), one.what))


def _fairs(user, first: date, last: date) -> Iterator[Appointment]:
    rows = FairEvent.objects.visible_to(user).exclude(state=FairState.CANCELLED)
    rows = rows.filter(date_precision="day", opens_on__lte=last, closes_on__gte=first)
    for row in rows.order_by("opens_on", "pk"):
        yield Appointment(
            f"fair-{row.pk}",
            FAIR,
            row.opens_on,
            row.closes_on,
            str(row),
            row.venue_name,
            reverse("staff:fairs_fairevent_change", args=[row.pk]),
        )


def _meetings(user, first: date, last: date) -> Iterator[Appointment]:
    rows = Meeting.objects.visible_to(user).filter(held_on__range=(first, last))
    for row in rows.select_related("committee").order_by("held_on", "pk"):
        yield Appointment(
            f"meeting-{row.pk}",
            MEETING,
            row.held_on,
            row.held_on,
            str(row),
            row.venue,
            reverse("staff:meeting", args=[row.pk]),
            row.starts_time,
            row.ends_time,
        )


def _resolutions(user, first: date, last: date) -> Iterator[Appointment]:
    rows = Resolution.objects.visible_to(user).open().filter(due_on__range=(first, last))
    for row in rows.select_related("meeting__committee").order_by("due_on", "pk"):
        yield Appointment(
            f"resolution-{row.pk}",
            DEADLINE,
            row.due_on,
            row.due_on,
            f"ครบกำหนดมติ {row.text}",
            str(row.meeting),
            reverse("staff:resolution", args=[row.pk]),
        )


def _calls(user, first: date, last: date) -> Iterator[Appointment]:
    """When a call opens and closes, promises its results and ends the confirming."""
    begins, ends = _midnight(first), _midnight(last + timedelta(days=1))
    within = Q(opens_at__gte=begins, opens_at__lt=ends) | Q(
        closes_at__gte=begins, closes_at__lt=ends
    )
    within |= Q(result_on__range=(first, last)) | Q(confirm_until__range=(first, last))
    rows = VendorCall.objects.visible_to(user).exclude(fair_event__state=FairState.CANCELLED)
    for row in rows.filter(within).select_related("fair_event").order_by("opens_at", "pk"):
        page = reverse("staff:fairs_vendorcall_change", args=[row.pk])
        for name, what, day in _days_of(row):
            if day and first <= day <= last:
                key = f"call-{row.pk}-{name}"
                words = f"{what} {row.fair_event}"
                yield Appointment(key, DEADLINE, day, day, words, row.name, page)


def _days_of(call: VendorCall) -> list[tuple[str, str, date | None]]:
    return [
        ("opens", "เปิดรับสมัคร", timezone.localdate(call.opens_at)),
        ("closes", "ปิดรับสมัคร", timezone.localdate(call.closes_at)),
        ("result", "แจ้งผลการคัดเลือก", call.result_on),
        ("confirm", "หมดเวลายืนยันเข้าร่วม", call.confirm_until),
    ]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), THAILAND)
