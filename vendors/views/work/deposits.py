"""The ledger of a fair's deposits: what is held, what went back, what was kept and why."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from fairs.models import FairEvent
from otopfair.paging import page_of
from otopfair.staff.site import staff_site
from vendors.deposits import deposits_of, totals_of
from vendors.models import BoothApplication

VIEW = "vendors.view_ledgerline"


@staff_site.work_page(
    "fairs/<int:fair_event_id>/money/deposits/",
    name="money-deposits",
    permission=VIEW,
    row=FairEvent.objects,
)
@never_cache
@require_safe
def money_deposits(request, fair_event):
    """Deposits that came in, those that are held first; ?print=1 is the paper."""
    rows = BoothApplication.objects.covered_by(request.user, VIEW).filter(fair_event=fair_event)
    rows = rows.with_standing().select_related("vendor").order_by("reference_number", "pk")
    deposits = deposits_of(rows)
    context = {
        "title": "เงินประกัน",
        "fair_event": fair_event,
        "totals": totals_of(deposits),
        "made_at": timezone.localtime(),
    }
    if request.GET.get("print") == "1":
        shown = {**context, "deposits": deposits}
        return render(request, "vendors/work/money_deposits_print.html", shown)
    context["page"] = page_of(request, deposits)
    return staff_site.page(request, "vendors/work/money_deposits.html", context)
