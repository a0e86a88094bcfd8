"""What an import found: refusals, duplicates, warnings, assumptions, and the counts of them."""

from dataclasses import dataclass, field

NEW, CHANGED, UNCHANGED = "new", "changed", "unchanged"


@dataclass(frozen=True)
class Refusal:
    """One cell that keeps its row out; `value` is what stands there now."""

    row: int
    column: str
    key: str
    value: str
    reason: str
    who: str = ""


@dataclass(frozen=True)
class Remark:
    """A warning or a note about one row."""

    row: int
    reason: str
    who: str = ""


@dataclass(frozen=True)
class Duplicate:
    row: int
    of_row: int
    who: str = ""


@dataclass
class Findings:
    """Everything that the preview shows beside the rows; `problems` concern the whole file."""

    refusals: list[Refusal] = field(default_factory=list)
    duplicates: list[Duplicate] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)
    beside_rules: list[Remark] = field(default_factory=list)
    ignored: list[tuple[int, str]] = field(default_factory=list)
    assumptions: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def refused_rows(self) -> set[int]:
        return {refusal.row for refusal in self.refusals}
