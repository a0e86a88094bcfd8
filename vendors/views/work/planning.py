"""The plan of a call's review: phases, score sheet, and who works in which."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from fairs.models import VendorCall
from otopfair.errors import RuleBroken
from otopfair.staff.site import staff_site
from otopfair.stale import StalePage, seen_of
from vendors.forms.planning import PlanForms
from vendors.operations.planning import plan_of, plan_review

PLAN = "vendors.plan_review"


@staff_site.work_page(
    "calls/<int:vendorcall_id>/review/",
    name="review-plan",
    permission=PLAN,
    row=VendorCall.objects.select_related("fair_event"),
)
@require_http_methods(["GET", "POST"])
def review_plan(request, vendorcall):
    """Phases with their days and workers, criteria with their weights."""
    plan = plan_of(vendorcall)
    forms = PlanForms(vendorcall, plan, request.POST or None, seen=seen_of(plan))
    status = 200
    if request.method == "POST":
        status = 422
        if forms.is_valid():
            try:
                seen = forms.rule.cleaned_data["seen"]
                plan_review(vendorcall, forms.plan, by=request.user, seen=seen)
            except StalePage as stale:
                forms.keep(stale)
                status = 409
            except RuleBroken as broken:
                forms.refuse(broken.message, broken.field)
            else:
                messages.success(request, "บันทึกขั้นตอนและเกณฑ์แล้ว")
                return redirect("staff:review-plan", vendorcall.pk)
    context = {
        "title": f"ขั้นตอนและเกณฑ์ {vendorcall}",
        "call": vendorcall,
        "fair_event": vendorcall.fair_event,
        "forms": forms,
    }
    return staff_site.page(request, "vendors/work/review_plan.html", context, status=status)
