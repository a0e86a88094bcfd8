"""A form whose token is too old, and a draft that nobody wants."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from otopfair.drafts.keeping import drop_drafts, form_page, keep_draft, who_was
from otopfair.onward import own_address, page_before


def csrf_failure(request, reason=""):
    """CSRF_FAILURE_VIEW: nothing is done, and what was typed on a page of ours is kept."""
    page = ""
    if request.method == "POST" and is_from_our_page(request):
        is_open = not getattr(request.resolver_match.func, "login_required", True)
        owner = str(request.user.pk) if request.user.is_authenticated else who_was(request)
        if owner or is_open:
            keep_draft(request, owner)
            page = form_page(request)
    return render(request, "403_csrf.html", {"page": page}, status=403)


def is_from_our_page(request: HttpRequest) -> bool:
    """The browser says so itself, in a header that no other site can set."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    if origin := request.headers.get("Origin"):
        return origin == f"{request.scheme}://{request.get_host()}"
    return bool(page_before(request))


@login_not_required
@require_POST
def drop(request):
    """Forget what was typed, and show the page as it is."""
    page = own_address(request, request.POST.get("page"), "/")
    drop_drafts(request, page=page)
    return redirect(page)
