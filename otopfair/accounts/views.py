"""Opening an account, and allauth's sign-in views with our limits and our status codes."""

from allauth.account import views
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from otopfair import sessions
from otopfair.accounts.adapter import TRY_LATER
from otopfair.accounts.forms import LoginForm, SignupForm
from otopfair.accounts.limits import count_try, forget_tries
from otopfair.accounts.linked import doors
from otopfair.accounts.opening import open_account
from otopfair.drafts.keeping import wait_for_sign_in
from otopfair.onward import onward, with_onward
from otopfair.proxies import client_address

OPENED = "opened"


@login_not_required
@never_cache
@require_safe
def begin(request):
    """For who has no session: two equal ways, each leading on to the page that was wanted."""
    target = onward(request, resolve_url(settings.PORTAL_HOME_URL))
    if request.user.is_authenticated:
        return redirect(target)
    ways = {
        "sign_in_url": with_onward(reverse("account_login"), target),
        "sign_up_url": with_onward(reverse("account_signup"), target),
    }
    return render(request, "account/begin.html", ways)


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def sign_up(request):
    """Open an account. The answer is the same when there was one already."""
    if request.user.is_authenticated:
        return redirect(onward(request, resolve_url(settings.LOGIN_REDIRECT_URL)))
    form = SignupForm()
    if request.method == "POST":
        form = SignupForm(request.POST)
        if form.is_valid():
            count_try("sign-up", address=client_address(request))
            open_account(**form.answers())
            request.session[OPENED] = form.login
            return redirect(with_onward(reverse("account_opened"), onward(request)))
    context = {"form": form, "onward": onward(request)}
    return render(request, "account/signup.html", context, status=422 if form.errors else 200)


@login_not_required
@never_cache
@require_safe
def opened(request):
    """The second step of opening an account: to sign in with the password just chosen."""
    if request.user.is_authenticated or OPENED not in request.session:
        return redirect(onward(request, reverse("account_login")))
    form = LoginForm(initial={"login": request.session[OPENED]})
    return render(request, "account/opened.html", {"form": form, "onward": onward(request)})


class _Answers422:
    def form_invalid(self, form):
        response = super().form_invalid(form)
        response.status_code = 429 if form.has_error("__all__", TRY_LATER) else 422
        return response


class _OwnAddresses:
    def get_context_data(self, **kwargs):
        more = {"onward": onward(self.request), "drafts": wait_for_sign_in(self.request)}
        more["doors"] = doors()
        return super().get_context_data(**kwargs) | more


class LoginView(_Answers422, _OwnAddresses, views.LoginView):
    def get_next_url(self):
        return onward(self.request)


class PasswordResetView(_Answers422, views.PasswordResetView):
    def form_valid(self, form):
        email = form.cleaned_data["email"].lower()
        count_try("reset", account=email, address=client_address(self.request))
        return super().form_valid(form)


class PasswordResetFromKeyView(_Answers422, views.PasswordResetFromKeyView):
    def post(self, request, *args, **kwargs):
        count_try("new-password", address=client_address(request))
        return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        forget_tries("sign-in", account=str(self.reset_user.pk))
        return super().form_valid(form)


class PasswordSetView(_Answers422, views.PasswordSetView):
    """A first password, for who signed in with a code."""

    def get_success_url(self):
        return resolve_url(settings.LOGIN_REDIRECT_URL)

    def form_valid(self, form):
        response = super().form_valid(form)
        messages.success(self.request, "ตั้งรหัสผ่านแล้ว ครั้งหน้าใช้รหัสนี้หรือขอรหัสใช้ครั้งเดียวก็ได้")
        return response


@never_cache
@require_safe
def session_left(request):
    """How many seconds an officer has until the session ends; nobody else's ends at the desk."""
    if sessions.OFFICER not in request.session:
        raise Http404
    return HttpResponse(sessions.seconds_left(request.session), content_type="text/plain")


@never_cache
@require_safe
def here(request):
    """Who is signed in just now, and a token: for a page that sends what waited in the browser."""
    return JsonResponse({"person": str(request.user.pk), "token": get_token(request)})


class PasswordChangeView(_Answers422, views.PasswordChangeView):
    def get_success_url(self):
        return resolve_url(settings.LOGIN_REDIRECT_URL)

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_usable_password():
            # Who came by a code may have no e-mail for a reset.
            by_email = "account_reset_password"
            return redirect(by_email if request.user.email else "account_set_password")
        return super().dispatch(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        self.tries = count_try("change-password", account=str(request.user.pk))
        return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        self.tries.forgive()
        response = super().form_valid(form)
        messages.success(self.request, "เปลี่ยนรหัสผ่านแล้ว ครั้งหน้าใช้รหัสใหม่")
        return response
