"""A vendor sends its standards and documents; officers check them one by one."""

from datetime import date
from functools import partial
from uuid import UUID

from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone

from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock
from otopfair.media.papers import PaperRefused, check_paper
from otopfair.media.storing import NewFiles, new_files
from otopfair.stale import StalePage, seen_of, who_changed
from otopfair.thai.calendar import today_in_thailand
from vendors.models import (
    NumberRefused,
    PaperState,
    StandardKind,
    Vendor,
    VendorDocument,
    VendorDocumentKind,
    VendorStandard,
)
from vendors.notifications import tell_vendor
from vendors.operations.people import require_owner

Paper = VendorStandard | VendorDocument
MOST_STANDARDS = 30
THERE_ALREADY = "มีมาตรฐานเลขนี้ในร้านของคุณแล้ว กลับไปดูที่หน้ามาตรฐาน"


def send_standard(
    vendor: Vendor,
    kind: StandardKind,
    *,
    number: str,
    valid_from: date | None = None,
    valid_until: date | None = None,
    upload=None,
    form_key: UUID,
    by,
) -> VendorStandard:
    """Add a standard that waits for an officer. The same form again is the same standard."""
    _require_paper(upload)
    with new_files() as files, transaction.atomic():
        vendor = lock(vendor)
        require_owner(vendor, by)
        if (earlier := _sent_before(vendor.standards, by, form_key)) is not None:
            return earlier
        if vendor.standards.current().count() >= MOST_STANDARDS:
            raise RuleBroken(f"มีมาตรฐานครบ {MOST_STANDARDS} รายการแล้ว เอาที่ไม่ใช้แล้วออกก่อน")
        row = VendorStandard(vendor=vendor, kind=kind, form_key=form_key)
        _fill(row, number, valid_from, valid_until)
        _send(row, upload, files, by)
        record(row, "send", f"เพิ่ม {row}", by=by)
    return row


def correct_standard(
    row: VendorStandard,
    *,
    number: str,
    valid_from: date | None = None,
    valid_until: date | None = None,
    upload=None,
    seen: str | None = None,
    by,
) -> VendorStandard:
    """Change what an officer has not found right yet; a file stays unless another comes.

    Raises StalePage when an officer has looked since the page was opened.
    """
    _require_paper(upload)
    with new_files() as files, transaction.atomic():
        vendor, row = lock(row.vendor), lock(row)
        require_owner(vendor, by)
        _require_current(row)
        if row.state == PaperState.ACCEPTED:
            raise RuleBroken("เจ้าหน้าที่ตรวจรายการนี้แล้ว ถ้าต่ออายุหรือเลขเปลี่ยน ให้เพิ่มรายการใหม่")
        _require_seen(row, seen)
        former = row.file.name
        _fill(row, number, valid_from, valid_until)
        _send(row, upload, files, by)
        record(row, "correct", f"แก้ {row}", by=by)
        if upload is not None and former:
            transaction.on_commit(partial(default_storage.delete, former))
    return row


def send_document(
    vendor: Vendor,
    kind: VendorDocumentKind,
    upload,
    *,
    valid_until: date | None = None,
    form_key: UUID,
    by,
) -> VendorDocument:
    """Add a document that waits for an officer; the one before of its kind ends and is kept."""
    _require_paper(upload)
    with new_files() as files, transaction.atomic():
        vendor = lock(vendor)
        require_owner(vendor, by)
        if (earlier := _sent_before(vendor.documents, by, form_key)) is not None:
            return earlier
        if not kind.is_for(vendor.kind):
            raise RuleBroken("ร้านประเภทของคุณไม่ต้องส่งเอกสารชนิดนี้")
        if upload is None:
            raise RuleBroken("เลือกไฟล์หรือถ่ายรูปเอกสาร", field="file")
        _require_end(kind, None, valid_until)
        vendor.documents.current().filter(kind=kind).update(ended_at=timezone.now())
        row = VendorDocument(vendor=vendor, kind=kind, valid_until=valid_until, form_key=form_key)
        _send(row, upload, files, by)
        record(row, "send", f"ส่ง{row}", by=by)
    return row


def take_away(row: Paper, *, by) -> Paper:
    """The vendor does not hold it any more, or sent the wrong one. It can be put back."""
    with transaction.atomic():
        vendor, row = lock(row.vendor), lock(row)
        require_owner(vendor, by)
        if row.ended_at is None:
            row.ended_at = timezone.now()
            row.save(update_fields=["ended_at"])
            record(row, "take_away", f"เอา {row} ออก", by=by)
    return row


def bring_back(row: Paper, *, by) -> Paper:
    """Put back what was taken away, as it was. Raises RuleBroken when another has its place, or
    its file is kept no longer."""
    try:
        with transaction.atomic():
            vendor, row = lock(row.vendor), lock(row)
            require_owner(vendor, by)
            if row.erased_at is not None:
                raise RuleBroken("ไฟล์ของรายการนี้ลบตามกำหนดเก็บแล้ว ส่งไฟล์ใหม่แทน")
            if row.ended_at is not None:
                row.ended_at = None
                row.save(update_fields=["ended_at"])
                record(row, "bring_back", f"นำ {row} กลับมา", by=by)
    except IntegrityError as taken:
        raise RuleBroken("มีรายการใหม่แทนแล้ว จึงนำรายการเดิมกลับมาไม่ได้") from taken
    return row


def judge_paper(
    row: Paper, state: PaperState, *, reason: str = "", seen: str | None = None, by
) -> Paper:
    """Say that a paper is right, or what the vendor is to correct. The same twice is done.

    Raises StalePage when the vendor has sent something else since the page was opened.
    """
    with transaction.atomic():
        row = lock(row)
        if (row.state, row.reason) == (state, reason.strip()):
            return row
        _require_current(row)
        _require_seen(row, seen)
        if state == PaperState.REFUSED and not reason.strip():
            raise RuleBroken("บอกร้านว่าต้องแก้อะไร", field="reason")
        row.state, row.judged_by, row.judged_at = state, by, timezone.now()
        row.reason = reason.strip() if state == PaperState.REFUSED else ""
        row.save()
        record(row, "judge", f"{row}: {row.get_state_display()}", by=by, reason=row.reason)
        if state == PaperState.REFUSED:
            words = f"{row.reason}\nแก้แล้วส่งใหม่ในหน้าข้อมูลร้าน"
            link = "/my/dossier/"
            tell_vendor(row.vendor, f"ขอให้แก้ {row}", words, kind="vendor", link=link)
    return row


def note_opening(row: Paper, *, by) -> None:
    """An officer opens the file: who looked at a paper with a person's data is written down."""
    record(row, "open_file", f"เปิดดูไฟล์ {row}", by=by)


def seen_of_paper(row: Paper) -> str:
    """The fingerprint of what a page shows of it."""
    shown = {"state": row.state, "file": row.file.name, "ended": row.ended_at is not None}
    return seen_of({**shown, "from": row.valid_from, "until": row.valid_until, "name": str(row)})


def _sent_before(rows, by, form_key: UUID):
    return rows.filter(sent_by=by, form_key=form_key).first()


def _require_paper(upload) -> None:
    if upload is None:
        return
    try:
        check_paper(upload)
    except PaperRefused as refused:
        raise RuleBroken(str(refused), field="file") from refused


def _require_current(row: Paper) -> None:
    if row.ended_at is not None:
        raise RuleBroken("รายการนี้เลิกใช้แล้ว กลับไปดูรายการปัจจุบัน")


def _require_seen(row: Paper, seen: str | None) -> None:
    if seen not in (None, now := seen_of_paper(row)):
        raise StalePage(f"{who_changed(row)} ดูอีกครั้งก่อนกด", seen_now=now)


def _fill(row: VendorStandard, number: str, valid_from, valid_until) -> None:
    try:
        row.number = row.kind.read_number(number)
    except NumberRefused as refused:
        raise RuleBroken(str(refused), field="number") from refused
    _require_end(row.kind, valid_from, valid_until)
    row.valid_from, row.valid_until = valid_from, valid_until
    same = row.vendor.standards.current().filter(kind=row.kind, number=row.number)
    if same.filter(valid_until=valid_until).exclude(pk=row.pk).exists():
        raise RuleBroken(THERE_ALREADY, field="number")


def _require_end(kind, valid_from: date | None, valid_until: date | None) -> None:
    if kind.expires and valid_until is None:
        raise RuleBroken("กรอกวันหมดอายุตามเอกสาร", field="valid_until")
    if valid_from and valid_until and valid_until < valid_from:
        raise RuleBroken("วันหมดอายุต้องไม่มาก่อนวันที่ออกให้", field="valid_until")
    if valid_until and valid_until < today_in_thailand():
        raise RuleBroken("ฉบับนี้หมดอายุแล้ว ใส่ฉบับที่ต่ออายุ", field="valid_until")


def _send(row: Paper, upload, files: NewFiles, by) -> None:
    """Back to the queue of officers, with the file if one came."""
    if upload is not None:
        files.save(row.file, upload)
        row.file_name, row.erased_at = upload.name[-255:], None
    row.state, row.reason, row.judged_by, row.judged_at = PaperState.WAITING, "", None, None
    row.sent_by, row.sent_at = by, timezone.now()
    row.save()
