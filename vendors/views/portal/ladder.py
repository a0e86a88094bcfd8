"""Where an application stands, in the five steps that its vendor sees."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import (
    Case,
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Now
from django.utils import timezone

from fairs.contacts import Office, contact_phone
from fairs.models import AllocationWay, FairState, VendorCall
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.formatting import (
    format_date_short,
    format_datetime,
    format_deadline,
    no_break,
)
from vendors.costs import agreed_in_words
from vendors.due import Due, due_of
from vendors.ledger import Account, account_of
from vendors.models import (
    ENDED_STATUSES,
    ApplicationStatus,
    BoothAllocation,
    BoothApplication,
    ReservePlace,
    VendorDocumentKind,
)
from vendors.models.slips import slip_waits
from vendors.paying import SLIP_IS_SENT

Status = ApplicationStatus

LABELS = ("ส่งใบสมัคร", "ตรวจเอกสาร", "คัดเลือก", "ยืนยันเข้าร่วม", "รับเลขบูธ")
HERE = {
    Status.DRAFT: 1,
    Status.SUBMITTED: 2,
    Status.RETURNED: 2,
    Status.ELIGIBLE: 3,
    Status.RESERVED: 3,
    Status.SELECTED: 4,
    Status.CONFIRMED: 5,
}
WAITS_FOR_VENDOR = [Status.SELECTED, Status.RETURNED]
BADGES = {
    Status.DRAFT: ("off", "ร่าง ยังไม่ส่ง"),
    Status.SUBMITTED: ("waiting", "รอตรวจ"),
    Status.RETURNED: ("wrong", "ส่งกลับให้แก้"),
    Status.ELIGIBLE: ("done", "ผ่านเอกสาร"),
    Status.SELECTED: ("waiting", "รอคุณยืนยัน"),
    Status.CONFIRMED: ("done", "ยืนยันแล้ว"),
    Status.RESERVED: ("waiting", "สำรอง"),
    Status.REFUSED: ("wrong", "ไม่ผ่าน"),
    Status.DECLINED: ("off", "สละสิทธิ์แล้ว"),
    Status.LAPSED: ("wrong", "ไม่ได้ยืนยันในกำหนด"),
    Status.WITHDRAWN: ("off", "ถอนใบสมัคร"),
}


@dataclass
class ApplicationCard:
    """One application as its vendor sees it. `booths` are the codes that it has now, `lacks` what
    its vendor was to send for the check of documents and has not sent."""

    application: BoothApplication
    booths: list[str]
    today: object
    lacks: Sequence[VendorDocumentKind] = ()
    slip_words = SLIP_IS_SENT

    @property
    def status(self) -> str:
        return self.application.status

    @property
    def badge(self) -> tuple[str, str]:
        if self.is_called_off:
            return "wrong", "งานยกเลิก"
        if self.reserve:
            return "waiting", f"สำรองลำดับที่ {self.reserve.number}"
        if self.booths:
            return "done", f"ได้บูธ {', '.join(self.booths)}"
        if self.was_unpaid:
            return "wrong", "ไม่ได้ชำระในกำหนด"
        return BADGES[Status(self.status)]

    @property
    def was_unpaid(self) -> bool:
        """It was confirmed, and its place went on since nothing was paid."""
        return self.status == Status.LAPSED and self.application.confirmed_at is not None

    @cached_property
    def due(self) -> Due:
        """What is due, by when: every page asks this and nothing else."""
        return due_of(self.application)

    @property
    def to_send(self) -> Sequence[VendorDocumentKind]:
        """Documents that officers look for now, and that are not there."""
        return self.lacks if self.status == Status.SUBMITTED and not self.is_called_off else ()

    @property
    def what_next(self) -> str:
        return "ส่งเอกสารที่ยังขาดได้ ระหว่างรอตรวจ" if self.to_send else self.due.sentence

    @property
    def costs(self) -> str:
        """Fee and deposit as the vendor agreed to them."""
        return agreed_in_words(self.application)

    @cached_property
    def account(self) -> Account:
        """What it owes and what was paid."""
        return account_of(self.application)

    @property
    def slip_waits(self) -> bool:
        """Its vendor has sent a slip, and officers look for the money: the turn is theirs."""
        return bool(self.account.open and self.application.slip_waits)

    @property
    def is_to_pay(self) -> bool:
        return bool(self.account.open) and not self.slip_waits and not self.is_called_off

    @property
    def chooses_booth(self) -> bool:
        """It is confirmed, and its vendor is to choose a booth on the map."""
        call = self.application.call
        if call is None or call.allocation_way != AllocationWay.SELF or self.is_called_off:
            return False
        lacks = len(self.booths) < self.application.booths_wanted
        return self.status == Status.CONFIRMED and lacks and not self.is_over

    @property
    def waits_for_vendor(self) -> bool:
        return bool(self.due.act or self.is_to_pay or self.chooses_booth)

    @property
    def office(self) -> Office:
        """Whom to call about it."""
        return Office(str(self.application.fair_event), self.application.contact_phone)

    @property
    def is_called_off(self) -> bool:
        """The fair is cancelled while the application still counted on it."""
        return self.application.fair_event.is_cancelled and not self.is_ended

    @property
    def reserve(self):
        """Its place on the reserve list, with `before`: how many wait before it."""
        return next(iter(self.application.reserve_now), None)

    def _reserve_note(self) -> str:
        before = self.reserve.before if self.reserve else 0
        queue = f"มีร้านรอก่อนคุณ {before} ร้าน" if before else "คุณเป็นคิวถัดไป"
        return f"{queue} ถ้ามีที่ว่าง ระบบจะเสนอให้ตามลำดับและแจ้งคุณ ไม่ต้องทำอะไรเพิ่ม"

    @property
    def is_ended(self) -> bool:
        return self.status in ENDED_STATUSES

    @property
    def may_apply_anew(self) -> bool:
        fair_event = self.application.fair_event
        return not fair_event.is_cancelled and fair_event.accepting_call() is not None

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
        if self.status in (Status.DECLINED, Status.LAPSED):
            return 4
        if self.status in ENDED_STATUSES:
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
        if number > self.number or self.status in (Status.WITHDRAWN, Status.DECLINED):
            return "later"
        return "wrong" if self.status in (Status.REFUSED, Status.LAPSED) else "here"

    def _notes(self) -> dict[int, str]:
        application = self.application
        notes = {
            1: _when("ส่งแล้ว", application.submitted_at, with_time=True),
            2: _when("ผ่าน", application.checked_at),
            3: _when("ได้รับคัดเลือก", application.selected_at),
            4: _when("ยืนยันแล้ว", application.confirmed_at) or self._note_later(4),
            5: f"บูธ {', '.join(self.booths)}" if self.booths else self._note_later(5),
        }
        if self._state(self.number) == "here":
            notes[self.number] = self._note_here()
        return notes

    def _note_later(self, number: int) -> str:
        """What comes in a step that is not reached yet; "" when nothing comes any more."""
        if self.is_ended or self.is_over or number <= self.number:
            return ""
        if number == 4:
            return "ถ้าได้รับคัดเลือก คุณกดยืนยัน เราแจ้งวันสุดท้ายให้ยืนยันพร้อมผล"
        call = self.application.call
        if call and call.allocation_way == AllocationWay.SELF:
            return f"คุณเลือกบูธเองบนผัง ตั้งแต่ {_moment(call.picking_opens_at)}"
        return "เจ้าหน้าที่จัดบูธ แล้วแจ้งเลขบูธ"

    def _told_until(self) -> str:
        """By when the result is told, while that day has not passed."""
        call = self.application.call
        if call is None or call.result_on is None or call.result_on < self.today:
            return ""
        return f" แจ้งผล{no_break(format_deadline(call.result_on))}"

    def _money_note(self) -> str:
        if self.slip_waits:
            return f"{self.slip_words} ไม่ต้องทำอะไรเพิ่ม"
        return self.account.to_pay or "ไม่ต้องทำอะไรเพิ่ม"

    def _to_do_meanwhile(self) -> str:
        return "ส่งเอกสารที่ยังขาดได้ระหว่างนี้" if self.to_send else "ไม่ต้องทำอะไรเพิ่ม"

    def _note_here(self) -> str:
        if self.is_over:
            return "งานนี้จบแล้ว"
        if self.chooses_booth:
            return "ขั้นนี้ รอคุณเลือกบูธ"
        return {
            Status.DRAFT: f"บันทึกร่างแล้ว {_moment(self.application.saved_at)} ยังไม่ได้ส่ง",
            Status.SUBMITTED: f"เจ้าหน้าที่กำลังตรวจ{self._told_until()} {self._to_do_meanwhile()}",
            Status.RETURNED: "ขั้นนี้ รอคุณแก้",
            Status.ELIGIBLE: f"คณะทำงานกำลังคัดเลือก{self._told_until()} ไม่ต้องทำอะไรเพิ่ม",
            Status.RESERVED: self._reserve_note(),
            Status.SELECTED: "ขั้นนี้ รอคุณ",
            Status.CONFIRMED: f"เจ้าหน้าที่กำลังจัดบูธ {self._money_note()}",
        }[Status(self.status)]


def with_all_for_cards(applications):
    """The rows with everything that a card reads, in five queries."""
    allocations = BoothAllocation.objects.live().select_related("booth").order_by("request_no")
    related = ("call", "fair_event__series", "entered_by")
    rows = applications.select_related(*related).annotate(
        contact_phone=contact_phone("fair_event"), slip_waits=slip_waits()
    )
    return rows.prefetch_related(
        Prefetch("allocations", allocations, to_attr="live_allocations"),
        "fair_event__calls",
        "ledger",
        Prefetch("reserve_places", _with_position(), to_attr="reserve_now"),
    )


def _with_position():
    """Places on reserve lists, each with how many wait before it (`before`)."""
    earlier = (
        ReservePlace.objects.filter(
            call=OuterRef("call"),
            category=OuterRef("category"),
            number__lt=OuterRef("number"),
            left_at=None,
            application__status=Status.RESERVED,
        )
        .order_by()
        .values("call")
        .annotate(number_of=Count("pk"))
        .values("number_of")
    )
    told = ReservePlace.objects.waiting().filter(application__status=Status.RESERVED)
    return told.annotate(before=Coalesce(Subquery(earlier), 0))


def first_to_do(applications):
    """What waits for the vendor first, then what is under way, then what has ended."""
    rank = Case(
        When(fair_event__state=FairState.CANCELLED, then=Value(1)),
        When(status__in=WAITS_FOR_VENDOR, then=Value(0)),
        When(_may_be_sent(), then=Value(0)),
        When(status__in=ENDED_STATUSES, then=Value(2)),
        default=Value(1),
        output_field=IntegerField(),
    )
    return applications.order_by(rank, "-pk")


def _may_be_sent() -> Q:
    """A draft that can still be sent, by an open call or a code for late entry."""
    open_calls = VendorCall.objects.accepting().filter(fair_event=OuterRef("fair_event"))
    in_time = Q(Exists(open_calls)) | Q(late_until__gt=Now())
    return Q(status=Status.DRAFT) & in_time


def card_of(
    application: BoothApplication, lacks: Sequence[VendorDocumentKind] = ()
) -> ApplicationCard:
    """The card of a row that came through with_all_for_cards(). `lacks` is of its vendor."""
    booths = [row.booth.code for row in application.live_allocations]
    return ApplicationCard(application, booths, today_in_thailand(), lacks)


def _when(word: str, moment, *, with_time=False) -> str:
    if moment is None:
        return ""
    return f"{word} {_moment(moment) if with_time else _day(timezone.localdate(moment))}"


def _day(day) -> str:
    return no_break(format_date_short(day))


def _moment(moment) -> str:
    return no_break(format_datetime(moment))
