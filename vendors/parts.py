"""The parts of an application that officers may send back: every app adds its own kinds."""

from collections.abc import Callable
from dataclasses import dataclass

from otopfair.stale import seen_of
from vendors.models import BoothApplication


@dataclass(frozen=True)
class Part:
    """One thing that can be corrected by itself, and the page where its vendor does it.

    `shows` is what stands there now, in words; `facts` tells apart what reads the same.
    """

    key: str
    label: str
    shows: str
    address: str
    anchor: str = ""
    facts: str = ""

    @property
    def mark(self) -> str:
        """The fingerprint of what stands there."""
        return seen_of({"shows": self.shows, "facts": self.facts})


@dataclass(frozen=True)
class PartKind:
    """A kind of part. `parts` lists those that an application has."""

    name: str
    parts: Callable[[BoothApplication], list[Part]]
    order: int


_KINDS: list[PartKind] = []


def add_part_kind(kind: PartKind) -> None:
    """Put a kind on the list; twice is once."""
    if all(one.name != kind.name for one in _KINDS):
        _KINDS.append(kind)
        _KINDS.sort(key=lambda one: one.order)


def parts_of(application: BoothApplication) -> dict[str, Part]:
    """Every part of an application by its key, in the order of the kinds."""
    return {part.key: part for kind in _KINDS for part in kind.parts(application)}
