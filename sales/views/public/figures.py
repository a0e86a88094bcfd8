"""What a fair sold, for everybody: as its report was closed, and nothing of a single shop."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_noop
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from fairs.models import FairEvent
from sales.reports.gathering import fair_reports_of
from sales.reports.keeping import UnknownShape, fair_figures_of
from sales.reports.secrecy import LEAST_BOOTHS, PublicTable, public_table


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


def _table(fair_event: FairEvent) -> PublicTable:
    report = fair_reports_of(fair_event).exclude(closed_at=None).first()
    if report is None:
        raise Http404
    try:
        figures = fair_figures_of(report)
    except UnknownShape as unknown:
        raise Http404 from unknown
    lines = [(line.label, line.reported, line.total) for line in figures.categories]
    return public_table(lines, whole=gettext_noop("รวม"))
