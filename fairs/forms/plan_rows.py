"""The table of the plan: what was typed, row by row, and what was wrong with it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from fairs.operations.plan_steps import StaleParts
from fairs.plans.columns import COLUMNS, PlanColumn, Unreadable
from fairs.plans.edits import Edit
from fairs.plans.parts import NEW, Part, PartKind, Values, new_key
from fairs.plans.sound import Unsound
from fairs.plans.working import WorkingPlan
from otopfair.stale import Difference, seen_of

NEW_ROW = "new"
SEEN = "seen"


@dataclass
class TableRow:
    """One row: as it stands, or as it was typed and refused. `name` begins its inputs' names."""

    name: str
    kind: PartKind
    values: Values
    seen: str
    key: str = ""
    typed: dict[str, str] | None = None
    errors: dict[str, str] = field(default_factory=dict)
    differences: list[Difference] = field(default_factory=list)

    @classmethod
    def of(cls, part: Part) -> "TableRow":
        return cls(part.key, part.kind, part.values, seen_of(part.values), part.key)

    @classmethod
    def new(cls, kind: PartKind, **values: Any) -> "TableRow":
        return cls(NEW_ROW, kind, {**NEW[kind], **values}, "", new_key(kind))

    @property
    def is_new(self) -> bool:
        return self.name == NEW_ROW

    @property
    def called(self) -> str:
        return str(self.values["label" if self.kind is PartKind.LANDMARK else "code"])

    def take(self, data) -> None:
        """Read the row's inputs; an unticked box sends nothing."""
        columns = COLUMNS[self.kind]
        self.typed = {column.name: data.get(f"{self.name}.{column.name}", "") for column in columns}
        self.seen = data.get(f"{self.name}.{SEEN}", "")

    @property
    def is_left_empty(self) -> bool:
        """A new row without a code, or a label, is none."""
        name = "label" if self.kind is PartKind.LANDMARK else "code"
        return self.is_new and not (self.typed or {}).get(name, "").strip()

    def edit(self, plan: WorkingPlan) -> Edit | None:
        """What was typed, as the step takes it; None where nothing was, or it cannot be read."""
        if self.typed is None or self.is_left_empty:
            return None
        values: Values = {}
        for column in COLUMNS[self.kind]:
            try:
                values[column.name] = self._read(column, plan)
            except Unreadable as unreadable:
                self.errors[column.name] = str(unreadable)
        if self.errors or (not self.is_new and seen_of(values) == self.seen):
            return None
        return Edit(self.key, values, None if self.is_new else self.seen)

    def _read(self, column: PlanColumn, plan: WorkingPlan) -> Any:
        if column.name == "booth_class" and not plan.classes:
            return self.values[column.name]
        return column.read((self.typed or {})[column.name], plan)

    def text(self, column: PlanColumn, plan: WorkingPlan) -> str:
        """What stands in the cell."""
        if self.typed is not None:
            return self.typed[column.name]
        if column.kind == "choice":
            value = self.values[column.name]
            return "" if value is None else str(value)
        return column.show(self.values[column.name], plan)


def posted_rows(rows: Iterable[TableRow], data) -> list[TableRow]:
    """The rows that the form brought."""
    posted = [row for row in rows if f"{row.name}.{SEEN}" in data]
    for row in posted:
        row.take(data)
    return posted


def put_problems(rows: Iterable[TableRow], problems: Unsound) -> None:
    """Say what the step refused at the cells of its rows."""
    by_key = {row.key: row for row in rows}
    for (key, column), why in problems.problems.items():
        if key in by_key:
            by_key[key].errors[column] = why


def put_differences(rows: Iterable[TableRow], stale: StaleParts) -> None:
    """Show both texts; saving again is a choice."""
    for row in rows:
        if row.key in stale.differences:
            row.differences = stale.differences[row.key]
            row.seen = stale.seen_now[row.key]
