"""A bank's statement: the file, which column is what, and why it is taken back."""

import re

from django import forms

from otopfair.documents.cells import text_of
from otopfair.look.forms import KeyedForm, SpreadsheetField
from vendors.forms.money import ReasonMixin
from vendors.models import BankStatement
from vendors.statements.reading import COLUMNS, columns_of

_NAME = re.compile(r"name-(?P<row>\d{1,5})")
_LONGEST_NUMBER = 40
_HEADERS_SHOWN = 60


class StatementForm(KeyedForm):
    file = SpreadsheetField(label="ไฟล์รายการเดินบัญชี")

    use_required_attribute = False


class ColumnsForm(forms.Form):
    """Which row of the file is the header, and which of its columns is what."""

    header_row = forms.TypedChoiceField(label="แถวหัวตาราง", coerce=int)

    use_required_attribute = False

    def __init__(self, *args, statement: BankStatement, **kwargs):
        super().__init__(*args, **kwargs)
        found = columns_of(statement)
        header, columns = (found.first, found.columns) if found else (None, {})
        rows = list(enumerate(statement.cells[:_HEADERS_SHOWN], start=1))
        self.fields["header_row"].choices = [
            (number, f"แถว {number}: {' | '.join(filter(None, map(text_of, cells)))[:80]}")
            for number, cells in rows
            if any(map(text_of, cells))
        ]
        self.initial["header_row"] = header + 1 if header is not None else None
        widest = max((len(cells) for _number, cells in rows), default=0)
        headings = statement.cells[header] if header is not None else []
        choices = [("", "ไม่มีในไฟล์"), *((n, _column(n, headings)) for n in range(widest))]
        for one in COLUMNS:
            self.fields[one.key] = forms.TypedChoiceField(
                label=one.label,
                choices=choices,
                coerce=int,
                empty_value=None,
                required=one.required,
                initial=columns.get(one.key),
                error_messages={"required": f"เลือกคอลัมน์{one.label}"},
            )

    def chosen(self) -> dict[str, int]:
        return {one.key: self.cleaned_data[one.key] for one in COLUMNS}


def _column(number: int, headings: list) -> str:
    letters = "" if number < 26 else chr(64 + number // 26)
    name = text_of(headings[number]) if number < len(headings) else ""
    return f"คอลัมน์ {letters}{chr(65 + number % 26)} {name}".strip()


class TakeBackStatementForm(ReasonMixin):
    use_required_attribute = False


def named_in(data) -> dict[int, str]:
    """Numbers of applications typed beside rows: name-20 → {20: "KK63-0151"}."""
    return {
        int(match["row"]): text[:_LONGEST_NUMBER]
        for name, text in data.items()
        if (match := _NAME.fullmatch(name))
    }
