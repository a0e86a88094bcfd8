"""Who may apply to a call: officers tick the conditions and read what vendors will read."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from fairs.models import VendorCall
from otopfair.documents.xlsx import xlsx_response
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.paging import page_of
from otopfair.staff.site import staff_site
from otopfair.stale import StalePage, seen_of
from vendors.call_sheets import waivers_workbook
from vendors.conditions import in_words, kinds_in_words
from vendors.forms.conditions import ConditionsForm
from vendors.operations.conditions import conditions_now, save_conditions

KEEP_CALLS = "fairs.change_vendorcall"
CALLS = VendorCall.objects.select_related("fair_event__home_province")
PER_PAGE = 100


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
    page = page_of(request, _waivers(vendorcall), per_page=PER_PAGE)
    for waiver in page:
        waiver.kinds_words = kinds_in_words(waiver.kinds)
    context = {
        "title": f"เงื่อนไขผู้สมัคร {vendorcall}",
        "call": vendorcall,
        "fair_event": vendorcall.fair_event,
        "form": form,
        "conditions": in_words(vendorcall),
        "page": page,
    }
    return staff_site.page(request, "vendors/work/conditions.html", context, status=status)


def _waivers(call: VendorCall):
    return call.waivers.select_related("vendor", "waived_by")


@staff_site.work_page(
    "calls/<int:vendorcall_id>/conditions/waivers.xlsx",
    name="call-waivers-export",
    permission=KEEP_CALLS,
    row=CALLS,
)
@require_safe
def waivers_export(request, vendorcall):
    """Who was let past the conditions, all pages; the history of the call says who took it."""
    rows, now = list(_waivers(vendorcall)), timezone.localtime()
    data = waivers_workbook(f"ร้านที่ได้รับการยกเว้น {vendorcall}", rows, made_at=now)
    record(vendorcall, "export", f"ส่งออกร้านที่ได้รับการยกเว้น {len(rows)} ร้าน", by=request.user)
    stamp = f"{vendorcall.fair_event.reference_code}-{now:%Y%m%d-%H%M}"
    return xlsx_response(data, ascii_name=f"waivers-{stamp}", thai_name=f"ร้านที่ได้รับการยกเว้น {stamp}")
