"""What the worker does for products, outside the request."""

import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from otopfair.media.images import EncodedImage, ImageNotMade, ImageRefused, encode_image
from otopfair.media.pictures import drop_photo, store_photo
from products.models import PhotoState, ProductPhoto

logger = logging.getLogger(__name__)

# Minutes until the next try, after the first, second, … try that failed for no fault of the file.
WAITS = (1, 10, 60)
NOT_MADE = "ระบบเตรียมรูปนี้ไม่สำเร็จ กดลองอีกครั้ง หรือเลือกรูปอื่น"
LOST = "ไฟล์รูปหายไป เลือกรูปใหม่"


@task()
def prepare_photo(photo_id: int) -> None:
    """Re-encode one upload into the public sizes, then drop it. A second run does nothing."""
    photo = ProductPhoto.objects.filter(pk=photo_id).first()
    if photo is not None and photo.state == PhotoState.WAITING:
        _make(photo)
    if photo is not None:
        _drop_upload_of_ready(photo)


def _make(photo: ProductPhoto) -> None:
    try:
        _keep(photo.pk, _encoded(photo.upload))
    except ImageRefused as refused:
        _give_up(photo, PhotoState.FAILED, refused.message)
    except (ImageNotMade, OSError) as trouble:
        logger.warning("photo=%s not made: %s", photo.pk, trouble)
        _try_again_later(photo)


def _drop_upload_of_ready(photo: ProductPhoto) -> None:
    """The row forgets the upload last: a worker that dies in between comes back for it."""
    ready = ProductPhoto.objects.filter(pk=photo.pk, state=PhotoState.READY).exclude(upload="")
    if photo.upload and ready.exists():
        photo.upload.storage.delete(photo.upload.name)
        ready.update(upload="")


def _encoded(upload) -> list[EncodedImage]:
    try:
        with upload.open("rb") as original:
            return encode_image(original)
    except FileNotFoundError as gone:
        raise ImageRefused(LOST) from gone


def _give_up(photo: ProductPhoto, state: PhotoState, problem: str) -> None:
    waiting = ProductPhoto.objects.filter(pk=photo.pk, state=PhotoState.WAITING)
    if waiting.update(state=state, problem=problem):
        drop_photo(photo.name)


def _try_again_later(photo: ProductPhoto) -> None:
    if photo.failures >= len(WAITS):
        _give_up(photo, PhotoState.UNMADE, NOT_MADE)
        return
    wait = timedelta(minutes=WAITS[photo.failures])
    with transaction.atomic():
        ProductPhoto.objects.filter(pk=photo.pk).update(failures=photo.failures + 1)
        prepare_photo.using(run_after=timezone.now() + wait).enqueue(photo.pk)


def _keep(photo_id: int, sizes: list[EncodedImage]) -> None:
    """Store the sizes, unless the vendor has taken the photo away meanwhile.

    The row is locked, so no other worker writes these files; one that dies here leaves them under
    the photo's own name, where the next writes anew.
    """
    with transaction.atomic():
        photo = ProductPhoto.objects.select_for_update().filter(pk=photo_id).first()
        if photo is None or photo.state != PhotoState.WAITING:
            return
        store_photo(photo.name, sizes)
        photo.width, photo.height = sizes[-1].width, sizes[-1].height
        photo.state, photo.problem = PhotoState.READY, ""
        photo.save()
