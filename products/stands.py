"""Where products are sold: which products a fair has, in which booths a product stands."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Exists, OuterRef

from fairs.models import FairEvent
from otopfair.thai.calendar import today_in_thailand
from products.models import OfferedProduct, Product, StarRating, StarRound
from vendors.ground.standing import Stand, grouped_stands, not_over
from vendors.models import BoothAllocation


def on_sale(today: date):
    """Allocations of those who stand in their booth on `today`, at published fairs."""
    return BoothAllocation.objects.standing_on(today).filter(
        booth__fair_event__state="published",
        booth__fair_event__date_precision="day",
        booth__fair_event__opens_on__lte=today,
        booth__fair_event__closes_on__gte=today,
    )


def sold_on(today: date) -> Exists:
    """The condition that a product is sold at a fair on `today`."""
    live = on_sale(today).filter(application=OuterRef("application"))
    return Exists(OfferedProduct.objects.filter(Exists(live), product=OuterRef("pk")))


def sold_ids(ids: Iterable[int], today: date) -> set[int]:
    """Those of the products `ids` that are sold at a fair on `today`."""
    rows = on_sale(today).filter(application__offered_products__product__in=list(ids)).order_by()
    return set(rows.values_list("application__offered_products__product_id", flat=True))


def booths_today(ids: Iterable[int], today: date) -> dict[int, str]:
    """For products on sale at a fair that runs on `today`: the code of the first booth."""
    rows = on_sale(today).filter(application__offered_products__product__in=list(ids))
    # The first code comes last and wins.
    return dict(
        rows.order_by("-booth__sort_key").values_list(
            "application__offered_products__product_id", "booth__code"
        )
    )


def products_at(fair_event: FairEvent):
    """Public products that vendors with a booth at `fair_event` said they would bring."""
    live = BoothAllocation.objects.live().filter(
        application=OuterRef("application"), booth__fair_event=fair_event
    )
    offered = OfferedProduct.objects.filter(Exists(live), product=OuterRef("pk"))
    return Product.objects.published().filter(Exists(offered))


def category_counts(products) -> dict[int, int]:
    """How many of `products` belong to each official category."""
    return dict(products.order_by().values_list("category").annotate(Count("pk")))


def stands_of_product(product: Product, today: date) -> list[Stand]:
    """Fairs that are not over where `product` is brought, the nearest first, with its booths."""
    rows = BoothAllocation.objects.live().filter(application__offered_products__product=product)
    return grouped_stands(not_over(rows, today))


def stars_at(fair_event: FairEvent, product_ids: Iterable[int]) -> dict[int, StarRating]:
    """Product id → the newest stars that hold on every day of `fair_event`; one query.

    A fair without known days is judged by today.
    """
    first, last = fair_event.opens_on, fair_event.closes_on
    today = today_in_thailand()
    rounds = StarRound.objects.valid_on(first or today).valid_on(last or today)
    rows = StarRating.objects.filter(product__in=list(product_ids), star_round__in=rounds)
    rows = rows.select_related("star_round").order_by("star_round__year_be", "pk")
    return {rating.product_id: rating for rating in rows}
