"""What waits for an officer today: one task a row, each from one query, however many rows."""

from collections import Counter
from datetime import date, timedelta

from django.db.models import Count, Min
from django.urls import reverse
from django.utils import timezone

from fairs.models import FairEvent, FairState
from fairs.models.meetings import SOON_DAYS
from otopfair.outbox.models import Delivery
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.formatting import format_date_short, format_deadline, no_break
from pages.tasks import Task, by_day, days_late
from pages.waiting_booths import draws_to_hold, not_there_yet, overrides_to_approve
from pages.waiting_money import payees_to_approve, refunds, slips_to_check, unpaid
from pages.waiting_sales import orders_to_ask
from pages.waiting_site import (
    complaints_to_answer,
    fairs_to_publish,
    findings_to_see,
    resolutions_to_report,
)
from sales.models import DailyReport
from sales.reports.days import open_days_outside
from sales.takings import missing_counts
from vendors.models import (
    Announcement,
    ApplicationStatus,
    BoothApplication,
    Decision,
    Objection,
    Vendor,
    VendorDocument,
    VendorRegistration,
    VendorStandard,
)
from vendors.told import told_to_shops
from vendors.twins import claims_for, pairs_for

ENTER = "sales.enter_boothsale"
DECIDE = "vendors.decide_boothapplication"
GIVE = "vendors.add_boothallocation"
CLOSE = "sales.close_dailyreport"
TELL = "vendors.act_for_vendor"
LOOK = "vendors.review_vendor"
CHECK = "vendors.check_papers"
REGISTER = "vendors.decide_vendorregistration"
OPENING_DAYS = 45
REPORT_DAYS = 14


def tasks_for(user) -> list[Task]:
    """The tasks that `user` may do, overdue first."""
    today = today_in_thailand()
    sold_at = [
        fair_event for fair_event in _fairs(user, ENTER, today) if fair_event.is_running(today)
    ]
    tasks = [
        *_letters(user),
        *not_there_yet(user),
        *_missing_takings(sold_at, today),
        *resolutions_to_report(user, today),
    ]
    tasks += [*_to_check(user, today), *_to_announce(user, today), *_to_confirm(user, today)]
    tasks += [*_to_approve(user, today), *_objections(user, today), *unpaid(user, today)]
    tasks += [
        *fairs_to_publish(user),
        *payees_to_approve(user),
        *overrides_to_approve(user),
        *draws_to_hold(user),
        *slips_to_check(user),
        *refunds(user),
        *complaints_to_answer(user, today),
        *findings_to_see(user),
        *_to_tell(user),
        *_new_shops(user),
        *_papers(user),
    ]
    tasks += _opening(user, _fairs(user, GIVE, today), today)
    to_close = _fairs(user, CLOSE, today)
    tasks += [*_open_reports(to_close, today), *_takings_outside(to_close)]
    tasks += orders_to_ask(user, today)
    return sorted(tasks, key=lambda task: task.rank)


def _fairs(user, permission: str, today: date) -> list[FairEvent]:
    """Where `user` has `permission`: fairs that run, ran a short while ago or open soon."""
    return list(
        FairEvent.objects.covered_by(user, permission)
        .filter(
            state=FairState.PUBLISHED,
            date_precision="day",
            closes_on__gte=today - timedelta(days=REPORT_DAYS),
            opens_on__lte=today + timedelta(days=OPENING_DAYS),
        )
        .order_by("opens_on", "pk")
    )


def _letters(user):
    """What other officers ask of this one."""
    unread = Delivery.objects.inbox_of(user).filter(read_at=None).count()
    if unread:
        page = reverse("my-messages")
        yield Task(unread, "ข้อความใหม่ถึงคุณ", "เช่น คำขอให้แก้ข้อมูลที่ใช้ร่วมกัน", page, "อ่านข้อความ")


def _missing_takings(running: list[FairEvent], today: date):
    yesterday = today - timedelta(days=1)
    for day, counts in (
        (yesterday, missing_counts(running, yesterday)),
        (today, missing_counts(running, today)),
    ):
        for fair_event in running:
            if fair_event.pk not in counts:
                continue
            late = day == yesterday
            until = (
                no_break(format_deadline(fair_event.closes_time))
                if fair_event.closes_time
                else "ภายในวันนี้"
            )
            yield Task(
                counts[fair_event.pk],
                "บูธยังไม่ส่งยอดเมื่อวาน" if late else "บูธยังไม่ส่งยอดวันนี้",
                f"{fair_event} โทรตามหรือกรอกแทนได้",
                reverse("staff:sales-chase", args=[fair_event.pk, day.isoformat()]),
                "ตามยอด",
                "overdue" if late else "soon",
                "เกิน 1 วัน" if late else no_break(until),
            )


def _to_check(user, today: date):
    rows = (
        BoothApplication.objects.covered_by(user, DECIDE)
        .with_standing()
        .filter(standing=ApplicationStatus.SUBMITTED)
        .order_by("fair_event__opens_on", "fair_event", "call__sequence")
        .values("fair_event", "fair_event__name_th", "call", "call__name", "call__result_on")
        .annotate(number=Count("pk"), oldest=Min("submitted_at"))
    )
    for row in rows:
        waited = (today - timezone.localdate(row["oldest"])).days
        due = row["call__result_on"]
        urgency = "" if due is None or due > today + timedelta(days=14) else "soon"
        if due and due < today:
            urgency = "overdue"
        page = reverse("staff:review-fair", args=[row["fair_event"]])
        where = " ".join(filter(None, (row["fair_event__name_th"], row["call__name"])))
        yield Task(
            row["number"],
            "ใบสมัครรอตรวจเอกสาร",
            f"{where} {f'ใบเก่าสุดรอ {waited} วัน' if waited else 'ส่งวันนี้'}",
            f"{page}?status=submitted" + (f"&call={row['call']}" if row["call"] else ""),
            "ตรวจใบสมัคร",
            urgency,
            "" if not due else days_late(due, today) if due < today else by_day(due, today),
        )


def _to_announce(user, today: date):
    """Decisions that nobody has been told; due on the day that the call promised."""
    rows = (
        Decision.objects.pending()
        .filter(application__in=BoothApplication.objects.covered_by(user, DECIDE))
        .filter(application__fair_event__state=FairState.PUBLISHED)
        .order_by("application__fair_event__opens_on", "application__fair_event")
        .values("application__fair_event", "application__fair_event__name_th")
        .annotate(
            number=Count("application", distinct=True), due=Min("application__call__result_on")
        )
    )
    for row in rows:
        due = row["due"]
        soon = bool(due) and due <= today + timedelta(days=SOON_DAYS)
        late = bool(due) and due < today
        yield Task(
            row["number"],
            "ผลที่ตัดสินแล้ว ร้านยังไม่ทราบ",
            f"{row['application__fair_event__name_th']} ดูข้อความที่จะแจ้ง แล้วประกาศ",
            reverse("staff:announce-fair", args=[row["application__fair_event"]]),
            "ประกาศผล",
            "overdue" if late else "soon" if soon else "",
            "" if not due else days_late(due, today) if late else by_day(due, today),
        )


def _to_approve(user, today: date):
    """Announcements that another officer has prepared."""
    rows = (
        Announcement.objects.covered_by(user, DECIDE)
        .open()
        .filter(approved_at=None, call__fair_event__state=FairState.PUBLISHED)
        .exclude(prepared_by=user)
        .select_related("call__fair_event__series", "prepared_by")
        .order_by("applies_at", "pk")
    )
    for row in rows:
        day, fair_event = timezone.localdate(row.applies_at), row.call.fair_event
        yield Task(
            1,
            "ประกาศผลรออนุมัติ",
            f"{fair_event} {row.call.name} เตรียมโดย {row.prepared_by}",
            reverse("staff:announcement", args=[fair_event.pk, row.pk]),
            "ตรวจและอนุมัติ",
            "overdue" if day < today else "soon",
            days_late(day, today) if day < today else by_day(day, today),
        )


def _objections(user, today: date):
    rows = Objection.objects.covered_by(user, DECIDE).open().order_by()
    found = rows.aggregate(number=Count("pk"), first=Min("answer_by"))
    due = found["first"]
    if not due:
        return
    late = due < today
    yield Task(
        found["number"],
        "คำโต้แย้งรอตอบ",
        "ต้องตอบโดยเจ้าหน้าที่ที่ไม่ได้เป็นผู้ตัดสิน",
        reverse("staff:objections"),
        "ตอบคำโต้แย้ง",
        "overdue" if late else "soon" if due <= today + timedelta(days=SOON_DAYS) else "",
        days_late(due, today) if late else by_day(due, today),
    )


def _to_confirm(user, today: date):
    rows = (
        BoothApplication.objects.covered_by(user, DECIDE)
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
            days_late(row["first"], today) if late else by_day(row["first"], today),
        )


def _to_tell(user):
    """Whom nothing but a call reaches, and what could not be sent."""
    fairs = {
        fair_event.pk: fair_event
        for fair_event in FairEvent.objects.covered_by(user, TELL).order_by("pk")
    }
    about = {"message__about_type": FairEvent._meta.label_lower, "message__about_id__in": fairs}
    to_call, failed = Delivery.objects.to_call(), Delivery.objects.failed()
    for rows, at, what, why, verb, urgency in (
        (to_call, "", "ร้านที่ต้องโทรบอก", "ไม่มีช่องทางอื่น", "ดูใครต้องโทร", "soon"),
        (failed, "?result=failed", "ข้อความที่ส่งไม่ได้", "ส่งแล้วไม่ถึง", "ส่งอีกครั้ง", "overdue"),
    ):
        recipient = Count("message__recipient_id", distinct=True)
        counts = rows.filter(**about).order_by().values_list("message__about_id")
        for key, number in counts.annotate(number=recipient):
            page = reverse("staff:messages-fair", args=[key]) + at
            yield Task(number, what, f"{fairs[key]} {why}", page, verb, urgency)
        of_shops = told_to_shops(user).filter(pk__in=rows.order_by())
        if number := of_shops.aggregate(number=recipient)["number"]:
            page = reverse("staff:messages-shops") + at
            yield Task(number, what, f"เรื่องของร้าน {why}", page, verb, urgency)


def _papers(user):
    """What vendors sent and nobody has checked; who asks to be registered."""
    standards = VendorStandard.objects.covered_by(user, CHECK).waiting().count()
    documents = VendorDocument.objects.covered_by(user, CHECK).waiting().count()
    if standards or documents:
        detail = f"มาตรฐาน {standards} รายการ เอกสาร {documents} ฉบับ"
        page = reverse("staff:papers")
        yield Task(standards + documents, "เอกสารของร้านรอตรวจ", detail, page, "ตรวจเอกสาร")
    asked = VendorRegistration.objects.covered_by(user, REGISTER).waiting().count()
    if asked:
        page = reverse("staff:registrations")
        yield Task(asked, "คำขอขึ้นทะเบียนผู้ผลิต", "อำเภอพิจารณา", page, "พิจารณาคำขอ")


def _new_shops(user):
    """Shops that nobody outside sees until an officer has looked once."""
    rows = Vendor.objects.covered_by(user, LOOK).waiting_for_a_look()
    if number := rows.count():
        oldest = no_break(format_date_short(timezone.localdate(rows[0].created_at)))
        detail = f"ผู้ชมยังไม่เห็น เก่าสุดลงทะเบียน {oldest}"
        yield Task(number, "ร้านใหม่รอดู", detail, reverse("staff:new-shops"), "ดูร้านใหม่")
    for rows, what, why, verb in (
        (claims_for(user), "คำขอดูแลร้าน", "ตรวจตัวตนแล้วผูกร้านให้", "ตรวจคำขอ"),
        (pairs_for(user), "ร้านที่อาจซ้ำ", "เทียบแล้วรวม หรือบอกว่าคนละร้าน", "เทียบร้าน"),
    ):
        if number := rows.count():
            yield Task(number, what, why, reverse("staff:new-shops"), verb)


def _opening(user, fairs: list[FairEvent], today: date):
    rows = BoothApplication.objects.covered_by(user, GIVE).waiting_for_booth().order_by("pk")
    waiting = Counter(rows.filter(fair_event__in=fairs).values_list("fair_event", flat=True))
    for fair_event in fairs:
        days = (fair_event.opens_on - today).days
        number = waiting[fair_event.pk]
        if fair_event.closes_on < today or (not number and days <= 0):
            continue
        running = days <= 0
        page = reverse("staff:allocation-fair", args=[fair_event.pk])
        if number:
            what = "ร้านที่ยืนยันแล้วยังไม่มีบูธ"
            when = "งานเปิดแล้ว" if running else f"งานเปิดใน {days} วัน"
            urgency = "overdue" if running else "soon" if days <= SOON_DAYS else ""
            yield Task(number, what, f"{fair_event} {when}", page, "จัดบูธ", urgency)
        else:
            yield Task(1, f"งานจะเปิดใน {days} วัน", f"{fair_event} ดูผังบูธให้พร้อม", page, "ดูผังบูธ")


def _open_reports(fairs: list[FairEvent], today: date):
    begun = [fair_event for fair_event in fairs if fair_event.opens_on < today]
    closed = set(
        DailyReport.objects.filter(fair_event__in=begun, closed_at__isnull=False)
        .order_by()
        .values_list("fair_event", "sold_on")
    )
    for fair_event in begun:
        days = [
            day for day in fair_event.days if day < today and (fair_event.pk, day) not in closed
        ]
        if days:
            yield Task(
                len(days),
                "รายงานประจำวันยังไม่ปิด",
                f"{fair_event} เริ่มที่ {no_break(format_date_short(days[0]))}",
                _days_to_close(fair_event, days),
                "ปิดรายงาน",
                "overdue" if days[0] < today - timedelta(days=1) else "soon",
                days_late(days[0], today) if days[0] < today - timedelta(days=1) else "ภายในวันนี้",
            )


def _days_to_close(fair_event: FairEvent, days: list[date]) -> str:
    """One day is its own page; several are the list of the fair's days."""
    if len(days) == 1:
        return reverse("staff:report-day", args=[fair_event.pk, days[0].isoformat()])
    return f"{reverse('staff:report')}?fair={fair_event.pk}"


def _takings_outside(fairs: list[FairEvent]):
    """A fair was moved off days on which booths had sold; their figures must not be forgotten."""
    outside = open_days_outside(fairs)
    for fair_event in fairs:
        if days := outside.get(fair_event.pk):
            yield Task(
                len(days),
                "ยอดขายอยู่นอกวันจัดงาน",
                f"{fair_event} {no_break(format_date_short(days[0]))} ยังไม่ปิดรายงาน",
                reverse("staff:sales-fair", args=[fair_event.pk, days[0].isoformat()]),
                "ดูยอด",
            )
