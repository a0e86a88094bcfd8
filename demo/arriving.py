"""Who came to the running fair: every day so far, and today with some who are not there yet."""

from datetime import date, datetime, time, timedelta
from uuid import uuid4

from django.utils import timezone

from demo.makers import Maker
from demo.people import FAMILY_NAMES, GIVEN_NAMES, dice
from demo.seating import apply_for
from fairs.models import FairEvent
from onsite.models import Absence, Arrival, CardHolder, ExhibitorCard, PhoneNote
from otopfair.accounts.models import User
from otopfair.thai.calendar import THAILAND, today_in_thailand
from vendors.models import ApplicationStatus, BoothAllocation, BoothApplication, ReservePlace

CLOTH = 3
OPENS = time(8)
SHARE_NAMED = 0.8
# Booths that nobody has come to today, and what the first of them said on the telephone.
EMPTY_TODAY = ("C07", "C12", "C31", "A21", "D03")
CALLED, SAID = "C12", "โทรแล้ว รถเสียที่พล จะมา 11.00"
ABSENT_TODAY = "B04"
ABSENT_BEFORE = "C31"


def note_who_came(fair_event: FairEvent, *, by: User, helper: User) -> None:
    """The days before are complete but for one; today some booths are empty."""
    today = today_in_thailand()
    for day in [day for day in fair_event.days if day <= today]:
        away = (*EMPTY_TODAY, ABSENT_TODAY) if day == today else (ABSENT_BEFORE,)
        rows = BoothAllocation.objects.filter(booth__fair_event=fair_event).standing_on(day)
        rows = rows.select_related("booth").order_by("booth__sort_key", "pk")
        came = [row for row in rows if row.booth.code not in away]
        Arrival.objects.bulk_create(_arrival(row, day, helper) for row in came)
        if day == today - timedelta(days=1):
            _absent(rows, ABSENT_BEFORE, day, by)
        if day == today:
            _absent(rows, ABSENT_TODAY, day, by)
            _call(rows, day, helper)


def wait_in_reserve(fair_event: FairEvent, makers: list[Maker], *, by: User) -> None:
    """Two makers of cloth wait on the reserve list of the running fair."""
    there = set(fair_event.applications.values_list("vendor", flat=True))
    chosen = [
        maker
        for maker in makers
        if maker.kind.category == CLOTH and maker.is_northeastern and maker.vendor.pk not in there
    ][:2]
    sent_at = timezone.now() - timedelta(days=35)
    first = (fair_event.applications.count() or 0) + 1
    rows = apply_for(fair_event, chosen, by=by, sent_at=sent_at, first_number=first)
    BoothApplication.objects.filter(pk__in=[row.pk for row in rows]).update(
        status=ApplicationStatus.RESERVED, selected_at=None, confirmed_at=None
    )
    ReservePlace.objects.bulk_create(
        ReservePlace(application=row, call=row.call, category=CLOTH, number=number)
        for number, row in enumerate(rows, start=1)
    )


def name_people(fair_event: FairEvent, *, by: User) -> None:
    """Most vendors have named who stands at their booths: the maker and one who helps."""
    standing = BoothAllocation.objects.live().filter(booth__fair_event=fair_event)
    rows = BoothApplication.objects.filter(pk__in=standing.values("application"))
    cards = []
    for row in rows.select_related("vendor").order_by("pk"):
        luck = dice(f"cards {row.reference_no}")
        if luck.random() < SHARE_NAMED:
            helper = f"{luck.choice(GIVEN_NAMES)} {luck.choice(FAMILY_NAMES)}"
            people = [(row.vendor.contact_name, CardHolder.OWNER), (helper, CardHolder.HELPER)]
            cards += [
                _card(row, number, *one, by) for number, one in enumerate(people, 1) if one[0]
            ]
    ExhibitorCard.objects.bulk_create(cards)


def _card(row: BoothApplication, number: int, name: str, holder: str, by: User) -> ExhibitorCard:
    values = {"form_key": uuid4(), "named_by": by, "holder": holder, "name": name}
    return ExhibitorCard(application=row, number=number, **values)


def _moment(day: date, row: BoothAllocation) -> datetime:
    minutes = dice(f"came {day} {row.booth.code}").randrange(90)
    moment = datetime.combine(day, OPENS, THAILAND) + timedelta(minutes=minutes)
    return min(moment, timezone.now())


def _arrival(row: BoothAllocation, day: date, by: User) -> Arrival:
    moment = _moment(day, row)
    values = {"form_key": uuid4(), "noted_by": by, "noted_at": moment, "came_at": moment}
    return Arrival(allocation=row, on=day, **values)


def _absent(rows, code: str, day: date, by: User) -> None:
    noted_at = min(datetime.combine(day, time(10, 20), THAILAND), timezone.now())
    for row in rows:
        if row.booth.code == code:
            Absence.objects.create(
                allocation=row, on=day, until=day, noted_by=by, noted_at=noted_at
            )


def _call(rows, day: date, by: User) -> None:
    for row in rows:
        if row.booth.code == CALLED:
            PhoneNote.objects.create(
                allocation=row, on=day, text=SAID, form_key=uuid4(), noted_by=by
            )
