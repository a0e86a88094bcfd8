"""The complaints of a fair as a queue, and until when each is to be answered."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.core import signing
from django.urls import reverse

from fairs.models import FairEvent
from onsite.models import (
    AnswerPeriod,
    Complaint,
    ComplaintState,
    PublicHoliday,
    working_days_after,
)
from onsite.models.complaints import USUAL_DAYS
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.folding import fold

_signer = signing.Signer(salt="onsite.complaint", sep=".")


def answer_link(complaint: Complaint) -> str:
    """The address at which whoever complained reads the answer; it names nobody."""
    return reverse("complaint-answer", args=[_signer.sign(str(complaint.pk))])


def complaint_of(token: str) -> Complaint | None:
    """The complaint of a token that we have signed; None for anything else."""
    try:
        key = _signer.unsign(token)
    except signing.BadSignature:
        return None
    rows = Complaint.objects.select_related("fair_event__home_province", "booth")
    return rows.filter(pk=key).first()


def working_days_for(fair_event: FairEvent) -> int:
    """Within how many working days a complaint is answered there."""
    periods = AnswerPeriod.objects.order_by("pk")
    found = {period.province_id: period.working_days for period in periods}
    own = found.get(fair_event.home_province_id)
    return own or found.get(None, USUAL_DAYS)


def answer_day(fair_event: FairEvent, since: date | None = None) -> date:
    """The last day on which a complaint of `since` (today) is answered in time."""
    since = since or today_in_thailand()
    holidays = set(PublicHoliday.objects.filter(on__gt=since).values_list("on", flat=True))
    return working_days_after(since, working_days_for(fair_event), holidays)


FILTERS = {"waiting": "รอตอบ", "overdue": "เกินกำหนด", "answered": "ตอบแล้ว", "closed": "ปิดแล้ว"}


@dataclass(frozen=True)
class ComplaintFilter:
    """Filters of the address. Nonsense in it filters nothing."""

    state: str = "waiting"
    words: str = ""
    mine: bool = False

    @classmethod
    def from_query(cls, query) -> "ComplaintFilter":
        state = query.get("state", "waiting")
        words = query.get("q", "").strip()[:100]
        known = state if state in (*FILTERS, "all") else "waiting"
        return cls(known, words, query.get("mine") == "1")

    def rows(self, found, user) -> list[Complaint]:
        found = self._in_state(found)
        if self.mine:
            found = found.filter(assigned_to=user)
        rows = found.select_related("fair_event", "booth", "vendor", "assigned_to")
        wanted = [fold(word) for word in self.words.split()]
        ordered = rows.order_by("answer_by", "pk")
        return [row for row in ordered if all(word in _text_of(row) for word in wanted)]

    def _in_state(self, found):
        if self.state == "waiting":
            return found.waiting()
        if self.state == "overdue":
            return found.overdue()
        if self.state == "all":
            return found
        return found.filter(state=ComplaintState(self.state))

    def address(self, **changes) -> str:
        values = {"state": self.state, "q": self.words, "mine": "1" if self.mine else ""}
        values |= changes
        return "?" + urlencode({name: value for name, value in values.items() if value})


def _text_of(row: Complaint) -> str:
    """What is searched: never who complained."""
    return fold(f"{row.reference_no} {row.booth or ''} {row.vendor or ''} {row.text}")


def counts_of(found) -> dict[str, int]:
    """Filter → how many complaints."""
    states = list(found.order_by("pk").values_list("state", flat=True))
    waiting = sum(state in ("new", "going", "vendor") for state in states)
    return {
        "waiting": waiting,
        "overdue": found.overdue().count(),
        "answered": states.count("answered"),
        "closed": states.count("closed"),
        "all": len(states),
    }
