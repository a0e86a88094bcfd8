"""What a vendor is asked about a fair where it stands; its answers are changed until closing."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from fairs.models import FairEvent
from onsite.models import Audience, Survey
from onsite.reports.surveys import stands_at
from onsite.views.public.surveys import answered
from vendors.views.portal.access import portal_page, vendor_page


@vendor_page
@require_http_methods(["GET", "POST"])
def my_survey(request, slug: str):
    """The form with what the shop has answered so far."""
    fair_event = get_object_or_404(FairEvent, slug=slug)
    if not stands_at(request.vendor, fair_event):
        raise Http404
    rows = Survey.objects.filter(fair_event=fair_event, audience=Audience.VENDORS)
    survey = rows.taking_answers().first()
    form, status = None, 200
    if survey is not None:
        form, status = answered(request, survey, request.vendor)
    if status == 302:
        messages.success(request, "เก็บคำตอบแล้ว แก้ได้จนกว่าเจ้าหน้าที่ปิดแบบสอบถาม")
        return redirect("my-survey", slug)
    context = {"fair": fair_event, "form": form, "was_sent": request.method == "POST"}
    return portal_page(request, "onsite/portal/survey.html", context, status=status)
