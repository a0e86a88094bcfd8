"""Addresses that are made by the hundred on one page, and the day that one names."""

import re
from datetime import date

from django.http import Http404, QueryDict
from django.urls import reverse

from otopfair.thai.calendar import be_year
from otopfair.thai.parsing import ThaiDateError, parse_year_be

_GREGORIAN = re.compile("(?:19|20)[0-9]{2}")


def url_by_id(name: str):
    """A function from id to address: `reverse` once instead of once a row."""
    before, after = reverse(name, args=[0]).rsplit("0", 1)
    return lambda pk: f"{before}{pk}{after}"


def url_below(name: str):
    """A function from id to the page of one row, which lies below the list called `name`."""
    start = reverse(name)
    return lambda pk: f"{start}{pk}/"


def without(query: QueryDict, *names: str, value: str = "") -> str:
    """The query string from its first page, without the parameters `names`; with `value`, without
    that value of theirs alone."""
    left = query.copy()
    left.pop("page", None)
    for name in names:
        left.setlist(name, [one for one in left.getlist(name) if value and one != value])
    return f"?{left.urlencode()}"


def year_of_address(text: str) -> int:
    """The Buddhist year that a page of either language writes: 2563, or 2020; 0 for none."""
    if _GREGORIAN.fullmatch(text):
        return be_year(date(int(text), 12, 31))
    try:
        return parse_year_be(text)
    except ThaiDateError:
        return 0


def day_of_address(text: str) -> date:
    """2026-11-30 as a day; 404 for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Http404 from error
