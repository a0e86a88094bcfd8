"""What a score line would choose: every cell of the call against it, before anything is decided."""

from dataclasses import dataclass, field
from decimal import Decimal

from fairs.models import CallCell, CallOrigin, ProductCategory, VendorCall
from vendors.models import BoothApplication, Outcome
from vendors.places import Room, origin_of
from vendors.scoring import scored

NOT_CHECKED = "ยังไม่ผ่านเอกสาร"
NO_SCORE = "ยังไม่มีคะแนน"
READY = {"eligible", Outcome.PASS}
CHOOSABLE = {"submitted", *READY}


@dataclass
class CellView:
    """One cell: places, what is chosen already, and what the line would add, in booths."""

    cell: CallCell
    chosen: int = 0
    above: int = 0
    at: int = 0

    @property
    def words(self) -> str:
        zone = f"โซน {self.cell.zone}" if self.cell.zone_id else "ทุกโซน"
        return (
            f"{ProductCategory(self.cell.category).label} {zone} {self.cell.get_origin_display()}"
        )

    @property
    def left(self) -> int:
        return self.cell.maximum - self.chosen - self.above

    @property
    def is_over(self) -> bool:
        return self.left < 0

    @property
    def lacks(self) -> int:
        """Reserved booths that nobody would take."""
        return max(self.cell.reserved - self.chosen - self.above, 0)


@dataclass
class LineView:
    """The applications of a call as a line parts them, best first."""

    line: Decimal
    above: list[BoothApplication] = field(default_factory=list)
    at: list[BoothApplication] = field(default_factory=list)
    below: list[BoothApplication] = field(default_factory=list)
    left_out: list[tuple[BoothApplication, str]] = field(default_factory=list)
    beyond: list[tuple[BoothApplication, str]] = field(default_factory=list)
    cells: list[CellView] = field(default_factory=list)


def line_view(call: VendorCall, line: Decimal) -> LineView:
    """Everybody of `call` who may still be chosen, above, at and below `line`."""
    view = LineView(line)
    for row in _candidates(call):
        if row.standing not in READY:
            view.left_out.append((row, NOT_CHECKED))
        elif row.total is None:
            view.left_out.append((row, NO_SCORE))
        elif row.total == line:
            view.at.append(row)
        else:
            (view.above if row.total > line else view.below).append(row)
    view.beyond = _beyond(call, view.above)
    view.cells = _cells(call, view)
    return view


def totals_of(call: VendorCall) -> list[Decimal]:
    """The totals of those whom a line could choose now, the best first."""
    rows = _candidates(call)
    return [row.total for row in rows if row.standing in READY and row.total is not None]


def _candidates(call: VendorCall) -> list[BoothApplication]:
    """Best total first; of the same total, who sent first."""
    rows = BoothApplication.objects.filter(call=call).with_standing()
    rows = rows.filter(standing__in=CHOOSABLE).select_related(
        "vendor__district", "vendor__province"
    )
    totals = scored([call])
    found = list(rows.order_by("submitted_at", "pk"))
    for row in found:
        row.scored = totals.get(row.pk)
        row.total = row.scored.total if row.scored else None
    return sorted(found, key=lambda row: -(row.total if row.total is not None else -1))


def _beyond(call: VendorCall, rows: list[BoothApplication]) -> list[tuple[BoothApplication, str]]:
    """Which of `rows`, chosen one after the other, would pass a maximum, and which one."""
    room, over = Room(call), []
    for row in rows:
        if problem := room.problem(row):
            over.append((row, problem))
        else:
            room.take(row)
    return over


def _cells(call: VendorCall, view: LineView) -> list[CellView]:
    """A cell of one zone is counted with its category: an application has no zone before it has
    a booth."""
    room = Room(call)
    cells = [
        CellView(cell) for cell in call.cells.select_related("zone").order_by("category", "pk")
    ]
    for one in cells:
        origins = _origins(one.cell)
        one.chosen = sum(room.chosen_from(one.cell.category, origin) for origin in origins)
        one.above = _booths(call, view.above, one.cell.category, origins)
        one.at = _booths(call, view.at, one.cell.category, origins)
    return cells


def _origins(cell: CallCell) -> tuple[str, ...]:
    both = (CallOrigin.INSIDE, CallOrigin.OUTSIDE)
    return both if cell.origin == CallOrigin.ANY else (CallOrigin(cell.origin),)


def _booths(call: VendorCall, rows, category: int, origins) -> int:
    return sum(
        row.booths_wanted
        for row in rows
        if row.category == category and origin_of(row, call) in origins
    )
