"""What a closed report says beside what is so now, or beside the correction that followed it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from django.db.models import QuerySet
from django.utils import timezone

from sales.models import BoothSale, BoothSaleRevision, DailyReport, FairReport
from sales.reports.figures import Line
from sales.reports.keeping import fair_figures_of, figures_of
from sales.reports.parts import parts_of
from sales.reports.rows import rows_of
from sales.reports.secrecy import LEAST_BOOTHS

MOST_SHOWN = 50


@dataclass(frozen=True)
class Both:
    """One figure in two versions."""

    label: str
    before: Decimal | int
    after: Decimal | int

    @property
    def difference(self) -> Decimal | int:
        return self.after - self.before


@dataclass(frozen=True)
class Versions:
    """Two versions of a day beside each other, and the figures that were changed between."""

    before: str
    after: str
    rows: tuple[Both, ...]
    changed: tuple["Changed", ...]
    is_now: bool = False  # the later one is the day as it is, and no report

    @property
    def differ(self) -> bool:
        return any(row.difference for row in self.rows)


@dataclass(frozen=True)
class Changed:
    """A figure of takings that was entered or replaced after a closing; `before` None if new."""

    booth: str
    vendor: str
    before: Decimal | None
    after: Decimal
    by: str
    at: datetime
    reason: str


def versions_of(
    report: DailyReport | None, closed: Sequence[DailyReport], shown: Line
) -> Versions | None:
    """The version that is `shown` beside the one before it, or a closed one beside the day as it
    is now when that has changed. `closed` are the day's closed reports, the newest first."""
    if report is None or not closed:
        return None
    day, fair_event = report.sold_on, report.fair_event
    return _compare(
        report,
        closed,
        shown,
        grand_of=lambda one: figures_of(one).grand,
        now=lambda: parts_of(rows_of(fair_event, day, day)).grand,
        sales=BoothSale.objects.filter(fair_event=fair_event, sold_on=day),
    )


def fair_versions_of(
    report: FairReport | None, closed: Sequence[FairReport], shown: Line, now: Line
) -> Versions | None:
    """The same of the reports of a whole fair; `now` is the fair as it is now."""
    if report is None or not closed:
        return None
    return _compare(
        report,
        closed,
        shown,
        grand_of=lambda one: fair_figures_of(one).grand,
        now=lambda: now,
        sales=BoothSale.objects.filter(fair_event=report.fair_event_id),
    )


def _compare(report, closed, shown: Line, *, grand_of, now, sales) -> Versions | None:
    newest = closed[0]
    if report.closed_at is None:
        after = f"ร่างฉบับที่ {report.revision}"
        return _versions(newest, after, grand_of(newest), shown, sales)
    if report == newest:
        found = now()
        if (found.sold, found.ordered) != (shown.sold, shown.ordered):
            return replace(_versions(newest, "ตอนนี้", shown, found, sales), is_now=True)
    earlier = [one for one in closed if one.revision < report.revision]
    if not earlier:
        return None
    after = f"ฉบับที่ {report.revision}"
    return _versions(earlier[0], after, grand_of(earlier[0]), shown, sales, report.closed_at)


def _versions(
    before, after: str, old: Line, new: Line, sales, until: datetime | None = None
) -> Versions:
    rows = (
        Both("บูธที่ส่งยอดครบ", old.reported, new.reported),
        Both("ยอดจำหน่าย (บาท)", old.sold, new.sold),
        Both("ยอดสั่งจอง (บาท)", old.ordered, new.ordered),
        Both("รวมทั้งสิ้น (บาท)", old.total, new.total),
    )
    changed = changed_between(sales, before.closed_at, until)
    return Versions(f"ฉบับที่ {before.revision}", after, rows, changed)


def changed_between(
    sales: QuerySet[BoothSale], since: datetime, until: datetime | None
) -> tuple[Changed, ...]:
    """Those of `sales` that came in or were replaced after `since`, the first of them."""
    until = until or timezone.now()
    revisions = (
        BoothSaleRevision.objects.filter(
            sale__in=sales, changed_at__gt=since, changed_at__lte=until
        )
        .select_related("sale__booth", "sale__vendor", "changed_by")
        .order_by("changed_at", "pk")[:MOST_SHOWN]
    )
    entries = (
        sales.filter(reported_at__gt=since, reported_at__lte=until, revisions=None)
        .select_related("booth", "vendor", "reported_by")
        .order_by("reported_at", "pk")[:MOST_SHOWN]
    )
    found = [_replaced(one) for one in revisions] + [_entered(one) for one in entries]
    return tuple(sorted(found, key=lambda one: one.at))


def changed_by_few(before: FairReport, after: FairReport) -> set[str]:
    """The categories that two closed reports tell differently, and in which fewer than five booths
    were reported or corrected between them; one that is told by one of them alone is among them."""
    told = [
        {
            one.label: (one.category, one.reported, one.total)
            for one in fair_figures_of(report).categories
        }
        for report in (before, after)
    ]
    window = (before.closed_at, after.closed_at)
    sales = BoothSale.objects.filter(fair_event=after.fair_event_id).order_by()
    booths = sales.filter(reported_at__range=window).values_list("category", "booth")
    corrected = sales.filter(revisions__changed_at__range=window).values_list("category", "booth")
    many: Counter[int | None] = Counter(place for place, _booth in booths.union(corrected))
    return {
        label
        for label in {*told[0], *told[1]}
        if told[0].get(label) != (now := told[1].get(label))
        and (now is None or many[now[0]] < LEAST_BOOTHS)
    }


def _replaced(row: BoothSaleRevision) -> Changed:
    sale = row.sale
    return Changed(
        sale.booth.code,
        sale.vendor.name_th,
        row.total_before,
        row.total_after,
        str(row.changed_by),
        row.changed_at,
        row.reason,
    )


def _entered(sale: BoothSale) -> Changed:
    return Changed(
        sale.booth.code,
        sale.vendor.name_th,
        None,
        sale.total_baht,
        str(sale.reported_by),
        sale.reported_at,
        sale.note,
    )
