"""For the committee: whether the selection was fair, in numbers that add up."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from fairs.models import FairEvent
from otopfair.documents.xlsx import xlsx_response
from otopfair.rights.may import may
from otopfair.staff.site import staff_site
from otopfair.thai.digits import whole_number
from vendors import allocation_fairness
from vendors.fairness import for_committee, is_announced
from vendors.fairness_sheets import fairness_workbook
from vendors.views.work.review_page import DECIDE, VIEW

READ = "vendors.read_fairness"
FAIRS = FairEvent.objects.prefetch_related("calls")


@staff_site.work_page(
    "fairs/<int:fair_event_id>/fairness/", name="fairness-fair", permission=READ, row=FAIRS
)
@never_cache
@require_safe
def fairness_fair(request, fair_event):
    """The tables; ?call= is one round of the fair, ?print=1 the paper. What waits to be announced
    is counted for who decides only."""
    call = _call_asked_for(request, fair_event)
    decides = may(request.user, DECIDE, fair_event)
    context = {
        "title": f"สรุปความเป็นธรรม {fair_event}",
        "fair_event": fair_event,
        "calls": list(fair_event.calls.all()),
        "call": call,
        "of_call": f"?call={call.pk if call else ''}",
        "fairness": for_committee(fair_event, call, waiting=decides),
        "decides": decides,
        "made_at": timezone.localtime(),
        "is_public": is_announced(fair_event),
        "may_open": may(request.user, VIEW, fair_event),
    }
    if request.GET.get("print") == "1":
        return render(request, "vendors/work/fairness_print.html", context)
    return staff_site.page(request, "vendors/work/fairness.html", context)


@staff_site.work_page(
    "fairs/<int:fair_event_id>/fairness/fairness.xlsx",
    name="fairness-xlsx",
    permission=READ,
    row=FAIRS,
)
@require_safe
def fairness_xlsx(request, fair_event):
    """What is on the page, as .xlsx."""
    call = _call_asked_for(request, fair_event)
    decides = may(request.user, DECIDE, fair_event)
    fairness = for_committee(fair_event, call, waiting=decides)
    data = fairness_workbook(fair_event, fairness, timezone.localtime())
    return xlsx_response(
        data, ascii_name="fairness", thai_name=f"สรุปความเป็นธรรม {fair_event.reference_code}"
    )


@staff_site.work_page(
    "fairs/<int:fair_event_id>/fairness/booths/",
    name="fairness-booths",
    permission=READ,
    row=FAIRS,
)
@never_cache
@require_safe
def fairness_booths(request, fair_event):
    """Who has a booth; ?print=1 is the paper."""
    context = {
        "title": f"ความเป็นธรรมของการจัดบูธ {fair_event}",
        "fair_event": fair_event,
        "fairness": allocation_fairness.for_committee(fair_event),
        "made_at": timezone.localtime(),
        "is_public": allocation_fairness.is_public(fair_event),
    }
    if request.GET.get("print") == "1":
        return render(request, "vendors/work/fairness_booths_print.html", context)
    return staff_site.page(request, "vendors/work/fairness_booths.html", context)


@staff_site.work_page(
    "fairness/",
    name="fairness",
    permission=READ,
    group="report",
    order=40,
    label="ความเป็นธรรม",
    icon="trending-up",
)
@require_safe
def fairness(request):
    """Every fair that had applications; the newest first."""
    shown = FairEvent.objects.covered_by(request.user, READ).filter(
        applications__reference_number__isnull=False
    )
    context = {
        "title": "สรุปความเป็นธรรม",
        "fairs": list(shown.distinct().order_by("-opens_on", "-pk")[:100]),
    }
    return staff_site.page(request, "vendors/work/fairness_list.html", context)


def _call_asked_for(request, fair_event: FairEvent):
    asked = whole_number(request.GET.get("call", ""))
    return next((call for call in fair_event.calls.all() if call.pk == asked), None)
