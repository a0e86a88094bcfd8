"""Who may apply to a call: officers tick the conditions and read what vendors will read."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from fairs.models import VendorCall
from otopfair.errors import RuleBroken
from otopfair.staff.site import staff_site
from otopfair.stale import StalePage, seen_of
from vendors.conditions import in_words
from vendors.forms.conditions import ConditionsForm
from vendors.operations.conditions import conditions_now, save_conditions

KEEP_CALLS = "fairs.change_vendorcall"
CALLS = VendorCall.objects.select_related("fair_event__home_province")
MOST_WAIVERS = 200


@staff_site.work_page(
    "calls/<int:vendorcall_id>/conditions/",
    name="call-conditions",
    permission=KEEP_CALLS,
    row=CALLS,
)
@never_cache
@require_http_methods(["GET", "POST"])
def call_conditions(request, vendorcall):
    """The conditions of one call, in the words of the public, and who was let past them."""
    now = conditions_now(vendorcall)
    form = ConditionsForm(request.POST or None, initial={**now, "seen": seen_of(now)})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                seen = form.cleaned_data["seen"] or None
                save_conditions(vendorcall, form.chosen(), by=request.user, seen=seen)
            except StalePage as stale:
                form.keep(stale)
                status = stale.status
            except RuleBroken as broken:
                status = broken.put_on(form)
            else:
                messages.success(request, "บันทึกเงื่อนไขผู้สมัครแล้ว")
                return redirect("staff:call-conditions", vendorcall.pk)
    waivers = vendorcall.waivers.select_related("vendor", "waived_by")
    context = {
        "title": f"เงื่อนไขผู้สมัคร {vendorcall}",
        "call": vendorcall,
        "fair_event": vendorcall.fair_event,
        "form": form,
        "conditions": in_words(vendorcall),
        "waivers": list(waivers[:MOST_WAIVERS]),
    }
    return staff_site.page(request, "vendors/work/conditions.html", context, status=status)
