"""Two editions of a fair by day number: page and spreadsheet."""

from django.views.decorators.http import require_safe

from otopfair.documents.xlsx import xlsx_response
from otopfair.staff.site import staff_site
from otopfair.thai.digits import whole_number
from sales.exports import comparison_book
from sales.reports.comparison import Comparison, compare, other_editions
from sales.views.work.reports import FAIRS, VIEW


@staff_site.work_page(
    "fairs/<int:fair_event_id>/compare/", name="report-compare", permission=VIEW, row=FAIRS
)
@require_safe
def report_compare(request, fair_event):
    """The fair beside ?with=, or else beside the edition before it; ?file=xlsx as a spreadsheet."""
    others = other_editions(fair_event, FAIRS.covered_by(request.user, VIEW))
    before = _asked(request, others) or _usual(fair_event, others)
    comparison = compare(fair_event, before) if before else None
    if comparison and request.GET.get("file") == "xlsx":
        return _file(comparison)
    context = {
        "title": "เทียบกับครั้งก่อน",
        "fair_event": fair_event,
        "others": others,
        "before": before,
        "comparison": comparison,
    }
    return staff_site.page(request, "sales/work/report_compare.html", context)


def _asked(request, others: list):
    wanted = whole_number(request.GET.get("with", ""))
    return next((one for one in others if one.pk == wanted), None)


def _usual(fair_event, others: list):
    """The edition before, where it may be read; else the newest other one."""
    before = fair_event.edition_before()
    return next((one for one in others if before and one.pk == before.pk), next(iter(others), None))


def _file(comparison: Comparison):
    fair_event, before = comparison.fair_event, comparison.before
    return xlsx_response(
        comparison_book(comparison),
        ascii_name=f"compare-{fair_event.reference_code}-{before.reference_code}",
        thai_name=f"เทียบรายวัน {fair_event} กับ {before}",
    )
