"""Vendors of a fair with their booths, as the operations would have left them, in bulk."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import repeat
from uuid import UUID

from django.db.models import OuterRef, Subquery

from demo.makers import Maker
from demo.people import dice
from fairs.models import Booth, FairEvent
from otopfair.accounts.models import User
from otopfair.history.models import HistoryEntry
from products.models import OfferedProduct, Product
from vendors.models import ApplicationStatus, BoothAllocation, BoothApplication, BoothHold
from vendors.operations.days import lay_days


@dataclass(frozen=True)
class Seat:
    """A maker and the booths it stands in at one fair."""

    maker: Maker
    booths: tuple[Booth, ...]


# Each act: verb, what the history says, the time of it on the application.
ACTS = (
    ("submit", "ส่งใบสมัคร", "submitted_at"),
    ("pass", "ผ่านการตรวจเอกสาร", "checked_at"),
    ("select", "ได้รับคัดเลือก รอร้านยืนยัน", "selected_at"),
    ("confirm", "ยืนยันเข้าร่วมงาน", "confirmed_at"),
)
ENROL = (("enrol", "เจ้าหน้าที่ลงชื่อร้านตามบัญชีที่คัดเลือกแล้ว", "submitted_at"),)


def seats_by_category(makers: list[Maker], booths: dict[str, Booth], counts) -> list[Seat]:
    """The first makers of each category in the first free booths of its zone.

    `counts` maps a zone's letter to the number of vendors; zone A takes category 1, B 2, and so on.
    """
    seats = []
    held = set(BoothHold.objects.live().values_list("booth", flat=True))
    for category, (letter, count) in enumerate(counts.items(), start=1):
        chosen = [m for m in makers if m.kind.category == category and m.is_northeastern][:count]
        free = [
            booth
            for code, booth in booths.items()
            if code.startswith(letter) and booth.is_usable and booth.pk not in held
        ]
        seats += [Seat(m, (booth,)) for m, booth in zip(chosen, free, strict=False)]
    return seats


def seat_vendors(
    fair_event: FairEvent,
    seats: list[Seat],
    *,
    by: User,
    sent_at: datetime,
) -> list[BoothAllocation]:
    """Confirmed applications with their booths and history.

    Where the fair has a call the vendors applied themselves from `sent_at` on; where it has none,
    an officer entered the committee's list at that moment.
    """
    makers = [seat.maker for seat in seats]
    wanted = [len(seat.booths) for seat in seats]
    applications = apply_for(fair_event, makers, by=by, sent_at=sent_at, wanted=wanted)
    allocations = _allocate(applications, seats, by)
    is_called = fair_event.newest_call() is not None
    _write_history(applications, allocations, by, ACTS if is_called else ENROL)
    return allocations


def apply_for(
    fair_event: FairEvent,
    makers: list[Maker],
    *,
    by: User,
    sent_at: datetime,
    wanted: Iterable[int] = repeat(1),
    first_number: int = 1,
) -> list[BoothApplication]:
    """Confirmed applications of `makers`, numbered from `first_number`, each for as many booths
    as `wanted`."""
    call = fair_event.newest_call()
    applications = [
        _application(fair_event, number, maker, booths, by, sent_at, call)
        for number, (maker, booths) in enumerate(
            zip(makers, wanted, strict=False), start=first_number
        )
    ]
    BoothApplication.objects.bulk_create(applications)
    bring_products(applications)
    return applications


def _application(fair_event, number, maker, booths_wanted, by, sent_at, call) -> BoothApplication:
    # Enrolling is one act; a vendor's own application takes days from step to step.
    step = timedelta(days=2) if call else timedelta(0)
    sent = sent_at + timedelta(minutes=47 * number) if call else sent_at
    return BoothApplication(
        fair_event=fair_event,
        vendor=maker.vendor,
        call=call,
        reference_prefix=fair_event.reference_code,
        reference_number=number,
        status=ApplicationStatus.CONFIRMED,
        category=maker.kind.category,
        booths_wanted=booths_wanted,
        terms=call.terms if call else None,
        terms_accepted_at=sent if call else None,
        form_key=UUID(
            int=dice(f"{fair_event.reference_code} {number}").getrandbits(128), version=4
        ),
        started_by=maker.member if call else by,
        submitted_at=sent,
        checked_at=sent + step,
        selected_at=sent + 2 * step,
        confirmed_at=sent + 3 * step,
        version=5 if call else 1,
    )


def bring_products(applications) -> None:
    """Every vendor brings all of its products."""
    by_vendor = {application.vendor_id: application for application in applications}
    OfferedProduct.objects.bulk_create(
        OfferedProduct(application=by_vendor[product.vendor_id], product=product)
        for product in Product.objects.filter(vendor__in=by_vendor).order_by("pk")
    )


def _allocate(applications, seats, by) -> list[BoothAllocation]:
    places_taken: dict[int, int] = {}
    allocations = []
    for application, seat in zip(applications, seats, strict=True):
        for request_no, booth in enumerate(seat.booths, start=1):
            places_taken[booth.pk] = places_taken.get(booth.pk, 0) + 1
            allocations.append(
                BoothAllocation(
                    application=application,
                    booth=booth,
                    place_no=places_taken[booth.pk],
                    request_no=request_no,
                    allocated_by=by,
                )
            )
    lay_days(BoothAllocation.objects.bulk_create(allocations))
    # auto_now_add has written today: put the true moment, a day after the confirmation.
    for allocation in allocations:
        allocation.allocated_at = allocation.application.confirmed_at + timedelta(days=1)
    BoothAllocation.objects.bulk_update(allocations, ["allocated_at"], batch_size=200)
    return allocations


def _write_history(applications, allocations, by, acts) -> None:
    for verb, summary, moment in acts:
        told_by_vendor = verb in {"submit", "confirm"}
        HistoryEntry.objects.bulk_create(
            entry(a, verb, summary, a.started_by if told_by_vendor else by) for a in applications
        )
        backdate("vendors.boothapplication", verb, BoothApplication, moment, applications)
    HistoryEntry.objects.bulk_create(
        one
        for allocation in allocations
        for one in (
            entry(allocation.application, "allocate", f"ได้บูธ {allocation.booth.code}", by),
            entry(allocation.booth, "allocate", f"จัดให้ {allocation.application.vendor}", by),
        )
    )
    for subject, path in (("vendors.boothapplication", "application"), ("fairs.booth", "booth")):
        ids = {getattr(a, f"{path}_id") for a in allocations}
        moment = BoothAllocation.objects.filter(**{path: OuterRef("subject_id")}).order_by("pk")
        HistoryEntry.objects.filter(
            subject_type=subject, verb="allocate", subject_id__in=ids
        ).update(at=Subquery(moment.values("allocated_at")[:1]))


def entry(subject, verb: str, summary: str, by: User, **fields) -> HistoryEntry:
    """A line of history as `record` writes it, not saved yet."""
    return HistoryEntry(
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        verb=verb,
        summary=summary,
        actor=by,
        actor_name=str(by),
        **fields,
    )


def backdate(subject_type: str, verb: str, model, moment: str, rows) -> None:
    """Give the history lines of `rows` the time that the rows keep in column `moment`."""
    times = model.objects.filter(pk=OuterRef("subject_id")).values(moment)[:1]
    HistoryEntry.objects.filter(
        subject_type=subject_type, verb=verb, subject_id__in=[row.pk for row in rows]
    ).update(at=Subquery(times))
