"""What became of the orders of fairs that are over: some vendors have answered, some not yet."""

from collections.abc import Collection
from datetime import datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from demo.people import dice
from demo.seating import backdate
from fairs.models import FairEvent
from otopfair.history.models import HistoryEntry, entry_of
from otopfair.thai.calendar import THAILAND, today_in_thailand
from sales.models import FollowUpSource, OrderFollowUp
from sales.operations.follow_ups import BY_LINK, in_words
from sales.reports.follow_ups import Round, VendorRow, rounds_of, vendor_rows

ANSWERED = (0.86, 0.78, 0.7)  # of the vendors, in the first round and those after it
DELIVERED = (0.55, 0.85, 0.96)
BY_TELEPHONE = 0.25


def answer_some(fair_event: FairEvent, *, by, silent: Collection[int] = ()) -> None:
    """Answers of each round that has begun; `silent` are vendors that have not answered yet."""
    for place, one in enumerate(rounds_of(fair_event)):
        if one.has_begun(today_in_thailand()):
            rows = [row for row in vendor_rows(fair_event, one.months) if row.ordered]
            rows = [row for row in rows if row.vendor_id not in silent]
            _answer(fair_event, one, min(place, 2), rows, by)


def _answer(fair_event: FairEvent, one: Round, place: int, rows: list[VendorRow], by) -> None:
    answers = []
    for row in rows:
        rng = dice(f"orders {fair_event.reference_code} {one.months} {row.vendor_id}")
        if rng.random() < ANSWERED[place]:
            answers.append(_answer_of(fair_event, one, row, DELIVERED[place], rng, by))
    OrderFollowUp.objects.bulk_create(answers)
    HistoryEntry.objects.bulk_create(
        entry_of(
            answer,
            "answer",
            f"ตอบเรื่องยอดสั่งจอง {in_words(answer)}",
            by=answer.answered_by,
            reason="" if answer.answered_by else BY_LINK,
        )
        for answer in answers
    )
    backdate("sales.orderfollowup", "answer", OrderFollowUp, "answered_at", answers)


def _answer_of(fair_event, one: Round, row: VendorRow, delivered: float, rng, by) -> OrderFollowUp:
    by_telephone = rng.random() < BY_TELEPHONE
    called_off = 0.1 if rng.random() < 0.2 else 0
    part = min(1 - called_off, delivered * rng.uniform(0.8, 1.15))
    day = one.opens_on + timedelta(days=rng.randint(0, 9))
    at = datetime.combine(day, time(10, rng.randint(0, 59)), THAILAND)
    return OrderFollowUp(
        fair_event=fair_event,
        vendor_id=row.vendor_id,
        months=one.months,
        delivered_baht=_tens(row.ordered, part),
        cancelled_baht=_tens(row.ordered, called_off),
        grown_baht=_tens(row.ordered, 0.3) if rng.random() < 0.3 else Decimal(0),
        note="โทรถาม" if by_telephone else "",
        source=FollowUpSource.OFFICER if by_telephone else FollowUpSource.LINK,
        answered_by=by if by_telephone else None,
        answered_at=min(at, timezone.now()),
    )


def _tens(baht: Decimal, part: float) -> Decimal:
    return Decimal(round(float(baht) * part / 10) * 10)
