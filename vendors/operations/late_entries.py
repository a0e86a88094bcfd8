"""Late entry: an officer's code lets one application in after the call has closed."""

import secrets
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairs.models import FairEvent
from fairs.operations.holding import lock_fair
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock
from otopfair.thai.digits import to_arabic_digits
from otopfair.thai.formatting import format_datetime, format_deadline
from vendors.models import BoothApplication, LateEntry, Vendor

LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ23456789"  # none that reads like another
LENGTH = 8


def issue_late_entry(
    fair_event: FairEvent,
    vendor: Vendor | None,
    *,
    reason: str,
    expires_at: datetime,
    form_key: UUID,
    by,
) -> LateEntry:
    """Issue a code for one vendor, or for whoever brings it first. A repeated form issues none.

    Raises RuleBroken without a reason, with an end that is past, or at a fair without a call.
    """
    with transaction.atomic():
        # Alone, so that a form that is sent twice at once waits for itself.
        fair_event = lock_fair(fair_event, what="จึงออกรหัสไม่ได้")
        if (same := _issued_before(form_key, by)) is not None:
            return same
        if not reason.strip():
            raise RuleBroken("บอกเหตุที่รับหลังปิด", field="reason")
        if expires_at <= timezone.now():
            raise RuleBroken("เวลาที่ใช้ได้ถึงต้องยังไม่ผ่านไป", field="expires_at")
        if fair_event.newest_call() is None:
            raise RuleBroken("งานนี้ไม่มีประกาศรับสมัคร จึงออกรหัสไม่ได้")
        entry = LateEntry.objects.create(
            fair_event=fair_event,
            vendor=vendor,
            code="".join(secrets.choice(LETTERS) for _ in range(LENGTH)),
            reason=reason.strip(),
            expires_at=expires_at,
            form_key=form_key,
            issued_by=by,
        )
        whose = f"ให้{vendor}" if vendor else "ร้านใดก็ได้"
        summary = f"ออกรหัสสมัครหลังปิดรับ {whose} ใช้ได้{format_deadline(expires_at)}"
        record(fair_event, "late_entry", summary, by=by, reason=entry.reason)
    return entry


def _issued_before(form_key: UUID, by) -> LateEntry | None:
    return LateEntry.objects.filter(issued_by=by, form_key=form_key).first()


def usable_late_entry(fair_event: FairEvent, vendor: Vendor, code: str) -> LateEntry:
    """The entry of a typed code, locked. The same answer to every code that is not there.

    Raises RuleBroken when it is another's, used for another application, or over.
    """
    typed = to_arabic_digits(code).upper().replace(" ", "").replace("-", "")
    found = LateEntry.objects.filter(fair_event=fair_event, code=typed).first()
    entry = lock(found) if found else None
    if entry is None or (entry.vendor_id and entry.vendor_id != vendor.pk):
        raise RuleBroken("รหัสนี้ใช้กับร้านและงานนี้ไม่ได้ ตรวจตัวอักษร หรือโทรหาเจ้าหน้าที่", field="late_code")
    if entry.application and entry.application.vendor_id != vendor.pk:
        raise RuleBroken("รหัสนี้ใช้ไปแล้ว ขอรหัสใหม่จากเจ้าหน้าที่", field="late_code")
    if entry.expires_at <= timezone.now():
        ended = format_datetime(entry.expires_at)
        raise RuleBroken(f"รหัสนี้หมดเวลาเมื่อ {ended} โทรหาเจ้าหน้าที่", field="late_code")
    return entry


def use_late_entry(entry: LateEntry, application: BoothApplication, *, by) -> None:
    """Bind a code to the one application that it lets in. The entry is locked."""
    if entry.application_id == application.pk:
        return
    if entry.application_id or LateEntry.objects.filter(application=application).exists():
        raise RuleBroken("รหัสนี้ใช้ไปแล้ว ขอรหัสใหม่จากเจ้าหน้าที่", field="late_code")
    entry.application, entry.used_at = application, timezone.now()
    entry.save(update_fields=["application", "used_at"])
    application.late_until = entry.expires_at
    application.save(update_fields=["late_until"])
    summary = f"สมัครหลังปิดรับด้วยรหัสที่{entry.issued_by}ออกให้"
    record(application, "late_entry", summary, by=by, reason=entry.reason)
