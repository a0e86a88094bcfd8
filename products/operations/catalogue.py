"""A product enters the catalogue, changes, leaves it, gets stars.

`Product.is_public`, the places, `stars`, `stars_year_be` and the maker's name in `search_text` are
kept with the row for the lists; this module is the only one that writes them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry, entry_of, record, record_all
from otopfair.history.words import changes_between
from otopfair.locking import lock, lock_all
from otopfair.removals.changes import AT_ONCE, chunks
from otopfair.stale import is_same, require_seen
from products.models import Product, StarRating, StarRound
from products.models.catalogue import CHANNELS
from vendors.models import Vendor
from vendors.operations.merging import move_rows

FIELDS = (
    "category",
    "group",
    "name_th",
    "name_en",
    "otop_code",
    "price_baht",
    "price_unit",
    "story",
    "material",
    "care",
    "distinction",
    "process",
    "usage",
    "made_per_month",
    "made_unit",
    "wholesale_baht",
    *CHANNELS,
    "sold_where",
    "is_published",
)


def add_product(vendor: Vendor, *, by, form_key: UUID | None = None, **values) -> Product:
    """Add a product of `vendor`; `values` are columns of FIELDS. A repeated form gets the first."""
    with transaction.atomic():
        vendor = lock(vendor)
        if form_key and (earlier := _added_before(vendor, form_key)) is not None:
            return earlier
        product = Product(vendor=vendor, form_key=form_key)
        _write(product, values)
        record_all([added(product, by)])
    return product


def added(product: Product, by) -> HistoryEntry:
    """What the history of a new product says."""
    return entry_of(product, "add", "เพิ่มสินค้า", by=by)


def _added_before(vendor: Vendor, form_key: UUID) -> Product | None:
    return Product.objects.filter(vendor=vendor, form_key=form_key).first()


def save_product(product: Product, *, by, seen: str | None = None, **values) -> Product:
    """Change a product; raises StalePage when `seen`, which the form carried, is out of date."""
    with transaction.atomic():
        product = _locked(product)
        now = {name: getattr(product, name) for name in values}
        if is_same(now, values):
            return product
        require_seen(product, seen, now=now, mine=values)
        _write(product, values)
        changes = changes_between(Product, now, values)
        record(product, "change", "แก้สินค้า", by=by, changes=changes)
    return product


def withdraw_product(product: Product, *, by) -> Product:
    """Take a product out of the catalogue; its sales, ratings and photos stay."""
    return _set_withdrawn(product, True, "เลิกขาย", by)


def restore_product(product: Product, *, by) -> Product:
    """Undo a withdrawal."""
    return _set_withdrawn(product, False, "กลับมาขาย", by)


def _set_withdrawn(product: Product, withdrawn: bool, summary: str, by) -> Product:
    with transaction.atomic():
        product = _locked(product)
        if product.is_withdrawn != withdrawn:
            product.is_withdrawn = withdrawn
            _write(product, {})
            record(product, "withdraw" if withdrawn else "restore", summary, by=by)
    return product


def _locked(product: Product) -> Product:
    """Lock vendor, then product: a vendor that is published meanwhile must not be missed."""
    vendor = lock(product.vendor)
    product = lock(product)
    product.vendor = vendor
    return product


def _write(product: Product, values: dict) -> None:
    for name, value in values.items():
        if name not in FIELDS:
            raise TypeError(f"not a column of the catalogue form: {name}")
        setattr(product, name, value)
    set_kept_columns(product)
    product.save()


def set_kept_columns(product: Product) -> None:
    """Bring `province` and `is_public` in step with product and vendor, before a save."""
    product.province_id = product.vendor.province_id
    product.is_public = (
        product.is_published and not product.is_withdrawn and product.vendor.is_public
    )


PLACES = ("province_id", "district_id", "subdistrict_id")


def follow_vendors(vendors: Iterable[Vendor]) -> None:
    """Products follow their vendor's place, name and publication, whoever saved the vendor."""
    vendors = list(vendors)
    at_home: dict[tuple, list[int]] = defaultdict(list)
    public: dict[bool, list[int]] = defaultdict(list)
    for vendor in vendors:
        at_home[tuple(getattr(vendor, name) for name in PLACES)].append(vendor.pk)
        public[vendor.is_public].append(vendor.pk)
    for codes, keys in at_home.items():
        place = dict(zip(PLACES, codes, strict=True))
        for products in _of_vendors(keys):
            products.exclude(**_same(place)).update(**place)
    _follow_names([vendor.pk for vendor in vendors])
    for products in _of_vendors(public[False]):
        products.filter(is_public=True).update(is_public=False)
    shown = {"is_published": True, "is_withdrawn": False, "is_public": False}
    for products in _of_vendors(public[True]):
        products.filter(**shown).update(is_public=True)


def _same(place: dict[str, str | None]) -> dict:
    """A column that is empty is compared as such: NULL equals nothing."""
    return {
        name if code else f"{name.removesuffix('_id')}__isnull": code or True
        for name, code in place.items()
    }


def _follow_names(keys: list[int]) -> None:
    """The maker's name in what is searched."""
    column = Product._meta.get_field("search_text")
    for products in _of_vendors(keys):
        changed = []
        for product in products.select_related("vendor", "group"):
            before = product.search_text
            if column.pre_save(product, add=False) != before:
                changed.append(product)
        Product.objects.bulk_update(changed, ["search_text"], batch_size=AT_ONCE)


def _of_vendors(keys: list[int]) -> Iterator[QuerySet]:
    for some in chunks(keys):
        yield Product.objects.filter(vendor__in=some)


def move_products(kept: Vendor, gone: Vendor) -> dict:
    """Two entries of one shop become one; the province follows with the act after it."""
    return move_rows(Product, kept, gone)


def rate_product(product: Product, star_round: StarRound, stars: int, *, by=None) -> StarRating:
    """Set the stars of one round; the row shows those of the newest round.

    Raises RuleBroken unless `stars` is 1 to 5.
    """
    require_stars(stars)
    with transaction.atomic():
        product = lock(product)
        rating, _ = StarRating.objects.update_or_create(
            product=product, star_round=star_round, defaults={"stars": stars}
        )
        refresh_stars(product)
        record_all([rated(product, star_round, stars, by)])
    return rating


def require_stars(stars: int) -> None:
    if not 1 <= stars <= 5:
        raise RuleBroken("ดาวต้องเป็น 1 ถึง 5", field="stars")


def rated(product: Product, star_round: StarRound, stars: int, by) -> HistoryEntry:
    """What the history of a product says of its stars."""
    return entry_of(product, "rate", f"ได้ {stars} ดาว ปี {star_round.year_be}", by=by)


def refresh_stars(product: Product) -> None:
    """Bring `stars` in step with the rating of the newest round."""
    newest = _newest_rating(product)
    product.stars = newest.stars if newest else None
    product.stars_year_be = newest.star_round.year_be if newest else None
    product.save()


def _newest_rating(product: Product) -> StarRating | None:
    ratings = product.ratings.select_related("star_round")
    return ratings.order_by("-star_round__year_be").first()


def refresh_stars_of(product_ids: Iterable[int]) -> None:
    """refresh_stars() for many products, behind their lock."""
    for some in chunks(sorted(product_ids)):
        newest: dict[int, StarRating] = {}
        ratings = StarRating.objects.filter(product__in=some).select_related("star_round")
        for rating in ratings.order_by("star_round__year_be"):
            newest[rating.product_id] = rating
        products = lock_all(Product.objects.filter(pk__in=some))
        for product in products:
            last = newest.get(product.pk)
            product.stars = last.stars if last else None
            product.stars_year_be = last.star_round.year_be if last else None
        Product.objects.bulk_update(products, ["stars", "stars_year_be"])
