"""What the next edition takes over: who is sent the report, when officers are told who is missing,
when orders are asked about. Never a figure."""

from fairs.copying import Copying, CopyPart, add_copy_part, add_never_copied
from fairs.models import FairEvent
from otopfair.errors import RuleBroken
from otopfair.thai.listing import first_of
from sales.models import ChaseRule, FollowUpRound, ReportReader
from sales.operations.delivery import name_reader

NAMED = 4


def add_sales_parts() -> None:
    """Put the parts of this app on the list, and say what stays with the edition."""
    add_copy_part(CopyPart("readers", "ผู้รับรายงานประจำวัน", 210, _readers_told, _put_readers))
    add_copy_part(CopyPart("chase", "เวลาแจ้งร้านที่ยังไม่ส่งยอด", 215, _chase_told, _put_chase))
    add_copy_part(CopyPart("order_rounds", "รอบติดตามยอดสั่งจอง", 220, _rounds_told, _put_rounds))
    add_never_copied(
        "ยอดจำหน่าย รายงาน คำตอบเรื่องยอดสั่งจอง และรูปในรายงาน", "เป็นผลของครั้งนั้น เปิดดูเทียบกันได้"
    )


def _readers_of(source: FairEvent) -> list[ReportReader]:
    return list(source.report_readers.select_related("user").order_by("pk"))


def _readers_told(source: FairEvent) -> str:
    return first_of([str(row.user) for row in _readers_of(source)], NAMED)


def _put_readers(copying: Copying) -> None:
    for row in _readers_of(copying.source):
        try:
            named = name_reader(copying.copy, row.user, by=copying.by)
        except RuleBroken as broken:
            copying.left.append(f"ผู้รับรายงาน {row.user}: {broken.message}")
        else:
            copying.note({row.pk: named})


def _chase_told(source: FairEvent) -> str:
    rule = ChaseRule.objects.filter(fair_event=source).first()
    return rule.when if rule else ""


def _put_chase(copying: Copying) -> None:
    copying.put(ChaseRule.objects.filter(fair_event=copying.source), fair_event=copying.copy)


def _rounds_of(source: FairEvent) -> list[FollowUpRound]:
    return list(FollowUpRound.objects.filter(fair_event=source).order_by("months"))


def _rounds_told(source: FairEvent) -> str:
    months = ", ".join(str(row.months) for row in _rounds_of(source))
    return f"{months} เดือนหลังงาน" if months else ""


def _put_rounds(copying: Copying) -> None:
    copying.put(_rounds_of(copying.source), fair_event=copying.copy)
