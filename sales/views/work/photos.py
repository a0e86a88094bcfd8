"""The photos of a fair's final report."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from otopfair.errors import status_after
from otopfair.media.serving import private_file
from otopfair.staff.removals import Asking, ask_and_remove
from otopfair.staff.site import staff_site
from sales.forms.photos import ReportPhotoForm
from sales.models import ReportPhoto
from sales.models.photos import MOST_PHOTOS
from sales.operations.photos import add_report_photo, take_out_report_photo
from sales.views.work.reports import CLOSE, FAIRS, VIEW

PHOTOS = ReportPhoto.objects.select_related("fair_event")


@staff_site.work_page(
    "fairs/<int:fair_event_id>/report-photos/", name="report-photos", permission=CLOSE, row=FAIRS
)
@never_cache
@require_http_methods(["GET", "POST"])
def report_photos(request, fair_event):
    """What is there; POST puts one more photo into the report."""
    form = ReportPhotoForm(request.POST or None, request.FILES or None)
    status = 200
    if form.is_bound:
        status = status_after(form, lambda: _add(form, fair_event, request.user))
        if status == 302:
            messages.success(request, "ใส่รูปในรายงานสรุปแล้ว")
            return redirect("staff:report-photos", fair_event.pk)
    context = {
        "title": "รูปในรายงานสรุป",
        "fair_event": fair_event,
        "photos": ReportPhoto.objects.filter(fair_event=fair_event),
        "most": MOST_PHOTOS,
        "form": form,
    }
    return staff_site.page(request, "sales/work/report_photos.html", context, status=status)


def _add(form: ReportPhotoForm, fair_event, by) -> None:
    answers = form.cleaned_data
    add_report_photo(
        fair_event,
        answers["photo"],
        caption=answers["caption"],
        form_key=answers["form_key"],
        by=by,
    )


@staff_site.work_page(
    "report-photos/<int:reportphoto_id>/photo.webp",
    name="report-photo",
    permission=VIEW,
    row=PHOTOS,
)
@never_cache
@require_safe
def report_photo(request, reportphoto):
    return private_file(reportphoto.file, f"report-{reportphoto.pk}.webp")


@staff_site.work_page(
    "report-photos/<int:reportphoto_id>/take-out/",
    name="report-photo-out",
    permission=CLOSE,
    row=PHOTOS,
)
@never_cache
@require_http_methods(["GET", "POST"])
def report_photo_out(request, reportphoto):
    """Asks first; the page after it puts the photo back."""
    back_url = reverse("staff:report-photos", args=[reportphoto.fair_event_id])
    asking = Asking(title=f"รูป “{reportphoto.caption}”", goes=[], back_url=back_url)
    return ask_and_remove(
        request, asking, lambda _: take_out_report_photo(reportphoto, by=request.user)
    )
