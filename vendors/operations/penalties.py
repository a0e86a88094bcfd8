"""A warning or a ban is recorded and told; a ban keeps a vendor from applying until it ends."""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairs.models import FairEvent
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.formatting import format_date
from vendors.eligibility import why_barred
from vendors.models import Penalty, PenaltyKind, Vendor
from vendors.notifications import tell_vendor


class Banned(RuleBroken):
    """A ban keeps this vendor from applying to this fair today."""


def record_penalty(
    vendor: Vendor,
    *,
    kind: PenaltyKind,
    decision_number: str,
    reason: str,
    from_on: date,
    until: date,
    everywhere: bool,
    fair_event: FairEvent | None = None,
    form_key: UUID,
    by,
) -> Penalty:
    """Record what was decided about a vendor of this province, and tell the vendor. The same form
    again is the first.

    Raises RuleBroken when it is over already, or says neither why nor by which decision.
    """
    with transaction.atomic():
        vendor = lock(vendor)
        if repeated := Penalty.objects.filter(decided_by=by, form_key=form_key).first():
            return repeated
        _require_sensible(decision_number, reason, from_on, until)
        penalty = Penalty.objects.create(
            vendor=vendor,
            fair_event=fair_event,
            kind=kind,
            province=vendor.province,
            everywhere=everywhere,
            decision_number=decision_number.strip(),
            reason=reason.strip(),
            from_on=from_on,
            until=until,
            decided_by=by,
            form_key=form_key,
        )
        summary = f"{penalty.get_kind_display()}ถึง {format_date(until)} ({penalty.where})"
        record(vendor, "penalise", summary, by=by, reason=reason)
        tell_vendor(vendor, *letter_of(penalty), kind="penalty", link="/my/penalties/")
    return penalty


def _require_sensible(decision_number: str, reason: str, from_on: date, until: date) -> None:
    if not decision_number.strip():
        raise RuleBroken("กรอกเลขที่มติหรือคำสั่ง", field="decision_number")
    if not reason.strip():
        raise RuleBroken("บอกเหตุผล ร้านจะอ่านข้อความนี้", field="reason")
    if until < from_on:
        raise RuleBroken("วันสิ้นสุดต้องไม่มาก่อนวันเริ่ม", field="until")
    if until < today_in_thailand():
        raise RuleBroken("วันสิ้นสุดผ่านไปแล้ว โทษนี้จึงไม่มีผล", field="until")


def letter_of(penalty: Penalty) -> tuple[str, str]:
    """Subject and text of what the vendor reads about it."""
    until = format_date(penalty.until)
    object_until = format_date(today_in_thailand() + timedelta(days=penalty.days_to_object))
    at_fair = f"งานที่เกิดเหตุ: {penalty.fair_event}\n" if penalty.fair_event else ""
    return (
        f"ร้านของคุณได้รับ{penalty.get_kind_display()}ถึง {until}",
        f"ตาม{penalty.decision_number} ใช้กับ{penalty.where}\n{at_fair}เหตุผล: {penalty.reason}\n"
        f"ถ้าไม่เห็นด้วย โต้แย้งได้ภายในวันที่ {object_until}",
    )


def lift_penalty(penalty: Penalty, *, by, reason: str) -> Penalty:
    """End it before its time. Twice is once."""
    with transaction.atomic():
        penalty = lock(penalty)
        if penalty.lifted_at is not None:
            return penalty
        if not reason.strip():
            raise RuleBroken("บอกเหตุที่ยกโทษ", field="reason")
        penalty.lifted_at, penalty.lifted_by = timezone.now(), by
        penalty.save()
        record(penalty.vendor, "lift", f"ยก{penalty.get_kind_display()}", by=by, reason=reason)
        tell_vendor(
            penalty.vendor,
            f"ยก{penalty.get_kind_display()}แล้ว",
            f"เหตุผล: {reason}\nร้านของคุณสมัครงานได้ตามปกติ",
            kind="penalty",
            link="/my/penalties/",
        )
    return penalty


def require_no_ban(vendor: Vendor, fair_event: FairEvent) -> None:
    """Raise Banned while a ban holds for this fair; it says until when, and how to object."""
    if why := why_barred(vendor, fair_event):
        raise Banned(why)
