"""The working plan: the plan in force with the steps since the last release laid over it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from fairs.models import BoothClass, FairEvent, PlanStep
from fairs.plans.parts import NEW, Part, PartKind, parts_in_force
from otopfair.stale import seen_of
from otopfair.thai.sorting import thai_sort_key

MARGIN_M = 3.0


@dataclass
class WorkingPlan:
    """`parts` stand on it, by key; `gone` are those in force that it takes off."""

    fair_event: FairEvent
    parts: dict[str, Part] = field(default_factory=dict)
    gone: dict[str, Part] = field(default_factory=dict)
    steps: list[PlanStep] = field(default_factory=list)

    @cached_property
    def zones(self) -> list[Part]:
        return self._of(PartKind.ZONE)

    @cached_property
    def booths(self) -> list[Part]:
        """Zone by zone, each in the order of its codes."""
        place = {zone.key: number for number, zone in enumerate(self.zones)}
        return sorted(
            self._of(PartKind.BOOTH),
            key=lambda one: (
                place.get(one.values["zone"], len(place)),
                thai_sort_key(one.values["code"]),
            ),
        )

    @cached_property
    def landmarks(self) -> list[Part]:
        return self._of(PartKind.LANDMARK)

    @cached_property
    def classes(self) -> dict[int, str]:
        """The classes of booth of the fair's calls, by name; of two calls, the newest first."""
        rows = BoothClass.objects.filter(call__fair_event=self.fair_event)
        return dict(rows.order_by("-call_id", "sequence", "pk").values_list("pk", "name"))

    @property
    def is_changed(self) -> bool:
        return bool(self.gone) or any(part.changed for part in self.parts.values())

    @property
    def first_free_line(self) -> float:
        """Below everything that stands on the plan, with a margin; in metres."""
        bottoms = [part.box.y + part.box.depth for part in (*self.zones, *self.booths)]
        return max(bottoms) + MARGIN_M if bottoms else 0.0

    def booths_in(self, zone: Part) -> list[Part]:
        return [booth for booth in self.booths if booth.values["zone"] == zone.key]

    def zone_called(self, code: str) -> Part | None:
        wanted = code.strip().upper()
        return next((zone for zone in self.zones if zone.values["code"].upper() == wanted), None)

    def seen(self, key: str) -> str:
        """The fingerprint of what a page shows of a part."""
        return seen_of(self.parts[key].values)

    def lay(self, changes: Iterable) -> None:
        """Lay [key, before, after] over the plan. What is gone by another door stays gone."""
        for name in ("zones", "booths", "landmarks"):
            self.__dict__.pop(name, None)
        for key, before, after in changes:
            if after is None:
                self._take_off(key)
            elif before is None and key not in self.parts:
                self._stand(key, after)
            elif key in self.parts:
                self.parts[key].values.update(after)

    def _stand(self, key: str, values: dict) -> None:
        back = self.gone.pop(key, None)
        self.parts[key] = Part(key, {**NEW[PartKind(key[0])], **values}, back and back.origin)

    def _take_off(self, key: str) -> None:
        part = self.parts.pop(key, None)
        if part is not None and part.origin is not None:
            self.gone[key] = part

    def _of(self, kind: PartKind) -> list[Part]:
        return [part for part in self.parts.values() if part.key[0] == kind.value]


def working_plan_of(fair_event: FairEvent) -> WorkingPlan:
    """The plan with every step that is not undone; four queries."""
    steps = fair_event.plan_steps.in_work().select_related("by", "undone_by").order_by("pk")
    return laid_over(fair_event, list(steps))


def laid_over(fair_event: FairEvent, steps: list[PlanStep]) -> WorkingPlan:
    """The plan in force with those of `steps` that are not undone."""
    parts = {part.key: part for part in parts_in_force(fair_event)}
    plan = WorkingPlan(fair_event, parts, {}, steps)
    for step in steps:
        if not step.is_undone:
            plan.lay(step.changes)
    return plan
