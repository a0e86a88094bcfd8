"""What others save while a grid is open: counts, and the rows that the page has not seen yet."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from fairs.models import FairEvent
from otopfair.rights.may import may
from otopfair.staff.site import staff_site
from otopfair.thai.digits import whole_number
from sales.operations.takings import seen_figure
from sales.reports.gathering import closed_report_of
from sales.takings import day_rows, figures_shown, whole_day, zone_counts
from sales.views.work.days import CHECK, ENTER, chosen_rows, day_of
from sales.views.work.rows import GridRow

MOST_ROWS = 100


@staff_site.work_page(
    "fairs/<int:fair_event_id>/sales/<str:day>/live/",
    name="sales-live",
    permission=ENTER,
    row=FairEvent.objects,
)
@require_safe
def sales_live(request, fair_event, day):
    """The counts, and the fingerprint of every row of ?zone=; the rows of ?rows=4,7 whole."""
    day = day_of(fair_event, day)
    counts = zone_counts(fair_event, day)
    zone, missing_only = chosen_rows(request, counts)
    shown = figures_shown(fair_event, day, zone)
    wanted = {whole_number(key) for key in request.GET.get("rows", "").split(",")[:MOST_ROWS]}
    wanted &= shown.keys()
    context = {
        "fair_event": fair_event,
        "day": day,
        "zone": zone,
        "missing_only": missing_only,
        "counts": counts,
        "missing_total": sum(count.missing for count in counts),
        "whole": whole_day(fair_event, day, counts),
        "shown": {key: seen_figure(sale) for key, sale in shown.items()},
        "rows": _rows(fair_event, day, wanted) if wanted else [],
        "closed_report": closed_report_of(fair_event, day),
        "can_check": may(request.user, CHECK, fair_event),
    }
    return render(request, "sales/work/sales_live.html", context)


def _rows(fair_event: FairEvent, day, wanted: set) -> list[GridRow]:
    return [GridRow.stored(row) for row in day_rows(fair_event, day, only=wanted)]
