"""Two officers edit one record in a register: the later save sees what the earlier one wrote.

Every change form carries a fingerprint of the fields as it showed them. When the row differs by
the time of saving, nothing is overwritten: the form keeps what was typed, says what stands there
now, and takes the new fingerprint, so that saving again is a choice.
"""

import hashlib

from django import forms
from django.forms.models import model_to_dict


def fingerprint(values: dict) -> str:
    """A short digest of a row's fields as they are."""
    text = repr(sorted((name, str(value)) for name, value in values.items()))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


class SeenField(forms.CharField):
    """The fingerprint that came with the form; it is no answer, so it never counts as changed."""

    widget = forms.HiddenInput

    def has_changed(self, initial, data) -> bool:
        return False


class StaleAwareForm(forms.ModelForm):
    """A change form that refuses to overwrite silently."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            return
        self._now = model_to_dict(self.instance, fields=list(self.fields))
        self._fingerprint = fingerprint(self._now)
        # Not declared on the class: the admin would show it among the record's own fields.
        self.fields["seen"] = SeenField(required=False, initial=self._fingerprint)

    def clean(self):
        cleaned = super().clean()
        seen = self.cleaned_data.get("seen")
        if seen and seen != self._fingerprint:
            self.data = self.data.copy()
            self.data[self.add_prefix("seen")] = self._fingerprint
            raise forms.ValidationError(self._differences())
        return cleaned

    def _differences(self) -> list[str]:
        sentences = ["มีผู้แก้ไขข้อมูลนี้หลังจากคุณเปิดหน้า ดูความต่าง แล้วบันทึกอีกครั้งถ้าต้องการใช้ค่าของคุณ"]
        for name, now in self._now.items():
            field = self.fields[name]
            typed = self.cleaned_data.get(name)
            if str(getattr(typed, "pk", typed) or "") != str(now or ""):
                sentences.append(f"{field.label}: ตอนนี้เป็น “{self._shown(field, now)}”")
        return sentences

    @staticmethod
    def _shown(field, value) -> str:
        labels = {str(key): str(label) for key, label in getattr(field, "choices", [])}
        shown = field.prepare_value(value)
        text = field.widget.format_value(shown) if hasattr(field.widget, "format_value") else shown
        text = text[0] if isinstance(text, list) and text else text
        return labels.get(str(value), str(text or "ว่าง"))
