"""A vendor answers an offer by the link of the message, without signing in.

Looking does nothing: scanners of mail follow every link. Only a press of one of the two buttons
answers, and what is said then is what has become of the offer, however often it is pressed.
"""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from fairs.contacts import contact_of
from otopfair.errors import RuleBroken
from vendors.costs import agreed_in_words
from vendors.forms.answers import AnswerForm
from vendors.ledger import account_of
from vendors.models import Offer, OfferAnswer
from vendors.operations.confirming import confirm_application, withdraw_application
from vendors.paying import SLIP_IS_SENT, shown_paying
from vendors.signed_links import offer_of


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def offer_answer(request, token: str):
    """What is offered until when, with two buttons; or what has become of it."""
    offer = offer_of(token)
    if offer is None:
        raise Http404
    refusal = ""
    if request.method == "POST":
        form = AnswerForm(request.POST)
        if not form.is_valid():
            refusal = "เลือกปุ่มใดปุ่มหนึ่ง"
        elif not (refusal := _answer(offer, form.cleaned_data["answer"])):
            return redirect(request.path)
    context = {
        "offer": offer,
        "application": offer.application,
        "fair": offer.application.fair_event,
        "state": _state(offer),
        "contact": contact_of(offer.application.fair_event),
        "refusal": refusal,
        "has_errors": bool(refusal),
        "costs": agreed_in_words(offer.application),
        **_to_pay(offer),
        "asks": request.GET.get("decline") == "1",
    }
    response = render(request, "vendors/offer_answer.html", context, status=409 if refusal else 200)
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _answer(offer: Offer, answer: str) -> str:
    """Answer it, unless it is answered so already; why not, "" when it is done."""
    if offer.answer != OfferAnswer.OPEN:
        return "" if _says(offer) == answer else f"ข้อเสนอนี้จบแล้ว ({offer.get_answer_display()})"
    act = confirm_application if answer == "accept" else withdraw_application
    try:
        act(offer.application, by=None, by_link=offer)
    except RuleBroken as broken:
        offer.refresh_from_db()
        return broken.message
    return ""


def _to_pay(offer: Offer) -> dict:
    """What whoever has accepted has to pay, and how; `slip_sent` while officers look at it."""
    account = account_of(offer.application)
    if account.open and offer.application.slips.waiting().exists():
        return {"account": account, "slip_sent": SLIP_IS_SENT}
    return {"account": account, **shown_paying(account)}


def _says(offer: Offer) -> str:
    return {OfferAnswer.ACCEPTED: "accept", OfferAnswer.DECLINED: "decline"}.get(offer.answer, "")


def _state(offer: Offer) -> str:
    """open, late, or the answer that was given."""
    if offer.answer != OfferAnswer.OPEN:
        return offer.answer
    return "late" if offer.expires_at < timezone.now() else "open"
