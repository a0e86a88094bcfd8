"""Booths are given here: who waits, what is free, one tap; move, take back, hold."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from fairs.current import fair_asked_for, fair_being_prepared, fairs_in_scope
from fairs.models import Booth, FairEvent, ProductCategory
from otopfair.errors import RuleBroken
from otopfair.paging import page_of
from otopfair.staff.site import staff_site
from otopfair.thai.folding import fold
from vendors.booth_board import BoardBooth, BoardZone, board_of, counts_of, suggest_booths
from vendors.models import BoothAllocation, BoothApplication
from vendors.operations.allocations import (
    allocate_booth,
    hold_booth,
    move_allocation,
    open_booth,
    release_allocation,
)
from vendors.views.work.drawing import drawing_of

VIEW = "vendors.view_boothallocation"
GIVE = "vendors.add_boothallocation"
CHANGE = "vendors.change_boothallocation"
FILTERS = ("zone", "category", "q")
WAITING_A_PAGE = 10


@staff_site.work_page(
    "booths/",
    name="allocation",
    permission=VIEW,
    group="call",
    order=30,
    label="จัดบูธ",
    icon="grid-3x3",
)
def allocation(request):
    """Leads to the ground of the fair that is being prepared."""
    fairs = fairs_in_scope(request.user)
    fair_event = fair_asked_for(request, fairs) or fair_being_prepared(fairs)
    if fair_event is None:
        context = {**staff_site.each_context(request), "title": "จัดบูธ"}
        return render(request, "vendors/work/allocation_none.html", context)
    return redirect("staff:allocation-fair", fair_event.pk)


@staff_site.work_page("fairs/<int:fair_id>/booths/", name="allocation-fair", permission=VIEW)
@require_http_methods(["GET", "POST"])
def allocation_fair(request, fair_id):
    """The board of one fair. POST does one act; htmx gets the board back, others the page."""
    fair_event = get_object_or_404(FairEvent.objects.visible_to(request.user), pk=fair_id)
    problem, done = "", request.GET.get("done", "")
    if request.method == "POST":
        try:
            changed = _act(request, fair_event)
        except RuleBroken as broken:
            problem = broken.message
        else:
            done = str(changed.pk) if isinstance(changed, BoothAllocation) else ""
            if not request.htmx:
                if isinstance(changed, Booth):
                    words = f"กันไว้สำหรับ{changed.held_for}" if changed.held_for else "เปิดให้จัดได้"
                    messages.success(request, f"บูธ {changed.code} {words}")
                return redirect(_address(fair_event, {**_filters(request), "done": done}))
    context = _board_context(request, fair_event, problem=problem, done=done)
    status = 422 if problem else 200
    if request.htmx:
        return render(request, "vendors/work/_board.html", context, status=status)
    context = {**staff_site.each_context(request), **context}
    return render(request, "vendors/work/allocation.html", context, status=status)


def _act(request, fair_event: FairEvent) -> BoothAllocation | Booth:
    """One press of a button. 404 for rows of other fairs, 403 without the rank."""
    act, user = request.POST.get("act", ""), request.user
    if not user.has_perm(GIVE if act == "allocate" else CHANGE):
        raise PermissionDenied
    reason = request.POST.get("reason", "")
    if act == "allocate":
        return allocate_booth(
            _posted(request, "application", fair_event.applications.all()),
            _posted(request, "booth", fair_event.booths.all()),
            by=user,
        )
    if act in ("hold", "open"):
        booth = _posted(request, "booth", fair_event.booths.all())
        return (
            hold_booth(booth, reason=reason, by=user)
            if act == "hold"
            else open_booth(booth, by=user)
        )
    allocations = BoothAllocation.objects.filter(booth__fair_event=fair_event).select_related(
        "application", "booth"
    )
    given = _posted(request, "allocation", allocations)
    if act == "move":
        booth = _posted(request, "booth", fair_event.booths.all())
        return move_allocation(given, booth, by=user, reason=reason)
    if act == "release":
        return release_allocation(given, reason=reason, by=user)
    raise Http404


def _posted(request, name, rows):
    value = request.POST.get(name, "")
    if not (value.isascii() and value.isdigit()):
        raise Http404
    return get_object_or_404(rows, pk=value)


def _filters(request) -> dict[str, str]:
    return {name: request.GET[name] for name in FILTERS if request.GET.get(name)}


def _address(fair_event: FairEvent, values: dict) -> str:
    query = urlencode({name: value for name, value in values.items() if value})
    page = reverse("staff:allocation-fair", args=[fair_event.pk])
    return f"{page}?{query}" if query else page


def _board_context(request, fair_event: FairEvent, *, problem: str, done: str) -> dict:
    board = board_of(fair_event)
    filters = _filters(request)
    waiting = page_of(request, _waiting(fair_event, filters), per_page=WAITING_A_PAGE)
    applications = list(waiting.object_list)
    suggestions = suggest_booths(applications, board)
    chosen, given = _chosen_application(request, fair_event)
    booth = _chosen_booth(board, request.GET.get("booth", ""))
    done_line = _done_line(fair_event, done)
    zone = _chosen_zone(board, filters.get("zone", ""), booth, chosen, done_line)
    address = _address(fair_event, filters)
    return {
        "title": "จัดบูธ",
        "fair_event": fair_event,
        "fairs": fairs_in_scope(request.user),
        "board": board,
        "counts": counts_of(board),
        "zone": zone,
        "zone_links": [
            (row, _address(fair_event, {**filters, "zone": row.zone.code})) for row in board
        ],
        "waiting": waiting,
        "waiting_rows": [
            {
                "application": row,
                "booth": suggestions.get(row.pk),
                "url": _address(fair_event, {**filters, "application": row.pk}),
            }
            for row in applications
        ],
        "chosen": chosen,
        "given": given,
        "chosen_booth": booth,
        "fitting": _fitting(applications, booth, board),
        "plan": drawing_of(
            fair_event,
            board,
            url_of_booth=lambda code: (
                _address(
                    fair_event,
                    {**filters, "application": chosen.pk if chosen else "", "booth": code},
                )
                + "#panel"
            ),
            url_of_zone=lambda code: _address(fair_event, {**filters, "zone": code}) + "#zone",
            mine={row.booth_id for row in given},
        ),
        "filters": {name: filters.get(name, "") for name in FILTERS},
        "is_filtered": bool(filters),
        "filter_address": address,
        "categories": ProductCategory.choices,
        "problem": problem,
        "has_errors": bool(problem),
        "done": done_line,
        "can_give": request.user.has_perm(GIVE),
        "can_change": request.user.has_perm(CHANGE),
    }


def _waiting(fair_event: FairEvent, filters: dict):
    rows = BoothApplication.objects.waiting_for_booth().filter(fair_event=fair_event)
    if filters.get("category", "").isdecimal():
        rows = rows.filter(category=int(filters["category"]))
    for word in filters.get("q", "").split():
        rows = rows.filter(vendor__search_text__contains=fold(word))
    return rows.select_related("vendor__district", "vendor__province").order_by(
        "category", "confirmed_at", "pk"
    )


def _chosen_zone(board, code: str, booth, application, done) -> BoardZone | None:
    """The zone of ?zone=, of what is chosen or was just done, else the first with room."""
    asked = [row for row in board if row.zone.code == code]
    of_booth = [row for row in board if booth in row.booths]
    category = application.category if application else None
    fitting = [row for row in board if category and row.zone.category == category]
    just_done = [row for row in board if done and row.zone.pk == done.booth.zone_id]
    with_room = [row for row in board if row.free]
    return next(iter([*asked, *of_booth, *fitting, *just_done, *with_room, *board]), None)


def _chosen_booth(board: list[BoardZone], code: str) -> BoardBooth | None:
    return next((b for zone in board for b in zone.booths if b.booth.code == code), None)


def _chosen_application(request, fair_event):
    """The application of ?application= and the booths it has."""
    wanted = request.GET.get("application", "")
    if not (wanted.isascii() and wanted.isdigit()):
        return None, []
    rows = BoothApplication.objects.visible_to(request.user).filter(fair_event=fair_event)
    chosen = rows.select_related("vendor__district", "vendor__province").filter(pk=wanted).first()
    if chosen is None:
        return None, []
    live = chosen.allocations.live().select_related("booth__zone").order_by("request_no")
    return chosen, list(live)


def _fitting(applications, booth: BoardBooth | None, board) -> list[BoothApplication]:
    """Who of those on this page could take the chosen booth, its own category first."""
    if booth is None or not booth.is_free:
        return []
    category = next(row.zone.category for row in board if booth in row.booths)
    return sorted(applications, key=lambda row: row.category != category)[:8]


def _done_line(fair_event: FairEvent, done: str) -> BoothAllocation | None:
    """The allocation that was just given or taken back, for the line with "เลิกทำ"."""
    if not (done.isascii() and done.isdigit()):
        return None
    rows = BoothAllocation.objects.filter(booth__fair_event=fair_event)
    return rows.select_related("application__vendor", "booth").filter(pk=done).first()
