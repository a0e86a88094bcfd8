"""The best few rows for what somebody is still typing: one statement, read from indexes.

It reads and ranks as searching does (`reading.py`, `matching.py`), but never asks twice: the other
ways to read a word that is not known stand in the same statement, behind the words as typed.
"""

from collections.abc import Callable

from django.db import connection
from django.db.models import Q, QuerySet

from fairs.matching import READING, Columns, answers, matches, rank, where_the_best_are
from fairs.reading import Reading, first_readings, is_spelt_right, wider
from otopfair.thai.ranking import Query

SHORTEST = 2  # letters for which anything is suggested
SHORTEST_INSIDE = 3  # fewer letters are looked for where words begin, when words are known
MOST_READ = 40  # from each place where the best may be
MOST_WIDER = 3


def is_enough(query: Query) -> bool:
    return len(query.folded) >= SHORTEST


def readings_while_typing(query: Query) -> list[Reading]:
    """The words as typed; of words that are not known, the likeliest other ways, too."""
    readings = first_readings(query)
    if len(query.folded) > SHORTEST_INSIDE and not is_spelt_right(query):
        readings += wider(query)[:MOST_WIDER]
    return [reading for reading in dict.fromkeys(readings) if reading.parts]


def best_few(query: Query, rows: QuerySet, columns: Columns, order: tuple) -> QuerySet:
    """Those of `rows` that answer `query`, the best first; each knows its `rank`."""
    readings = readings_while_typing(query)
    if not readings:
        return rows.none()
    found = rows.filter(_near(rows, query, readings, columns))
    return found.annotate(rank=rank(readings, columns)).order_by("rank", *order)


def as_likely(rows: list, rank_of: Callable) -> list:
    """Of `rows`, those that answer the likeliest reading that any of them answers."""
    likeliest = min((rank_of(row) // READING for row in rows), default=0)
    return [row for row in rows if rank_of(row) // READING == likeliest]


def _near(rows: QuerySet, query: Query, readings: list[Reading], columns: Columns) -> Q:
    if not connection.features.supports_slicing_ordering_in_compound:
        return matches(readings, columns)
    places = _places(rows, query, readings, columns)
    first, *others = [place.values("pk")[:MOST_READ] for place in places]
    return Q(pk__in=first.union(*others, all=True) if others else first)


def _places(rows: QuerySet, query: Query, readings: list[Reading], columns: Columns) -> list:
    """Parts of `rows`, each of which one index finds."""
    places, inside = [], readings
    if len(readings[0].parts) == 1:
        places = where_the_best_are(rows.order_by(), readings[0].parts[0], columns)
        if columns.words and len(query.folded) < SHORTEST_INSIDE:
            inside = readings[1:]
    return places + [rows.order_by().filter(answers(reading, columns)) for reading in inside]
