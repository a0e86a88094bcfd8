"""What enrolling many vendors one after the other would pass over: the maximum of the call, what
one person gets, a ban. `persons.py` and `places.py` ask the same for one application."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Q

from fairs.models import FairEvent, VendorCall
from otopfair.removals.changes import chunks
from vendors.models import BoothApplication, MemberRole, Outcome, Penalty, Vendor
from vendors.persons import share_in_words
from vendors.places import CHOSEN, Room


class Comer(NamedTuple):
    """Who would be enrolled: `key` is that of its vendor, or negative while it has none."""

    key: int
    province: str
    category: int
    phones: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Person:
    """By what a person is known."""

    identity_no: str = ""
    owners: frozenset[int] = frozenset()
    phones: frozenset[str] = frozenset()

    def is_same(self, other: "Person") -> bool:
        """Two identity numbers are two persons, whatever they share."""
        if self.identity_no and other.identity_no:
            return False
        return bool(self.owners & other.owners or self.phones & other.phones)

    @property
    def marks(self) -> frozenset:
        return self.owners | self.phones


class Limits:
    """The limits of a fair against what is chosen there, and the comers before. A few queries."""

    def __init__(self, fair_event: FairEvent, vendors: Collection[int]) -> None:
        newest = fair_event.newest_call()
        calls = VendorCall.objects.filter(pk=newest.pk if newest else None).order_by("pk")
        self._call = calls.select_related("fair_event").prefetch_related("cells").first()
        self._room = Room(self._call) if self._call else None
        self._taken: Counter[int] = Counter()
        rows = BoothApplication.objects.filter(fair_event=fair_event).with_standing()
        rows = rows.filter(Q(status__in=CHOSEN) | Q(standing=Outcome.SELECT)).order_by()
        for vendor_id, booths in rows.values_list("vendor", "booths_wanted"):
            self._taken[vendor_id] += booths
        bans = Penalty.objects.bars_from(fair_event).order_by()
        self._barred = set(bans.values_list("vendor", flat=True))
        self._people: dict[int, Person] = {}
        self._known_by: dict[int | str, set[int]] = defaultdict(set)
        for key, person in _people({*vendors, *self._taken, *self._barred}).items():
            self._meet(key, person)

    def is_barred(self, comer: Comer) -> bool:
        """Whether a ban keeps the comer, or another shop of the same person, from the fair."""
        return comer.key in self._barred or any(
            key in self._barred for key in self._same(comer.key, self._person(comer))
        )

    def passed_over(self, comer: Comer) -> dict[str, str]:
        """What enrolling the comer passes over, by the question that is asked then: "share",
        "beyond". It counts as chosen from here on."""
        if self._call is None or self._room is None:
            return {}
        person = self._person(comer)
        taken = sum(self._taken[key] for key in self._same(comer.key, person))
        application = BoothApplication(
            vendor=Vendor(province_id=comer.province), category=comer.category
        )
        problems = {
            "share": share_in_words(self._call, taken, 1),
            "beyond": self._room.problem(application),
        }
        self._room.take(application)
        self._taken[comer.key] += 1
        self._meet(comer.key, person)
        return {question: problem for question, problem in problems.items() if problem}

    def _same(self, key: int, person: Person) -> set[int]:
        """The other shops of the same person."""
        found = {other for mark in person.marks for other in self._known_by[mark]} - {key}
        return {other for other in found if self._people[other].is_same(person)}

    def _meet(self, key: int, person: Person) -> None:
        self._people[key] = person
        for mark in person.marks:
            self._known_by[mark].add(key)

    def _person(self, comer: Comer) -> Person:
        there = self._people.get(comer.key, Person())
        return Person(there.identity_no, there.owners, there.phones | comer.phones)


def _people(keys: set[int]) -> dict[int, Person]:
    people = {}
    for some in chunks(sorted(keys)):
        rows = Vendor.objects.filter(pk__in=some).only("pk", "identity_no").order_by("pk")
        for row in rows.prefetch_related("members", "phones"):
            owners = (one.user_id for one in row.members.all() if one.role == MemberRole.OWNER)
            phones = (phone.number for phone in row.phones.all())
            people[row.pk] = Person(row.identity_no, frozenset(owners), frozenset(phones))
    return people
