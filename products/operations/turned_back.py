"""What the catalogue and the vendors do when an import is taken back or put back."""

from typing import cast

from fairs.models import FairEvent
from fairs.operations.holding import lock_fair
from otopfair.errors import RuleBroken
from otopfair.removals.changes import Change, chunks
from otopfair.removals.models import Removal
from products.models import ImportBatch, StarRating
from products.operations.catalogue import refresh_stars_of
from vendors.acts import vendors_changed
from vendors.models import Vendor

_OF_VENDORS = {"vendors.vendorphone", "products.product"}


def who_is_not_ours(lines, by) -> dict[tuple[str, int], str]:
    """What a list changed of vendors that were registered before goes back by who may change them.

    Applications and booths are the fair's.
    """
    opened = {line.noted.key for line in lines if line.noted.is_new}
    vendor_of = {line.noted.key: _vendor_id(line.subject) for line in lines}
    known = {pk for pk in vendor_of.values() if pk and ("vendors.vendor", pk) not in opened}
    ours: set[int] = set()
    for some in chunks(sorted(known)):
        covered = Vendor.objects.covered_by(by, "vendors.change_vendor")
        ours |= set(covered.filter(pk__in=some).values_list("pk", flat=True))
    return {key: "ร้านนี้อยู่นอกความดูแลของคุณ" for key, pk in vendor_of.items() if pk in known - ours}


def follow_turned_back(
    *, removal: Removal, rows, changed: list[Change], is_restored: bool, **_facts
) -> None:
    """Stars follow their ratings, everything else its vendor.

    An import is not put back at a cancelled fair, nor when somebody would be registered twice.
    """
    if is_restored and removal.root_type == ImportBatch._meta.label_lower:
        lock_fair(cast(FairEvent, removal.owner), what="จึงเรียกคืนการนำเข้าไม่ได้")
        _require_nobody_twice(removal, [row for row in rows if isinstance(row, Vendor)])
    touched = [*rows, *(change.row for change in changed)]
    refresh_stars_of({row.product_id for row in touched if isinstance(row, StarRating)})
    if vendors := [change.row for change in changed if isinstance(change.row, Vendor)]:
        vendors_changed.happened(vendors=vendors)


def _require_nobody_twice(removal: Removal, vendors: list[Vendor]) -> None:
    since = Vendor.objects.filter(created_at__gt=removal.removed_at)
    back = {(vendor.name_th, vendor.province_id) for vendor in vendors}
    keys = {vendor.pk for vendor in vendors}
    for some in chunks(sorted({name for name, _province in back})):
        for vendor in since.filter(name_th__in=some).order_by("pk"):
            if vendor.pk not in keys and (vendor.name_th, vendor.province_id) in back:
                raise RuleBroken(
                    f"เรียกคืนไม่ได้ เพราะ {vendor} ลงทะเบียนใหม่หลังจากถอน"
                    " ถ้านำเข้าไฟล์ใหม่แล้ว ถอนการนำเข้านั้นก่อน"
                )


def _vendor_id(row) -> int | None:
    if isinstance(row, Vendor):
        return row.pk
    if isinstance(row, StarRating):
        return row.product.vendor_id
    return row.vendor_id if row._meta.label_lower in _OF_VENDORS else None
