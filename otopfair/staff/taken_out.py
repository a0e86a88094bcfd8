"""Rows that are ticked to be taken out of a record: what goes with them is asked first."""

from collections.abc import Iterable

from otopfair.removals.removing import called, what_goes
from otopfair.staff.asking import AsksBeforeSaving
from otopfair.staff.stale import SeenInlineFormSet


class AskingInlineFormSet(AsksBeforeSaving, SeenInlineFormSet):
    """The rows under a record. The page comes back as it was typed, with what would go."""

    def doubts(self) -> Iterable[str]:
        for form in self.initial_forms:
            if self.can_delete and self._should_delete_form(form):
                goes = " ".join(what_goes(form.instance))
                yield f"{called(form.instance)} จะถูกลบ" + (f" พร้อม {goes}" if goes else "")
