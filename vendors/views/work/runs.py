"""Booths by rules: what is weighed, trying it out, two runs side by side, and using one."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from fairs.models import VendorCall
from otopfair.errors import RuleBroken, status_after
from otopfair.staff.site import staff_site
from otopfair.thai.digits import whole_number
from vendors.forms.runs import RunRulesForm
from vendors.models import BoothWish, RulesRun
from vendors.operations.runs import apply_run, run_rules, set_run_rules
from vendors.quota_cells import free_booths
from vendors.runs import entered_in, lines_of, rules_of, sums_in_words

GIVE = "vendors.add_boothallocation"
CALLS = VendorCall.objects.select_related("fair_event__home_province")
RUNS = RulesRun.objects.select_related("call__fair_event", "rules", "run_by", "applied_by")


@staff_site.work_page(
    "calls/<int:vendorcall_id>/runs/", name="call-runs", permission=GIVE, row=CALLS
)
@never_cache
@require_http_methods(["GET", "POST"])
def call_runs(request, vendorcall):
    """The rules of a call and its runs; POST keeps the weights, or tries the rules out."""
    rules = rules_of(vendorcall)
    form, refusal, status = RunRulesForm(initial=rules.points), "", 200
    if request.method == "POST" and request.POST.get("act") == "rules":
        form = RunRulesForm(request.POST)
        status = status_after(
            form, lambda: set_run_rules(vendorcall, by=request.user, **form.cleaned_data)
        )
        if status == 302:
            messages.success(request, "บันทึกกติกาแล้ว ทดลองจัดเพื่อดูผล")
            return redirect("staff:call-runs", vendorcall.pk)
    elif request.method == "POST":
        try:
            run = run_rules(vendorcall, form_key=_key(request), by=request.user)
        except RuleBroken as broken:
            refusal, status = broken.message, broken.status
        else:
            return redirect("staff:rules-run", run.pk)
    entered = entered_in(vendorcall)
    context = {
        "title": f"จัดตามกติกา {vendorcall}",
        "call": vendorcall,
        "fair_event": vendorcall.fair_event,
        "rules": rules,
        "form": form,
        "refusal": refusal,
        "has_errors": status != 200,
        "form_key": uuid4(),
        "runs": list(vendorcall.runs.select_related("rules").defer("input", "log")),
        "is_by_rules": vendorcall.allocation_way == "rules",
        "entered": len(entered),
        "with_wishes": BoothWish.objects.filter(application__in=entered, rank=1).count(),
        "free": free_booths(vendorcall.fair_event).count(),
    }
    return staff_site.page(request, "vendors/work/call_runs.html", context, status=status)


def _key(request) -> UUID:
    try:
        return UUID(request.POST.get("form_key", ""))
    except ValueError as wrong:
        raise Http404 from wrong


@staff_site.work_page("runs/<int:run_id>/", name="rules-run", permission=GIVE, row=RUNS)
@never_cache
@require_http_methods(["GET", "POST"])
def rules_run(request, run):
    """One run with why; ?beside= is another run of the call. POST gives its booths."""
    refusal, status = "", 200
    if request.method == "POST":
        try:
            given = apply_run(run, by=request.user)
        except RuleBroken as broken:
            refusal, status = broken.message, broken.status
        else:
            messages.success(request, f"ให้บูธแล้ว {len(given)} บูธ ร้านได้รับแจ้งแล้ว")
            return redirect("staff:rules-run", run.pk)
    others = list(run.call.runs.exclude(pk=run.pk).defer("log"))
    asked = whole_number(request.GET.get("beside", ""))
    beside = next((one for one in others if one.pk == asked), None)
    context = {
        "title": str(run),
        "run": run,
        "call": run.call,
        "fair_event": run.call.fair_event,
        "others": others,
        "beside": beside,
        "lines": lines_of(run, beside),
        "sums": sums_in_words(run, beside),
        "refusal": refusal,
        "has_errors": status != 200,
    }
    return staff_site.page(request, "vendors/work/rules_run.html", context, status=status)
