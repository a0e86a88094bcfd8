"""Bring the demonstration back to "day 4 of 7" when its running fair is over.

All that was dated around the day of building moves forward by the same whole number of days: the
running fair with its takings, the fairs to come with their calls and applications, the meetings
and resolutions of this year's committee. Past editions and the facts of 2562 and 2563 stay.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q

from fairs.models import (
    FairEvent,
    FairHelper,
    Meeting,
    ProgrammeItem,
    Resolution,
    VendorCall,
    WorkingCommittee,
)
from otopfair.accounts.models import User
from otopfair.demo.closing import close_days, drop_reports
from otopfair.demo.open_fair import LAMPANG_CODE, month_ahead
from otopfair.demo.people import OFFICER
from otopfair.demo.planning import COMMITTEE_SHORT
from otopfair.demo.running_fair import DAY_NUMBER, EDITION, opening_day
from otopfair.history.models import HistoryEntry
from otopfair.outbox.models import OutboxMessage
from otopfair.thai.calendar import be_year, today_in_thailand
from otopfair.thai.formatting import format_date
from products.models import BoothSale, BoothSaleRevision
from vendors.models import BoothAllocation, BoothApplication

RUNNING = f"KK{EDITION}"
MOVED_FAIRS = (RUNNING, "KKSILK", "KKEXPO")


def renew_demo() -> int:
    """Move the demonstration to today when its fair is over; the days it moved (0: still runs)."""
    with transaction.atomic():
        running = FairEvent.objects.select_for_update().filter(reference_code=RUNNING).first()
        if running is None or running.closes_on >= today_in_thailand():
            return 0
        days = (opening_day() - running.opens_on).days
        officer = User.objects.get(email=OFFICER)
        fairs = list(FairEvent.objects.filter(reference_code__in=MOVED_FAIRS).order_by("pk"))
        _drop_trials(running, days)
        _move_rows(fairs, days)
        for fair_event in fairs:
            _move_fair(fair_event, days)
        running.refresh_from_db()
        close_days(running, running.days[: DAY_NUMBER - 2], by=officer)
        _move_meetings(days)
        opens_on, closes_on = month_ahead()
        FairEvent.objects.filter(reference_code=LAMPANG_CODE).update(
            opens_on=opens_on, closes_on=closes_on
        )
    return days


def _drop_trials(running: FairEvent, days: int) -> None:
    """Takings after day 4 would move into the future; closed reports name the old days."""
    running.sales.filter(sold_on__gt=today_in_thailand() - timedelta(days=days)).delete()
    drop_reports(running)


def _move_fair(fair_event: FairEvent, days: int) -> None:
    fair_event.opens_on += timedelta(days=days)
    fair_event.closes_on += timedelta(days=days)
    if fair_event.year_label_be:
        fair_event.year_label_be = be_year(fair_event.opens_on)
    fair_event.save()


def _move_rows(fairs: list[FairEvent], days: int) -> None:
    applications = BoothApplication.objects.filter(fair_event__in=fairs)
    sales = BoothSale.objects.filter(fair_event__in=fairs)
    calls = VendorCall.objects.filter(fair_event__in=fairs)
    _rewrite_answer_dates(applications, days)
    _move_dates(applications, days, "answer_by")
    _move_dates(sales, days, "sold_on")
    _move_dates(calls, days, "result_on", "confirm_until")
    _move_dates(ProgrammeItem.objects.filter(fair_event__in=fairs), days, "on")
    _move_dates(FairHelper.objects.filter(fair_event__in=fairs), days, "until")
    allocations = BoothAllocation.objects.filter(booth__fair_event__in=fairs)
    revisions = BoothSaleRevision.objects.filter(sale__in=sales)
    sent = ("submitted_at", "terms_accepted_at", "checked_at", "selected_at", "confirmed_at")
    _move_moments(applications, days, "created_at", "saved_at", *sent)
    _move_moments(allocations, days, "allocated_at", "released_at")
    _move_moments(sales, days, "reported_at", "checked_at")
    _move_moments(revisions, days, "changed_at")
    _move_moments(calls, days, "opens_at", "closes_at")
    _move_moments(_history_of(applications, sales, fairs), days, "at")
    _move_moments(_messages_about(applications), days, "created_at", "read_at")


def _move_dates(rows, days: int, *columns: str) -> None:
    """Day by day, the last first: takings are unique per day, so the next day must be free."""
    for column in columns:
        known = rows.filter(**{f"{column}__isnull": False}).order_by(f"-{column}")
        for day in list(known.values_list(column, flat=True).distinct()):
            rows.filter(**{column: day}).update(**{column: day + timedelta(days=days)})


def _move_moments(rows, days: int, *columns: str) -> None:
    rows.update(**{column: F(column) + timedelta(days=days) for column in columns})


def _history_of(applications, sales, fairs):
    booths = [pk for fair in fairs for pk in fair.booths.values_list("pk", flat=True)]
    return HistoryEntry.objects.filter(
        Q(subject_type="vendors.boothapplication", subject_id__in=applications.values("pk"))
        | Q(subject_type="products.boothsale", subject_id__in=sales.values("pk"))
        | Q(subject_type="fairs.booth", subject_id__in=booths)
    )


def _messages_about(applications):
    return OutboxMessage.objects.filter(link__in=[_link(a) for a in applications.order_by("pk")])


def _link(application: BoothApplication) -> str:
    return f"/my/applications/{application.pk}/"


def _rewrite_answer_dates(applications, days: int) -> None:
    """Sentences that name the day until which a vendor must answer name the new day."""
    for application in applications.exclude(answer_by=None).order_by("pk"):
        old = format_date(application.answer_by)
        new = format_date(application.answer_by + timedelta(days=days))
        for line in HistoryEntry.objects.of(application).filter(summary__contains=old):
            line.summary = line.summary.replace(old, new)
            line.save()
        messages = OutboxMessage.objects.filter(link=_link(application)).order_by("pk")
        for message in messages:
            message.subject = message.subject.replace(old, new)
            message.body = message.body.replace(old, new)
            message.save()


def _move_meetings(days: int) -> None:
    committees = WorkingCommittee.objects.filter(short_name=COMMITTEE_SHORT)
    meetings = Meeting.objects.filter(committee__in=committees)
    _move_dates(committees, days, "order_signed_on")
    _move_dates(Resolution.objects.filter(meeting__in=meetings), days, "due_on", "done_on")
    for meeting in meetings.order_by("-held_on"):
        meeting.held_on += timedelta(days=days)
        meeting.year_be = be_year(meeting.held_on)
        meeting.save()
