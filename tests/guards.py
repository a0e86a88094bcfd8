"""The guard-rails themselves, without pytest."""

from contextlib import contextmanager
from datetime import datetime, time, timedelta
from importlib import import_module
from unittest.mock import patch

from django.apps import apps
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.template import Template
from django.test.utils import instrumented_test_render
from zeal.listeners import n_plus_one_listener
from zeal.patch import get_instance_key

from fairs.models import District, Province, Subdistrict
from onsite.models import AnswerPeriod
from otopfair.staff.site import StaffAdminSite
from otopfair.thai.calendar import THAILAND
from vendors.models import DecisionReason, StandardKind

LONGEST_RUN, EARLIER = timedelta(hours=2), timedelta(hours=3)
# No test changes these, and making 8,400 rows anew after each test with real transactions is slow.
UNTOUCHED = {
    model._meta.db_table for model in (Province, District, Subdistrict, ContentType, Permission)
}


def before_midnight(now: datetime) -> datetime | None:
    """A moment of the same day in Thailand from which a run ends before midnight; None where `now`
    is such a moment."""
    thai = now.astimezone(THAILAND)
    left = datetime.combine(thai.date() + timedelta(days=1), time.min, THAILAND) - thai
    return now - EARLIER if left < LONGEST_RUN else None


def flush_what_tests_touch(style, connection, **options) -> list[str]:
    """Django's `sql_flush`, which leaves out what is `UNTOUCHED` and what is empty.

    Every foreign key is asked at the end of a transaction, so the order does not matter; TRUNCATE
    would make 800 files anew.
    """
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    quote = connection.ops.quote_name
    asked = " UNION ALL ".join(
        f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {quote(table)})"
        for table in sorted(set(tables) - UNTOUCHED)
    )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return [f"DELETE FROM {quote(table)}" for (table,) in cursor.fetchall()]


def load_what_is_gone(*args, **kwargs) -> None:
    """Reasons, kinds of paper and what is looked at in every booth come by migration and are
    changed by tests: a flush takes them."""
    if not DecisionReason.objects.exists():
        import_module("vendors.migrations.0003_decision_reasons").load(apps, None)
    if not StandardKind.objects.exists():
        import_module("vendors.migrations.0004_paper_kinds").load(apps, None)
    if not AnswerPeriod.objects.exists():
        import_module("onsite.migrations.0002_usual_checklist").load(apps, None)


def render_and_tell(template, context) -> str:
    """Django's `instrumented_test_render`, which says nothing of widgets and fields."""
    if not template.name or not template.name.startswith(("django/forms/", "forms/")):
        return instrumented_test_render(template, context)
    return template.nodelist.render(context)


def records_and_tell(records):
    """What was asked for by itself is no N+1, as with `get()` and `first()`."""

    def and_tell(prepared, *values):
        found = records(prepared, *values)
        if len(found) == 1:
            n_plus_one_listener.ignore(get_instance_key(found[0]))
        return found

    return and_tell


@contextmanager
def pages_unwritten():
    """Pages are answered, not written: for walks that ask what happens, not what a page says."""
    with (
        patch.object(Template, "render", lambda *args, **kwargs: ""),
        patch.object(StaffAdminSite, "each_context", lambda *args: {}),
    ):
        yield
