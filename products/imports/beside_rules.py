"""What a list would pass over if its rows were enrolled one after the other: the maximum of the
call, what one person gets, a ban."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Q

from fairs.models import FairEvent, VendorCall
from products.imports.registers import KnownVendor
from vendors.eligibility import why_barred
from vendors.models import BoothApplication, MemberRole, Outcome, Penalty, Vendor
from vendors.persons import share_in_words
from vendors.places import CHOSEN, Room

BARRED = "อีกร้านที่ใช้เบอร์โทรเดียวกันถูกงดรับสมัคร ถ้าเป็นคนละราย ให้แก้เบอร์ในไฟล์"


@dataclass(frozen=True)
class Person:
    """By what a person is known: vendors/persons.py asks the same of two shops."""

    identity_no: str
    owners: frozenset[int]
    phones: frozenset[str]

    def is_same(self, other: "Person") -> bool:
        if self.identity_no and other.identity_no:
            return False
        return bool(self.owners & other.owners or self.phones & other.phones)


class Limits:
    """The limits of a fair against what is chosen there, and the rows before. A few queries."""

    def __init__(self, fair_event: FairEvent, known: set[int]) -> None:
        newest = fair_event.newest_call()
        calls = VendorCall.objects.filter(pk=newest.pk if newest else None).order_by("pk")
        self._fair = fair_event
        self._call = calls.select_related("fair_event").prefetch_related("cells").first()
        self._room = Room(self._call) if self._call else None
        self._taken: Counter[int] = Counter()  # by vendor; a new one is minus its row
        rows = BoothApplication.objects.filter(fair_event=fair_event).with_standing()
        rows = rows.filter(Q(status__in=CHOSEN) | Q(standing=Outcome.SELECT)).order_by()
        for vendor_id, booths in rows.values_list("vendor", "booths_wanted"):
            self._taken[vendor_id] += booths
        bans = Penalty.objects.bars_from(fair_event).order_by()
        self._barred = set(bans.values_list("vendor", flat=True))
        self._people = _people(known | self._taken.keys() | self._barred)

    def why_barred(self, row, known: KnownVendor | None) -> str:
        """The ban that keeps the vendor of `row` from this fair; "" when there is none."""
        person = self._person(row, known)
        same = any(self._people[key].is_same(person) for key in self._barred)
        if not same and (known is None or known.pk not in self._barred):
            return ""
        return why_barred(Vendor.objects.get(pk=known.pk), self._fair) if known else BARRED

    def passed_over(self, row, known: KnownVendor | None) -> str:
        """What enrolling `row` passes over; it counts as chosen from here on."""
        if self._call is None or self._room is None:
            return ""
        key, person = (known.pk if known else -row.number), self._person(row, known)
        others = [one for one in self._taken if one != key and self._people[one].is_same(person)]
        taken = sum(self._taken[one] for one in others)
        application = BoothApplication(
            vendor=Vendor(province_id=row.province), category=row.category
        )
        problems = [share_in_words(self._call, taken, 1), self._room.problem(application)]
        self._room.take(application)
        self._taken[key] += 1
        self._people[key] = person
        return " ".join(filter(None, problems))

    def _person(self, row, known: KnownVendor | None) -> Person:
        there = self._people[known.pk] if known else Person("", frozenset(), frozenset())
        return Person(there.identity_no, there.owners, there.phones | set(row.phones))


def _people(keys: set[int]) -> dict[int, Person]:
    rows = Vendor.objects.filter(pk__in=keys).order_by("pk").prefetch_related("members", "phones")
    return {
        row.pk: Person(
            row.identity_no,
            frozenset(one.user_id for one in row.members.all() if one.role == MemberRole.OWNER),
            frozenset(phone.number for phone in row.phones.all()),
        )
        for row in rows
    }
