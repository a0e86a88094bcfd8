"""A vendor registers, and edits its own page."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from otopfair.errors import RuleBroken
from vendors.forms import ProfileForm, RegisterForm
from vendors.models import Vendor
from vendors.operations.registration import FIELDS, StaleSave, register_vendor, save_vendor
from vendors.views.portal.access import SESSION_KEY, portal_page, vendor_page

TEXT_FIELDS = ("name_th", "name_en", "contact_name", "address", "line_id", "story")


@require_http_methods(["GET", "POST"])
def register(request):
    """Enter a new vendor; asked for once, right after opening an account."""
    start = {"contact_name": request.user.full_name, "phones": [request.user.phone or ""]}
    if not request.user.phone:
        del start["phones"]
    place_url = reverse("my-register")
    form = RegisterForm(initial=start, place_url=place_url)
    if request.method == "POST":
        form = RegisterForm(request.POST, place_url=place_url)
        if "refresh" in request.POST:
            return _register_page(request, form.unjudged(), 200)
        if form.is_valid():
            try:
                vendor = register_vendor(request.user, **form.cleaned_data)
            except RuleBroken as broken:
                form.add_error(broken.field, str(broken))
            else:
                request.session[SESSION_KEY] = vendor.pk
                messages.success(request, "ลงทะเบียนร้านแล้ว")
                return redirect(_next_page(request))
    return _register_page(request, form, 422 if form.errors else 200)


def _register_page(request, form, status):
    onward = request.POST.get("next", request.GET.get("next", ""))
    context = {"form": form, "onward": onward}
    return portal_page(request, "vendors/portal/register.html", context, status=status)


def _next_page(request) -> str:
    onward = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        onward, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return onward if safe else reverse("my-home")


@vendor_page
@require_http_methods(["GET", "POST"])
def profile(request):
    """The vendor's own page: a save that is out of date shows both texts and loses neither."""
    vendor = request.vendor
    start = {name: getattr(vendor, name) for name in FIELDS}
    start |= {"phones": [row.number for row in vendor.phones.all()], "seen_version": vendor.version}
    place_url = reverse("my-profile")
    form = ProfileForm(initial=start, place_url=place_url)
    theirs = []
    if request.method == "POST":
        form = ProfileForm(request.POST, initial=start, place_url=place_url)
        if "refresh" in request.POST:
            return _profile_page(request, form.unjudged(), theirs, 200)
        if form.is_valid():
            try:
                save_vendor(vendor, by=request.user, **form.cleaned_data)
            except StaleSave as stale:
                form.add_error(None, str(stale))
                theirs = _differences(vendor, form.cleaned_data)
                form.data = form.data.copy()
                form.data["seen_version"] = str(vendor.version)
            except RuleBroken as broken:
                form.add_error(broken.field, str(broken))
            else:
                messages.success(request, "บันทึกข้อมูลร้านแล้ว")
                return redirect("my-profile")
    return _profile_page(request, form, theirs, 422 if form.errors else 200)


def _profile_page(request, form, theirs, status):
    context = {"form": form, "theirs": theirs}
    return portal_page(request, "vendors/portal/profile.html", context, status=status)


def _differences(vendor: Vendor, mine: dict) -> list[dict]:
    """Texts that differ between the row now and the form: label, theirs, mine."""
    return [
        {
            "label": Vendor._meta.get_field(name).verbose_name,
            "theirs": getattr(vendor, name),
            "mine": mine[name],
        }
        for name in TEXT_FIELDS
        if getattr(vendor, name) != mine[name]
    ]


@vendor_page
@require_POST
def choose(request):
    """A person who acts for several vendors picks one; another's id changes nothing."""
    chosen = request.POST.get("vendor", "")
    if chosen in {str(row.pk) for row in request.vendors}:
        request.session[SESSION_KEY] = int(chosen)
    return redirect("my-home")
