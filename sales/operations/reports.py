"""The evening report is declared, closed, and corrected in a new revision."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from fairs.models import FairEvent
from fairs.operations.holding import lock_fair
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.thai.baht import format_number
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.formatting import format_date, format_range
from sales.models import DailyReport
from sales.reports.days import report_days
from sales.reports.figures import USUAL_PLACES, DailyFigures, Difference, difference
from sales.reports.gathering import gather, report_of, words_of
from sales.reports.keeping import keep
from sales.reports.sentences import report_text
from sales.reports.style import style_to_json
from sales.reports.wording import style_of


def declare_totals(
    fair_event: FairEvent,
    day: date,
    *,
    booths: int | None,
    sold_baht: Decimal | None,
    ordered_baht: Decimal | None,
    by,
) -> DailyReport:
    """Keep the totals that the officer has on paper, as a draft; they need not match yet.

    Raises RuleBroken outside the fair, at a cancelled one, and when the day's report is closed.
    """
    with transaction.atomic():
        fair_event = lock_fair(fair_event, what="จึงบันทึกยอดที่แจ้งไม่ได้")
        report = _draft(fair_event, day)
        before = (report.declared_booths, report.declared_sold_baht, report.declared_ordered_baht)
        if report.pk and before == (booths, sold_baht, ordered_baht):
            return report
        report.declared_booths = booths
        report.declared_sold_baht = sold_baht
        report.declared_ordered_baht = ordered_baht
        report.save()
        record(report, "declare", "บันทึกยอดที่แจ้ง", by=by)
    return report


def close_report(
    fair_event: FairEvent,
    day: date,
    *,
    accept_missing: bool = False,
    accept_difference: bool = False,
    by,
) -> DailyReport:
    """Close the day: figures and text are kept as printed, and vendors can no longer change them.

    A second press finds it closed. Raises RuleBroken at a cancelled fair, when nothing was
    reported, and when booths are missing or declared totals differ from the rows and the officer
    has not agreed to that.
    """
    with transaction.atomic():
        fair_event = lock_fair(fair_event, what="จึงปิดรายงานไม่ได้")
        newest = report_of(fair_event, day)
        if newest is not None and newest.closed_at is not None:
            return newest
        report = _draft(fair_event, day)
        figures = gather(fair_event, day)
        _require_reported(figures, accept_missing)
        left = declared_difference(report, figures)
        if not left.is_zero and not accept_difference:
            raise RuleBroken(_differs(left), field="accept_difference")
        return _close(report, figures, left, by)


def close_as_it_is(fair_event: FairEvent, day: date, *, by) -> DailyReport:
    """Close a day whatever is missing or differs, also one of which nobody has reported.

    The caller holds the fair's lock and has asked. Raises RuleBroken on what is no day of the fair.
    """
    report = _draft(fair_event, day)
    figures = gather(fair_event, day)
    return _close(report, figures, declared_difference(report, figures), by)


def _close(report: DailyReport, figures: DailyFigures, left: Difference, by) -> DailyReport:
    words, style = words_of(report.fair_event), style_of(report.fair_event)
    report.figures = keep(figures, words)
    report.wording = style_to_json(style)
    printed = figures.top(USUAL_PLACES)
    report.text = report_text(words, printed, style, made_on=today_in_thailand())
    report.closed_at = timezone.now()
    report.closed_by = by
    report.save()
    told = f"ปิดรายงานวันที่ {format_date(report.sold_on)} {_total(figures)}"
    record(report, "close", told if left.is_zero else f"{told} {_in_words(left)}", by=by)
    return report


def _total(figures: DailyFigures) -> str:
    if figures.grand.is_silent:
        return "ไม่มีร้านส่งยอด"
    return f"รวม {format_number(figures.grand.total)} บาท"


def open_correction(report: DailyReport, *, reason: str, by) -> DailyReport:
    """Begin the next revision of a closed report; the closed one stays as it was printed.

    Each revision is corrected once: a repeated form gets the revision that followed it. Raises
    RuleBroken at a cancelled fair: what was printed is the last word.
    """
    with transaction.atomic():
        fair_event = lock_fair(report.fair_event, what="รายงานที่ปิดแล้วจึงคงเดิม")
        newest = report_of(fair_event, report.sold_on) or report
        if newest.closed_at is None or newest.revision > report.revision:
            return newest
        if not reason.strip():
            raise RuleBroken("บอกว่าแก้รายงานเพราะอะไร", field="reason")
        revision = DailyReport.objects.create(
            fair_event=fair_event, sold_on=report.sold_on, revision=newest.revision + 1
        )
        summary = f"เปิดแก้รายงาน ฉบับที่ {revision.revision}"
        record(newest, "correct", summary, by=by, reason=reason)
        record(revision, "correct", summary, by=by, reason=reason)
    return revision


def declared_difference(report: DailyReport | None, figures: DailyFigures) -> Difference:
    """Declared totals minus the rows; nothing declared, no difference."""
    if report is None:
        return Difference(None, None, None)
    return difference(
        figures,
        booths=report.declared_booths,
        sold=report.declared_sold_baht,
        ordered=report.declared_ordered_baht,
    )


def _draft(fair_event: FairEvent, day: date) -> DailyReport:
    """The day's open draft, made when there is none. The caller holds the fair's lock."""
    if day not in report_days(fair_event):
        if not fair_event.days:
            raise RuleBroken("งานนี้ยังไม่กำหนดวัน จึงยังทำรายงานไม่ได้")
        days = format_range(fair_event.days[0], fair_event.days[-1])
        raise RuleBroken(f"วันที่ {format_date(day)} ไม่อยู่ในวันจัดงาน ({days})")
    newest = report_of(fair_event, day)
    if newest is None:
        return DailyReport(fair_event=fair_event, sold_on=day)
    if newest.closed_at is not None:
        raise RuleBroken("รายงานวันนี้ปิดแล้ว เปิดแก้รายงานก่อน")
    return newest


def _require_reported(figures: DailyFigures, accept_missing: bool) -> None:
    if figures.grand.is_silent:
        raise RuleBroken("ยังไม่มีร้านส่งยอดของวันนี้ จึงยังปิดรายงานไม่ได้")
    if figures.missing and not accept_missing:
        raise RuleBroken(
            f"ยังไม่ส่งยอด {len(figures.missing)} ร้าน ติดตามก่อน หรือเลือกปิดโดยระบุบูธที่ยังไม่ส่ง",
            field="accept_missing",
        )


def _differs(left: Difference) -> str:
    return f"{_in_words(left)} แก้ให้ตรงกัน หรือเลือกปิดทั้งที่ต่างกัน"


def _in_words(left: Difference) -> str:
    """ "ยอดที่แจ้งไม่ตรงกับยอดรายบูธ: จำนวนบูธเกิน 1 บูธ, ยอดจำหน่ายเกิน 500 บาท"."""
    parts = [
        f"{label}{'เกิน' if amount > 0 else 'ขาด'} {format_number(abs(amount))} {unit}"
        for label, amount, unit in (
            ("จำนวนบูธ", Decimal(left.booths or 0), "บูธ"),
            ("ยอดจำหน่าย", left.sold, "บาท"),
            ("ยอดสั่งจอง", left.ordered, "บาท"),
        )
        if amount
    ]
    return f"ยอดที่แจ้งไม่ตรงกับยอดรายบูธ: {', '.join(parts)}"
