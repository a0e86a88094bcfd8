"""A visitor's own list, which a signed cookie keeps, and a list that somebody has sent."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.core.signing import BadSignature
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import conditional_page, require_http_methods, require_safe

from otopfair.look.sharing import absolute
from otopfair.onward import NEXT, is_from_here, onward, page_before
from otopfair.thai.calendar import today_in_thailand
from products.saved import BETWEEN, SavedList, changed, read_marks

COOKIE = "saved"  # static/js/saved.js reads it, too
KEPT_SECONDS = 365 * 24 * 3600


@csrf_exempt
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def saved(request):
    """The list of this browser. A press adds or removes; it comes from pages that are the same for
    all and so carry no token: where it comes from is what the browser says of it."""
    if request.method == "POST":
        return _change(request)
    items = SavedList(_marks(request), today_in_thailand())
    share_path = f"{reverse('saved-shared')}?{urlencode({'items': items.marks})}"
    context = {
        "section": "saved",
        "items": items,
        "share_path": share_path,
        "share_url": absolute(share_path),
        "removed": BETWEEN.join(read_marks(request.GET.get("removed", ""))),
        "added": bool(request.GET.get("added")),
        "back": onward(request),
    }
    return render(request, "products/saved.html", context)


@login_not_required
@require_safe
@conditional_page
@cache_control(public=True, max_age=60)
def shared(request):
    """A list that somebody has sent: it stands whole in the address."""
    items = SavedList(read_marks(request.GET.get("items", "")), today_in_thailand())
    return render(request, "products/saved_shared.html", {"items": items})


def _change(request) -> HttpResponse:
    if not is_from_here(request):
        raise PermissionDenied
    add, remove = request.POST.get("add", ""), request.POST.get("remove", "")
    marks = changed(_marks(request), add=add, remove=remove)
    response = HttpResponse(status=204) if request.htmx else redirect(_told(request, add, remove))
    _keep(request, response, marks)
    return response


def _told(request, add: str, remove: str) -> str:
    """The list, which says what was done and leads back to where one was."""
    home = reverse("saved")
    before = page_before(request)
    back = {} if not before or before.startswith(home) else {NEXT: before}
    done = {"added": add} if add else {"removed": remove}
    return f"{home}?{urlencode(done | back)}"


def _marks(request) -> tuple[str, ...]:
    try:
        return read_marks(request.get_signed_cookie(COOKIE, default=""))
    except BadSignature:
        return ()


def _keep(request, response: HttpResponse, marks: tuple[str, ...]) -> None:
    if not marks:
        response.delete_cookie(COOKIE, samesite="Lax")
        return
    response.set_signed_cookie(
        COOKIE,
        BETWEEN.join(marks),
        max_age=KEPT_SECONDS,
        secure=request.is_secure(),
        samesite="Lax",
    )
