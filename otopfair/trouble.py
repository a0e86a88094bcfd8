"""When it is not the request's fault: a lock not had, a database that is away, a full disk.

Such a request is done again where nothing of it was kept; otherwise the person reads one sentence
and sends what was typed once more. It is never an error page.
"""

import errno
import logging
import random
import re
import time
from collections.abc import Callable
from enum import StrEnum

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)


class Trouble(StrEnum):
    BUSY = "busy"  # somebody held a lock too long
    CLASH = "clash"  # two waited for each other; the database sent one back
    AWAY = "away"
    FULL = "full"


RETRY_AFTER_SECONDS = {Trouble.BUSY: 5, Trouble.CLASH: 1, Trouble.AWAY: 30, Trouble.FULL: 300}
MOST_TRIES = 3

SQLSTATES = {
    "55P03": Trouble.BUSY,
    "57014": Trouble.BUSY,
    "40P01": Trouble.CLASH,
    "40001": Trouble.CLASH,
    "53100": Trouble.FULL,
    "53300": Trouble.AWAY,
}
AWAY_SQLSTATE = re.compile(r"08|57P")
SQLITE_NAMES = {
    "SQLITE_BUSY": Trouble.BUSY,
    "SQLITE_LOCKED": Trouble.BUSY,
    "SQLITE_FULL": Trouble.FULL,
    "SQLITE_IOERR": Trouble.FULL,
    "SQLITE_CANTOPEN": Trouble.AWAY,
}
FULL_DISK = {errno.ENOSPC, errno.EDQUOT}
WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE)\b", re.IGNORECASE)


def trouble_of(error: BaseException | None) -> Trouble | None:
    """What kind of trouble `error` is; None when it is a fault of ours."""
    if isinstance(error, OSError) and error.errno in FULL_DISK:
        return Trouble.FULL
    if not isinstance(error, DatabaseError):
        return None
    cause = error.__cause__
    if name := getattr(cause, "sqlite_errorname", None):
        return next((kind for start, kind in SQLITE_NAMES.items() if name.startswith(start)), None)
    state = getattr(cause, "sqlstate", None)
    if state in SQLSTATES:
        return SQLSTATES[state]
    lost = type(cause).__name__ in ("OperationalError", "InterfaceError", "PoolTimeout")
    return Trouble.AWAY if AWAY_SQLSTATE.match(state or "") or (lost and not state) else None


def trouble_page(request, kind: Trouble) -> HttpResponse:
    """503, with a button that sends once more what was typed; touches no database.

    Passwords and files are not repeated.
    """
    passed = getattr(request, "csrf_processing_done", False)  # it came from a form of ours
    context = {
        "kind": kind,
        "office": settings.SITE_OFFICE,
        "is_post": request.method == "POST",
        "fields": typed_fields(request) if passed and request.method == "POST" else [],
        "address": request.get_full_path(),
        "csrf_token": get_token(request),
    }
    response = HttpResponse(render_to_string("503.html", context), status=503)
    response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS[kind])
    response.headers["Cache-Control"] = "no-store"
    return response


def typed_fields(request) -> list[tuple[str, str]]:
    """(name, value) of what was sent, without tokens and passwords."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        if "password" not in name and name not in ("code", "csrfmiddlewaretoken")
        for value in values
    ]


class TroubleMiddleware:
    def __init__(self, get_response: Callable) -> None:
        self.get_response = get_response

    def __call__(self, request):
        request.kept = Kept()
        with connection.execute_wrapper(request.kept):
            return self.get_response(request)

    def process_exception(self, request, exception):
        kind = trouble_of(exception)
        for _ in range(1, MOST_TRIES):
            if kind != Trouble.CLASH or request.kept.something or request.FILES:
                break
            time.sleep(random.uniform(0.02, 0.12))  # noqa: S311 - so that two do not meet again
            try:
                return _done_again(request)
            except DatabaseError as again:
                kind = trouble_of(again)
                if kind is None:
                    raise
        if kind is None:
            return None
        logger.error("%s %s: %s", request.method, request.path, kind, exc_info=exception)
        return trouble_page(request, kind)


def _done_again(request) -> HttpResponse:
    match = request.resolver_match
    return match.func(request, *match.args, **match.kwargs)


class Kept:
    """Watches whether a request has written something that was committed: then it is not undone."""

    def __init__(self) -> None:
        self.something = False

    def __call__(self, execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if not self.something and WRITES.match(sql):
            transaction.on_commit(self._note)
        return result

    def _note(self) -> None:
        self.something = True
