"""Whom a fair's vendors pay: one officer names it, another approves it, and everybody hears it."""

from django.db import transaction
from django.utils import timezone

from fairs.models import FairEvent
from fairs.operations.holding import lock_fair
from fairs.operations.officers import officers_of
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.outbox.writing import tell
from vendors.models import ApplicationStatus, BoothApplication, FairPayee
from vendors.models.money import HALF_A_SATANG, open_baht
from vendors.notifications import tell_applicants


class NotTheSecond(RuleBroken):
    """Who has named a payee does not approve it."""

    status = 403


def propose_payee(fair_event: FairEvent, *, by, **values) -> FairPayee:
    """Name a payee; vendors read it only when another officer has approved it."""
    with transaction.atomic():
        fair_event = lock_fair(fair_event, what="จึงเปลี่ยนผู้รับเงินไม่ได้")
        _require_none_waits(fair_event)
        payee = FairPayee.objects.create(fair_event=fair_event, proposed_by=by, **values)
        _said(payee, "propose_payee", "เสนอผู้รับเงิน", by)
        _tell_officers(payee, "ผู้รับเงินของงานรออนุมัติ", but=by)
    return payee


def approve_payee(payee: FairPayee, *, by) -> FairPayee:
    """Let vendors pay there from now on. Officers, administrators and whoever still has to pay are
    told. Twice is once; NotTheSecond for who has named it."""
    with transaction.atomic():
        fair_event = lock_fair(payee.fair_event, what="จึงเปลี่ยนผู้รับเงินไม่ได้")
        payee = _as_it_is(payee)
        if payee.approved_at is not None:
            return payee
        if payee.ended_at is not None:
            raise RuleBroken("ผู้รับเงินนี้ถูกยกเลิกไปแล้ว")
        if payee.proposed_by_id == by.pk:
            raise NotTheSecond("คุณเป็นผู้เสนอ ต้องให้เจ้าหน้าที่อีกคนอนุมัติ")
        before = fair_event.payees.current().first()
        fair_event.payees.current().update(ended_at=timezone.now())
        payee.approved_by, payee.approved_at = by, timezone.now()
        payee.save()
        _said(payee, "approve_payee", "อนุมัติผู้รับเงิน", by)
        _tell_officers(payee, "ผู้รับเงินของงานเปลี่ยนแล้ว" if before else "งานมีผู้รับเงินแล้ว")
        _tell_who_owes(payee)
    return payee


def set_payee_aside(payee: FairPayee, *, by) -> FairPayee:
    """Take back what was named and not approved. Twice is once."""
    with transaction.atomic():
        lock_fair(payee.fair_event, what="จึงเปลี่ยนผู้รับเงินไม่ได้")
        payee = _as_it_is(payee)
        if payee.ended_at is not None:
            return payee
        if payee.approved_at is not None:
            raise RuleBroken("ผู้รับเงินนี้อนุมัติแล้ว ถ้าต้องเปลี่ยน ให้เสนอรายใหม่")
        payee.ended_at = timezone.now()
        payee.save()
        _said(payee, "set_payee_aside", "ยกเลิกผู้รับเงินที่เสนอไว้", by)
    return payee


def _require_none_waits(fair_event: FairEvent) -> None:
    if fair_event.payees.waiting().exists():
        raise RuleBroken("งานนี้มีผู้รับเงินรออนุมัติอยู่แล้ว ให้อนุมัติหรือยกเลิกก่อน")


def _as_it_is(payee: FairPayee) -> FairPayee:
    """The row under the fair's lock."""
    return FairPayee.objects.get(pk=payee.pk)


def _in_words(payee: FairPayee) -> str:
    return "\n".join(f"{label}: {words}" for label, words in payee.lines)


def _said(payee: FairPayee, verb: str, words: str, by) -> None:
    said = " ".join(filter(None, (payee.bank, payee.account_number, payee.promptpay_text)))
    record(payee.fair_event, verb, f"{words} {payee.name} {said}", by=by)


def _tell_officers(payee: FairPayee, subject: str, *, but=None) -> None:
    """The officers of the province and the administrators: whose account it is concerns all."""
    fair_event = payee.fair_event
    people = [*officers_of(fair_event.home_province_id), *officers_of(None)]
    for user in dict.fromkeys(people):
        if user != but:
            link = f"/staff/fairs/{fair_event.pk}/money/payee/"
            tell(user, f"{subject} {fair_event}", _in_words(payee), kind="payee", link=link)


def _tell_who_owes(payee: FairPayee) -> None:
    rows = BoothApplication.objects.filter(
        fair_event=payee.fair_event, status=ApplicationStatus.CONFIRMED
    )
    owing = rows.order_by().annotate(open_baht=open_baht()).filter(open_baht__gt=HALF_A_SATANG)
    tell_applicants(
        payee.fair_event,
        rows.filter(pk__in=owing.values("pk")),
        f"ชำระเงินค่าบูธ {payee.fair_event}",
        f"ผู้รับเงินของงานคือ\n{_in_words(payee)}\nยอดและกำหนดอยู่ในหน้าใบสมัครของคุณ",
        kind="money",
    )
