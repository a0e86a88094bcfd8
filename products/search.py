"""The catalogue: words to hits, filters, and how many hits each filter would leave.

Browsing asks the database for one page. A search reads at most 1,001 hits as small tuples and
ranks, filters, counts and pages them here, so that its cost has a ceiling at any size of catalogue.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2s

from django.core.cache import cache
from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce

from fairs.models import ProductCategory
from fairs.reports import provinces
from otopfair.thai.digits import whole_number
from otopfair.thai.folding import fold
from otopfair.thai.ranking import Query
from products.models import Product
from products.similarity import nearest
from products.stands import sold_ids, sold_on

MOST_HITS = 1001
MOST_NEAR = 60
COUNTS_KEPT_SECONDS = 30

# category, province, stars (0 for none): what the counts beside the filters are made of.
Group = tuple[int, str, int]

SORTS: dict[str, tuple] = {
    "new": (F("pk").desc(),),
    "price": (F("price_baht").asc(nulls_last=True), F("pk").desc()),
    "price-desc": (F("price_baht").desc(nulls_last=True), F("pk").desc()),
    "name": (F("sort_key").asc(), F("pk").asc()),
}


@dataclass(frozen=True)
class Filters:
    """What is ticked; nothing ticked in a group means all of it."""

    categories: tuple[int, ...] = ()
    provinces: tuple[str, ...] = ()
    stars: tuple[int, ...] = ()
    on_sale: bool = False

    @classmethod
    def from_address(cls, wanted) -> "Filters":
        """Filters of a query string; values that do not exist are left out."""
        known = {row["code"] for row in provinces()} if wanted.get("province") else set()
        return cls(
            categories=_numbers(wanted.getlist("category"), set(ProductCategory.values)),
            provinces=tuple(code for code in wanted.getlist("province") if code in known),
            stars=_numbers(wanted.getlist("stars"), {1, 2, 3, 4, 5}),
            on_sale=wanted.get("on_sale") == "1",
        )

    def __bool__(self) -> bool:
        return bool(self.categories or self.provinces or self.stars or self.on_sale)

    def apply(self, products, today: date):
        """`products` that pass every filter."""
        if self.categories:
            products = products.filter(category__in=self.categories)
        if self.provinces:
            products = products.filter(province__in=self.provinces)
        if self.stars:
            products = products.filter(stars__in=self.stars)
        return products.filter(sold_on(today)) if self.on_sale else products

    def pass_group(self, group: Group, *, but: str = "") -> bool:
        """Whether a group passes every filter except the one named `but`."""
        category, province, stars = group
        return (
            (not self.categories or but == "categories" or category in self.categories)
            and (not self.provinces or but == "provinces" or province in self.provinces)
            and (not self.stars or but == "stars" or stars in self.stars)
        )


@dataclass(frozen=True)
class Facets:
    """How many hits there are, and how many each further tick would leave."""

    total: int = 0
    categories: dict[int, int] = field(default_factory=dict)
    provinces: dict[str, int] = field(default_factory=dict)
    stars: dict[int, int] = field(default_factory=dict)
    on_sale: int = 0


@dataclass(frozen=True)
class Found:
    """The answer to a search: ids in order, counts, and how they were found."""

    ids: list[int]
    facets: Facets | None
    is_capped: bool = False
    is_near: bool = False


def browse(filters: Filters, sort: str, today: date):
    """Public products in order, not yet read. Give it a page of `Facets.total` rows."""
    products = filters.apply(Product.objects.published(), today)
    return products.order_by(*SORTS.get(sort, SORTS["new"]))


def facets_of_catalogue(filters: Filters, today: date) -> Facets:
    """Counts for browsing; kept for half a minute, for they read the whole catalogue."""
    ticked = blake2s(repr(filters).encode(), digest_size=12).hexdigest()
    key = f"catalogue-facets:{today:%Y%m%d}:{ticked}"
    facets = cache.get(key)
    if facets is None:
        everything, sold = _groups_of_catalogue(today)
        facets = count_facets(everything, sold, filters)
        cache.set(key, facets, COUNTS_KEPT_SECONDS)
    return facets


def _groups_of_catalogue(today: date) -> tuple[Counter, Counter]:
    key = f"catalogue-groups:{today:%Y%m%d}"
    groups = cache.get(key)
    if groups is None:
        public = Product.objects.published()
        groups = _groups(public), _groups(public.filter(sold_on(today)))
        cache.set(key, groups, COUNTS_KEPT_SECONDS)
    return groups


def _groups(products) -> Counter:
    rows = (
        products.order_by()
        .values_list("category", "province_id", Coalesce("stars", 0))
        .annotate(Count("pk"))
    )
    return Counter({(category, province, stars): n for category, province, stars, n in rows})


def count_facets(everything: Counter, sold: Counter, filters: Filters) -> Facets:
    """Each group of filters is counted as if nothing were ticked in that group itself."""
    base = sold if filters.on_sale else everything

    def counts(name: str, part: int) -> dict:
        result: Counter = Counter()
        for group, n in base.items():
            if filters.pass_group(group, but=name):
                result[group[part]] += n
        return dict(result)

    return Facets(
        total=sum(n for group, n in base.items() if filters.pass_group(group)),
        categories=counts("categories", 0),
        provinces=counts("provinces", 1),
        stars=counts("stars", 2),
        on_sale=sum(n for group, n in sold.items() if filters.pass_group(group)),
    )


def search(query: Query, filters: Filters, sort: str, today: date) -> Found:
    """Public products that answer `query`, best first unless `sort` says otherwise.

    When no product holds the words, those with a near spelling are found instead.
    """
    rows = _read(_matching(query))
    is_near = not rows
    if is_near:
        rows = _read_near(query)
    is_capped = len(rows) >= MOST_HITS
    if is_capped:
        # Names first: the best hits must be among those that are read.
        products = filters.apply(Product.objects.published(), today)
        rows = _read(_containing(products, query, "name_folded"))
        rows += _read(_matching(query, products).exclude(pk__in=[row.pk for row in rows]))
        rows = rows[:MOST_HITS]
        return Found([row.pk for row in _in_order(rows, query, sort)], None, is_capped=True)
    sold = sold_ids([row.pk for row in rows], today)
    facets = count_facets(
        Counter(row.group for row in rows),
        Counter(row.group for row in rows if row.pk in sold),
        filters,
    )
    passing = [
        row
        for row in rows
        if filters.pass_group(row.group) and (not filters.on_sale or row.pk in sold)
    ]
    ordered = passing if is_near and not sort else _in_order(passing, query, sort)
    return Found([row.pk for row in ordered], facets, is_near=is_near)


COLUMNS = (
    "pk",
    "name_th",
    "name_folded",
    "category",
    "province_id",
    "stars",
    "price_baht",
    "sort_key",
)


@dataclass(slots=True)
class _Row:
    pk: int
    name: str
    name_folded: str
    group: Group
    price: object
    sort_key: str


def _matching(query: Query, products=None):
    products = Product.objects.published() if products is None else products
    return _containing(products, query, "search_text", or_in_province=True)


def _containing(products, query: Query, column: str, *, or_in_province: bool = False):
    """Products whose folded `column` holds every word; a province's name may stand for a word."""
    named = {}
    if or_in_province and len(query.words) > 1:
        named = {fold(row["name"]): row["code"] for row in provinces()}
    for word in query.words:
        condition = Q(**{f"{column}__contains": word})
        if code := named.get(word.removeprefix("จังหวัด").removeprefix("จ.")):
            condition |= Q(province=code)
        products = products.filter(condition)
    return products


def _read(products) -> list[_Row]:
    # No ORDER BY: the database may stop as soon as it has enough.
    rows = products.order_by().values_list(*COLUMNS)[:MOST_HITS]
    return _rows(rows)


def _rows(rows: Iterable) -> list[_Row]:
    return [
        _Row(pk, name, folded, (category, province, stars or 0), price, sort_key)
        for pk, name, folded, category, province, stars, price, sort_key in rows
    ]


def _read_near(query: Query) -> list[_Row]:
    near = nearest(Product.objects.published(), query.folded, "name_folded")
    return _rows(near.values_list(*COLUMNS)[:MOST_NEAR])


def _in_order(rows: list[_Row], query: Query, sort: str) -> list[_Row]:
    keys: dict[str, Callable] = {
        "new": lambda row: -row.pk,
        "price": lambda row: (row.price is None, row.price or 0, -row.pk),
        "price-desc": lambda row: (row.price is None, -(row.price or 0), -row.pk),
        "name": lambda row: (row.sort_key, row.pk),
    }

    def best(row: _Row):
        return query.rank(row.name, row.name_folded), -row.group[2], -row.pk

    return sorted(rows, key=keys.get(sort, best))


def _numbers(texts: list[str], allowed: set[int]) -> tuple[int, ...]:
    numbers = map(whole_number, texts)
    return tuple(number for number in numbers if number is not None and number in allowed)
