"""The numbers of one day's report as plain data; `keeping.py` keeps them with a closed report."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Line:
    """One printed line: how many booths (or vendors), sold, ordered. Baht, VAT included."""

    label: str
    units: int = 0
    sold: Decimal = Decimal(0)
    ordered: Decimal = Decimal(0)
    category: int | None = None

    @property
    def total(self) -> Decimal:
        return self.sold + self.ordered

    @property
    def average(self) -> Decimal:
        """Baht for each unit, to the satang; 0 when there is no unit."""
        return round(self.total / self.units, 2) if self.units else Decimal(0)


@dataclass(frozen=True)
class ZoneFigures:
    """A zone of the report. Only a zone that is split has lines of categories."""

    line: Line
    categories: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Ranked:
    """A place in a ranking. `share` is the part of the whole, in percent with two decimals."""

    place: int
    name: str
    booth: str
    total: Decimal
    share: Decimal = Decimal(0)


@dataclass(frozen=True)
class Missing:
    """A booth that has not reported: not zero."""

    booth: str
    vendor: str


@dataclass(frozen=True)
class Cumulative:
    """From the opening to the day: how many days, and what the target and last edition say."""

    days: int
    sold: Decimal
    ordered: Decimal
    target: Decimal | None = None
    last_edition: str = ""
    last_total: Decimal | None = None

    @property
    def total(self) -> Decimal:
        return self.sold + self.ordered

    @property
    def target_percent(self) -> Decimal | None:
        return percent(self.total, self.target) if self.target else None

    @property
    def growth_percent(self) -> Decimal | None:
        """Change against the same number of days of the last edition."""
        if not self.last_total:
            return None
        return percent(self.total - self.last_total, self.last_total)


@dataclass(frozen=True)
class DailyFigures:
    """All that the report of one day prints, apart from the fair's own words.

    `grand.units` counts booths that reported, zeros included; `vendors` counts vendors, which
    differ where booths are shared. `day_number` is 0 on a day that the fair no longer has.
    """

    day: str
    day_number: int
    grand: Line
    zones: tuple[ZoneFigures, ...]
    categories: tuple[Line, ...]
    vendors: int
    booths_allocated: int
    missing: tuple[Missing, ...] = ()
    ranking: tuple[Ranked, ...] = ()
    cumulative: Cumulative | None = None
    unit: str = "บูธ"

    @property
    def place_in_fair(self) -> str:
        return f"วันที่ {self.day_number} ของงาน" if self.day_number else "นอกวันจัดงาน"

    @property
    def per_vendor(self) -> Decimal:
        return round(self.grand.total / self.vendors, 2) if self.vendors else Decimal(0)


@dataclass(frozen=True)
class Difference:
    """Declared totals minus what the booths' rows add up to; None where nothing was declared."""

    booths: int | None
    sold: Decimal | None
    ordered: Decimal | None

    @property
    def is_zero(self) -> bool:
        return not any((self.booths, self.sold, self.ordered))


def difference(
    figures: DailyFigures,
    *,
    booths: int | None = None,
    sold: Decimal | None = None,
    ordered: Decimal | None = None,
) -> Difference:
    """How far the declared totals are from the entered lines."""
    grand = figures.grand
    return Difference(
        booths=None if booths is None else booths - grand.units,
        sold=None if sold is None else sold - grand.sold,
        ordered=None if ordered is None else ordered - grand.ordered,
    )


def rank(amounts: list[tuple[str, str, Decimal]], *, whole: Decimal, places: int = 5):
    """(ranked, residual): the `places` largest of (name, booth, baht), and what is left over.

    Zones and categories may be mixed in one ranking; `whole` is the total they are parts of.
    Equal amounts keep the order in which they came.
    """
    largest = sorted(amounts, key=lambda amount: -amount[2])[:places]
    ranked = tuple(
        Ranked(place, name, booth, total, percent(total, whole) if whole else Decimal(0))
        for place, (name, booth, total) in enumerate(largest, start=1)
    )
    return ranked, whole - sum((one.total for one in ranked), Decimal(0))


def percent(part: Decimal, whole: Decimal) -> Decimal:
    """`part` of `whole` in percent, two decimals."""
    return round(part * 100 / whole, 2)
