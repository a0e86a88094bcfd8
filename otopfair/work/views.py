"""How far a work is, and what was left out: one page that fetches itself again while it runs."""

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from otopfair.rights.roles import USE_STAFF_SITE
from otopfair.staff.site import staff_site
from otopfair.work.models import BulkWork


@staff_site.work_page(
    "work/<int:work_id>/",
    name="bulk-work",
    permission=USE_STAFF_SITE,
    row=BulkWork.objects,
)
@never_cache
@require_safe
def bulk_work(request, work):
    """The work that this person asked for; nobody else's."""
    context = {"title": work.title, "work": work}
    if request.htmx:
        return render(request, "staff/_bulk_work.html", context)
    return staff_site.page(request, "staff/bulk_work.html", context)
