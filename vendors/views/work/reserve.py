"""The numbered reserve list of a round; another order needs a reason."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from fairs.models import ProductCategory
from otopfair.errors import RuleBroken
from otopfair.staff.site import staff_site
from otopfair.thai.digits import whole_number
from vendors.forms.announcing import ReorderForm
from vendors.models import BoothApplication, FreedPlace, Offer, ReservePlace
from vendors.operations.offers import offer_free_places_now
from vendors.operations.reserves import move_in_reserve
from vendors.views.work.announcing import DECIDE, FAIRS, call_of


@staff_site.work_page(
    "fairs/<int:fair_event_id>/reserve/", name="reserve-fair", permission=DECIDE, row=FAIRS
)
@never_cache
@require_http_methods(["GET", "POST"])
def reserve_fair(request, fair_event):
    """Who waits in which order, and what is free. POST moves one, or offers what is free."""
    call = call_of(request, fair_event)
    form, moved = ReorderForm(), None
    if request.method == "POST" and call:
        if "offer" in request.POST:
            return _offer(request, call)
        moved = _place_of(request, call)
        form = ReorderForm(request.POST)
        if form.is_valid() and _move(request, moved, form):
            return redirect(f"{request.path}?call={call.pk}")
    context = {
        "title": f"บัญชีสำรอง {fair_event}",
        "fair_event": fair_event,
        "calls": list(fair_event.calls.all()),
        "call": call,
        "groups": _groups(call) if call else [],
        "offers": _open_offers(call) if call else [],
        "form": form,
        "moved": moved,
    }
    status = 422 if form.errors else 200
    return staff_site.page(request, "vendors/work/reserve.html", context, status=status)


def _place_of(request, call) -> ReservePlace:
    key = whole_number(request.POST.get("place", ""))
    rows = ReservePlace.objects.select_related("application", "call__fair_event")
    return get_object_or_404(rows, pk=key, call=call)


def _move(request, place: ReservePlace, form: ReorderForm) -> bool:
    number, reason = form.cleaned_data["number"], form.cleaned_data["reason"]
    try:
        move_in_reserve(place, number, reason=reason, by=request.user)
    except RuleBroken as broken:
        broken.put_on(form)
        return False
    messages.success(request, f"{place.application} เป็นสำรองลำดับที่ {number} แล้ว")
    return True


def _offer(request, call):
    offers = offer_free_places_now(call, by=request.user)
    if offers:
        messages.success(request, f"เสนอที่ให้ {len(offers)} ร้านแล้ว")
    else:
        messages.info(request, "ยังไม่มีที่ว่างที่พอสำหรับร้านในบัญชีสำรอง")
    return redirect(f"{request.path}?call={call.pk}")


def _groups(call) -> list[dict]:
    """The lists by category, in official order, with the places that are free."""
    places = ReservePlace.objects.filter(call=call).waiting()
    waiting = BoothApplication.objects.with_standing().filter(reserve_places__in=places.order_by())
    waiting = waiting.select_related("vendor__district", "vendor__province").in_bulk()
    rows = list(places)
    for row in rows:
        row.application = waiting[row.application_id]
    free = FreedPlace.objects.filter(call=call, taken_by=None).order_by()
    free_in = list(free.values_list("category", flat=True))
    return [
        {
            "label": category.label,
            "rows": [row for row in rows if row.category == category],
            "free": free_in.count(category),
        }
        for category in ProductCategory
        if category in free_in or any(row.category == category for row in rows)
    ]


def _open_offers(call) -> list[Offer]:
    offers = Offer.objects.open().filter(application__call=call)
    return list(offers.select_related("application__vendor").order_by("expires_at", "pk"))
