"""Vendors whose place or booth goes or comes back with an import are told, as with any other."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import models

from fairs.models import Booth
from otopfair.outbox.writing import Letter, write
from otopfair.removals.changes import chunks
from vendors.models import BoothAllocation, BoothApplication, Vendor
from vendors.notifications import is_told, recipient_of
from vendors.operations.days import follow_the_days


def tell_of_turned_back(*, removal, rows, reason: str, is_restored: bool, **_facts) -> None:
    """Who goes with the import altogether is told nothing; who comes back is told its booth."""
    allocations = [row for row in rows if isinstance(row, BoothAllocation)]
    gone = {row.pk for row in rows if isinstance(row, Vendor)} if not is_restored else set()
    places = _places_alone(allocations, rows, gone)
    if not (allocations or places):
        return
    fair_event = removal.owner
    if allocations and is_restored:
        follow_the_days(fair_event)  # it may have moved meanwhile
    letters = [
        Letter(recipient, f"{'ได้บูธ' if is_restored else 'คืนบูธ'} {codes}", body, "/my/")
        for recipient, codes in _recipients(allocations, rows, gone)
        for body in [f"{fair_event.called} บูธ {codes}" if is_restored else f"เหตุผล: {reason}"]
    ]
    letters += _of_places(places, fair_event, reason, is_restored)
    told = [letter for letter in letters if is_told(fair_event, letter.recipient)]
    write(told, kind="application", about=fair_event)


def _places_alone(allocations, rows, gone: set[int]) -> list[BoothApplication]:
    """Applications of who was chosen without a booth, by a vendor that stays."""
    with_booth = {row.application_id for row in allocations}
    applications = [row for row in rows if isinstance(row, BoothApplication)]
    return [row for row in applications if row.pk not in with_booth and row.vendor_id not in gone]


def _of_places(
    applications: list[BoothApplication], fair_event, reason: str, is_restored: bool
) -> list[Letter]:
    word = "กลับมามีผล" if is_restored else "ถูกถอนจากบัญชีที่คัดเลือก"
    why = "เจ้าหน้าที่เรียกคืนการนำเข้าบัญชี" if is_restored else f"เหตุผล: {reason}"
    reached = {vendor.pk: vendor for vendor in _vendors({row.vendor_id for row in applications})}
    return [
        Letter(
            recipient_of(reached[row.vendor_id]),
            f"ใบสมัคร {row.reference_no} {word}",
            f"{fair_event.called}\n{why}",
            "/my/",
        )
        for row in applications
    ]


def _recipients(allocations: list[BoothAllocation], rows, gone: set[int]):
    """Everybody whose booth goes or comes, with the codes of their booths."""
    of = {row.pk: row.vendor_id for row in rows if isinstance(row, BoothApplication)}
    elsewhere = {row.application_id for row in allocations} - of.keys()
    of |= _column(BoothApplication, elsewhere, "vendor_id")
    code_of = {row.pk: row.code for row in rows if isinstance(row, Booth)}
    code_of |= _column(Booth, {row.booth_id for row in allocations} - code_of.keys(), "code")
    codes: dict[int, list[str]] = defaultdict(list)
    for row in allocations:
        if of[row.application_id] not in gone:
            codes[of[row.application_id]].append(code_of[row.booth_id])
    for vendor in _vendors(codes):
        yield recipient_of(vendor), " ".join(codes[vendor.pk])


def _vendors(keys: Iterable[int]) -> Iterator[Vendor]:
    """Vendors with all that recipient_of() reads."""
    for some in chunks(sorted(keys)):
        vendors = Vendor.objects.filter(pk__in=some).prefetch_related("members__user", "phones")
        yield from vendors.order_by("pk")


def _column(model: type[models.Model], keys: set[int], name: str) -> dict[int, Any]:
    found: dict[int, Any] = {}
    for some in chunks(sorted(keys)):
        found |= dict(model._base_manager.filter(pk__in=some).values_list("pk", name))
    return found
