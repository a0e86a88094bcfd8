"""New shops: an officer looks once, then visitors see them."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry
from otopfair.paging import first_of, page_of
from otopfair.rights.may import may
from otopfair.staff.site import staff_site
from vendors.forms.showing import ShopLookForm
from vendors.models import ShowState, Vendor
from vendors.operations.showing import review_vendor, seen_as_shown
from vendors.twins import claims_for, pairs_for

LOOK = "vendors.review_vendor"
VENDORS = Vendor.objects.select_related("province", "district", "subdistrict")
OF_A_CLAIM = ("vendor__province", "vendor__district", "user")
OF_A_PAIR = ("first__province", "second__province")


def waiting(user) -> list:
    """What the rail counts: shops at which nobody has looked, claims, and possible twins."""
    shops = Vendor.objects.covered_by(user, LOOK).waiting_for_a_look()
    return [shops, claims_for(user), pairs_for(user)]


@staff_site.work_page(
    "shops/new/",
    name="new-shops",
    permission=LOOK,
    group="registers",
    order=5,
    label="ร้านใหม่รอดู",
    icon="eye",
    waits=waiting,
)
@require_safe
def new_shops(request):
    """The queue, oldest first; before it claims, after it possible twins."""
    rows = VENDORS.covered_by(request.user, LOOK).waiting_for_a_look()
    context = {
        "title": "ร้านใหม่รอดู",
        "page": page_of(request, rows, per_page=50),
        "claims": first_of(claims_for(request.user).select_related(*OF_A_CLAIM)),
        "twins": first_of(pairs_for(request.user).select_related(*OF_A_PAIR)),
        "may_help": request.user.has_perm("vendors.help_vendor"),
    }
    return staff_site.page(request, "vendors/work/new_shops.html", context)


@staff_site.work_page("shops/<int:vendor_id>/look/", name="new-shop", permission=LOOK, row=VENDORS)
@require_http_methods(["GET", "POST"])
def new_shop(request, vendor):
    """One shop as visitors would read it, and what the officer says about it."""
    form, status = ShopLookForm(initial={"seen": seen_as_shown(vendor)}), 200
    if request.method == "POST":
        form, status = ShopLookForm(request.POST), 422
        if form.is_valid():
            try:
                review_vendor(vendor, by=request.user, **_answers(form))
            except RuleBroken as broken:
                status = broken.status
                form = _again(form, vendor, broken)
            else:
                messages.success(request, f"บันทึกแล้ว: {vendor}")
                return redirect(_next_address(request.user))
    return _page(request, vendor, form, status)


def _answers(form) -> dict:
    return {**form.cleaned_data, "outcome": ShowState(form.cleaned_data["outcome"])}


def _again(form, vendor, broken) -> ShopLookForm:
    """The form with what was typed, on the shop as it is now."""
    vendor.refresh_from_db()
    again = ShopLookForm({**form.data.dict(), "seen": seen_as_shown(vendor)})
    again.full_clean()
    broken.put_on(again)
    return again


def _next_address(user) -> str:
    """The next shop of the queue, or the empty queue."""
    following = Vendor.objects.covered_by(user, LOOK).waiting_for_a_look().first()
    if following is None:
        return reverse("staff:new-shops")
    return reverse("staff:new-shop", args=[following.pk])


def _page(request, vendor, form, status):
    merges = list(vendor.merges.filter(undone_at=None).select_related("merged_by").order_by("-pk"))
    gone = [Vendor(pk=merge.gone_id) for merge in merges]
    context = {
        "title": f"ดูร้าน {vendor}",
        "vendor": vendor,
        "form": form,
        "phones": list(vendor.phones.all()),
        "members": list(vendor.members.select_related("user")),
        "reviews": list(vendor.reviews.select_related("reviewed_by").order_by("-pk")[:20]),
        "merges": merges,
        "may_help": may(request.user, "vendors.help_vendor", vendor),
        "history": HistoryEntry.objects.of_all([vendor, *gone])[:50],
    }
    return staff_site.page(request, "vendors/work/new_shop.html", context, status=status)
