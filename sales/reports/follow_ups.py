"""What a fair's orders became: who is asked when, who has answered, and what it comes to."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import Q, Sum

from fairs.models import DatePrecision, FairEvent, FairState
from otopfair.thai.calendar import months_after, today_in_thailand
from otopfair.thai.formatting import format_date
from sales.models import BoothSale, FollowUpRound, OrderFollowUp
from sales.models.follow_ups import MOST_MONTHS
from vendors.models import Vendor

USUAL_MONTHS = (1, 3, 6)
USUAL_OPEN_DAYS = 60
NONE = Decimal(0)


@dataclass(frozen=True)
class Round:
    """One asking: from which day on, and until which day a vendor answers itself."""

    months: int
    opens_on: date
    closes_on: date

    @property
    def label(self) -> str:
        return f"{self.months} เดือนหลังงาน"

    def has_begun(self, today: date) -> bool:
        return self.opens_on <= today

    def is_open(self, today: date) -> bool:
        return self.opens_on <= today <= self.closes_on


def months_of(fair_event: FairEvent) -> tuple[list[int], int]:
    """After how many months a fair asks, and for how many days: its own rounds, or the usual."""
    rows = list(FollowUpRound.objects.filter(fair_event=fair_event).order_by("months"))
    if not rows:
        return [*USUAL_MONTHS], USUAL_OPEN_DAYS
    return [row.months for row in rows], rows[0].open_days


def rounds_of(fair_event: FairEvent) -> list[Round]:
    """The rounds of a fair with their days; none while its last day is not known."""
    if fair_event.date_precision != DatePrecision.DAY or fair_event.closes_on is None:
        return []
    months, open_days = months_of(fair_event)
    return _rounds(fair_event.closes_on, months, open_days)


def _rounds(last: date, months: list[int], open_days: int) -> list[Round]:
    days = [(one, months_after(last, one)) for one in months]
    return [Round(one, day, day + timedelta(days=open_days)) for one, day in days]


def fairs_asked_at(today: date):
    """Fairs that are over, had orders, and have a round open today."""
    oldest = months_after(today.replace(day=1), -(MOST_MONTHS + 8))
    fairs = FairEvent.objects.filter(
        state=FairState.PUBLISHED,
        date_precision=DatePrecision.DAY,
        closes_on__gte=oldest,
        closes_on__lt=today,
    )
    own = _own_rounds(fairs)
    open_now = [
        key
        for key, last in fairs.values_list("pk", "closes_on")
        if last and any(one.is_open(today) for one in _rounds_of_rows(last, own.get(key)))
    ]
    ordered = BoothSale.objects.filter(fair_event__in=open_now, ordered_baht__gt=0)
    return FairEvent.objects.filter(pk__in=ordered.values("fair_event"))


def _own_rounds(fairs) -> dict[int, list[tuple[int, int]]]:
    """Fair → the months and days of the rounds that it has chosen for itself."""
    own: dict[int, list[tuple[int, int]]] = defaultdict(list)
    rows = FollowUpRound.objects.filter(fair_event__in=fairs)
    for key, months, open_days in rows.values_list("fair_event", "months", "open_days"):
        own[key].append((months, open_days))
    return own


def _rounds_of_rows(last: date, rows: list[tuple[int, int]] | None) -> list[Round]:
    if not rows:
        return _rounds(last, [*USUAL_MONTHS], USUAL_OPEN_DAYS)
    return _rounds(last, sorted(months for months, _days in rows), rows[0][1])


# --- One vendor ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Case:
    """One round of one vendor: what it ordered out at the fair, and what it has answered."""

    fair_event: FairEvent
    vendor: Vendor
    round: Round
    ordered: Decimal
    answer: OrderFollowUp | None = None
    earlier: OrderFollowUp | None = None

    def why_not(self, today: date, *, by_officer: bool = False) -> str:
        """Why no answer is taken; "" when it is. After the last day officers alone write it."""
        if self.fair_event.is_cancelled:
            return "งานนี้ยกเลิกแล้ว ไม่ต้องตอบเรื่องยอดสั่งจอง"
        if not self.ordered and self.answer is None:
            return "ร้านนี้ไม่มียอดสั่งจองในงานนี้ ไม่ต้องตอบ"
        if not self.round.has_begun(today):
            return f"ยังไม่ถึงเวลาตอบ ตอบได้ตั้งแต่วันที่ {format_date(self.round.opens_on)}"
        if not by_officer and not self.round.is_open(today):
            until = format_date(self.round.closes_on)
            return f"หมดเวลาตอบแล้วเมื่อวันที่ {until} ถ้าต้องตอบหรือแก้ โทรหาเจ้าหน้าที่"
        return ""


def case_of(fair_event: FairEvent, vendor: Vendor, months: int) -> Case | None:
    """None when the fair has no such round."""
    found = next((one for one in rounds_of(fair_event) if one.months == months), None)
    if found is None:
        return None
    answers = OrderFollowUp.objects.filter(fair_event=fair_event, vendor=vendor)
    by_months = {one.months: one for one in answers.filter(months__lte=months).order_by("months")}
    earlier = [one for key, one in by_months.items() if key < months]
    return Case(
        fair_event,
        vendor,
        found,
        ordered_by(fair_event, vendor),
        by_months.get(months),
        earlier[-1] if earlier else None,
    )


def ordered_by(fair_event: FairEvent, vendor: Vendor) -> Decimal:
    """What was ordered at the vendor's booths at the fair, in baht."""
    rows = BoothSale.objects.filter(fair_event=fair_event, vendor=vendor)
    return rows.aggregate(sum=Sum("ordered_baht"))["sum"] or NONE


def cases_waiting(vendor: Vendor) -> list[Case]:
    """What the vendor is asked now and has not answered, the fair that ended last first."""
    today = today_in_thailand()
    rows = BoothSale.objects.filter(vendor=vendor, ordered_baht__gt=0)
    fairs = fairs_asked_at(today).filter(pk__in=rows.values("fair_event"))
    cases = [
        case
        for fair_event in fairs.order_by("-closes_on", "pk")
        for one in rounds_of(fair_event)
        if one.is_open(today) and (case := case_of(fair_event, vendor, one.months))
    ]
    return [case for case in cases if case.answer is None]


def cases_at(fair_event: FairEvent, vendor: Vendor) -> list[Case]:
    """The rounds of a fair that have begun, for a vendor with orders there."""
    if not ordered_by(fair_event, vendor):
        return []
    begun = [one for one in rounds_of(fair_event) if one.has_begun(today_in_thailand())]
    cases = [case_of(fair_event, vendor, one.months) for one in begun]
    return [case for case in cases if case is not None]


def yet_to_tell(fair_event: FairEvent, months: int) -> set[int]:
    """The vendors with orders at the fair that have not answered the round."""
    answered = OrderFollowUp.objects.filter(fair_event=fair_event, months=months)
    rows = BoothSale.objects.filter(fair_event=fair_event, ordered_baht__gt=0)
    rows = rows.exclude(vendor__in=answered.values("vendor"))
    return set(rows.order_by().values_list("vendor", flat=True).distinct())


def still_asked(fairs, today: date) -> list[tuple[FairEvent, Round, int]]:
    """The rounds open today of `fairs` (a queryset), each with how many vendors have not answered;
    none of whom all have. In six statements, however many fairs."""
    rows = list(fairs_asked_at(today).filter(pk__in=fairs.values("pk")).order_by("closes_on", "pk"))
    if not rows:
        return []
    asked: dict[int, set[int]] = defaultdict(set)
    sold = BoothSale.objects.filter(fair_event__in=rows, ordered_baht__gt=0).order_by()
    for key, vendor in sold.values_list("fair_event", "vendor").distinct():
        asked[key].add(vendor)
    answered = set(
        OrderFollowUp.objects.filter(fair_event__in=rows).values_list(
            "fair_event", "months", "vendor"
        )
    )
    own = _own_rounds(rows)
    found = [
        (row, one, sum((row.pk, one.months, vendor) not in answered for vendor in asked[row.pk]))
        for row in rows
        for one in _rounds_of_rows(row.closes_on, own.get(row.pk))
        if one.is_open(today)
    ]
    return [each for each in found if each[2]]


# --- A fair -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class VendorRow:
    """One vendor in the officer's list; no answer is not zero."""

    vendor_id: int
    name: str
    ordered: Decimal
    answer: OrderFollowUp | None

    @property
    def left(self) -> Decimal | None:
        """Of what was ordered at the fair, neither delivered nor called off yet."""
        if self.answer is None:
            return None
        return self.ordered - self.answer.delivered_baht - self.answer.cancelled_baht


@dataclass(frozen=True)
class RoundSums:
    """What one round comes to. Only who answered counts; `ordered` is what these took at the fair.

    `asked` are all vendors with orders, who took `asked_ordered` together.
    """

    months: int
    asked: int
    asked_ordered: Decimal
    answered: int = 0
    ordered: Decimal = NONE
    delivered: Decimal = NONE
    cancelled: Decimal = NONE
    grown: Decimal = NONE
    last_at: datetime | None = field(default=None)

    @property
    def label(self) -> str:
        return f"{self.months} เดือนหลังงาน"

    @property
    def left(self) -> Decimal:
        return self.ordered - self.delivered - self.cancelled


def vendor_rows(fair_event: FairEvent, months: int) -> list[VendorRow]:
    """Everybody who is asked, by name, with the answer of one round; three statements."""
    rows = OrderFollowUp.objects.filter(fair_event=fair_event, months=months).order_by("pk")
    answers = {one.vendor_id: one for one in rows}
    ordered = _ordered(fair_event)
    names = Vendor.objects.filter(Q(pk__in=ordered) | Q(pk__in=answers))
    return [
        VendorRow(key, name, ordered.get(key, NONE), answers.get(key))
        for key, name in names.order_by("name_th", "pk").values_list("pk", "name_th")
    ]


def _ordered(fair_event: FairEvent) -> dict[int, Decimal]:
    rows = BoothSale.objects.filter(fair_event=fair_event, ordered_baht__gt=0).order_by()
    return dict(rows.values_list("vendor").annotate(sum=Sum("ordered_baht")))


def round_sums(fair_event: FairEvent, *, today: date | None = None) -> list[RoundSums]:
    """The sums of each round that has begun, in three statements."""
    begun = [one for one in rounds_of(fair_event) if one.has_begun(today or today_in_thailand())]
    ordered = _ordered(fair_event)
    answers: dict[int, list[OrderFollowUp]] = {}
    for answer in OrderFollowUp.objects.filter(fair_event=fair_event).order_by("pk"):
        answers.setdefault(answer.months, []).append(answer)
    return [_sums(one.months, ordered, answers.get(one.months, [])) for one in begun]


def _sums(months: int, ordered: dict[int, Decimal], answers: list[OrderFollowUp]) -> RoundSums:
    asked = {**{one.vendor_id: NONE for one in answers}, **ordered}
    return RoundSums(
        months,
        len(asked),
        sum(asked.values(), NONE),
        len(answers),
        sum((asked[one.vendor_id] for one in answers), NONE),
        sum((one.delivered_baht for one in answers), NONE),
        sum((one.cancelled_baht for one in answers), NONE),
        sum((one.grown_baht for one in answers), NONE),
        max((one.answered_at for one in answers), default=None),
    )
