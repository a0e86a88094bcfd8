"""Forms that are kept while they are filled in: who was interrupted goes on, on any device."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from otopfair.drafts.keeping import MOST_LETTERS
from otopfair.drafts.models import UnfinishedForm
from otopfair.trouble import typed_fields

KEPT_FOR = timedelta(days=30)
MOST_KEPT = 20  # of one person
FORGOTTEN_AT_ONCE = 200
ONLY_KEEP = "X-Only-Keep"  # the header of what a page sends by itself, while it is typed into
PRESSES = {"refresh", "show_identity", "asked", "is-right"}  # how it was sent, not what was typed
KEYS = ("form_key", "seen")


def kept_while_filled_in(about: Callable[[HttpRequest], str] = lambda request: ""):
    """For a view with one form. What is typed is kept at every change, reload and refusal, comes
    back when the page is opened again, and is forgotten when the form was taken."""

    def decorate(view):
        @wraps(view)
        def wrapped(request, *args, **kwargs):
            mine = {"owner_id": request.user.pk, "path": request.path, "about": about(request)}
            if request.method == "POST" and request.headers.get(ONLY_KEEP):
                is_kept = keep_unfinished(request, mine)
                return render(request, "drafts/_kept.html", {"at": is_kept and timezone.now()})
            if request.method == "GET":
                request.unfinished = _draft(request, mine)
            response: HttpResponse = view(request, *args, **kwargs)
            if request.method == "POST":
                if response.status_code == 302:
                    _forget_taken(request, mine)
                else:
                    keep_unfinished(request, mine)
            return response

        return wrapped

    return decorate


def keep_unfinished(request: HttpRequest, mine: dict) -> bool:
    """Whether it is kept: not when it is too much, or comes late from a form that was taken."""
    fields = [(name, value) for name, value in typed_fields(request) if name not in PRESSES]
    if sum(len(name) + len(value) for name, value in fields) > MOST_LETTERS:
        return False
    with transaction.atomic():
        row, _is_new = UnfinishedForm.objects.select_for_update().get_or_create(**mine)
        if row.taken_key and row.taken_key == _key_of(request):
            return False
        row.fields = fields
        row.save()
        _let_the_oldest_go(request.user.pk)
    return True


def drop_unfinished(owner, key: int | None) -> None:
    """Its owner does not want it any more."""
    UnfinishedForm.objects.filter(owner=owner, pk=key).update(fields=[])


def forget_old_forms() -> int:
    """Delete what nobody has gone on with for a month."""
    old = UnfinishedForm.objects.filter(kept_at__lt=timezone.now() - KEPT_FOR).order_by("pk")
    keys = list(old.values_list("pk", flat=True)[:FORGOTTEN_AT_ONCE])
    return UnfinishedForm.objects.filter(pk__in=keys).delete()[0]


def _draft(request: HttpRequest, mine: dict) -> dict | None:
    row = UnfinishedForm.objects.filter(**mine).exclude(fields=[]).first()
    if row is None or row.kept_at < timezone.now() - KEPT_FOR:
        return None
    return {
        "page": request.get_full_path(),
        "path": request.path,
        "fields": row.fields,
        "files": [],
        "at": int(row.kept_at.timestamp()),
        "refused": True,
        "unfinished": row.pk,
        "kept_at": row.kept_at,
    }


def _forget_taken(request: HttpRequest, mine: dict) -> None:
    """The row stays empty with the key of the form: what the page sent before may come after."""
    taken = {"fields": [], "taken_key": _key_of(request)}
    UnfinishedForm.objects.update_or_create(**mine, defaults=taken)


def _key_of(request: HttpRequest) -> str:
    return next((key[:64] for name in KEYS if (key := request.POST.get(name, ""))), "")


def _let_the_oldest_go(owner: int) -> None:
    kept = UnfinishedForm.objects.filter(owner=owner).order_by("-kept_at", "-pk")
    UnfinishedForm.objects.filter(
        pk__in=list(kept.values_list("pk", flat=True)[MOST_KEPT:])
    ).delete()
