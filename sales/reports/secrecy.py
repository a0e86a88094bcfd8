"""Which cells of a public table stay hidden, so that nobody reads one booth's takings out of it.

A cell of fewer than five booths is hidden, or of fewer than five vendors. What the others leave of
the total is what the hidden ones come to together; so one is never hidden alone, and together they
are five booths at least: the smallest of the rest is hidden with them.

Nor is one found by holding a corrected report against the one before it: what fewer than five
booths have changed is hidden with the total, and what was hidden once is not shown later.
"""

from collections.abc import Collection, Sequence
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

    changed_by_few: bool = False  # since the report before it

    @property
    def hidden(self) -> set[str]:
        """The names of the lines that are not shown."""
        return {cell.label for cell in self.cells if cell.is_hidden}

    @property
    def has_hidden(self) -> bool:
        return bool(self.hidden)

    @property
    def is_secret(self) -> bool:
        """Whether nothing of it is shown."""
        return self.total.is_hidden and all(cell.is_hidden for cell in self.cells)


@dataclass(frozen=True)
class OpenLine:
    """What a line of a public table would say; `vendors` are those behind its booths."""

    label: str
    booths: int
    baht: Decimal
    vendors: int

    @property
    def count(self) -> int:
        """A vendor who has moved stands in two booths, and is one."""
        return min(self.booths, self.vendors)


def public_table(
    lines: Sequence[OpenLine],
    *,
    whole: str,
    before: PublicTable | None = None,
    changed: Collection[str] = (),
) -> PublicTable:
    """The table of `lines`, and its total under the name `whole`.

    `before` is the table that people may have read earlier, `changed` the names of lines that
    fewer than five booths have changed since.
    """
    sizes = [(line.count, line.baht) for line in lines]
    kept = {*changed, *(before.hidden if before else ())}
    hidden = _small(sizes) | {place for place, line in enumerate(lines) if line.label in kept}
    total = PublicCell(
        whole, sum(line.booths for line in lines), sum((line.baht for line in lines), Decimal(0))
    )
    if changed or (before and before.total.is_hidden):
        total = PublicCell(whole, None, None)
    else:
        hidden = _with_others(hidden, sizes)
    if sum(count for count, _baht in sizes) < LEAST_BOOTHS or (
        len(hidden) == 1 and not total.is_hidden  # nothing was left to hide beside it
    ):
        hidden, total = set(range(len(lines))), PublicCell(whole, None, None)
    cells = tuple(
        PublicCell(line.label, None, None)
        if place in hidden
        else PublicCell(line.label, line.booths, line.baht)
        for place, line in enumerate(lines)
    )
    return PublicTable(cells, total, bool(changed) or bool(before and before.changed_by_few))


def _small(cells: Sequence[tuple[int, Decimal]]) -> set[int]:
    """The places of (booths, baht) that are too few; a booth that sold nothing has a figure too."""
    return {
        place
        for place, (booths, baht) in enumerate(cells)
        if (booths or baht) and booths < LEAST_BOOTHS
    }


def _with_others(hidden: set[int], cells: Sequence[tuple[int, Decimal]]) -> set[int]:
    """With the smallest of the rest, until the total no longer tells what the hidden ones are."""
    rest = sorted(
        (place for place, (_booths, baht) in enumerate(cells) if baht and place not in hidden),
        key=lambda place: cells[place],
    )
    while hidden and rest and _is_too_few(hidden, cells):
        hidden = hidden | {rest.pop(0)}
    return hidden


def _is_too_few(hidden: set[int], cells: Sequence[tuple[int, Decimal]]) -> bool:
    return len(hidden) < 2 or sum(cells[place][0] for place in hidden) < LEAST_BOOTHS
