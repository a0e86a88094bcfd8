"""A QR code: as a drawing inside the page, or as a picture to keep."""

from io import BytesIO

import segno
from django.utils.safestring import SafeString, mark_safe

PNG_TYPE = "image/png"


def qr_drawing(text: str, *, title: str) -> SafeString:
    """An SVG of `text` that grows with its box; `title` says aloud where it leads."""
    code = segno.make(text, micro=False, error="m")
    svg = code.svg_inline(border=2, omitsize=True, title=title, svgclass="qr")
    # segno escapes the title; the rest are numbers.
    return mark_safe(svg.replace("<svg ", '<svg role="img" ', 1))


def qr_picture(text: str) -> bytes:
    """A PNG of `text` with the white edge that readers need."""
    out = BytesIO()
    segno.make(text, micro=False, error="m").save(out, kind="png", scale=10, border=4)
    return out.getvalue()
