"""What one step on a plan changes, before it is taken."""

from collections.abc import Iterable
from dataclasses import dataclass

from fairs.plans.parts import NEW, PartKind, Values
from fairs.plans.working import WorkingPlan


@dataclass(frozen=True)
class Edit:
    """Columns that a part is to have, None to take it off; a key that is new adds a part.

    `seen` is the fingerprint of the same columns as the page showed them; None: no page did.
    """

    key: str
    values: Values | None
    seen: str | None = None


def changes_by(plan: WorkingPlan, edits: Iterable[Edit]) -> list[list]:
    """[key, before, after] of what the edits would really change, as a step keeps it."""
    return [change for edit in edits if (change := _change(plan, edit))]


def _change(plan: WorkingPlan, edit: Edit) -> list | None:
    part = plan.parts.get(edit.key)
    if edit.values is None:
        return [edit.key, part.values, None] if part else None
    if part is None:
        return [edit.key, None, {**NEW[PartKind(edit.key[0])], **edit.values}]
    after = {name: value for name, value in edit.values.items() if part.values[name] != value}
    before = {name: part.values[name] for name in after}
    return [edit.key, before, after] if after else None
