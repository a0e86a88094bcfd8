"""For machines that watch: is the process up, and may it get visitors?

Twenty own lines instead of django-health-check, whose pages are English and whose checks
would have to be told about the pool and the migrations anyway.
"""

import logging
from uuid import uuid4

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

logger = logging.getLogger(__name__)

# True once this process has seen all migrations applied: they do not go away again.
_migrated = {"seen": False}


@login_not_required
@never_cache
@require_safe
def healthz(request):
    """The process answers. Touches nothing, so that a slow database ends no web process."""
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@never_cache
@require_safe
def readyz(request):
    """200 when visitors may come, 503 with the names of what is missing otherwise."""
    problems = [name for name, problem in CHECKS.items() if problem()]
    return JsonResponse(
        {"ready": not problems, "problems": problems}, status=503 if problems else 200
    )


def _database_is_away() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        logger.exception("readyz: no database")
        return True
    return False


def _migrations_are_missing() -> bool:
    if _migrated["seen"]:
        return False
    try:
        executor = MigrationExecutor(connection)
        _migrated["seen"] = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return True
    return not _migrated["seen"]


def _cache_is_away() -> bool:
    key = f"readyz-{uuid4().hex}"
    try:
        cache.set(key, "ok", timeout=5)
        return cache.get(key) != "ok"
    except Exception:  # each cache has its own errors
        logger.exception("readyz: no cache")
        return True


CHECKS = {
    "database": _database_is_away,
    "migrations": _migrations_are_missing,
    "cache": _cache_is_away,
}
