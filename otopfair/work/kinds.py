"""What can be done to many rows: every app adds its kinds when it starts."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Act = Callable[..., Any]


@dataclass(frozen=True)
class WorkKind:
    """One kind of work. `act(row_id, seen_version, options=…, by=…)` does one row and refuses by
    RuleBroken; `label(row_id)` names a row that was left out."""

    key: str
    act: Act
    label: Callable[[int], str]


_KINDS: dict[str, WorkKind] = {}


def add_kind(kind: WorkKind) -> None:
    """Put a kind on the list; the same key again replaces it."""
    _KINDS[kind.key] = kind


def kind_of(key: str) -> WorkKind:
    return _KINDS[key]
