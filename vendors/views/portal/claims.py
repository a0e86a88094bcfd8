"""Somebody finds their shop in the register and asks for it."""

from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from otopfair.accounts.limits import count_try
from otopfair.errors import RuleBroken
from vendors.forms.claims import ClaimForm
from vendors.forms.registration import sentence_about
from vendors.models import Vendor
from vendors.operations.claims import claim_vendor
from vendors.views.portal.access import portal_page

SALT = "vendors.claim"


def twins_for(user, twins) -> dict:
    """What the page says of each twin, with the address at which this person may ask for it."""
    rows = [
        {"sentence": sentence_about(twin), "token": token_for(user, twin.vendor, twin)}
        for twin in twins
    ]
    return {"twins": rows}


def token_for(user, vendor: Vendor, twin=None) -> str:
    """An address that only `user` can open; whether it says the name goes with it."""
    named = twin is None or twin.is_known_by_name
    return signing.dumps([user.pk, vendor.pk, named], salt=SALT)


@require_safe
def claim_shown(request, vendor_id):
    """The way from a shop's public page."""
    vendor = get_object_or_404(Vendor.objects.published(), pk=vendor_id)
    return redirect("my-claim", token_for(request.user, vendor))


@require_http_methods(["GET", "POST"])
def claim(request, token):
    """What asking means, and the request; afterwards where it stands."""
    vendor, named = _asked_for(request.user, token)
    if vendor.members.filter(user=request.user).exists():
        return redirect(settings.PORTAL_HOME_URL)
    form = ClaimForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        count_try("claim", account=str(request.user.pk))
        try:
            claim_vendor(vendor, by=request.user, note=form.cleaned_data["note"])
        except RuleBroken as broken:
            form.add_error(None, broken.message)
        else:
            messages.success(request, "ส่งคำขอแล้ว เจ้าหน้าที่จะติดต่อกลับ")
            return redirect("my-claim", token)
    open_claim = vendor.claims.open().filter(user=request.user).first()
    context = {"form": form, "shop": vendor, "named": named, "claim": open_claim}
    status = 422 if form.errors else 200
    return portal_page(request, "vendors/portal/claim.html", context, status=status)


def _asked_for(user, token: str) -> tuple[Vendor, bool]:
    try:
        owner, vendor_id, named = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError) as wrong:
        raise Http404 from wrong
    if owner != user.pk:
        raise Http404
    rows = Vendor.objects.select_related("province", "district")
    return get_object_or_404(rows, pk=vendor_id), named
