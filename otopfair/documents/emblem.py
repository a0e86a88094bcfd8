"""The garuda above orders, letters and notices: the office's own file."""

from pathlib import Path

from django.conf import settings

HEIGHT_MM = 30  # ครุฑสูง 3 ซม.
MOST_BYTES = 512 * 1024
_BEGINNINGS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")  # what both typst and Word take


def emblem() -> bytes:
    """The picture; b"" where the office prints on paper that has it."""
    return Path(settings.EMBLEM_PICTURE).read_bytes() if settings.EMBLEM_PICTURE else b""


def emblem_numbers() -> list[int]:
    """As typst takes a picture from JSON."""
    return list(emblem())


def whats_wrong_with_emblem() -> str:
    """In English, for whoever sets up the server; "" when it can be used, or none is named."""
    try:
        content = emblem()
    except OSError as broken:
        return f"cannot be read: {broken}"
    if content and not content.startswith(_BEGINNINGS):
        return "is neither a PNG nor a JPEG."
    if len(content) > MOST_BYTES:
        return f"is larger than {MOST_BYTES // 1024} kB."
    return ""
