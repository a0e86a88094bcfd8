"""A view of a register is kept under a name, for one person."""

from django.db import IntegrityError, transaction
from django.http import QueryDict

from otopfair.errors import RuleBroken
from otopfair.staff.lists.register_list import PAGE_VAR
from otopfair.staff.models import LONGEST_ADDRESS, LONGEST_NAME, MOST_VIEWS, SavedView
from otopfair.thai.folding import normalise


def views_of(user, register: str, query: str) -> list[dict]:
    """The views of this person, as chips; `on` is the one that is looked at."""
    now = _plain(query)
    kept = SavedView.objects.filter(user=user, register=register)
    return [
        {"pk": one.pk, "label": one.name, "url": f"?{one.query}", "on": one.query == now}
        for one in kept
    ]


def keep_view(user, register: str, name: str, query: str) -> SavedView:
    """Keep what the address shows. The same name again is the same view, with the new address.

    Raises RuleBroken for a name or an address that is none, and beyond MOST_VIEWS.
    """
    name, query = normalise(name), _plain(query)
    if not name or len(name) > LONGEST_NAME:
        raise RuleBroken(f"ตั้งชื่อมุมมอง ไม่เกิน {LONGEST_NAME} ตัวอักษร", field="name")
    if len(query) > LONGEST_ADDRESS:
        raise RuleBroken("ตัวกรองยาวเกินกว่าจะบันทึกไว้ ลดตัวกรองแล้วบันทึกอีกครั้ง", field="name")
    views = SavedView.objects.filter(user=user, register=register)
    if views.exclude(name=name).count() >= MOST_VIEWS:
        raise RuleBroken(f"มีมุมมองครบ {MOST_VIEWS} แบบแล้ว ลบแบบที่ไม่ใช้ก่อน", field="name")
    try:
        with transaction.atomic():
            found, _ = views.update_or_create(
                user=user, register=register, name=name, defaults={"query": query}
            )
    except IntegrityError:
        return views.get(name=name)
    return found


def drop_view(user, view_id: int) -> None:
    """Forget a view of this person; one that is gone already is forgotten."""
    SavedView.objects.filter(user=user, pk=view_id).delete()


def _plain(query: str) -> str:
    """The address without the page, in one order."""
    named = QueryDict(query, mutable=True)
    named.pop(PAGE_VAR, None)
    ordered = QueryDict(mutable=True)
    for key in sorted(named):
        ordered.setlist(key, sorted(value for value in named.getlist(key) if value))
    return ordered.urlencode()
