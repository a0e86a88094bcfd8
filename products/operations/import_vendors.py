"""An imported list becomes vendors, telephones, products with stars, and booths: in bulk."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from uuid import NAMESPACE_URL, uuid5

from fairs.models import Booth, FairEvent
from fairs.operations.layout import lay_out_listed
from otopfair.documents.cells import loose
from otopfair.errors import RuleBroken
from otopfair.locking import lock_all
from otopfair.removals.changes import chunks
from products.imports.batches import place_in
from products.imports.findings import UNCHANGED
from products.imports.standing import Standing
from products.imports.tracing import Trace
from products.imports.vendors import VendorChange, VendorPlan, plan_again, star_round_of
from products.models import ImportBatch, Product
from products.operations.catalogue_many import add_products, offer_products, rate_products
from vendors.models import ApplicationStatus, BoothApplication, Vendor
from vendors.operations.enrolling_many import Enrolled, OnPaper, enrol_vendors
from vendors.operations.giving_many import allocate_booths
from vendors.operations.giving_rules import hold_quotas
from vendors.operations.registering_many import Completed, Listed, complete_listed, register_listed

_REPORT_NAME = "โซนผลิตภัณฑ์ OTOP"
_CHANGE = "vendors.change_vendor"


def vendors_under_lock(
    batch: ImportBatch, before: VendorPlan, seen: dict[int, Standing] | None
) -> VendorPlan:
    """Lock the vendors that the list names, and judge its rows again as all stands now. The caller
    holds the fair's lock; the call whose quotas are counted comes before the vendors."""
    if call := batch.fair_event.newest_call():
        named = {one.row.booth for one in before.rows}
        booths = [booth for booth in _booths(batch.fair_event) if booth.code in named]
        application = BoothApplication(call=call)
        hold_quotas(*((application, booth) for booth in booths))
    for some in chunks(sorted({one.known.pk for one in before.rows if one.known})):
        lock_all(Vendor.objects.filter(pk__in=some))
    return plan_again(batch, before, seen)


def save_vendor_list(batch: ImportBatch, plan: VendorPlan, by, trace: Trace) -> None:
    """Save every row that would change something, in a few statements a kind of row. The caller
    holds the locks of the fair and of the vendors."""
    if plan.missing_booths:
        _lay_out(batch.fair_event, plan, by, trace)
    saving = _Saving(batch, [one for one in plan.rows if one.state != UNCHANGED], by, trace)
    try:
        saving.save()
    except RuleBroken as broken:
        if (number := saving.row_about(broken.about)) is None:
            raise
        raise RuleBroken(f"{place_in(batch, number)}: {broken.message}") from broken


def _lay_out(fair_event: FairEvent, plan: VendorPlan, by, trace: Trace) -> None:
    """For all rows of the list, so that who is refused now finds its booth afterwards."""
    zones = set(fair_event.zones.values_list("pk", flat=True))
    booths = lay_out_listed(fair_event, plan.ground, report_name=_REPORT_NAME, by=by)
    trace.opened(*fair_event.zones.exclude(pk__in=zones).order_by("pk"), *booths)


def _booths(fair_event: FairEvent) -> list[Booth]:
    rows = Booth.objects.filter(fair_event=fair_event)
    booths = list(rows.select_related("zone").order_by("pk"))
    for booth in booths:
        booth.fair_event = fair_event
    return booths


@dataclass
class _Saving:
    """The rows of one list on their way into the registers, kind of row by kind of row."""

    batch: ImportBatch
    changes: list[VendorChange]
    by: object
    trace: Trace

    def save(self) -> None:
        self._vendors = self._known()
        self._register()
        self._complete()
        self._products_and_stars()
        self._enrol()
        self._offer()
        self._allocate()

    def row_about(self, subject: object) -> int | None:
        """The row for which an act on all of them was refused."""
        vendor = subject.vendor if isinstance(subject, BoothApplication) else subject
        of_vendor = (one for one in self.changes if self._vendors.get(one.shop) == vendor)
        first = next(of_vendor, None)
        if first and isinstance(subject, BoothApplication):
            first = next((one for one in self._coming() if one.shop == first.shop), first)
        return first.row.number if first else None

    def _known(self) -> dict[tuple[str, int], Vendor]:
        keys = sorted({one.known.pk for one in self.changes if one.known})
        rows = (
            row
            for some in chunks(keys)
            for row in Vendor.objects.filter(pk__in=some).order_by("pk")
        )
        return {("known", row.pk): row for row in rows}

    @cached_property
    def _ours(self) -> set[int]:
        """Registered vendors that the officer may change; who is new is the officer's anyway."""
        covered = Vendor.objects.covered_by(self.by, _CHANGE)
        keys = [pk for kind, pk in self._vendors if kind == "known"]
        return {
            pk
            for some in chunks(sorted(keys))
            for pk in covered.filter(pk__in=some).values_list("pk", flat=True)
        }

    def _is_ours(self, change: VendorChange) -> bool:
        return change.known is None or change.known.pk in self._ours

    def _register(self) -> None:
        firsts = [
            one for one in self.changes if one.known is None and one.shop not in self._vendors
        ]
        new = {one.shop: one for one in reversed(firsts)}
        shops = [
            Listed(self._new_vendor(new[key]), new[key].row.phones, self._registered(new[key]))
            for key in dict.fromkeys(one.shop for one in firsts)
        ]
        phones = register_listed(shops, by=self.by)
        numbers = {}
        for key, shop in zip(dict.fromkeys(one.shop for one in firsts), shops, strict=True):
            self._vendors[key] = shop.vendor
            numbers[shop.vendor.pk] = new[key].row.number
            self.trace.opened(shop.vendor, number=new[key].row.number)
        for phone in phones:
            self.trace.opened(phone, number=numbers[phone.vendor_id])

    def _new_vendor(self, change: VendorChange) -> Vendor:
        row = change.row
        return Vendor(
            kind=row.kind,
            name_th=row.name,
            contact_name=row.contact,
            province_id=row.province,
            district_id=row.district,
            is_published=self.batch.options.get("shows_new", False),
            phone_is_public=False,
        )

    def _registered(self, change: VendorChange) -> str:
        return f"ลงทะเบียนจากไฟล์ {self.batch.file_name} {change.row.place}"

    def _complete(self) -> None:
        has = {one.shop: set(one.known.phones) for one in self.changes if one.known}
        numbers: dict[int, list[int]] = {}
        rows = []
        for change in self.changes:
            if change.known is None or not self._is_ours(change):
                continue
            vendor = self._vendors[change.shop]
            row = _completed(vendor, change, has[change.shop])
            if row.before:
                self.trace.changed(vendor, row.before, change.row.number)
            numbers.setdefault(vendor.pk, []).extend([change.row.number] * len(row.phones))
            rows.append(row)
        for phone in complete_listed(rows, by=self.by):
            self.trace.opened(phone, number=numbers[phone.vendor_id].pop(0))

    def _products_and_stars(self) -> None:
        self._products = self._products_there()
        new: dict[tuple, tuple[Product, int]] = {}
        for change in self.changes:
            key = self._product_key(change)
            if change.row.product and key not in self._products and self._is_ours(change):
                product = Product(
                    vendor=self._vendors[change.shop],
                    name_th=change.row.product,
                    category=change.row.category,
                )
                self._products[key] = product
                new[key] = product, change.row.number
        add_products([product for product, _number in new.values()], by=self.by)
        for product, number in new.values():
            self.trace.opened(product, number=number)
        self._rate()

    def _products_there(self) -> dict[tuple, Product]:
        vendors = {vendor.pk: vendor for vendor in self._vendors.values()}
        found: dict[tuple, Product] = {}
        for some in chunks(sorted(vendors)):
            for product in Product.objects.filter(vendor__in=some).order_by("pk"):
                product.vendor = vendors[product.vendor_id]
                found.setdefault((product.vendor_id, loose(product.name_th)), product)
        return found

    def _product_key(self, change: VendorChange) -> tuple:
        return self._vendors[change.shop].pk, loose(change.row.product)

    def _product(self, change: VendorChange) -> Product | None:
        return self._products.get(self._product_key(change)) if change.row.product else None

    def _rate(self) -> None:
        star_round = star_round_of(self.batch)
        stars, numbers = {}, {}
        for change in self.changes:
            if change.row.stars and self._is_ours(change) and (one := self._product(change)):
                stars[one], numbers[one.pk] = change.row.stars, change.row.number
        if star_round is None or not stars:
            return
        for rating, before in rate_products(stars, star_round, by=self.by):
            number = numbers[rating.product_id]
            if before is None:
                self.trace.opened(rating, number=number)
            else:
                self.trace.changed(rating, {"stars": before}, number)

    def _enrol(self) -> None:
        with_booth = {one.shop for one in self._coming()}
        firsts = {one.shop: one for one in reversed(self.changes)}
        entries = {
            shop: self._entry(firsts[shop], shop in with_booth)
            for shop in dict.fromkeys(one.shop for one in self.changes)
        }
        enrolled = enrol_vendors(
            self.batch.fair_event,
            list(entries.values()),
            beside_reason=self.batch.options.get("beside_reason", ""),
            by=self.by,
        )
        self._enrolled: dict[tuple, Enrolled] = dict(zip(entries, enrolled, strict=True))
        for shop, (application, decision) in self._enrolled.items():
            if decision is not None:
                self.trace.opened(application, decision, number=firsts[shop].row.number)

    def _entry(self, change: VendorChange, has_booth: bool) -> OnPaper:
        row, batch = change.row, self.batch
        return OnPaper(
            self._vendors[change.shop],
            row.category,
            uuid5(NAMESPACE_URL, f"import-{batch.pk}-{row.number}"),
            f"อยู่ในบัญชีรายชื่อ {batch.file_name} {row.place}",
            has_booth,
        )

    def _offer(self) -> None:
        pairs: list[tuple[BoothApplication, Product]] = []
        numbers: dict[tuple[int, int], int] = {}
        for change in self.changes:
            application, product = self._enrolled[change.shop].application, self._product(change)
            if product and application.status == ApplicationStatus.CONFIRMED:
                pairs.append((application, product))
                numbers.setdefault((application.pk, product.pk), change.row.number)
        for offered in offer_products(pairs):
            key = offered.application_id, offered.product_id
            self.trace.opened(offered, number=numbers[key])

    def _coming(self) -> Iterator[VendorChange]:
        """The rows that bring a booth which their vendor does not have."""
        seen = set()
        for change in self.changes:
            code = change.row.booth
            if code and (change.shop, code) not in seen:
                if not (change.known and code in change.known.booths):
                    yield change
                seen.add((change.shop, code))

    def _allocate(self) -> None:
        booths = {booth.code: booth for booth in _booths(self.batch.fair_event)}
        coming = [one for one in self._coming() if one.row.booth in booths]
        pairs = [(self._enrolled[one.shop].application, booths[one.row.booth]) for one in coming]
        _lock_pairs(pairs)
        for change, allocation in zip(coming, allocate_booths(pairs, by=self.by), strict=True):
            self.trace.opened(allocation, number=change.row.number)


def _lock_pairs(pairs) -> None:
    """Applications, then booths: each kind by id."""
    for some in chunks(sorted({application.pk for application, _booth in pairs})):
        lock_all(BoothApplication.objects.filter(pk__in=some))
    for some in chunks(sorted({booth.pk for _application, booth in pairs})):
        lock_all(Booth.objects.filter(pk__in=some))


def _completed(vendor: Vendor, change: VendorChange, has: set[str]) -> Completed:
    """What the row knows better than `vendor`, which follows; `has` are its telephones so far."""
    row, done = change.row, Completed(vendor, phones_before=len(has))
    for label, column, value in (
        ("ชื่อประธานหรือเจ้าของ", "contact_name", row.contact),
        ("อำเภอ", "district_id", row.district),
    ):
        now = getattr(vendor, column)
        if value and value != now:
            done.before[column], done.after[column] = now, value
            done.words[label] = [now or "", value]
            setattr(vendor, column, value)
    done.phones = [phone for phone in row.phones if phone not in has]
    has.update(done.phones)
    if done.phones:
        done.words["โทรศัพท์"] = ["", ", ".join(done.phones)]
    return done
