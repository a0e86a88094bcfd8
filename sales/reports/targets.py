"""The target of a fiscal year: the average of the years before, times a factor, in whole baht.

A province may set its own parts of the calculation, or the target itself, with a reason. A year
of which only the quarters are known is their sum.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from fairs.scopes import Scope
from otopfair.thai.percents import percent
from sales.models import FiscalYearResult, ProvinceTarget, ResultSpan, TargetRule
from sales.reports.overview import (
    MONTHS_OF_QUARTER,
    Asked,
    Period,
    by_quarter,
    quarters_of,
    years_of,
)

QUARTERS = tuple(span for span in ResultSpan if span != ResultSpan.YEAR)
NOTHING = Decimal(0)


@dataclass(frozen=True)
class YearResult:
    """What one fiscal year brought, and its change against the year before in percent.

    `by_quarters` is the sum of the quarters where all four are known: with a result of the whole
    year it should be the same.
    """

    fiscal_year_be: int
    sold: Decimal
    change: Decimal | None  # exact
    source: str
    by_quarters: Decimal | None = None
    at_fairs: Decimal | None = None

    @property
    def differs(self) -> Decimal:
        """How far the quarters are from the year."""
        return NOTHING if self.by_quarters is None else self.by_quarters - self.sold


@dataclass(frozen=True)
class QuarterResult:
    """One quarter: its result, the year's so far as far as every quarter is known, and what the
    province's fairs brought in it."""

    span: ResultSpan
    sold: Decimal | None
    so_far: Decimal | None
    target: Decimal | None
    source: str
    at_fairs: Decimal | None

    @property
    def months(self) -> str:
        return MONTHS_OF_QUARTER[self.span]

    @property
    def target_percent(self) -> Decimal | None:
        return percent(self.so_far, self.target) if self.target and self.so_far else None


@dataclass(frozen=True)
class Parts:
    """How a target is made: by the rule of the country, or by the province's own parts."""

    years: int
    factor: Decimal
    source: str
    since: int
    set_baht: Decimal | None = None
    is_own: bool = False


@dataclass(frozen=True)
class Target:
    """A target with the whole calculation, so that an officer can follow it.

    `computed` is what the calculation gives; `baht` is what counts, which may be set otherwise.
    """

    fiscal_year_be: int
    years: tuple[YearResult, ...]
    factor: Decimal
    total: Decimal
    average: Decimal
    computed: Decimal
    baht: Decimal
    change: Decimal | None


def target_from(amounts: list[Decimal], factor: Decimal) -> Decimal:
    """floor(average of `amounts` × `factor`), in whole baht."""
    # Multiply before dividing: a rounded average would move the last baht.
    return (sum(amounts) * factor / len(amounts)).to_integral_value(rounding=ROUND_FLOOR)


@dataclass(frozen=True)
class Results:
    """All that a province's page needs, in two statements."""

    rows: Sequence[FiscalYearResult]
    quarters_at_fairs: dict

    @property
    def years(self) -> list[YearResult]:
        """Every year with a result, oldest first."""
        at_fairs = {one.fiscal_year_be: _baht(one) for one in years_of(self.quarters_at_fairs)}
        found: list[YearResult] = []
        for year in sorted({row.fiscal_year_be for row in self.rows}):
            sold, by_quarters, source = self._of_year(year)
            if sold is not None:
                change = _change_from(found, year, sold)
                at = at_fairs.get(year)
                found.append(YearResult(year, sold, change, source, by_quarters, at))
        return found

    def _of_year(self, year: int) -> tuple[Decimal | None, Decimal | None, str]:
        """(what counts, the sum of four known quarters, where from)."""
        rows = {row.quarter: row for row in self.rows if row.fiscal_year_be == year}
        known = [rows[span] for span in QUARTERS if span in rows]
        by_quarters = sum((row.sold_baht for row in known), NOTHING) if len(known) == 4 else None
        if (whole := rows.get(ResultSpan.YEAR)) is not None:
            return whole.sold_baht, by_quarters, whole.source
        return by_quarters, None, "รวมสี่ไตรมาส"

    def quarters(self, year: int, target: Decimal | None) -> list[QuarterResult]:
        """The four quarters of a year beside its target."""
        rows = {row.quarter: row for row in self.rows if row.fiscal_year_be == year}
        at_fairs = quarters_of(self.quarters_at_fairs, year)
        so_far: Decimal | None = NOTHING
        found = []
        for span, fairs in zip(QUARTERS, at_fairs, strict=True):
            row = rows.get(span)
            so_far = so_far + row.sold_baht if row and so_far is not None else None
            sold, source = (row.sold_baht, row.source) if row else (None, "")
            found.append(QuarterResult(span, sold, so_far, target, source, _baht(fairs)))
        return found


def results_of(province) -> Results:
    """The province's results, and what its fairs brought by quarter."""
    rows = FiscalYearResult.objects.filter(province=province).order_by("fiscal_year_be", "quarter")
    at_fairs = by_quarter(Asked(Scope(provinces=(province.pk,))))
    return Results(list(rows), at_fairs)


def parts_for(province, fiscal_year_be: int) -> Parts | None:
    """The province's own parts of that year; otherwise the last rule that began by then."""
    own = ProvinceTarget.objects.filter(province=province, fiscal_year_be=fiscal_year_be).first()
    if own is not None:
        return Parts(own.years, own.factor, own.reason, fiscal_year_be, own.set_baht, is_own=True)
    rules = TargetRule.objects.filter(fiscal_year_be__lte=fiscal_year_be)
    rule = rules.order_by("-fiscal_year_be").first()
    return Parts(rule.years, rule.factor, rule.source, rule.fiscal_year_be) if rule else None


def target_for(
    fiscal_year_be: int, results: list[YearResult], parts: Parts | None
) -> Target | None:
    """The target, or None without parts or without all the years that it averages."""
    if parts is None or missing_years(fiscal_year_be, results, parts):
        return None
    by_year = {result.fiscal_year_be: result for result in results}
    years = tuple(by_year[year] for year in _averaged(fiscal_year_be, parts))
    amounts = [result.sold for result in years]
    computed = target_from(amounts, parts.factor)
    baht = computed if parts.set_baht is None else parts.set_baht
    total = sum(amounts, NOTHING)
    return Target(
        fiscal_year_be=fiscal_year_be,
        years=years,
        factor=parts.factor,
        total=total,
        average=total / parts.years,
        computed=computed,
        baht=baht,
        change=percent(baht - amounts[-1], amounts[-1]) if amounts[-1] else None,
    )


def missing_years(fiscal_year_be: int, results: list[YearResult], parts: Parts) -> list[int]:
    """The years that the calculation needs and the register lacks."""
    known = {result.fiscal_year_be for result in results}
    return [year for year in _averaged(fiscal_year_be, parts) if year not in known]


def _averaged(fiscal_year_be: int, parts: Parts) -> Iterable[int]:
    return range(fiscal_year_be - parts.years, fiscal_year_be)


def _change_from(found: list[YearResult], year: int, sold: Decimal) -> Decimal | None:
    before = found[-1] if found else None
    if before is None or before.fiscal_year_be != year - 1 or not before.sold:
        return None
    return percent(sold - before.sold, before.sold)


def _baht(period: Period) -> Decimal | None:
    return period.amount.total if period.amount else None
