"""Slips that wait for an officer, each beside the sum that is expected."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from otopfair.errors import status_after
from otopfair.history.models import record
from otopfair.media.serving import private_file
from otopfair.paging import page_of
from otopfair.staff.site import staff_site
from otopfair.thai.calendar import today_in_thailand
from vendors.forms.slips import AcceptSlipForm, RefuseSlipForm
from vendors.ledger import account_of
from vendors.models import PaymentSlip
from vendors.operations.slips import accept_slip, refuse_slip, slips_alike

RECORD = "vendors.record_money"
SLIPS = PaymentSlip.objects.select_related(
    "application__vendor", "fair_event", "sent_by", "judged_by", "line"
)


@staff_site.work_page("money/slips/", name="money-slips", permission=RECORD)
@never_cache
@require_safe
def money_slips(request):
    """The queue, the oldest first."""
    rows = SLIPS.covered_by(request.user, RECORD).waiting().order_by("sent_at", "pk")
    context = {"title": "สลิปรอตรวจ", "page": page_of(request, rows)}
    return staff_site.page(request, "vendors/work/money_slips.html", context)


@staff_site.work_page("money/slips/<int:slip_id>/", name="money-slip", permission=RECORD, row=SLIPS)
@never_cache
@require_http_methods(["GET", "POST"])
def money_slip(request, slip):
    """The picture, what is expected, what looks like it; and the two answers."""
    account = account_of(slip.application)
    start = {"amount_baht": account.open or None, "moved_on": today_in_thailand()}
    refuses = request.POST.get("act") == "refuse"
    posted = request.POST if request.method == "POST" else None
    accept = AcceptSlipForm(None if refuses else posted, initial=start)
    refuse = RefuseSlipForm(posted if refuses else None)
    status = 200
    if posted is not None:
        form, act = (refuse, refuse_slip) if refuses else (accept, accept_slip)
        status = status_after(form, lambda: act(slip, by=request.user, **form.cleaned_data))
        if status == 302:
            messages.success(request, "บันทึกแล้ว ร้านได้รับแจ้งแล้ว")
            return redirect("staff:money-slips")
    context = {
        "title": str(slip),
        "slip": slip,
        "application": slip.application,
        "account": account,
        "alike": slips_alike(slip),
        "accept": accept,
        "refuse": refuse,
        "form": refuse if refuses else accept,
    }
    return staff_site.page(request, "vendors/work/money_slip.html", context, status=status)


@staff_site.work_page(
    "money/slips/<int:slip_id>/slip.webp", name="money-slip-file", permission=RECORD, row=SLIPS
)
@never_cache
@require_safe
def money_slip_file(request, slip):
    """The picture; who opened one with somebody's account on it is written down."""
    record(slip.application, "open_slip", "เปิดดูสลิปโอนเงิน", by=request.user)
    return private_file(slip.file, f"slip-{slip.application}.webp")
