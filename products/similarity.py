"""Near spellings: the share of a query's letter triples that a name holds.

Counted by the database in its plainest words, so that every database finds the same: pg_trgm's own
measure ends a word at each Thai vowel above or below the line.
"""

from functools import reduce
from operator import or_

from django.db.models import Case, F, FloatField, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Concat

NEAR_ENOUGH = 0.3


def trigrams(text: str) -> set[str]:
    """Letter triples inside the words of folded `text`."""
    return {word[n : n + 3] for word in text.split() for n in range(len(word) - 2)}


def edges(text: str) -> set[str]:
    """How the words of folded `text` begin and end, with the space that stands there."""
    return {
        edge for word in text.split() for edge in (f" {word[:1]}", f" {word[:2]}", f"{word[-2:]} ")
    }


def nearest(rows: QuerySet, folded: str, column: str) -> QuerySet:
    """`rows` whose folded `column` is spelt nearly as `folded`, the most alike first."""
    pieces = trigrams(folded)
    if not pieces:
        return rows.none()
    inside = [Q(**{f"{column}__contains": piece}) for piece in sorted(pieces)]
    at_edges = [Q(between_spaces__contains=edge) for edge in sorted(edges(folded))]
    between_spaces = Concat(Value(" "), F(column), Value(" "), output_field=TextField())
    return (
        rows.filter(reduce(or_, inside))
        .alias(between_spaces=between_spaces)
        .annotate(nearness=_share_held([*inside, *at_edges]))
        .filter(nearness__gte=NEAR_ENOUGH)
        .order_by("-nearness", "-pk")
    )


def _share_held(pieces: list[Q]):
    """0 where nothing is alike, 1 where every piece is there."""
    held = [Case(When(one, then=Value(1.0)), default=Value(0.0)) for one in pieces]
    return sum(held[1:], held[0]) / Value(float(len(held)), output_field=FloatField())
