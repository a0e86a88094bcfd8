"""Pages for a fault of ours, with a reference to its log line, and for what cannot be read."""

import logging
import sys
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpResponseBadRequest, HttpResponseServerError
from django.template.loader import render_to_string

from otopfair.trouble import trouble_of, trouble_page

logger = logging.getLogger(__name__)


def server_error(request):
    """handler500: touches no database, since that may be what is broken."""
    if kind := trouble_of(sys.exc_info()[1]):
        return trouble_page(request, kind)
    reference = uuid4().hex[:10]
    logger.error(
        "reference=%s %s %s", reference, request.method, request.path, exc_info=sys.exc_info()
    )
    context = {"request_id": reference, "office": settings.SITE_OFFICE}
    return HttpResponseServerError(render_to_string("500.html", context))


TOO_BIG = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def bad_request(request, exception):
    """handler400: a foreign host name, a form too big, half a form. Touches no database."""
    reason = "too_big" if isinstance(exception, TOO_BIG) else "incomplete"
    context = {"reason": reason, "office": settings.SITE_OFFICE}
    return HttpResponseBadRequest(render_to_string("400.html", context))
