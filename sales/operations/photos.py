"""Photos are put into a fair's final report, and taken out, until it is closed."""

from uuid import UUID

from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import reverse

from fairs.models import FairEvent
from fairs.operations.holding import lock_fair
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock
from otopfair.media.images import largest_made
from otopfair.media.storing import new_files
from otopfair.removals.models import Removal
from otopfair.removals.removing import remove
from sales.models import ReportPhoto
from sales.models.photos import MOST_PHOTOS
from sales.reports.gathering import fair_report_of


def add_report_photo(
    fair_event: FairEvent, upload, *, caption: str, form_key: UUID, by
) -> ReportPhoto:
    """Put one photo, made anew, into the report. The same key is the same photo.

    Raises RuleBroken when the report is closed or has enough photos, and for what is no photo.
    """
    picture = largest_made(upload, not_made="อ่านรูปนี้ไม่สำเร็จ ส่งอีกครั้ง").content
    with new_files() as files, transaction.atomic():
        fair_event = _open_report(fair_event)
        photos = ReportPhoto.objects.filter(fair_event=fair_event)
        if earlier := photos.filter(form_key=form_key).first():
            return earlier
        if photos.count() >= MOST_PHOTOS:
            raise RuleBroken(f"รายงานหนึ่งใส่ได้ไม่เกิน {MOST_PHOTOS} รูป ลบรูปก่อนแล้วใส่ใหม่", field="photo")
        photo = ReportPhoto(fair_event=fair_event, caption=caption, added_by=by, form_key=form_key)
        files.save(photo.file, ContentFile(picture))
        photo.save()
        record(fair_event, "photograph", f"ใส่รูปในรายงานสรุป “{caption}”", by=by)
    return photo


def take_out_report_photo(photo: ReportPhoto, *, by) -> Removal:
    """A photo goes from the report, and can be put back. Raises RuleBroken once it is closed."""
    with transaction.atomic():
        fair_event = _open_report(photo.fair_event)
        return remove(
            lock(photo),
            owner=fair_event,
            title=f"รูป “{photo.caption}”",
            permission="sales.close_dailyreport",
            back_url=reverse("staff:report-photos", args=[fair_event.pk]),
            by=by,
        )


def _open_report(fair_event: FairEvent) -> FairEvent:
    fair_event = lock_fair(fair_event, what="จึงแก้รูปในรายงานไม่ได้")
    report = fair_report_of(fair_event)
    if report is not None and report.closed_at is not None:
        raise RuleBroken("รายงานสรุปปิดแล้ว เปิดแก้รายงานสรุปก่อน แล้วจึงแก้รูป")
    return fair_event
