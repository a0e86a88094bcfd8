"""Products and stars of a list enter the catalogue at once, in a few statements."""

from collections.abc import Sequence

from otopfair.history.models import record_all
from otopfair.removals.changes import AT_ONCE, chunks
from products.models import OfferedProduct, Product, StarRating, StarRound
from products.operations.catalogue import (
    added,
    rated,
    refresh_stars_of,
    require_stars,
    set_kept_columns,
)
from vendors.models import BoothApplication


def add_products(products: Sequence[Product], *, by) -> None:
    """add_product() for each, not written yet; the caller has locked the vendors."""
    for product in products:
        set_kept_columns(product)
    Product.objects.bulk_create(products)
    record_all(added(product, by) for product in products)


def rate_products(
    stars: dict[Product, int], star_round: StarRound, *, by
) -> list[tuple[StarRating, int | None]]:
    """rate_product() for each; the rows with the stars they had in this round before.

    What has these stars already stays as it is. The caller has locked the vendors.
    """
    for count in stars.values():
        require_stars(count)
    there = _ratings_of(stars, star_round)
    changed, new = [], []
    for product, count in stars.items():
        rating = there.get(product.pk)
        if rating is None:
            new.append(StarRating(product=product, star_round=star_round, stars=count))
        elif rating.stars != count:
            changed.append((rating, rating.stars))
            rating.stars = count
    StarRating.objects.bulk_create(new)
    StarRating.objects.bulk_update(
        [rating for rating, _before in changed], ["stars"], batch_size=AT_ONCE
    )
    written = [*((rating, None) for rating in new), *changed]
    refresh_stars_of(rating.product_id for rating, _before in written)
    record_all(rated(rating.product, star_round, rating.stars, by) for rating, _before in written)
    return written


def _ratings_of(stars: dict[Product, int], star_round: StarRound) -> dict[int, StarRating]:
    products = {product.pk: product for product in stars}
    found = {}
    for some in chunks(list(products)):
        for rating in StarRating.objects.filter(star_round=star_round, product__in=some):
            rating.product = products[rating.product_id]
            found[rating.product_id] = rating
    return found


def offer_products(pairs: Sequence[tuple[BoothApplication, Product]]) -> list[OfferedProduct]:
    """What the applications say will be sold at the booth; what they say already is none of it."""
    said = set()
    for some in chunks(pairs):
        rows = OfferedProduct.objects.filter(application__in=[row.pk for row, _product in some])
        said |= set(rows.values_list("application", "product"))
    new = {
        (application.pk, product.pk): OfferedProduct(application=application, product=product)
        for application, product in pairs
        if (application.pk, product.pk) not in said
    }
    return OfferedProduct.objects.bulk_create(new.values())
