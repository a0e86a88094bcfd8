"""Booths are given here: who waits, what is free, one tap; and whatever else befalls a booth."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from fairs.current import fair_asked_for, fair_being_prepared, fairs_in_scope
from fairs.models import FairEvent
from otopfair.errors import RuleBroken
from otopfair.staff.site import staff_site
from vendors.views.work.board import BoardPage
from vendors.views.work.board_acts import VIEW, Done, Press

JUST_DONE = "board-done"


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
    if request.method == "GET":
        done = request.session.pop(JUST_DONE, None)
        return _answer(request, BoardPage(request, fair_event, done=Done(*done) if done else None))
    press = Press(request, fair_event)
    if not press.is_valid:
        return _answer(request, BoardPage(request, fair_event, refused=press))
    try:
        done = press.act()
    except RuleBroken as broken:
        page = BoardPage(request, fair_event, refused=press, problem=broken.message)
        return _answer(request, page)
    if not request.htmx:
        request.session[JUST_DONE] = [done.words, done.undo]
        return redirect(BoardPage(request, fair_event).address(**done.shows))
    return _answer(request, BoardPage(request, fair_event, done=done))


def _answer(request, page: BoardPage):
    context = {"page": page, "title": "จัดบูธ", "has_errors": page.is_refused}
    status = 422 if page.is_refused else 200
    if request.htmx:
        return render(request, "vendors/work/_board.html", context, status=status)
    return staff_site.page(request, "vendors/work/allocation.html", context, status=status)
