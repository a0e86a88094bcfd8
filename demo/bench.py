"""Rows in the size of a busy year of the country, for measuring: no photos, history or messages."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction

from demo.catalogue import ROUNDS_BE, STARS, make_groups
from demo.kinds import KINDS, Kind
from demo.makers import VILLAGES
from demo.people import FAMILY_NAMES, GIVEN_NAMES, demo_id, dice
from demo.plan import BLOCKS
from demo.takings import figure
from fairs.models import (
    Assignment,
    Booth,
    District,
    FairEvent,
    FairSeries,
    FairState,
    ProductCategory,
    Zone,
)
from otopfair.accounts.models import User
from otopfair.rights.roles import Role
from otopfair.thai.calendar import THAILAND, be_year, today_in_thailand
from products.models import Product, StarRating, StarRound
from sales.models import BoothSale, SaleSource
from vendors.models import (
    ApplicationStatus,
    BoothAllocation,
    BoothApplication,
    ShowState,
    Vendor,
    VendorKind,
    VendorPhone,
)
from vendors.operations.days import lay_days

BATCH = 2_000
DAYS = 7
DAYS_BETWEEN_FAIRS = 8
# Booths of one fair by zone, 120 in all; about 4 of 100 booth days are never reported.
STALLS = {"A": 33, "B": 12, "C": 48, "D": 19, "E": 8}
MISSING_SHARE = 0.008
PUBLISHED_SHARE = 0.97
RATED_SHARE = 0.21
FIRST_NUMBER = 1_000_000  # bench identity numbers begin here, demo numbers end far below


@dataclass(frozen=True)
class Size:
    """How much to write; sales are fairs × 120 booths × 7 days, less what nobody reported."""

    vendors: int = 2_000
    products: int = 20_000
    fairs: int = 360


def bench_is_there() -> bool:
    return FairEvent.objects.filter(reference_code="B0001").exists()


@transaction.atomic
def build_bench(size: Size) -> None:
    """Write vendors, products with stars, and fairs with full booths and their takings."""
    clerk = User.objects.create(email="bench@demo.test", full_name="ผู้บันทึกข้อมูลทดสอบ")
    clerk.set_unusable_password()
    clerk.save()
    Assignment.objects.create(user=clerk, role=Role.PROVINCIAL_OFFICER, province_id="40")
    vendors = _vendors(size.vendors)
    _products(vendors, size.products)
    series = _series()
    # The newest fair ends today, so that pages look for what is on, as they do on a busy day.
    newest = today_in_thailand() - timedelta(days=DAYS - 1)
    for number in range(1, size.fairs + 1):
        opens_on = newest - timedelta(days=(size.fairs - number) * DAYS_BETWEEN_FAIRS)
        _fair(number, opens_on, series[number % len(series)], vendors, clerk)


def _vendors(count: int) -> dict[ProductCategory, list[tuple[Vendor, Kind]]]:
    """Vendors over all districts, by category in the proportions of a fair."""
    rng = dice("bench vendors")
    districts = list(District.objects.select_related("province").order_by("code"))
    by_category = {c: [kind for kind in KINDS if kind.category == c] for c in ProductCategory}
    stalls = {block.category: STALLS[block.code] for block in BLOCKS}
    drawn = rng.choices(list(stalls), list(stalls.values()), k=count)
    kinds = [rng.choice(by_category[category]) for category in drawn]
    vendors = [_vendor(n, kind, rng, districts) for n, kind in enumerate(kinds, start=1)]
    Vendor.objects.bulk_create(vendors, batch_size=BATCH)
    VendorPhone.objects.bulk_create(
        (
            VendorPhone(vendor=vendor, number=f"04300{number % 10000:04d}")
            for number, vendor in enumerate(vendors)
        ),
        batch_size=BATCH,
    )
    pairs = list(zip(vendors, kinds, strict=True))
    return {c: [pair for pair in pairs if pair[1].category == c] for c in ProductCategory}


def _vendor(number: int, kind: Kind, rng, districts) -> Vendor:
    district = rng.choice(districts)
    village = rng.choice(VILLAGES)
    return Vendor(
        kind=VendorKind.GROUP if rng.random() < 0.56 else VendorKind.SINGLE,
        name_th=f"กลุ่มทดสอบ{kind.craft}บ้าน{village} {number}",
        identity_no=demo_id(FIRST_NUMBER + number),
        contact_name=f"{rng.choice(GIVEN_NAMES)} {rng.choice(FAMILY_NAMES)}",
        province=district.province,
        district=district,
        is_published=rng.random() < PUBLISHED_SHARE,
        show_state=ShowState.SHOWN,
        story=kind.story,
    )


def _products(vendors, count: int) -> None:
    rng = dice("bench products")
    groups = make_groups()
    rounds = [
        StarRound.objects.get_or_create(year_be=year, defaults={"name_th": f"คัดสรร ปี {year}"})[0]
        for year in ROUNDS_BE
    ]
    pairs = [pair for rows in vendors.values() for pair in rows]
    kinds = {c: [kind for kind in KINDS if kind.category == c] for c in ProductCategory}
    products, ratings = [], []
    for number in range(count):
        vendor, own = pairs[number % len(pairs)]
        kind = own if number < len(pairs) else rng.choice(kinds[own.category])
        product = _product(number, vendor, kind, rng, groups)
        if rng.random() < RATED_SHARE:
            star_round, stars = rng.choice(rounds), rng.choice(STARS)
            product.stars, product.stars_year_be = stars, star_round.year_be
            ratings.append(StarRating(star_round=star_round, product=product, stars=stars))
        products.append(product)
    rng.shuffle(products)
    Product.objects.bulk_create(products, batch_size=BATCH)
    StarRating.objects.bulk_create(ratings, batch_size=BATCH)


def _product(number: int, vendor: Vendor, kind: Kind, rng, groups) -> Product:
    published = rng.random() < PUBLISHED_SHARE
    return Product(
        vendor=vendor,
        category=kind.category,
        group=groups[kind.category, kind.group],
        name_th=f"{kind.name_th} {rng.choice(kind.variants)} แบบ {number}",
        name_en=kind.name_en,
        price_baht=max(5, round(kind.price * rng.lognormvariate(0, 0.3) / 5) * 5),
        price_unit=kind.unit,
        story=kind.story,
        material=kind.material,
        care=kind.care,
        is_published=published,
        is_public=published and vendor.is_public,
        province_id=vendor.province_id,
    )


def _series() -> list[FairSeries]:
    cloths = ("indigo", "lac", "almond", "turmeric", "ebony")
    return [
        FairSeries.objects.get_or_create(
            name_th=f"งานทดสอบชุดที่ {number}", defaults={"cloth": cloths[number % 5]}
        )[0]
        for number in range(1, 37)
    ]


def _fair(number: int, opens_on: date, series: FairSeries, vendors, clerk: User) -> None:
    rng = dice(f"bench fair {number}")
    province = rng.choice(vendors[ProductCategory.CLOTH])[0].province_id
    fair_event = FairEvent.objects.create(
        series=series,
        name_th=f"{series.name_th} ครั้งที่ {number // 36 + 1}",
        slug=f"bench-{number:04d}",
        reference_code=f"B{number:04d}",
        edition_no=number // 36 + 1,
        year_label_be=be_year(opens_on),
        state=FairState.PUBLISHED,
        opens_on=opens_on,
        closes_on=opens_on + timedelta(days=DAYS - 1),
        opens_time=time(10),
        closes_time=time(21),
        home_province_id=province,
        venue_province_id=province,
        venue_name="สนามหน้าศาลากลางจังหวัด",
        sales_target_baht=12_000_000,
    )
    booths = _booths(fair_event)
    stalls = _stalls(booths, vendors, rng)
    _seat(fair_event, stalls, rng, clerk)
    _takings(fair_event, stalls, rng, clerk)


def _stalls(booths, vendors, rng) -> list[tuple[Vendor, Booth]]:
    """A vendor of the zone's category for every booth, as far as there are vendors."""
    stalls = []
    for block in BLOCKS:
        pool = vendors[block.category]
        row = booths[block.code]
        chosen = rng.sample(pool, min(len(row), len(pool)))
        stalls += [(vendor, booth) for (vendor, _), booth in zip(chosen, row, strict=False)]
    return stalls


def _booths(fair_event: FairEvent) -> dict[str, list[Booth]]:
    booths: dict[str, list[Booth]] = {}
    for sequence, block in enumerate(BLOCKS, start=1):
        zone = Zone.objects.create(
            fair_event=fair_event,
            code=block.code,
            name_th=block.category.label,
            category=block.category,
            sequence=sequence,
            plan_x=block.x,
            plan_y=block.y,
            plan_width=block.width,
            plan_height=block.height,
        )
        booths[block.code] = [
            Booth(
                zone=zone,
                code=f"{block.code}{number:02d}",
                plan_x=block.place(number)[0],
                plan_y=block.place(number)[1],
            )
            for number in range(1, STALLS[block.code] + 1)
        ]
    Booth.objects.bulk_create(booth for row in booths.values() for booth in row)
    return booths


def _seat(fair_event: FairEvent, stalls, rng, clerk: User) -> None:
    at = datetime.combine(fair_event.opens_on - timedelta(days=21), time(14), THAILAND)
    moments = ("submitted_at", "checked_at", "selected_at", "confirmed_at")
    applications = [
        BoothApplication(
            fair_event=fair_event,
            vendor=vendor,
            reference_prefix=fair_event.reference_code,
            reference_number=number,
            status=ApplicationStatus.CONFIRMED,
            category=booth.zone.category,
            form_key=UUID(int=rng.getrandbits(128), version=4),
            started_by=clerk,
            **dict.fromkeys(moments, at),
        )
        for number, (vendor, booth) in enumerate(stalls, start=1)
    ]
    BoothApplication.objects.bulk_create(applications)
    lay_days(
        BoothAllocation.objects.bulk_create(
            BoothAllocation(application=application, booth=booth, allocated_by=clerk)
            for application, (_, booth) in zip(applications, stalls, strict=True)
        )
    )


def _takings(fair_event: FairEvent, stalls, rng, clerk: User) -> None:
    sales = []
    for day_number, day in enumerate(fair_event.days, start=1):
        reported_at = datetime.combine(day, time(20, 30), THAILAND)
        for vendor, booth in stalls:
            if rng.random() < MISSING_SHARE:
                continue
            sold, ordered = figure(booth.zone.category, day_number, rng)
            sales.append(
                BoothSale(
                    fair_event=fair_event,
                    booth=booth,
                    vendor=vendor,
                    category=booth.zone.category,
                    sold_on=day,
                    sold_baht=sold,
                    ordered_baht=ordered,
                    source=SaleSource.OFFICER,
                    reported_by=clerk,
                    reported_at=reported_at,
                )
            )
    BoothSale.objects.bulk_create(sales, batch_size=BATCH)
