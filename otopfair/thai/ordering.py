"""Thai dictionary order of a column that keeps no key: for a press on the heading of a register.

What is often read in order has a SortKeyField, which an index serves. The rest is computed a row
at a time: by `thai_sort_key` on SQLite, by ICU on PostgreSQL (collation `thai_natural`, made by the
first migration of the staff site), numbers as numbers on both.
"""

from django.db.models import F, Func, TextField

from otopfair.thai.sorting import thai_sort_key

COLLATION = "thai_natural"
_FUNCTION = "THAI_SORT_KEY"


class ThaiOrder(Func):
    """Order by this, and the column at `path` stands in Thai order."""

    output_field = TextField()
    arity = 1

    def __init__(self, path, **extra):
        super().__init__(F(path) if isinstance(path, str) else path, **extra)

    def as_sqlite(self, compiler, connection, **extra):
        return super().as_sql(compiler, connection, function=_FUNCTION, **extra)

    def as_postgresql(self, compiler, connection, **extra):
        template = f'(%(expressions)s)::text COLLATE "{COLLATION}"'
        return super().as_sql(compiler, connection, template=template, **extra)


def teach_sqlite(sender, connection, **kwargs) -> None:
    """Every new connection to SQLite knows the function."""
    if connection.vendor == "sqlite":
        connection.connection.create_function(_FUNCTION, 1, _key, deterministic=True)


def _key(text) -> str:
    return thai_sort_key(str(text)) if text is not None else ""
