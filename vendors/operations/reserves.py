"""The numbered reserve list: who is put on it, in which order, who has left it."""

from typing import cast

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from fairs.models import VendorCall
from fairs.operations.holding import hold_fair
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock
from vendors.models import ApplicationStatus, BoothApplication, ReservePlace


def put_on_reserve(application: BoothApplication) -> ReservePlace:
    """The next number of its call and category. The caller holds the call's lock."""
    place = ReservePlace.objects.filter(application=application, left_at=None).first()
    if place is not None:
        return place
    if application.call is None:
        raise RuleBroken("ใบนี้ไม่ได้มาจากประกาศรับสมัคร จึงไม่มีบัญชีสำรอง")
    category = cast(int, application.category)
    rows = ReservePlace.objects.filter(call=application.call, category=category)
    return ReservePlace.objects.create(
        application=application,
        call=application.call,
        category=category,
        number=(rows.aggregate(last=Max("number"))["last"] or 0) + 1,
    )


def leave_reserve(application: BoothApplication) -> None:
    """Off the list. A number that nobody has been told is free again; one that was told stays."""
    places = ReservePlace.objects.filter(application=application, left_at=None)
    if application.status == ApplicationStatus.RESERVED:
        places.update(left_at=timezone.now())
    else:
        places.delete()


def close_ranks(call: VendorCall) -> None:
    """Numbers without gaps for those who have not been told theirs. The call is locked."""
    highest: dict[int, int] = {}
    for place in ReservePlace.objects.filter(call=call).select_related("application"):
        last = highest.get(place.category, 0)
        told = place.left_at or place.application.status == ApplicationStatus.RESERVED
        if not told and place.number > last + 1:
            ReservePlace.objects.filter(pk=place.pk).update(number=last + 1)
            place.number = last + 1
        highest[place.category] = place.number


def move_in_reserve(place: ReservePlace, to_number: int, *, reason: str, by) -> ReservePlace:
    """Give `place` another number; those between move by one. Says why, and leaves a trace.

    Raises RuleBroken without a reason, or when the number is none of those who wait.
    """
    with transaction.atomic():
        hold_fair(place.call.fair_event, what="จึงเปลี่ยนลำดับสำรองไม่ได้")
        call = lock(place.call)
        place = lock(place)
        if not reason.strip():
            raise RuleBroken("บอกเหตุที่เปลี่ยนลำดับสำรอง", field="reason")
        if place.left_at is not None:
            raise RuleBroken("ร้านนี้ออกจากบัญชีสำรองแล้ว")
        order = _in_order(call, place.category)
        numbers = [row.number for row in order]
        if to_number not in numbers:
            raise RuleBroken(f"เลือกลำดับของร้านที่รออยู่ ({_in_words(numbers)})", field="number")
        before = place.number
        if to_number == before:
            return place
        order.insert(numbers.index(to_number), order.pop(numbers.index(before)))
        _number_anew(order, numbers)
        place.number = to_number
        summary = f"เปลี่ยนลำดับสำรองจาก {before} เป็น {to_number}"
        record(place.application, "reorder", summary, by=by, reason=reason)
    return place


def _in_order(call: VendorCall, category: int) -> list[ReservePlace]:
    rows = ReservePlace.objects.filter(call=call, category=category, left_at=None)
    return list(rows.order_by("number"))


def _number_anew(order: list[ReservePlace], numbers: list[int]) -> None:
    """The same numbers in another order; parked beyond all first, since each is unique."""
    rows = ReservePlace.objects.filter(call=order[0].call, category=order[0].category)
    beyond = rows.aggregate(last=Max("number"))["last"] + 1
    for offset in (beyond, None):
        for index, (row, number) in enumerate(zip(order, numbers, strict=True)):
            new = number if offset is None else offset + index
            ReservePlace.objects.filter(pk=row.pk).update(number=new)


def _in_words(numbers: list[int]) -> str:
    return " ".join(str(number) for number in numbers)
