"""What a fair needs from its first note to its closed report: steps in order, app by app."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from fairs.models import FairEvent


class Part(StrEnum):
    """The parts of the way, in order."""

    MAKE = "เตรียมงาน"
    CALL = "รับสมัครและจัดบูธ"
    RUN = "ก่อนเปิดงาน"
    END = "หลังงาน"


@dataclass(frozen=True)
class Step:
    """One step: whether it is done, what there is already, where it is done, and who may do it.

    One that `is_needed` has to be done before the fair is called checked.
    """

    key: str
    part: Part
    label: str
    is_done: bool
    detail: str
    url: str
    permission: str
    is_needed: bool = False


_SOURCES: dict[Callable, int] = {}


def add_steps(source: Callable[[FairEvent], Iterable[Step]], *, order: int) -> None:
    """Put the steps of an app on the list; twice is once."""
    _SOURCES[source] = order


def steps_of(fair_event: FairEvent) -> list[Step]:
    """All steps, part by part; within a part the lower app first."""
    sources = sorted(_SOURCES, key=lambda source: _SOURCES[source])
    steps = [step for source in sources for step in source(fair_event)]
    return sorted(steps, key=lambda step: list(Part).index(step.part))


def missing(fair_event: FairEvent) -> list[Step]:
    """What has to be there and is not."""
    return [step for step in steps_of(fair_event) if step.is_needed and not step.is_done]
