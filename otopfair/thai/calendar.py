"""The Buddhist calendar and the Thai fiscal year. Dates are Gregorian; only years are converted.

This is the one module that knows how the two eras differ.
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

THAILAND = ZoneInfo("Asia/Bangkok")

_BE_OFFSET = 543
_FIRST_BE_YEAR_TYPED_IN_A_SPREADSHEET = 2400
_FIRST_MONTH_OF_FISCAL_YEAR = 10
# Until BE 2483 the year began on 1 April, so January to March belonged to the year before.
_YEAR_BEGINS_IN_JANUARY_SINCE_BE = 2484
_APRIL = 4


def today_in_thailand() -> date:
    """The day it is in Thailand now, whatever the server's clock zone."""
    return datetime.now(THAILAND).date()


def be_year(day: date) -> int:
    """The Buddhist-era year in which `day` lies, e.g. 2563."""
    # Add to the number, never to the date: 29 February 2024 has no counterpart
    # in the Gregorian year 2567, so day.replace(year=day.year + 543) raises.
    year_be = day.year + _BE_OFFSET
    if year_be < _YEAR_BEGINS_IN_JANUARY_SINCE_BE and day.month < _APRIL:
        return year_be - 1
    return year_be


def ce_year(year_be: int, month: int = 12) -> int:
    """The Gregorian year of `month` (1–12) in the Buddhist-era year `year_be`."""
    if year_be < _YEAR_BEGINS_IN_JANUARY_SINCE_BE and month < _APRIL:
        return year_be - _BE_OFFSET + 1
    return year_be - _BE_OFFSET


def fiscal_year_be(day: date) -> int:
    """The fiscal year of `day`: 1 October to 30 September, named by the BE year it ends in."""
    return day.year + _BE_OFFSET + (day.month >= _FIRST_MONTH_OF_FISCAL_YEAR)


def fiscal_year_bounds(year_be: int) -> tuple[date, date]:
    """The first and the last day of fiscal year `year_be`."""
    ends = year_be - _BE_OFFSET
    return date(ends - 1, 10, 1), date(ends, 9, 30)


def current_fiscal_year_be() -> int:
    """The fiscal year that runs in Thailand today."""
    return fiscal_year_be(today_in_thailand())


def gregorian_from_spreadsheet(day: date) -> date:
    """Mend a spreadsheet date whose year was typed in the Buddhist era (2563 stored as CE 2563)."""
    if day.year < _FIRST_BE_YEAR_TYPED_IN_A_SPREADSHEET:
        return day
    return _in_year(day, day.year - _BE_OFFSET)


def last_day_of_month(day: date) -> date:
    """The last day of the month in which `day` lies."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _in_year(day: date, year: int) -> date:
    try:
        return day.replace(year=year)
    except ValueError:  # 29 February
        return day.replace(year=year, day=28)
