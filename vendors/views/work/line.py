"""Choosing by a score line: every cell is seen before anything is decided."""

from uuid import uuid4

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from fairs.models import VendorCall
from otopfair.errors import RuleBroken
from otopfair.staff.site import staff_site
from otopfair.work.running import start_work, work_of
from vendors.bulk import CHOOSE
from vendors.forms.scoring import ApplyLineForm, LineForm
from vendors.lines import line_view, totals_of
from vendors.models import PhaseKind
from vendors.operations.phases import why_not
from vendors.operations.scoring import draw_line
from vendors.scoring import rule_of, scored, to_score
from vendors.views.work.review_page import DECIDE
from vendors.views.work.ticked import items_of

CALLS = VendorCall.objects.select_related("fair_event")


@staff_site.work_page(
    "calls/<int:vendorcall_id>/line/", name="review-line", permission=DECIDE, row=CALLS
)
@never_cache
@require_http_methods(["GET", "POST"])
def review_line(request, vendorcall):
    """What the line of ?line= would choose. POST draws it and starts the work."""
    if not vendorcall.phases.exists() and not vendorcall.criteria.exists():
        raise Http404
    if missing := _own_missing(vendorcall, request.user):
        return _page(request, vendorcall, {"missing": missing})
    if request.method == "POST":
        return _apply(request, vendorcall)
    start = rule_of(vendorcall).line
    form = LineForm(request.GET if "line" in request.GET else None, initial={"line": start})
    line = form.cleaned_data["line"] if form.is_bound and form.is_valid() else start
    view = line_view(vendorcall, line) if line is not None else None
    status = 422 if form.is_bound and form.errors else 200
    shown = {"form": form, "view": view, "totals": [] if view else totals_of(vendorcall)}
    return _page(request, vendorcall, shown, status=status)


def _own_missing(call, user) -> int:
    """Applications that others have scored and this officer is still to score."""
    if why_not(call, PhaseKind.SCORING, user):
        return 0
    seen = {key for key, one in scored([call]).items() if one.totals}
    return sum(key in seen for key in to_score([call], user).values_list("pk", flat=True))


def _page(request, call, shown: dict, *, status=200):
    context = {
        "title": f"คัดเลือกตามเส้นคะแนน {call}",
        "call": call,
        "fair_event": call.fair_event,
        "form_key": uuid4(),
        "closed": why_not(call, PhaseKind.MEETING, request.user),
        "missing": 0,
        "form": None,
        "view": None,
        "totals": [],
        "refusal": "",
        "has_errors": status != 200,
        **shown,
    }
    if request.htmx and status == 200:
        return render(request, "vendors/work/_line.html", context)
    return staff_site.page(request, "vendors/work/line.html", context, status=status)


def _apply(request, call):
    form = ApplyLineForm(request.POST)
    if not form.is_valid():
        shown = {"form": form, "refusal": "อ่านเส้นคะแนนไม่ได้ กรอกเส้นแล้วดูอีกครั้ง"}
        return _page(request, call, shown, status=422)
    answers = form.cleaned_data
    if work := work_of(answers["form_key"], request.user):
        return redirect("staff:bulk-work", work.pk)
    view = line_view(call, answers["line"])
    items = _items(request, view)
    try:
        if not items:
            raise RuleBroken("ไม่มีใบใดที่จะคัดเลือกตามเส้นนี้")
        draw_line(call, answers["line"], by=request.user)
    except RuleBroken as broken:
        status = broken.status
        form = LineForm({"line": answers["line"]})
        shown = {"form": form, "view": view, "refusal": broken.message}
        return _page(request, call, shown, status=status)
    work = start_work(
        CHOOSE,
        items,
        title=f"คัดเลือกตามเส้น {answers['line']} คะแนน {call}",
        form_key=answers["form_key"],
        by=request.user,
        back_url=request.path,
        line=str(answers["line"]),
    )
    return redirect("staff:bulk-work", work.pk)


def _items(request, view) -> list[tuple[int, int | None]]:
    """Above the line with the versions that the page showed, best first; then the ticked ties.

    Whoever would be above the line but for its documents is tried too: the result says why not.
    """
    seen = request.POST.getlist("rows")
    unchecked = [row for row, _why in view.left_out if row.total and row.total > view.line]
    above = items_of(seen, [*view.above, *unchecked])
    return above + items_of(request.POST.getlist("ties"), view.at)
