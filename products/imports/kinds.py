"""The kinds of spreadsheet that can be imported; each app registers its own when it starts."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from fairs.models import FairEvent
from otopfair.documents.headers import ColumnKind
from otopfair.documents.tables import DataTable
from products.imports.findings import Findings
from products.imports.tracing import Trace
from products.models import ImportBatch


class Plan(Protocol):
    """What an import would do: rows to save, what was found, and how many of what."""

    findings: Findings
    rows: list
    standing: dict[int, dict[str, str]]  # what stands in the registers for each row

    @property
    def counts(self) -> dict[str, int]: ...


@dataclass(frozen=True)
class ImportKind:
    """How one kind of sheet is read, judged, saved and taken back.

    `save` runs under the fair's lock and notes in the trace what it opens and changes; it saves the
    plan that was made before, as `under_lock` judges it again beside what the page showed. Taking
    back locks rows in `lock_order`, takes `followers` along with what they hang on, does not mind
    columns in `follows` (written for other rows' sake), and asks `why_not_back` which lines of
    `taking_back` stay.
    """

    key: str
    name: str
    columns: tuple[ColumnKind, ...]
    plan: Callable[[ImportBatch, DataTable], Plan]
    under_lock: Callable[[ImportBatch, Any, Any], Any]
    save: Callable[[ImportBatch, Any, Any, Trace], None]
    template: Callable[[FairEvent], bytes]
    template_name: str
    lock_order: tuple[str, ...]
    why_not_back: Callable[[list[Any], Any], dict[tuple[str, int], str]]
    followers: frozenset[str] = frozenset()
    follows: frozenset[str] = frozenset()
    recalls_corrections: bool = False  # what was corrected in the last file comes corrected again


_KINDS: dict[str, ImportKind] = {}


def register(kind: ImportKind) -> None:
    _KINDS[kind.key] = kind


def kind_of(key: str) -> ImportKind:
    """Raises KeyError when no app has registered such a kind."""
    return _KINDS[key]
