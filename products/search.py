"""The catalogue: words to hits, filters, and how many hits each filter would leave.

Browsing asks the database for one page. A search reads at most 1,001 hits, each with the score that
the database gave it, as small tuples that are filtered, counted and paged here; of more hits the
best are read.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2s
from operator import itemgetter

from django.core.cache import cache
from django.db import connection
from django.db.models import Count, F, Value
from django.db.models.functions import Coalesce

from fairs.matching import Columns, Finding, find, matches, rank, where_the_best_are
from fairs.models import ProductCategory
from fairs.reading import Reading, is_spelt_right, reading_of
from fairs.reports import provinces
from fairs.suggesting import as_likely, best_few
from otopfair.thai.digits import whole_number
from otopfair.thai.ranking import Query
from otopfair.tongues import name_column
from products.models import Product
from products.similarity import nearest
from products.stands import sold_ids, sold_on

MOST_HITS = 1001
MOST_OF_BEST = 300  # ten pages, from each place where the best may be
MOST_NEAR = 60
COUNTS_KEPT_SECONDS = 30

BEST_OF_EQUALS = (F("stars").desc(nulls_last=True), F("pk").desc())

# category, province, stars (0 for none): what the counts beside the filters are made of.
Group = tuple[int, str, int]

GROUPS = ("categories", "provinces", "stars", "on_sale")
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
        return bool(self.used)

    @property
    def used(self) -> list[str]:
        """The groups in which something is ticked."""
        return [name for name in GROUPS if getattr(self, name)]

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
    # How many there would be without the ticks of one group, and without any.
    without: dict[str, int] = field(default_factory=dict, compare=False)
    unfiltered: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Found:
    """The answer to a search: ids in order, counts, and how they were found."""

    ids: list[int]
    facets: Facets | None
    is_capped: bool = False
    is_near: bool = False
    # What is marked in the hits.
    words: str = ""


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
        total=_passing(base, filters),
        categories=counts("categories", 0),
        provinces=counts("provinces", 1),
        stars=counts("stars", 2),
        on_sale=_passing(sold, filters),
        without={
            name: _passing(everything if name == "on_sale" else base, filters, but=name)
            for name in filters.used
        },
        unfiltered=sum(everything.values()),
    )


def _passing(groups: Counter, filters: Filters, *, but: str = "") -> int:
    return sum(n for group, n in groups.items() if filters.pass_group(group, but=but))


# Where the catalogue keeps what is compared.
IN_CATALOGUE = Columns()


def search(query: Query, filters: Filters, sort: str, today: date) -> Found:
    """Public products that answer `query`, best first unless `sort` says otherwise.

    The words as they are typed come first. When they are found nowhere, or only by letters that
    were not typed, other ways to read them are tried, and at last names that look alike.
    """
    if not query:
        return Found([], Facets())
    public = Product.objects.published()
    finding = _find(public, query, sort)
    if len(finding.rows) >= MOST_HITS:
        rows = finding.rows
        if filters:
            rows = _read(filters.apply(public, today), finding.readings, sort)
        ids = [row[0] for row in rows]
        return Found(ids, None, len(ids) >= MOST_HITS, finding.is_mended, finding.words)
    rows = _rows(finding.rows)
    sold = sold_ids([row.pk for row in rows], today)
    facets = count_facets(
        Counter(row.group for row in rows),
        Counter(row.group for row in rows if row.pk in sold),
        filters,
    )
    passing = [row.pk for row in rows if _passes(row, filters, sold)]
    return Found(passing, facets, is_near=finding.is_mended, words=finding.words)


def _passes(row: "_Row", filters: Filters, sold: set[int]) -> bool:
    return filters.pass_group(row.group) and (not filters.on_sale or row.pk in sold)


@dataclass(slots=True)
class _Row:
    pk: int
    group: Group


def _find(products, query: Query, sort: str) -> Finding:
    """At most MOST_HITS rows in order; at last those whose spelling is only near."""
    finding = find(query, products, IN_CATALOGUE, lambda readings: _read(products, readings, sort))
    if finding.rows or is_spelt_right(query):
        return finding
    return Finding(_read_near(products, query), [reading_of(query)], is_mended=True)


def _read(products, readings: list[Reading], sort: str) -> list[tuple]:
    hits = products.filter(matches(readings, IN_CATALOGUE))
    hits = hits.annotate(rank=rank(readings, IN_CATALOGUE)).values_list(*COLUMNS, "rank")
    if sort:
        return list(hits.order_by(*SORTS[sort])[:MOST_HITS])
    # No ORDER BY: the database may stop as soon as it knows that there are too many.
    rows = list(hits.order_by()[:MOST_HITS])
    if len(rows) < MOST_HITS:
        return sorted(rows, key=_best)
    if len(readings[0].parts) == 1 and connection.features.supports_slicing_ordering_in_compound:
        return _best_of_many(products, readings)
    return list(hits.order_by("rank", *BEST_OF_EQUALS)[:MOST_HITS])


def _best(row: tuple) -> tuple:
    pk, _category, _province, stars, score = row
    return score, -(stars or 0), -pk


def _best_of_many(products, readings: list[Reading]) -> list[tuple]:
    """The best of more than MOST_HITS, in one statement: those with most stars, and those where the
    best may be whatever their stars."""
    hits = products.filter(matches(readings, IN_CATALOGUE)).order_by(*BEST_OF_EQUALS)
    others = where_the_best_are(
        products.order_by(*BEST_OF_EQUALS), readings[0].parts[0], IN_CATALOGUE
    )

    def read(rows, most: int):
        return rows.annotate(rank=score).values_list(*COLUMNS, "rank")[:most]

    score = rank(readings, IN_CATALOGUE)
    some = read(hits, MOST_HITS).union(*(read(rows, MOST_OF_BEST) for rows in others), all=True)
    return sorted(set(some), key=_best)[:MOST_HITS]


COLUMNS = ("pk", "category", "province_id", "stars")


def _rows(rows: Iterable[tuple]) -> list[_Row]:
    return [
        _Row(pk, (category, province, stars or 0)) for pk, category, province, stars, *_rank in rows
    ]


def suggest_products(query: Query, most: int) -> list[tuple]:
    """(id, name, maker) for what is still being typed; one statement."""
    rows = best_few(query, Product.objects.published(), IN_CATALOGUE, BEST_OF_EQUALS)
    columns = ("pk", name_column(), name_column("vendor__"), "rank")
    return as_likely(list(rows.values_list(*columns)[:most]), itemgetter(-1))


def _read_near(products, query: Query) -> list[tuple]:
    near = nearest(products, query.folded, "name_folded")
    return list(near.values_list(*COLUMNS, Value(0))[:MOST_NEAR])


def _numbers(texts: list[str], allowed: set[int]) -> tuple[int, ...]:
    numbers = map(whole_number, texts)
    return tuple(number for number in numbers if number is not None and number in allowed)
