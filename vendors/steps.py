"""The steps of an application: every app adds its own when it starts, in one explicit order."""

from collections.abc import Callable
from dataclasses import dataclass

from vendors.models import BoothApplication


@dataclass(frozen=True)
class ApplicationStep:
    """One page of applying. `lacks` says what is still missing there, "" for nothing; `parts` are
    the keys of what is answered on it (vendors/parts.py), `more_parts` those that only some
    applications have. The way leads past an optional one, which the page to check offers, and past
    one that is not asked of this application.
    """

    field: str
    url_name: str
    title: str
    lacks: Callable[[BoothApplication], str]
    order: int
    parts: tuple[str, ...]
    is_optional: bool = False
    is_asked: Callable[[BoothApplication], bool] = lambda _application: True
    more_parts: Callable[[BoothApplication], tuple[str, ...]] = lambda _application: ()

    def parts_for(self, application: BoothApplication) -> tuple[str, ...]:
        return (*self.parts, *self.more_parts(application))


_STEPS: list[ApplicationStep] = []


def add_step(step: ApplicationStep) -> None:
    """Put a step on the way; twice is once."""
    if step not in _STEPS:
        _STEPS.append(step)
        _STEPS.sort(key=lambda one: one.order)


def steps() -> list[ApplicationStep]:
    """All steps in order; the page to check comes after the last."""
    return list(_STEPS)


def steps_on_the_way(application: BoothApplication) -> list[ApplicationStep]:
    """Those that this application has to pass."""
    return [step for step in _STEPS if not step.is_optional and step.is_asked(application)]


def where_to_go_on(application: BoothApplication) -> str:
    """The page of the first step where something is missing, or the page to check."""
    left = (step.url_name for step in steps_on_the_way(application) if step.lacks(application))
    return next(left, "my-apply-check")


def step_of(field: str | None) -> ApplicationStep | None:
    """The step where `field` is answered, or the part of that key."""
    return next((step for step in _STEPS if field == step.field or field in step.parts), None)
