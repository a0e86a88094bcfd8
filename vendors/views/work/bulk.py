"""Passing or selecting many applications at once: asked first where a maximum would be passed."""

from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.db.models import prefetch_related_objects
from django.http import Http404
from django.shortcuts import redirect

from otopfair.rights.may import may
from otopfair.staff.site import staff_site
from otopfair.work.running import start_work, work_of
from vendors.bulk import DECIDE
from vendors.forms.decisions import BeyondFields
from vendors.models import BoothApplication, Outcome
from vendors.places import Room
from vendors.views.work.ticked import all_items, items_of, rows_of

ACTS = {"pass": Outcome.PASS, "select": Outcome.SELECT}
SELECTABLE = {"submitted", "eligible", Outcome.PASS, Outcome.REFUSE}
MOST_NAMED = 20


def start_bulk(request, fair_event, filters, applications):
    """The answer to a press on the list; None when nothing was ticked."""
    if not may(request.user, "vendors.decide_boothapplication", fair_event):
        raise PermissionDenied
    outcome = ACTS.get(request.POST.get("act", ""))
    if outcome is None:
        raise Http404
    if work := work_of(_key(request), request.user):
        return redirect("staff:bulk-work", work.pk)
    items = _items(request, filters, applications)
    if not items:
        return None
    over = beyond(rows_of(items)) if outcome == Outcome.SELECT else []
    form = BeyondFields(request.POST if "beyond_reason" in request.POST else None)
    if over and "fits" in request.POST:
        items = _without(items, over)
    elif over and not _may_go_beyond(form):
        return _ask(request, fair_event, filters, items, over, form)
    elif over:
        return _start(request, fair_event, outcome, items, form.cleaned_data["beyond_reason"])
    return _start(request, fair_event, outcome, items)


def _without(items, over):
    out = {application.pk for application, _why in over}
    return [item for item in items if item[0] not in out]


def _start(request, fair_event, outcome: Outcome, items, beyond_reason: str = ""):
    work = start_work(
        DECIDE,
        items,
        title=f"{outcome.label} {len(items)} ใบ {fair_event}",
        form_key=_key(request),
        by=request.user,
        back_url=request.get_full_path(),
        outcome=outcome.value,
        beyond_reason=beyond_reason,
    )
    return redirect("staff:bulk-work", work.pk)


def beyond(rows: list[BoothApplication]) -> list[tuple[BoothApplication, str]]:
    """Which of `rows`, chosen one after the other, would pass a maximum, and which one."""
    prefetch_related_objects(rows, "call__cells", "call__fair_event")
    rooms = {row.call_id: row.call for row in rows if row.call_id}
    rooms = {key: Room(call) for key, call in rooms.items()}
    over = []
    for row in rows:
        room = rooms.get(row.call_id)
        if room is None or row.standing not in SELECTABLE:
            continue
        if problem := room.problem(row):
            over.append((row, problem))
        else:
            room.take(row)
    return over


def _may_go_beyond(form: BeyondFields) -> bool:
    if not form.is_bound or not form.is_valid():
        return False
    form.require_beyond()
    return form.is_valid()


def _ask(request, fair_event, filters, items, over, form):
    context = {
        "title": "เกินจำนวนที่รับ",
        "fair_event": fair_event,
        "filters": filters,
        "values": [f"{key}:{'' if version is None else version}" for key, version in items],
        "over": over[:MOST_NAMED],
        "over_count": len(over),
        "fits": len(items) - len(over),
        "count": len(items),
        "form": form,
        "form_key": _key(request),
    }
    return staff_site.page(request, "vendors/work/bulk_beyond.html", context, status=422)


def _items(request, filters, applications) -> list[tuple[int, int | None]]:
    if request.POST.get("all") == "1":
        return all_items(filters.rows(applications))
    return items_of(request.POST.getlist("ids"), applications.order_by("pk"))


def _key(request) -> UUID:
    try:
        return UUID(request.POST.get("form_key", ""))
    except ValueError:
        return uuid4()
