"""Guard-rails for every test: strict templates, no raw dates, shuffled lists, no N+1."""

import gc
import os

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.db.models import QuerySet
from django.template import Template
from django.test import TestCase
from django.utils import timezone
from hypothesis import settings as hypothesis_settings

from otopfair.prepared import Prepared
from otopfair.thai.guard import forbid_raw_dates
from otopfair.work import clock
from tests.guards import (
    before_midnight,
    flush_what_tests_touch,
    load_what_is_gone,
    pages_unwritten,
    records_and_tell,
    render_and_tell,
)
from tests.ready_database import forget_copy, start_as_copy
from vendors.operations.reminders import send_due_reminders
from vendors.picking import LATELY

# The same examples every time: a red run is the fault of a change.
# `--hypothesis-profile default` looks further.
hypothesis_settings.register_profile("house", derandomize=True, deadline=None)
hypothesis_settings.load_profile("house")


# What was imported stays anyway: looking through it again and again costs a tenth of the time.
gc.freeze()
gc.set_threshold(100_000, 50, 100)


def pytest_configure(config):
    """Modules read the day when they are collected, and midnight must not come before their tests
    run. Browsers keep their own clock."""
    moment = before_midnight(timezone.now())
    if moment and not any("tests/browser" in one for one in config.args):
        time_machine.travel(moment).start()


NEEDS_DATABASE = {"db", "transactional_db"}


def asks_a_database(item) -> bool:
    marked = item.get_closest_marker("django_db") or issubclass(item.cls or object, TestCase)
    return bool(marked or NEEDS_DATABASE & set(item.fixturenames))


def pytest_collection_modifyitems(config, items):
    """What is the same on any database runs once, with SQLite. What takes long comes first."""
    if connection.vendor != "sqlite":
        again = [
            one for one in items if asks_a_database(one) and not one.get_closest_marker("once")
        ]
        config.hook.pytest_deselected(items=[item for item in items if item not in again])
        items[:] = again
    items[:] = long_ones_first(items, int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")))


def long_ones_first(items, workers: int) -> list:
    """Every worker's part begins with its share of the long modules, each of them whole."""
    long = [item for item in items if item.get_closest_marker("long")]
    others = [item for item in items if not item.get_closest_marker("long")]
    modules = sorted({item.path for item in long})
    size, parts = len(items) // workers, []
    for worker in range(workers):
        part = [item for item in long if modules.index(item.path) % workers == worker]
        room = max(0, size - len(part)) if worker < workers - 1 else len(others)
        parts += part + others[:room]
        others = others[room:]
    return parts


@pytest.fixture(scope="session")
def django_db_keepdb():
    """What is there already is the copy that this run made for itself."""
    return connection.vendor == "sqlite"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, django_db_blocker):
    with django_db_blocker.unblock():
        start_as_copy(connection.settings_dict["TEST"])
    yield
    forget_copy(connection.settings_dict["TEST"])


@pytest.fixture(autouse=True, scope="session")
def _no_raw_dates():
    """Our own templates fail on a date without a Thai filter."""
    with forbid_raw_dates():
        yield


@pytest.fixture(autouse=True, scope="session")
def _flush_quickly():
    """A flush leaves the areas and the permissions where they are, and brings the reasons back."""
    flush = "django.core.management.commands.flush"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(f"{flush}.sql_flush", flush_what_tests_touch)
        patch.setattr(f"{flush}.emit_post_migrate_signal", load_what_is_gone)
        yield


@pytest.fixture(autouse=True, scope="session")
def _remember_pages_only(django_test_environment):
    """The client keeps the context of pages and their parts, not a copy for each box of a form."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "_render", render_and_tell)
        yield


@pytest.fixture(autouse=True, scope="session")
def _one_record_is_no_list():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Prepared, "records", records_and_tell(Prepared.records))
        yield


@pytest.fixture(autouse=True, scope="session")
def _no_reminders_by_the_way():
    """What else is due is tested at any hour; reminders have their hours, and own tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(clock._NEXT, send_due_reminders, float("inf"))
        yield


@pytest.fixture(autouse=True)
def _shuffle_unordered(monkeypatch):
    """A list without ORDER BY comes in random order, so that no test relies on luck."""
    original = QuerySet._fetch_all

    def fetch_all(rows):
        fresh = rows._result_cache is None
        query = rows.query
        plain = not (query.is_sliced or query.combinator or query.distinct or query.group_by)
        if fresh and plain and not rows.ordered:
            query.add_ordering("?")
        original(rows)

    monkeypatch.setattr(QuerySet, "_fetch_all", fetch_all)


@pytest.fixture(autouse=True)
def _empty_cache():
    """What one test kept (counts, provinces) is not the next one's truth."""
    cache.clear()
    LATELY.clear()


@pytest.fixture
def one_moment():
    """The clock stands still: what is looked at twice differs by no minute, no signature by a
    second."""
    with time_machine.travel(timezone.now(), tick=False):
        yield


@pytest.fixture
def unwritten():
    with pages_unwritten():
        yield
