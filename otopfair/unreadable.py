"""Text that no column and no person can read: refused at the door, once for every view."""

from django.http import Http404
from django.shortcuts import render

NUL = "\x00"


class UnreadableTextMiddleware:
    """A zero byte in an address or a query is 404, in a form 422; a refused method says so in Thai.

    PostgreSQL takes no zero byte, and SQLite cuts the text there.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if NUL in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            raise Http404
        response = self.get_response(request)
        if response.status_code == 405 and not response.content:
            response.content = render(request, "405.html").content
        return response

    def process_view(self, request, view_func, view_args, view_kwargs):
        if request.method != "POST":
            return None
        texts = (text for name, values in request.POST.lists() for text in (name, *values))
        if any(NUL in text for text in texts):
            return render(request, "400.html", {"reason": "unreadable"}, status=422)
        return None
