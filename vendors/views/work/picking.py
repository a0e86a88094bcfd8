"""Officers see how the vendors of a call choose their booths, and set the turns before."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from fairs.models import AllocationWay, VendorCall
from otopfair.errors import RuleBroken
from otopfair.paging import page_of
from otopfair.staff.site import staff_site
from vendors.models import ApplicationStatus, BoothAllocation, BoothApplication, BoothHold
from vendors.operations.picking import set_turns
from vendors.picking import turn_begins
from vendors.views.work.board_acts import GIVE

A_PAGE = 50


@dataclass(frozen=True)
class PickLine:
    """One vendor of the list: its turn, what it holds, what it has."""

    application: BoothApplication
    number: int | None
    begins_at: datetime | None

    @property
    def booths(self) -> str:
        return " ".join(row.booth.code for row in self.application.given_now)

    @property
    def hold(self) -> BoothHold | None:
        return next(iter(self.application.held_now), None)


@staff_site.work_page(
    "calls/<int:vendorcall_id>/picking/",
    name="call-picking",
    permission=GIVE,
    row=VendorCall.objects.select_related("fair_event"),
)
@never_cache
@require_http_methods(["GET", "POST"])
def call_picking(request, vendorcall):
    """Who has chosen, who is choosing, whose turn comes. POST numbers the turns."""
    problem = ""
    if request.method == "POST":
        try:
            turns = set_turns(vendorcall, by=request.user)
        except RuleBroken as broken:
            problem = broken.message
        else:
            messages.success(request, f"จัดลำดับ {len(turns)} ร้านแล้ว")
            return redirect("staff:call-picking", vendorcall.pk)
    context = {
        "title": f"ร้านเลือกบูธ {vendorcall}",
        "call": vendorcall,
        "is_on": vendorcall.allocation_way == AllocationWay.SELF,
        "is_open": vendorcall.picking_opens_at and vendorcall.picking_opens_at <= timezone.now(),
        "counts": _counts(vendorcall),
        "page": _lines(request, vendorcall),
        "problem": problem,
        "has_errors": bool(problem),
    }
    status = 422 if problem else 200
    return staff_site.page(request, "vendors/work/picking.html", context, status=status)


def _choosers(call: VendorCall):
    return BoothApplication.objects.filter(call=call, status=ApplicationStatus.CONFIRMED)


def _counts(call: VendorCall) -> dict[str, int]:
    """How many vendors have a booth, hold their first one, and have none: they add up to all."""
    has_booth = Exists(BoothAllocation.objects.live().filter(application=OuterRef("pk")))
    holds_booth = Exists(BoothHold.objects.live().filter(application=OuterRef("pk")))
    rows = _choosers(call).order_by().annotate(has_booth=has_booth, holds_booth=holds_booth)
    return rows.aggregate(
        have=Count("pk", filter=Q(has_booth=True)),
        holding=Count("pk", filter=Q(has_booth=False, holds_booth=True)),
        waiting=Count("pk", filter=Q(has_booth=False, holds_booth=False)),
    )


def _lines(request, call: VendorCall):
    """A page of them in the order of their turns; three queries."""
    given = BoothAllocation.objects.live().select_related("booth").order_by("request_no")
    held = BoothHold.objects.live().select_related("booth")
    rows = _choosers(call).select_related("vendor", "pick_turn").order_by("pick_turn__number", "pk")
    rows = rows.prefetch_related(
        Prefetch("allocations", given, to_attr="given_now"),
        Prefetch("booth_holds", held, to_attr="held_now"),
    )
    page = page_of(request, rows, per_page=A_PAGE)
    page.lines = [_line(call, row) for row in page]
    return page


def _line(call: VendorCall, row: BoothApplication) -> PickLine:
    turn = getattr(row, "pick_turn", None)
    is_in_turns = turn and call.turn_minutes and call.picking_opens_at
    begins = turn_begins(call, turn.number - 1) if is_in_turns else None
    return PickLine(row, turn.number if turn else None, begins)
