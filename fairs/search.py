"""Fairs and provinces that answer a search: by name, place, number, day, month and year."""

from datetime import date
from operator import attrgetter

from django.db.models import F

from fairs.matching import Columns, find, matches, rank
from fairs.models import FairEvent
from fairs.reading import Reading, reading_of
from fairs.reports import ProvinceRow, for_public_cards, provinces
from fairs.suggesting import as_likely, readings_while_typing
from fairs.when import read_when
from otopfair.thai.folding import fold
from otopfair.thai.ranking import Query

MOST_FAIRS = 60
BY_PLACE_AND_NAME = Columns(
    folded="search_text",
    words="",
    stories=(),
    province="venue_province",
    district="venue_district",
    subdistrict="",
    category="",
    stars="",
)


def search_fairs(query: Query, today: date) -> list[FairEvent]:
    """Published fairs: the nearest first, then those without a day, then the latest past."""
    asked = read_when(query.text, today)
    fairs = for_public_cards(FairEvent.objects.published().filter(asked.when))
    fairs = fairs.order_by(F("opens_on").desc(nulls_first=True), "-pk")
    words = Query(asked.words)
    if not words:
        return _nearest_first(list(fairs[:MOST_FAIRS]), today)

    def read(readings: list[Reading]) -> list[tuple]:
        found = fairs.filter(matches(readings, BY_PLACE_AND_NAME))
        rows = found.annotate(rank=rank(readings, BY_PLACE_AND_NAME))[:MOST_FAIRS]
        return [(row, row.rank) for row in rows]

    return _nearest_first(
        [row for row, _rank in find(words, fairs, BY_PLACE_AND_NAME, read).rows], today
    )


def suggest_fairs(query: Query, today: date) -> list[FairEvent]:
    """Fairs for what is still being typed, the nearest first; one statement."""
    asked = read_when(query.text, today)
    fairs = FairEvent.objects.published().filter(asked.when)
    fairs = fairs.order_by(F("opens_on").desc(nulls_first=True), "-pk")
    if readings := readings_while_typing(Query(asked.words)):
        fairs = fairs.filter(matches(readings, BY_PLACE_AND_NAME))
        fairs = fairs.annotate(rank=rank(readings, BY_PLACE_AND_NAME))
        return _nearest_first(as_likely(list(fairs[:MOST_FAIRS]), attrgetter("rank")), today)
    return _nearest_first(list(fairs[:MOST_FAIRS]), today) if asked.says_when else []


def provinces_named(query: Query) -> list[ProvinceRow]:
    """Provinces that are named, or whose name begins with what was typed."""
    named = {code for part in reading_of(query).parts for code in part.areas.provinces}
    words = query.folded.removeprefix("จังหวัด").removeprefix("จ.").strip()
    return [
        row
        for row in provinces()
        if row["code"] in named or (len(words) > 1 and fold(row["name"]).startswith(words))
    ]


def _nearest_first(rows: list[FairEvent], today: date) -> list[FairEvent]:
    over = [row for row in rows if row.closes_on and row.closes_on < today]
    dated = [row for row in rows if row.closes_on and row.closes_on >= today]
    return dated[::-1] + [row for row in rows if not row.closes_on] + over
