"""What no plan may have: two booths of one number, a booth without a zone."""

from collections import Counter
from collections.abc import Iterable

from fairs.plans.columns import MOST_METRES
from fairs.plans.parts import PLACE, Part, PartKind
from fairs.plans.working import WorkingPlan
from otopfair.errors import RuleBroken

MOST_BOOTHS = 2000

# (key of the part, column) → a Thai sentence.
Problems = dict[tuple[str, str], str]


class Unsound(RuleBroken):
    """The plan would not be one; `problems` say it at each cell."""

    def __init__(self, problems: Problems) -> None:
        super().__init__(next(iter(problems.values())))
        self.problems = problems


def require_sound(plan: WorkingPlan, keys: Iterable[str]) -> None:
    """Raise Unsound when a part of `keys`, or a booth that they leave behind, cannot be so."""
    if problems := problems_of(plan, keys):
        raise Unsound(problems)


def problems_of(plan: WorkingPlan, keys: Iterable[str]) -> Problems:
    problems = _without_zone(plan)
    codes = {
        kind: Counter(part.values["code"].upper() for part in parts)
        for kind, parts in ((PartKind.ZONE, plan.zones), (PartKind.BOOTH, plan.booths))
    }
    for key in keys:
        part = plan.parts.get(key)
        if part is not None and not _is_on_the_ground(part):
            problems[key, "plan_x"] = f"{part.name} จะอยู่นอกผัง ใส่ 0 ถึง {MOST_METRES:g} เมตร"
        if part is None or part.kind is PartKind.LANDMARK:
            continue
        code = part.values["code"]
        if codes[part.kind][code.upper()] > 1:
            problems[key, "code"] = f"งานนี้มี{part.kind.word} {code} แล้ว ใช้รหัสอื่น"
    if len(plan.booths) > MOST_BOOTHS:
        problems["", ""] = f"ผังหนึ่งมีได้ไม่เกิน {MOST_BOOTHS:,} บูธ"
    return problems


def _is_on_the_ground(part: Part) -> bool:
    return all(0 <= part.values[name] <= MOST_METRES for name in PLACE)


def _without_zone(plan: WorkingPlan) -> Problems:
    zones = {zone.key for zone in plan.zones}
    return {
        (booth.key, "zone"): f"โซนของบูธ {booth.short_name} ไม่อยู่บนผังแล้ว เลือกโซนอื่น"
        for booth in plan.booths
        if booth.values["zone"] not in zones
    }
