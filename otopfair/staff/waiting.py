"""How much waits behind each entry of the rail: one statement, put together once a day.

Its parts are a dozen querysets, and to make SQL of them takes longer than the rest of the frame of
a page together. To plan it takes PostgreSQL longer than to answer: it is planned once a connection.
Whoever has the same roles asks the same.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, QuerySet, Value

from otopfair.prepared import prepared_cursor
from otopfair.thai.calendar import today_in_thailand

NUMBER = Count("pk", distinct=True)
KEPT = 500

Waiting = Mapping[str, Callable[[], Iterable[QuerySet]]]
_statements: dict[Hashable, tuple[str, tuple]] = {}


def numbers_of(waiting: Waiting, roles: Hashable) -> Counter[str]:
    """Entry → how many rows its querysets find together; an entry without any is 0.

    `roles` is all that the querysets may depend on, besides today.
    """
    numbers: Counter[str] = Counter()
    statement, parameters = _statement(waiting, roles)
    if statement:
        with prepared_cursor() as cursor:
            cursor.execute(statement, parameters)
            for entry, number in cursor.fetchall():
                numbers[entry] += number
    return numbers


def _statement(waiting: Waiting, roles: Hashable) -> tuple[str, tuple]:
    key = (connection.vendor, today_in_thailand(), roles, *waiting)
    statement = _statements.get(key)
    if statement is None:
        if len(_statements) >= KEPT:
            _statements.clear()
        statement = _statements[key] = _put_together(waiting)
    return statement


def _put_together(waiting: Waiting) -> tuple[str, tuple]:
    parts = [
        rows.order_by().annotate(entry=Value(entry)).values_list("entry").annotate(NUMBER)
        for entry, several in waiting.items()
        for rows in several()
        if not rows.query.is_empty()
    ]
    if not parts:
        return "", ()
    try:
        return parts[0].union(*parts[1:], all=True).query.sql_with_params()
    except EmptyResultSet:
        return "", ()
