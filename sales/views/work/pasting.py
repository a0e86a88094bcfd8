"""A block from a spreadsheet is laid over the grid: looked at first, taken at one press, undone."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from fairs.models import FairEvent
from otopfair.errors import RuleBroken
from otopfair.onward import press_only
from otopfair.staff.site import staff_site
from sales.forms.pasting import PasteForm
from sales.models import EnteredBlock
from sales.operations.blocks import take_block, undo_block
from sales.operations.takings import seen_figure
from sales.operations.takings_many import Figure
from sales.pasting import PastePlan, plan_paste
from sales.reports.gathering import closed_report_of
from sales.takings import day_rows, own_figures, usual_at, zone_counts
from sales.views.work.days import ENTER, chosen_rows, day_context, day_of


@staff_site.work_page(
    "fairs/<int:fair_event_id>/sales/<str:day>/paste/",
    name="sales-paste",
    permission=ENTER,
    row=FairEvent.objects,
)
@require_http_methods(["GET", "POST"])
def sales_paste(request, fair_event, day):
    """POST shows which booth gets which figure; with `take` it records them, all or none."""
    day = day_of(fair_event, day)
    form = _form(request, fair_event, day)
    plan, status = None, 200
    if form.is_bound and form.is_valid():
        plan = _plan(form, fair_event, day)
        if "take" in request.POST:
            if _take(request, form, plan, fair_event, day):
                return redirect(_grid(request, fair_event, day))
            # Others may have entered figures meanwhile: what stands there now is shown.
            form.day_rows, status = day_rows(fair_event, day), 422
            plan = _plan(form, fair_event, day)
    elif form.is_bound:
        status = 422
    context = {
        "form": form,
        "plan": plan,
        "previews": _previews(plan) if plan else [],
        "asks_reason": bool(plan) and _asks_reason(form, plan, fair_event, day),
        "grid_url": _grid(request, fair_event, day),
        "has_errors": status != 200,
        **day_context(request, fair_event, day),
    }
    return staff_site.page(request, "sales/work/sales_paste.html", context, status=status)


@staff_site.work_page(
    "fairs/<int:fair_event_id>/sales/<str:day>/blocks/<int:block_id>/undo/",
    name="sales-block-undo",
    permission=ENTER,
    row=FairEvent.objects,
)
@press_only
def sales_block_undo(request, fair_event, day, block_id):
    """Put back what stood there before a block; the page of the removal says what stays."""
    day = day_of(fair_event, day)
    blocks = EnteredBlock.objects.filter(fair_event=fair_event, sold_on=day)
    try:
        removal = undo_block(get_object_or_404(blocks, pk=block_id), by=request.user)
    except RuleBroken as broken:
        messages.error(request, broken.message)
        return redirect("staff:sales-fair", fair_event.pk, day.isoformat())
    return redirect("staff:removed-one", removal.pk)


def _form(request, fair_event: FairEvent, day) -> PasteForm:
    if request.method == "POST":
        return PasteForm(request.POST, rows=day_rows(fair_event, day))
    zone, missing_only = chosen_rows(request, zone_counts(fair_event, day))
    return PasteForm(None, rows=day_rows(fair_event, day, zone=zone, missing_only=missing_only))


def _plan(form: PasteForm, fair_event: FairEvent, day) -> PastePlan:
    cleaned, rows = form.cleaned_data, form.shown_rows
    plan = plan_paste(cleaned["text"], rows, start=form.position, column=cleaned["column"])
    plan.doubt(usual_at(fair_event, rows, day))
    return plan


def _take(request, form: PasteForm, plan: PastePlan, fair_event: FairEvent, day) -> bool:
    """True when the block is in; else the form says why it is not."""
    figures = [
        Figure(
            line.row.allocation,
            day,
            line.sold,
            line.ordered,
            request.POST.get(f"seen-{line.row.allocation.pk}", ""),
            "\n".join(line.doubts),
        )
        for line in plan.changes
    ]
    try:
        block = take_block(
            fair_event, day, figures, by=request.user, reason=form.cleaned_data["reason"]
        )
    except RuleBroken as broken:
        broken.put_on(form)
        return False
    count = len(block.lines) if block else 0
    messages.success(request, f"บันทึกยอดที่วางแล้ว {count} แถว" if count else "ไม่มีแถวที่เปลี่ยน")
    return True


def _previews(plan: PastePlan) -> list[tuple]:
    """Each line with the fingerprint of what is shown beside it."""
    return [(line, seen_figure(line.row.sale)) for line in plan.lines]


def _asks_reason(form: PasteForm, plan: PastePlan, fair_event: FairEvent, day) -> bool:
    """Needed where a vendor's own figure is replaced, welcome on a day that was closed."""
    sales = [line.row.sale for line in plan.changes if line.row.sale]
    form.fields["reason"].required = bool(own_figures(sales))
    return form.fields["reason"].required or closed_report_of(fair_event, day) is not None


def _grid(request, fair_event: FairEvent, day) -> str:
    page = reverse("staff:sales-fair", args=[fair_event.pk, day.isoformat()])
    return f"{page}?{request.GET.urlencode()}" if request.GET else page
