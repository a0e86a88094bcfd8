"""Vendors of an officer's list are registered, or completed with what the list knows better."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from otopfair.history.models import entry_of, record_all
from otopfair.removals.changes import Change, write_columns
from vendors.acts import vendors_changed
from vendors.models import Vendor, VendorPhone
from vendors.operations.showing import count_as_looked_at


@dataclass
class Listed:
    """A vendor that a list names: a new one with its telephones, and what the history says."""

    vendor: Vendor
    phones: Sequence[str]
    said: str


@dataclass
class Completed:
    """What one row of a list says of a registered vendor: columns, and telephones it lacked."""

    vendor: Vendor
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)
    phones: Sequence[str] = ()
    phones_before: int = 0
    words: dict[str, list[str]] = field(default_factory=dict)


def register_listed(shops: Sequence[Listed], *, by) -> list[VendorPhone]:
    """Register the vendors, looked at by the officer; their telephones."""
    Vendor.objects.bulk_create([shop.vendor for shop in shops])
    phones = _phones((shop.vendor, shop.phones, 0) for shop in shops)
    if shops:
        count_as_looked_at([shop.vendor for shop in shops], by=by)
    record_all(entry_of(shop.vendor, "import", shop.said, by=by) for shop in shops)
    return phones


def complete_listed(rows: Sequence[Completed], *, by) -> list[VendorPhone]:
    """Write what the rows say, in their order; the telephones that came. The caller has locked the
    vendors."""
    rows = [row for row in rows if row.words]
    changed: dict[int, Change] = {}
    for row in rows:
        earlier = changed.get(row.vendor.pk, Change(row.vendor, {}, {}))
        before, after = {**row.before, **earlier.before}, {**earlier.after, **row.after}
        changed[row.vendor.pk] = Change(row.vendor, before, after)
    write_columns([change for change in changed.values() if change.after])
    phones = _phones((row.vendor, row.phones, row.phones_before) for row in rows)
    if changed:
        vendors_changed.happened(vendors=[change.row for change in changed.values()])
    said = "แก้ตามบัญชีรายชื่อที่นำเข้า"
    record_all(entry_of(row.vendor, "import", said, by=by, changes=row.words) for row in rows)
    return phones


def _phones(shops) -> list[VendorPhone]:
    return VendorPhone.objects.bulk_create(
        VendorPhone(vendor=vendor, number=number, sequence=sequence)
        for vendor, numbers, before in shops
        for sequence, number in enumerate(numbers, start=before + 1)
    )
