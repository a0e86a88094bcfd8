"""What falls due by the clock: every app adds its own when it starts, and the worker does it."""

import logging
import time
from collections.abc import Callable

from django.db import DatabaseError

logger = logging.getLogger(__name__)
_DUE: dict[Callable[[], int], float] = {}  # how many seconds it waits between two looks
_NEXT: dict[Callable[[], int], float] = {}


def on_the_clock(act: Callable[[], int], *, every: float = 0) -> None:
    """Put an act on the list; twice is once. It does what is due now, in short transactions, and
    says how much that was. What takes longer to look is looked at `every` so many seconds."""
    _DUE[act] = every


def do_what_is_due() -> int:
    """All that is due, each act on its own: the fault of one keeps no other from its time."""
    return sum(_do(act) for act in _DUE if _NEXT.get(act, 0) <= time.monotonic())


def _do(act: Callable[[], int]) -> int:
    _NEXT[act] = time.monotonic() + _DUE[act]
    try:
        return act()
    except DatabaseError:
        raise  # not there: the worker waits and comes back
    except Exception:
        logger.exception("clock: %s failed", act.__qualname__)
        return 0
