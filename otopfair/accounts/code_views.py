"""Sign-in with a one-time code or a slip, and the change of phone or e-mail with proof."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login as sign_in
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from otopfair.accounts.code_forms import (
    AskForCodeForm,
    ContactForm,
    EnterCodeForm,
    SlipForm,
)
from otopfair.accounts.limits import count_try
from otopfair.accounts.linked import doors
from otopfair.accounts.proving import (
    ask_to_change,
    change_by_code,
    phone_to_prove,
    send_sign_in_code,
    sends_sms,
    sign_in_by_code,
)
from otopfair.accounts.slips import set_password_by_slip
from otopfair.errors import RuleBroken
from otopfair.onward import onward, with_onward
from otopfair.proxies import client_address

BACKEND = "otopfair.accounts.backends.SignInBackend"
LOGIN, CONTACT = "code-login", "code-contact"  # in the session: no phone stands in an address


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def ask_for_code(request):
    """Where to send the code; the answer is the same for who has no account."""
    if request.user.is_authenticated:
        return redirect(onward(request, resolve_url(settings.LOGIN_REDIRECT_URL)))
    form = AskForCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        count_try("code", address=client_address(request))
        send_sign_in_code(form.cleaned_data["login"])
        request.session[LOGIN] = form.cleaned_data["login"]
        return redirect(with_onward(reverse("account_code_enter"), onward(request)))
    return _page(request, "account/code.html", form)


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def enter_code(request):
    """Type the code that came."""
    login = request.session.get(LOGIN)
    if login is None or request.user.is_authenticated:
        return redirect(with_onward(reverse("account_code"), onward(request)))
    form = EnterCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        count_try("try-code", address=client_address(request))
        try:
            user = sign_in_by_code(login, form.cleaned_data["code"])
        except RuleBroken as broken:
            broken.put_on(form)
        else:
            return _in(request, user)
    return _page(request, "account/code_enter.html", form, login=login)


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def slip(request):
    """The first sign-in, or the way back in, with a slip from an officer."""
    form = SlipForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        count_try("slip", address=client_address(request))
        answers = form.cleaned_data
        try:
            user = set_password_by_slip(answers["login"], answers["code"], answers["password1"])
        except RuleBroken as broken:
            broken.put_on(form)
        else:
            return _in(request, user)
    return _page(request, "account/slip.html", form)


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def contact(request):
    """The account's phone and e-mail, and a new one. Who only proves the number that stands there
    is asked for no password: nothing changes hands."""
    if request.method == "POST" and "prove" in request.POST:
        number = phone_to_prove(request.user)
        return _send_code(request, phone=number) if number else redirect("account_contact")
    form = ContactForm(request.POST or None, user=request.user)
    if request.method == "POST":
        tries = count_try("change-password", account=str(request.user.pk))
        if form.is_valid():
            tries.forgive()
            return _send_code(
                request, **{name: form.cleaned_data[name] for name in ("phone", "email")}
            )
    shown = {"sends_sms": sends_sms(), "phone_to_prove": phone_to_prove(request.user)}
    return _page(request, "account/contact.html", form, doors=doors(), **shown)


def _send_code(request, *, phone: str = "", email: str = ""):
    ask_to_change(request.user, phone=phone, email=email)
    request.session[CONTACT] = phone or email
    return redirect(with_onward(reverse("account_contact_code"), onward(request)))


@never_cache
@require_http_methods(["GET", "POST"])
def contact_code(request):
    """Type the code that came to the new phone or e-mail."""
    address = request.session.get(CONTACT)
    if address is None:
        return redirect("account_contact")
    form = EnterCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            change_by_code(request.user, form.cleaned_data["code"])
        except RuleBroken as broken:
            broken.put_on(form)
        else:
            del request.session[CONTACT]
            messages.success(request, "ยืนยันแล้ว ใช้เข้าสู่ระบบและรับข้อความได้")
            return redirect(onward(request, reverse("account_contact")))
    return _page(request, "account/contact_code.html", form, address=address)


def _in(request, user):
    way = onward(request, resolve_url(settings.LOGIN_REDIRECT_URL))
    sign_in(request, user, backend=BACKEND)
    return redirect(way)


def _page(request, template: str, form, **context):
    context |= {"form": form, "onward": onward(request)}
    return render(request, template, context, status=422 if form.errors else 200)
