"""Fairs and provinces that answer a search: by name, place, number, day, month and year."""

import re
from datetime import date
from operator import attrgetter

from django.db.models import F

from fairs.matching import Columns, find, matches, rank
from fairs.models import FairEvent
from fairs.reading import Reading, as_meant, reading_of
from fairs.reports import ProvinceRow, for_public_cards, provinces
from fairs.suggesting import as_likely, readings_while_typing
from fairs.vocabulary import District, districts_beginning
from fairs.when import read_when
from otopfair.thai.folding import fold
from otopfair.thai.ranking import Query
from otopfair.thai.words import silent_words

MOST_FAIRS = 60
SHORTEST_DISTRICT = 2
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
    asked = read_when(query.text, today, of_fairs=True)
    fairs = for_public_cards(FairEvent.objects.published().filter(asked.when))
    fairs = fairs.order_by(F("opens_on").desc(nulls_first=True), "-pk")
    words = Query(asked.words)
    if not words:
        return _nearest_first(list(fairs[:MOST_FAIRS]), today)

    def read(readings: list[Reading]) -> list[tuple]:
        found = fairs.filter(matches(readings, BY_PLACE_AND_NAME))
        rows = found.annotate(rank=rank(readings, BY_PLACE_AND_NAME))[:MOST_FAIRS]
        return [(row, row.rank) for row in rows]

    rows = [row for row, _rank in find(words, fairs, BY_PLACE_AND_NAME, read).rows]
    return _best_named_first(_nearest_first(rows, today), words)


def suggest_fairs(query: Query, today: date) -> list[FairEvent]:
    """Fairs for what is still being typed, the nearest first; one statement."""
    asked = read_when(query.text, today, of_fairs=True)
    fairs = FairEvent.objects.published().filter(asked.when)
    fairs = fairs.order_by(F("opens_on").desc(nulls_first=True), "-pk")
    if readings := readings_while_typing(Query(asked.words)):
        fairs = fairs.filter(matches(readings, BY_PLACE_AND_NAME))
        fairs = fairs.annotate(rank=rank(readings, BY_PLACE_AND_NAME))
        likely = as_likely(list(fairs[:MOST_FAIRS]), attrgetter("rank"))
        return _best_named_first(_nearest_first(likely, today), Query(asked.words))
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


_DISTRICT = re.compile("^(?:กิงอาเภอ|อาเภอ|อ\\.|เขต) *")


def districts_named(query: Query) -> list[tuple[District, ProvinceRow]]:
    """Districts whose name begins with what was typed, each with its province."""
    words = _DISTRICT.sub("", as_meant(query).folded)
    if len(words) < SHORTEST_DISTRICT:
        return []
    rows = {row["code"]: row for row in provinces()}
    found = districts_beginning(words)
    return [(one, rows[one.code[:2]]) for one in found if one.code[:2] in rows]


def _best_named_first(rows: list[FairEvent], words: Query) -> list[FairEvent]:
    """`rows` with those in front that are called by words that say nothing of their own, where
    somebody typed them: "ของดีเมืองขอนแก่น"."""
    folded = as_meant(words).folded
    silent = [word for word in silent_words() if word in folded]
    return sorted(rows, key=lambda row: -sum(word in row.search_text for word in silent))


def _nearest_first(rows: list[FairEvent], today: date) -> list[FairEvent]:
    over = [row for row in rows if row.closes_on and row.closes_on < today]
    dated = [row for row in rows if row.closes_on and row.closes_on >= today]
    return dated[::-1] + [row for row in rows if not row.closes_on] + over
