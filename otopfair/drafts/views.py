"""A form whose token is too old, and a draft that nobody wants."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy

from otopfair.drafts.keeping import (
    ANYBODY,
    NOT_KNOWN,
    drop_drafts,
    form_page,
    is_typed_by_hand,
    keep_draft,
    who_was,
)
from otopfair.drafts.unfinished import drop_unfinished
from otopfair.onward import own_address, page_before, press_only
from otopfair.thai.digits import whole_number

BACK, SIGN_IN = gettext_lazy("กลับไปที่แบบฟอร์ม"), gettext_lazy("เข้าสู่ระบบแล้วทำต่อ")


def csrf_failure(request, reason=""):
    """CSRF_FAILURE_VIEW: nothing is done, and what was typed on a page of ours is kept."""
    page = ""
    if request.method == "POST" and is_from_our_page(request):
        if is_typed_by_hand(request):
            keep_draft(request, _owner(request))
        page = form_page(request)
        if "HX-Request" in request.headers:
            return HttpResponse(headers={"HX-Redirect": page})
    context = {"page": page, "way": SIGN_IN if _is_closed(request) else BACK}
    return render(request, "403_csrf.html", context, status=403)


def _is_closed(request) -> bool:
    """Whether the page of the form asks first who is there."""
    is_closed = getattr(request.resolver_match.func, "login_required", True)
    return is_closed and request.user.is_anonymous


def _owner(request) -> str:
    """Whose words these are; with all cookies gone nobody knows until somebody signs in."""
    if request.user.is_authenticated:
        return str(request.user.pk)
    return who_was(request) or (NOT_KNOWN if _is_closed(request) else ANYBODY)


def is_from_our_page(request: HttpRequest) -> bool:
    """The browser says so itself, in a header that no other site can set."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    if origin := request.headers.get("Origin"):
        return origin == f"{request.scheme}://{request.get_host()}"
    return bool(page_before(request))


@login_not_required
@press_only
def drop(request):
    """Forget what was typed, and show the page as it is."""
    page = own_address(request, request.POST.get("page"), "/")
    drop_drafts(request, page=page)
    if request.user.is_authenticated:
        drop_unfinished(request.user, whole_number(request.POST.get("unfinished", "")))
    return redirect(page)
