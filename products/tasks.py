"""What the worker does for products, outside the request."""

from django.db import transaction
from django_tasks import task

from otopfair.media.images import ImageRefused, encode_image
from otopfair.media.storing import photo_file
from products.models import PhotoState, ProductPhoto


@task()
def prepare_photo(photo_id: int) -> None:
    """Re-encode one upload into the public sizes, then drop it. A second run does nothing."""
    photo = ProductPhoto.objects.filter(pk=photo_id, state=PhotoState.WAITING).first()
    if photo is None:
        return
    upload = photo.upload
    try:
        with upload.open("rb") as original:
            sizes = encode_image(original)
    except (ImageRefused, FileNotFoundError) as broken:
        photo.state = PhotoState.FAILED
        photo.problem = getattr(broken, "message", "ไฟล์รูปหายไป เลือกรูปใหม่")
        photo.save()
        return
    _keep(photo, sizes)
    upload.storage.delete(upload.name)


def _keep(photo: ProductPhoto, sizes) -> None:
    with transaction.atomic():
        for column, size in (("small", sizes[0]), ("large", sizes[-1])):
            file = photo_file(size)
            getattr(photo, column).save(file.name, file, save=False)
        photo.width, photo.height = sizes[-1].width, sizes[-1].height
        photo.upload = ""
        photo.state = PhotoState.READY
        photo.save()
