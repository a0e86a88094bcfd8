"""A QR code as a drawing inside the page: no file, no style, nothing loaded."""

import segno
from django.utils.safestring import SafeString, mark_safe


def qr_drawing(text: str, *, title: str) -> SafeString:
    """An SVG of `text` that grows with its box; `title` says aloud where it leads."""
    code = segno.make(text, micro=False, error="m")
    svg = code.svg_inline(border=2, omitsize=True, title=title, svgclass="qr")
    # segno escapes the title; the rest are numbers.
    return mark_safe(svg.replace("<svg ", '<svg role="img" ', 1))
