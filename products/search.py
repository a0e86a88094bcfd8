"""The catalogue: words to hits, in order, with the counts of their filters.

Browsing asks the database for one page. A search reads at most 1,001 hits, each with the score that
the database gave it, as small tuples that are filtered, counted and paged here; of more hits the
best are read.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from operator import itemgetter

from django.db import connection
from django.db.models import F, Value

from fairs.matching import Columns, Finding, find, matches, rank, where_the_best_are
from fairs.reading import Reading, as_meant, in_part, is_spelt_right, reading_of
from fairs.suggesting import as_likely, best_few
from otopfair.thai.ranking import Query
from otopfair.tongues import name_column
from products.facets import Facets, Filters, Group, Groups, count_facets
from products.models import Product
from products.similarity import nearest
from products.stands import sold_ids

MOST_HITS = 1001
MOST_OF_BEST = 300  # ten pages, from each place where the best may be
MOST_NEAR = 60

BEST_OF_EQUALS = (F("stars").desc(nulls_last=True), F("pk").desc())

SORTS: dict[str, tuple] = {
    "new": (F("pk").desc(),),
    "price": (F("price_baht").asc(nulls_last=True), F("pk").desc()),
    "price-desc": (F("price_baht").desc(nulls_last=True), F("pk").desc()),
    "name": (F("sort_key").asc(), F("pk").asc()),
}


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


# Where the catalogue keeps what is compared.
IN_CATALOGUE = Columns(price="price_baht")


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
    everything = Counter(row.group for row in rows)
    on_sale = Counter(row.group for row in rows if row.pk in sold)
    facets = count_facets(Groups.of(everything), Groups.of(on_sale), filters)
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
    if finding.rows:
        return finding
    if not is_spelt_right(query) and (near := _read_near(products, query)):
        return Finding(near, [reading_of(query)], is_mended=True)
    if part := in_part(query):
        return Finding(_read(products, [part], sort), [part], is_mended=True)
    return finding


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
    pk, stars, *_group, score = row
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


COLUMNS = ("pk", "stars", "category", "province_id", "district_id", "group_id")


def _rows(rows: Iterable[tuple]) -> list[_Row]:
    return [
        _Row(pk, (category, province, stars or 0, district, sub_group or 0))
        for pk, stars, category, province, district, sub_group, _rank in rows
    ]


def suggest_products(query: Query, most: int) -> list[tuple]:
    """(id, name, maker) for what is still being typed; one statement."""
    rows = best_few(query, Product.objects.published(), IN_CATALOGUE, BEST_OF_EQUALS)
    columns = ("pk", name_column(), name_column("vendor__"), "rank")
    return as_likely(list(rows.values_list(*columns)[:most]), itemgetter(-1))


def _read_near(products, query: Query) -> list[tuple]:
    near = nearest(products, as_meant(query).folded, "name_folded")
    return list(near.values_list(*COLUMNS, Value(0))[:MOST_NEAR])
