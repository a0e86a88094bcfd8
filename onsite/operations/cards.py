"""A vendor names its people at a fair; cards are corrected, replaced and cancelled."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairs.operations.holding import hold_fair
from onsite.models import ExhibitorCard, rules_of
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock
from vendors.models import ApplicationStatus, BoothApplication

NO_CARDS = "จึงทำบัตรไม่ได้"


def name_person(
    application: BoothApplication, *, name: str, holder: str, form_key: UUID, by
) -> ExhibitorCard:
    """A card for one more person of a confirmed vendor. The same form again is the first.

    Raises RuleBroken when the vendor has as many cards as its booths give, is not confirmed, and
    when the fair is cancelled or over.
    """
    with transaction.atomic():
        application = _hold(application)
        if made := ExhibitorCard.objects.filter(named_by=by, form_key=form_key).first():
            return made
        card = ExhibitorCard(
            application=application, name=name, holder=holder, form_key=form_key, named_by=by
        )
        card.number = _free_number(application)
        card.save()
        record(application, "card", f"ทำบัตรผู้ขายใบที่ {card.number}", by=by)
    return card


def correct_card(card: ExhibitorCard, *, name: str, holder: str, by) -> ExhibitorCard:
    """Another spelling or standing of the same person; the code stays. Twice is once."""
    with transaction.atomic():
        card = _hold_live(card)
        if (card.name, card.holder) != (name, holder):
            card.name, card.holder, card.erased_at = name, holder, None
            card.save()
            record(card.application, "card_correct", f"แก้ชื่อในบัตรใบที่ {card.number}", by=by)
    return card


def replace_card(card: ExhibitorCard, *, form_key: UUID, by) -> ExhibitorCard:
    """A card is lost: it holds no more, and another with a new code takes its place."""
    with transaction.atomic():
        _hold(card.application)
        card = lock(card)
        if card.replaced_by:
            return card.replaced_by
        _require_live(card)
        _cancel(card, by)
        new = ExhibitorCard.objects.create(
            application=card.application,
            number=card.number,
            name=card.name,
            erased_at=card.erased_at,
            holder=card.holder,
            form_key=form_key,
            named_by=by,
        )
        card.replaced_by = new
        card.save()
        record(card.application, "card_replace", f"ออกบัตรใบที่ {card.number} ใหม่แทนใบเดิม", by=by)
    return new


def cancel_card(card: ExhibitorCard, *, by) -> ExhibitorCard:
    """The card holds no more, and its number is free. Twice is once."""
    with transaction.atomic():
        _hold(card.application)
        card = lock(card)
        if card.cancelled_at is None:
            _cancel(card, by)
            card.save()
            record(card.application, "card_cancel", f"ยกเลิกบัตรใบที่ {card.number}", by=by)
    return card


def erase_old_names() -> int:
    """Forget who stood at the booths, `CARD_NAMES_KEPT_DAYS` after the fair; how many."""
    return ExhibitorCard.objects.outlived().update(name="", erased_at=timezone.now())


def most_cards(application: BoothApplication) -> int:
    """How many people of a vendor have a card."""
    return rules_of(application.fair_event).cards_a_booth * application.booths_wanted


def _hold(application: BoothApplication) -> BoothApplication:
    fair_event = hold_fair(application.fair_event, what=NO_CARDS)
    if fair_event.has_ended:
        raise RuleBroken(f"งานจบแล้ว {NO_CARDS}")
    application = lock(application)
    if application.status != ApplicationStatus.CONFIRMED:
        now = application.get_status_display()
        raise RuleBroken(f"ทำบัตรได้เฉพาะร้านที่ยืนยันแล้ว (ตอนนี้: {now})")
    return application


def _hold_live(card: ExhibitorCard) -> ExhibitorCard:
    _hold(card.application)
    card = lock(card)
    _require_live(card)
    return card


def _require_live(card: ExhibitorCard) -> None:
    if card.cancelled_at is not None:
        raise RuleBroken("บัตรนี้ยกเลิกแล้ว โหลดหน้าใหม่เพื่อดูบัตรที่ใช้ได้")


def _free_number(application: BoothApplication) -> int:
    most = most_cards(application)
    taken = set(application.cards.live().values_list("number", flat=True))
    free = next((number for number in range(1, most + 1) if number not in taken), None)
    if free is None:
        raise RuleBroken(f"ทำบัตรครบ {most} ใบแล้ว ยกเลิกบัตรของคนที่ไม่มาก่อน", field="name")
    return free


def _cancel(card: ExhibitorCard, by) -> None:
    card.cancelled_by, card.cancelled_at = by, timezone.now()
    card.save()
