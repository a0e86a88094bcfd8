"""What the person behind an application has sent for other shops: a fragment of the review."""

from django.shortcuts import render

from otopfair.staff.site import staff_site
from vendors.models import BoothApplication
from vendors.persons import other_applications


@staff_site.work_page(
    "applications/<int:application_id>/same-person/",
    name="review-same-person",
    permission="vendors.view_boothapplication",
    row=BoothApplication.objects.select_related("fair_event", "vendor"),
)
def review_same_person(request, application):
    """Other live applications of the same person at the fair."""
    others = other_applications(application).visible_to(request.user).select_related("vendor")
    context = {"others": others.with_standing_for(request.user).order_by("reference_number")}
    return render(request, "vendors/work/_same_person.html", context)
