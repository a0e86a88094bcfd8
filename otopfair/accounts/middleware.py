"""Closed by default, and open pages ask nobody who is there; sessions; limits."""

from django.conf import settings
from django.contrib import auth
from django.contrib.auth.middleware import AuthenticationMiddleware, LoginRequiredMiddleware
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject

from otopfair import sessions
from otopfair.accounts.limits import TooManyTries
from otopfair.drafts.keeping import (
    KEPT_FOR,
    form_page,
    is_typed_by_hand,
    keep_draft,
    who_was,
)

PERSONAL = ("/staff/", "/my/", "/accounts/")


class WhoMiddleware(AuthenticationMiddleware):
    """Django's own; the account comes with its session, in one query."""

    def process_request(self, request):
        super().process_request(request)
        request.user = SimpleLazyObject(
            lambda: _account_of(request.session) or auth.get_user(request)
        )


def _account_of(session):
    """Whose session it is; None leaves every doubt to Django: no session, an old password …"""
    signed_in_as, account = session.get(auth.SESSION_KEY), session.account
    if account is None or not account.is_active or str(account.pk) != signed_in_as:
        return None
    if session.get(auth.BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS:
        return None
    known, now = session.get(auth.HASH_SESSION_KEY, ""), account.get_session_auth_hash()
    return account if constant_time_compare(known, now) else None


class ClosedUnlessPublicMiddleware(LoginRequiredMiddleware):
    """Django's own, except that a public view never reads the session.

    Django asks for the user first, even for `@login_not_required` views; every public page would
    then carry "Vary: Cookie", which no shared cache may keep.
    """

    def process_view(self, request, view_func, view_args, view_kwargs):
        if not getattr(view_func, "login_required", True):
            return None
        if request.user.is_authenticated and _is_over(request):
            # Not logout(): the browser may know whose session it was, for what is being typed.
            request.session.flush()
            request.user = AnonymousUser()
        if _is_of_another(request):
            return HttpResponse(status=412)
        return super().process_view(request, view_func, view_args, view_kwargs)

    def handle_no_permission(self, request, view_func):
        """To sign in and back; what was typed into a form waits there for the same person."""
        page = request.get_full_path()
        is_part = "HX-Request" in request.headers
        if request.method == "POST" and (owner := who_was(request)) and is_typed_by_hand(request):
            keep_draft(request, owner)
        if request.method == "POST" or is_part:
            page = form_page(request)
        sign_in = redirect_to_login(page, self.get_login_url(view_func))
        if not is_part:
            return sign_in
        return HttpResponse(headers={"HX-Redirect": sign_in.url})


def _is_of_another(request) -> bool:
    """A browser has kept this for one person, and another has signed in there since."""
    kept_for = request.headers.get(KEPT_FOR, "")
    return bool(kept_for) and request.user.is_authenticated and kept_for != str(request.user.pk)


def _is_over(request) -> bool:
    """An officer's session that is over; one who became an officer meanwhile begins now."""
    session = request.session
    if sessions.OFFICER not in session:
        if request.path.startswith(PERSONAL[0]):
            sessions.begin(session)
        return False
    return not sessions.keep_alive(session, is_used=sessions.ONLY_ASKS not in request.headers)


class PersonalPagesMiddleware:
    """What is shown to one person is kept nowhere: after signing out, Back shows nothing."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        session = getattr(request, "session", None)
        if request.path.startswith(PERSONAL) or (session is not None and session.accessed):
            response.headers["Cache-Control"] = "no-store, private"
        if getattr(request, "has_signed_out", False):
            # Pages that a browser keeps whole for Back, whatever Cache-Control says.
            response.headers["Clear-Site-Data"] = '"cache"'
        return response


class TooManyTriesMiddleware:
    """Whatever is limited answers with one page that says how long to wait."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, TooManyTries):
            return None
        response = render(request, "429.html", {"minutes": exception.minutes}, status=429)
        response.headers["Retry-After"] = str(exception.minutes * 60)
        return response
