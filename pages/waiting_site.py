"""What waits for officers at fairs: a check to publish, complaints to answer, booths to mend."""

from datetime import date, timedelta

from django.db.models import Count, Min
from django.urls import reverse
from django.utils import timezone

from fairs.models import FairEvent, FairState, Resolution
from fairs.models.meetings import SOON_DAYS
from onsite.models import Complaint, Finding
from otopfair.thai.folding import truncate
from otopfair.thai.formatting import no_break
from pages.tasks import Task, by_day, days_late

PUBLISH = "fairs.publish_fairevent"
ANSWER, INSPECT = "onsite.answer_complaint", "onsite.inspect_booths"
MOST_LETTERS = 80  # of what was resolved


def fairs_to_publish(user):
    """Fairs that somebody has checked and that the public does not see yet."""
    rows = FairEvent.objects.covered_by(user, PUBLISH).filter(state=FairState.CHECKED)
    for fair_event in rows.select_related("checked_by").order_by("opens_on", "pk"):
        yield Task(
            1,
            "งานที่ตรวจแล้ว รอเผยแพร่",
            f"{fair_event} ตรวจโดย {fair_event.checked_by}",
            reverse("staff:fair-state", args=[fair_event.pk]),
            "ดูและเผยแพร่",
            "soon",
        )


def complaints_to_answer(user, today: date):
    """One row a fair, by the first day that is promised to somebody."""
    rows = (
        Complaint.objects.covered_by(user, ANSWER)
        .waiting()
        .order_by("fair_event")
        .values("fair_event", "fair_event__name_th")
        .annotate(number=Count("pk"), first=Min("answer_by"))
    )
    for row in rows:
        late = row["first"] < today
        yield Task(
            row["number"],
            "เรื่องร้องเรียนเกินกำหนดตอบ" if late else "เรื่องร้องเรียนรอตอบ",
            f"{row['fair_event__name_th']} อ่าน มอบหมาย ถามร้าน แล้วตอบผู้แจ้ง",
            reverse("staff:complaints-fair", args=[row["fair_event"]]),
            "ตอบเรื่อง",
            "overdue" if late else "soon",
            days_late(row["first"], today) if late else by_day(row["first"], today),
        )


def findings_to_see(user):
    """What vendors should have mended by now."""
    rows = (
        Finding.objects.covered_by(user, INSPECT)
        .overdue()
        .order_by("fair_event")
        .values("fair_event", "fair_event__name_th")
        .annotate(number=Count("pk"), first=Min("due_at"))
    )
    for row in rows:
        page = reverse("staff:inspections-findings", args=[row["fair_event"]])
        late = (timezone.localdate() - timezone.localdate(row["first"])).days
        yield Task(
            row["number"],
            "สิ่งที่พบจากการตรวจยังไม่แก้",
            f"{row['fair_event__name_th']} ไปดูที่บูธ แล้วบันทึกว่าแก้แล้ว",
            f"{page}?state=overdue",
            "ดูสิ่งที่พบ",
            "overdue",
            f"เกิน {late} วัน" if late else "เกินเวลาวันนี้",
        )


def resolutions_to_report(user, today: date):
    """One row for what is late and one for what falls due; a single resolution opens by itself."""
    rows = (
        Resolution.objects.covered_by(user, "fairs.change_resolution")
        .open()
        .filter(due_on__lte=today + timedelta(days=SOON_DAYS))
        .select_related("meeting__committee")
        .order_by("due_on", "pk")
    )
    overdue, soon = [], []
    for row in rows:
        (overdue if row.due_on < today else soon).append(row)
    if overdue:
        due = days_late(overdue[0].due_on, today)
        yield _resolutions(overdue, "มติเกินกำหนดรายงานผล", "overdue", due)
    if soon:
        yield _resolutions(soon, "มติใกล้ครบกำหนด", "soon", by_day(soon[0].due_on, today))


def _resolutions(rows: list[Resolution], what: str, urgency: str, due: str) -> Task:
    first = rows[0]
    if len(rows) == 1:
        page, verb = reverse("staff:resolution", args=[first.pk]), "รายงานผล"
    else:
        page, verb = f"{reverse('staff:fairs_resolution_changelist')}?due={urgency}", "ดูมติ"
    return Task(len(rows), what, _charge(first), page, verb, urgency, due)


def _charge(resolution: Resolution) -> str:
    """Who does what by when: "ทำผังบูธ ผู้รับผิดชอบ ฝ่ายสถานที่ กำหนด 5 ธ.ค. 2569"."""
    who = f"ผู้รับผิดชอบ {resolution.responsible}" if resolution.responsible else ""
    due = f"กำหนด {no_break(resolution.due.short)}"
    return " ".join(filter(None, [truncate(resolution.text, MOST_LETTERS), who, due]))
