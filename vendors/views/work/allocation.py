"""Booths are given here: who waits, what is free, one tap; move, take back, hold."""

from datetime import date, datetime, time, timedelta

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from fairs.current import fair_asked_for, fair_being_prepared, fairs_in_scope
from fairs.models import FairEvent
from otopfair.errors import RuleBroken
from otopfair.rights.may import may
from otopfair.staff.site import staff_site
from otopfair.thai.calendar import THAILAND
from otopfair.thai.digits import whole_number
from otopfair.thai.parsing import ThaiDateError, parse_date
from vendors.models import BoothAllocation, BoothHold
from vendors.operations.allocations import allocate_booth, move_allocation, release_allocation
from vendors.operations.holds import hold_booth, open_booth
from vendors.views.work.board import CHANGE, GIVE, VIEW, BoardPage


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
    fairs = fairs_in_scope(request.user, VIEW)
    fair_event = fair_asked_for(request.GET.get("fair", ""), fairs) or fair_being_prepared(fairs)
    if fair_event is None:
        return staff_site.page(request, "vendors/work/allocation_none.html", {"title": "จัดบูธ"})
    return redirect("staff:allocation-fair", fair_event.pk)


@staff_site.work_page(
    "fairs/<int:fair_event_id>/booths/",
    name="allocation-fair",
    permission=VIEW,
    row=FairEvent.objects,
)
@require_http_methods(["GET", "POST"])
def allocation_fair(request, fair_event):
    """The board of one fair. POST does one act; htmx gets the board back, others the page."""
    asked = request.GET
    page = BoardPage(request, fair_event, done=asked.get("done", ""), held=asked.get("hold", ""))
    if request.method == "POST":
        try:
            shown = Press(request, fair_event).act()
        except RuleBroken as broken:
            page.problem = broken.message
        else:
            if not request.htmx:
                return redirect(page.address(**shown))
            page.done, page.held = shown.get("done", ""), shown.get("hold", "")
    return _answer(request, page)


def _answer(request, page: BoardPage):
    context = {"page": page, "title": "จัดบูธ"}
    context["has_errors"] = bool(page.problem)
    status = 422 if page.problem else 200
    if request.htmx:
        return render(request, "vendors/work/_board.html", context, status=status)
    return staff_site.page(request, "vendors/work/allocation.html", context, status=status)


class Press:
    """One press of a button. 404 for rows of other fairs, 403 without the rank.

    Each act answers with what the board shows next, as parts of its address.
    """

    def __init__(self, request, fair_event: FairEvent) -> None:
        self.request, self.posted, self.fair_event = request, request.POST, fair_event
        self.user, self.reason = request.user, request.POST.get("reason", "")

    def act(self) -> dict[str, str]:
        name = self.posted.get("act", "")
        acts = {
            "allocate": self.allocate,
            "move": self.move,
            "release": self.release,
            "undo": self.undo,
            "hold": self.hold,
            "open": self.open,
            "hold_again": self.hold_again,
        }
        if not may(self.user, GIVE if name == "allocate" else CHANGE, self.fair_event):
            raise PermissionDenied
        if name not in acts:
            raise Http404
        return acts[name]()

    def allocate(self):
        application = self._row("application", self.fair_event.applications.all())
        given = allocate_booth(
            application,
            self._booth(),
            first_on=self._day("first_on"),
            last_on=self._day("last_on"),
            by=self.user,
        )
        return {"done": str(given.pk)}

    def move(self):
        given = self._allocation()
        moved = move_allocation(given, self._booth(), by=self.user, reason=self.reason)
        return {"done": str(moved.pk), "from": given.booth.code}

    def release(self):
        given = release_allocation(
            self._allocation(), reason=self.reason, from_on=self._day("from_on"), by=self.user
        )
        return {"done": str(given.pk)}

    def undo(self):
        """Given by mistake: the vendor has stood there on no day."""
        given = release_allocation(
            self._allocation(), reason="เลิกทำ จัดผิดร้าน", from_on=date.min, by=self.user
        )
        return {"done": str(given.pk)}

    def hold(self):
        hold = hold_booth(self._booth(), reason=self.reason, until=self._until(), by=self.user)
        return {"booth": hold.booth.code, "hold": str(hold.pk)}

    def open(self):
        ended = open_booth(self._booth(), by=self.user)
        return {"booth": ended.booth.code, "hold": str(ended.pk)}

    def hold_again(self):
        """Opened by mistake: for whom and until when it was held stay the same."""
        rows = BoothHold.objects.filter(booth__fair_event=self.fair_event)
        ended = self._row("hold", rows.select_related("booth"))
        hold = hold_booth(ended.booth, reason=ended.reason, until=ended.until, by=self.user)
        return {"booth": hold.booth.code, "hold": str(hold.pk)}

    def _booth(self):
        return self._row("booth", self.fair_event.booths.all())

    def _allocation(self) -> BoothAllocation:
        rows = BoothAllocation.objects.filter(booth__fair_event=self.fair_event)
        return self._row("allocation", rows.select_related("application", "booth"))

    def _row(self, name: str, rows):
        value = whole_number(self.posted.get(name, ""))
        if value is None:
            raise Http404
        return get_object_or_404(rows, pk=value)

    def _day(self, name: str) -> date | None:
        """A day of the choices that the page offers."""
        text = self.posted.get(name, "")
        try:
            return date.fromisoformat(text) if text else None
        except ValueError as wrong:
            raise Http404 from wrong

    def _until(self) -> datetime | None:
        """The end of the day that was typed."""
        text = self.posted.get("until", "").strip()
        try:
            day = parse_date(text) if text else None
        except ThaiDateError as wrong:
            raise RuleBroken(str(wrong), field="until") from wrong
        return datetime.combine(day + timedelta(days=1), time(), THAILAND) if day else None
