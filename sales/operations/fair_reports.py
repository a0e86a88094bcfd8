"""The report of a whole fair is closed, with its days, and corrected in a new revision."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from fairs.models import FairEvent
from fairs.operations.holding import lock_fair
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.thai.baht import format_number
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.formatting import format_date
from otopfair.thai.periods import format_runs, runs_of
from sales.models import FairReport
from sales.operations.reports import close_as_it_is
from sales.reports.days import closings, open_days
from sales.reports.gathering import fair_report_of, gather_fair, words_of
from sales.reports.keeping import keep
from sales.reports.style import style_to_json
from sales.reports.wording import style_of

MOST_OPEN_DAYS = 31  # that one press closes


def close_fair_report(fair_event: FairEvent, *, accept_open_days: bool = False, by) -> FairReport:
    """Close the fair: its figures are kept as they are, and vendors send no takings any more.

    Days whose report is still open are closed with it, as they are. A second press finds it closed.
    Raises RuleBroken at a cancelled fair, before its last day, when nothing was reported, and when
    days are open and the officer has not agreed.
    """
    with transaction.atomic():
        fair_event = lock_fair(fair_event, what="จึงปิดรายงานสรุปไม่ได้")
        newest = fair_report_of(fair_event)
        if newest is not None and newest.closed_at is not None:
            return newest
        days = closings(fair_event)
        _require_last_day(fair_event)
        left_open = open_days(days)
        _require_agreed(left_open, accept_open_days)
        for day in left_open:
            close_as_it_is(fair_event, day, by=by)
        return _close(newest or FairReport(fair_event=fair_event), max(days), by)


def open_fair_correction(report: FairReport, *, reason: str, by) -> FairReport:
    """Begin the next revision of a closed report of a fair; the closed one stays as it is.

    Each revision is corrected once: a repeated form gets the revision that followed it. Raises
    RuleBroken at a cancelled fair and without a reason.
    """
    with transaction.atomic():
        fair_event = lock_fair(report.fair_event, what="รายงานสรุปที่ปิดแล้วจึงคงเดิม")
        newest = fair_report_of(fair_event) or report
        if newest.closed_at is None or newest.revision > report.revision:
            return newest
        if not reason.strip():
            raise RuleBroken("บอกว่าแก้รายงานเพราะอะไร", field="reason")
        revision = FairReport.objects.create(fair_event=fair_event, revision=newest.revision + 1)
        summary = f"เปิดแก้รายงานสรุป ฉบับที่ {revision.revision}"
        record(newest, "correct", summary, by=by, reason=reason)
        record(revision, "correct", summary, by=by, reason=reason)
    return revision


def _close(report: FairReport, last: date, by) -> FairReport:
    figures = gather_fair(report.fair_event, last)
    if figures.grand.is_silent:
        raise RuleBroken("ยังไม่มียอดของงานนี้ จึงยังปิดรายงานสรุปไม่ได้")
    report.figures = keep(figures, words_of(report.fair_event))
    report.wording = style_to_json(style_of(report.fair_event))
    report.closed_at = timezone.now()
    report.closed_by = by
    report.save()
    total = format_number(figures.grand.total)
    record(report, "close", f"ปิดรายงานสรุปงาน รวม {total} บาท", by=by)
    return report


def _require_last_day(fair_event: FairEvent) -> None:
    if not fair_event.days:
        raise RuleBroken("งานนี้ยังไม่กำหนดวัน จึงยังปิดรายงานสรุปไม่ได้")
    last = fair_event.days[-1]
    if today_in_thailand() < last:
        raise RuleBroken(f"งานยังไม่จบ ปิดรายงานสรุปได้ตั้งแต่วันสุดท้าย {format_date(last)}")


def _require_agreed(left_open: list[date], accept_open_days: bool) -> None:
    if not left_open:
        return
    named = format_runs(runs_of(left_open))
    if len(left_open) > MOST_OPEN_DAYS:
        raise RuleBroken(
            f"ยังไม่ปิดรายงานประจำวัน {len(left_open)} วัน มากเกินจะปิดพร้อมกัน"
            f" ปิดทีละวันจนเหลือไม่เกิน {MOST_OPEN_DAYS} วัน หรือตรวจวันจัดงาน"
        )
    if not accept_open_days:
        raise RuleBroken(
            f"ยังไม่ปิดรายงานประจำวันของวันที่ {named} ปิดทีละวันก่อน หรือเลือกปิดพร้อมกันตามที่เป็นอยู่",
            field="accept_open_days",
        )
