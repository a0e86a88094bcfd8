"""The page for a fault of ours, with a reference that leads to its log line."""

import logging
import sys
from uuid import uuid4

from django.conf import settings
from django.http import HttpResponseServerError
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)


def server_error(request):
    """handler500: touches no database, since that may be what is broken."""
    reference = uuid4().hex[:10]
    logger.error(
        "reference=%s %s %s", reference, request.method, request.path, exc_info=sys.exc_info()
    )
    context = {"request_id": reference, "office": settings.SITE_OFFICE}
    return HttpResponseServerError(render_to_string("500.html", context))
