"""News gets photos: put in, described, one chosen for the card, taken out and put back."""

from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.urls import reverse

from fairs.models import NewsItem, NewsPhoto
from fairs.models.news import MOST_PHOTOS
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock
from otopfair.media.images import every_size_made
from otopfair.media.pictures import drop_forgotten, drop_photo, new_name, store_photo
from otopfair.removals.models import Removal
from otopfair.removals.removing import remove
from otopfair.stale import is_same, require_seen


def add_news_photo(news_item: NewsItem, upload, *, caption: str, form_key: UUID, by) -> NewsPhoto:
    """Put one photo, made anew in every size, below the others. The same key is the same photo.

    Raises RuleBroken for what is no photo, and when there are enough.
    """
    images = every_size_made(upload, not_made="อ่านรูปนี้ไม่สำเร็จ ส่งอีกครั้ง")
    name = new_name()
    try:
        with transaction.atomic():
            news_item = lock(news_item)
            if earlier := news_item.photos.filter(form_key=form_key).first():
                return earlier
            photo = _put_last(news_item, name, images[-1], caption, form_key)
            store_photo(name, images)
            record(news_item, "add_photo", f"ใส่รูป “{caption}”", by=by)
    except BaseException:
        drop_photo(name)
        raise
    return photo


def _put_last(news_item, name: str, largest, caption: str, form_key: UUID) -> NewsPhoto:
    if news_item.photos.count() >= MOST_PHOTOS:
        raise RuleBroken(f"ข่าวหนึ่งใส่ได้ไม่เกิน {MOST_PHOTOS} รูป ลบรูปก่อนแล้วใส่ใหม่", field="photo")
    last = news_item.photos.aggregate(last=Max("sequence"))["last"] or 0
    return NewsPhoto.objects.create(
        news_item=news_item,
        name=name,
        width=largest.width,
        height=largest.height,
        caption=caption,
        sequence=last + 1,
        form_key=form_key,
    )


def caption_news_photo(photo: NewsPhoto, caption: str, *, by, seen: str | None = None) -> None:
    """Describe a photo; raises StalePage when `seen` is out of date."""
    with transaction.atomic():
        news_item, photo = lock(photo.news_item), lock(photo)
        now, mine = {"caption": photo.caption}, {"caption": caption}
        if is_same(now, mine):
            return
        require_seen(photo, seen, now=now, mine=mine)
        photo.caption = caption
        photo.save(update_fields=["caption"])
        record(news_item, "caption_photo", f"แก้คำบรรยายรูปเป็น “{caption}”", by=by)


def lead_with_photo(photo: NewsPhoto, *, by) -> None:
    """Put a photo first, on the card of the news; the others keep their order."""
    with transaction.atomic():
        news_item = lock(photo.news_item)
        rows = list(news_item.photos.in_order())
        if not rows or rows[0].pk == photo.pk or photo not in rows:
            return
        rows.insert(0, rows.pop(rows.index(photo)))
        for sequence, row in enumerate(rows, start=1):
            row.sequence = sequence
        NewsPhoto.objects.bulk_update(rows, ["sequence"])
        record(news_item, "order_photos", f"ใช้รูป “{photo.caption}” เป็นรูปแรก", by=by)


def take_out_news_photo(photo: NewsPhoto, *, by) -> Removal:
    """A photo goes from the news, and can be put back."""
    with transaction.atomic():
        news_item = lock(photo.news_item)
        return remove(
            lock(photo),
            owner=news_item,
            title=f"รูป “{photo.caption}”",
            permission="fairs.change_newsitem",
            back_url=reverse("staff:news-photos", args=[news_item.pk]),
            by=by,
        )


def drop_forgotten_news_photos(*, rows: list[dict]) -> None:
    """The files of photos that were removed and cannot be put back any more."""
    drop_forgotten(NewsPhoto, rows)
