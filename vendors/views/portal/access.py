"""Which vendor a signed-in person acts for, and the frame of every vendor page."""

from functools import wraps

from django.conf import settings
from django.shortcuts import redirect, render
from django.urls import reverse

from fairs.contacts import contact_in
from otopfair.accounts.proving import phone_to_prove
from otopfair.history.models import record
from otopfair.onward import with_onward
from otopfair.outbox.models import Delivery
from vendors.models import Vendor

SESSION_KEY = "vendor"


def vendor_page(view):
    """Give the view `request.vendor`; a person without a vendor is sent on to where they belong."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        rows = Vendor.objects.managed_by(request.user).for_cards().order_by("pk")
        vendors = list(rows.select_related("subdistrict"))
        if not vendors:
            return _send_on(request)
        chosen = request.session.get(SESSION_KEY)
        request.vendor = next((row for row in vendors if row.pk == chosen), vendors[0])
        request.vendors = vendors
        return view(request, *args, **kwargs)

    return wrapped


def _send_on(request):
    """An officer goes to the desk; anybody else registers first and then comes back."""
    if request.user.is_staff:
        return redirect(settings.LOGIN_REDIRECT_URL)
    return redirect(with_onward(reverse("my-register"), request.path))


def asks_for_identity(request) -> bool:
    """Whether the button "แสดง" beside the masked ID number was pressed; if so, it is noted."""
    if request.method != "POST" or "show_identity" not in request.POST:
        return False
    record(request.vendor, "see_identity", "เปิดดูเลข 13 หลัก", by=request.user)
    return True


def portal_page(request, template: str, context: dict, *, tab: str = "", status: int = 200):
    """Render a page of the vendor's portal with its menu."""
    vendor = getattr(request, "vendor", None)
    frame = {
        "vendor": vendor,
        "office": contact_in(vendor.province_id if vendor else None),
        "vendors": getattr(request, "vendors", []),
        "unread": Delivery.objects.inbox_of(request.user).filter(read_at=None).count(),
        "phone_to_prove": phone_to_prove(request.user),
        "tab": tab,
    }
    return render(request, template, {**frame, **context}, status=status)
