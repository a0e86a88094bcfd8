"""What on a plan stands on something else, in words: it may be meant, so it is only said."""

from collections.abc import Iterator
from itertools import islice

from fairs.plans.parts import Part
from fairs.plans.working import WorkingPlan
from otopfair.look.plans import Box

SHOWN = 12  # on a page
TOUCH_M = 0.05  # what only shares an edge does not overlap


def overlaps_of(plan: WorkingPlan, *, most: int = 100) -> list[str]:
    """ "A01 ทับ A02", each pair of booths or landmarks once, from left to right."""
    pairs = islice(_pairs(plan), most)
    return [f"{one.short_name} ทับ {other.short_name}" for one, other in pairs]


def _pairs(plan: WorkingPlan) -> Iterator[tuple[Part, Part]]:
    """Swept from left to right: who begins behind the right edge overlaps nobody any more."""
    standing = [(part.box, part) for part in (*plan.booths, *plan.landmarks)]
    boxes = sorted(standing, key=lambda pair: pair[0].x)
    open_now: list[tuple[Box, Part]] = []
    for box, part in boxes:
        open_now = [(b, p) for b, p in open_now if b.x + b.width > box.x + TOUCH_M]
        for other_box, other in open_now:
            top = max(box.y, other_box.y)
            bottom = min(box.y + box.depth, other_box.y + other_box.depth)
            if bottom - top > TOUCH_M and min(box.width, other_box.width) > TOUCH_M:
                yield other, part
        open_now.append((box, part))
