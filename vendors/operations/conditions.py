"""Who may apply: officers set the conditions of a call, and let one vendor past them."""

from typing import Any

from django.db import transaction

from fairs.models import VendorCall
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock
from otopfair.stale import Difference, StalePage, is_same, seen_of, who_changed
from vendors.conditions import condition_kinds
from vendors.eligibility import why_not
from vendors.models import CallCondition, ConditionWaiver, Vendor

NEVER_WAIVED = {"ban", "invite"}


class NotEligible(RuleBroken):
    """A condition of the call is not met; `barriers` are all of them."""

    def __init__(self, barriers) -> None:
        super().__init__(" ".join(barrier.sentence for barrier in barriers), field="eligible")
        self.barriers = barriers


def require_eligible(call: VendorCall, vendor: Vendor) -> None:
    """Raise NotEligible with every reason that keeps `vendor` from this call today."""
    if barriers := why_not(call, vendor):
        raise NotEligible(barriers)


def conditions_now(call: VendorCall) -> dict[str, list[str]]:
    """Kind → the chosen values, of every kind that there is."""
    rows = dict(CallCondition.objects.filter(call=call).values_list("kind", "values"))
    return {kind.key: rows.get(kind.key, []) for kind in condition_kinds()}


def save_conditions(
    call: VendorCall, chosen: dict[str, list[str]], *, by, seen: str | None = None
) -> None:
    """Put what was ticked in place of the conditions that stand there; nothing ticked is no
    condition. Whoever has sent an application is not asked again.

    Raises StalePage when somebody else has changed them since the page was `seen`.
    """
    with transaction.atomic():
        call = lock(call)
        now = conditions_now(call)
        if is_same(now, chosen):
            return
        if seen not in (None, seen_of(now)):
            raise _stale(call, now, chosen)
        CallCondition.objects.filter(call=call, kind__in=chosen).delete()
        CallCondition.objects.bulk_create(
            CallCondition(call=call, kind=key, values=values)
            for key, values in chosen.items()
            if values
        )
        record(call, "conditions", "แก้เงื่อนไขผู้สมัคร", by=by, changes=_changes(now, chosen))


def _changes(now: dict[str, Any], mine: dict[str, Any]) -> dict[str, list[str]]:
    return {
        kind.name: [_read(kind, now[kind.key]), _read(kind, mine[kind.key])]
        for kind in condition_kinds()
        if now[kind.key] != mine[kind.key]
    }


def _read(kind, values: list[str]) -> str:
    return ", ".join(label for value, label in kind.choices() if value in values)


def _stale(call: VendorCall, now: dict[str, Any], mine: dict[str, Any]) -> StalePage:
    changes = _changes(now, mine)
    differences = [Difference(label, theirs, own) for label, (theirs, own) in changes.items()]
    return StalePage(who_changed(call), seen_now=seen_of(now), differences=differences)


def waive_conditions(call: VendorCall, vendor: Vendor, *, reason: str, by) -> ConditionWaiver:
    """Let `vendor` past the conditions that it does not meet today, and only past those.

    Raises RuleBroken when there are none, a ban holds, or no reason is given.
    """
    with transaction.atomic():
        call = lock(call)
        vendor = lock(vendor)
        if not reason.strip():
            raise RuleBroken("บอกเหตุที่ยกเว้น ผู้ตรวจสอบภายหลังจะอ่านข้อความนี้", field="reason")
        waived = ConditionWaiver.objects.filter(call=call, vendor=vendor).first()
        barriers = why_not(call, vendor)
        if ban := next((one for one in barriers if one.key in NEVER_WAIVED), None):
            raise RuleBroken(f"ยกเว้นข้อนี้ไม่ได้ {ban.sentence}")
        if not barriers:
            if waived is not None:
                return waived
            raise RuleBroken("ร้านนี้สมัครรอบนี้ได้อยู่แล้ว ไม่ต้องยกเว้น")
        kinds = [*(waived.kinds if waived else []), *(one.key for one in barriers)]
        row, _ = ConditionWaiver.objects.update_or_create(
            call=call,
            vendor=vendor,
            defaults={"kinds": kinds, "reason": reason.strip(), "waived_by": by},
        )
        what = " ".join(one.sentence for one in barriers)
        record(call, "waive", f"ยกเว้นเงื่อนไขให้ {vendor}: {what}"[:255], by=by, reason=row.reason)
    return row
