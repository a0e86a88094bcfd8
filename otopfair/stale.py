"""One way to notice that a page is stale: somebody else saved what it showed.

A form carries a fingerprint of what it showed (`seen`). The operation compares it under the lock
with what stands there now. When both differ, nothing is overwritten: StalePage brings every
difference, the form keeps what was typed and takes the new fingerprint, so that saving again is a
choice. A form that says what stands there already is done, and no conflict with oneself.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.db import models

from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry
from otopfair.history.words import as_read, label_of
from otopfair.thai.formatting import format_datetime

AGAIN = "ดูความต่าง แล้วบันทึกอีกครั้งถ้าต้องการใช้ค่าของคุณ"


@dataclass(frozen=True)
class Difference:
    """One thing that the page and the database say differently."""

    label: str
    theirs: str
    mine: str


class StalePage(RuleBroken):
    """Somebody else has changed what the page showed; nothing is overwritten.

    `seen_now` is the fingerprint with which the form may be saved again.
    """

    status = 409

    def __init__(
        self, message: str, *, seen_now: str, differences: Sequence[Difference] = ()
    ) -> None:
        super().__init__(message)
        self.differences = differences
        self.seen_now = seen_now

    def put_on(self, form) -> int:
        """Keep what was typed, with the new fingerprint: saving again is a choice."""
        form.data = form.data.copy()
        form.data[form.add_prefix("seen")] = self.seen_now
        return super().put_on(form)


def seen_of(shown: dict[str, Any]) -> str:
    """The fingerprint of what a page shows: name → value."""
    text = repr(sorted((name, _plain(value)) for name, value in shown.items()))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _plain(value: Any) -> str:
    """The same text for a value of the database and for the same value of a form."""
    if isinstance(value, list | tuple | models.QuerySet):
        return repr([_plain(one) for one in value])
    if isinstance(value, models.Model):
        return str(value.pk)
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return "" if value is None else str(value).replace("\r\n", "\n")


def is_same(now: dict[str, Any], mine: dict[str, Any]) -> bool:
    """Everything typed stands there already: the same save came twice, or nothing changed."""
    return all(_plain(now[name]) == _plain(value) for name, value in mine.items())


def require_seen(
    subject: models.Model, seen: str | None, *, now: dict[str, Any], mine: dict[str, Any]
) -> None:
    """Raise StalePage unless the page showed what stands there now.

    `now` and `mine` map columns of `subject`, or names of the rows under it, to values; `seen` is
    what the form carried, None when no page was shown (an import, a command).
    """
    seen_now = seen_of(now)
    if seen in (None, seen_now):
        return
    model = type(subject)
    differences = [
        Difference(label_of(model, name), _read(model, name, now[name]), _read(model, name, value))
        for name, value in mine.items()
        if _plain(now[name]) != _plain(value)
    ]
    raise StalePage(who_changed(subject, differences), differences=differences, seen_now=seen_now)


def _read(model, name: str, value: Any) -> str:
    return as_read(model._meta.get_field(name), value)


def who_changed(
    subject: models.Model,
    differences: Sequence[Difference] = (),
    *,
    beside: Iterable[models.Model] = (),
) -> str:
    """The sentence of a conflict, with who and when where the history knows.

    What is done to the rows `beside` the subject counts as done to it.
    """
    entries = list(HistoryEntry.objects.of_all([subject, *beside])[:20])
    last = _newest_of(entries, {difference.label for difference in differences})
    what = f" ({last.actor_name} {last.summary} {format_datetime(last.at)})" if last else ""
    return f"มีผู้แก้ไขข้อมูลนี้หลังจากคุณเปิดหน้า{what}"


def _newest_of(entries: list[HistoryEntry], labels: set[str]) -> HistoryEntry | None:
    """The newest act that changed one of `labels`, otherwise the newest of all."""
    changed = (entry for entry in entries if labels & entry.changes.keys())
    return next(changed, entries[0] if entries else None)


class SeenField(forms.CharField):
    """The fingerprint that came with a form; it is no answer, so it never counts as changed."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs):
        super().__init__(**{"required": False, "max_length": 64, **kwargs})

    def has_changed(self, initial, data) -> bool:
        return False


class SeenForm(forms.Form):
    """A form over something that is there already: it carries what it showed.

    `initial` is what it shows; a page that shows more than the fields puts its own "seen" there.
    """

    seen = SeenField()
    not_shown = {"seen", "form_key"}
    differences: Sequence[Difference] = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Asked for when it is drawn: a form may take fields out while it is being made.
        self.fields["seen"].initial = self._seen_now

    def _seen_now(self) -> str:
        names = [name for name in self.fields if name not in self.not_shown]
        return seen_of({name: self.initial.get(name) for name in names})

    def answers(self) -> dict[str, Any]:
        """What was typed, without the form's own fields."""
        return {
            name: value for name, value in self.cleaned_data.items() if name not in self.not_shown
        }

    def seen_after(self) -> str:
        """The fingerprint of what stands there once this form is saved."""
        return seen_of(self.answers())

    def keep(self, stale: StalePage) -> None:
        """Keep what was typed, beside what stands there now; saving again is a choice."""
        stale.put_on(self)
        self.differences = stale.differences
