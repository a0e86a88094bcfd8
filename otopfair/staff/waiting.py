"""How much waits behind each entry of the rail: one statement, whatever the entries count."""

from collections import Counter
from collections.abc import Iterable, Mapping

from django.db.models import Count, QuerySet, Value

NUMBER = Count("pk", distinct=True)


def numbers_of(waiting: Mapping[str, Iterable[QuerySet]]) -> Counter[str]:
    """Entry → how many rows its querysets find together; an entry without any is 0."""
    parts = [
        rows.order_by().annotate(entry=Value(entry)).values_list("entry").annotate(NUMBER)
        for entry, several in waiting.items()
        for rows in several
        if not rows.query.is_empty()
    ]
    numbers: Counter[str] = Counter()
    if parts:
        for entry, number in parts[0].union(*parts[1:], all=True):
            numbers[entry] += number
    return numbers
