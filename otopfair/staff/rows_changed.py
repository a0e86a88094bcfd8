"""What was changed in the rows under a record, for its history: which row, which field, how."""

from collections.abc import Iterable, Iterator

from django.forms import BaseInlineFormSet

from otopfair.history.words import as_read
from otopfair.removals.removing import called


def changes_of_rows(formsets: Iterable[BaseInlineFormSet]) -> dict[str, list[str]]:
    """Label → [before, after] of rows that were added or changed; those that went stand in lines
    of their own, with the way to put them back."""
    changes: dict[str, list[str]] = {}
    for formset in formsets:
        for label, values in _changes(formset):
            changes[_free(label, changes)] = values
    return changes


def _changes(formset) -> Iterator[tuple[str, list[str]]]:
    for form in formset.extra_forms:
        if form.has_changed() and form.instance.pk and not formset._should_delete_form(form):
            yield f"เพิ่ม{form.instance._meta.verbose_name}", ["", str(form.instance)]
    for form in formset.initial_forms:
        if form.has_changed() and not formset._should_delete_form(form):
            for label, values in changed_values(form).items():
                yield f"{called(form.instance)} {label}", values


def _free(label: str, taken: dict) -> str:
    """Two rows may be called the same."""
    number, free = 2, label
    while free in taken:
        free, number = f"{label} ({number})", number + 1
    return free


def changed_values(form) -> dict[str, list[str]]:
    """Label → [before, after] of every field that the form changes, as people read it."""
    changes = {}
    for name in form.changed_data:
        field = form.fields[name]
        values = (form.initial.get(name), form.cleaned_data[name])
        column = _column_behind(form, name) or field
        changes[str(field.label or name)] = [as_read(column, value) for value in values]
    return changes


def _column_behind(form, name: str):
    """The column knows what a number means and how a telephone is written; a list of ticked words
    is known to the form alone."""
    columns = {column.name: column for column in form._meta.model._meta.concrete_fields}
    column = columns.get(name)
    return column if column is not None and column.get_internal_type() != "JSONField" else None
