"""A foreign key over several columns: what a row keeps of its parent cannot differ from it.

PostgreSQL and SQLite know such keys; Django does not, so this is a constraint of the table.
"""

from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS
from django.db.backends.ddl_references import Statement, Table
from django.db.models import BaseConstraint


class AgreesWithParent(BaseConstraint):
    """`fields` of the row stand together in one row of the parent, as its `to_fields`.

    The first field is the foreign key to the parent, the others are copies of its columns. The
    parent needs a unique constraint over exactly `to_fields`. With `follows` the copies change
    with the parent, as far as the other constraints of the row let them.
    """

    def __init__(self, *, fields, to_fields, name, follows=False, violation_error_message=None):
        self.fields, self.to_fields, self.follows = tuple(fields), tuple(to_fields), follows
        super().__init__(name=name, violation_error_message=violation_error_message)

    def _clause(self, model, schema_editor) -> str:
        parent = model._meta.get_field(self.fields[0]).remote_field.model
        quote = schema_editor.quote_name

        def columns(owner, names):
            return ", ".join(quote(owner._meta.get_field(name).column) for name in names)

        return (
            f"FOREIGN KEY ({columns(model, self.fields)}) "
            f"REFERENCES {quote(parent._meta.db_table)} ({columns(parent, self.to_fields)}) "
            f"{'ON UPDATE CASCADE ' if self.follows else ''}DEFERRABLE INITIALLY DEFERRED"
        )

    def constraint_sql(self, model, schema_editor):
        """Inside CREATE TABLE: SQLite knows no other place, and asks for the parent only later."""
        if schema_editor.connection.vendor != "sqlite":
            schema_editor.deferred_sql.append(self._add_sql(model, schema_editor))
            return None
        return self._sql(model, schema_editor)

    def create_sql(self, model, schema_editor):
        # At the end of the migration: the unique constraint of the parent may come after this one.
        schema_editor.deferred_sql.append(self._add_sql(model, schema_editor))

    def _sql(self, model, schema_editor) -> str:
        name = schema_editor.quote_name(self.name)
        return f"CONSTRAINT {name} {self._clause(model, schema_editor)}"

    def _add_sql(self, model, schema_editor) -> Statement:
        return Statement(
            "ALTER TABLE %(table)s ADD %(constraint)s",
            table=Table(model._meta.db_table, schema_editor.quote_name),
            constraint=self._sql(model, schema_editor),
        )

    def remove_sql(self, model, schema_editor):
        return schema_editor._delete_constraint_sql(
            schema_editor.sql_delete_constraint, model, self.name
        )

    def validate(self, model, instance, exclude=None, using=DEFAULT_DB_ALIAS):
        if exclude and set(self.fields) & set(exclude):
            return
        values = [getattr(instance, model._meta.get_field(name).attname) for name in self.fields]
        if None in values:
            return
        parents = model._meta.get_field(self.fields[0]).remote_field.model._base_manager
        columns = dict(zip(self.to_fields, values, strict=True))
        if not parents.using(using).filter(**columns).exists():
            raise ValidationError(self.get_violation_error_message())

    def deconstruct(self):
        path, args, kwargs = super().deconstruct()
        kwargs.update(fields=self.fields, to_fields=self.to_fields)
        if self.follows:
            kwargs["follows"] = True
        return path, args, kwargs

    def __eq__(self, other):
        if not isinstance(other, AgreesWithParent):
            return NotImplemented
        return self.deconstruct() == other.deconstruct()

    def __hash__(self):
        return hash((self.name, self.fields, self.to_fields))
