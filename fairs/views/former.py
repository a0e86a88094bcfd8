"""A fair's old address leads to the new one, on every page that has the fair in its address."""

import re

from django.http import HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.cache import patch_cache_control

from fairs.models import FairEvent

_OF_A_FAIR = re.compile(r"^(en/)?(fairs|my/apply|my/sales)/<slug:slug>/")
# A browser keeps a permanent redirect; an hour, so that a fair may take its old address back.
KEEP_SECONDS = 3600


class FormerAddressMiddleware:
    """Only where a page is not found: the current addresses cost nothing."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code != 404:
            return response
        return _the_new_address(request) or response


def _the_new_address(request):
    match = request.resolver_match
    if match is None or not _OF_A_FAIR.match(match.route):
        return None
    fairs = FairEvent.objects.published().filter(addresses__slug=match.kwargs["slug"])
    slug = fairs.values_list("slug", flat=True).first()
    if slug is None or slug == match.kwargs["slug"]:
        return None
    path = reverse(match.view_name, kwargs={**match.kwargs, "slug": slug})
    query = request.META.get("QUERY_STRING", "")
    response = HttpResponsePermanentRedirect(
        f"{path}?{query}" if query else path, preserve_request=request.method not in ("GET", "HEAD")
    )
    patch_cache_control(response, max_age=KEEP_SECONDS)
    return response
