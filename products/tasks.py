"""What the worker does for products, outside the request."""

from django.db import transaction
from django_tasks import task

from otopfair.media.images import EncodedImage, ImageRefused, encode_image
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
        problem = getattr(broken, "message", "ไฟล์รูปหายไป เลือกรูปใหม่")
        ProductPhoto.objects.filter(pk=photo_id).update(state=PhotoState.FAILED, problem=problem)
        return
    if _keep(photo_id, sizes) and upload.name:
        upload.storage.delete(upload.name)


def _keep(photo_id: int, sizes: list[EncodedImage]) -> bool:
    """Store the sizes; False when the vendor has taken the photo away meanwhile."""
    with transaction.atomic():
        photo = ProductPhoto.objects.select_for_update().filter(pk=photo_id).first()
        if photo is None or photo.state != PhotoState.WAITING:
            return False
        for column, size in (("small", sizes[0]), ("large", sizes[-1])):
            file = photo_file(size)
            getattr(photo, column).save(file.name, file, save=False)
        photo.width, photo.height = sizes[-1].width, sizes[-1].height
        photo.upload.name = ""
        photo.state = PhotoState.READY
        photo.save()
    return True
