"""What lays out a block of booths, numbers a zone anew, or moves a part: each is one step."""

from itertools import groupby

from fairs.plans.edits import Edit
from fairs.plans.generator import Block, Pattern, Start
from fairs.plans.parts import PLACE, Part, PartKind, Values, new_key
from fairs.plans.working import WorkingPlan
from otopfair.stale import seen_of


def block_edits(
    plan: WorkingPlan,
    block: Block,
    *,
    code: str,
    name_th: str = "",
    category: int | None = None,
    replaces: bool = False,
) -> list[Edit]:
    """A zone of `code` with the booths of `block`; with `replaces`, its booths where they are now
    go into the rows of the block and keep their numbers.
    """
    zone = plan.zone_called(code)
    area = dict(
        zip(("plan_x", "plan_y", "plan_width", "plan_height"), map(_tenth, block.area), strict=True)
    )
    if zone is not None and replaces:
        return [Edit(zone.key, area), *_into_rows(plan.booths_in(zone), block)]
    if zone is None:
        key = new_key(PartKind.ZONE)
        values = {"code": code, "name_th": name_th, "category": category, **area}
        return [Edit(key, values), *_new_booths(key, block, code)]
    return _new_booths(zone.key, block, code)


def _new_booths(zone: str, block: Block, code: str) -> list[Edit]:
    return [
        Edit(
            new_key(PartKind.BOOTH),
            {
                "code": number,
                "zone": zone,
                "plan_x": _tenth(box.x),
                "plan_y": _tenth(box.y),
                "width_m": _tenth(box.width),
                "depth_m": _tenth(box.depth),
                "is_corner": is_corner,
            },
        )
        for number, box, is_corner in block.numbered(code)
    ]


def _into_rows(booths: list[Part], block: Block) -> list[Edit]:
    places = block.numbered("")
    return [
        Edit(
            booth.key,
            values := {"plan_x": _tenth(box.x), "plan_y": _tenth(box.y)},
            seen_of({name: booth.values[name] for name in values}),
        )
        for booth, (_number, box, _is_corner) in zip(booths, places, strict=True)
    ]


def numbering_edits(
    plan: WorkingPlan,
    zone: Part,
    *,
    prefix: str,
    first_number: int,
    pattern: Pattern,
    start: Start,
) -> list[Edit]:
    """New numbers for the booths of `zone` by where they stand; those that keep theirs are left."""
    booths = in_order(plan.booths_in(zone), pattern, start)
    digits = max(2, len(str(first_number + len(booths) - 1)))
    codes = [f"{prefix}{first_number + place:0{digits}d}" for place in range(len(booths))]
    return [
        Edit(booth.key, {"code": code}, seen_of({"code": booth.values["code"]}))
        for booth, code in zip(booths, codes, strict=True)
        if booth.values["code"] != code
    ]


def moving_edits(
    plan: WorkingPlan, part: Part, *, to: tuple[float, float], was: tuple[float, float]
) -> list[Edit]:
    """`part` from where the page showed it to where it was dropped; a zone takes its booths."""
    seen = seen_of(dict(zip(PLACE, was, strict=True)))
    edits = [Edit(part.key, dict(zip(PLACE, to, strict=True)), seen)]
    if part.kind is PartKind.ZONE:
        across, down = to[0] - part.box.x, to[1] - part.box.y
        edits += [
            Edit(
                one.key, {"plan_x": _tenth(one.box.x + across), "plan_y": _tenth(one.box.y + down)}
            )
            for one in plan.booths_in(part)
        ]
    return edits


def area_around(booths: list[Part]) -> Values | None:
    """Place and size of a zone that is as large as its booths; None while they have no places."""
    boxes = [booth.box for booth in booths]
    if not boxes or len({(box.x, box.y) for box in boxes}) < len(boxes):
        return None
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    right = max(box.x + box.width for box in boxes)
    bottom = max(box.y + box.depth for box in boxes)
    size = {"plan_width": _tenth(right - left), "plan_height": _tenth(bottom - top)}
    return {"plan_x": left, "plan_y": top, **size}


def in_order(booths: list[Part], pattern: Pattern, start: Start) -> list[Part]:
    """Row by row as one walks: booths whose middles lie within a metre across are one row."""
    across, along = ("plan_y", "plan_x") if pattern is not Pattern.COLUMNS else ("plan_x", "plan_y")
    from_far = {
        "plan_y": start in (Start.BOTTOM_LEFT, Start.BOTTOM_RIGHT),
        "plan_x": start in (Start.TOP_RIGHT, Start.BOTTOM_RIGHT),
    }
    rows = _rows(sorted(booths, key=lambda one: _middle(one, across)), across)
    if from_far[across]:
        rows.reverse()
    ordered: list[Part] = []
    for number, row in enumerate(rows):
        turned = pattern is Pattern.SNAKE and number % 2 == 1
        row.sort(key=lambda one: _middle(one, along), reverse=from_far[along] != turned)
        ordered += row
    return ordered


def _rows(booths: list[Part], across: str) -> list[list[Part]]:
    """Booths, sorted across, in rows: a new one begins a metre behind the one before."""
    number = 0
    last: float | None = None

    def row_of(booth: Part) -> int:
        nonlocal number, last
        middle = _middle(booth, across)
        number += last is not None and middle - last > 1
        last = middle
        return number

    return [list(row) for _number, row in groupby(booths, key=row_of)]


def _middle(booth: Part, name: str) -> float:
    box = booth.box
    return box.y + box.depth / 2 if name == "plan_y" else box.x + box.width / 2


def _tenth(metres: float) -> float:
    """Lengths are kept to the tenth of a metre; sums of floats are not."""
    return round(metres, 1)
