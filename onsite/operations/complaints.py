"""A visitor complains; officers look into it, ask the vendor, and answer by a day."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_noop

from fairs.models import Booth, FairEvent, FairState
from fairs.operations.holding import hold_fair, lock_fair
from onsite.arrows import follow
from onsite.models import Complaint, ComplaintNote, ComplaintState
from onsite.reports.complaints import answer_day, answer_link
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock
from otopfair.media.images import largest_made
from otopfair.media.storing import new_files
from otopfair.outbox.models import Channel, Delivery
from otopfair.outbox.writing import send_to
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.formatting import format_deadline
from vendors.models import BoothAllocation, Vendor
from vendors.notifications import tell_vendor

AT_ONCE = 50


@dataclass(frozen=True)
class Contacts:
    """How whoever complains may be reached, as far as they want to be."""

    name: str = ""
    phone: str = ""
    email: str = ""

    def __bool__(self) -> bool:
        return bool(self.name or self.phone or self.email)


NO_CONSENT = gettext_noop("ติ๊กยินยอมให้ติดต่อกลับ หรือลบชื่อและช่องทางติดต่อออก")
NOT_READ = gettext_noop("อ่านรูปนี้ไม่สำเร็จ ส่งอีกครั้ง")


def complain(
    fair_event: FairEvent,
    text: str,
    *,
    booth: Booth | None = None,
    contacts: Contacts = Contacts(),
    consents: bool = False,
    upload=None,
    form_key: UUID,
) -> Complaint:
    """Take a complaint in and say until when it is answered. The same form again is the first.

    Raises RuleBroken when the fair is no fair that visitors see, or contacts come without consent.
    """
    if contacts and not consents:
        raise RuleBroken(NO_CONSENT, field="consents")
    picture = upload and largest_made(upload, not_made=NOT_READ).content
    with new_files() as files, transaction.atomic():
        fair_event = lock_fair(fair_event, what="ถ้ามีเรื่องร้องเรียน โทรหาเจ้าหน้าที่")
        if earlier := Complaint.objects.filter(form_key=form_key).first():
            return earlier
        if fair_event.state != FairState.PUBLISHED:
            raise RuleBroken(gettext_noop("งานนี้ยังไม่เปิดให้แจ้งเรื่อง โทรหาเจ้าหน้าที่แทน"))
        number = fair_event.complaints.aggregate(highest=Max("number"))["highest"] or 0
        complaint = Complaint(
            fair_event=fair_event,
            number=number + 1,
            booth=booth,
            vendor=_vendor_in(booth),
            text=text.strip(),
            name=contacts.name,
            phone=contacts.phone,
            email=contacts.email,
            consented_at=timezone.now() if contacts else None,
            answer_by=answer_day(fair_event),
            form_key=form_key,
        )
        if picture:
            files.save(complaint.photo, ContentFile(picture))
        complaint.save()
        record(complaint, "complain", "ผู้ชมแจ้งเรื่อง", by=None)
        _write(complaint, f"รับเรื่องแล้ว จะตอบ{format_deadline(complaint.answer_by)}")
    return complaint


def _vendor_in(booth: Booth | None) -> Vendor | None:
    """Who stands in the booth today, when it is one."""
    if booth is None:
        return None
    rows = BoothAllocation.objects.live().filter(booth=booth).order_by("pk")
    today = today_in_thailand()
    found = [row for row in rows.select_related("application__vendor") if row.covers(today)]
    return found[0].application.vendor if len(found) == 1 else None


def _write(complaint: Complaint, what: str) -> None:
    """Tell whoever complained, where they have left an address; the page by the link says it, too.

    The message names no complaint in words: it may be read over a shoulder.
    """
    subject = f"เรื่องร้องเรียน {complaint.reference_no}"
    link = f"{settings.SITE_URL}{answer_link(complaint)}"
    body = f"{what}\nอ่านได้ที่ {link}"
    for channel, address in channels_to(complaint):
        send_to(
            complaint,
            address,
            channel=channel,
            subject=subject,
            body=body,
            kind="complaint",
            about=complaint.fair_event,
        )


def channels_to(complaint: Complaint) -> list[tuple[Channel, str]]:
    """By what a message to them goes out; a telephone number without SMS is to be called."""
    found = [(Channel.EMAIL, complaint.email)] if complaint.email else []
    if complaint.phone and Channel.SMS in settings.OUTBOX_SENDERS:
        found.append((Channel.SMS, complaint.phone))
    return found


def assign_complaint(complaint: Complaint, to, *, by) -> Complaint:
    """Say who looks after it. The same person again is done already."""
    with transaction.atomic():
        complaint = _locked(complaint)
        if complaint.assigned_to == to:
            return complaint
        follow(complaint, "assign")
        complaint.assigned_to = to
        complaint.save()
        record(complaint, "assign", f"มอบหมายให้{to}", by=by)
    return complaint


def note_complaint(complaint: Complaint, text: str, *, form_key: UUID, by) -> ComplaintNote:
    """Write for other officers. The same form again is the first note."""
    with transaction.atomic():
        complaint = _locked(complaint)
        if earlier := _noted_before(by, form_key):
            return earlier
        note = complaint.notes.create(text=text.strip(), by=by, form_key=form_key)
        record(complaint, "note", "เขียนบันทึกภายใน", by=by)
    return note


def _noted_before(by, form_key: UUID) -> ComplaintNote | None:
    return ComplaintNote.objects.filter(by=by, form_key=form_key).first()


def ask_vendor(complaint: Complaint, question: str, *, by) -> Complaint:
    """Ask the vendor for its word. It reads what the officer writes, never who complained."""
    with transaction.atomic():
        complaint = _locked(complaint)
        if complaint.state == ComplaintState.WITH_VENDOR and complaint.question == question.strip():
            return complaint
        if complaint.vendor is None:
            raise RuleBroken("เรื่องนี้ไม่ได้ระบุร้าน จึงถามร้านไม่ได้", field="question")
        follow(complaint, "ask")
        complaint.question, complaint.asked_at = question.strip(), timezone.now()
        complaint.vendor_says, complaint.vendor_said_at = "", None
        complaint.save()
        record(complaint, "ask", f"ถาม {complaint.vendor}", by=by)
        tell_vendor(
            complaint.vendor,
            f"ขอคำชี้แจงเรื่อง {complaint.reference_no}",
            f"{complaint.fair_event.called}\nเจ้าหน้าที่ถามว่า: {complaint.question}\nตอบในหน้าของร้าน",
            kind="complaint",
            link=f"/my/complaints/{complaint.pk}/",
        )
    return complaint


def give_word(complaint: Complaint, words: str, *, by) -> Complaint:
    """The vendor says how it was. The same words again are said already."""
    with transaction.atomic():
        complaint = _locked(complaint)
        if complaint.vendor_said_at and complaint.vendor_says == words.strip():
            return complaint
        follow(complaint, "vendor_says")
        complaint.vendor_says, complaint.vendor_said_at = words.strip(), timezone.now()
        complaint.save()
        record(complaint, "vendor_says", f"{complaint.vendor} ชี้แจง", by=by)
    return complaint


def answer_complaint(complaint: Complaint, answer: str, *, by) -> Complaint:
    """Answer whoever complained, by their link and where they can be written to."""
    with transaction.atomic():
        complaint = _locked(complaint)
        is_answered = complaint.state == ComplaintState.ANSWERED
        if is_answered and complaint.answer == answer.strip():
            return complaint
        follow(complaint, "answer")
        complaint.answer, complaint.answered_at = answer.strip(), timezone.now()
        complaint.save()
        record(complaint, "answer", "ตอบผู้แจ้ง", by=by)
        _write(complaint, "เจ้าหน้าที่ตอบแล้ว")
    return complaint


def close_complaint(complaint: Complaint, *, by) -> Complaint:
    """Nothing more is to be done. From now on the days run until contacts are erased. Twice is
    once."""
    with transaction.atomic():
        complaint = _locked(complaint)
        if complaint.state != ComplaintState.CLOSED:
            follow(complaint, "close")
            complaint.closed_at = timezone.now()
            complaint.save()
            record(complaint, "close", "ปิดเรื่อง", by=by)
    return complaint


def reopen_complaint(complaint: Complaint, *, reason: str, by) -> Complaint:
    """Look into it once more, with a new day to answer by."""
    with transaction.atomic():
        complaint = _locked(complaint)
        follow(complaint, "reopen")
        complaint.closed_at, complaint.answer_by = None, answer_day(complaint.fair_event)
        complaint.save()
        record(complaint, "reopen", "เปิดเรื่องอีกครั้ง", by=by, reason=reason.strip())
    return complaint


def _locked(complaint: Complaint) -> Complaint:
    """The complaint, locked; also of a fair that was cancelled: people wait for an answer."""
    hold_fair(complaint.fair_event, what="", even_cancelled=True)
    return lock(complaint)


def erase_old_contacts() -> int:
    """Forget who complained, and the photo, some days after the matter was closed; how many."""
    keys = list(Complaint.objects.outlived().order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    return sum(_erase(key) for key in keys)


def _erase(key: int) -> bool:
    """The row goes last: a worker that dies in between comes back for the file."""
    with transaction.atomic():
        rows = Complaint.objects.outlived().filter(pk=key)
        complaint = rows.select_for_update(of=("self",), no_key=True).first()
        if complaint is None:
            return False
        if complaint.photo:
            default_storage.delete(complaint.photo.name)
        sent = {"message__recipient_type": "onsite.complaint", "message__recipient_id": key}
        Delivery.objects.filter(**sent).update(address="", last_error="")
        complaint.name = complaint.phone = complaint.email = complaint.photo = ""
        complaint.erased_at = timezone.now()
        complaint.save()
        kept = settings.COMPLAINT_CONTACTS_KEPT_DAYS
        record(complaint, "erase", f"ลบข้อมูลติดต่อตามกำหนดเก็บ {kept} วัน", by=None)
    return True
