"""Where photos lie: random names, so that an address tells nothing and is never reused."""

from uuid import uuid4

from django.core.files.base import ContentFile

from otopfair.media.images import EncodedImage


def photo_file(image: EncodedImage) -> ContentFile:
    """Return `image` as a file with a random name, ready for a FileField with "photos/"."""
    return ContentFile(image.content, name=f"{uuid4().hex}.webp")
