"""Acts are heard above: what happens below is told to those above, in the act's transaction.

An app names its acts (`fairs/acts.py`); an app above it puts its listeners on them when it starts
(`AppConfig.ready`). Nothing is found by name and nothing is guessed: the list is explicit and has
an order, and an exception of a listener takes the whole act back.
"""

from collections.abc import Callable
from typing import Any


class Act:
    """Something that can happen, and who hears of it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._listeners: list[tuple[int, Callable]] = []

    def heard_by(self, listener: Callable, *, order: int) -> None:
        """Put `listener` on the list; the lowest `order` hears first. Twice is once."""
        if (order, listener) not in self._listeners:
            self._listeners.append((order, listener))
            self._listeners.sort(key=lambda pair: pair[0])

    def happened(self, **facts: Any) -> list[Any]:
        """Tell everybody, inside the caller's transaction; their answers in order."""
        return [listener(**facts) for _order, listener in self._listeners]
