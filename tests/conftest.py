"""Guard-rails for every test: strict templates, no raw dates, shuffled lists, no N+1."""

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db.models import QuerySet
from django.db.models.signals import post_migrate
from hypothesis import settings as hypothesis_settings

from otopfair.thai.guard import forbid_raw_dates
from tests.guards import load_geography_if_gone

# The same examples every time: a red run is the fault of a change.
# `--hypothesis-profile default` looks further.
hypothesis_settings.register_profile("house", derandomize=True, deadline=None)
hypothesis_settings.load_profile("house")


@pytest.fixture(autouse=True, scope="session")
def _no_raw_dates():
    """Our own templates fail on a date without a Thai filter."""
    with forbid_raw_dates():
        yield


@pytest.fixture(autouse=True, scope="session")
def _keep_geography():
    """A flush sends post_migrate, and the areas come back."""
    post_migrate.connect(load_geography_if_gone, sender=apps.get_app_config("fairs"))


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
