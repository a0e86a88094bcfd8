"""The last steps of a fair: its evenings reported, its report closed."""

from collections.abc import Iterator

from django.urls import reverse

from fairs.fair_steps import Part, Step
from fairs.models import FairEvent
from fairs.readiness import SUMMARY
from sales.models import FairReport
from sales.reports.days import closings, open_days

SEE = "sales.view_dailyreport"


def report_steps(fair_event: FairEvent) -> Iterator[Step]:
    """Once the days are known: a day whose report is not closed is open."""
    days = fair_event.days
    if not days:
        return
    open_ones = len({*days} & {*open_days(closings(fair_event))})
    yield Step(
        "days_closed",
        Part.END,
        "ปิดรายงานประจำวัน",
        open_ones == 0,
        f"ยังไม่ปิด {open_ones} จาก {len(days)} วัน" if open_ones else f"ปิดครบ {len(days)} วัน",
        reverse("staff:report") + f"?fair={fair_event.pk}",
        SEE,
    )
    newest = FairReport.objects.filter(fair_event=fair_event).order_by("-revision").first()
    yield Step(
        SUMMARY,
        Part.END,
        "ปิดรายงานสรุปทั้งงาน",
        newest is not None and newest.closed_at is not None,
        "ตัวเลขทั้งงานและรายงานสรุปผล เทียบกับครั้งก่อนได้รายวัน",
        reverse("staff:report-fair", args=[fair_event.pk]),
        SEE,
    )
