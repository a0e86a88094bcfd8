"""A query that is put into SQL once, and asked again and again with other values.

Django makes SQL of a queryset each time, which takes three times as long as PostgreSQL needs to
answer a look at one row. Only what every page or every press in a rush asks is prepared.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any, NamedTuple

from django.db import connection, connections
from django.db.models import QuerySet
from django.db.models.query import get_related_populators
from django.db.transaction import TransactionManagementError

# What stands for a value while the SQL is made; nothing that a query of ours would say itself.
NUMBERS = 1_870_000_001, 1_870_000_002, 1_870_000_003
TEXT = "what a text will stand for"
DAY = date(1870, 1, 2)
MOMENT = datetime(1870, 1, 1, 12, 34, 56, 789, tzinfo=UTC)


class _Records(NamedTuple):
    """Which columns are the model's own, and what fills the rows that it leads to."""

    model: Any
    own: slice
    names: list[str]
    populators: list


@dataclass
class _Made:
    compiler: Any
    sql: str
    parameters: tuple
    places: dict[int, int]  # of a parameter → of the value that comes there
    converters: dict

    @cached_property
    def records(self) -> _Records:
        chosen, select = self.compiler.klass_info, self.compiler.select
        own = slice(chosen["select_fields"][0], chosen["select_fields"][-1] + 1)
        names = [column[0].target.attname for column in select[own]]
        populators = get_related_populators(chosen, select, self.compiler.connection.alias)
        return _Records(chosen["model"], own, names, populators)


class Prepared:
    """`build` makes the query of `stand_ins`, and uses each of them as it is."""

    def __init__(self, build: Callable[..., QuerySet], *stand_ins, ending: str = "") -> None:
        self.build, self.stand_ins, self.ending = build, stand_ins, ending
        self._made: dict[str, _Made] = {}  # by the kind of database

    def rows(self, *values) -> list[tuple]:
        """What the query finds for `values`, column by column as its queryset would."""
        made = self._for_database()
        if made.compiler.query.select_for_update:
            _require_transaction()
        parameters = list(made.parameters)
        for place, which in made.places.items():
            parameters[place] = _adapted(values[which])
        with prepared_cursor() as cursor:
            cursor.execute(made.sql, parameters)
            rows = cursor.fetchall()
        if made.converters:
            rows = map(tuple, made.compiler.apply_converters(rows, made.converters))
        return list(rows)

    def row(self, *values) -> tuple | None:
        return next(iter(self.rows(*values)), None)

    def records(self, *values) -> list:
        """The same as objects of the query's model, with what select_related and only() name."""
        of = self._for_database().records
        records = []
        for row in self.rows(*values):
            record = of.model.from_db(connection.alias, of.names, row[of.own])
            for populator in of.populators:
                populator.populate(row, record)
            records.append(record)
        return records

    def one(self, *values):
        """The first record; None when there is none."""
        return next(iter(self.records(*values)), None)

    def _for_database(self) -> _Made:
        if connection.vendor not in self._made:
            self._made[connection.vendor] = self._make(connections[connection.alias])
        return self._made[connection.vendor]

    def _make(self, here) -> _Made:
        compiler = self.build(*self.stand_ins).query.get_compiler(connection=here)
        sql, parameters = compiler.as_sql()
        return _Made(
            compiler=compiler,
            sql=sql + self.ending,
            parameters=parameters,
            places=self._places(parameters),
            converters=compiler.get_converters([column[0] for column in compiler.select]),
        )

    def _places(self, parameters: tuple) -> dict[int, int]:
        adapted = [_adapted(stand_in) for stand_in in self.stand_ins]
        places = {at: adapted.index(one) for at, one in enumerate(parameters) if one in adapted}
        if set(places.values()) != set(range(len(adapted))):
            raise ValueError(f"The query does not use all of {self.stand_ins}")
        return places


def prepared_cursor():
    """A cursor whose queries PostgreSQL plans once a connection; SQLite keeps them by itself."""
    is_postgres = connection.vendor == "postgresql"
    return connection.prepared_cursor() if is_postgres else connection.cursor()


def _require_transaction() -> None:
    """What Django asks when it makes the SQL, asked each time: a lock outside ends at once."""
    if connection.features.has_select_for_update and connection.get_autocommit():
        raise TransactionManagementError("A row is locked outside of a transaction.")


def _adapted(value):
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    return value
