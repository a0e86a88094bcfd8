"""The vendor's front page: what to do first, then state, then what is open."""

from datetime import date

from django.urls import reverse
from django.views.decorators.http import require_safe

from fairs.models import FairEvent, VendorCall
from fairs.reports import cards as cards_of
from fairs.reports import for_public_cards
from onsite.models import Complaint, Finding
from onsite.reports.surveys import waiting_surveys
from otopfair.thai.calendar import today_in_thailand
from products.models import Product
from sales.due_days import missing_days
from sales.models import BoothSale
from vendors.dossier import missing_documents
from vendors.dossier_parts import PartState, dossier_of
from vendors.models import ENDED_STATUSES, BoothAllocation, BoothApplication
from vendors.views.portal.access import portal_page, vendor_page
from vendors.views.portal.ladder import card_of, first_to_do, with_all_for_cards

SHOWN_CARDS = 6
SHOWN_CALLS = 10
WAITS = (
    "unreported",
    "missing_days",
    "at_booth",
    "asked_about",
    "surveys",
    "waiting",
    "to_mend",
)  # for the vendor to act


@vendor_page
@require_safe
def home(request):
    """What waits for the vendor, its applications under way, and the calls that are open."""
    rows = BoothApplication.objects.filter(vendor=request.vendor)
    live = rows.exclude(status__in=ENDED_STATUSES)
    lacks = missing_documents(request.vendor)
    cards = [card_of(row, lacks) for row in first_to_do(with_all_for_cards(live))[:SHOWN_CARDS]]
    cards = [card for card in cards if not card.is_over]
    context = {
        "cards": cards,
        "waiting": any(card.waits_for_vendor for card in cards),
        "under_way": any(not card.waits_for_vendor for card in cards),
        "unreported": _unreported_booths(request.vendor),
        "missing_days": _missing_days(request.vendor),
        "has_products": Product.objects.filter(vendor=request.vendor).exists(),
        "to_mend": _to_mend(request.vendor),
        "calls": _open_calls(live),
        "at_booth": Finding.objects.filter(vendor=request.vendor).asking().count(),
        "surveys": list(waiting_surveys(request.vendor).order_by("pk")),
        "asked_about": Complaint.objects.filter(vendor=request.vendor).with_vendor().count(),
    }
    context["waits"] = any(context[name] for name in WAITS) or not context["has_products"]
    return portal_page(request, "pages/portal.html", context, tab="home")


def _to_mend(vendor) -> list[str]:
    """What officers sent back or what has run out, in lines; the shop itself stands beside."""
    return [
        standing.line
        for part, standing in dossier_of(vendor)
        if standing.state == PartState.TO_MEND and part.key != "shop"
    ]


def _unreported_booths(vendor) -> list[str]:
    """Codes of the booths, at fairs that run today, whose takings of today are not in."""
    today = today_in_thailand()
    reported = BoothSale.objects.filter(vendor=vendor, sold_on=today).values("booth")
    rows = BoothAllocation.objects.standing_on(today).filter(
        application__vendor=vendor, booth__fair_event__in=FairEvent.objects.running(today)
    )
    rows = rows.exclude(booth__in=reported).order_by("booth__sort_key")
    return list(rows.values_list("booth__code", flat=True))


def _missing_days(vendor) -> list[date]:
    """Evenings before today whose takings are not in and may still come."""
    days = missing_days(vendor, before=today_in_thailand()).values()
    return sorted({day for of_fair in days for day in of_fair})


def _open_calls(live):
    """Cards of the fairs that take applications now and have none of the vendor's."""
    calls = VendorCall.objects.accepting().exclude(fair_event__in=live.values("fair_event"))
    fairs = FairEvent.objects.filter(pk__in=calls.values("fair_event"))
    fairs = list(for_public_cards(fairs).order_by("apply_until", "pk")[:SHOWN_CALLS])
    return [
        {**card, "url": reverse("my-apply", args=[fair_event.slug])}
        for fair_event, card in zip(fairs, cards_of(fairs), strict=True)
    ]
