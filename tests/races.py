"""Two people press at once: real threads, real transactions, on both databases.

The threads meet between reading and writing (`meet_after`). Behind the lock the second one cannot
come, so the first goes on alone after `PATIENCE` seconds. The controls take the lock away
(`take_lock_away`), both meet, and then the wrong thing really happens: the proof that the tests
can fail.
"""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext, suppress
from types import SimpleNamespace

from django.db import DatabaseError, connection, connections, transaction

from otopfair.errors import RuleBroken

PATIENCE = 0.25
LONG = 60  # for controls: without a lock both come, on a busy machine much later
# Seconds, long where a lock is taken away; and where the threads of this test meet.
usual = SimpleNamespace(patience=PATIENCE, meetings=[])


def race(*acts):
    """Run `acts` in threads that start together; the outcomes are results or exceptions.

    Nobody waits for one who has ended.
    """
    start = threading.Barrier(len(acts))
    called_off = set()

    def run(act):
        start.wait(timeout=10)
        try:
            return act()
        except Exception as broken:
            return broken
        finally:
            connections.close_all()
            call_off()

    def call_off():
        open_ones = [meeting for meeting in usual.meetings if not meeting.broken]
        called_off.update(open_ones)
        for meeting in open_ones:
            meeting.abort()

    with ThreadPoolExecutor(len(acts)) as threads:
        outcomes = list(threads.map(run, acts))
    for meeting in called_off:
        meeting.reset()
    return outcomes


def meet_after(monkeypatch, *places, patience=None):
    """Whoever comes out of one of `places`, (module, name), waits there for the other, who may be
    held by a lock."""
    meeting = threading.Barrier(2)
    monkeypatch.setattr(usual, "meetings", [*usual.meetings, meeting])
    for module, name in places:
        monkeypatch.setattr(module, name, _and_meet(getattr(module, name), meeting, patience))


def _and_meet(original, meeting, patience):
    def and_meet(*args, **kwargs):
        result = original(*args, **kwargs)
        with suppress(threading.BrokenBarrierError):
            meeting.wait(timeout=patience or usual.patience)
        return result

    return and_meet


def take_lock_away(monkeypatch, *modules):
    """No row lock; on SQLite no transaction either, since BEGIN IMMEDIATE is its lock."""
    monkeypatch.setattr(usual, "patience", LONG)
    for module in modules:
        for name in {"lock", "lock_shared"} & vars(module).keys():
            monkeypatch.setattr(module, name, lambda row: type(row).objects.get(pk=row.pk))
        if hasattr(module, "lock_all"):
            monkeypatch.setattr(module, "lock_all", list)
        if connection.vendor == "sqlite" and hasattr(module, "transaction"):
            autocommit = SimpleNamespace(atomic=nullcontext, on_commit=transaction.on_commit)
            monkeypatch.setattr(module, "transaction", autocommit)


@contextmanager
def without_constraint(model, name):
    # SQLite makes the table anew from the list of the model.
    every = model._meta.constraints
    constraint = next(one for one in every if one.name == name)
    model._meta.constraints = [one for one in every if one is not constraint]
    with connection.schema_editor() as editor:
        editor.remove_constraint(model, constraint)
    try:
        yield
    finally:
        model._base_manager.all().delete()
        model._meta.constraints = every
        with connection.schema_editor() as editor:
            editor.add_constraint(model, constraint)


def refusals(outcomes):
    return [outcome for outcome in outcomes if isinstance(outcome, Exception)]


def stopped_by_database(outcomes):
    """Whether one of two was stopped by what the database guarantees: a constraint, also one that
    an operation makes a sentence of, or the deadlock detector, which may speak first."""
    reason = refusals(outcomes)[0] if len(refusals(outcomes)) == 1 else None
    while reason is not None and not isinstance(reason, DatabaseError):
        reason = reason.__cause__
    return reason is not None


def broken_in_the_middle(outcomes):
    """Whether one of two met a half that the other had changed: no refusal in words, a fault."""
    return any(not isinstance(one, RuleBroken) for one in refusals(outcomes))


def overtake(monkeypatch, place, slow, fast):
    """`slow` comes out of `place` (module, name) and dawdles; `fast` tries to be done meanwhile.

    Behind the lock it cannot: `slow` goes on when its patience ends, and `fast` follows. In a
    control it is done sooner than that, however busy the machine is.
    """
    module, name = place
    original = getattr(module, name)
    begun, done = threading.Event(), threading.Event()

    def and_dawdle(*args, **kwargs):
        result = original(*args, **kwargs)
        if not begun.is_set():  # `fast` may come this way, too
            begun.set()
            done.wait(timeout=usual.patience)
        return result

    def overtaking():
        begun.wait(timeout=10)
        try:
            return fast()
        finally:
            done.set()

    monkeypatch.setattr(module, name, and_dawdle)
    return race(slow, overtaking)
