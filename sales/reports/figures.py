"""The numbers of a report as plain data; `keeping.py` keeps them with a closed report.

A booth and a vendor count in one line alone, so that the lines add up to the whole; baht count
where they were sold (`parts.py`). Percents and averages are exact here: what prints them rounds.
"""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from onsite.reports.satisfaction import Satisfaction
from otopfair.thai.percents import percent
from otopfair.thai.periods import Period

USUAL_PLACES = 5  # of a ranking


@dataclass(frozen=True)
class Line:
    """One printed line: what took part, and what came in. Baht, VAT included.

    `booths` and `vendors` took part; `reported` are the booths of which no vendor is missing.
    `is_silent` when nobody has reported at all: its amounts are unknown, and not zero.
    """

    label: str
    booths: int = 0
    sold: Decimal = Decimal(0)
    ordered: Decimal = Decimal(0)
    category: int | None = None
    reported: int = 0
    vendors: int = 0
    is_silent: bool = False

    @property
    def total(self) -> Decimal:
        return self.sold + self.ordered


@dataclass(frozen=True)
class ZoneFigures:
    """A zone of the report. Only a zone that is split has lines of categories."""

    line: Line
    categories: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Ranked:
    """A place in a ranking; equals have the same, and the next is as many places further down."""

    place: int
    name: str
    booth: str
    total: Decimal
    whole: Decimal = Decimal(0)

    @property
    def share(self) -> Decimal:
        """The part of the whole in percent, exact."""
        return percent(self.total, self.whole) if self.whole else Decimal(0)


@dataclass(frozen=True)
class Ranking:
    """The largest of what adds up to `whole`; `asked` is the last place that was asked for."""

    ranked: tuple[Ranked, ...] = ()
    whole: Decimal = Decimal(0)
    asked: int = USUAL_PLACES

    def top(self, places: int) -> "Ranking":
        """Down to that place, with everybody who shares it."""
        within = tuple(one for one in self.ranked if one.place <= places)
        return replace(self, ranked=within, asked=places)

    @property
    def places(self) -> int:
        """How many places the heading names: fewer than asked for where fewer sold."""
        return min(self.asked, len(self.ranked))

    @property
    def others(self) -> Decimal:
        """What is left of the whole: อื่น ๆ."""
        return self.whole - sum((one.total for one in self.ranked), Decimal(0))


@dataclass(frozen=True)
class Missing:
    """A vendor who has not reported, and its booth: not zero. `days` of a span of days."""

    booth: str
    vendor: str
    days: int = 1


@dataclass(frozen=True)
class Visitors:
    """Who came through the gates, as far as somebody counted, and how; `missing` hours of gates
    nobody has counted."""

    people: int
    how: tuple[str, ...]
    missing: int = 0
    target: int | None = None

    @property
    def in_words(self) -> str:
        methods = " และ".join(self.how)
        return f"{methods} ยังไม่นับ {self.missing} ช่อง" if self.missing else methods

    @property
    def target_percent(self) -> Decimal | None:
        return percent(self.people, self.target) if self.target else None


@dataclass(frozen=True)
class Cumulative:
    """From the opening to the day, beside the target and the edition before.

    `days` are the fair's days so far; of those `without` nobody has a figure, and they are named.
    `outside` are days with figures that the fair no longer has: their baht count. The edition
    before is taken up to its day of the same number, or as long as it lasted (`last_days`).
    """

    days: int
    sold: Decimal
    ordered: Decimal
    target: Decimal | None = None
    last_edition: str = ""
    last_total: Decimal | None = None
    last_days: int = 0
    days_without: int = 0
    without: tuple[Period, ...] = ()
    last_without: tuple[Period, ...] = ()
    outside: tuple[Period, ...] = ()
    visitors: Visitors | None = None

    @property
    def total(self) -> Decimal:
        return self.sold + self.ordered

    @property
    def days_with(self) -> int:
        return self.days - self.days_without

    @property
    def is_silent(self) -> bool:
        """Nobody has a figure of any day: the sums are unknown, and not zero."""
        return not self.days_with and not self.outside

    @property
    def days_in_words(self) -> str:
        """ "4 วัน", or "1 วัน จาก 4 วัน" where days have no figures."""
        if not self.days_without:
            return f"{self.days} วัน"
        return f"{self.days_with} วัน จาก {self.days} วัน"

    @property
    def target_percent(self) -> Decimal | None:
        return percent(self.total, self.target) if self.target else None

    @property
    def compared_with(self) -> str:
        """ "ครั้งที่ 19 ในวันเดียวกัน", or that it did not last so long."""
        if self.last_days < self.days:
            return f"{self.last_edition} ทั้งงาน {self.last_days} วัน"
        return f"{self.last_edition} ในวันเดียวกัน"

    @property
    def growth_percent(self) -> Decimal | None:
        """Change against the edition before."""
        if not self.last_total:
            return None
        return percent(self.total - self.last_total, self.last_total)


@dataclass(frozen=True)
class Average:
    """Baht for each of `count` (booths, vendors, visitors), with what it was divided from."""

    baht: Decimal
    count: int

    @property
    def each(self) -> Decimal | None:
        return self.baht / self.count if self.count else None


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What the reports of a day and of a whole fair have in common.

    `reporters` are the vendors from whom figures came; `of_reported` is what the booths brought
    that have reported in full. `best_products` are those that vendors called their best sellers,
    with the takings of the booth on those days: nobody says what one product brought.
    """

    grand: Line
    zones: tuple[ZoneFigures, ...]
    categories: tuple[Line, ...]
    reporters: int = 0
    of_reported: Decimal = Decimal(0)
    missing: tuple[Missing, ...] = ()
    sellers: Ranking = Ranking()
    best_booths: Ranking = Ranking()
    best_groups: Ranking = Ranking()
    best_products: Ranking = Ranking()
    cumulative: Cumulative | None = None
    visitors: Visitors | None = None

    def top(self, places: int):
        """The same figures with rankings down to that place."""
        return replace(
            self,
            sellers=self.sellers.top(places),
            best_booths=self.best_booths.top(places),
            best_groups=self.best_groups.top(places),
            best_products=self.best_products.top(places),
        )

    @property
    def missing_booths(self) -> tuple[str, ...]:
        """Booths of which somebody is missing, each once; with `grand.reported` all of them."""
        return tuple(dict.fromkeys(one.booth for one in self.missing))

    @property
    def per_booth(self) -> Average:
        """Of the booths that have reported in full: who is missing counts as nothing nowhere."""
        return Average(self.of_reported, self.grand.reported)

    @property
    def per_vendor(self) -> Average:
        return Average(self.grand.total, self.reporters)

    @property
    def per_visitor(self) -> Average:
        """For each visitor that was counted; for none while hours are missing."""
        counted = self.visitors
        whole = counted is not None and not counted.missing
        return Average(self.grand.total, counted.people if counted and whole else 0)


@dataclass(frozen=True)
class DaySum:
    """What one day of a fair brought; `number` is 0 outside of it.

    `last_total` is what the day of the same number brought at the edition before, where it has a
    figure.
    """

    day: date
    number: int
    sold: Decimal
    ordered: Decimal
    last_total: Decimal | None = None

    @property
    def total(self) -> Decimal:
        return self.sold + self.ordered


@dataclass(frozen=True, kw_only=True)
class DailyFigures(Figures):
    """All that the report of one day prints, apart from the fair's own words.

    `day_number` is 0 on a day that the fair no longer has. `by_day` are the days up to this one
    that have figures; those without stand in `cumulative.without`.
    """

    day: str
    day_number: int
    by_day: tuple[DaySum, ...] = ()

    @property
    def place_in_fair(self) -> str:
        return f"วันที่ {self.day_number} ของงาน" if self.day_number else "นอกวันจัดงาน"


@dataclass(frozen=True)
class YearSum:
    """What the days of one fiscal year brought."""

    fiscal_year_be: int
    days: int
    sold: Decimal
    ordered: Decimal

    @property
    def total(self) -> Decimal:
        return self.sold + self.ordered


@dataclass(frozen=True, kw_only=True)
class FairFigures(Figures):
    """The report of a fair from its opening to `until`, final when that was its last day.

    `by_day` are the days that have figures; those without stand in `cumulative.without`.
    `satisfaction` is of each audience that surveys know.
    """

    until: date
    is_final: bool
    by_day: tuple[DaySum, ...] = ()
    by_year: tuple[YearSum, ...] = ()
    satisfaction: tuple[Satisfaction, ...] = ()


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
    figures: Figures,
    *,
    booths: int | None = None,
    sold: Decimal | None = None,
    ordered: Decimal | None = None,
) -> Difference:
    """How far the declared totals are from the entered lines."""
    grand = figures.grand
    return Difference(
        booths=None if booths is None else booths - grand.reported,
        sold=None if sold is None else sold - grand.sold,
        ordered=None if ordered is None else ordered - grand.ordered,
    )


def rank(
    amounts: list[tuple[str, str, Decimal]], *, whole: Decimal, places: int = USUAL_PLACES
) -> Ranking:
    """The largest of (name, booth, baht) down to that place: 1, 2, 2, 4.

    Zones and categories may be mixed in one ranking; `whole` is the total they are parts of.
    Equals share their place, also the last, and stand in the order in which they came; who sold
    nothing has no place.
    """
    ranked: list[Ranked] = []
    for number, (name, booth, total) in enumerate(
        sorted((one for one in amounts if one[2]), key=lambda one: -one[2]), start=1
    ):
        is_equal = ranked and ranked[-1].total == total
        place = ranked[-1].place if is_equal else number
        if place > places:
            break
        ranked.append(Ranked(place, name, booth, total, whole))
    return Ranking(tuple(ranked), whole, places)
