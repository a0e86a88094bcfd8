"""What waits for an officer today: one task a row, each from one query, however many rows."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Min
from django.urls import reverse
from django.utils import timezone

from fairs.models import FairEvent, FairState, Resolution
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.formatting import MONTHS_SHORT, format_date_short, format_time, no_break
from products.models import DailyReport
from products.takings import missing_counts
from vendors.models import ApplicationStatus, BoothApplication

SOON_DAYS = 7
OPENING_DAYS = 45
REPORT_DAYS = 14


@dataclass(frozen=True)
class Task:
    """One row of the desk. `urgency`: "overdue", "soon" or ""; `due` is the words of its badge."""

    number: int
    what: str
    detail: str
    url: str
    verb: str
    urgency: str = ""
    due: str = ""

    @property
    def rank(self) -> int:
        return {"overdue": 0, "soon": 1, "": 2}[self.urgency]


def tasks_for(user) -> list[Task]:
    """The tasks that `user` may do, overdue first."""
    today = today_in_thailand()
    fairs = _fairs(user, today)
    running = [fair for fair in fairs if fair.is_running(today)]
    tasks = [*_missing_takings(running, today, user)]
    if user.has_perm("fairs.change_resolution"):
        tasks += _resolutions(user, today)
    if user.has_perm("vendors.decide_boothapplication"):
        tasks += [*_to_check(user, today), *_to_confirm(user, today)]
    if user.has_perm("vendors.add_boothallocation"):
        tasks += _opening(user, fairs, today)
    if user.has_perm("products.close_dailyreport"):
        tasks += _open_reports(fairs, today)
    return sorted(tasks, key=lambda task: task.rank)


def _fairs(user, today: date) -> list[FairEvent]:
    """Fairs that run, ran a short while ago or open soon."""
    return list(
        FairEvent.objects.visible_to(user)
        .filter(
            state=FairState.PUBLISHED,
            date_precision="day",
            closes_on__gte=today - timedelta(days=REPORT_DAYS),
            opens_on__lte=today + timedelta(days=OPENING_DAYS),
        )
        .order_by("opens_on", "pk")
    )


def _days_late(due: date, today: date) -> str:
    return f"เกิน {(today - due).days} วัน"


def _by(due: date, today: date) -> str:
    return "ภายในวันนี้" if due == today else no_break(f"ก่อน {due.day} {MONTHS_SHORT[due.month]}")


def _missing_takings(running: list[FairEvent], today: date, user):
    if not user.has_perm("products.enter_boothsale"):
        return
    yesterday = today - timedelta(days=1)
    for day, counts in (
        (yesterday, missing_counts(running, yesterday)),
        (today, missing_counts(running, today)),
    ):
        for fair in running:
            if fair.pk not in counts:
                continue
            late = day == yesterday
            until = f"ก่อน {format_time(fair.closes_at)}" if fair.closes_at else "ภายในวันนี้"
            yield Task(
                counts[fair.pk],
                "บูธยังไม่ส่งยอดเมื่อวาน" if late else "บูธยังไม่ส่งยอดวันนี้",
                f"{fair} โทรตามหรือกรอกแทนได้",
                reverse("staff:sales-chase", args=[fair.pk, day.isoformat()]),
                "ตามยอด",
                "overdue" if late else "soon",
                "เกิน 1 วัน" if late else no_break(until),
            )


def _resolutions(user, today: date):
    rows = (
        Resolution.objects.visible_to(user)
        .open()
        .filter(due_on__lte=today + timedelta(days=SOON_DAYS))
        .select_related("meeting__committee")
        .order_by("due_on", "pk")
    )
    overdue, soon = [], []
    for row in rows:
        (overdue if row.due_on < today else soon).append(row)
    for found, urgency, what in (
        (overdue, "overdue", "มติเกินกำหนดรายงานผล"),
        (soon, "soon", "มติใกล้ครบกำหนด"),
    ):
        if found:
            first = found[0]
            late = urgency == "overdue"
            yield Task(
                len(found),
                what,
                f"{first.meeting} กำหนด {no_break(format_date_short(first.due_on))}",
                reverse("staff:resolution-result", args=[first.pk]),
                "รายงานผล",
                urgency,
                _days_late(first.due_on, today) if late else _by(first.due_on, today),
            )


def _to_check(user, today: date):
    rows = (
        BoothApplication.objects.visible_to(user)
        .filter(status=ApplicationStatus.SUBMITTED)
        .order_by("fair_event__opens_on", "fair_event")
        .values("fair_event", "fair_event__name_th", "fair_event__call__result_on")
        .annotate(number=Count("pk"), oldest=Min("submitted_at"))
    )
    for row in rows:
        waited = (today - timezone.localdate(row["oldest"])).days
        due = row["fair_event__call__result_on"]
        urgency = "" if due is None or due > today + timedelta(days=14) else "soon"
        if due and due < today:
            urgency = "overdue"
        page = reverse("staff:review-fair", args=[row["fair_event"]])
        yield Task(
            row["number"],
            "ใบสมัครรอตรวจเอกสาร",
            f"{row['fair_event__name_th']} {f'ใบเก่าสุดรอ {waited} วัน' if waited else 'ส่งวันนี้'}",
            f"{page}?status=submitted",
            "ตรวจใบสมัคร",
            urgency,
            "" if not due else _days_late(due, today) if due < today else _by(due, today),
        )


def _to_confirm(user, today: date):
    rows = (
        BoothApplication.objects.visible_to(user)
        .filter(status=ApplicationStatus.SELECTED, answer_by__lte=today + timedelta(days=SOON_DAYS))
        .order_by("fair_event__opens_on", "fair_event")
        .values("fair_event", "fair_event__name_th")
        .annotate(number=Count("pk"), first=Min("answer_by"))
    )
    for row in rows:
        page = reverse("staff:review-fair", args=[row["fair_event"]])
        late = row["first"] < today
        yield Task(
            row["number"],
            "ร้านได้รับคัดเลือกแต่ยังไม่ยืนยัน",
            f"{row['fair_event__name_th']} โทรถามแล้วยืนยันแทน หรือถอนแทนร้าน",
            f"{page}?status=selected",
            "ตามคำยืนยัน",
            "overdue" if late else "soon",
            _days_late(row["first"], today) if late else _by(row["first"], today),
        )


def _opening(user, fairs: list[FairEvent], today: date):
    rows = BoothApplication.objects.visible_to(user).waiting_for_booth().order_by("pk")
    waiting = Counter(rows.filter(fair_event__in=fairs).values_list("fair_event", flat=True))
    for fair in fairs:
        days = (fair.opens_on - today).days
        number = waiting[fair.pk]
        if fair.closes_on < today or (not number and days <= 0):
            continue
        running = days <= 0
        page = reverse("staff:allocation-fair", args=[fair.pk])
        if number:
            what = "ร้านที่ยืนยันแล้วยังไม่มีบูธ"
            when = "งานเปิดแล้ว" if running else f"งานเปิดใน {days} วัน"
            urgency = "overdue" if running else "soon" if days <= SOON_DAYS else ""
            yield Task(number, what, f"{fair} {when}", page, "จัดบูธ", urgency)
        else:
            yield Task(1, f"งานจะเปิดใน {days} วัน", f"{fair} ดูผังบูธให้พร้อม", page, "ดูผังบูธ")


def _open_reports(fairs: list[FairEvent], today: date):
    begun = [fair for fair in fairs if fair.opens_on < today]
    closed = set(
        DailyReport.objects.filter(fair_event__in=begun, closed_at__isnull=False)
        .order_by()
        .values_list("fair_event", "sold_on")
    )
    for fair in begun:
        days = [day for day in fair.days if day < today and (fair.pk, day) not in closed]
        if days:
            yield Task(
                len(days),
                "รายงานประจำวันยังไม่ปิด",
                f"{fair} เริ่มที่ {no_break(format_date_short(days[0]))}",
                reverse("staff:report-day", args=[fair.pk, days[0].isoformat()]),
                "ปิดรายงาน",
                "overdue" if days[0] < today - timedelta(days=1) else "soon",
                _days_late(days[0], today) if days[0] < today - timedelta(days=1) else "ภายในวันนี้",
            )
