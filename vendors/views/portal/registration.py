"""A vendor registers, and edits its own page."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from otopfair.accounts.limits import count_try
from otopfair.drafts.keeping import typed_before
from otopfair.drafts.unfinished import kept_while_filled_in
from otopfair.errors import RuleBroken
from otopfair.onward import onward, press_only
from otopfair.stale import StalePage
from vendors.dossier_parts import dossier_of
from vendors.forms.profile import ProfileForm
from vendors.forms.registration import RegisterForm
from vendors.models import ShowState
from vendors.operations.registration import FIELDS, numbers_of, register_vendor, save_vendor
from vendors.views.portal.access import (
    SESSION_KEY,
    asks_for_identity,
    portal_page,
    vendor_page,
)
from vendors.views.portal.claims import twins_for


@kept_while_filled_in()
@require_http_methods(["GET", "POST"])
def register(request):
    """Enter a new vendor; asked for once, right after opening an account."""
    start = {"contact_name": request.user.full_name, "phones": [request.user.phone or ""]}
    if not request.user.phone:
        del start["phones"]
    start |= RegisterForm.places_in(typed_before(request))
    form = RegisterForm(initial=start, **_on_page(request))
    if request.method == "POST":
        form = RegisterForm(request.POST, **_on_page(request))
        if "refresh" in request.POST:
            return _register_page(request, form.unjudged(), 200)
        if form.is_valid():
            try:
                vendor = register_vendor(request.user, **form.cleaned_data)
            except RuleBroken as broken:
                broken.put_on(form)
                form.twins = form.find_twins()
            else:
                request.session[SESSION_KEY] = vendor.pk
                messages.success(request, "ลงทะเบียนร้านแล้ว")
                return redirect(onward(request, resolve_url(settings.PORTAL_HOME_URL)))
    return _register_page(request, form, 422 if form.errors or form.asked else 200)


@press_only
def register_twins(request):
    """The shops that may be the one being typed: the part of the page below the name."""
    count_try("twins", account=str(request.user.pk))
    form = RegisterForm(request.POST, **_on_page(request))
    context = twins_for(request.user, form.twins_while_typing())
    return render(request, "vendors/portal/_twins.html", context)


def _on_page(request) -> dict:
    """What the form needs to know of the page on which it stands."""
    return {
        "place_url": reverse("my-register"),
        "twins_url": reverse("my-register-twins"),
        "user": request.user,
    }


def _register_page(request, form, status):
    claims = request.user.claims.select_related("vendor__province").order_by("-pk")[:5]
    context = {"form": form, "onward": onward(request), "claims": claims}
    context |= twins_for(request.user, form.twins)
    context["asked"] = form.asked
    return portal_page(request, "vendors/portal/register.html", context, status=status)


def _part_of_shop(request) -> str:
    return f"{request.vendor.pk} {request.GET.get('part', '')}"[:64]


@vendor_page
@kept_while_filled_in(_part_of_shop)
@require_http_methods(["GET", "POST"])
def profile(request):
    """The vendor's own page: a save that is out of date shows both texts and loses neither.

    With ?part=address it is one part of the dossier.
    """
    vendor = request.vendor
    part = request.GET.get("part", "")
    part = part if part in ProfileForm.PARTS else ""
    start = {name: getattr(vendor, name) for name in FIELDS}
    start["phones"] = numbers_of(vendor)
    start |= ProfileForm.places_in(typed_before(request))
    shown = {"initial": start, "place_url": request.get_full_path(), "part": part}
    form = ProfileForm(**shown)
    if request.method == "POST":
        form = ProfileForm(request.POST, **shown)
        if "refresh" in request.POST:
            return _profile_page(request, form.unjudged(), 200, part)
        if asks_for_identity(request):
            return _profile_page(request, form.unjudged(), 200, part, shows_identity=True)
        if form.is_valid():
            seen = form.cleaned_data["seen"]
            try:
                save_vendor(vendor, by=request.user, seen=seen, **form.answers())
            except StalePage as stale:
                form.keep(stale)
            except RuleBroken as broken:
                broken.put_on(form)
            else:
                messages.success(request, "บันทึกข้อมูลร้านแล้ว")
                after = reverse("my-dossier" if part else "my-profile")
                return redirect(onward(request, after))
    return _profile_page(request, form, 422 if form.errors or form.asked else 200, part)


@vendor_page
@require_safe
def dossier(request):
    """What there is to fill in, part by part, and where each stands."""
    parts = dossier_of(request.vendor)
    left = sum(standing.state.is_left for _part, standing in parts)
    return portal_page(request, "vendors/portal/dossier.html", {"parts": parts, "left": left})


def _profile_page(request, form, status, part, *, shows_identity=False):
    vendor, returned = request.vendor, None
    if vendor.show_state == ShowState.RETURNED:
        returned = vendor.reviews.order_by("-pk").first()
    context = {"form": form, "returned": returned, "onward": onward(request), "part": part}
    context["shows_identity"] = shows_identity
    context["heading"] = ProfileForm.PARTS[part][0] if part else "ข้อมูลร้าน"
    return portal_page(request, "vendors/portal/profile.html", context, status=status)


@vendor_page
@press_only
def choose(request):
    """A person who acts for several vendors picks one; another's id changes nothing."""
    chosen = request.POST.get("vendor", "")
    if chosen in {str(row.pk) for row in request.vendors}:
        request.session[SESSION_KEY] = int(chosen)
    return redirect(settings.PORTAL_HOME_URL)
