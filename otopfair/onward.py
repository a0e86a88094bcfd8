"""Where to go on to, or back to: what a request says counts only when it is an address of ours."""

from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

NEXT = "next"


def own_address(request: HttpRequest, address: str | None, default: str = "") -> str:
    """`address` as a path of this site; `default` when it leads anywhere else.

    Another host, another scheme, "//host", "javascript:" and control characters are refused.
    """
    safe = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    if not safe or address is None or any(not letter.isprintable() for letter in address):
        return default
    parts = urlsplit(address)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    return path if path.startswith("/") and not path.startswith("//") else default


def onward(request: HttpRequest, default: str = "") -> str:
    """The page that was asked for (`next`, typed or in the address), or `default`."""
    return own_address(request, request.POST.get(NEXT) or request.GET.get(NEXT), default)


def page_before(request: HttpRequest, default: str = "") -> str:
    """The page of ours that this request came from, or `default`."""
    return own_address(request, request.META.get("HTTP_REFERER"), default)


def is_from_here(request: HttpRequest) -> bool:
    """Whether a press comes from a page of ours, as the browser says: it sends "Origin" with every
    press, and no page of another site can write it."""
    here = f"{request.scheme}://{request.get_host()}"
    return request.headers.get("Origin") in {here, *settings.CSRF_TRUSTED_ORIGINS}


def with_onward(path: str, address: str) -> str:
    """`path` with `address` as the page to go on to afterwards."""
    return f"{path}?{urlencode({NEXT: address}, safe='/')}" if address else path


def press_only(view):
    """A view that is pressed and never opened: what it answers stands on the page of its form."""
    pressed = require_POST(view)
    pressed.press_only = True
    return pressed
