"""A block of booths by rule: rows, columns, aisles, gaps, and how the numbers run."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from otopfair.look.plans import Box

MOST_BOOTHS = 400


class Pattern(StrEnum):
    """How the numbers run through the block."""

    ROWS = "rows"
    SNAKE = "snake"
    COLUMNS = "columns"


class Start(StrEnum):
    """The corner at which the numbers begin."""

    TOP_LEFT = "top_left"
    TOP_RIGHT = "top_right"
    BOTTOM_LEFT = "bottom_left"
    BOTTOM_RIGHT = "bottom_right"


@dataclass(frozen=True)
class Block:
    """Lengths in metres. An aisle runs behind every `aisle_every` rows, a gap of `gap_m` behind
    every `gap_every` columns; 0 is never. The last row may be short: there are `booths` booths.
    """

    booths: int
    columns: int
    x: float = 0.0
    y: float = 0.0
    width_m: float = 3.0
    depth_m: float = 3.0
    aisle_every: int = 2
    aisle_m: float = 3.0
    gap_every: int = 0
    gap_m: float = 0.0
    first_number: int = 1
    pattern: Pattern = Pattern.ROWS
    start: Start = Start.TOP_LEFT

    @property
    def rows(self) -> int:
        return -(-self.booths // self.columns)

    @property
    def area(self) -> Box:
        return Box(
            self.x,
            self.y,
            self._left(self.columns - 1) + self.width_m,
            self._top(self.rows - 1) + self.depth_m,
        )

    @property
    def has_corners(self) -> bool:
        """Whether the ends of rows lie at a way, so that they are corner booths."""
        return self.columns > 1

    def numbered(self, prefix: str) -> Iterator[tuple[str, Box, bool]]:
        """(code, place, whether at a corner) in the order of the numbers: C01, C02, …"""
        digits = max(2, len(str(self.first_number + self.booths - 1)))
        for number, (row, column) in enumerate(self._cells(), self.first_number):
            place = Box(
                self.x + self._left(column), self.y + self._top(row), self.width_m, self.depth_m
            )
            yield f"{prefix}{number:0{digits}d}", place, self._is_corner(row, column)

    def _cells(self) -> list[tuple[int, int]]:
        cells = [divmod(place, self.columns) for place in range(self.booths)]
        from_below = self.start in (Start.BOTTOM_LEFT, Start.BOTTOM_RIGHT)
        from_right = self.start in (Start.TOP_RIGHT, Start.BOTTOM_RIGHT)

        def order(cell: tuple[int, int]) -> tuple[int, int]:
            row, column = cell
            down = -row if from_below else row
            turned = self.pattern is Pattern.SNAKE and abs(self._rank(row, from_below)) % 2 == 1
            along = -column if from_right != turned else column
            return (along, down) if self.pattern is Pattern.COLUMNS else (down, along)

        return sorted(cells, key=order)

    def _rank(self, row: int, from_below: bool) -> int:
        return self.rows - 1 - row if from_below else row

    def _left(self, column: int) -> float:
        gaps = column // self.gap_every if self.gap_every else 0
        return column * self.width_m + gaps * self.gap_m

    def _top(self, row: int) -> float:
        aisles = row // self.aisle_every if self.aisle_every else 0
        return row * self.depth_m + aisles * self.aisle_m

    def _is_corner(self, row: int, column: int) -> bool:
        """At either end of a row, or beside a gap between columns."""
        in_row = min(self.columns, self.booths - row * self.columns)
        beside_gap = self.gap_every and self.gap_m > 0
        return self.has_corners and (
            column in (0, in_row - 1)
            or bool(beside_gap and (column % self.gap_every in (0, self.gap_every - 1)))
        )
