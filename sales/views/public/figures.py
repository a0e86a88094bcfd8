"""What a fair sold, for everybody: as its report was closed, and nothing of a single shop."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_noop
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from fairs.models import FairEvent
from sales.models import FairReport
from sales.reports.corrections import changed_by_few
from sales.reports.gathering import fair_reports_of
from sales.reports.keeping import fair_figures_of, is_readable
from sales.reports.secrecy import LEAST_BOOTHS, OpenLine, PublicTable, public_table


@login_not_required
@require_safe
@conditional_page
@cache_control(public=True, max_age=60)
def fair_figures(request, slug: str):
    """Takings by category; 404 until the report of the fair is closed."""
    fair_event = get_object_or_404(FairEvent.objects.published(), slug=slug)
    context = {
        "section": "fairs",
        "fair": fair_event,
        "tab": "figures",
        "table": _table(fair_event),
        "least": LEAST_BOOTHS,
    }
    return render(request, "sales/fair_figures.html", context)


def _table(fair_event: FairEvent) -> PublicTable | None:
    """That of the newest closed report, as far as those before it leave it secret."""
    closed = list(fair_reports_of(fair_event).exclude(closed_at=None))
    if not closed or not _is_readable(closed[0]):
        raise Http404
    table, former = None, None
    for report in filter(_is_readable, reversed(closed)):
        changed = changed_by_few(former, report) if former else set()
        lines = [
            OpenLine(one.label, one.reported, one.total, one.vendors)
            for one in fair_figures_of(report).categories
        ]
        table = public_table(lines, whole=gettext_noop("รวม"), before=table, changed=changed)
        former = report
    return table


def _is_readable(report: FairReport) -> bool:
    return is_readable(report.figures.get("shape"))
