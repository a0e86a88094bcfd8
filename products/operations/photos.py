"""A product gets photos: added, put in order, described, taken away and put back."""

from datetime import timedelta
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock
from otopfair.media.images import ImageRefused, check_image
from otopfair.media.pictures import drop_forgotten, drop_photo
from otopfair.media.storing import new_files
from otopfair.stale import is_same, require_seen
from products.models import PhotoState, Product, ProductPhoto
from products.tasks import prepare_photo

MOST_PHOTOS = 8
REMOVED_KEPT = timedelta(days=1)
FORGOTTEN_AT_ONCE = 50


def add_photo(
    product: Product, upload, *, by, caption: str = "", form_key: UUID | None = None
) -> ProductPhoto:
    """Keep an uploaded photo and have it re-encoded after commit; `upload` is an uploaded file.

    A repeated form gets the first photo. Raises RuleBroken (field "photo") when the file is no
    photo that we take, or there are enough.
    """
    try:
        check_image(upload)
    except ImageRefused as refused:
        raise RuleBroken(refused.message, field="photo") from refused
    with new_files() as files, transaction.atomic():
        product = lock(product)
        if form_key and (earlier := product.photos.filter(form_key=form_key).first()):
            return earlier
        _need_a_place(product)
        last = product.photos.aggregate(last=Max("sequence"))["last"] or 0
        photo = ProductPhoto(product=product, caption=caption, sequence=last + 1, form_key=form_key)
        files.save(photo.upload, upload)
        photo.save()
        record(product, "add_photo", "เพิ่มรูป และยืนยันว่ามีสิทธิ์ใช้รูปนี้", by=by)
        _have_it_made(photo)
    return photo


def places_left(product: Product) -> int:
    return max(0, MOST_PHOTOS - product.photos.in_place().count())


def _need_a_place(product: Product) -> None:
    if not places_left(product):
        raise RuleBroken(f"มีรูปครบ {MOST_PHOTOS} รูปแล้ว เอารูปเก่าออกก่อน", field="photo")


def _have_it_made(photo: ProductPhoto) -> None:
    transaction.on_commit(partial(prepare_photo.enqueue, photo.pk))


def retry_photo(photo: ProductPhoto, *, by) -> ProductPhoto:
    """Try once more to make a photo that we could not make; any other stays as it is.

    Raises RuleBroken when its place has been given to another.
    """
    with transaction.atomic():
        product, photo = lock(photo.product), lock(photo)
        if not photo.may_be_retried:
            return photo
        if photo.state != PhotoState.WAITING:
            _need_a_place(product)
        _wait_again(photo)
        record(product, "retry_photo", "ให้เตรียมรูปอีกครั้ง", by=by)
    return photo


def _wait_again(photo: ProductPhoto) -> None:
    photo.state, photo.problem, photo.failures = PhotoState.WAITING, "", 0
    photo.save()
    _have_it_made(photo)


def remove_photo(photo: ProductPhoto, *, by) -> ProductPhoto:
    """Take a photo away; it can be put back for a day, then the worker deletes its files."""
    with transaction.atomic():
        product, photo = lock(photo.product), lock(photo)
        if photo.state == PhotoState.REMOVED:
            return photo
        photo.state, photo.removed_at = PhotoState.REMOVED, timezone.now()
        photo.save()
        record(product, "remove_photo", "เอารูปออก", by=by)
    return photo


def restore_photo(photo: ProductPhoto, *, by) -> ProductPhoto:
    """Put back a photo that was taken away, where it stood.

    Raises RuleBroken when its place has been given to another.
    """
    with transaction.atomic():
        product, photo = lock(photo.product), lock(photo)
        if photo.state != PhotoState.REMOVED:
            return photo
        _need_a_place(product)
        photo.removed_at = None
        if photo.width:
            photo.state = PhotoState.READY
            photo.save()
        else:
            _wait_again(photo)
        record(product, "restore_photo", "นำรูปที่เอาออกกลับมา", by=by)
    return photo


def forget_removed_photos() -> int:
    """Delete photos that were taken away a day ago, with their files; how many."""
    long_ago = timezone.now() - REMOVED_KEPT
    rows = ProductPhoto.objects.filter(state=PhotoState.REMOVED, removed_at__lt=long_ago)
    keys = list(rows.values_list("pk", flat=True)[:FORGOTTEN_AT_ONCE])
    return sum(_forget(key) for key in keys)


def drop_forgotten_photos(*, rows: list[dict]) -> None:
    """Photos of a product that was removed and cannot be put back any more."""
    drop_forgotten(ProductPhoto, rows)


def _forget(key: int) -> bool:
    """The row goes last: a worker that dies in between comes back for the files."""
    with transaction.atomic():
        photos = ProductPhoto.objects.select_for_update()
        photo = photos.filter(pk=key, state=PhotoState.REMOVED).first()
        if photo is None:
            return False
        drop_photo(photo.name)
        if name := photo.upload.name:
            photo.upload.storage.delete(name)
        photo.delete()
    return True


def move_photo(photo: ProductPhoto, place: int, *, by) -> None:
    """Put a photo at a place in the row, counted from 1; the first is the cover, on cards."""
    with transaction.atomic():
        product = lock(photo.product)
        before = list(product.photos.kept())
        rows = [row for row in before if row.pk != photo.pk]
        rows.insert(min(max(place, 1), len(before)) - 1, photo)
        if [row.pk for row in rows] == [row.pk for row in before] or len(rows) != len(before):
            return
        for sequence, row in enumerate(rows, start=1):
            ProductPhoto.objects.filter(pk=row.pk).update(sequence=sequence)
        was_cover = before[0].pk == rows[0].pk
        record(product, "order_photos", "เรียงรูป" if was_cover else "เลือกรูปหน้าปก", by=by)


def caption_photo(photo: ProductPhoto, caption: str, *, by, seen: str | None = None) -> None:
    """Describe a photo for those who do not see it; raises StalePage when `seen` is out of date."""
    with transaction.atomic():
        product, photo = lock(photo.product), lock(photo)
        now, mine = {"caption": photo.caption}, {"caption": caption}
        if is_same(now, mine):
            return
        require_seen(photo, seen, now=now, mine=mine)
        photo.caption = caption
        photo.save(update_fields=["caption"])
        record(product, "caption_photo", "แก้คำบรรยายรูป", by=by)
