"""What the catalogue says of applications: stars that hold at the fair, and what is sold."""

from django.utils.translation import gettext_noop

from otopfair.thai.folding import fold
from products.models import OfferedProduct
from products.stands import stars_at
from vendors.models import BoothApplication
from vendors.sources import Figure, ScoreSource, add_source

NO_STARS = gettext_noop("ไม่มีดาว")
GROUPS = (
    gettext_noop("5 ดาว"),
    gettext_noop("4 ดาว"),
    gettext_noop("3 ดาว"),
    gettext_noop("2 ดาว"),
    gettext_noop("1 ดาว"),
    NO_STARS,
)


def stars(applications: list[BoothApplication]) -> dict[int, Figure]:
    """The most stars among the products that each application brings."""
    if not applications:
        return {}
    offers = OfferedProduct.objects.filter(application__in=[row.pk for row in applications])
    pairs = list(offers.order_by("pk").values_list("application", "product", "product__name_th"))
    held = stars_at(applications[0].fair_event, [product for _row, product, _name in pairs])
    found = {row.pk: Figure(0, "ไม่มีสินค้าที่มีดาวถึงวันงาน", NO_STARS) for row in applications}
    for application_id, product_id, name in pairs:
        rating = held.get(product_id)
        if rating and rating.stars > found[application_id].points:
            words = f"{rating} {name}"[:255]
            found[application_id] = Figure(rating.stars, words, f"{rating.stars} ดาว")
    return found


def stars_brought(applications: list[BoothApplication]) -> dict[int, int]:
    """The same as a number, for zones that ask for some."""
    return {key: int(figure.points) for key, figure in stars(applications).items()}


def add_sources() -> None:
    guidance = "จำนวนดาวสูงสุดของสินค้าที่จะนำไปขาย ซึ่งใช้ได้ถึงวันงาน"
    name = gettext_noop("ดาวของสินค้า")
    add_source(ScoreSource("stars", name, guidance, 25, stars, 10, GROUPS))


def kinds_sold(applications: list[BoothApplication]) -> dict[int, tuple[str, ...]]:
    """The sub-groups of the products that each application brings; of a product without one, its
    name."""
    offers = OfferedProduct.objects.filter(application__in=[row.pk for row in applications])
    found: dict[int, set[str]] = {}
    columns = ("application", "product__group__name_th", "product__name_th")
    for key, group, name in offers.order_by("pk").values_list(*columns):
        found.setdefault(key, set()).add(group or fold(name))
    return {key: tuple(sorted(kinds)) for key, kinds in found.items()}
