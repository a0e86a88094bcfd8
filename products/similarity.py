"""Near spellings: the share of a query's letter triples that a name holds.

PostgreSQL answers with pg_trgm's WORD_SIMILARITY; SQLite learns a function of the same name. The
two agree on what is near, not on every decimal.
"""

from django.db.models import F, FloatField, Func, Q, QuerySet, Value

NEAR_ENOUGH = 0.3
FUNCTION = "WORD_SIMILARITY"


class WordSimilarity(Func):
    """WORD_SIMILARITY(text, column): 1 when the column holds the text, 0 when nothing is alike."""

    function = FUNCTION
    output_field = FloatField()

    def __init__(self, text: str, column: str):
        super().__init__(Value(text), F(column))


def trigrams(text: str) -> set[str]:
    """Letter triples inside the words of folded `text`."""
    return {word[n : n + 3] for word in text.split() for n in range(len(word) - 2)}


def nearest(rows: QuerySet, folded: str, column: str) -> QuerySet:
    """`rows` whose folded `column` is spelt nearly as `folded`, the most alike first."""
    pieces = trigrams(folded)
    if not pieces:
        return rows.none()
    candidates = Q()
    for piece in sorted(pieces):
        candidates |= Q(**{f"{column}__contains": piece})
    return (
        rows.filter(candidates)
        .annotate(nearness=WordSimilarity(folded, column))
        .filter(nearness__gte=NEAR_ENOUGH)
        .order_by("-nearness", "-pk")
    )


def word_similarity(text: str, name: str) -> float:
    """What SQLite computes: words of `text` with their edges, as pg_trgm counts them."""
    wanted = _edged(text)
    return len(wanted & _edged(name)) / len(wanted) if wanted else 0.0


def _edged(text: str) -> set[str]:
    return trigrams(" ".join(text.split())) | {
        edge for word in text.split() for edge in (f"  {word[:1]}", f" {word[:2]}", f"{word[-2:]} ")
    }


def teach_sqlite(connection, **_kwargs) -> None:
    """Receiver of `connection_created`: gives SQLite the function that PostgreSQL has."""
    if connection.vendor == "sqlite":
        connection.connection.create_function(FUNCTION, 2, word_similarity, deterministic=True)
