"""Percents and averages: exact until they are printed, and rounded once, half up as taught."""

from decimal import ROUND_HALF_UP, Decimal

from otopfair.thai.baht import format_number


def percent(part: Decimal | int, whole: Decimal | int) -> Decimal:
    """`part` of `whole` in percent, exact: 28 digits."""
    return Decimal(part) * 100 / Decimal(whole)


def rounded(value: Decimal, decimals: int = 2) -> Decimal:
    """To so many decimals, a half up."""
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def percent_text(value: Decimal | None, decimals: int = 1) -> str:
    """33.56 → "33.6"; a whole number has no decimals; "" for None."""
    if value is None:
        return ""
    shown = rounded(value, decimals)
    return format_number(int(shown)) if shown == int(shown) else f"{shown:,.{decimals}f}"
