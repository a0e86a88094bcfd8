"""Who has not reported a day, zone by zone, who was called, and how to reach them."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import quote
from uuid import UUID, uuid4

from django.conf import settings

from fairs.models import FairEvent, Zone
from otopfair.thai.digits import to_arabic_digits
from otopfair.thai.folding import fold
from otopfair.thai.formatting import format_date_short, no_break
from otopfair.thai.phones import is_mobile, sms_href, tel_href
from sales.models import BoothSale, ChaseCall, Heard
from sales.signed_links import takings_link
from sales.takings import ZoneCount, missing_on, zone_counts
from vendors.channels import line_address
from vendors.models import BoothAllocation

_GROUPS = re.compile(r"[\s.\-–]")
NOT_CALLED = "new"
STATES = {NOT_CALLED: "ยังไม่โทร", Heard.CALLED: "โทรแล้ว รอส่ง", Heard.NO_ANSWER: "ไม่รับสาย"}


@dataclass(frozen=True)
class Telephone:
    """One number of a vendor, and the addresses that call it and write to it."""

    number: str
    tel: str
    sms: str  # "" for a number that takes no messages


@dataclass
class ChaseRow:
    """One vendor in one booth who has not reported, with the calls so far."""

    allocation: BoothAllocation
    day: date
    calls: list[ChaseCall] = field(default_factory=list)
    form_key: UUID = field(default_factory=uuid4)

    @property
    def zone(self) -> Zone:
        return self.allocation.booth.zone

    @property
    def vendor(self):
        return self.allocation.application.vendor

    def has(self, text: str) -> bool:
        """Whether `text` is in its booth, its shop or a telephone, however this is grouped."""
        bare = _GROUPS.sub("", to_arabic_digits(text))
        names = fold(f"{self.allocation.booth.code} {self.vendor}")
        return fold(text) in names or any(bare in line.number for line in self.vendor.phones.all())

    @property
    def state(self) -> str:
        """What the last call has come to."""
        return self.calls[-1].heard if self.calls else NOT_CALLED

    @property
    def share_text(self) -> str:
        row = self.allocation
        return f"ที่ {row.place_no} จาก {row.places_in_booth}" if row.places_in_booth > 1 else ""

    @property
    def message(self) -> str:
        """What is written to the vendor: what is missing, and the link that takes it."""
        booth = self.allocation.booth
        link = takings_link(self.vendor.pk, booth.fair_event, self.day)
        return (
            f"ยังไม่มียอดขายวันที่ {format_date_short(self.day)} ของบูธ {booth.code} "
            f"ส่งที่ {settings.SITE_URL}{link} ถ้าขายไม่ได้ ส่ง 0 บาท"
        )

    @property
    def telephones(self) -> list[Telephone]:
        numbers = [line.number for line in self.vendor.phones.all()]
        text = self.message if any(map(is_mobile, numbers)) else ""
        return [
            Telephone(number, tel_href(number), sms_href(number, text) if is_mobile(number) else "")
            for number in numbers
        ]

    @property
    def line_url(self) -> str:
        """Opens the vendor in LINE, by the name that it has told officers. Only an official
        account ("@…") takes the text along."""
        name = self.vendor.line_id
        if name.startswith("@") and line_address(name):
            return f"https://line.me/R/oaMessage/{quote(name)}/?{quote(self.message)}"
        return line_address(name)


@dataclass(frozen=True)
class ChaseList:
    """All who have not reported a day, those of one's own zones first."""

    fair_event: FairEvent
    day: date
    zones: list[ZoneCount]
    rows: list[ChaseRow]

    @property
    def counts(self) -> dict[str, int]:
        """State → how many; "" is all of them."""
        found = Counter(row.state for row in self.rows)
        return {"": len(self.rows)} | {state: found[state] for state in STATES}

    @property
    def missing_zones(self) -> list[ZoneCount]:
        return [one for one in self.zones if one.missing]

    def filtered(self, *, zone: str = "", state: str = "", text: str = "") -> list[ChaseRow]:
        return [
            row
            for row in self.rows
            if zone in ("", str(row.zone.pk)) and state in ("", row.state) and row.has(text)
        ]


def chase_list(fair_event: FairEvent, day: date, user) -> ChaseList:
    """Seven queries, however many are missing."""
    counts = zone_counts(fair_event, day)
    zones = sorted(counts, key=lambda one: user not in one.people)  # the order of zones stays
    places = {one.zone.pk: number for number, one in enumerate(zones)}
    rows = chase_rows(missing_on(fair_event, day), day)
    rows.sort(key=lambda row: places[row.zone.pk])
    return ChaseList(fair_event, day, zones, rows)


def chase_rows(allocations, day: date) -> list[ChaseRow]:
    """The rows of these allocations with their calls, in three queries."""
    related = ("booth__zone", "booth__fair_event", "application__vendor")
    allocations = allocations.select_related(*related)
    allocations = list(allocations.prefetch_related("application__vendor__phones"))
    calls = calls_of(allocations, day)
    return [ChaseRow(one, day, calls.get(one.pk, [])) for one in allocations]


def calls_of(allocations: Iterable[BoothAllocation], day: date) -> dict[int, list[ChaseCall]]:
    """Allocation → its calls, the first first."""
    keys = [one.pk for one in allocations]
    calls = ChaseCall.objects.standing().filter(on=day, allocation__in=keys)
    found: dict[int, list[ChaseCall]] = {}
    for call in calls.select_related("noted_by").order_by("pk"):
        found.setdefault(call.allocation_id, []).append(call)
    return found


def reported_since(allocations: Iterable[BoothAllocation], day: date) -> dict[int, BoothSale]:
    """Allocation → the figure that has come in for it; who is still missing is absent."""
    allocations = list(allocations)
    sales = BoothSale.objects.filter(booth__in=[one.booth_id for one in allocations], sold_on=day)
    by_place = {(sale.booth_id, sale.vendor_id): sale for sale in sales.order_by()}
    found = {one.pk: by_place.get((one.booth_id, one.application.vendor_id)) for one in allocations}
    return {key: sale for key, sale in found.items() if sale}


def in_words(zones: Iterable[ZoneCount], user) -> str:
    """A line for each zone in which somebody is missing, one's own first and named so."""
    lines = [
        no_break(f"โซน {one.zone.code} {one.zone.name_th}")
        + f" {one.missing:,} ร้าน"
        + (" (โซนของคุณ)" if user in one.people else "")
        for one in sorted(zones, key=lambda one: user not in one.people)
        if one.missing
    ]
    return "\n".join(lines)
