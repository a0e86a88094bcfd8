"""Small, valid rows for tests. Every name can be given; nothing is random."""

from datetime import date, time, timedelta
from decimal import Decimal
from itertools import count
from uuid import uuid4

from django.utils import timezone

from fairs.models import (
    Agency,
    Booth,
    CallPlaces,
    FairEvent,
    FairHelper,
    FairSeries,
    FairState,
    OfficerPosting,
    ProductCategory,
    Province,
    TermsText,
    VendorCall,
    WorkingCommittee,
    Zone,
)
from otopfair.accounts.models import User
from products.models import BoothSale, Product, SaleSource
from vendors.models import ApplicationStatus, BoothApplication, Vendor, VendorMember
from vendors.operations.allocations import allocate_booth

KHON_KAEN = "40"
_numbers = count(1)


def make_user(full_name="นายสมชาย ทดสอบ", **fields) -> User:
    fields.setdefault("email", f"user{next(_numbers)}@example.invalid")
    return User.objects.create_user(full_name=full_name, **fields)


def make_administrator() -> User:
    return make_user("ผู้ดูแลระบบ", is_superuser=True)


def make_officer(province=KHON_KAEN, **fields) -> User:
    """A provincial officer of `province` (code or Province)."""
    user = make_user(fields.pop("full_name", "น.ส.มาลี ใจดี"), **fields)
    OfficerPosting.objects.create(user=user, province=_province(province))
    return user


def make_helper(fair_event: FairEvent, *, until: date | None = None) -> User:
    user = make_user("นายผู้ช่วย งานแฟร์")
    until = until or timezone.localdate() + timedelta(days=30)
    FairHelper.objects.create(user=user, fair_event=fair_event, until=until)
    return user


def _province(province) -> Province:
    return province if isinstance(province, Province) else Province.objects.get(pk=province)


def make_agency(name="สำนักงานพัฒนาชุมชนจังหวัดขอนแก่น", **fields) -> Agency:
    return Agency.objects.create(name_th=name, **fields)


def make_committee(province=KHON_KAEN, **fields) -> WorkingCommittee:
    fields.setdefault("name_th", "คณะทำงานทดสอบ")
    fields.setdefault("fiscal_year_be", 2564)
    return WorkingCommittee.objects.create(province=_province(province), **fields)


def make_fair_event(name="งานทดสอบ", *, province=KHON_KAEN, **fields) -> FairEvent:
    """A published fair that runs today: from three days ago until three days ahead."""
    number = next(_numbers)
    today = timezone.localdate()
    home = _province(province)
    defaults = {
        "slug": f"fair-{number}",
        "reference_code": f"T{number}",
        "state": FairState.PUBLISHED,
        "opens_on": today - timedelta(days=3),
        "closes_on": today + timedelta(days=3),
        "opens_at": time(10),
        "closes_at": time(21),
        "venue_province": home,
        "venue_name": "สวนรัชดานุสรณ์",
    }
    return FairEvent.objects.create(name_th=name, home_province=home, **{**defaults, **fields})


def make_series(name="OTOP CITY IN KHONKAEN", **fields) -> FairSeries:
    return FairSeries.objects.create(name_th=name, **fields)


def make_call(fair_event: FairEvent, *, categories=tuple(ProductCategory), **fields) -> VendorCall:
    """A call that is open now, with ten places in each of `categories`."""
    now = timezone.now()
    terms = TermsText.objects.create(
        title=f"ข้อตกลง {next(_numbers)}",
        summary="ขายเองทุกวัน และส่งยอดขายทุกวัน",
        body="ขายเองทุกวัน ไม่ให้ผู้อื่นเช่าช่วง และส่งยอดขายทุกวัน",
    )
    defaults = {
        "opens_at": now - timedelta(days=1),
        "closes_at": now + timedelta(days=7),
        "terms": terms,
        "confirm_until": timezone.localdate() + timedelta(days=14),
    }
    call = VendorCall.objects.create(fair_event=fair_event, **{**defaults, **fields})
    CallPlaces.objects.bulk_create(
        CallPlaces(call=call, category=category, places=10) for category in categories
    )
    return call


def make_zone(fair_event: FairEvent, code="C", **fields) -> Zone:
    fields.setdefault("name_th", "ผ้า")
    zone, _ = Zone.objects.get_or_create(fair_event=fair_event, code=code, defaults=fields)
    return zone


def make_booth(fair_event: FairEvent, code="C01", **fields) -> Booth:
    zone = fields.pop("zone", None) or make_zone(fair_event, code[0])
    return Booth.objects.create(fair_event=fair_event, zone=zone, code=code, **fields)


def make_vendor(name="กลุ่มทอผ้าทดสอบ", *, user=None, **fields) -> Vendor:
    """A published vendor; `user` becomes its member."""
    fields.setdefault("kind", "group")
    fields.setdefault("province", Province.objects.get(pk=KHON_KAEN))
    fields.setdefault("is_published", True)
    vendor = Vendor.objects.create(name_th=name, **fields)
    if user is not None:
        VendorMember.objects.create(vendor=vendor, user=user)
    return vendor


def make_product(vendor: Vendor | None = None, name="ผ้าไหมมัดหมี่", **fields) -> Product:
    vendor = vendor or make_vendor()
    fields.setdefault("category", ProductCategory.CLOTH)
    fields.setdefault("price_baht", Decimal("2500"))
    fields.setdefault("is_public", vendor.is_published)
    return Product.objects.create(vendor=vendor, province=vendor.province, name_th=name, **fields)


def make_application(
    fair_event: FairEvent | None = None,
    vendor: Vendor | None = None,
    *,
    status="confirmed",
    **fields,
) -> BoothApplication:
    """An application in `status`; confirmed unless told otherwise."""
    number = next(_numbers)
    now = timezone.now()
    fair_event = fair_event or make_fair_event()
    vendor = vendor or make_vendor(f"ร้านทดสอบ {number}")
    sent = status != ApplicationStatus.DRAFT
    defaults = {
        "category": ProductCategory.CLOTH,
        "reference_no": f"{fair_event.reference_code}-{number:04d}" if sent else None,
        "submitted_at": now if sent else None,
        "form_key": uuid4(),
    }
    values = {**defaults, **fields}
    if "started_by" not in values:
        values["started_by"] = make_user("ผู้กรอก")
    return BoothApplication.objects.create(
        fair_event=fair_event, vendor=vendor, status=status, **values
    )


def make_allocation(booth: Booth, vendor: Vendor | None = None, **fields):
    """A confirmed application of `vendor` that stands in `booth`."""
    application = make_application(booth.fair_event, vendor, **fields)
    return allocate_booth(application, booth, by=application.started_by)


def make_sale(allocation, *, sold_on=None, sold="1000", ordered="0", **fields) -> BoothSale:
    fair_event = allocation.booth.fair_event
    return BoothSale.objects.create(
        fair_event=fair_event,
        booth=allocation.booth,
        vendor=allocation.application.vendor,
        category=allocation.application.category,
        sold_on=sold_on or fair_event.opens_on,
        sold_baht=Decimal(sold),
        ordered_baht=Decimal(ordered),
        source=fields.pop("source", SaleSource.OFFICER),
        reported_by=fields.pop("reported_by", allocation.allocated_by),
        reported_at=timezone.now(),
        **fields,
    )
