"""The vendor's files beside its application: opened by who decides, at home or elsewhere."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from otopfair.media.serving import private_file
from otopfair.staff.site import staff_site
from vendors.models import BoothApplication
from vendors.operations.papers import note_opening

DECIDE = "vendors.decide_boothapplication"
APPLICATIONS = BoothApplication.objects.select_related("fair_event", "vendor")
SORTS = ("standards", "documents")


def _papers(application, sort: str):
    """What the vendor has sent and still holds; nothing while names are hidden."""
    if sort not in SORTS or application.hides_name:
        raise Http404
    return getattr(application.vendor, sort).current().select_related("kind")


@staff_site.work_page(
    "applications/<int:application_id>/files/<slug:sort>/<int:number>/",
    name="review-file",
    permission=DECIDE,
    row=APPLICATIONS,
)
@never_cache
@require_safe
def review_file(request, application, sort, number):
    """One file; that it was opened, and by whom, is written down."""
    paper = get_object_or_404(_papers(application, sort).exclude(file=""), pk=number)
    note_opening(paper, by=request.user)
    return private_file(paper.file, paper.file_name)
