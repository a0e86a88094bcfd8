"""What an import found: refusals, duplicates, warnings, assumptions, and the counts of them."""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace

from otopfair.documents.tables import DataTable, Part
from otopfair.thai.listing import first_of

_FEW_NOTES = 5
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
    hidden: list[int] = field(default_factory=list)
    asks_why: list[str] = field(default_factory=list)  # saved with a reason only
    assumptions: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    table: DataTable = field(default_factory=lambda: DataTable([]))

    @classmethod
    def of(cls, table: DataTable, labels: dict[str, str]) -> "Findings":
        """What the table says before its rows are judged: lines that are none, and broken cells."""
        findings = cls(ignored=list(table.ignored), hidden=list(table.hidden), table=table)
        for row in table.rows:
            who = row["name"] or row["booth"] or row["code"]
            findings.refusals += [
                Refusal(row.number, row.heading(key, labels[key]), key, row[key], why, who)
                for key, why in row.broken.items()
            ]
        for part in table.parts:
            findings.assumptions += _hidden_columns(part, labels)
            if part.filled_down:
                findings.assumptions.append(
                    f"{part.where}ช่องที่ผสานกันหลายแถว อ่านเป็นค่าของทุกแถวนั้น {part.filled_down} ช่อง"
                )
            if part.notes:
                shown = first_of(part.notes, _FEW_NOTES, "ช่อง")
                findings.assumptions.append(f"{part.where}ความคิดเห็นบนช่องไม่ได้อ่าน: {shown}")
        return findings

    @property
    def hidden_in_words(self) -> str:
        """ "แถว 6, 9–14": rows that are hidden in the file."""
        return self.table.places(self.hidden)

    def copied(self) -> "Findings":
        """The same, to which more is added."""
        found = {one.name: getattr(self, one.name) for one in fields(self)}
        lists = {name: list(value) for name, value in found.items() if isinstance(value, list)}
        return replace(self, **lists)

    @property
    def refused_rows(self) -> set[int]:
        return {refusal.row for refusal in self.refusals}


def _hidden_columns(part: Part, labels: dict[str, str]) -> Iterator[str]:
    """A column that nobody sees in the file is read like any other, and said."""
    for column in part.columns:
        if column.is_hidden:
            taken = f"อ่านเป็น{labels[column.key]}" if column.key else "ไม่ได้อ่าน"
            yield f"{part.where}คอลัมน์ “{column.called}” ถูกซ่อนในไฟล์ {taken}"
