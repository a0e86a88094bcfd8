"""To whom officers write: applications of a fair, chosen by filters that stand in the address."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, Exists, OuterRef, QuerySet

from fairs.models import FairEvent, ProductCategory
from otopfair.thai.digits import is_digits
from vendors.filtering import mentions
from vendors.models import (
    ENDED_STATUSES,
    LIVE_STATUSES,
    ApplicationStatus,
    BoothAllocation,
    BoothApplication,
)

TELL = "vendors.act_for_vendor"
# Where an application stands as its vendor knows it: a letter must not tell what is not announced.
STATUSES = [
    *(status for status in LIVE_STATUSES if status != ApplicationStatus.DRAFT),
    *(status.value for status in ENDED_STATUSES),
]


@dataclass(frozen=True)
class Condition:
    """One more way to choose: `narrow(applications, fair_event)` leaves whom it is true of."""

    key: str
    label: str
    narrow: Callable[[QuerySet, FairEvent], QuerySet]


def _with_booth(applications: QuerySet, _fair_event) -> QuerySet:
    return applications.filter(Exists(_booths_of()))


def _without_booth(applications: QuerySet, _fair_event) -> QuerySet:
    return applications.filter(~Exists(_booths_of()))


def _booths_of():
    return BoothAllocation.objects.live().filter(application=OuterRef("pk"))


_CONDITIONS = {
    one.key: one
    for one in (
        Condition("with-booth", "ได้บูธแล้ว", _with_booth),
        Condition("without-booth", "ยังไม่ได้บูธ", _without_booth),
    )
}


def add_condition(condition: Condition) -> None:
    """Put a condition on the list; the same key again replaces it."""
    _CONDITIONS[condition.key] = condition


def conditions() -> list[Condition]:
    return list(_CONDITIONS.values())


def may_be_written_to(fair_event: FairEvent, user) -> QuerySet[BoothApplication]:
    """The sent applications of a fair whose vendors `user` may write to.

    While a phase hides names nobody is written to: the answer, or the log, would tell who it is.
    """
    rows = BoothApplication.objects.covered_by(user, TELL).filter(fair_event=fair_event)
    return rows.exclude(status=ApplicationStatus.DRAFT).with_standing().filter(name_is_hidden=False)


@dataclass(frozen=True)
class RecipientFilter:
    """Filters of the address. Nonsense in it filters nothing; without a status it is all who are
    still taking part."""

    status: str = ""
    category: str = ""
    district: str = ""
    zone: str = ""
    condition: str = ""
    words: str = ""

    @classmethod
    def from_query(cls, query) -> "RecipientFilter":
        def one_of(name, values) -> str:
            return query.get(name, "") if query.get(name, "") in values else ""

        def number(name) -> str:
            value = query.get(name, "")
            return value if is_digits(value) and len(value) < 10 else ""

        return cls(
            status=one_of("status", STATUSES),
            category=one_of("category", {str(value) for value in ProductCategory}),
            district=number("district"),
            zone=number("zone"),
            condition=one_of("condition", _CONDITIONS),
            words=query.get("q", "").strip()[:100],
        )

    def rows(
        self, applications: QuerySet[BoothApplication], fair_event: FairEvent
    ) -> QuerySet[BoothApplication]:
        rows = self._narrowed(applications, fair_event)
        statuses = [self.status] if self.status else LIVE_STATUSES
        return rows.filter(status__in=statuses).order_by("vendor__sort_key", "pk")

    def counts(self, applications: QuerySet, fair_event: FairEvent) -> dict[str, int]:
        """Rows in each status under the other filters; "" are those still taking part."""
        rows = self._narrowed(applications, fair_event).order_by().values_list("status")
        counts = dict(rows.annotate(Count("pk")))
        return {"": sum(counts.get(status, 0) for status in LIVE_STATUSES), **counts}

    def address(self, **changes) -> str:
        """The query string of these filters with some of them changed: "?status=…"."""
        values = {
            "status": self.status,
            "category": self.category,
            "district": self.district,
            "zone": self.zone,
            "condition": self.condition,
            "q": self.words,
            **changes,
        }
        return "?" + urlencode({name: value for name, value in values.items() if value})

    @property
    def is_narrow(self) -> bool:
        """Whether anything but the status is filtered."""
        return any((self.category, self.district, self.zone, self.condition, self.words))

    def _narrowed(self, rows: QuerySet, fair_event: FairEvent) -> QuerySet:
        if self.category:
            rows = rows.filter(category=int(self.category))
        if self.district:
            rows = rows.filter(vendor__district=self.district)
        if self.zone:
            rows = rows.filter(Exists(_booths_of().filter(booth__zone=int(self.zone))))
        if self.condition:
            rows = _CONDITIONS[self.condition].narrow(rows, fair_event)
        for word in self.words.split():
            rows = rows.filter(mentions(word))
        return rows
