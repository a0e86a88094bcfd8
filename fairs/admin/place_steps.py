"""Province, then its districts, then their subdistricts: in a register, without a script.

Each list holds what lies in the place chosen before. The choice loads the lists below it; without a
script a button does, and all that was typed stays.
"""

from itertools import pairwise

from django import forms
from django.forms.utils import ErrorDict

from fairs.models import District, Subdistrict
from otopfair.thai.digits import whole_number

NEXT = "_next_place"
ABOVE = {District: "province", Subdistrict: "district"}
WORDS = {District: "แสดงอำเภอ", Subdistrict: "แสดงตำบล"}


class PlaceSelect(forms.Select):
    """A place whose choice loads the list below it; without a script, its button does."""

    template_name = "fairs/work/place_select.html"

    def __init__(self, *args, below: tuple[str, ...], words: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.words = words
        self.attrs["data-loads"] = " ".join(f"id_{name}" for name in below)

    def get_context(self, name, value, attrs):
        return {**super().get_context(name, value, attrs), "press": NEXT, "words": self.words}


class PlaceStepsForm(forms.ModelForm):
    """Lists of places that follow each other: `place_steps` names the fields, the widest first."""

    place_steps: tuple[str, ...] = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for above, name in pairwise(self.place_steps):
            if name in self.fields and above in self.fields:
                self._follow(above, name)

    def _follow(self, above: str, name: str) -> None:
        chosen, field = self._chosen(above), self.fields[name]
        rows = field.queryset
        inside = f"{ABOVE[rows.model]}__in"
        field.queryset = rows.filter(**{inside: [chosen] if chosen else []})

    def _chosen(self, name: str) -> str:
        """The key as it stands on the page; what lies elsewhere than the place above is none."""
        if self.is_bound:
            value = self.data.get(self.add_prefix(name))
        else:
            value = self.get_initial_for_field(self.fields[name], name)
        key = str(getattr(value, "pk", value) or "")
        rows = self.fields[name].queryset
        return key if whole_number(key) is not None and rows.filter(pk=key).exists() else ""

    @property
    def asks_for_list(self) -> bool:
        return self.is_bound and NEXT in self.data

    def full_clean(self) -> None:
        """Whoever asks for a list is not told yet what is missing."""
        if self.asks_for_list:
            self._errors, self.cleaned_data = ErrorDict(), {}
        else:
            super().full_clean()

    def is_valid(self) -> bool:
        return not self.asks_for_list and super().is_valid()


class PlaceStepsMixin:
    """For a register whose form is a PlaceStepsForm."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        steps = self.form.place_steps
        if db_field.name not in steps:
            return super().formfield_for_foreignkey(db_field, request, **kwargs)
        at = steps.index(db_field.name)
        if at + 1 < len(steps):
            model = self.model._meta.get_field(steps[at + 1]).related_model
            kwargs["widget"] = PlaceSelect(below=steps[at + 1 :], words=WORDS[model])
        if at == 0:
            return super().formfield_for_foreignkey(db_field, request, **kwargs)
        rows = self.usable_rows(db_field, request)
        required = self._puts_in_place(db_field) and self.needs_place(db_field.name, request)
        field = db_field.formfield(queryset=rows, empty_label="ยังไม่เลือก", **kwargs)
        field.required = field.required or required
        return field

    def render_change_form(self, request, context, *args, **kwargs):
        answer = super().render_change_form(request, context, *args, **kwargs)
        if getattr(context["adminform"].form, "asks_for_list", False):
            answer.status_code = 200
        return answer
