"""What officers have found at the vendor's booths and ask it to mend."""

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from onsite.models import Finding, InspectionPhoto
from otopfair.media.serving import private_file
from otopfair.paging import page_of
from vendors.views.portal.access import portal_page, vendor_page


@vendor_page
@require_safe
def my_inspections(request):
    """What is open first, then what was mended."""
    rows = Finding.objects.of_vendors_of(request.user).filter(vendor=request.vendor)
    rows = rows.select_related("fair_event", "booth", "item", "visit")
    rows = rows.prefetch_related("visit__photos").order_by("-mended_at", "-pk")
    opened = sorted(rows.open(), key=lambda one: one.due_at)
    context = {"opened": opened, "page": page_of(request, rows.exclude(mended_at=None))}
    return portal_page(request, "onsite/portal/inspections.html", context)


@vendor_page
@require_safe
def my_inspection_photo(request, photo_id):
    """A photo of a visit at which something was found that the vendor is asked to mend."""
    told = Finding.objects.of_vendors_of(request.user).values("visit")
    photo = get_object_or_404(InspectionPhoto.objects.filter(visit__in=told), pk=photo_id)
    return private_file(photo.file, f"inspection-{photo.pk}.webp")
