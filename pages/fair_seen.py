"""A fair on one page to be read: for who organises along with us, and whoever may look at it."""

from django.db.models import Count, Q
from django.views.decorators.http import require_safe

from fairs.models import FairEvent, Zone
from fairs.reports import dates_of, organiser_lines, place_of, programme_of
from fairs.scopes import assignments_of
from otopfair.rights.may import may
from otopfair.rights.roles import Role
from otopfair.staff.site import staff_site
from otopfair.thai.calendar import today_in_thailand
from sales.reports.running import cumulative_until, running

FAIRS = FairEvent.objects.select_related("home_province", "venue_province", "venue_district")
# What more there is to read, each for who may: permission, work page, words.
MORE = (
    ("vendors.view_boothallocation", "staff:allocation-fair", "ใครอยู่บูธไหน"),
    ("sales.view_dailyreport", "staff:report-fair", "รายงานยอดจำหน่าย"),
    ("onsite.view_visitorcount", "staff:visitors-fair", "จำนวนผู้ชม"),
    ("onsite.view_survey", "staff:surveys-fair", "แบบสอบถาม"),
    ("fairs.view_fairevent", "staff:fair-day-sheet", "ใบกำหนดการ (PDF)"),
)
STANDS = Q(booths__allocations__released_at=None, booths__allocations__isnull=False)


@staff_site.work_page(
    "fairs/<int:fair_event_id>/", name="fair", permission="fairs.view_fairevent", row=FAIRS
)
@require_safe
def fair_seen(request, fair_event):
    """Days, place, organisers, programme, booths by zone; takings for who reads the reports."""
    user, today = request.user, today_in_thailand()
    programme = programme_of(fair_event, today)
    context = {
        "fair": fair_event,
        "title": str(fair_event),
        "dates": dates_of(fair_event),
        "place": place_of(fair_event),
        "organisers": organiser_lines(fair_event),
        "acts": fair_event.acts.select_related("person", "agency", "acting_for_person"),
        "programme": programme,
        "zones": _zones(fair_event) if may(user, "fairs.view_booth", fair_event) else [],
        "taken": _taken(fair_event, user, today),
        "more": [one for one in _more(fair_event, user) if programme or "day-sheet" not in one[0]],
    }
    return staff_site.page(request, "pages/fair_seen.html", context)


def fairs_organised_by(user) -> list[FairEvent]:
    """The fairs at which this person holds the role of an organiser's partner."""
    keys = [
        row.fair_event_id
        for row in assignments_of(user)
        if row.role == Role.ORGANISERS_PARTNER and row.fair_event_id
    ]
    return list(FairEvent.objects.filter(pk__in=keys).order_by("-opens_on", "-pk"))


def _more(fair_event: FairEvent, user) -> list[tuple[str, str]]:
    return [(page, words) for permission, page, words in MORE if may(user, permission, fair_event)]


def _zones(fair_event: FairEvent):
    """Zones with `all_booths`, and `taken`: those in which somebody stands."""
    rows = Zone.objects.filter(fair_event=fair_event).annotate(
        all_booths=Count("booths", distinct=True),
        taken=Count("booths", filter=STANDS, distinct=True),
    )
    return rows.order_by("sequence", "pk")


def _taken(fair_event: FairEvent, user, today):
    """The sums so far; None for who reads no report, and before the opening."""
    if not may(user, "sales.view_dailyreport", fair_event):
        return None
    return cumulative_until(running(fair_event), today)
