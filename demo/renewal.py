"""Bring the demonstration back to "day 4 of 7" when its running fair is over.

All that was dated around the day of building moves forward by the same whole number of days: the
running fair with its takings, the fairs to come with their calls and applications, the meetings
and resolutions of this year's committee. Past editions and the facts of 2562 and 2563 stay.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q

from demo.choosing import CODE as CHOOSING_CODE
from demo.closing import close_days, drop_reports
from demo.market import CODE as MARKET_CODE
from demo.market import move_market
from demo.open_fair import LAMPANG_CODE, month_ahead
from demo.people import OFFICER
from demo.planning import COMMITTEE_SHORT
from demo.running_fair import DAY_NUMBER, EDITION, opening_day
from fairs.models import (
    AppointmentOrder,
    Assignment,
    FairEvent,
    Meeting,
    ProgrammeItem,
    Resolution,
    VendorCall,
    WorkingCommittee,
)
from onsite.models import Absence, Arrival, PhoneNote
from otopfair.accounts.models import User
from otopfair.history.models import HistoryEntry
from otopfair.outbox.models import Delivery, Message
from otopfair.thai.calendar import be_year, today_in_thailand
from otopfair.thai.formatting import format_date, format_date_short
from sales.models import BoothSale, BoothSaleRevision
from vendors.models import (
    AllocationDay,
    BoothAllocation,
    BoothApplication,
    Decision,
    Offer,
    SentCopy,
)

RUNNING = f"KK{EDITION}"
MOVED_FAIRS = (RUNNING, "KKSILK", "KKEXPO", CHOOSING_CODE, MARKET_CODE)


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
        move_market(days, by=officer)
        _move_meetings(days)
        opens_on, closes_on = month_ahead()
        FairEvent.objects.filter(reference_code=LAMPANG_CODE).update(
            opens_on=opens_on, closes_on=closes_on
        )
    return days


def _drop_trials(running: FairEvent, days: int) -> None:
    """Takings after day 4 would move into the future; closed reports name the old days."""
    last = today_in_thailand() - timedelta(days=days)
    running.sales.filter(sold_on__gt=last).delete()
    Arrival.objects.filter(allocation__booth__fair_event=running, on__gt=last).delete()
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
    codes = [*MOVED_FAIRS, LAMPANG_CODE]
    calls = VendorCall.objects.filter(fair_event__reference_code__in=codes)
    _rewrite_answer_dates(applications, days)
    _move_dates(applications, days, "answer_by")
    _move_dates(sales, days, "sold_on")
    _move_dates(calls, days, "result_on", "confirm_until")
    _move_dates(ProgrammeItem.objects.filter(fair_event__in=fairs), days, "on")
    _move_dates(Assignment.objects.filter(fair_event__in=fairs), days, "until", "from_on")
    allocations = BoothAllocation.objects.filter(booth__fair_event__in=fairs)
    _move_dates(AllocationDay.objects.filter(allocation__in=allocations), days, "on")
    _move_dates(allocations, days, "last_on", "first_on")
    _move_who_came(allocations, days)
    revisions = BoothSaleRevision.objects.filter(sale__in=sales)
    sent = ("submitted_at", "terms_accepted_at", "checked_at", "selected_at", "confirmed_at")
    _move_moments(applications, days, "created_at", "saved_at", *sent)
    decisions = Decision.objects.filter(application__in=applications)
    _move_moments(decisions, days, "decided_at", "announced_at", "set_aside_at")
    _move_moments(SentCopy.objects.filter(application__in=applications), days, "sent_at")
    _move_moments(allocations, days, "allocated_at", "released_at")
    _move_moments(sales, days, "reported_at", "checked_at")
    _move_moments(revisions, days, "changed_at")
    _move_moments(calls, days, "opens_at", "closes_at")
    _move_moments(_history_of(applications, sales, fairs), days, "at")
    offers = Offer.objects.filter(application__in=applications)
    _move_moments(offers, days, "offered_at", "expires_at", "answered_at")
    messages = _messages_about(applications)
    _move_moments(messages, days, "created_at")
    deliveries = Delivery.objects.filter(message__in=messages)
    _move_moments(deliveries, days, "due_at", "sent_at", "read_at")


def _move_who_came(allocations, days: int) -> None:
    for kind in (Arrival, PhoneNote):
        _move_dates(kind.objects.filter(allocation__in=allocations), days, "on")
        _move_moments(kind.objects.filter(allocation__in=allocations), days, "noted_at")
    _move_moments(Arrival.objects.filter(allocation__in=allocations), days, "came_at")
    for absence in Absence.objects.filter(allocation__in=allocations).order_by("-on"):
        absence.on += timedelta(days=days)
        absence.until += timedelta(days=days)
        absence.noted_at += timedelta(days=days)
        absence.save()


def _move_dates(rows, days: int, *columns: str) -> None:
    """Day by day, the last first: takings are unique per day, so the next day must be free."""
    for column in columns:
        known = rows.filter(**{f"{column}__isnull": False}).order_by(f"-{column}")
        for day in list(known.values_list(column, flat=True).distinct()):
            rows.filter(**{column: day}).update(**{column: day + timedelta(days=days)})


def _move_moments(rows, days: int, *columns: str) -> None:
    rows.update(**{column: F(column) + timedelta(days=days) for column in columns})


def _history_of(applications, sales, fairs):
    booths = [pk for fair_event in fairs for pk in fair_event.booths.values_list("pk", flat=True)]
    decisions = Decision.objects.filter(application__in=applications)
    return HistoryEntry.objects.filter(
        Q(subject_type="vendors.boothapplication", subject_id__in=applications.values("pk"))
        | Q(subject_type="vendors.decision", subject_id__in=decisions.values("pk"))
        | Q(subject_type="sales.boothsale", subject_id__in=sales.values("pk"))
        | Q(subject_type="fairs.booth", subject_id__in=booths)
    )


def _messages_about(applications):
    """Those that lead to an application, or to the answer to what is offered."""
    vendors = applications.values("vendor")
    offered = Q(link__startswith="/answer/", recipient_type="vendors.vendor")
    own = Q(link__in=[_link(a) for a in applications.order_by("pk")])
    return Message.objects.filter(own | offered & Q(recipient_id__in=vendors))


def _link(application: BoothApplication) -> str:
    return f"/my/applications/{application.pk}/"


def _rewrite_answer_dates(applications, days: int) -> None:
    """Sentences that name the day until which a vendor must answer name the new day."""
    for application in applications.exclude(answer_by=None).order_by("pk"):
        for written in (format_date_short, format_date):
            old = written(application.answer_by)
            new = written(application.answer_by + timedelta(days=days))
            _rewrite(application, old, new)


def _rewrite(application: BoothApplication, old: str, new: str) -> None:
    for line in HistoryEntry.objects.of(application).filter(summary__contains=old):
        line.summary = line.summary.replace(old, new)
        line.save()
    rows = BoothApplication.objects.filter(pk=application.pk)
    for message in _messages_about(rows).order_by("pk"):
        message.subject = message.subject.replace(old, new)
        message.body = message.body.replace(old, new)
        message.save()


def _move_meetings(days: int) -> None:
    committees = WorkingCommittee.objects.filter(short_name=COMMITTEE_SHORT)
    meetings = Meeting.objects.filter(committee__in=committees)
    for order in AppointmentOrder.objects.filter(committees__in=committees).order_by("pk"):
        order.signed_on += timedelta(days=days)
        order.year_be = be_year(order.signed_on)
        order.save()
    _move_dates(Resolution.objects.filter(meeting__in=meetings), days, "due_on", "done_on")
    for meeting in meetings.order_by("-held_on"):
        meeting.held_on += timedelta(days=days)
        meeting.year_be = be_year(meeting.held_on)
        meeting.save()
