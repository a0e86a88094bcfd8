"""Invented products with their sub-groups and stars."""

from decimal import Decimal

from demo.kinds import GROUPS
from demo.makers import Maker
from demo.people import dice
from products.models import Product, ProductGroup, StarRating, StarRound

ROUNDS_BE = (2559, 2562, 2565)
# Four of five products have no stars (กลุ่ม D, 78.9 % in 2565).
RATED_SHARE = 0.21
STARS = (5, 5, 4, 4, 4, 4, 3, 3, 3, 3, 2)


def make_groups() -> dict[tuple[int, str], ProductGroup]:
    """The sub-groups by category and name; those that officers already made are kept."""
    return {
        (category, name): ProductGroup.objects.get_or_create(
            category=category, name_th=name, defaults={"name_en": name_en}
        )[0]
        for category, names in GROUPS.items()
        for name, name_en in names
    }


def make_products(makers: list[Maker]) -> list[Product]:
    """Two products for almost every maker, newest last, about every fifth with stars."""
    groups = make_groups()
    products = [
        product
        for number, maker in enumerate(makers)
        for product in _products_of(number, maker, groups)
    ]
    ratings = _rate(products)
    dice("order").shuffle(products)
    Product.objects.bulk_create(products)
    StarRating.objects.bulk_create(ratings)
    return products


def _products_of(number: int, maker: Maker, groups) -> list[Product]:
    kind, vendor = maker.kind, maker.vendor
    rng = dice(f"products {number}")
    count = min(len(kind.variants), 1 if number % 11 == 0 else 2)
    variants = [kind.variants[(number + step) % len(kind.variants)] for step in range(count)]
    return [
        Product(
            vendor=vendor,
            category=kind.category,
            group=groups[kind.category, kind.group],
            name_th=f"{kind.name_th} {variant}",
            name_en=kind.name_en,
            price_baht=_price(kind.price, rng),
            price_unit=kind.unit,
            story=f"{kind.story}\n\nทำที่อำเภอ{vendor.district.name_th} โดย{vendor.name_th}",
            material=kind.material,
            care=kind.care,
            made_per_month=Decimal(20 + number % 7 * 15),
            made_unit=kind.unit,
            sold_at_home=True,
            sold_at_fairs=True,
            sold_online=number % 3 == 0,
            is_published=True,
            is_public=vendor.is_public,
            province=vendor.province,
        )
        for variant in variants
    ]


def _price(base: int, rng) -> Decimal:
    """A price near `base` that ends as prices do: in 5 below 200 baht, in 10 above."""
    step = 5 if base < 200 else 10 if base < 1000 else 50
    return Decimal(max(step, round(base * rng.uniform(0.85, 1.3) / step) * step))


def _rate(products: list[Product]) -> list[StarRating]:
    """Ratings of the chosen products, and the newest one kept with the product."""
    rounds = {
        year: StarRound.objects.get_or_create(
            year_be=year, defaults={"name_th": f"คัดสรรสุดยอดหนึ่งตำบล หนึ่งผลิตภัณฑ์ไทย ปี {year}"}
        )[0]
        for year in ROUNDS_BE
    }
    rng = dice("stars")
    ratings = []
    for product in rng.sample(products, int(len(products) * RATED_SHARE)):
        years = sorted(rng.sample(ROUNDS_BE, rng.choice((1, 1, 2))))
        for year in years:
            stars = rng.choice(STARS)
            ratings.append(StarRating(star_round=rounds[year], product=product, stars=stars))
        product.stars, product.stars_year_be = stars, year
    return ratings
