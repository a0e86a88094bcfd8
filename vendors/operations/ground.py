"""The ground is changed and taken away here, never from under a vendor."""

from django.db import transaction
from django.urls import reverse

from fairs.models import Booth, PlanLandmark, Zone
from otopfair.errors import RuleBroken
from otopfair.locking import lock, lock_all
from otopfair.removals.models import Removal
from otopfair.removals.removing import remove


def require_may_change(
    booth: Booth, *, zone: Zone | None, places: int | None, is_usable: bool
) -> None:
    """Whether the stored `booth` may get these values. The caller has locked it.

    Raises RuleBroken when a vendor would lose his place, or the booth its fair.
    """
    if zone is not None and zone.fair_event_id != booth.fair_event_id:
        raise RuleBroken("โซนนี้เป็นของงานอื่น เลือกโซนของงานเดียวกัน", field="zone")
    taken = set(booth.allocations.live().values_list("place_no", flat=True))
    if not taken:
        return
    if zone is not None and zone.pk != booth.zone_id:
        raise RuleBroken(f"บูธ {booth.code} มีร้านอยู่ ย้ายร้านหรือคืนบูธก่อน จึงเปลี่ยนโซนได้", field="zone")
    if places is not None and places < max(taken):
        raise RuleBroken(
            f"บูธ {booth.code} มีร้านอยู่ถึงที่ {max(taken)} ย้ายหรือคืนบูธของร้านหนึ่งก่อน แล้วจึงลดจำนวนร้าน",
            field="places",
        )
    if not is_usable:
        raise RuleBroken(f"บูธ {booth.code} มีร้านอยู่ ย้ายร้านหรือคืนบูธก่อน จึงปิดใช้ได้", field="is_usable")


def why_it_stays(part: Zone | Booth | PlanLandmark) -> str:
    """Why a part of the ground cannot be removed, or "": no vendor may ever have stood in it."""
    stood = [booth.code for booth in _booths_in(part).filter(allocations__isnull=False).distinct()]
    if not stood:
        return ""
    if isinstance(part, Zone):
        return f"โซน {part.code} มีร้านที่ได้บูธแล้ว ({', '.join(stood[:5])}) จึงลบไม่ได้"
    return f"บูธ {stood[0]} มีร้านอยู่หรือเคยมีร้าน จึงลบไม่ได้ ปิดใช้ในทะเบียนบูธแทนได้"


def remove_part(part: Zone | Booth | PlanLandmark, *, by, reason: str = "") -> Removal:
    """Take a zone with its booths, a booth, or a landmark off the plan; it can be put back.

    Raises RuleBroken where a vendor stands or has stood.
    """
    with transaction.atomic():
        # The booths are locked as well: an allocation in the making is waited for, and found.
        fair_event = lock(part.fair_event)
        lock_all(_booths_in(part))
        part = lock(part)
        if why_not := why_it_stays(part):
            raise RuleBroken(why_not)
        return remove(
            part,
            owner=fair_event,
            title=title_of(part),
            permission=f"fairs.delete_{part._meta.model_name}",
            back_url=reverse("staff:plan", args=[fair_event.pk]),
            by=by,
            reason=reason,
        )


def title_of(part: Zone | Booth | PlanLandmark) -> str:
    """ "โซน C ผ้า", "บูธ C07"."""
    return f"{part._meta.verbose_name} {part}"


def _booths_in(part: Zone | Booth | PlanLandmark):
    if isinstance(part, Zone):
        return Booth.objects.filter(zone=part).order_by("sort_key", "pk")
    booths = Booth.objects.order_by("pk")
    return booths.filter(pk=part.pk) if isinstance(part, Booth) else booths.none()
