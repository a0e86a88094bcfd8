"""Sums of takings are kept by the database (`models/sums.py`); here they are folded and mended."""

from collections.abc import Iterable

from django.db import connection, transaction
from django.db.models import F, Sum
from django.db.models.functions import TruncQuarter

from otopfair.locking import lock_all
from sales.models import QuarterSum, TakingsSum
from sales.reports.sums import Wrong, wrong_sums

AT_ONCE = 5_000
_COUNT = """
INSERT INTO sales_takingssum (fair_event_id, sold_on, category, entries, sold_baht, ordered_baht)
SELECT fair_event_id, sold_on, category, count(*), sum(sold_baht), sum(ordered_baht)
FROM sales_boothsale GROUP BY fair_event_id, sold_on, category
"""


def fold_sums() -> int:
    """Rows of one province, quarter and category become one; return how many were folded."""
    with transaction.atomic():
        rows = QuarterSum.objects.folding()[:AT_ONCE]
        keys = list(rows.values_list("pk", flat=True))
        by_key: dict[tuple, list[QuarterSum]] = {}
        # Read under the lock: what another worker has folded meanwhile is gone from the answer.
        for row in lock_all(QuarterSum.objects.filter(pk__in=keys)):
            by_key.setdefault((row.province_id, row.starts_on, row.category), []).append(row)
        return sum(_fold(*rows) for rows in by_key.values())


def _fold(first: QuarterSum, *others: QuarterSum) -> int:
    if others:
        QuarterSum.objects.filter(pk=first.pk).update(
            entries=F("entries") + sum(other.entries for other in others),
            sold_baht=F("sold_baht") + sum(other.sold_baht for other in others),
            ordered_baht=F("ordered_baht") + sum(other.ordered_baht for other in others),
        )
        QuarterSum.objects.filter(pk__in=[other.pk for other in others]).delete()
    return len(others)


def recompute_sums() -> None:
    """All sums anew from the figures. Nobody enters a figure meanwhile: they wait."""
    with transaction.atomic():
        _keep_others_waiting()
        TakingsSum.objects.all().delete()
        with connection.cursor() as cursor:
            cursor.execute(_COUNT)
        QuarterSum.objects.all().delete()
        QuarterSum.objects.bulk_create(_quarters(), batch_size=AT_ONCE)


def _keep_others_waiting() -> None:
    """SQLite lets one write at a time as it is."""
    take_time()
    if connection.vendor == "postgresql":
        tables = "fairs_fairevent, sales_boothsale, sales_takingssum, sales_quartersum"
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {tables} IN SHARE ROW EXCLUSIVE MODE")


def take_time() -> None:
    """In this transaction a statement may take longer than a page would wait for it."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0")


def compare_sums() -> list[Wrong]:
    """Every kept sum that differs from its figures, all as they stand at one moment."""
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        if connection.vendor == "postgresql" and is_outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        take_time()
        return list(wrong_sums())


def _quarters() -> Iterable[QuarterSum]:
    rows = (
        TakingsSum.objects.order_by()
        .annotate(starts=TruncQuarter("sold_on"))
        .values_list("fair_event__home_province", "starts", "category")
        .annotate(Sum("entries"), Sum("sold_baht"), Sum("ordered_baht"))
    )
    for province, starts_on, category, entries, sold, ordered in rows:
        yield QuarterSum(
            province_id=province,
            starts_on=starts_on,
            category=category,
            entries=entries,
            sold_baht=sold,
            ordered_baht=ordered,
        )
