"""Whether one vendor may apply to a call, and letting it past the conditions with a reason."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from otopfair.errors import status_after
from otopfair.staff.site import staff_site
from vendors.eligibility import why_not
from vendors.forms.conditions import WaiverForm
from vendors.models import ConditionWaiver, Vendor
from vendors.operations.conditions import NEVER_WAIVED, waive_conditions
from vendors.views.work.conditions import CALLS

ACT_FOR_VENDOR = "vendors.act_for_vendor"


@staff_site.work_page(
    "calls/<int:vendorcall_id>/vendors/<int:vendor_id>/",
    name="call-vendor",
    permission=ACT_FOR_VENDOR,
    row=CALLS,
)
@never_cache
@require_http_methods(["GET", "POST"])
def call_vendor(request, vendorcall, vendor_id):
    """Every reason that keeps a vendor from applying. POST waives what can be waived."""
    rows = Vendor.objects.visible_to(request.user).select_related("province")
    vendor = get_object_or_404(rows, pk=vendor_id)
    form = WaiverForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = status_after(
            form,
            lambda: waive_conditions(
                vendorcall, vendor, reason=form.cleaned_data["reason"], by=request.user
            ),
        )
        if status == 302:
            messages.success(request, f"ยกเว้นเงื่อนไขให้ {vendor} แล้ว")
            return redirect("staff:call-vendor", vendorcall.pk, vendor.pk)
    barriers = why_not(vendorcall, vendor)
    waiver = ConditionWaiver.objects.filter(call=vendorcall, vendor=vendor)
    context = {
        "title": f"สมัครได้หรือไม่ {vendor}",
        "call": vendorcall,
        "fair_event": vendorcall.fair_event,
        "vendor": vendor,
        "barriers": barriers,
        "waiver": waiver.select_related("waived_by").first(),
        "can_waive": bool(barriers) and all(one.key not in NEVER_WAIVED for one in barriers),
        "form": form,
    }
    return staff_site.page(request, "vendors/work/call_vendor.html", context, status=status)
