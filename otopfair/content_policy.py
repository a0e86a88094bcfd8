"""The Content-Security-Policy: one for every answer, so it is put into words once."""

from csp.constants import HEADER
from csp.utils import build_policy
from django.conf import settings

WITH_DEBUG_PAGE = {404, 500}


class ContentPolicyMiddleware:
    """django-csp's own puts it together twice for each answer, a twentieth of a small one's time.

    What a view says itself stays; the debug pages have scripts and styles in themselves.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.policy = build_policy()

    def __call__(self, request):
        response = self.get_response(request)
        if not (settings.DEBUG and response.status_code in WITH_DEBUG_PAGE):
            response.headers.setdefault(HEADER, self.policy)
        return response
