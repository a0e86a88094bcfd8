"""A foreign key whose rows are read once a request, for every row of every inline."""

from django import forms

NO_CHOICE = [("", "ยังไม่เลือก")]


class KeptRowsField(forms.ModelChoiceField):
    """A choice among rows that were read before."""

    def keep(self, rows: dict) -> None:
        self.kept = rows
        self.choices = [*NO_CHOICE, *((key, str(row)) for key, row in rows.items())]

    def to_python(self, value):
        if value in self.empty_values:
            return None
        try:
            return self.kept[str(getattr(value, "pk", value))]
        except KeyError:
            raise forms.ValidationError(
                self.error_messages["invalid_choice"], code="invalid_choice"
            ) from None
