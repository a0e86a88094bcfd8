"""Filters of the catalogue, and how many hits each further tick would leave."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cache as once
from functools import cached_property
from hashlib import blake2s
from typing import TypedDict

from django.core.cache import cache
from django.db.models import Count, Q, Value
from django.db.models.functions import Coalesce

from fairs.models import ProductCategory
from fairs.reports import districts_of, provinces
from otopfair.thai.digits import whole_number
from otopfair.tongues import is_english, name_column
from products.models import Product, ProductGroup
from products.stands import sold_on

COUNTS_KEPT_SECONDS = 30
NAMES_KEPT_SECONDS = 60

# category, province, stars (0 for none), district, sub-group: what the counts beside the filters
# are made of. The last two are "" and 0 where they are not asked for.
Group = tuple[int, str, int, str, int]

GROUPS = ("categories", "groups", "provinces", "districts", "stars", "on_sale")


@dataclass(frozen=True)
class Filters:
    """What is ticked; nothing ticked in a group means all of it.

    Sub-groups and districts narrow the ticked category or province that they belong to.
    """

    categories: tuple[int, ...] = ()
    provinces: tuple[str, ...] = ()
    stars: tuple[int, ...] = ()
    on_sale: bool = False
    districts: tuple[str, ...] = ()
    groups: tuple[int, ...] = ()

    @classmethod
    def from_address(cls, wanted) -> "Filters":
        """Filters of a query string; values that do not exist are left out."""
        known = {row["code"] for row in provinces()} if wanted.get("province") else set()
        categories = _numbers(wanted.getlist("category"), set(ProductCategory.values))
        chosen = tuple(code for code in wanted.getlist("province") if code in known)
        return cls(
            categories=categories,
            provinces=chosen,
            stars=_numbers(wanted.getlist("stars"), {1, 2, 3, 4, 5}),
            on_sale=wanted.get("on_sale") == "1",
            districts=_districts(wanted.getlist("district"), chosen),
            groups=_groups_of(wanted.getlist("group"), categories),
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
            kinds = Q(category__in=self.whole_categories)
            products = products.filter(kinds | Q(group__in=self.groups) if self.groups else kinds)
        if self.provinces:
            places = Q(province__in=self.whole_provinces)
            within = Q(district__in=self.districts)
            products = products.filter(places | within if self.districts else places)
        if self.stars:
            products = products.filter(stars__in=self.stars)
        return products.filter(sold_on(today)) if self.on_sale else products

    def pass_group(self, group: Group, *, but: str = "") -> bool:
        """Whether a group passes every filter except the one named `but`."""
        category, province, stars, district, sub_group = group
        kinds = self.categories if but == "groups" else self.whole_categories
        places = self.provinces if but == "districts" else self.whole_provinces
        is_kind = category in kinds or sub_group in self.groups
        is_here = province in places or district in self.districts
        return (
            (not self.categories or but == "categories" or is_kind)
            and (not self.provinces or but == "provinces" or is_here)
            and (not self.stars or but == "stars" or stars in self.stars)
        )

    @cached_property
    def whole_categories(self) -> frozenset[int]:
        """Those of the ticked categories of which no sub-group is ticked."""
        rows = sub_groups() if self.groups else {}
        return frozenset(self.categories) - {rows[pk]["category"] for pk in self.groups}

    @cached_property
    def whole_provinces(self) -> frozenset[str]:
        """Those of the ticked provinces of which no district is ticked."""
        return frozenset(self.provinces) - {code[:2] for code in self.districts}


@dataclass(frozen=True)
class Facets:
    """How many hits there are, and how many each further tick would leave."""

    total: int = 0
    categories: dict[int, int] = field(default_factory=dict)
    provinces: dict[str, int] = field(default_factory=dict)
    stars: dict[int, int] = field(default_factory=dict)
    on_sale: int = 0
    # Of the ticked provinces and categories alone.
    districts: dict[str, int] = field(default_factory=dict)
    groups: dict[int, int] = field(default_factory=dict)
    # How many there would be without the ticks of one group, and without any.
    without: dict[str, int] = field(default_factory=dict, compare=False)
    unfiltered: int = field(default=0, compare=False)


def facets_of_catalogue(filters: Filters, today: date) -> Facets:
    """Counts for browsing; kept for half a minute, for they read the whole catalogue."""
    ticked = blake2s(repr(filters).encode(), digest_size=12).hexdigest()
    key = f"catalogue-facets:{today:%Y%m%d}:{ticked}"
    facets = cache.get(key)
    if facets is None:
        facets = count_facets(*_groups_of_catalogue(filters, today), filters)
        cache.set(key, facets, COUNTS_KEPT_SECONDS)
    return facets


@dataclass(frozen=True)
class Groups:
    """Counts of what the filters are about, read when they are asked for: of everything; of the
    ticked provinces, with districts and sub-groups; of the ticked categories, with sub-groups."""

    everywhere: Callable[[], Counter]
    here: Callable[[], Counter]
    of_kind: Callable[[], Counter]

    @classmethod
    def of(cls, counted: Counter) -> "Groups":
        """Where all rows were read, with districts and sub-groups."""
        return cls(*[lambda: counted] * 3)

    def behind(self, filters: Filters, but: str) -> Counter:
        """The counts that know enough of `filters`, of which one group is left out."""
        if but == "districts" or (filters.districts and but != "provinces"):
            return self.here()
        if but == "groups" or (filters.groups and but != "categories"):
            return self.of_kind()
        return self.everywhere()


def _groups_of_catalogue(filters: Filters, today: date) -> tuple[Groups, Groups]:
    public = Product.objects.published()
    return _groups_of_rows(public, filters, f"{today:%Y%m%d}"), _groups_of_rows(
        public.filter(sold_on(today)), filters, f"{today:%Y%m%d}:sold"
    )


def _groups_of_rows(rows, filters: Filters, key: str) -> Groups:
    places, kinds = sorted(filters.provinces), sorted(filters.categories)
    here, of_kind = rows.filter(province__in=places), rows.filter(category__in=kinds)
    return Groups(
        once(lambda: _kept_groups(rows, key)),
        once(lambda: _kept_groups(here, f"{key}:in{places}", fine=True)),
        once(lambda: _kept_groups(of_kind, f"{key}:of{kinds}", fine=True)),
    )


def _kept_groups(rows, key: str, *, fine: bool = False) -> Counter:
    key = f"catalogue-groups:{blake2s(key.encode(), digest_size=12).hexdigest()}"
    groups = cache.get(key)
    if groups is None:
        groups = _groups(rows, fine=fine)
        cache.set(key, groups, COUNTS_KEPT_SECONDS)
    return groups


def _groups(products, *, fine: bool) -> Counter:
    within = ("district_id", Coalesce("group_id", 0)) if fine else (Value(""), Value(0))
    rows = (
        products.order_by()
        .values_list("category", "province_id", Coalesce("stars", 0), *within)
        .annotate(Count("pk"))
    )
    return Counter({tuple(group): n for *group, n in rows})


def count_facets(everything: Groups, sold: Groups, filters: Filters) -> Facets:
    """Each group of filters is counted as if nothing were ticked in that group itself."""
    base = sold if filters.on_sale else everything

    def counts(name: str, part: int) -> dict:
        result: Counter = Counter()
        for group, n in base.behind(filters, name).items():
            if filters.pass_group(group, but=name):
                result[group[part]] += n
        return dict(result)

    def below(name: str, part: int) -> dict:
        return {value: n for value, n in counts(name, part).items() if value}

    return Facets(
        total=_passing(base, filters),
        categories=counts("categories", 0),
        provinces=counts("provinces", 1),
        stars=counts("stars", 2),
        on_sale=_passing(sold, filters),
        districts=below("districts", 3) if filters.provinces else {},
        groups=below("groups", 4) if filters.categories else {},
        without={
            name: _passing(everything if name == "on_sale" else base, filters, but=name)
            for name in filters.used
        },
        unfiltered=sum(everything.everywhere().values()),
    )


def _passing(groups: Groups, filters: Filters, *, but: str = "") -> int:
    behind = groups.behind(filters, but).items()
    return sum(n for group, n in behind if filters.pass_group(group, but=but))


class SubGroupRow(TypedDict):
    category: int
    name: str


def sub_groups() -> dict[int, SubGroupRow]:
    """All sub-groups by their number, in order of their names. They hardly change: kept a while."""
    key = "sub-groups-en" if is_english() else "sub-groups"
    rows = cache.get(key)
    if rows is None:
        found = ProductGroup.objects.values_list("pk", "category", name_column())
        rows = {pk: {"category": category, "name": name} for pk, category, name in found}
        cache.set(key, rows, NAMES_KEPT_SECONDS)
    return rows


def _districts(codes: list[str], chosen: tuple[str, ...]) -> tuple[str, ...]:
    """Those of `codes` that lie in a ticked province."""
    if not codes or not chosen:
        return ()
    known = districts_of(chosen)
    return tuple(code for code in dict.fromkeys(codes) if code in known)


def _groups_of(texts: list[str], categories: tuple[int, ...]) -> tuple[int, ...]:
    """The sub-groups of `texts` that belong to a ticked category."""
    if not texts or not categories:
        return ()
    rows = sub_groups()
    return _numbers(texts, {pk for pk, row in rows.items() if row["category"] in categories})


def _numbers(texts: list[str], allowed: set[int]) -> tuple[int, ...]:
    numbers = map(whole_number, texts)
    return tuple(number for number in numbers if number is not None and number in allowed)
