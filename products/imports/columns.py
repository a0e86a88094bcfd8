"""Every column of a file, what it was taken for, and which headings nobody knows yet."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from otopfair.documents.headers import ColumnKind
from otopfair.documents.tables import Column, DataTable

# The number of a row says nothing of it.
_ORDINALS = {"ที่", "ลำดับ", "ลำดับที่", "no"}


@dataclass
class ShownColumn:
    """A heading of one sheet or several: `key` is what it was taken for, "" when it is not read."""

    id: str
    called: str
    key: str
    filled: int
    is_said: bool
    sheets: list[str] = field(default_factory=list)

    @property
    def is_number_of_row(self) -> bool:
        return self.called.strip(" .").lower() in _ORDINALS

    @property
    def is_unknown(self) -> bool:
        """Not read, and nobody has said that it need not be."""
        return not self.key and not self.is_said and bool(self.filled) and not self.is_number_of_row


def columns_shown(table: DataTable, meanings: Mapping[str, str]) -> list[ShownColumn]:
    """The columns of all sheets, each heading once, in the order of the file."""
    shown: dict[str, ShownColumn] = {}
    for part in table.parts:
        for column in part.columns:
            one = shown.setdefault(column.id, _shown(column, meanings))
            one.key = one.key or column.key
            one.sheets.append(part.name)
            if one.sheets[1:]:
                one.filled += column.filled
    return list(shown.values())


def _shown(column: Column, meanings: Mapping[str, str]) -> ShownColumn:
    is_said = column.id in meanings
    return ShownColumn(column.id, column.called, column.key, column.filled, is_said)


def labels_of(kinds: tuple[ColumnKind, ...]) -> list[tuple[str, str]]:
    """What a heading can be taken for."""
    return [("", "ไม่อ่านคอลัมน์นี้"), *((kind.key, kind.label) for kind in kinds)]
