"""Where an application stands, in the five steps that its vendor sees."""

from dataclasses import dataclass

from django.db.models import Case, IntegerField, Prefetch, Value, When
from django.utils import timezone

from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.formatting import format_date_short, format_datetime, no_break
from vendors.models import ApplicationStatus, BoothAllocation, BoothApplication

Status = ApplicationStatus

LABELS = ("ส่งใบสมัคร", "ตรวจเอกสาร", "คัดเลือก", "ยืนยันเข้าร่วม", "รับเลขบูธ")
HERE = {
    Status.DRAFT: 1,
    Status.SUBMITTED: 2,
    Status.RETURNED: 2,
    Status.ELIGIBLE: 3,
    Status.SELECTED: 4,
    Status.CONFIRMED: 5,
}
WAITS_FOR_VENDOR = [Status.SELECTED, Status.RETURNED, Status.DRAFT]
ENDED = [Status.REFUSED, Status.WITHDRAWN]
BADGES = {
    Status.DRAFT: ("off", "ร่าง ยังไม่ส่ง"),
    Status.SUBMITTED: ("waiting", "รอตรวจ"),
    Status.RETURNED: ("wrong", "ส่งกลับให้แก้"),
    Status.ELIGIBLE: ("done", "ผ่านเอกสาร"),
    Status.SELECTED: ("waiting", "รอคุณยืนยัน"),
    Status.CONFIRMED: ("done", "ยืนยันแล้ว"),
    Status.REFUSED: ("wrong", "ไม่ผ่าน"),
    Status.WITHDRAWN: ("off", "ถอนใบสมัคร"),
}


@dataclass
class ApplicationCard:
    """One application as its vendor sees it. `booths` are the codes that it has now."""

    application: BoothApplication
    booths: list[str]
    today: object

    @property
    def status(self) -> str:
        return self.application.status

    @property
    def badge(self) -> tuple[str, str]:
        if self.booths:
            return "done", f"ได้บูธ {', '.join(self.booths)}"
        return BADGES[Status(self.status)]

    @property
    def waits_for_vendor(self) -> bool:
        return self.status in WAITS_FOR_VENDOR and not self.is_late

    @property
    def is_late(self) -> bool:
        """The vendor's date has passed: only an officer can help now."""
        answer_by = self.application.answer_by
        return self.status != Status.DRAFT and bool(answer_by and answer_by < self.today)

    @property
    def is_ended(self) -> bool:
        return self.status in ENDED

    @property
    def is_running(self) -> bool:
        return bool(self.booths) and self.application.fair_event.is_running(self.today)

    @property
    def is_over(self) -> bool:
        closes_on = self.application.fair_event.closes_on
        return bool(closes_on and closes_on < self.today)

    @property
    def number(self) -> int:
        """The step it stands on, 1 to 5."""
        if self.status in ENDED:
            return 3 if self.application.checked_at else 2
        return HERE[Status(self.status)]

    @property
    def label(self) -> str:
        return LABELS[self.number - 1]

    @property
    def steps(self) -> list[dict]:
        notes = self._notes()
        return [
            {"label": label, "state": self._state(number), "note": notes[number]}
            for number, label in enumerate(LABELS, start=1)
        ]

    def _state(self, number: int) -> str:
        if number < self.number or self.booths:
            return "done"
        if number > self.number or self.status == Status.WITHDRAWN:
            return "later"
        return "wrong" if self.status == Status.REFUSED else "here"

    def _notes(self) -> dict[int, str]:
        application = self.application
        notes = {
            1: _when("ส่งแล้ว", application.submitted_at, with_time=True),
            2: _when("ผ่าน", application.checked_at),
            3: _when("ได้รับคัดเลือก", application.selected_at),
            4: _when("ยืนยันแล้ว", application.confirmed_at),
            5: f"บูธ {', '.join(self.booths)}" if self.booths else "",
        }
        if self._state(self.number) == "here":
            notes[self.number] = self._note_here()
        return notes

    def _note_here(self) -> str:
        if self.status == Status.SUBMITTED:
            call = getattr(self.application.fair_event, "call", None)
            if call and call.result_on:
                return f"เจ้าหน้าที่กำลังตรวจ แจ้งผลภายใน {_day(call.result_on)} ไม่ต้องทำอะไรเพิ่ม"
            return "เจ้าหน้าที่กำลังตรวจ ไม่ต้องทำอะไรเพิ่ม"
        return {
            Status.DRAFT: f"บันทึกร่างแล้ว {_moment(self.application.saved_at)} ยังไม่ได้ส่ง",
            Status.RETURNED: "ขั้นนี้ รอคุณแก้",
            Status.ELIGIBLE: "คณะทำงานกำลังคัดเลือก ไม่ต้องทำอะไรเพิ่ม",
            Status.SELECTED: "ขั้นนี้ รอคุณ",
            Status.CONFIRMED: "เจ้าหน้าที่กำลังจัดบูธ ไม่ต้องทำอะไรเพิ่ม",
        }[Status(self.status)]


def with_all_for_cards(applications):
    """The rows with everything that a card reads, in two queries."""
    allocations = BoothAllocation.objects.live().select_related("booth").order_by("request_no")
    return applications.select_related("fair_event__call", "fair_event__series").prefetch_related(
        Prefetch("allocations", allocations, to_attr="live_allocations")
    )


def first_to_do(applications):
    """What waits for the vendor first, then what is under way, then what has ended."""
    rank = Case(
        When(status__in=WAITS_FOR_VENDOR, then=Value(0)),
        When(status__in=ENDED, then=Value(2)),
        default=Value(1),
        output_field=IntegerField(),
    )
    return applications.order_by(rank, "-pk")


def card_of(application: BoothApplication) -> ApplicationCard:
    """The card of a row that came through with_all_for_cards()."""
    booths = [row.booth.code for row in application.live_allocations]
    return ApplicationCard(application, booths, today_in_thailand())


def _when(word: str, moment, *, with_time=False) -> str:
    if moment is None:
        return ""
    return f"{word} {_moment(moment) if with_time else _day(timezone.localdate(moment))}"


def _day(day) -> str:
    return no_break(format_date_short(day))


def _moment(moment) -> str:
    return no_break(format_datetime(moment))
