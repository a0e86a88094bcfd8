"""What officers have asked the vendor about, and its word."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from onsite.forms.complaints import WordForm
from onsite.models import Complaint, ComplaintState
from onsite.operations.complaints import give_word
from otopfair.errors import status_after
from otopfair.paging import page_of
from vendors.views.portal.access import portal_page, vendor_page


@vendor_page
@require_safe
def my_complaints(request):
    """What waits for the vendor's word, then what was said."""
    rows = Complaint.objects.asked_of_vendors_of(request.user).filter(vendor=request.vendor)
    rows = rows.select_related("fair_event", "booth")
    waits = rows.with_vendor().order_by("asked_at")
    page = page_of(request, rows.exclude(state=ComplaintState.WITH_VENDOR).order_by("-asked_at"))
    return portal_page(request, "onsite/portal/complaints.html", {"waits": waits, "page": page})


@vendor_page
@require_http_methods(["GET", "POST"])
def my_complaint(request, complaint_id):
    """The officers' question, never who complained nor in which words."""
    rows = Complaint.objects.asked_of_vendors_of(request.user).select_related("fair_event", "booth")
    complaint = get_object_or_404(rows, pk=complaint_id)
    form, status = WordForm(request.POST or None), 200
    if request.method == "POST":
        status = status_after(
            form, lambda: give_word(complaint, form.cleaned_data["words"], by=request.user)
        )
        if status == 302:
            messages.success(request, "ส่งคำชี้แจงแล้ว เจ้าหน้าที่จะตอบผู้แจ้ง")
            return redirect("my-complaints")
        complaint.refresh_from_db()
    context = {"complaint": complaint, "form": form}
    return portal_page(request, "onsite/portal/complaint.html", context, status=status)
