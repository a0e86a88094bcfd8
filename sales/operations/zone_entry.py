"""A person takes a zone to enter its takings, leaves it, or hands it to somebody else."""

from django.db import transaction
from django.urls import reverse

from fairs.models import Zone
from fairs.people import people_with
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.outbox.writing import tell
from sales.models import ZoneEntry


def who_may_enter(fair_event):
    """The people whose role at the fair, or in its province, lets them enter its takings."""
    return people_with("sales.enter_boothsale", fair_event)


def enter_zone(zone: Zone, *, by) -> None:
    """From now on `by` enters the zone; taken twice is taken."""
    with transaction.atomic():
        _entry, is_new = ZoneEntry.objects.get_or_create(zone=zone, user=by)
        if is_new:
            record(zone, "enter", f"{by} กรอกยอดขายของโซน {zone.code}", by=by)


def leave_zone(zone: Zone, *, by) -> None:
    with transaction.atomic():
        left, _by_kind = ZoneEntry.objects.filter(zone=zone, user=by).delete()
        if left:
            record(zone, "leave", f"{by} เลิกกรอกยอดขายของโซน {zone.code}", by=by)


def hand_zone(zone: Zone, *, to, by) -> None:
    """From now on `to` enters the zone, and is told; `by` no longer. Handed twice is handed.

    Raises RuleBroken for somebody who may not enter takings at the fair.
    """
    with transaction.atomic():
        if not who_may_enter(zone.fair_event).filter(pk=to.pk).exists():
            raise RuleBroken("คนนี้กรอกยอดของงานนี้ไม่ได้ ให้บทบาทก่อน แล้วมอบโซนอีกครั้ง", field="to")
        _entry, is_new = ZoneEntry.objects.get_or_create(zone=zone, user=to)
        ZoneEntry.objects.filter(zone=zone, user=by).exclude(user=to).delete()
        if is_new:
            record(zone, "hand", f"{by} มอบโซน {zone.code} ให้ {to} กรอกยอดขาย", by=by)
            _tell(zone, to, by)


def _tell(zone: Zone, to, by) -> None:
    fair_event = zone.fair_event
    tell(
        to,
        f"{by} มอบโซน {zone.code} ให้คุณกรอกยอดขาย",
        f"โซน {zone.code} {zone.name_th} ของ{fair_event.called}\nหน้ายอดขายจะเปิดที่โซนนี้",
        kind="takings",
        link=f"{reverse('staff:sales')}?fair={fair_event.pk}",
        about=fair_event,
    )
