"""The target of a fiscal year: the average of the years before, times a factor, in whole baht."""

from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from sales.models import FiscalYearResult, TargetRule


@dataclass(frozen=True)
class YearResult:
    """What one fiscal year brought, and its change against the year before in percent."""

    fiscal_year_be: int
    sold: Decimal
    change: Decimal | None
    source: str
    pk: int


@dataclass(frozen=True)
class Target:
    """A target with the whole calculation, so that an officer can follow it."""

    fiscal_year_be: int
    years: tuple[YearResult, ...]
    factor: Decimal
    total: Decimal
    average: Decimal
    baht: Decimal
    change: Decimal


def target_from(amounts: list[Decimal], factor: Decimal) -> Decimal:
    """floor(average of `amounts` × `factor`), in whole baht."""
    # Multiply before dividing: a rounded average would move the last baht.
    return (sum(amounts) * factor / len(amounts)).to_integral_value(rounding=ROUND_FLOOR)


def results_of(province) -> list[YearResult]:
    """The province's results, oldest first."""
    rows = list(FiscalYearResult.objects.filter(province=province).order_by("fiscal_year_be"))
    results: list[YearResult] = []
    for row in rows:
        before = results[-1] if results else None
        change = None
        if before and before.fiscal_year_be == row.fiscal_year_be - 1 and before.sold:
            change = _change(row.sold_baht, before.sold)
        results.append(YearResult(row.fiscal_year_be, row.sold_baht, change, row.source, row.pk))
    return results


def rule_for(fiscal_year_be: int) -> TargetRule | None:
    """The rule in force in that year: the last one that began by then."""
    rules = TargetRule.objects.filter(fiscal_year_be__lte=fiscal_year_be)
    return rules.order_by("-fiscal_year_be").first()


def target_for(
    fiscal_year_be: int, results: list[YearResult], rule: TargetRule | None
) -> Target | None:
    """The target, or None without a rule or without all the years that it averages."""
    if rule is None:
        return None
    wanted = range(fiscal_year_be - rule.years, fiscal_year_be)
    by_year = {result.fiscal_year_be: result for result in results}
    if not all(year in by_year for year in wanted):
        return None
    years = tuple(by_year[year] for year in wanted)
    amounts = [result.sold for result in years]
    baht = target_from(amounts, rule.factor)
    total = sum(amounts, Decimal(0))
    return Target(
        fiscal_year_be=fiscal_year_be,
        years=years,
        factor=rule.factor,
        total=total,
        average=round(total / rule.years, 2),
        baht=baht,
        change=_change(baht, amounts[-1]) if amounts[-1] else Decimal(0),
    )


def missing_years(fiscal_year_be: int, results: list[YearResult], rule: TargetRule) -> list[int]:
    """The years that the rule needs and the register lacks."""
    known = {result.fiscal_year_be for result in results}
    return [
        year for year in range(fiscal_year_be - rule.years, fiscal_year_be) if year not in known
    ]


def _change(now: Decimal, before: Decimal) -> Decimal:
    return round((now - before) * 100 / before, 2)
