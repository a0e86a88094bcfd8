"""The booths of a fair with their vendors and what is sold there, for its plan and its list."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from fairs.models import ProductCategory
from fairs.models.provinces import short_place
from otopfair.addresses import url_below
from otopfair.thai.folding import fold
from otopfair.thai.ranking import Query
from otopfair.tongues import name_column
from products.models import OfferedProduct
from vendors.ground.booths import BoothRow, Occupant
from vendors.ground.plan import VisitorsPlan, size_of

KINDS_IN_A_ROW = 2


class Sold(NamedTuple):
    """A public product that an application brings; `group` is None while nobody sorted it."""

    product_id: int
    name: str
    folded: str
    group: str | None


def sold_in(booths: Iterable[BoothRow]) -> dict[int, list[Sold]]:
    """Application → what its vendor brings to these booths, as it was named; one query."""
    applications = {one.application_id for row in booths for one in row.occupants if one.is_public}
    # The condition of Product's `published()`; as a subquery, it reads the whole catalogue.
    offered = OfferedProduct.objects.filter(application__in=applications, product__is_public=True)
    rows = offered.order_by("application_id", "pk")
    sold: dict[int, list[Sold]] = {}
    names = (name_column("product__"), "product__name_folded", name_column("product__group__"))
    for application_id, *product in rows.values_list("application_id", "product_id", *names):
        sold.setdefault(application_id, []).append(Sold(*product))
    return sold


class Usual(NamedTuple):
    """What most free booths of a zone offer; `others` when some offer something else."""

    size: str
    others: bool


def said_once(lines: list[dict]) -> tuple[list[dict], Usual | None]:
    """The lines without the size that most of them share, and that size, to be said above them."""
    sizes = Counter(line["size"] for line in lines if line["size"])
    [(size, number)] = sizes.most_common(1) or [("", 0)]
    if number < 2:
        return lines, None
    shorter = [line | {"size": ""} if line["size"] == size else line for line in lines]
    return shorter, Usual(size, others=len(sizes) > 1)


class BoothLines:
    """What the list says of each booth: who stands there and sells what, or that it is free."""

    def __init__(self, plan: VisitorsPlan, query: Query) -> None:
        self.sold = sold_in(plan.booths)
        self.query = query
        self.plan = plan
        self.vendor_url = url_below("vendor-list")

    def line(self, row: BoothRow) -> dict:
        """One row of the list. A vendor's name says that the booth is taken."""
        vendors = [self._vendor(one) for one in row.occupants if one.is_public]
        is_free, state = self.plan.is_free(row), self.plan.state_of(row)
        return {
            "code": row.code,
            "vendors": vendors,
            "word": self.plan.word_of(row) if is_free or not vendors else "",
            "state": state.value,
            "size": size_of(row) if is_free and not vendors else "",
        }

    def card(self, row: BoothRow) -> dict:
        """All that visitors read of one booth: places, and each product with its page."""
        people = [one for one in row.occupants if one.is_public]
        return self.line(row) | {
            "pk": row.pk,
            "size": size_of(row),
            "word": self.plan.word_of(row),
            "vendors": [
                self._vendor(one)
                | {
                    "place": short_place(one.province_id, one.province, one.district),
                    "products": self.sold.get(one.application_id, []),
                }
                for one in people
            ],
        }

    def _vendor(self, one: Occupant) -> dict:
        return {
            "url": self.vendor_url(one.vendor_id),
            "name": one.name,
            "days": one.days_text,
            "sells": self._in_short(one),
        }

    def _in_short(self, one: Occupant) -> str:
        """ "ผ้าไหม, ผ้าฝ้าย": kinds, or the products that answer the search."""
        sold = self.sold.get(one.application_id, [])
        words = self.query.words
        named = [product.name for product in sold if any(w in product.folded for w in words)]
        kinds = named or [product.group or product.name for product in sold]
        kinds = list(dict.fromkeys(kinds)) or [ProductCategory(one.category).title]
        return ", ".join(kinds[:KINDS_IN_A_ROW])

    def answers(self, row: BoothRow) -> bool:
        """Whether each word stands in the code, a vendor's name, or a product sold there."""
        people = [one for one in row.occupants if one.is_public]
        said = [fold(row.code), *(fold(one.name) for one in people)]
        said += [sold.folded for one in people for sold in self.sold.get(one.application_id, [])]
        whole = "\n".join(said)
        return all(word in whole for word in self.query.words)
