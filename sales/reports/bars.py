"""The bars of a chart of takings by day, in a unit that its figures are large enough for."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from otopfair.thai.formatting import WEEKDAYS_SHORT
from otopfair.thai.percents import rounded

# From so many baht: what a bar's figure is divided by, the unit, and its decimals.
UNITS = (
    (Decimal(1_000_000), Decimal(1_000_000), "ล้านบาท", 2),
    (Decimal(10_000), Decimal(1_000), "พันบาท", 1),
    (Decimal(0), Decimal(1), "บาท", 0),
)


def day_bars(
    days: Sequence[date], totals: Mapping[date, Decimal], today: date | None = None
) -> tuple[list[dict], str]:
    """(bars for `bar_chart`, their unit); `today` is still being filled in."""
    highest = max((totals.get(day, Decimal(0)) for day in days), default=Decimal(0))
    _least, divisor, unit, decimals = next(one for one in UNITS if highest >= one[0])

    def bar(day: date) -> dict:
        value = totals.get(day)
        text = "" if value is None else f"{rounded(value / divisor, decimals):,}"
        state = "today" if day == today else ""
        return {
            "label": WEEKDAYS_SHORT[day.weekday()],
            "sublabel": str(day.day),
            "value": value,
            "text": "วันนี้" if state else text,
            "state": state,
        }

    return [bar(day) for day in days], unit
