"""Photos, open to everybody under an unguessable name; and papers, for those whom a view lets in.

Photos are re-encoded. Papers are as they were sent: they come without any right of a page.
"""

import re

from django.contrib.auth.decorators import login_not_required
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.views.decorators.http import require_safe

from otopfair.media.encoder import NAMES
from otopfair.media.papers import PDF, head_of
from otopfair.media.pictures import PHOTO_FOLDER

PHOTO_NAME = re.compile(rf"[0-9a-f]{{32}}-({'|'.join(NAMES)})\.webp")
ONE_YEAR = 365 * 24 * 60 * 60
# What is shown in the browser; all else is only ever a download.
SHOWN = {
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"RIFF": "image/webp",
}


@login_not_required
@require_safe
def photo(request, name):
    """Send one WebP photo; its name never gets new content, so it may be kept for a year."""
    if not PHOTO_NAME.fullmatch(name):
        raise Http404
    try:
        content = default_storage.open(f"{PHOTO_FOLDER}/{name}")
    except FileNotFoundError as missing:
        raise Http404 from missing
    response = FileResponse(content, content_type="image/webp")
    response.headers["Cache-Control"] = f"public, max-age={ONE_YEAR}, immutable"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Disposition"] = "inline"
    return response


def private_file(file: File, name: str) -> FileResponse:
    """Send a paper to whom the view has let in: kept nowhere, and without any right of a page."""
    if not file:  # it was deleted when its time was over
        raise Http404
    try:
        file.open("rb")
    except FileNotFoundError as missing:
        raise Http404 from missing
    head = head_of(file)
    kind = next((kind for sign, kind in SHOWN.items() if head.startswith(sign)), "")
    if not kind:
        kind = "application/pdf" if head.startswith(PDF) else "application/octet-stream"
    is_download = kind not in SHOWN.values()
    answer = FileResponse(file, content_type=kind, as_attachment=is_download, filename=name)
    answer.headers["Cache-Control"] = "no-store, private"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer
