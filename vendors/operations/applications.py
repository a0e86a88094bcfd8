"""What happens to an application: started, sent, checked, selected, confirmed, withdrawn."""

from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from fairs.models import FairEvent, VendorCall
from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry, record
from otopfair.locking import lock
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.formatting import format_date
from vendors.models import ApplicationStatus, BoothApplication, Vendor
from vendors.notifications import tell_applicant

Status = ApplicationStatus

ANSWERED_BY_VENDOR = {Status.DRAFT, Status.RETURNED}
WITHDRAWABLE = {
    Status.DRAFT,
    Status.SUBMITTED,
    Status.RETURNED,
    Status.ELIGIBLE,
    Status.SELECTED,
    Status.CONFIRMED,
}


class StaleDecision(RuleBroken):
    """Somebody else has changed the application since the officer's page was shown."""


def start_application(
    fair_event: FairEvent, vendor: Vendor, *, form_key: UUID, by
) -> BoothApplication:
    """Open a draft for `vendor`, or return the one that is already open. A repeated form opens
    nothing, also when its application has ended since.

    Raises RuleBroken when the fair takes no applications now.
    """
    with transaction.atomic():
        _require_open_call(fair_event)
        vendor = lock(vendor)
        live = BoothApplication.objects.filter(fair_event=fair_event, vendor=vendor).exclude(
            status__in=[Status.WITHDRAWN, Status.REFUSED]
        )
        same_form = BoothApplication.objects.filter(started_by=by, form_key=form_key)
        application = live.first() or same_form.first()
        if application is None:
            application = BoothApplication.objects.create(
                fair_event=fair_event, vendor=vendor, form_key=form_key, started_by=by
            )
            record(application, "start", "เริ่มกรอกใบสมัคร", by=by)
    return application


def answer_application(application: BoothApplication, *, by, **answers) -> BoothApplication:
    """Keep the answers of one step: category, booths_wanted, note.

    Raises RuleBroken when the application is with the officers, or asks for too many booths.
    """
    with transaction.atomic():
        application = lock(application)
        _require(application, ANSWERED_BY_VENDOR, "ใบสมัครนี้ส่งแล้ว แก้ได้เมื่อเจ้าหน้าที่ส่งกลับ")
        call = VendorCall.objects.get(fair_event=application.fair_event_id)
        if "category" in answers and not call.places.filter(category=answers["category"]).exists():
            raise RuleBroken("งานนี้ไม่ได้เปิดรับประเภทนี้ เลือกประเภทอื่น", field="category")
        if answers.get("booths_wanted", 1) > call.max_booths:
            raise RuleBroken(f"งานนี้ขอได้ไม่เกิน {call.max_booths} บูธต่อราย", field="booths_wanted")
        for name in ("category", "booths_wanted", "note"):
            if name in answers:
                setattr(application, name, answers[name])
        application.save()
    return application


def submit_application(
    application: BoothApplication, *, accepts_terms: bool, by
) -> BoothApplication:
    """Send a draft, or send again what was returned. A second press finds it already sent.

    Raises RuleBroken when something is missing or the call is closed.
    """
    with transaction.atomic():
        fair_event = lock(application.fair_event)
        application = lock(application)
        if application.status == Status.SUBMITTED:
            return application
        _require(application, ANSWERED_BY_VENDOR, "ใบสมัครนี้ส่งแล้ว")
        call = _call_for_sending(application)
        if not application.category:
            raise RuleBroken("เลือกประเภทสินค้าก่อนส่งใบสมัคร", field="category")
        if not accepts_terms:
            raise RuleBroken("ต้องยอมรับข้อตกลงก่อนส่งใบสมัคร", field="accepts_terms")
        now = timezone.now()
        was_returned = application.status == Status.RETURNED
        if not application.reference_no:
            application.reference_no = _next_reference(fair_event)
        application.status = Status.SUBMITTED
        application.terms = call.terms
        application.terms_accepted_at = now
        application.submitted_at = now
        application.decision_reason = ""
        application.answer_by = None
        _save(application)
        summary = "แก้แล้วส่งใบสมัครอีกครั้ง" if was_returned else "ส่งใบสมัคร"
        record(application, "submit", summary, by=by)
        tell_applicant(
            application,
            f"ส่งใบสมัคร {application.reference_no} แล้ว",
            f"งาน {fair_event} ได้รับใบสมัครแล้ว ติดตามผลได้ที่หน้าใบสมัครของฉัน",
        )
    return application


def return_application(
    application: BoothApplication,
    *,
    reason: str,
    answer_by: date,
    by,
    seen_version: int | None = None,
) -> BoothApplication:
    """Send an application back to be corrected, with what to correct and by when.

    `seen_version`, here and in the other decisions, is the version that the officer's page
    showed; None decides whatever is there. Raises StaleDecision when it has changed since.
    """
    with transaction.atomic():
        application = lock(application)
        _require_seen(application, seen_version)
        _require(
            application,
            {Status.SUBMITTED, Status.ELIGIBLE},
            "ส่งกลับได้เฉพาะใบสมัครที่รอตรวจหรือผ่านเอกสาร",
        )
        if not reason.strip():
            raise RuleBroken("บอกผู้สมัครว่าต้องแก้อะไร", field="reason")
        if answer_by < today_in_thailand():
            raise RuleBroken("วันที่ต้องแก้ให้เสร็จต้องไม่ใช่วันที่ผ่านมาแล้ว", field="answer_by")
        _decide(application, Status.RETURNED, reason, by)
        application.answer_by = answer_by
        _save(application)
        record(
            application,
            "return",
            f"ส่งกลับให้แก้ภายใน {format_date(answer_by)}",
            by=by,
            reason=reason,
        )
        tell_applicant(
            application,
            f"ใบสมัคร {application.reference_no} ต้องแก้ก่อน {format_date(answer_by)}",
            f"{reason}\nแก้แล้วกดส่งอีกครั้งภายใน {format_date(answer_by)}",
        )
    return application


def pass_documents(
    application: BoothApplication, *, by, seen_version: int | None = None
) -> BoothApplication:
    """The documents are in order: the application goes on to selection."""
    with transaction.atomic():
        application = lock(application)
        _require_seen(application, seen_version)
        _require(application, {Status.SUBMITTED}, "ตรวจเอกสารได้เฉพาะใบสมัครที่รอตรวจ")
        _decide(application, Status.ELIGIBLE, "", by)
        application.checked_at = timezone.now()
        _save(application)
        record(application, "pass", "ผ่านการตรวจเอกสาร", by=by)
        tell_applicant(
            application,
            f"ใบสมัคร {application.reference_no} ผ่านเอกสารแล้ว",
            "ขั้นต่อไปคือการคัดเลือก ไม่ต้องทำอะไรเพิ่ม",
        )
    return application


def select_application(
    application: BoothApplication, *, by, seen_version: int | None = None
) -> BoothApplication:
    """Accept an application: the vendor is asked to confirm."""
    with transaction.atomic():
        application = lock(application)
        _require_seen(application, seen_version)
        _require(
            application,
            {Status.SUBMITTED, Status.ELIGIBLE},
            "คัดเลือกได้เฉพาะใบสมัครที่รอตรวจหรือผ่านเอกสาร",
        )
        call = VendorCall.objects.filter(fair_event=application.fair_event_id).first()
        now = timezone.now()
        _decide(application, Status.SELECTED, "", by)
        application.checked_at = application.checked_at or now
        application.selected_at = now
        application.answer_by = call.confirm_until if call else None
        _save(application)
        record(application, "select", "ได้รับคัดเลือก รอร้านยืนยัน", by=by)
        until = f"ภายใน {format_date(application.answer_by)}" if application.answer_by else "โดยเร็ว"
        tell_applicant(
            application,
            f"ใบสมัคร {application.reference_no} ได้รับคัดเลือก",
            f"กดยืนยันเข้าร่วมงาน{until} ถ้าไม่ยืนยัน สิทธิ์จะไปที่รายอื่น",
        )
    return application


def refuse_application(
    application: BoothApplication, *, reason: str, by, seen_version: int | None = None
) -> BoothApplication:
    """Refuse an application, with the reason that the vendor reads."""
    with transaction.atomic():
        application = lock(application)
        _require_seen(application, seen_version)
        _require(
            application,
            {Status.SUBMITTED, Status.RETURNED, Status.ELIGIBLE},
            "ใบสมัครนี้ตัดสินไปแล้ว",
        )
        if not reason.strip():
            raise RuleBroken("บอกผู้สมัครว่าไม่ผ่านเพราะอะไร", field="reason")
        _decide(application, Status.REFUSED, reason, by)
        application.answer_by = None
        _save(application)
        record(application, "refuse", "ไม่ผ่านการพิจารณา", by=by, reason=reason)
        tell_applicant(
            application,
            f"ใบสมัคร {application.reference_no} ไม่ผ่าน",
            f"เหตุผล: {reason}",
        )
    return application


def confirm_application(
    application: BoothApplication, *, by, on_behalf=False, seen_version: int | None = None
) -> BoothApplication:
    """The vendor takes the place; `on_behalf` when an officer confirms by telephone."""
    with transaction.atomic():
        application = lock(application)
        if application.status == Status.CONFIRMED:
            return application
        _require_seen(application, seen_version)
        _require(application, {Status.SELECTED}, "ยืนยันได้เฉพาะใบสมัครที่ได้รับคัดเลือก")
        if not on_behalf and application.answer_by and application.answer_by < today_in_thailand():
            raise RuleBroken(f"เลยกำหนดยืนยัน {format_date(application.answer_by)} แล้ว โทรหาเจ้าหน้าที่")
        application.status = Status.CONFIRMED
        application.confirmed_at = timezone.now()
        application.answer_by = None
        _save(application)
        summary = "เจ้าหน้าที่ยืนยันแทนร้าน" if on_behalf else "ยืนยันเข้าร่วมงาน"
        record(application, "confirm", summary, by=by)
        tell_applicant(
            application,
            f"ยืนยันเข้าร่วมงานแล้ว {application.reference_no}",
            "ขั้นต่อไปคือรับเลขบูธ เจ้าหน้าที่จะแจ้งเมื่อจัดบูธแล้ว",
        )
    return application


def withdraw_application(
    application: BoothApplication, *, reason: str = "", by, seen_version: int | None = None
) -> BoothApplication:
    """Take an application back. Booths must be released first, so that nobody loses one unseen."""
    with transaction.atomic():
        application = lock(application)
        _require_seen(application, seen_version)
        _require(application, WITHDRAWABLE, "ใบสมัครนี้ปิดไปแล้ว")
        if application.allocations.live().exists():
            raise RuleBroken("ร้านนี้ได้บูธแล้ว ให้เจ้าหน้าที่คืนบูธก่อนจึงถอนได้")
        application.status = Status.WITHDRAWN
        application.answer_by = None
        _save(application)
        record(application, "withdraw", "ถอนใบสมัคร", by=by, reason=reason)
    return application


def enrol_vendor(
    fair_event: FairEvent, vendor: Vendor, *, category: int, form_key: UUID, by
) -> BoothApplication:
    """Enter a vendor whom the committee has already chosen on paper: a confirmed application.

    Returns the vendor's live application when there is one.
    """
    with transaction.atomic():
        fair_event = lock(fair_event)
        vendor = lock(vendor)
        application = (
            BoothApplication.objects.filter(fair_event=fair_event, vendor=vendor)
            .exclude(status__in=[Status.WITHDRAWN, Status.REFUSED, Status.DRAFT])
            .first()
        )
        if application is not None:
            return application
        now = timezone.now()
        try:
            with transaction.atomic():
                application = BoothApplication.objects.create(
                    fair_event=fair_event,
                    vendor=vendor,
                    category=category,
                    status=Status.CONFIRMED,
                    reference_no=_next_reference(fair_event),
                    form_key=form_key,
                    started_by=by,
                    submitted_at=now,
                    checked_at=now,
                    selected_at=now,
                    confirmed_at=now,
                    decided_by=by,
                )
        except IntegrityError as error:
            raise RuleBroken("ร้านนี้มีใบสมัครร่างของงานนี้อยู่ ให้ร้านส่งหรือถอนก่อน") from error
        record(application, "enrol", "เจ้าหน้าที่ลงชื่อร้านตามบัญชีที่คัดเลือกแล้ว", by=by)
    return application


def _require(application: BoothApplication, statuses: set, sentence: str) -> None:
    if application.status not in statuses:
        raise RuleBroken(f"{sentence} (ตอนนี้: {application.get_status_display()})")


def _require_seen(application: BoothApplication, seen_version: int | None) -> None:
    if seen_version in (None, application.version):
        return
    last = HistoryEntry.objects.of(application).first()
    what = f"{last.actor_name} {last.summary}" if last else application.get_status_display()
    raise StaleDecision(
        f"มีการเปลี่ยนใบสมัครนี้หลังจากคุณเปิดหน้า ({what})"
        f" ตอนนี้: {application.get_status_display()} ตรวจแล้วบันทึกอีกครั้ง"
    )


def _decide(application: BoothApplication, status: str, reason: str, by) -> None:
    application.status = status
    application.decision_reason = reason
    application.decided_by = by


def _save(application: BoothApplication) -> None:
    application.version += 1
    application.save()


def _require_open_call(fair_event: FairEvent) -> VendorCall:
    call = VendorCall.objects.filter(fair_event=fair_event).select_related("terms").first()
    if call is None or fair_event.state != "published":
        raise RuleBroken("งานนี้ยังไม่เปิดรับสมัคร")
    now = timezone.now()
    if now < call.opens_at:
        raise RuleBroken(f"งานนี้เปิดรับสมัคร {format_date(timezone.localdate(call.opens_at))}")
    if now >= call.closes_at:
        raise RuleBroken(f"งานนี้ปิดรับสมัครแล้วเมื่อ {format_date(timezone.localdate(call.closes_at))}")
    return call


def _call_for_sending(application: BoothApplication) -> VendorCall:
    """An open call for a draft; what was returned may come back until its own date."""
    if application.status == Status.DRAFT:
        return _require_open_call(application.fair_event)
    if application.answer_by and application.answer_by < today_in_thailand():
        raise RuleBroken(f"เลยกำหนดแก้ {format_date(application.answer_by)} แล้ว โทรหาเจ้าหน้าที่")
    return VendorCall.objects.select_related("terms").get(fair_event=application.fair_event_id)


def _next_reference(fair_event: FairEvent) -> str:
    """KK63-0151: the fair's code and a running number. The caller holds the fair's lock."""
    prefix = f"{fair_event.reference_code}-"
    last = (
        BoothApplication.objects.filter(reference_no__startswith=prefix)
        .order_by("-reference_no")
        .values_list("reference_no", flat=True)
        .first()
    )
    number = int(last.removeprefix(prefix)) + 1 if last else 1
    return f"{prefix}{number:04d}"
