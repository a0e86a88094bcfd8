"""What a race at a fair needs: the fair, who acts at it, and every module that takes a lock."""

import importlib
import pkgutil
from collections import Counter

from otopfair.history.models import HistoryEntry
from otopfair.outbox import handling
from otopfair.removals import removing
from otopfair.work import running
from tests import factories as make

LOCKS = {"lock", "lock_shared", "lock_all", "hold_fair", "lock_fair"}
APPS = ("fairs", "vendors", "products", "onsite", "sales")


def modules_with_locks():
    """Every module of operations that knows a lock by name; a new one is among them at once."""
    modules = [removing, handling, running]
    for app in APPS:
        package = importlib.import_module(f"{app}.operations")
        for found in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            modules.append(importlib.import_module(found.name))
    return tuple(module for module in modules if LOCKS & vars(module).keys())


ALL = modules_with_locks()


class World:
    """A fair with a call, an officer, and whatever an act needs."""

    def __init__(self):
        self.fair = make.make_fair_event()
        self.call = make.make_call(self.fair)
        self.by = make.make_officer()
        self.vendor = make.make_vendor(user=make.make_user())
        self.booth = make.make_booth(self.fair, "C01")

    def applied(self, status):
        return make.make_application(self.fair, self.vendor, status=status, call=self.call)

    def stands(self):
        return make.make_allocation(self.booth, self.vendor)


def lines(verb: str):
    """How often it was done: lines of history on one kind of record."""

    def counted(outcomes):
        kinds = HistoryEntry.objects.filter(verb=verb).order_by("pk")
        return max(Counter(kinds.values_list("subject_type", flat=True)).values(), default=0)

    return counted
