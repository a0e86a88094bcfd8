"""Many figures at once, as a sheet or a pasted block brings them: all of them, or none."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, cast

from fairs.models import FairEvent
from otopfair.errors import about
from otopfair.history.models import HistoryEntry, record_all
from otopfair.removals.changes import AT_ONCE, chunks, lock_rows
from otopfair.stale import is_same, require_seen
from sales.models import BoothSale, BoothSaleRevision, SaleSource
from sales.notifications import FigureChange, tell_of_changes
from sales.operations.takings import (
    PUT,
    act_of_change,
    act_of_first,
    figure_of,
    first_figure,
    is_apart_from,
    put_figure,
    require_figure,
    require_reason,
    require_sales_day,
)
from sales.takings import own_figures
from vendors.models import BoothAllocation, BoothApplication

# A figure with its origin: all that goes back when many are undone. The key of an entry stays with
# the revision, which is once for each.
FIGURE = (
    *("sold_baht", "ordered_baht", "source", "reported_by_id", "reported_at"),
    *("checked_by_id", "checked_at", "called_right", "note"),
)

# And what each figure has of its own.
OWN = ("sold_baht", "ordered_baht", "called_right", "note")


@dataclass(frozen=True)
class Figure:
    """What is said of one vendor in one booth on one day; `seen` is the fingerprint of what its
    preview showed there, None where that was looked at before."""

    allocation: BoothAllocation
    sold_on: date
    sold: Decimal
    ordered: Decimal
    seen: str | None = None
    called_right: str = ""
    note: str = ""

    @property
    def place(self) -> tuple[int, int, date]:
        return self.allocation.booth_id, self.allocation.application.vendor_id, self.sold_on


@dataclass(frozen=True)
class Recorded:
    """A figure that is written, and what stood there before (`FIGURE`), None when nothing did."""

    figure: Figure
    sale: BoothSale
    before: dict[str, Any] | None


def record_figures(
    fair_event: FairEvent, figures: Sequence[Figure], *, source: str, by, reason: str = ""
) -> list[Recorded]:
    """record_booth_sale() for each, in a few statements; those that changed something, in order.

    The caller has locked the fair, and names a place once. Raises what record_booth_sale()
    raises, `about` the figure for which it is.
    """
    _follow_the_vendors(figures)
    sales = _lock_places(fair_event, figures)
    own = own_figures(sales.values()) if source != SaleSource.VENDOR else set()
    writing = _Writing(source, by, reason, own)
    for figure in figures:
        with about(figure):
            _put(fair_event, figure, sales.get(figure.place), writing)
    writing.write()
    return writing.recorded


def _follow_the_vendors(figures: Sequence[Figure]) -> None:
    """Two entries of a shop may have become one since the rows were read."""
    by_key = {one.allocation.application_id: one.allocation.application for one in figures}
    for some in chunks(sorted(by_key)):
        rows = BoothApplication.objects.filter(pk__in=some).order_by()
        for key, vendor in rows.values_list("pk", "vendor"):
            by_key[key].vendor_id = vendor
    for one in figures:
        one.allocation.application = by_key[one.allocation.application_id]


def _lock_places(fair_event: FairEvent, figures: Sequence[Figure]) -> dict[tuple, BoothSale]:
    """What stands at each place. A check of a figure keeps its booth, and asks for no fair."""
    lock_rows(("fairs.booth", one.allocation.booth_id) for one in figures)
    places, keys = {one.place for one in figures}, []
    there = BoothSale.objects.filter(fair_event=fair_event, sold_on__in={p[2] for p in places})
    for key, *place in there.order_by().values_list("pk", "booth", "vendor", "sold_on"):
        if tuple(place) in places:
            keys.append(("sales.boothsale", key))
    locked = cast(Iterable[BoothSale], lock_rows(keys).values())
    return {(sale.booth_id, sale.vendor_id, sale.sold_on): sale for sale in locked}


def _put(fair_event, figure: Figure, sale: BoothSale | None, writing: "_Writing") -> None:
    require_figure(figure.allocation, figure.sold_on, figure.sold, figure.ordered)
    corrects = writing.source == SaleSource.OFFICER and sale is not None
    if not (corrects and is_apart_from(fair_event, figure.sold_on)):
        require_sales_day(fair_event, figure.sold_on)
    typed = {"sold_baht": figure.sold, "ordered_baht": figure.ordered}
    if sale and is_same(figure_of(sale), typed):
        return
    require_seen(sale or BoothSale(), figure.seen, now=figure_of(sale), mine=typed)
    if sale is None:
        writing.open(figure)
    else:
        writing.change(figure, sale)


@dataclass
class _Writing:
    """Rows on their way into the tables."""

    source: str
    by: Any
    reason: str
    own: set[int]
    recorded: list[Recorded] = field(default_factory=list)
    new: list[BoothSale] = field(default_factory=list)
    changed: list[BoothSale] = field(default_factory=list)
    revisions: list[BoothSaleRevision] = field(default_factory=list)
    told: list[FigureChange] = field(default_factory=list)

    def open(self, figure: Figure) -> None:
        amounts = (figure.sold, figure.ordered)
        one = first_figure(
            figure.allocation, figure.sold_on, *amounts, source=self.source, by=self.by
        )
        one.called_right, one.note = figure.called_right, figure.note
        self.new.append(one)
        self.recorded.append(Recorded(figure, one, None))

    def change(self, figure: Figure, sale: BoothSale) -> None:
        require_reason(sale.pk in self.own, self.reason)
        before = {name: getattr(sale, name) for name in FIGURE}
        earlier, amounts = (sale.sold_baht, sale.ordered_baht), (figure.sold, figure.ordered)
        how = {"source": self.source, "by": self.by, "reason": self.reason}
        self.revisions.append(put_figure(sale, *amounts, **how))
        sale.called_right = figure.called_right
        sale.note = figure.note or sale.note
        self.changed.append(sale)
        self.recorded.append(Recorded(figure, sale, before))
        if sale.pk in self.own:
            self.told.append(FigureChange(sale, earlier, amounts))

    def write(self) -> None:
        BoothSale.objects.bulk_create(self.new, batch_size=AT_ONCE)
        BoothSaleRevision.objects.bulk_create(self.revisions, batch_size=AT_ONCE)
        self._write_changed()
        record_all(self._acts())
        if self.told:
            tell_of_changes(self.told, by=self.by, reason=self.reason)

    def _write_changed(self) -> None:
        """What is the same for all of them in one statement, what is not beside its row."""
        for some in chunks(self.changed):
            same = {name: getattr(some[0], name) for name in PUT if name not in OWN}
            BoothSale.objects.filter(pk__in=[sale.pk for sale in some]).update(**same)
            BoothSale.objects.bulk_update(some, OWN)

    def _acts(self) -> list[HistoryEntry]:
        pairs = zip(self.changed, self.revisions, strict=True)
        return [*map(act_of_first, self.new), *(act_of_change(*pair) for pair in pairs)]
