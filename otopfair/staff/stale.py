"""Registers notice a stale page: the record's own fields, and the rows under it."""

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.http import QueryDict
from django.utils.functional import cached_property

from otopfair.history.words import as_read
from otopfair.staff.kept_rows import KeptRowsField
from otopfair.stale import AGAIN, Difference, SeenField, seen_of, who_changed

SEEN = "SEEN"
GONE, NOT_HERE = "ลบออกแล้ว", "ไม่มีในหน้าของคุณ และจะยังอยู่"


def differences_in(form, *, before: str = "") -> list[Difference]:
    """What a bound form says otherwise than its row does now."""
    if not form.has_changed():
        return []
    differences = []
    for name in form.changed_data:
        field = form.fields[name]
        typed = form.cleaned_data.get(name, form[name].value())
        label, kind = f"{before}{field.label or name}", _kind_of(form, name)
        theirs = as_read(kind, form.get_initial_for_field(field, name))
        differences.append(Difference(label, theirs, as_read(kind, typed)))
    return differences


def _kind_of(form, name: str):
    """The column behind a box, which knows telephones, years and satang; else the box."""
    columns = {column.name: column for column in form._meta.model._meta.concrete_fields}
    return columns.get(name, form.fields[name])


class SeenModelForm(forms.ModelForm):
    """A change form that refuses to overwrite silently."""

    differences: tuple | list = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            return
        shown = {name: self.initial[name] for name in self.fields if name in self.initial}
        self._seen_now = seen_of(shown)
        # Not declared on the class: the admin would show it among the record's own fields.
        self.fields["seen"] = SeenField(initial=self._seen_now)

    def clean(self):
        cleaned = super().clean()
        seen = self.cleaned_data.get("seen")
        if seen and seen != self._seen_now:
            self.differences = differences_in(self)
        if self.differences:
            self.data = self.data.copy()
            self.data[self.add_prefix("seen")] = self._seen_now
            raise ValidationError(f"{who_changed(self.instance, self.differences)} {AGAIN}")
        return cleaned


PLACE = "sequence"  # the column of rows that stand in an order of their own
MOST_NEW_ROWS = 100  # in one press
TOO_MANY_ROWS = "บันทึกได้ครั้งละไม่เกิน %(num)d แถว บันทึกส่วนแรกก่อน แล้วเพิ่มส่วนที่เหลือ"


def _never(initial, data) -> bool:
    return False


class SeenInlineFormSet(BaseInlineFormSet):
    """Rows under a record: those that others changed, added or removed meanwhile are told."""

    differences: tuple | list = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            return
        # Django's own limit, 2,000 forms, is half a minute of drawing.
        self.max_num = self.absolute_max = len(self._rows_now) + MOST_NEW_ROWS
        self.error_messages["too_many_forms"] = TOO_MANY_ROWS
        if self._is_stale:
            self._settle_rows()

    def add_fields(self, form, index):
        """Django would read each row once more, one by one, to know that it is there."""
        super().add_fields(form, index)
        name = self.model._meta.pk.name
        own = form.fields[name]
        field = KeptRowsField(
            own.queryset, initial=own.initial, required=own.required, widget=forms.HiddenInput
        )
        field.kept = self._rows_now
        form.fields[name] = field
        if PLACE in form.fields and (index is None or index >= self.initial_form_count()):
            self._put_last(form, index or 0)

    def _put_last(self, form, index: int) -> None:
        """A new row stands behind the others. Its place alone makes no row of it."""
        last = max((getattr(row, PLACE) for row in self._rows_now.values()), default=0)
        form.initial[PLACE] = last + 1 + max(index - self.initial_form_count(), 0)
        form.fields[PLACE].has_changed = _never

    @cached_property
    def management_form(self):
        form = super().management_form
        form.fields[SEEN] = SeenField(initial=self._seen_now)
        return form

    @cached_property
    def _rows_now(self) -> dict[str, object]:
        return {str(row.pk): row for row in self.get_queryset()}

    @cached_property
    def _seen_now(self) -> str:
        names = self.form.base_fields
        forms = self._forms_now() if self.is_bound else self.initial_forms
        shown = {
            str(form.instance.pk): repr([(name, str(form.initial.get(name))) for name in names])
            for form in forms
        }
        return seen_of(shown)

    def _forms_now(self) -> list:
        """One form for each row as it stands; the bound ones know what was typed."""
        return [self.form(instance=row, **self.form_kwargs) for row in self._rows_now.values()]

    @cached_property
    def _is_stale(self) -> bool:
        seen = self.data.get(f"{self.prefix}-{SEEN}")
        return bool(seen) and seen != self._seen_now

    def _settle_rows(self) -> None:
        """Give every typed row the row that it is now, in place of the one that the page knew.

        A row that is gone becomes a new one, so that saving again brings it back, and one that
        was to be removed is done. A new row that stands there already (the same form came twice)
        is that row. Django wants known rows first, so all are numbered anew.
        """
        typed = [self._typed_row(number) for number in range(self.total_form_count())]
        gone = [row for row in typed if _id_of(row) and _id_of(row) not in self._rows_now]
        typed = [row for row in typed if row not in gone or "DELETE" not in row]
        self._unseen = self._rows_now.keys() - {_id_of(row) for row in typed}
        for row in typed:
            if _id_of(row) not in self._rows_now:
                pk = next((pk for pk in sorted(self._unseen) if self._says(row, pk)), "")
                self._unseen.discard(pk)
                row["id"] = [pk]
        typed.sort(key=lambda row: not _id_of(row))
        self._brought_back = [n for n, row in enumerate(typed) if row in gone and not _id_of(row)]
        self._number_anew(typed)

    def _typed_row(self, number: int) -> dict[str, list[str]]:
        start = f"{self.prefix}-{number}-"
        names = [name for name in self.data if name.startswith(start)]
        return {name.removeprefix(start): self.data.getlist(name) for name in names}

    def _says(self, row: dict[str, list[str]], pk: str) -> bool:
        """A typed row without a number says the same as the row `pk`."""
        data = QueryDict(mutable=True)
        for name, values in row.items():
            data.setlist(f"0-{name}", values)
        form = self.form(data, prefix="0", instance=self._rows_now[pk], **self.form_kwargs)
        return not form.changed_data

    def _number_anew(self, rows: list[dict[str, list[str]]]) -> None:
        data = self.data.copy()
        for number in range(self.total_form_count()):
            for name in self._typed_row(number):
                del data[f"{self.prefix}-{number}-{name}"]
        for number, row in enumerate(rows):
            for name, values in row.items():
                data.setlist(f"{self.prefix}-{number}-{name}", values)
        data[f"{self.prefix}-TOTAL_FORMS"] = str(len(rows))
        data[f"{self.prefix}-INITIAL_FORMS"] = str(sum(bool(_id_of(row)) for row in rows))
        self.data = data
        del self.management_form  # it counts the rows as they came

    def clean(self):
        super().clean()
        if not self._is_stale:
            return
        self.differences = self._row_differences()
        if self.differences:
            self.data[f"{self.prefix}-{SEEN}"] = self._seen_now
            raise ValidationError(f"{who_changed(self.instance, self.differences)} {AGAIN}")

    def _row_differences(self) -> list[Difference]:
        kind = str(self.model._meta.verbose_name)
        differences = []
        for form in self.initial_forms:
            differences += differences_in(form, before=f"{kind} {form.instance} – ")
        for number in self._brought_back:
            differences.append(Difference(kind, GONE, _told(self.forms[number])))
        for pk in sorted(self._unseen):
            differences.append(Difference(kind, str(self._rows_now[pk]), NOT_HERE))
        return differences


def _id_of(row: dict[str, list[str]]) -> str:
    return row.get("id", [""])[-1]


def _told(form) -> str:
    """A typed row in one line."""
    values = [
        as_read(_kind_of(form, name), form.cleaned_data.get(name)) for name in form.changed_data
    ]
    return " ".join(filter(None, values))
