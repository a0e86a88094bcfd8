"""A booth beside the rules: one officer asks and says why, another approves, and it is counted."""

from django.db import transaction
from django.utils import timezone

from fairs.models import Booth
from fairs.operations.holding import hold_fair
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock
from vendors.models import AllocationOverride, BoothApplication
from vendors.operations.allocations import NO_BOOTHS, allocate_booth
from vendors.operations.giving_rules import hold_quotas, what_stands_against


class NotTheSecondOfficer(RuleBroken):
    """Who has asked for a booth beside the rules does not approve it."""

    status = 403


def propose_override(
    application: BoothApplication, booth: Booth, *, reason: str, by
) -> AllocationOverride:
    """Ask for a booth beside the rules; nothing is given yet.

    Raises RuleBroken without a reason, when no rule stands against it, when the two are of
    different fairs, and while somebody has asked for this booth already.
    """
    with transaction.atomic():
        hold_fair(application.fair_event, what=NO_BOOTHS)
        application, booth = lock(application), lock(booth)
        if not reason.strip():
            raise RuleBroken("บอกเหตุผล เหตุผลนี้ขึ้นหน้าสาธารณะ จึงไม่ใส่ชื่อร้านหรือบุคคล", field="reason")
        if booth.fair_event_id != application.fair_event_id:
            raise RuleBroken("บูธนี้อยู่คนละงานกับใบสมัคร เลือกบูธของงานนี้", field="booth")
        _require_nobody_asks(booth)
        against = what_stands_against(application, booth)
        if not against:
            raise RuleBroken("ไม่มีกติกาข้อใดขวาง จัดบูธนี้ให้ร้านได้ตามปกติในหน้าจัดบูธ", field="booth")
        override = AllocationOverride.objects.create(
            application=application,
            booth=booth,
            against=against,
            reason=reason.strip(),
            proposed_by=by,
        )
        said = f"ขอบูธ {booth.code} นอกกติกา: {against}"
        record(application, "propose_override", said, by=by, reason=reason.strip())
    return override


def approve_override(override: AllocationOverride, *, by) -> AllocationOverride:
    """Give the booth that another officer has asked for. Twice is once.

    Raises NotTheSecondOfficer for who has asked, and RuleBroken when it is set aside, or when the
    booth cannot be given at all (taken, held, closed).
    """
    with transaction.atomic():
        hold_fair(override.application.fair_event, what=NO_BOOTHS)
        hold_quotas((override.application, override.booth))
        lock(override.application)
        override = _as_it_is(override)
        if override.approved_at is not None:
            return override
        if override.set_aside_at is not None:
            raise RuleBroken("คำขอนี้ยกเลิกไปแล้ว")
        if override.proposed_by_id == by.pk:
            raise NotTheSecondOfficer("คุณเป็นผู้ขอ ต้องให้เจ้าหน้าที่อีกคนอนุมัติ")
        allocate_booth(override.application, override.booth, by=by, follows=override)
        override.approved_by, override.approved_at = by, timezone.now()
        override.save()
        said = f"อนุมัติบูธ {override.booth.code} นอกกติกา: {override.against}"
        record(override.application, "approve_override", said, by=by, reason=override.reason)
    return override


def set_override_aside(override: AllocationOverride, *, by) -> AllocationOverride:
    """Take back what was asked for and not approved. Twice is once."""
    with transaction.atomic():
        lock(override.application)
        override = _as_it_is(override)
        if override.set_aside_at is not None:
            return override
        if override.approved_at is not None:
            raise RuleBroken("อนุมัติไปแล้ว ถ้าต้องเปลี่ยน ให้คืนบูธในหน้าจัดบูธ")
        override.set_aside_at = timezone.now()
        override.save()
        said = f"ยกเลิกคำขอบูธ {override.booth.code} นอกกติกา"
        record(override.application, "set_override_aside", said, by=by)
    return override


def _require_nobody_asks(booth: Booth) -> None:
    if AllocationOverride.objects.waiting().filter(booth=booth).exists():
        raise RuleBroken(f"บูธ {booth.code} มีคำขอนอกกติกาที่รออนุมัติอยู่แล้ว", field="booth")


def _as_it_is(override: AllocationOverride) -> AllocationOverride:
    """The row under the application's lock."""
    rows = AllocationOverride.objects.select_related("application__fair_event", "booth")
    return rows.get(pk=override.pk)
