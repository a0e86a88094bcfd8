"""A resolution is carried out, with the proof, or opened again."""

from datetime import date
from uuid import UUID

from django.db import transaction

from fairs.models import Resolution
from fairs.operations.attachments import keep_file
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock
from otopfair.media.storing import new_files
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.formatting import format_date


def complete_resolution(
    resolution: Resolution,
    *,
    done_on: date,
    result: str,
    form_key: UUID,
    file=None,
    by,
) -> Resolution:
    """Report that a resolution has been carried out on `done_on`, with what came of it.

    `file` is the proof, an uploaded photo or PDF, which is checked and kept with the resolution.
    Its meeting is locked first, as for every piece of the meeting: nobody's words are put back.
    """
    with new_files() as files, transaction.atomic():
        lock(resolution.meeting)
        resolution = lock(resolution)
        if (resolution.done_on, resolution.result) == (done_on, result):
            return resolution
        if resolution.done_on:
            raise RuleBroken(f"มตินี้รายงานผลแล้วเมื่อ {format_date(resolution.done_on)}")
        if not result.strip():
            raise RuleBroken("บอกผลการดำเนินการ", field="result")
        if done_on > today_in_thailand():
            raise RuleBroken("วันที่เสร็จต้องไม่ใช่วันที่ยังมาไม่ถึง", field="done_on")
        if done_on < resolution.meeting.held_on:
            raise RuleBroken(
                f"วันที่เสร็จต้องไม่มาก่อนวันประชุม {format_date(resolution.meeting.held_on)}",
                field="done_on",
            )
        resolution.done_on = done_on
        resolution.result = result
        resolution.save()
        summary = f"รายงานผลมติ เสร็จเมื่อ {format_date(done_on)}"
        record(resolution, "complete", summary, by=by, reason=result)
        if file is not None:
            keep_file(resolution, "resolution", file, files, form_key=form_key, by=by)
    return resolution


def reopen_resolution(resolution: Resolution, *, reason: str, by) -> Resolution:
    """Take a report of completion back."""
    with transaction.atomic():
        lock(resolution.meeting)
        resolution = lock(resolution)
        if resolution.done_on is None:
            return resolution
        if not reason.strip():
            raise RuleBroken("บอกเหตุที่เปิดมติอีกครั้ง", field="reason")
        resolution.done_on = None
        resolution.save()
        record(resolution, "reopen", "เปิดมติอีกครั้ง", by=by, reason=reason)
    return resolution
