"""Lists of what provinces published, by province and year: the filters of news and of notices."""

from collections.abc import Callable

from django.http import QueryDict
from django.utils.translation import gettext as _

from fairs.reports import provinces
from otopfair.addresses import without, year_of_address
from otopfair.thai.calendar import year_in_tongue

Standing = list[tuple[str, str]]  # (name in the address, words) of a filter


def provinces_of(rows) -> list[dict]:
    """The provinces that have one of `rows`."""
    codes = set(rows.order_by().values_list("province_id", flat=True).distinct())
    return [row for row in provinces() if row["code"] in codes]


def by_province_and_year(rows, asked: QueryDict, of_year: Callable[[int], dict]) -> tuple:
    """The rows that pass ?province= and ?year= (`of_year`: a year as a lookup), and what stands."""
    standing: Standing = []
    names = {row["code"]: row["name"] for row in provinces()}
    if (code := asked.get("province", "")) in names:
        rows = rows.filter(province=code)
        standing.append(("province", names[code]))
    if not (year_be := year_of_address(asked.get("year", ""))):
        return rows, standing
    standing.append(("year", _("ปี %(year)s") % {"year": year_in_tongue(year_be)}))
    return rows.filter(**of_year(year_be)), standing


def year_asked_for(asked: QueryDict) -> str:
    """?year= as the list of years writes it, "" for none."""
    return year_in_tongue(year_of_address(asked.get("year", "")))


def chips_of(standing: Standing, asked: QueryDict) -> list[dict]:
    return [{"label": words, "url": without(asked, name)} for name, words in standing]
