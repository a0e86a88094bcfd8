"""The Buddhist calendar and the Thai fiscal year. Dates are Gregorian; only years are converted.

This is the one module that knows how the two eras differ.
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from otopfair.tongues import is_english

THAILAND = ZoneInfo("Asia/Bangkok")

_BE_OFFSET = 543
_FIRST_BE_YEAR_TYPED_IN_A_SPREADSHEET = 2400
_FIRST_MONTH_OF_FISCAL_YEAR = 10
# Until BE 2483 the year began on 1 April, so January to March belonged to the year before.
_YEAR_BEGINS_IN_JANUARY_SINCE_BE = 2484
_APRIL = 4
# https://support.microsoft.com/office/change-the-date-system-format-or-two-digit-year-interpretation
_FIRST_YEAR_OF_TWO_DIGITS, _YEAR_AFTER_TWO_DIGITS = 1930, 2000
_CENTURY_BE = 2500


def now_in_thailand() -> datetime:
    """The moment, by a clock in Thailand."""
    return datetime.now(THAILAND)


def today_in_thailand() -> date:
    """The day it is in Thailand now, whatever the server's clock zone."""
    return now_in_thailand().date()


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


def year_in_tongue(year_be: int | None) -> str:
    """2563; on an English page 2020; "" where none is known"""
    if not year_be:
        return ""
    return str(ce_year(year_be) if is_english() else year_be)


def year_of_page(day: date) -> int:
    """The year in which `day` lies, in the era of the page's language."""
    return day.year if is_english() else be_year(day)


def fiscal_year_be(day: date) -> int:
    """The fiscal year of `day`: 1 October to 30 September, named by the BE year it ends in."""
    return day.year + _BE_OFFSET + (day.month >= _FIRST_MONTH_OF_FISCAL_YEAR)


def fiscal_year_bounds(year_be: int) -> tuple[date, date]:
    """The first and the last day of fiscal year `year_be`."""
    ends = year_be - _BE_OFFSET
    return date(ends - 1, 10, 1), date(ends, 9, 30)


def fiscal_quarter(day: date) -> int:
    """1 for October to December, 4 for July to September."""
    return (day.month - _FIRST_MONTH_OF_FISCAL_YEAR) % 12 // 3 + 1


def fiscal_quarter_begins(year_be: int, quarter: int) -> date:
    """The first day of a quarter (1 to 4) of fiscal year `year_be`."""
    first, _last = fiscal_year_bounds(year_be)
    month = first.month - 1 + 3 * (quarter - 1)
    return date(first.year + month // 12, month % 12 + 1, 1)


def current_fiscal_year_be() -> int:
    """The fiscal year that runs in Thailand today."""
    return fiscal_year_be(today_in_thailand())


def gregorian_from_spreadsheet(day: date) -> date:
    """Mend a spreadsheet date whose year was typed in the Buddhist era (2563 stored as CE 2563)."""
    if day.year < _FIRST_BE_YEAR_TYPED_IN_A_SPREADSHEET:
        return day
    return _in_year(day, day.year - _BE_OFFSET)


def meant_by_two_digits(day: date) -> date | None:
    """The day that was typed as 25/11/69 in the Buddhist era, of which Excel makes 1969.

    None where Excel would not have made `day` of two digits so, or there is no such day.
    """
    if not _FIRST_YEAR_OF_TWO_DIGITS <= day.year < _YEAR_AFTER_TWO_DIGITS:
        return None
    meant = _in_year(day, day.year % 100 + _CENTURY_BE - _BE_OFFSET)
    return meant if meant.day == day.day else None


def months_after(day: date, months: int) -> date:
    """The same day of a later month; where it has none, its last day: 31 August → 30 September."""
    years, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + years, month + 1, 1)
    return first.replace(day=min(day.day, last_day_of_month(first).day))


def last_day_of_month(day: date) -> date:
    """The last day of the month in which `day` lies."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _in_year(day: date, year: int) -> date:
    try:
        return day.replace(year=year)
    except ValueError:  # 29 February
        return day.replace(year=year, day=28)
