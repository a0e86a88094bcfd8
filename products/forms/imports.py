"""Choosing a spreadsheet, correcting its cells, agreeing to save."""

import re
from datetime import date
from uuid import uuid4

from django import forms

from otopfair.errors import RuleBroken
from otopfair.look.forms import SpreadsheetField
from otopfair.thai.digits import is_digits
from otopfair.thai.parsing import ThaiDateError, parse_date
from products.models import StarRound

_COLUMN, _WAS = "column:", "was:"
_DAY = re.compile(r"day-(?P<before>\d{1,6})")
_LONGEST_NUMBER = 5
_FIX = re.compile(r"fix-(?P<row>\d{1,7})-(?P<key>[a-z]{1,16})")


class SpreadsheetForm(forms.Form):
    """The file, with the type and size that is taken said beside the button."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)
    file = SpreadsheetField(label="ไฟล์รายชื่อ")

    def options(self) -> dict:
        """What was asked beside the file, as JSON can hold it."""
        return {}


class VendorListForm(SpreadsheetForm):
    star_round = forms.ModelChoiceField(
        StarRound.objects.none(),
        label="ดาวในไฟล์เป็นผลของรอบใด",
        required=False,
        empty_label=None,
        help_text="ถ้าไฟล์ไม่มีคอลัมน์ดาว ไม่ต้องเลือก",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["star_round"].queryset = StarRound.objects.order_by("-year_be")

    def options(self) -> dict:
        chosen = self.cleaned_data["star_round"]
        return {"star_round": chosen and chosen.pk}


class PlanSheetForm(SpreadsheetForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].label = "ไฟล์ผังบูธ"


def corrections_in(data) -> dict[int, dict[str, str]]:
    """The cells typed into the preview: fix-20-category → {20: {"category": …}}."""
    corrections: dict[int, dict[str, str]] = {}
    for name, text in data.items():
        if match := _FIX.fullmatch(name):
            corrections.setdefault(int(match["row"]), {})[match["key"]] = text
    return corrections


def columns_in(data, prefix: str = _COLUMN) -> dict[str, str]:
    """What each heading was taken for: column:โทร → {"โทร": "phone"}."""
    return {name[len(prefix) :]: key for name, key in data.items() if name.startswith(prefix)}


def columns_changed(data) -> bool:
    """Whether a heading was taken for something else than the page showed."""
    was = columns_in(data, _WAS)
    return any(was.get(name, key) != key for name, key in columns_in(data).items())


def days_changed(data) -> bool:
    """Whether another day was said of a sheet than the page showed, or one that is none."""
    return any(
        _is_another_day(data, match["before"]) for match in map(_DAY.fullmatch, data) if match
    )


def _is_another_day(data, before: str) -> bool:
    chosen = data[f"day-{before}"]
    text = data.get(f"other-{before}", "") if chosen == "other" else chosen
    was = data.get(f"was-{before}", text)
    try:
        return bool(text) and parse_date(text).isoformat() != was
    except ThaiDateError:
        return True


def sheet_in(text: str) -> int:
    """The number of a sheet in a button's name; -1 for what is none."""
    return int(text) if is_digits(text) and len(text) < _LONGEST_NUMBER else -1


def days_in(data) -> dict[int, date]:
    """The day said of each sheet, by the rows before it: one that was found, or one typed.

    Raises RuleBroken when a day was typed that cannot be read.
    """
    days = {}
    for name, text in data.items():
        if (match := _DAY.fullmatch(name)) and (typed := _typed_day(data, match["before"], text)):
            days[int(match["before"])] = typed
    return days


def _typed_day(data, before: str, chosen: str) -> date | None:
    text = data.get(f"other-{before}", "") if chosen == "other" else chosen
    try:
        return parse_date(text)
    except ThaiDateError as error:
        raise RuleBroken(str(error), field="days") from error
