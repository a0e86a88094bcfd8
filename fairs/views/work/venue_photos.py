"""The photos of a venue, for all who plan fairs there; its province puts them in."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from fairs.forms.venues import VenuePhotoForm
from fairs.models import Venue
from fairs.models.venues import MOST_PHOTOS
from fairs.operations.venue_photos import CHANGE, add_venue_photo, take_out_venue_photo
from otopfair.errors import status_after
from otopfair.media.serving import private_file
from otopfair.rights.may import may
from otopfair.staff.site import staff_site
from otopfair.thai.digits import whole_number

VIEW = "fairs.view_venue"


@staff_site.work_page(
    "venues/<int:venue_id>/photos/", name="venue-photos", permission=VIEW, row=Venue.objects
)
@never_cache
@require_http_methods(["GET", "POST"])
def venue_photos(request, venue):
    """What is there; POST puts one more in, or with take_out=<id> takes one out."""
    may_change = may(request.user, CHANGE, venue)
    if request.method == "POST" and not may_change:
        raise PermissionDenied
    if "take_out" in request.POST:
        photo = _photo(venue, whole_number(request.POST["take_out"]))
        return redirect("staff:removed-one", take_out_venue_photo(photo, by=request.user).pk)
    form = VenuePhotoForm(request.POST or None, request.FILES or None)
    status = 200
    if form.is_bound:
        status = status_after(form, lambda: _add(form, venue, request.user))
        if status == 302:
            messages.success(request, "ใส่รูปแล้ว")
            return redirect("staff:venue-photos", venue.pk)
    context = {
        "title": "รูปสถานที่",
        "venue": venue,
        "photos": venue.photos.all(),
        "most": MOST_PHOTOS,
        "may_change": may_change,
        "form": form,
    }
    return staff_site.page(request, "fairs/work/venue_photos.html", context, status=status)


@staff_site.work_page(
    "venues/<int:venue_id>/photos/<int:number>.webp",
    name="venue-photo",
    permission=VIEW,
    row=Venue.objects,
)
@never_cache
@require_safe
def venue_photo(request, venue, number):
    return private_file(_photo(venue, number).file, f"venue-{number}.webp")


def _add(form: VenuePhotoForm, venue: Venue, by) -> None:
    answers = form.cleaned_data
    add_venue_photo(
        venue,
        answers["photo"],
        caption=answers["caption"],
        form_key=answers["form_key"],
        by=by,
    )


def _photo(venue: Venue, number: int | None):
    photo = venue.photos.filter(pk=number).first()
    if photo is None:
        raise Http404
    return photo
