"""Figures from which criteria are scored: every app adds those that it knows when it starts."""

from collections.abc import Callable
from dataclasses import dataclass

from vendors.models import BoothApplication


@dataclass(frozen=True)
class Figure:
    """What is known of one application: the points that follow (0–5), in words from what, and the
    group in which it is counted."""

    points: int
    words: str
    group: str


@dataclass(frozen=True)
class ScoreSource:
    """One source. `figures` answers for many applications of one fair in a fixed number of
    queries; `groups` names all its groups in the order of tables, none when it counts nothing."""

    key: str
    name: str
    guidance: str
    weight: int
    figures: Callable[[list[BoothApplication]], dict[int, Figure]]
    order: int
    groups: tuple[str, ...] = ()


_SOURCES: dict[str, ScoreSource] = {}


def add_source(source: ScoreSource) -> None:
    """Put a source on the list; the same key again replaces it."""
    _SOURCES[source.key] = source


def sources() -> list[ScoreSource]:
    return sorted(_SOURCES.values(), key=lambda source: source.order)


def source_of(key: str) -> ScoreSource | None:
    return _SOURCES.get(key)
