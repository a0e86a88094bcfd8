"""What vendors are reminded of, and by when: every app adds its kinds when it starts."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.db.models import QuerySet
from django.utils import timezone

from fairs.models import DatePrecision, FairEvent
from otopfair.thai.calendar import THAILAND, today_in_thailand
from vendors.due import due_of, end_of
from vendors.models import (
    ApplicationStatus,
    BoothAllocation,
    BoothApplication,
    LeadUnit,
    ReminderRule,
    SentReminder,
    VendorDocument,
    VendorStandard,
)

IN_EVERY_LETTER = ("ชื่อร้าน", "งาน", "สถานที่", "โทรศัพท์", "กำหนด")
OF_A_SENT_ONE = (*IN_EVERY_LETTER, "เลขที่", "ประเภท")
OF_A_STAND = (*OF_A_SENT_ONE, "บูธ", "วันงาน")


@dataclass(frozen=True)
class Occasion:
    """Something that falls due for one application. Nobody is reminded of it after `until`; who
    knows of it only `since` a short while is left in peace until half of the time has gone."""

    application: BoothApplication
    due_at: datetime
    until: datetime
    since: datetime | None = None
    link: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def due_on(self) -> date:
        return timezone.localtime(self.due_at, THAILAND).date()

    def is_due(self, rule: ReminderRule, now: datetime) -> bool:
        at = rule.moment(self.due_at)
        if self.since:
            at = max(at, self.since + (self.due_at - self.since) / 2)
        return at <= now < self.until


@dataclass(frozen=True)
class ReminderKind:
    """One thing to be reminded of. `occasions(fair_event, applications)` are those of
    `applications` for whom it is still to be done, `usual` how it is done without a row; its
    words use only `placeholders`, which are known for each of them. It falls due until the fair is
    over; or at the `fairs` of a day, which are over."""

    key: str
    label: str
    order: int
    placeholders: Collection[str]
    occasions: Callable[[FairEvent, QuerySet], Iterable[Occasion]]
    usual: Mapping
    fairs: Callable[[date], QuerySet[FairEvent]] | None = None
    more: tuple[str, str] | None = None  # the name of a page of the fair that belongs to it, words


_KINDS: dict[str, ReminderKind] = {}


def add_reminder_kind(kind: ReminderKind) -> None:
    """Put a kind on the list; the same key again replaces it."""
    _KINDS[kind.key] = kind


def reminder_kinds() -> list[ReminderKind]:
    return sorted(_KINDS.values(), key=lambda kind: kind.order)


def rules_of(fair_event: FairEvent) -> dict[str, ReminderRule]:
    """Kind → how this fair reminds of it: its own row, or the usual way, unsaved."""
    rows = {row.kind: row for row in ReminderRule.objects.filter(fair_event=fair_event)}
    return {
        kind.key: rows.get(kind.key) or usual_rule(fair_event, kind) for kind in _KINDS.values()
    }


def usual_rule(fair_event: FairEvent, kind: ReminderKind) -> ReminderRule:
    return ReminderRule(fair_event=fair_event, kind=kind.key, **kind.usual)


def waiting_occasions(
    fair_event: FairEvent, kind: ReminderKind, applications: QuerySet
) -> list[Occasion]:
    """What is still to be done, and nobody has been reminded of yet."""
    sent = SentReminder.objects.filter(application__in=applications, kind=kind.key).order_by()
    told = set(sent.values_list("application_id", "due_on"))
    return [
        occasion
        for occasion in kind.occasions(fair_event, applications)
        if (occasion.application.pk, occasion.due_on) not in told
    ]


# --- The kinds of this app ----------------------------------------------------------------------


def _by_due(act: str, status: str, since: str):
    """What due_of() asks of applications in `status`, from the moment in their column `since`."""

    def occasions(fair_event: FairEvent, applications: QuerySet) -> Iterator[Occasion]:
        for row in applications.filter(status=status):
            row.fair_event = fair_event
            due = due_of(row)
            if due.act != act or due.until is None:
                continue
            until = due.until if isinstance(due.until, datetime) else end_of(due.until)
            yield Occasion(row, until, until, since=getattr(row, since))

    return occasions


def _moving_in(fair_event: FairEvent, applications: QuerySet) -> Iterator[Occasion]:
    """The morning of the first day in the booth."""
    if fair_event.date_precision != DatePrecision.DAY:
        return
    rows = applications.filter(status=ApplicationStatus.CONFIRMED)
    live = BoothAllocation.objects.live().filter(application__in=rows)
    first: dict[int, date] = {}
    for key, first_on in live.order_by("pk").values_list("application_id", "first_on"):
        day = first_on or fair_event.opens_on
        first[key] = min(day, first.get(key, day))
    for row in rows.filter(pk__in=first):
        hours = fair_event.hours_on(first[row.pk])
        opens = hours[0] if hours else time(9)
        due_at = datetime.combine(first[row.pk], opens, THAILAND)
        yield Occasion(row, due_at, due_at)


def _expiring(fair_event: FairEvent, applications: QuerySet) -> Iterator[Occasion]:
    """Standards and documents that end before the fair does, and are not renewed yet."""
    if fair_event.closes_on is None:
        return
    rows = applications.filter(status__in=TAKING_PART).select_related("vendor")
    papers = _papers_that_end(rows.values("vendor"), fair_event.closes_on)
    for row in rows:
        if found := papers.get(row.vendor_id):
            day = min(found.values())
            names = ", ".join(name for name, until in found.items() if until == day)
            due_at = end_of(day)
            yield Occasion(row, due_at, due_at, link="/my/dossier/", facts={"เอกสาร": names})


TAKING_PART = [
    ApplicationStatus.SUBMITTED,
    ApplicationStatus.RETURNED,
    ApplicationStatus.ELIGIBLE,
    ApplicationStatus.RESERVED,
    ApplicationStatus.SELECTED,
    ApplicationStatus.CONFIRMED,
]


def _papers_that_end(vendors: QuerySet, last: date) -> dict[int, dict[str, date]]:
    """Vendor → what of its papers ends by `last`, by name. A later paper of the same kind counts
    as the renewed one, also while officers check it."""
    found: dict[int, dict[str, date]] = {}
    for model in (VendorStandard, VendorDocument):
        newest: dict[tuple[int, int], tuple[str, date]] = {}
        current = model.objects.current().filter(vendor__in=vendors).select_related("kind")
        for paper in current.order_by("pk"):
            key, until = (paper.vendor_id, paper.kind_id), paper.valid_until or date.max
            if key not in newest or until > newest[key][1]:
                newest[key] = (paper.kind.name_th, until)
        for (vendor, _kind), (name, until) in newest.items():
            if today_in_thailand() <= until <= last:
                found.setdefault(vendor, {})[name] = until
    return found


def add_own_kinds() -> None:
    Status, days = ApplicationStatus, {"lead_unit": LeadUnit.DAYS}
    for kind in (
        ReminderKind(
            "draft",
            "ร่างที่ยังไม่ส่ง ก่อนปิดรับสมัคร",
            10,
            IN_EVERY_LETTER,
            _by_due("send", Status.DRAFT, "saved_at"),
            {
                **days,
                "lead": 2,
                "subject": "ใบสมัคร {งาน} ยังไม่ได้ส่ง",
                "body": "ถึง {ชื่อร้าน}\nใบสมัครที่กรอกไว้ยังไม่ได้ส่ง กรอกต่อแล้วส่ง{กำหนด}"
                "\nถ้าไม่สมัครแล้ว ไม่ต้องทำอะไร สอบถาม {โทรศัพท์}",
            },
        ),
        ReminderKind(
            "correct",
            "ใบสมัครที่ส่งกลับให้แก้",
            20,
            OF_A_SENT_ONE,
            _by_due("correct", Status.RETURNED, "saved_at"),
            {
                **days,
                "lead": 1,
                "subject": "ใบสมัคร {เลขที่} ยังรอคุณแก้",
                "body": "ถึง {ชื่อร้าน}\nแก้ตามที่เจ้าหน้าที่ขอ แล้วส่งใบสมัครอีกครั้ง{กำหนด}\nสอบถาม {โทรศัพท์}",
            },
        ),
        ReminderKind(
            "confirm",
            "ได้รับคัดเลือกแต่ยังไม่ยืนยัน",
            30,
            OF_A_SENT_ONE,
            _by_due("confirm", Status.SELECTED, "selected_at"),
            {
                **days,
                "lead": 1,
                "subject": "ใบสมัคร {เลขที่} รอคุณยืนยัน",
                "body": "ถึง {ชื่อร้าน}\nคุณได้รับคัดเลือกในงาน {งาน} กดยืนยัน{กำหนด}"
                "\nถ้าไม่ยืนยัน สิทธิ์จะไปที่รายอื่น สอบถาม {โทรศัพท์}",
            },
        ),
        ReminderKind(
            "expiring",
            "มาตรฐานหรือเอกสารหมดอายุก่อนจบงาน",
            40,
            (*OF_A_SENT_ONE, "เอกสาร"),
            _expiring,
            {
                **days,
                "lead": 30,
                "subject": "{เอกสาร} จะหมดอายุก่อนจบงาน",
                "body": "ถึง {ชื่อร้าน}\n{เอกสาร} ของร้านจะหมดอายุก่อนจบงาน {งาน} ต่ออายุแล้วส่งใบใหม่{กำหนด}"
                "\nสอบถาม {โทรศัพท์}",
            },
        ),
        ReminderKind(
            "move-in",
            "วันเข้าจัดร้าน",
            50,
            OF_A_STAND,
            _moving_in,
            {
                **days,
                "lead": 2,
                "subject": "ใกล้ถึงงาน {งาน} บูธของคุณคือ {บูธ}",
                "body": "ถึง {ชื่อร้าน}\nงานจัด {วันงาน} ที่{สถานที่} บูธ {บูธ} จัดร้านให้เสร็จ{กำหนด}"
                "\nสอบถาม {โทรศัพท์}",
            },
        ),
    ):
        add_reminder_kind(kind)
