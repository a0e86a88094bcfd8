"""A notice is signed with its number, amended by a new one, withdrawn with a reason."""

from datetime import date
from typing import cast

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import Field

from fairs.models import Notice, NoticeState
from fairs.notices import next_number
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock
from otopfair.media.storing import new_files
from otopfair.thai.calendar import be_year, today_in_thailand
from otopfair.thai.formatting import format_date

# What stands on the paper, and is never changed after.
ON_PAPER = (
    *("province_id", "issuing_office", "subject", "body", "fair_event_id", "amends_id"),
    *("signer_name", "signer_position", "signer_capacity", "acting_for"),
)
CHANGED = "มีผู้แก้ร่างนี้หลังจากคุณเปิดหน้า ตรวจร่างอีกครั้ง แล้วจึงลงนาม"


def numbered_as(notice: Notice, *, number: int, signed_on: date) -> Notice:
    """`notice` as it will be once it is signed, not saved: for its paper.

    Raises RuleBroken while something that a paper needs is missing.
    """
    for name in ("signer_name", "signer_position"):
        if not getattr(notice, name).strip():
            label = cast(Field, notice._meta.get_field(name)).verbose_name
            raise RuleBroken(f"ร่างนี้ยังไม่มี{label} แก้ร่างก่อน แล้วจึงลงนาม")
    if signed_on > today_in_thailand():
        raise RuleBroken("วันที่ประกาศต้องไม่ใช่วันที่ยังมาไม่ถึง", field="signed_on")
    notice.state, notice.number = NoticeState.SIGNED, number
    notice.signed_on, notice.year_be = signed_on, be_year(signed_on)
    return notice


def sign_notice(notice: Notice, *, paper: bytes, by) -> Notice:
    """Publish what `numbered_as` has prepared, with its `paper` (a PDF), for good.

    Signed twice under one number is once. Raises RuleBroken when the draft was changed since it
    was read for the paper, is signed already under another number, or the number is taken.
    """
    with new_files() as files, transaction.atomic():
        now = lock(notice)
        if not now.is_draft:
            if now.numbered == notice.numbered:
                return now
            raise RuleBroken(f"ลงนามแล้วเป็นเลขที่ {now.numbered}")
        if any(getattr(now, name) != getattr(notice, name) for name in ON_PAPER):
            raise RuleBroken(CHANGED)
        files.save(notice.paper, ContentFile(paper))
        _save_numbered(notice)
        day = format_date(cast(date, notice.signed_on))
        record(notice, "sign", f"ลงนามและประกาศ เลขที่ {notice.numbered} วันที่ {day}", by=by)
    return notice


def _save_numbered(notice: Notice) -> None:
    try:
        with transaction.atomic():
            notice.save()
    except IntegrityError as taken:
        free = next_number(notice.issuing_office, cast(int, notice.year_be))
        raise RuleBroken(
            f"{notice.issuing_office}ออกประกาศเลขที่ {notice.numbered} แล้ว "
            f"เลขถัดไปคือ {free}/{notice.year_be}",
            field="number",
        ) from taken


def amend_notice(notice: Notice, *, by) -> Notice:
    """A draft that amends `notice`, with the same office and signer; the one that waits already.

    Raises RuleBroken for a draft: it is simply edited.
    """
    with transaction.atomic():
        notice = lock(notice)
        if notice.is_draft:
            raise RuleBroken("ประกาศนี้ยังเป็นร่าง แก้ข้อความในร่างได้เลย")
        if waiting := notice.amended_by.filter(state=NoticeState.DRAFT).first():
            return waiting
        kept = {name: getattr(notice, name) for name in ON_PAPER if name != "amends_id"}
        kept |= {"subject": _amending(notice.subject), "amends": notice}
        draft = Notice.objects.create(**kept)
        record(draft, "amend", f"ร่างประกาศแก้ไขเพิ่มเติมเลขที่ {notice.numbered}", by=by)
    return draft


def _amending(subject: str) -> str:
    longest = Notice._meta.get_field("subject").max_length
    return f"แก้ไขเพิ่มเติม{subject}"[:longest]


def withdraw_notice(notice: Notice, *, reason: str, by) -> Notice:
    """It stays where it is and says that it is withdrawn, when and why. Raises RuleBroken for a
    draft, and without a reason."""
    with transaction.atomic():
        notice = lock(notice)
        if notice.is_withdrawn:
            return notice
        if notice.is_draft:
            raise RuleBroken("ประกาศนี้ยังเป็นร่าง ลบร่างได้เลย")
        if not reason.strip():
            raise RuleBroken("บอกเหตุที่ยกเลิกประกาศ", field="reason")
        notice.state, notice.withdrawn_on = NoticeState.WITHDRAWN, today_in_thailand()
        notice.withdrawn_because = reason
        notice.save()
        record(notice, "withdraw", f"ยกเลิกประกาศเลขที่ {notice.numbered}", by=by, reason=reason)
    return notice
