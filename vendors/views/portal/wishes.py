"""A vendor says which zones or booths it wishes, and reads afterwards how the booths were given."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from otopfair.errors import status_after
from vendors.forms.runs import WishesForm
from vendors.models import BoothApplication
from vendors.operations.runs import save_wishes, why_no_wishes
from vendors.runs import codes_to_wish, line_for
from vendors.views.portal.access import portal_page, vendor_page


@vendor_page
@require_http_methods(["GET", "POST"])
def wishes(request, application_id):
    """The ranked wishes while they can be said; the result and why once booths are given."""
    rows = BoothApplication.objects.managed_by(request.user).select_related("call", "fair_event")
    application = get_object_or_404(rows, pk=application_id)
    said = {f"wish_{wish.rank}": wish.code for wish in application.booth_wishes.all()}
    form = WishesForm(request.POST or None, initial=said)
    status = 200
    if request.method == "POST":
        status = status_after(form, lambda: save_wishes(application, form.codes, by=request.user))
        if status == 302:
            messages.success(request, "บันทึกโซนและบูธที่อยากได้แล้ว")
            return redirect("my-wishes", application.pk)
    context = {
        "application": application,
        "fair": application.fair_event,
        "form": form,
        "closed": why_no_wishes(application),
        "line": line_for(application),
        "codes": codes_to_wish(application),
    }
    template = "vendors/portal/wishes.html"
    return portal_page(request, template, context, tab="applications", status=status)
