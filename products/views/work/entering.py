"""An officer fills in an application for a vendor: look for the shop, then one page."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from fairs.models import FairEvent
from otopfair.errors import RuleBroken
from otopfair.staff.site import staff_site
from products.forms.entering import EnterForm
from products.models import Product
from products.operations.entering import enter_application
from vendors.eligibility import why_not
from vendors.filtering import vendors_named
from vendors.models import Vendor

ACT_FOR_VENDOR = "vendors.act_for_vendor"
FAIRS = FairEvent.objects.prefetch_related("calls__cells", "calls__terms", "zones")
MOST_FOUND = 20


@staff_site.work_page(
    "fairs/<int:fair_event_id>/enter/", name="enter", permission=ACT_FOR_VENDOR, row=FAIRS
)
@never_cache
@require_safe
def enter(request, fair_event):
    """Which vendor it is for."""
    words = request.GET.get("q", "")
    found = list(vendors_named(request.user, words)[:MOST_FOUND]) if words else []
    context = {
        "title": f"กรอกใบสมัครแทนร้าน {fair_event}",
        "fair_event": fair_event,
        "words": words,
        "found": found,
        "most_found": MOST_FOUND,
    }
    return staff_site.page(request, "products/work/enter.html", context)


@staff_site.work_page(
    "fairs/<int:fair_event_id>/enter/<int:vendor_id>/",
    name="enter-vendor",
    permission=ACT_FOR_VENDOR,
    row=FAIRS,
)
@never_cache
@require_http_methods(["GET", "POST"])
def enter_vendor(request, fair_event, vendor_id):
    """The whole application on one page. POST sends it; the vendor reads who entered it."""
    vendor = get_object_or_404(Vendor.objects.visible_to(request.user), pk=vendor_id)
    call = fair_event.call_to_show()
    if call is None:
        messages.error(request, "งานนี้ยังไม่มีประกาศรับสมัคร")
        return redirect("staff:enter", fair_event.pk)
    form = EnterForm(
        request.POST or None,
        call=call,
        zones=fair_event.zones.all(),
        products=Product.objects.filter(vendor=vendor, is_withdrawn=False).order_by("-pk"),
        is_open=call.is_accepting(),
        questions=call.questions.filter(is_used=True).select_related("asked_after"),
        initial={"booths_wanted": 1},
    )
    if form.is_valid():
        try:
            application = enter_application(fair_event, vendor, by=request.user, **_answers(form))
        except RuleBroken as broken:
            broken.put_on(form)
        else:
            messages.success(request, f"ส่งใบสมัคร {application.reference_no} แทนร้านแล้ว")
            return redirect("staff:review", application.pk)
    context = {
        "title": f"กรอกใบสมัครแทน {vendor}",
        "fair_event": fair_event,
        "vendor": vendor,
        "call": call,
        "barriers": why_not(call, vendor),
        "form": form,
    }
    status = 422 if form.errors else 200
    return staff_site.page(request, "products/work/enter_vendor.html", context, status=status)


def _answers(form: EnterForm) -> dict:
    texts = form.texts()
    own = {name: value for name, value in form.cleaned_data.items() if name not in texts}
    own.pop("seen", None)
    return {**own, "texts": texts}
