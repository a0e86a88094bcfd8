"""What the kept sums say beside what the figures add up to."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Sum
from django.db.models.functions import TruncQuarter

from sales.models import BoothSale, QuarterSum, TakingsSum

Amounts = tuple[int, Decimal, Decimal]  # entries, sold, ordered
NOTHING: Amounts = (0, Decimal(0), Decimal(0))


@dataclass(frozen=True)
class Wrong:
    """One sum that is not what its figures come to; `key` names it."""

    kind: str
    key: tuple
    kept: Amounts
    counted: Amounts


def wrong_sums() -> Iterator[Wrong]:
    """Every kept sum that differs, of days and of quarters."""
    yield from _differing("day", _kept_days(), _counted_days())
    yield from _differing("quarter", _kept_quarters(), _counted_quarters())


def _differing(kind: str, kept: dict, counted: dict) -> Iterator[Wrong]:
    for key in sorted(kept.keys() | counted.keys()):
        found, right = kept.get(key, NOTHING), counted.get(key, NOTHING)
        if found != right:
            yield Wrong(kind, key, found, right)


def _kept_days() -> dict[tuple, Amounts]:
    keys = ("fair_event", "sold_on", "category")
    rows = TakingsSum.objects.order_by().values_list(*keys, "entries", "sold_baht", "ordered_baht")
    return _by_key(rows.iterator())


def _counted_days() -> dict[tuple, Amounts]:
    rows = BoothSale.objects.order_by().values_list("fair_event", "sold_on", "category")
    counted = rows.annotate(Count("pk"), Sum("sold_baht"), Sum("ordered_baht"))
    return _by_key(counted.iterator())


def _kept_quarters() -> dict[tuple, Amounts]:
    rows = QuarterSum.objects.order_by().values_list("province", "starts_on", "category")
    return _by_key(rows.annotate(Sum("entries"), Sum("sold_baht"), Sum("ordered_baht")))


def _counted_quarters() -> dict[tuple, Amounts]:
    rows = BoothSale.objects.order_by().annotate(starts=TruncQuarter("sold_on"))
    keys = rows.values_list("fair_event__home_province", "starts", "category")
    return _by_key(keys.annotate(Count("pk"), Sum("sold_baht"), Sum("ordered_baht")))


def _by_key(rows: Iterable[tuple]) -> dict[tuple, Amounts]:
    """What is nothing is left out: a quarter keeps the row of a figure that went."""
    return {
        tuple(key): (n, sold, ordered) for *key, n, sold, ordered in rows if n or sold or ordered
    }
