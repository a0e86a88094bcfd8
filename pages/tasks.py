"""One row of the officer's desk, and the words of its badge."""

from dataclasses import dataclass
from datetime import date

from otopfair.thai.formatting import format_deadline, no_break


@dataclass(frozen=True)
class Task:
    """One row of the desk. `urgency`: "overdue", "soon" or ""; `due` is the words of its badge."""

    number: int
    what: str
    detail: str
    url: str
    verb: str
    urgency: str = ""
    due: str = ""

    @property
    def rank(self) -> int:
        return {"overdue": 0, "soon": 1, "": 2}[self.urgency]


def days_late(due: date, today: date) -> str:
    return f"เกิน {(today - due).days} วัน"


def by_day(due: date, today: date) -> str:
    return "ภายในวันนี้" if due == today else no_break(format_deadline(due))
