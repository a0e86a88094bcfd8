"""The day sheet: the programme and the official acts of a day on paper, for who runs it."""

from collections.abc import Iterable
from datetime import date

from fairs.models import Capacity, FairEvent, OfficialAct, ProgrammeItem
from otopfair.documents.paper import Paper, PaperSection, PaperTable
from otopfair.thai.calendar import now_in_thailand
from otopfair.thai.formatting import format_date_long, format_datetime, format_time

NOTHING = "ยังไม่มีรายการของวันนี้"
DIGITS = list("0123456789")


def day_sheet(fair_event: FairEvent, days: list[date]) -> Paper:
    """A section for each of `days`. An act without a day is read on the first day of the fair."""
    items = list(fair_event.programme.all())
    acts = list(fair_event.acts.select_related("person", "agency", "acting_for_person"))
    first = fair_event.days[0] if fair_event.days else None
    return Paper(
        title="กำหนดการประจำวัน" if len(days) == 1 else "กำหนดการ",
        lines=[fair_event.called, fair_event.venue_name],
        office=str(fair_event),
        sections=[
            PaperSection(
                f"วัน{format_date_long(day)}",
                [
                    *_hours(fair_event, day),
                    *_of_day(
                        [item for item in items if item.on == day],
                        [act for act in acts if (act.on or first) == day],
                    ),
                ],
            )
            for day in days
        ],
        tail=[],
        signatures=[],
        time_of_data=f"ข้อมูล ณ {format_datetime(now_in_thailand())}",
        reference=f"รหัสงาน {fair_event.reference_code}",
        page_word="หน้า",
        digits=DIGITS,
    )


def _hours(fair_event: FairEvent, day: date) -> list[str]:
    if fair_event.is_closed_on(day):
        return ["ปิดวันนี้"]
    hours = fair_event.hours_on(day)
    return [f"เปิด {format_time(hours[0])} ถึง {format_time(hours[1])}"] if hours else []


def _of_day(items: list[ProgrammeItem], acts: list[OfficialAct]) -> Iterable[str | PaperTable]:
    if not items and not acts:
        yield NOTHING
    if items:
        rows = [[format_time(item.starts_time), item.title, item.place] for item in items]
        yield PaperTable(["เวลา", "รายการ", "สถานที่"], rows, [2, 7, 4], numbers_from=3)
    if acts:
        rows = [
            [
                format_time(act.time) if act.time else "",
                act.get_kind_display(),
                acted_by(act),
                act.place,
            ]
            for act in acts
        ]
        head = ["เวลา", "พิธีการ", "ผู้ปฏิบัติ", "สถานที่"]
        yield PaperTable(head, rows, [2, 3, 6, 3], numbers_from=4, title="พิธีการ")


def acted_by(act: OfficialAct) -> str:
    """Who acts, in which capacity, for whom: "… รักษาราชการแทน พัฒนาการจังหวัดขอนแก่น"."""
    whom = " ".join(filter(None, (str(act.acting_for_person or ""), act.acting_for)))
    if act.capacity == Capacity.OWN or not whom:
        return act.actor_text()
    if act.capacity == Capacity.ASSIGNED:
        return f"{act.actor_text()} ได้รับมอบหมายจาก {whom}"
    return f"{act.actor_text()} {act.get_capacity_display()} {whom}"
