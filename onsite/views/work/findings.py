"""What was found at a fair and is to be mended; and what of it stands in a vendor's record."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from fairs.models import FairEvent
from onsite.exports import findings_workbook
from onsite.models import Finding
from onsite.operations.inspections import mend_finding, not_mended, put_on_record
from onsite.reports.inspections import STATES, FindingFilter, counts_by_state
from otopfair.documents.xlsx import xlsx_response
from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry
from otopfair.paging import page_of
from otopfair.rights.may import may
from otopfair.staff.site import staff_site
from vendors.models import Vendor

VIEW, INSPECT, RECORD = "onsite.view_finding", "onsite.inspect_booths", "onsite.record_finding"
FINDINGS = Finding.objects.select_related(
    "fair_event__home_province",
    "booth",
    "vendor__province",
    "item",
    "visit__round",
    "found_by",
    "mended_by",
    "recorded_by",
)


@staff_site.work_page(
    "fairs/<int:fair_event_id>/findings/",
    name="inspections-findings",
    permission=VIEW,
    row=FairEvent.objects,
)
@never_cache
@require_safe
def inspections_findings(request, fair_event):
    """What is open, by zone and state of the address; ?print=1 is the paper."""
    zones = list(fair_event.zones.order_by("sequence", "pk"))
    filters = FindingFilter.from_query(request.GET, zones)
    rows = filters.rows(fair_event)
    context = {
        "title": "สิ่งที่พบจากการตรวจ",
        "fair_event": fair_event,
        "filters": filters,
        "made_at": timezone.localtime(),
    }
    if request.GET.get("print") == "1":
        context["rows"] = list(rows)
        return render(request, "onsite/work/findings_print.html", context)
    context |= {
        "page": page_of(request, rows),
        "state_chips": _state_chips(filters, counts_by_state(fair_event)),
        "zone_chips": _zone_chips(filters, zones),
        "print_url": filters.address(print="1"),
    }
    return staff_site.page(request, "onsite/work/findings.html", context)


def _state_chips(filters: FindingFilter, counts: dict[str, int]) -> list[dict]:
    words = {**STATES, "all": "ทั้งหมด"}
    return [
        {
            "label": f"{label} {counts[state]}",
            "url": filters.address(state=state),
            "on": filters.state == state,
        }
        for state, label in words.items()
    ]


def _zone_chips(filters: FindingFilter, zones) -> list[dict]:
    chips = [{"label": "ทุกโซน", "url": filters.address(zone=""), "on": filters.zone is None}]
    return chips + [
        {"label": str(zone), "url": filters.address(zone=zone.code), "on": filters.zone == zone}
        for zone in zones
    ]


@staff_site.work_page(
    "fairs/<int:fair_event_id>/findings/findings.xlsx",
    name="inspections-xlsx",
    permission=VIEW,
    row=FairEvent.objects,
)
@require_safe
def inspections_xlsx(request, fair_event):
    """The list as it is filtered."""
    filters = FindingFilter.from_query(request.GET, list(fair_event.zones.order_by("pk")))
    made_at = timezone.localtime()
    title = f"สิ่งที่พบจากการตรวจ {fair_event} {filters.words}"
    data = findings_workbook(title, list(filters.rows(fair_event)), made_at=made_at)
    code = fair_event.reference_code
    return xlsx_response(
        data, ascii_name=f"findings-{code}-{made_at:%Y%m%d-%H%M}", thai_name=f"ตรวจบูธ {code}"
    )


ACTS = {
    "mend": (mend_finding, INSPECT, "บันทึกว่าแก้แล้ว"),
    "not-mended": (not_mended, INSPECT, "บันทึกว่ายังไม่ได้แก้"),
    "record": (put_on_record, RECORD, "ลงประวัติของร้านแล้ว ยังไม่มีโทษใด ๆ"),
}


@staff_site.work_page(
    "findings/<int:finding_id>/", name="inspections-finding", permission=VIEW, row=FINDINGS
)
@never_cache
@require_http_methods(["GET", "POST"])
def inspections_finding(request, finding):
    """One finding: photos, whether it is mended, and the vendor's record."""
    problem, status = "", 200
    if request.method == "POST" and (act := ACTS.get(request.POST.get("act", ""))):
        operation, permission, said = act
        if not may(request.user, permission, finding):
            raise PermissionDenied
        try:
            operation(finding, by=request.user)
        except RuleBroken as broken:
            problem, status = broken.message, broken.status
        else:
            messages.success(request, said)
            return redirect("staff:inspections-finding", finding.pk)
    context = {
        "title": str(finding),
        "finding": finding,
        "fair_event": finding.fair_event,
        "photos": finding.visit.photos.order_by("pk"),
        "history": HistoryEntry.objects.of(finding),
        "can_inspect": may(request.user, INSPECT, finding),
        "can_record": may(request.user, RECORD, finding),
        "can_penalise": finding.vendor and may(request.user, "vendors.add_penalty", finding.vendor),
        "problem": problem,
        "has_errors": status != 200,
    }
    return staff_site.page(request, "onsite/work/finding.html", context, status=status)


@staff_site.work_page(
    "vendors/<int:vendor_id>/findings/",
    name="inspections-vendor",
    permission="vendors.view_penalty",
    row=Vendor.objects,
)
@require_safe
def inspections_vendor(request, vendor):
    """What of inspections stands in the vendor's record: a part of the page of its penalties."""
    rows = Finding.objects.filter(vendor=vendor).exclude(recorded_at=None)
    rows = rows.select_related("fair_event", "booth", "item", "recorded_by").order_by("-pk")[:50]
    return render(request, "onsite/work/_vendor_findings.html", {"findings": rows})
