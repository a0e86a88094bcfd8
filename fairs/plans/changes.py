"""What a working plan changes in the plan in force, part by part, in words."""

import re
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby
from math import hypot

from fairs.plans.columns import COLUMNS
from fairs.plans.parts import PLACE, SIZE, Part, PartKind
from fairs.plans.working import WorkingPlan
from otopfair.stale import seen_of


class What(StrEnum):
    """Kinds of change, in the order in which they are read."""

    ADDED = "เพิ่ม"
    REMOVED = "เอาออก"
    RENAMED = "เปลี่ยนเลขหรือชื่อ"
    MOVED = "ย้าย"
    RESIZED = "เปลี่ยนขนาด"
    OTHER = "เปลี่ยนข้อมูล"


_NUMBER = re.compile(r"[0-9]+$")
NAMES = {"code", "name_th", "label"}


@dataclass(frozen=True)
class PlanChange:
    """One part with all that changes of it: (label, before, after) of each column."""

    part: Part
    kinds: tuple[What, ...]
    was_called: str
    words: tuple[tuple[str, str, str], ...] = ()

    @property
    def line(self) -> list[str]:
        """[what, which part, words], as a release keeps it."""
        said = ", ".join(
            f"{label} {was or 'ว่าง'} → {now or 'ว่าง'}" for label, was, now in self.words
        )
        return [" และ".join(self.kinds), self.was_called, said]

    @property
    def for_vendors(self) -> str:
        """ "ย้ายที่บนผัง 4.5 เมตร ขนาดเป็น 4 × 3 เมตร": what who stands in the booth has to know."""
        part = self.part
        if part.origin is None:
            return ""
        was, now = Part(part.key, part.origin, None).box, part.box
        apart = hypot(now.x - was.x, now.y - was.y)
        moved = f"ย้ายที่บนผัง {apart:.1f} เมตร" if apart else ""
        is_resized = What.RESIZED in self.kinds
        size = f"ขนาดเป็น {now.width:g} × {now.depth:g} เมตร" if is_resized else ""
        return " ".join(filter(None, (moved, size)))

    @property
    def touches_vendors(self) -> bool:
        """Whether who stands in the booth has to know: its number, place, size or zone."""
        return self.part.kind is PartKind.BOOTH and not {*self.kinds} <= {What.ADDED, What.OTHER}


@dataclass
class ChangeList:
    changes: list[PlanChange] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.changes)

    @property
    def counts(self) -> list[tuple[str, int]]:
        """[("เพิ่ม", 30), ("ย้าย", 2)]."""
        counted = Counter(what for change in self.changes for what in change.kinds)
        return [(what.value, counted[what]) for what in What if counted[what]]

    @property
    def lines(self) -> list[list[str]]:
        return [change.line for change in self.changes]

    @property
    def seen(self) -> str:
        """The fingerprint of the list that the officer has read."""
        return seen_of({str(number): line for number, line in enumerate(self.lines)})


def in_short(lines: list[list[str]]) -> list[tuple[str, str, str]]:
    """The lines of a release, where neighbours that changed alike are one: "บูธ A01 ถึง A50" with
    how many they are, since not every number between need be among them."""
    runs = [list(run) for _alike, run in groupby(lines, key=_what_is_alike)]
    return [(run[0][0], _run_of([part for _what, part, _words in run]), run[0][2]) for run in runs]


def _what_is_alike(line: list[str]) -> tuple[str, str, str]:
    what, part, words = line
    return what, _NUMBER.sub("", part), words


def _run_of(parts: list[str]) -> str:
    """The last is said by its number alone."""
    if len(parts) == 1:
        return parts[0]
    if parts[0] == parts[-1]:
        return f"{parts[0]} ({len(parts):,})"
    return f"{parts[0]} ถึง {parts[-1].rpartition(' ')[2]} ({len(parts):,})"


def changes_of(plan: WorkingPlan) -> ChangeList:
    """Zones, then booths, then landmarks; what goes stands before what comes."""
    return ChangeList(
        [
            change
            for kind in PartKind
            for change in (
                *(_removed(part) for part in plan.gone.values() if part.kind is kind),
                *(_changed(part, plan) for part in _standing(plan, kind) if part.changed),
            )
        ]
    )


def _standing(plan: WorkingPlan, kind: PartKind) -> list[Part]:
    return {
        PartKind.ZONE: plan.zones,
        PartKind.BOOTH: plan.booths,
        PartKind.LANDMARK: plan.landmarks,
    }[kind]


def _removed(part: Part) -> PlanChange:
    return PlanChange(part, (What.REMOVED,), _former(part).name)


def _changed(part: Part, plan: WorkingPlan) -> PlanChange:
    if part.origin is None:
        return PlanChange(part, (What.ADDED,), part.name)
    changed = part.changed
    kinds = tuple(
        dict.fromkeys(sorted((_kind_of(part.kind, n) for n in changed), key=list(What).index))
    )
    words = tuple(
        (column.label, _shown(column, part.origin, plan), _shown(column, part.values, plan))
        for column in COLUMNS[part.kind]
        if column.name in changed
    )
    return PlanChange(part, kinds, _former(part).name, words)


def _shown(column, values: dict, plan: WorkingPlan) -> str:
    value = values[column.name]
    if column.name == "zone" and value in plan.gone:
        return str(plan.gone[value].values["code"])
    return column.show(value, plan)


def _kind_of(kind: PartKind, name: str) -> What:
    if name in NAMES:
        return What.RENAMED
    if name in PLACE or name == "zone":
        return What.MOVED
    return What.RESIZED if name in SIZE[kind] else What.OTHER


def _former(part: Part) -> Part:
    """The part as it is in force, for its name."""
    return Part(part.key, part.origin or part.values, part.origin)
