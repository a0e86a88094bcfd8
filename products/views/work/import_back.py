"""A saved import is taken back: what goes, what goes back, what stays and why; then the press."""

from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from otopfair.errors import RuleBroken
from otopfair.paging import page_of
from otopfair.staff.site import staff_site
from products.imports.taking_back import plan_taking_back
from products.models import ImportBatch
from products.operations.taking_back import IMPORT, take_back_batch, why_not_taken_back

PER_PAGE = 50


@staff_site.work_page(
    "imports/<int:batch_id>/take-back/",
    name="import-take-back",
    permission=IMPORT,
    row=ImportBatch.objects.select_related("fair_event", "removal__removed_by"),
)
@require_http_methods(["GET", "POST"])
def import_take_back(request, batch):
    """What would go, row by row; POST takes it back and leads to the page that can undo it."""
    problem = ""
    if request.method == "POST":
        try:
            removal = _taken_back(request, batch)
        except RuleBroken as broken:
            problem = broken.message
        else:
            return redirect("staff:removed-one", removal.pk)
    elif batch.is_taken_back:
        return redirect("staff:removed-one", batch.removal.pk)
    return _asking(request, batch, problem)


def _taken_back(request, batch: ImportBatch):
    return take_back_batch(
        batch,
        by=request.user,
        reason=request.POST.get("reason", "").strip(),
        back_url=reverse("staff:import-batch", args=[batch.pk]),
        seen=request.POST.get("seen", ""),
    )


def _asking(request, batch: ImportBatch, problem: str):
    plan = plan_taking_back(batch, request.user)
    context = {
        "title": f"ถอนการนำเข้า {batch.file_name}",
        "batch": batch,
        "fair_event": batch.fair_event,
        "plan": plan,
        "why_not": _why_not(batch, plan),
        "going": plan.counts_of(plan.going),
        "changing": plan.counts_of(plan.changing),
        "staying": plan.counts_of(plan.staying),
        "page": page_of(request, plan.in_reading_order, per_page=PER_PAGE),
        "reason": request.POST.get("reason", ""),
        "problem": problem,
        "has_errors": bool(problem),
    }
    status = 422 if problem else 200
    return staff_site.page(request, "products/work/import_take_back.html", context, status=status)


def _why_not(batch: ImportBatch, plan) -> str:
    if batch.is_taken_back:
        return f"{batch.removal.removed_by} ถอนการนำเข้านี้แล้ว"
    if batch.fair_event.is_cancelled:
        return "งานนี้ยกเลิกแล้ว จึงถอนการนำเข้าไม่ได้"
    if why_not := why_not_taken_back(batch):
        return why_not
    nothing = not plan.going and not plan.changing
    return "ทุกรายการถูกแก้หรือมีรายการอื่นผูกอยู่แล้ว จึงไม่มีอะไรให้ถอน" if nothing else ""
