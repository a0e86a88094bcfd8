"""Re-encoded photos, open to everybody under an unguessable name. Uploads are never served."""

import re

from django.contrib.auth.decorators import login_not_required
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.views.decorators.http import require_safe

PHOTO_FOLDER = "photos"
PHOTO_NAME = re.compile(r"[0-9a-f]{32}\.webp")
ONE_YEAR = 365 * 24 * 60 * 60


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
