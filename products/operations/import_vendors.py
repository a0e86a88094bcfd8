"""One row of an imported list becomes a vendor, telephones, a product with stars, and a booth."""

from collections import Counter, defaultdict
from uuid import UUID

from fairs.models import Booth, FairEvent, ProductCategory, Zone
from fairs.scopes import scope_of
from otopfair.history.models import record
from otopfair.locking import lock
from products.imports.registers import KnownVendor
from products.imports.tables import loose
from products.imports.vendors import VendorChange, VendorPlan, VendorRow
from products.models import OfferedProduct, StarRound
from products.operations.catalogue import add_product, rate_product
from vendors.models import Vendor, VendorPhone
from vendors.operations.allocations import allocate_booth
from vendors.operations.applications import enrol_vendor

_REPORT_NAME = "โซนผลิตภัณฑ์ OTOP"


def save_vendor_row(
    change: VendorChange,
    *,
    fair_event: FairEvent,
    booth: Booth | None,
    star_round: StarRound | None,
    form_key: UUID,
    file_name: str,
    by,
) -> Vendor:
    """Save one row: register or complete the vendor, enrol it at the fair, give it its booth.

    Contact data of a vendor outside the officer's scope stay as they are. The caller holds the
    transaction and the fair's lock.
    """
    row = change.row
    vendor = (
        _new_vendor(row, file_name, by) if change.known is None else _known(row, change.known, by)
    )
    product = _save_product(vendor, row, star_round, by)
    application = enrol_vendor(fair_event, vendor, category=row.category, form_key=form_key, by=by)
    if product is not None:
        OfferedProduct.objects.get_or_create(application=application, product=product)
    if booth is not None and not (change.known and row.booth in change.known.booths):
        allocate_booth(application, booth, by=by)
    return vendor


def make_missing_booths(fair_event: FairEvent, plan: VendorPlan) -> None:
    """Lay out the booths that the list names, for a fair that has none: a zone for each letter."""
    vendors_at = Counter(change.row.booth for change in plan.rows if change.row.booth)
    letters: dict[str, Counter] = defaultdict(Counter)
    for change in plan.rows:
        letters[_letter(change.row.booth)][change.row.category] += 1
    zones = {zone.code: zone for zone in fair_event.zones.order_by("pk")}
    for sequence, letter in enumerate(sorted({_letter(code) for code in vendors_at}), start=1):
        if letter in zones:
            continue
        category = letters[letter].most_common(1)[0][0]
        zones[letter] = Zone.objects.create(
            fair_event=fair_event,
            code=letter,
            name_th=ProductCategory(category).label,
            report_name=_REPORT_NAME,
            category=category,
            sequence=sequence,
        )
    Booth.objects.bulk_create(
        Booth(fair_event=fair_event, zone=zones[_letter(code)], code=code, places=places)
        for code, places in sorted(vendors_at.items())
    )


def _letter(code: str) -> str:
    return code.rstrip("0123456789-")[:8] or "1"


def _new_vendor(row: VendorRow, file_name: str, by) -> Vendor:
    vendor = Vendor.objects.create(
        kind=row.kind,
        name_th=row.name,
        contact_name=row.contact,
        province_id=row.province,
        district_id=row.district,
        is_published=True,
        phone_is_public=False,
    )
    _add_phones(vendor, row.phones)
    record(vendor, "import", f"ลงทะเบียนจากไฟล์ {file_name} แถว {row.number}"[:500], by=by)
    return vendor


def _known(row: VendorRow, known: KnownVendor, by) -> Vendor:
    """Complete a registered vendor with what the row knows better."""
    vendor = lock(Vendor(pk=known.pk))
    if not _may_edit(vendor, by):
        return vendor
    changes = {}
    if row.contact and row.contact != vendor.contact_name:
        changes["ชื่อประธานหรือเจ้าของ"] = [vendor.contact_name, row.contact]
        vendor.contact_name = row.contact
    if row.district and row.district != vendor.district_id:
        changes["อำเภอ"] = [vendor.district_id or "", row.district]
        vendor.district_id = row.district
    if changes:
        vendor.version += 1
        vendor.save()
    new_phones = [phone for phone in row.phones if phone not in known.phones]
    if new_phones:
        changes["โทรศัพท์"] = ["", ", ".join(new_phones)]
        _add_phones(vendor, new_phones, after=len(known.phones))
    if changes:
        record(vendor, "import", "แก้ตามบัญชีรายชื่อที่นำเข้า", by=by, changes=changes)
    return vendor


def _may_edit(vendor: Vendor, by) -> bool:
    scope = scope_of(by)
    return scope.everything or vendor.province_id in scope.province_codes


def _add_phones(vendor: Vendor, phones, *, after: int = 0) -> None:
    VendorPhone.objects.bulk_create(
        VendorPhone(vendor=vendor, number=phone, sequence=sequence)
        for sequence, phone in enumerate(phones, start=after + 1)
    )


def _save_product(vendor: Vendor, row: VendorRow, star_round: StarRound | None, by):
    """The product of the row, unless the vendor has one of this name; its stars in the round."""
    if not row.product:
        return None
    products = vendor.products.order_by("pk")
    product = next((one for one in products if loose(one.name_th) == loose(row.product)), None)
    if product is None:
        product = add_product(vendor, by=by, name_th=row.product, category=row.category)
    if row.stars and star_round is not None:
        rated = product.ratings.filter(star_round=star_round, stars=row.stars)
        if not rated.exists():
            rate_product(product, star_round, row.stars, by=by)
    return product
