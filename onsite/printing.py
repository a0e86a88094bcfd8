"""The cards on paper: ten on a sheet of A4, 90 × 55 millimetres each."""

from collections.abc import Iterable

import segno
from django.conf import settings

from fairs.models import Assignment, FairEvent
from onsite.cards import booths_in_words, card_address, pass_token
from onsite.models import ExhibitorCard
from otopfair.documents.pdf import render_pdf
from otopfair.thai.formatting import format_range_short


def cards_pdf(
    fair_event: FairEvent, cards: Iterable[ExhibitorCard], helpers: Iterable[Assignment]
) -> bytes:
    """The cards of vendors' people, then the passes of the fair's helpers."""
    cards = list(cards)
    booths = booths_in_words([card.application_id for card in cards])
    days = format_range_short(fair_event.opens_on, fair_event.closes_on) if fair_event.days else ""
    data = {"title": f"บัตร {fair_event}", "fair": str(fair_event), "days": days}
    printed = [_card(card, booths.get(card.application_id, "")) for card in cards]
    printed += [_pass(one) for one in helpers]
    return render_pdf("cards.typ", {**data, "cards": printed})


def _card(card: ExhibitorCard, booths: str) -> dict:
    return {
        "kind": card.get_holder_display(),
        "name": card.person,
        "shop": card.application.vendor.name_th,
        "booths": f"บูธ {booths}" if booths else "",
        "qr": _code(card.token),
    }


def _pass(assignment: Assignment) -> dict:
    return {
        "kind": "ผู้ช่วยงาน",
        "name": str(assignment.user),
        "shop": "",
        "booths": "",
        "qr": _code(pass_token(assignment)),
    }


def _code(token: str) -> str:
    """The address of the card as an SVG that typst draws."""
    code = segno.make(settings.SITE_URL + card_address(token), micro=False, error="m")
    return code.svg_inline(border=0, scale=4)
