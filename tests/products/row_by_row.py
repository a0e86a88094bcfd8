"""A list of vendors saved row by row through the single operations: what saving it in bulk has to
equal."""

from uuid import NAMESPACE_URL, uuid5

from fairs.operations.layout import lay_out_listed
from otopfair.documents.cells import loose
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock
from otopfair.rights.may import may
from products.imports.findings import UNCHANGED
from products.imports.vendors import star_round_of
from products.models import OfferedProduct
from products.operations.catalogue import add_product, rate_product
from vendors.acts import vendors_changed
from vendors.models import ApplicationStatus, Decision, Vendor, VendorPhone
from vendors.operations.allocations import allocate_booth
from vendors.operations.enrolling import enrol_vendor
from vendors.operations.showing import count_as_looked_at


def save_row_by_row(batch, plan, by, trace):
    fair = batch.fair_event
    if plan.missing_booths:
        zones = set(fair.zones.values_list("pk", flat=True))
        booths = lay_out_listed(fair, plan.ground, report_name="โซนผลิตภัณฑ์ OTOP", by=by)
        trace.opened(*fair.zones.exclude(pk__in=zones).order_by("pk"), *booths)
    booths = {booth.code: booth for booth in fair.booths.order_by("pk")}
    vendors = {}
    for change in plan.rows:
        if change.state == UNCHANGED:
            continue
        try:
            _save(change, batch, vendors, booths.get(change.row.booth), by, trace)
        except RuleBroken as broken:
            raise RuleBroken(f"แถว {change.row.number}: {broken.message}") from broken


def _save(change, batch, vendors, booth, by, trace):
    row = change.row
    if change.known is None:
        is_ours = True
        if change.shop not in vendors:
            vendors[change.shop] = _new_vendor(row, batch, by, trace)
        vendor = vendors[change.shop]
    else:
        vendor = lock(Vendor(pk=change.known.pk))
        is_ours = may(by, "vendors.change_vendor", vendor)
        if is_ours:
            _complete(vendor, row, by, trace)
    product = None
    if row.product:
        there = vendor.products.order_by("pk")
        product = next((one for one in there if loose(one.name_th) == loose(row.product)), None)
    if is_ours and row.product:
        product = _save_product(vendor, product, row, star_round_of(batch), by, trace)
    form_key = uuid5(NAMESPACE_URL, f"import-{batch.pk}-{row.number}")
    application = enrol_vendor(
        batch.fair_event,
        vendor,
        category=row.category,
        form_key=form_key,
        why=f"อยู่ในบัญชีรายชื่อ {batch.file_name} แถว {row.number}",
        beside_reason=batch.options.get("beside_reason", ""),
        has_booth=booth is not None,
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
    has = application.allocations.live().filter(booth=booth).exists()
    if booth is not None and not has:
        trace.opened(allocate_booth(application, booth, by=by), number=row.number)


def _new_vendor(row, batch, by, trace):
    vendor = Vendor.objects.create(
        kind=row.kind,
        name_th=row.name,
        contact_name=row.contact,
        province_id=row.province,
        district_id=row.district,
        is_published=batch.options["shows_new"],
        phone_is_public=False,
    )
    trace.opened(vendor, *_add_phones(vendor, row.phones), number=row.number)
    count_as_looked_at([vendor], by=by)
    record(vendor, "import", f"ลงทะเบียนจากไฟล์ {batch.file_name} แถว {row.number}", by=by)
    return vendor


def _complete(vendor, row, by, trace):
    changes, before = {}, {}
    if row.contact and row.contact != vendor.contact_name:
        changes["ชื่อประธานหรือเจ้าของ"] = [vendor.contact_name, row.contact]
        before["contact_name"], vendor.contact_name = vendor.contact_name, row.contact
    if row.district and row.district != vendor.district_id:
        changes["อำเภอ"] = [vendor.district_id or "", row.district]
        before["district_id"], vendor.district_id = vendor.district_id, row.district
    if before:
        trace.changed(vendor, before, row.number)
        vendor.save()
    there = {phone.number for phone in vendor.phones.all()}
    if new := [phone for phone in row.phones if phone not in there]:
        changes["โทรศัพท์"] = ["", ", ".join(new)]
        trace.opened(*_add_phones(vendor, new, after=len(there)), number=row.number)
    if changes:
        vendors_changed.happened(vendors=[vendor])
        record(vendor, "import", "แก้ตามบัญชีรายชื่อที่นำเข้า", by=by, changes=changes)


def _add_phones(vendor, phones, *, after=0):
    return VendorPhone.objects.bulk_create(
        VendorPhone(vendor=vendor, number=phone, sequence=sequence)
        for sequence, phone in enumerate(phones, start=after + 1)
    )


def _save_product(vendor, product, row, star_round, by, trace):
    if product is None:
        product = add_product(vendor, by=by, name_th=row.product, category=row.category)
        trace.opened(product, number=row.number)
    if star_round is None or not row.stars:
        return product
    before = product.ratings.filter(star_round=star_round).first()
    if before is not None and before.stars == row.stars:
        return product
    rating = rate_product(product, star_round, row.stars, by=by)
    if before is None:
        trace.opened(rating, number=row.number)
    else:
        trace.changed(rating, {"stars": before.stars}, row.number)
    return product
