"""An imported list becomes vendors, telephones, products with stars, and booths."""

from uuid import NAMESPACE_URL, UUID, uuid5

from fairs.models import Booth, FairEvent
from fairs.operations.layout import lay_out_listed
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock
from otopfair.rights.may import may
from products.imports.findings import UNCHANGED
from products.imports.registers import KnownVendor
from products.imports.tables import loose
from products.imports.tracing import Trace
from products.imports.vendors import VendorChange, VendorPlan, VendorRow, star_round_of
from products.models import ImportBatch, OfferedProduct, Product, StarRound
from products.operations.catalogue import add_product, rate_product
from vendors.acts import vendor_changed
from vendors.models import ApplicationStatus, Decision, Vendor, VendorPhone
from vendors.operations.allocations import allocate_booth
from vendors.operations.enrolling import enrol_vendor
from vendors.operations.showing import count_as_looked_at

_REPORT_NAME = "โซนผลิตภัณฑ์ OTOP"


def save_vendor_list(batch: ImportBatch, plan: VendorPlan, by, trace: Trace) -> None:
    """Save every row that would change something. The caller holds the fair's lock."""
    star_round = star_round_of(batch)
    if plan.missing_booths:
        _lay_out(batch.fair_event, plan, by, trace)
    booths = {booth.code: booth for booth in batch.fair_event.booths.order_by("pk")}
    for change in plan.rows:
        if change.state == UNCHANGED:
            continue
        try:
            save_vendor_row(
                change,
                fair_event=batch.fair_event,
                booth=booths.get(change.row.booth),
                star_round=star_round,
                form_key=uuid5(NAMESPACE_URL, f"import-{batch.pk}-{change.row.number}"),
                file_name=batch.file_name,
                beside_reason=batch.options.get("beside_reason", ""),
                by=by,
                trace=trace,
            )
        except RuleBroken as broken:
            raise RuleBroken(f"แถว {change.row.number}: {broken.message}") from broken


def _lay_out(fair_event: FairEvent, plan: VendorPlan, by, trace: Trace) -> None:
    zones = set(fair_event.zones.values_list("pk", flat=True))
    booths = lay_out_listed(
        fair_event,
        [(change.row.booth, change.row.category) for change in plan.rows if change.row.booth],
        report_name=_REPORT_NAME,
        by=by,
    )
    trace.opened(*fair_event.zones.exclude(pk__in=zones).order_by("pk"), *booths)


def save_vendor_row(
    change: VendorChange,
    *,
    fair_event: FairEvent,
    booth: Booth | None,
    star_round: StarRound | None,
    form_key: UUID,
    file_name: str,
    beside_reason: str = "",
    by,
    trace: Trace,
) -> Vendor:
    """Save one row: register or complete the vendor, enrol it at the fair, give it its booth.

    A vendor outside the officer's scope stays as it is, with its products and stars. The caller
    holds the transaction and the fair's lock.
    """
    row = change.row
    vendor = (
        _new_vendor(row, file_name, by, trace)
        if change.known is None
        else _known(row, change.known, by, trace)
    )
    is_ours = change.known is None or may(by, "vendors.change_vendor", vendor)
    product = _its_product(vendor, row)
    if is_ours:
        product = _save_product(vendor, product, row, star_round, by, trace)
    application = enrol_vendor(
        fair_event,
        vendor,
        category=row.category,
        form_key=form_key,
        why=f"อยู่ในบัญชีรายชื่อ {file_name} แถว {row.number}",
        beside_reason=beside_reason,
        by=by,
    )
    if application.form_key == form_key:
        decided = Decision.objects.filter(application=application).order_by("pk")
        trace.opened(application, *decided, number=row.number)
    if product is not None and application.status == ApplicationStatus.CONFIRMED:
        offered, is_new = OfferedProduct.objects.get_or_create(
            application=application, product=product
        )
        if is_new:
            trace.opened(offered, number=row.number)
    if booth is not None and not (change.known and row.booth in change.known.booths):
        trace.opened(allocate_booth(application, booth, by=by), number=row.number)
    return vendor


def _new_vendor(row: VendorRow, file_name: str, by, trace: Trace) -> Vendor:
    vendor = Vendor.objects.create(
        kind=row.kind,
        name_th=row.name,
        contact_name=row.contact,
        province_id=row.province,
        district_id=row.district,
        is_published=True,
        phone_is_public=False,
    )
    trace.opened(vendor, *_add_phones(vendor, row.phones), number=row.number)
    count_as_looked_at(vendor, by=by)
    record(vendor, "import", f"ลงทะเบียนจากไฟล์ {file_name} แถว {row.number}", by=by)
    return vendor


def _known(row: VendorRow, known: KnownVendor, by, trace: Trace) -> Vendor:
    """Complete a registered vendor with what the row knows better."""
    vendor = lock(Vendor(pk=known.pk))
    if not may(by, "vendors.change_vendor", vendor):
        return vendor
    changes: dict[str, list[str]] = {}
    before: dict[str, str | None] = {}
    if row.contact and row.contact != vendor.contact_name:
        changes["ชื่อประธานหรือเจ้าของ"] = [vendor.contact_name, row.contact]
        before["contact_name"] = vendor.contact_name
        vendor.contact_name = row.contact
    if row.district and row.district != vendor.district_id:
        changes["อำเภอ"] = [vendor.district_id or "", row.district]
        before["district_id"] = vendor.district_id
        vendor.district_id = row.district
    if changes:
        trace.changed(vendor, before, row.number)
        vendor.save()
        vendor_changed.happened(vendor=vendor)
    new_phones = [phone for phone in row.phones if phone not in known.phones]
    if new_phones:
        changes["โทรศัพท์"] = ["", ", ".join(new_phones)]
        phones = _add_phones(vendor, new_phones, after=len(known.phones))
        trace.opened(*phones, number=row.number)
    if changes:
        record(vendor, "import", "แก้ตามบัญชีรายชื่อที่นำเข้า", by=by, changes=changes)
    return vendor


def _add_phones(vendor: Vendor, phones, *, after: int = 0) -> list[VendorPhone]:
    return VendorPhone.objects.bulk_create(
        VendorPhone(vendor=vendor, number=phone, sequence=sequence)
        for sequence, phone in enumerate(phones, start=after + 1)
    )


def _its_product(vendor: Vendor, row: VendorRow):
    """The vendor's product with the name of the row, or None."""
    if not row.product:
        return None
    products = vendor.products.order_by("pk")
    return next((one for one in products if loose(one.name_th) == loose(row.product)), None)


def _save_product(vendor: Vendor, product, row: VendorRow, star_round, by, trace: Trace):
    """The product of the row, unless the vendor has one of this name; its stars in the round."""
    if not row.product:
        return None
    if product is None:
        product = add_product(vendor, by=by, name_th=row.product, category=row.category)
        trace.opened(product, number=row.number)
    if star_round is not None:
        _rate(product, star_round, row, by, trace)
    return product


def _rate(product: Product, star_round: StarRound, row: VendorRow, by, trace: Trace) -> None:
    if not row.stars:
        return
    before = product.ratings.filter(star_round=star_round).first()
    if before is not None and before.stars == row.stars:
        return
    rating = rate_product(product, star_round, row.stars, by=by)
    if before is None:
        trace.opened(rating, number=row.number)
    else:
        trace.changed(rating, {"stars": before.stars}, row.number)
