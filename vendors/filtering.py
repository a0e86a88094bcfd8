"""The list of applications as an officer filters and sorts it; every page of it uses this."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When

from fairs.models import FairEvent, ProductCategory
from otopfair.thai.digits import is_digits
from otopfair.thai.folding import fold
from vendors.models import (
    ENDED_STATUSES,
    ApplicationStatus,
    BoothApplication,
    Outcome,
    Vendor,
    reference_is,
)

# In the order of work: what waits for officers, what waits to be announced, what waits for vendors.
STANDINGS_SHOWN = [
    *(ApplicationStatus.SUBMITTED, ApplicationStatus.ELIGIBLE, *Outcome),
    *(ApplicationStatus.RETURNED, ApplicationStatus.SELECTED, ApplicationStatus.CONFIRMED),
    ApplicationStatus.RESERVED,
    *ENDED_STATUSES,
]
SORTS = {
    "sent": ("submitted_at", "pk"),
    "-sent": ("-submitted_at", "-pk"),
    "number": ("reference_number", "pk"),
    "-number": ("-reference_number", "-pk"),
    "name": ("applicant_key", "pk"),
    "-name": ("-applicant_key", "-pk"),
}


@dataclass(frozen=True)
class ApplicationFilter:
    """Filters of the address. Nonsense in it filters nothing.

    `status` is where an application stands for who reads: a status, or, for who decides, what waits
    to be announced.
    `scorer` is to whom applications were shared out.
    """

    status: str = ""
    category: str = ""
    district: str = ""
    call: str = ""
    scorer: str = ""
    words: str = ""
    sort: str = "sent"

    @classmethod
    def from_query(cls, query) -> "ApplicationFilter":
        status, category = query.get("status", ""), query.get("category", "")
        district, sort = query.get("district", ""), query.get("sort", "sent")
        call, scorer = query.get("call", ""), query.get("scorer", "")
        return cls(
            status=status if status in STANDINGS_SHOWN else "",
            category=category if category in {str(value) for value in ProductCategory} else "",
            district=district if is_digits(district) else "",
            call=call if is_digits(call) and len(call) < 10 else "",
            scorer=scorer if is_digits(scorer) and len(scorer) < 10 else "",
            words=query.get("q", "").strip()[:100],
            sort=sort if sort in SORTS else "sent",
        )

    def rows(self, applications: QuerySet[BoothApplication]) -> QuerySet[BoothApplication]:
        """`applications` filtered and sorted."""
        rows = self._filtered(applications, with_status=True)
        if "name" in self.sort:
            # An order by hidden names would tell them one by one.
            hidden = When(name_is_hidden=True, then=Value(""))
            key = Case(hidden, default=F("vendor__sort_key"), output_field=CharField())
            rows = rows.annotate(applicant_key=key)
        return rows.order_by(*SORTS[self.sort])

    def counts(self, applications: QuerySet[BoothApplication]) -> dict[str, int]:
        """Rows in each standing under the other filters; "" is the sum."""
        counts = dict(
            self._filtered(applications, with_status=False)
            .order_by()
            .values_list("standing")
            .annotate(Count("pk"))
        )
        return {"": sum(counts.values()), **counts}

    def address(self, **changes) -> str:
        """The query string of these filters with some of them changed: "?status=…"."""
        values = {
            "status": self.status,
            "category": self.category,
            "district": self.district,
            "call": self.call,
            "scorer": self.scorer,
            "q": self.words,
            "sort": "" if self.sort == "sent" else self.sort,
            **changes,
        }
        return "?" + urlencode({name: value for name, value in values.items() if value})

    def _filtered(self, applications, *, with_status):
        if with_status and self.status:
            applications = applications.filter(standing=self.status)
        if self.category:
            applications = applications.filter(category=int(self.category))
        if self.district:
            applications = applications.filter(vendor__district=self.district)
        if self.call:
            applications = applications.filter(call=self.call)
        if self.scorer:
            applications = applications.filter(scoring_tasks__scorer=self.scorer)
        for word in self.words.split():
            applications = applications.filter(mentions(word))
        return applications


def mentions(word: str) -> Q:
    """Applications (`with_standing`) by a word of their name or by their number."""
    return mentions_name(word) | reference_is(word)


def mentions_name(word: str) -> Q:
    """Applications (`with_standing`) whose vendor has `word` in its names, where these are open."""
    return Q(name_is_hidden=False, vendor__search_text__contains=fold(word))


def applications_of(fair_event: FairEvent, user) -> QuerySet[BoothApplication]:
    """The sent applications of one fair that `user` may see, each where `user` may know it."""
    rows = BoothApplication.objects.visible_to(user).filter(fair_event=fair_event)
    return rows.with_standing_for(user)


def vendors_named(user, words: str) -> QuerySet[Vendor]:
    """Vendors of the officer's area whose name has every one of these words."""
    rows = Vendor.objects.visible_to(user).filter(has_words(words)).for_cards()
    return rows.order_by("sort_key", "pk")


def has_words(words: str, column: str = "search_text") -> Q:
    """That this column of names as they are searched has every one of these words."""
    found = Q()
    for word in fold(words[:100]).split():
        found &= Q(**{f"{column}__contains": word})
    return found
