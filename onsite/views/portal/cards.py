"""A vendor names who stands at its booth, and has the cards on the phone."""

from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from onsite.cards import booths_in_words, card_address, check_card
from onsite.models import ExhibitorCard
from onsite.operations.cards import most_cards
from onsite.views.card_acts import DONE, press_cards
from otopfair.documents.qr import qr_drawing
from vendors.models import BoothApplication
from vendors.views.portal.access import portal_page, vendor_page

TAB = "applications"


@vendor_page
@require_http_methods(["GET", "POST"])
def cards(request, application_id):
    """The cards of one fair, and room for those that are left. POST is one press."""
    rows = BoothApplication.objects.managed_by(request.user)
    application = get_object_or_404(
        rows.select_related("fair_event__on_site_rules", "vendor"), pk=application_id
    )
    form, status, about = press_cards(request, application)
    if status == DONE:
        return redirect("my-cards", application.pk)
    live = list(application.cards.live().order_by("number"))
    context = {
        "application": application,
        "cards": live,
        "left": most_cards(application) - len(live),
        "most": most_cards(application),
        "booths": booths_in_words([application.pk]).get(application.pk, ""),
        "form": form,
        "about": about,
    }
    return portal_page(request, "onsite/portal/cards.html", context, tab=TAB, status=status)


@vendor_page
@require_safe
def card(request, card_id):
    """One card, as large as the phone is: it is shown at the gate."""
    rows = ExhibitorCard.objects.managed_by(request.user).select_related("application__fair_event")
    card = get_object_or_404(rows, pk=card_id)
    address = request.build_absolute_uri(card_address(card.token))
    context = {
        "card": card,
        "checked": check_card(card.token),
        "qr": qr_drawing(address, title="รหัสบัตรผู้ขาย"),
    }
    return portal_page(request, "onsite/portal/card.html", context, tab=TAB)
