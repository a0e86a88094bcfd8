"""Pictures by typst, which shapes and breaks Thai: for whoever shows one beside an address."""

import hashlib
import json
from io import BytesIO

from django.core.cache import cache
from PIL import Image

from otopfair.documents.typesetting import HOME, TEMPLATES, typeset

PICTURE_TYPE = "image/png"
KEPT_SECONDS = 24 * 60 * 60
COLOURS = 96


def kept_picture(template: str, words: dict[str, str]) -> bytes:
    """The PNG of templates/documents/<template> with `words`, drawn once a day."""
    said = json.dumps(words, ensure_ascii=False)
    mark = hashlib.sha256(f"{template} {said}".encode()).hexdigest()

    def draw() -> bytes:
        drawing = typeset(TEMPLATES / template, words, root=HOME, format="png", ppi=72)
        return _in_few_colours(drawing)

    return cache.get_or_set(f"picture-{mark}", draw, KEPT_SECONDS)


def _in_few_colours(png: bytes) -> bytes:
    """A third of the bytes, and nobody sees it."""
    file = BytesIO()
    Image.open(BytesIO(png)).convert("RGB").quantize(COLOURS).save(file, "PNG", optimize=True)
    return file.getvalue()
