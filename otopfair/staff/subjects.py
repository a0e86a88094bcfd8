"""What a line of history is about: the name of the record, and its page where one may look."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps

from otopfair.history.models import HistoryEntry
from otopfair.removals.removing import called
from otopfair.staff.site import staff_site

GONE = "ลบไปแล้ว"


@dataclass(frozen=True)
class Subject:
    name: str
    url: str = ""


def with_subjects(entries: Iterable[HistoryEntry], request) -> list[tuple[HistoryEntry, Subject]]:
    """Each line with its record; one question for each kind of record among them."""
    entries = list(entries)
    keys = defaultdict(set)
    for entry in entries:
        keys[entry.subject_type].add(entry.subject_id)
    found = {label: _subjects(label, pks, request) for label, pks in keys.items()}
    return [
        (entry, found[entry.subject_type].get(entry.subject_id, Subject(GONE))) for entry in entries
    ]


def _subjects(label: str, keys: set, request) -> dict[int, Subject]:
    """The records of one kind; what has a register leads there, where one may look at it."""
    try:
        model = apps.get_model(label)
    except LookupError:
        return {}
    rows = model._base_manager.filter(pk__in=keys).select_related()
    admin = staff_site._registry.get(model)
    seen = set()
    if admin is not None and admin.has_view_permission(request):
        seen = set(admin.get_queryset(request).filter(pk__in=keys).values_list("pk", flat=True))
    return {
        row.pk: Subject(called(row), admin.page_of(row) if row.pk in seen else "") for row in rows
    }
