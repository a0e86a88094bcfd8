"""Which cells of a public table stay hidden, so that nobody reads one booth's takings out of it.

A cell of fewer than five booths is hidden. What the others leave of the total is what the hidden
ones come to together; so one is never hidden alone, and together they are five booths at least:
the smallest of the rest is hidden with them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

LEAST_BOOTHS = 5


@dataclass(frozen=True)
class PublicCell:
    """One line of a public table; `baht` is None where it is hidden."""

    label: str
    booths: int | None
    baht: Decimal | None

    @property
    def is_hidden(self) -> bool:
        return self.baht is None


@dataclass(frozen=True)
class PublicTable:
    """The lines that add up to `total`, which is hidden, too, where all of it is too few."""

    cells: tuple[PublicCell, ...]
    total: PublicCell

    @property
    def has_hidden(self) -> bool:
        return any(cell.is_hidden for cell in self.cells)


def public_table(lines: Sequence[tuple[str, int, Decimal]], *, whole: str) -> PublicTable:
    """A table of (label, booths with figures, baht), and its total under the name `whole`."""
    booths = sum(count for _label, count, _baht in lines)
    total = PublicCell(whole, booths, sum((baht for *_names, baht in lines), Decimal(0)))
    hidden = _hidden([(count, baht) for _label, count, baht in lines])
    if booths < LEAST_BOOTHS or len(hidden) == 1:  # nothing was left to hide beside it
        hidden, total = set(range(len(lines))), PublicCell(whole, None, None)
    cells = tuple(
        PublicCell(label, None, None) if place in hidden else PublicCell(label, count, baht)
        for place, (label, count, baht) in enumerate(lines)
    )
    return PublicTable(cells, total)


def _hidden(cells: Sequence[tuple[int, Decimal]]) -> set[int]:
    """The places of (booths, baht) that are hidden; nobody is found where nothing was sold."""
    hidden = {place for place, (booths, baht) in enumerate(cells) if baht and booths < LEAST_BOOTHS}
    rest = sorted(
        (place for place, (_booths, baht) in enumerate(cells) if baht and place not in hidden),
        key=lambda place: cells[place],
    )
    while hidden and rest and _is_too_few(hidden, cells):
        hidden.add(rest.pop(0))
    return hidden


def _is_too_few(hidden: set[int], cells: Sequence[tuple[int, Decimal]]) -> bool:
    return len(hidden) < 2 or sum(cells[place][0] for place in hidden) < LEAST_BOOTHS
