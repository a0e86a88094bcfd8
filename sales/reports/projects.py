"""What the fairs under a project have brought, for the project's own page."""

from decimal import Decimal

from django.db.models import Sum

from fairs.models import FairEvent, Project, ResultSource
from onsite.models import VisitorCount
from sales.reports.gathering import fair_report_of, kept_or_gathered_fair
from sales.reports.telling import last_day_to_tell
from vendors.models import BoothAllocation


def results_of_project(*, project: Project) -> dict[str, Decimal]:
    """By ResultSource: baht sold and ordered, shops, visitors. A shop at two fairs counts once;
    what no fair has said yet is not there."""
    fairs = list(FairEvent.objects.filter(activities__project=project).distinct().order_by("pk"))
    told = [(one, last_day_to_tell(one)) for one in fairs]
    begun = [(one, until) for one, until in told if until]
    if not begun:
        return {}
    sold = sum(
        (
            kept_or_gathered_fair(fair_report_of(one), one, until).grand.total
            for one, until in begun
        ),
        Decimal(0),
    )
    held = [one for one, _until in begun]
    stands = BoothAllocation.objects.live().filter(booth__fair_event__in=held)
    shops = stands.values("application__vendor").distinct().count()
    found: dict[str, Decimal] = {ResultSource.SOLD: sold, ResultSource.VENDORS: Decimal(shops)}
    counted = VisitorCount.objects.filter(fair_event__in=held).aggregate(people=Sum("people"))
    if counted["people"] is not None:
        found[ResultSource.VISITORS] = Decimal(counted["people"])
    return found
