"""A photo in its sizes: where they lie.

A photo has one random name, so that an address tells nothing and is never reused; its sizes
(encoder.NAMES) lie under that name.
"""

from collections.abc import Iterable
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import Model

from otopfair.media.encoder import NAMES, SQUARES, WHOLES, EncodedImage

PHOTO_FOLDER = "photos"


def new_name() -> str:
    return uuid4().hex


def store_photo(name: str, images: Iterable[EncodedImage]) -> None:
    """Store the sizes; what a worker that died left behind under this name is written anew."""
    drop_photo(name)
    for image in images:
        default_storage.save(_path(name, image.name), ContentFile(image.content))


def drop_photo(name: str) -> None:
    for size in NAMES:
        default_storage.delete(_path(name, size))


def drop_forgotten(photos: type[Model], rows: list[dict]) -> None:
    """The files of photos of this model that were removed and cannot be put back any more: `rows`
    are those of a removal that is forgotten, as they were serialised."""
    label = photos._meta.label_lower
    names = {row["fields"]["name"] for row in rows if row["model"] == label}
    there = photos._default_manager.filter(name__in=names).values_list("name", flat=True)
    for name in names.difference(there):
        drop_photo(name)


def photo_url(name: str, size: str) -> str:
    return default_storage.url(_path(name, size))


def square_choices(name: str) -> str:
    """The `srcset` of the middle of the photo, as lists show it."""
    return ", ".join(f"{photo_url(name, f's{side}')} {side}w" for side in SQUARES)


def whole_choices(name: str, width: int) -> str:
    """The `srcset` of the whole photo, whose largest size is `width` wide."""
    widths = [(f"{most}", min(most, width)) for most in WHOLES]
    return ", ".join(f"{photo_url(name, size)} {wide}w" for size, wide in dict(widths).items())


def _path(name: str, size: str) -> str:
    return f"{PHOTO_FOLDER}/{name}-{size}.webp"
