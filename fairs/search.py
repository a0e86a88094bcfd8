"""Fairs that answer a search: by name, place, number, day, month and year."""

from datetime import date

from django.db.models import F

from fairs.matching import Columns, find, matches, rank
from fairs.models import FairEvent
from fairs.reading import Reading
from fairs.reports import for_public_cards
from fairs.when import read_when
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


def _nearest_first(rows: list[FairEvent], today: date) -> list[FairEvent]:
    over = [row for row in rows if row.closes_on and row.closes_on < today]
    dated = [row for row in rows if row.closes_on and row.closes_on >= today]
    return dated[::-1] + [row for row in rows if not row.closes_on] + over
