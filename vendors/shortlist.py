"""The list of applications as an officer filters and sorts it; every page of it uses this."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet

from fairs.models import FairEvent, ProductCategory
from otopfair.thai.folding import fold
from vendors.models import ApplicationStatus, BoothApplication

SHOWN_STATUSES = [status for status in ApplicationStatus if status != ApplicationStatus.DRAFT]
SORTS = {
    "sent": ("submitted_at", "pk"),
    "-sent": ("-submitted_at", "-pk"),
    "number": ("reference_no", "pk"),
    "-number": ("-reference_no", "-pk"),
    "name": ("vendor__sort_key", "pk"),
    "-name": ("-vendor__sort_key", "-pk"),
}


@dataclass(frozen=True)
class Shortlist:
    """Filters of the address. Nonsense in it filters nothing."""

    status: str = ""
    category: str = ""
    district: str = ""
    words: str = ""
    sort: str = "sent"

    @classmethod
    def from_query(cls, query) -> "Shortlist":
        status, category = query.get("status", ""), query.get("category", "")
        district, sort = query.get("district", ""), query.get("sort", "sent")
        return cls(
            status=status if status in SHOWN_STATUSES else "",
            category=category if category in {str(value) for value in ProductCategory} else "",
            district=district if district.isascii() and district.isdigit() else "",
            words=query.get("q", "").strip()[:100],
            sort=sort if sort in SORTS else "sent",
        )

    def rows(self, applications: QuerySet[BoothApplication]) -> QuerySet[BoothApplication]:
        """`applications` filtered and sorted."""
        return self._filtered(applications, with_status=True).order_by(*SORTS[self.sort])

    def counts(self, applications: QuerySet[BoothApplication]) -> dict[str, int]:
        """Rows in each status under the other filters; "" is the sum."""
        counts = dict(
            self._filtered(applications, with_status=False)
            .order_by()
            .values_list("status")
            .annotate(Count("pk"))
        )
        return {"": sum(counts.values()), **counts}

    def address(self, **changes) -> str:
        """The query string of these filters with some of them changed: "?status=…"."""
        values = {
            "status": self.status,
            "category": self.category,
            "district": self.district,
            "q": self.words,
            "sort": "" if self.sort == "sent" else self.sort,
            **changes,
        }
        return "?" + urlencode({name: value for name, value in values.items() if value})

    def _filtered(self, applications, *, with_status):
        if with_status and self.status:
            applications = applications.filter(status=self.status)
        if self.category:
            applications = applications.filter(category=int(self.category))
        if self.district:
            applications = applications.filter(vendor__district=self.district)
        for word in self.words.split():
            applications = applications.filter(_mentions(word))
        return applications


def _mentions(word: str) -> Q:
    return Q(vendor__search_text__contains=fold(word)) | Q(reference_no__icontains=word)


def applications_of(fair_event: FairEvent, user) -> QuerySet[BoothApplication]:
    """The sent applications of one fair that `user` may see."""
    return BoothApplication.objects.visible_to(user).filter(fair_event=fair_event)
