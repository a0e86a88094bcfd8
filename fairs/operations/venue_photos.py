"""Photos of a venue are put in and taken out by its province."""

from uuid import UUID

from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import reverse

from fairs.models import Venue, VenuePhoto
from fairs.models.venues import MOST_PHOTOS
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock
from otopfair.media.images import largest_made
from otopfair.media.storing import new_files
from otopfair.removals.models import Removal
from otopfair.removals.removing import remove

CHANGE = "fairs.change_venue"


def add_venue_photo(venue: Venue, upload, *, caption: str, form_key: UUID, by) -> VenuePhoto:
    """Put one photo, made anew, beside a venue. The same key is the same photo.

    Raises RuleBroken when there are enough, and for what is no photo.
    """
    picture = largest_made(upload, not_made="อ่านรูปนี้ไม่สำเร็จ ส่งอีกครั้ง").content
    with new_files() as files, transaction.atomic():
        venue = lock(venue)
        if earlier := venue.photos.filter(form_key=form_key).first():
            return earlier
        _require_room(venue)
        photo = VenuePhoto(venue=venue, caption=caption, added_by=by, form_key=form_key)
        files.save(photo.file, ContentFile(picture))
        photo.save()
        record(venue, "photograph", f"ใส่รูป “{caption}”", by=by)
    return photo


def take_out_venue_photo(photo: VenuePhoto, *, by) -> Removal:
    """A photo goes, and can be put back."""
    with transaction.atomic():
        venue = lock(photo.venue)
        return remove(
            lock(photo),
            owner=venue,
            title=f"รูป “{photo.caption}”",
            permission=CHANGE,
            back_url=reverse("staff:venue-photos", args=[venue.pk]),
            by=by,
        )


def _require_room(venue: Venue) -> None:
    if venue.photos.count() >= MOST_PHOTOS:
        raise RuleBroken(f"สถานที่หนึ่งใส่ได้ไม่เกิน {MOST_PHOTOS} รูป ลบรูปก่อนแล้วใส่ใหม่", field="photo")
