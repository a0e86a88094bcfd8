"""The box of a register that looks rows up as one types."""

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect

from otopfair.thai.digits import whole_number


class LookUpField(forms.ModelChoiceField):
    """Asks the database for what can be a key only: digits, which codes of provinces are, too."""

    def to_python(self, value):
        key = getattr(value, "pk", value)
        if key not in self.empty_values and whole_number(str(key)) is None:
            raise forms.ValidationError(self.error_messages["invalid_choice"], "invalid_choice")
        return super().to_python(value)


class LookUpSelect(AutocompleteSelect):
    """Shows again what was chosen. Django would ask for whatever was posted, and fail on "²"."""

    def optgroups(self, name, value, attr=None):
        keys = [key for key in value if whole_number(key) is not None]
        return super().optgroups(name, keys, attr)
