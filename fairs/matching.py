"""Readings of a search as conditions and an order that the database computes.

Each part of a reading has a score, the lower the better; those of all parts are added.
docs/search.md says the same in words.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_

from django.db.models import Case, Exists, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from fairs.reading import Part, Reading, first_readings, wider
from otopfair.thai.price_words import Price
from otopfair.thai.ranking import Query
from otopfair.thai.splitting import EDGE, fine_words, is_thai

EXACT, FIRST_WORD, PROVINCE, WORD, AREA = 0, 1, 2, 3, 4
BEGINS, HOLDS = 5, 6
# More for letters that are alike only when folded.
FOLDED = 6
TYPED_ELSEWHERE, LETTERS, ELSEWHERE = 11, 90, 100
# A reading's place in the list stands before the score of its parts.
READING = 1_000
AS_LIKELY = 0.25
EVERY = Q(pk__isnull=False)
NOTHING = Q(pk__in=())


@dataclass(frozen=True)
class Columns:
    """Where a model keeps what is compared; "" for what it has not.

    `name` and `stories` are as they were written, `folded` is the name's search form, `words` that
    with edges between words, `text` all that is searched.
    """

    name: str = "name_th"
    folded: str = "name_folded"
    words: str = "name_words"
    text: str = "search_text"
    stories: tuple[str, ...] = ("story", "material", "vendor__name_th")
    province: str = "province"
    district: str = "district"
    subdistrict: str = "subdistrict"
    category: str = "category"
    stars: str = "stars"
    price: str = ""


def matches(readings: Sequence[Reading], columns: Columns) -> Q:
    """Rows that answer one of `readings`."""
    return _any([answers(reading, columns) or EVERY for reading in readings])


def answers(reading: Reading, columns: Columns) -> Q:
    """Rows that answer every part."""
    return reduce(and_, (_part(part, columns) for part in reading.parts), Q())


def _part(part: Part, columns: Columns) -> Q:
    if part.stars:
        return Q(**{columns.stars: part.stars}) if columns.stars else NOTHING
    if part.price:
        return _priced(part.price, columns.price) if columns.price else NOTHING
    ways = [Q(**{f"{columns.text}__contains": text}) for text in part.texts]
    ways += [where for _level, where in _in_areas(part, columns)]
    if part.category and columns.category:
        ways.append(Q(**{columns.category: part.category}))
    return _any(ways) or NOTHING


def _priced(price: Price, column: str) -> Q:
    least = Q() if price.least is None else Q(**{f"{column}__gte": price.least})
    return least & (Q() if price.most is None else Q(**{f"{column}__lte": price.most}))


def _in_areas(part: Part, columns: Columns) -> list[tuple[int, Q]]:
    names = (columns.province, columns.district, columns.subdistrict)
    pairs = zip(names, part.areas, strict=True)
    return [
        (level, Q(**{f"{column}__in": codes}))
        for level, (column, codes) in enumerate(pairs)
        if column and codes
    ]


def rank(readings: Sequence[Reading], columns: Columns):
    """The order of rows that match: number of the first reading that a row answers, times READING,
    and the scores of its parts."""
    scores = [_scores(reading, number, columns) for number, reading in enumerate(readings)]
    if len(readings) == 1:
        return scores[0]
    ways = [
        When(answers(reading, columns) or EVERY, then=score)
        for reading, score in zip(readings, scores, strict=True)
    ]
    return Case(*ways, default=Value(len(readings) * READING), output_field=IntegerField())


def _scores(reading: Reading, number: int, columns: Columns):
    is_whole = len(reading.parts) == 1
    start = Value(number * READING, IntegerField())
    return sum((_score(part, columns, is_whole) for part in reading.parts), start=start)


def _score(part: Part, columns: Columns, is_whole: bool):
    steps = _steps(part, columns, is_whole)
    if part.typed:
        steps += [
            (TYPED_ELSEWHERE, Q(**{f"{name}__contains": part.typed})) for name in columns.stories
        ]
    steps.sort(key=lambda one: one[0])
    ways = [When(how, then=Value(score)) for score, how in steps]
    if not ways:
        return Value(0, IntegerField())
    return Case(*ways, default=Value(ELSEWHERE), output_field=IntegerField())


def _steps(part: Part, columns: Columns, is_whole: bool) -> list[tuple[int, Q]]:
    """Scores with what earns them."""
    steps = _places(part, columns)
    if part.texts:
        steps += _names(part, columns, is_whole)
    if part.category and columns.category:
        steps.append((PROVINCE, Q(**{columns.category: part.category})))
    return steps


def where_the_best_are(rows: QuerySet, part: Part, columns: Columns) -> list[QuerySet]:
    """Parts of `rows` among which the best hits of a common word are: names that are it, begin
    with it, or have it as a word, rows from the place of its name.

    Each asks one thing of one index. Several conditions on one text look to the planner like
    small shares of small shares, and it walks the whole table for rows that are not there.
    """
    exact = [rows.filter(_line(columns.folded, text)) for text in part.texts]
    begins = [
        rows.filter(**{f"{columns.folded}__startswith": text}).order_by() for text in part.texts
    ]
    aligned = part.texts if columns.words else ()
    words = [rows.filter(_aligned(Part((text,)), columns)) for text in aligned]
    places = [rows.filter(where) for _level, where in _in_areas(part, columns)]
    return [*exact, *begins, *words, *places]


def _places(part: Part, columns: Columns) -> list[tuple[int, Q]]:
    by_itself = not part.texts
    return [
        (AREA if level and not by_itself else PROVINCE, where)
        for level, where in _in_areas(part, columns)
    ]


def _names(part: Part, columns: Columns, is_whole: bool) -> list[tuple[int, Q]]:
    as_typed = _as_typed(part, columns)
    begins, holds = (
        _some(part, columns.folded, "startswith"),
        _some(part, columns.folded, "contains"),
    )
    word = _aligned(part, columns) if columns.words else holds
    steps = [
        (FIRST_WORD, begins & word & as_typed),
        (WORD, word & as_typed),
        (BEGINS, begins & as_typed),
        (HOLDS, holds & as_typed),
        (FIRST_WORD + FOLDED, begins & word),
        (WORD + FOLDED, word),
        (LETTERS, holds),
    ]
    if is_whole:
        exact = _any([_line(columns.folded, text) for text in part.texts])
        steps.append((EXACT, exact & as_typed))
    return steps


def _line(column: str, text: str) -> Q:
    """`text` is one of the lines of `column`: a name in one of its languages."""
    return Q(**{column: text}) | Q(**{f"{column}__startswith": f"{text}\n"})


def _as_typed(part: Part, columns: Columns) -> Q:
    """The name holds the letters as they were typed, or another word for them."""
    if not part.spelt:
        return Q()
    # Not LIKE: the planner would take it for a second, independent share of the rows.
    ways = [
        Q(
            GreaterThan(
                StrIndex(F(columns.name if is_thai(text) else columns.folded), Value(text)), 0
            )
        )
        for text in part.spelt
    ]
    return _any(ways)


def _some(part: Part, column: str, how: str) -> Q:
    return _any([Q(**{f"{column}__{how}": text}) for text in part.texts])


def _aligned(part: Part, columns: Columns) -> Q:
    words = [fine_words(text) or f"{EDGE}{text}{EDGE}" for text in part.texts]
    return _any([Q(**{f"{columns.words}__contains": word}) for word in words])


def _any(ways: list[Q]) -> Q:
    return reduce(or_, ways) if ways else Q()


@dataclass(frozen=True)
class Finding:
    """Rows that answer `readings`, in order; whether a slip was mended in them."""

    rows: list[tuple]
    readings: list[Reading]
    is_mended: bool = False

    @property
    def words(self) -> str:
        """What is marked in the hits: all texts of the readings that found them."""
        numbers = {row[-1] // READING for row in self.rows}
        parts = [part for number in sorted(numbers) for part in self.readings[number].parts]
        return " ".join(dict.fromkeys(text for part in parts for text in part.texts))


def find(query: Query, rows: QuerySet, columns: Columns, read: Callable) -> Finding:
    """Those of `rows` that answer the first reading, or wider ones when it finds nothing good.

    `read` answers a list of readings with tuples whose last value is their rank.
    """
    readings = first_readings(query)
    first = Finding(read(readings), readings, readings[0].is_mended)
    if min((row[-1] for row in first.rows), default=ELSEWHERE) % READING < LETTERS:
        return first
    readings = _likeliest(rows, wider(query), columns)
    if not readings:
        return first
    return Finding(read(readings), readings, readings[0].is_mended)


def _likeliest(rows: QuerySet, readings: list[Reading], columns: Columns) -> list[Reading]:
    """The first reading that a row answers, with those that are about as likely; one statement,
    which stops at the first."""
    if len(readings) < 2:  # there is no other than the first
        return []
    ways = [
        When(Exists(rows.order_by().filter(answers(reading, columns))), then=Value(number))
        for number, reading in enumerate(readings)
    ]
    which = Case(*ways, default=Value(None), output_field=IntegerField())
    number = rows.order_by().values_list(which).first()
    if number is None or number[0] is None:
        return []
    dearest = readings[number[0]].cost + AS_LIKELY
    return [reading for reading in readings[number[0] :] if reading.cost <= dearest]
