"""The presses on the cards of a vendor: the same for the vendor and for an officer."""

from collections.abc import Callable
from uuid import uuid4

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404

from onsite.forms.cards import PersonForm
from onsite.models import ExhibitorCard
from onsite.operations.cards import cancel_card, correct_card, name_person, replace_card
from otopfair.errors import RuleBroken, status_after
from otopfair.thai.digits import whole_number
from vendors.models import BoothApplication

DONE = 302


def press_cards(request, application: BoothApplication) -> tuple[PersonForm, int, int | None]:
    """Do what was pressed; the form of the page, its status, and which card the form is about."""
    if request.method != "POST":
        return PersonForm(), 200, None
    act, by = request.POST.get("act", "name"), request.user
    if act == "name":
        form = PersonForm(request.POST)
        status = status_after(form, lambda: name_person(application, by=by, **form.cleaned_data))
        _say(request, status, "ทำบัตรแล้ว")
        return form, status, None
    card = _card_of(request, application)
    if act == "correct":
        form = PersonForm(request.POST)
        status = status_after(form, lambda: _correct(card, form.cleaned_data, by))
        _say(request, status, "แก้บัตรแล้ว")
        return form, status, card.pk
    presses = {
        "replace": lambda: replace_card(card, form_key=uuid4(), by=by),
        "cancel": lambda: cancel_card(card, by=by),
    }
    if act not in presses:
        raise Http404
    return PersonForm(), _press(request, presses[act]), None


def _correct(card: ExhibitorCard, answers: dict, by) -> None:
    correct_card(card, name=answers["name"], holder=answers["holder"], by=by)


def _press(request, press: Callable) -> int:
    try:
        press()
    except RuleBroken as broken:
        messages.error(request, broken.message)
    else:
        messages.success(request, "บันทึกแล้ว บัตรเดิมใช้ไม่ได้แล้ว")
    return DONE


def _card_of(request, application: BoothApplication) -> ExhibitorCard:
    rows = application.cards.select_related("application__fair_event", "replaced_by")
    return get_object_or_404(rows, pk=whole_number(request.POST.get("card", "")))


def _say(request, status: int, words: str) -> None:
    if status == DONE:
        messages.success(request, words)
