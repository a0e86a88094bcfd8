"""Vendors whose booth goes or comes back with an import are told, as with any other booth."""

from collections import defaultdict
from typing import Any

from django.db import models

from fairs.models import Booth
from otopfair.outbox.writing import Letter, reaches, write
from otopfair.removals.changes import chunks
from otopfair.thai.calendar import today_in_thailand
from vendors.models import BoothAllocation, BoothApplication, Vendor
from vendors.notifications import recipient_of
from vendors.operations.days import follow_the_days


def tell_of_turned_back(*, removal, rows, reason: str, is_restored: bool, **_facts) -> None:
    """Who goes with the import altogether is told nothing; who comes back is told its booth."""
    allocations = [row for row in rows if isinstance(row, BoothAllocation)]
    gone = {row.pk for row in rows if isinstance(row, Vendor)} if not is_restored else set()
    if not allocations:
        return
    fair_event = removal.owner
    if is_restored:
        follow_the_days(fair_event)  # it may have moved meanwhile
    letters = [
        Letter(recipient, f"{'ได้บูธ' if is_restored else 'คืนบูธ'} {codes}", body, "/my/")
        for recipient, codes in _recipients(allocations, rows, gone)
        for body in [f"{fair_event.called} บูธ {codes}" if is_restored else f"เหตุผล: {reason}"]
    ]
    over = fair_event.period and fair_event.period.last < today_in_thailand()
    told = [letter for letter in letters if not over or reaches(letter.recipient)]
    write(told, kind="application", about=fair_event)


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
    for some in chunks(sorted(codes)):
        vendors = Vendor.objects.filter(pk__in=some).prefetch_related("members__user", "phones")
        for vendor in vendors.order_by("pk"):
            yield recipient_of(vendor), " ".join(codes[vendor.pk])


def _column(model: type[models.Model], keys: set[int], name: str) -> dict[int, Any]:
    found: dict[int, Any] = {}
    for some in chunks(sorted(keys)):
        found |= dict(model._base_manager.filter(pk__in=some).values_list("pk", name))
    return found
