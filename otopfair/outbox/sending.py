"""Send what is due: one delivery at a time, tried again, given up visibly in the end."""

import logging
from datetime import timedelta
from smtplib import SMTPRecipientsRefused

from django.db import transaction
from django.utils import timezone

from otopfair.outbox.calling import call_instead
from otopfair.outbox.channels import Senders
from otopfair.outbox.models import Delivery, DeliveryState

logger = logging.getLogger(__name__)

# Minutes until the next try, after the first, second, … try that failed.
BACK_OFF_MINUTES = (1, 10, 60, 360)
# Longer than any try takes: who holds a lease that has run out is dead.
LEASE = timedelta(minutes=5)


def send_due_deliveries(limit: int = 50) -> int:
    """Send up to `limit` deliveries that are due; return how many were tried.

    A try is counted and leased before it is made, in its own short transaction: a process that
    dies while it talks to a server leaves a row that is tried again when the lease is over, and
    holds no lock. Once sent, a row is never due again.
    """
    _give_up_abandoned()
    tried = 0
    with Senders() as senders:
        while tried < limit and (delivery := _claim_next()):
            _try_to_send(delivery, senders)
            tried += 1
    return tried


def _claim_next() -> Delivery | None:
    """Take the oldest due row that no other worker holds, and lease it."""
    now = timezone.now()
    due = Delivery.objects.due(now).select_related("message")
    if not due.exists():
        return None  # no write lock on SQLite just to look
    with transaction.atomic():
        delivery = due.select_for_update(skip_locked=True, of=("self",)).first()
        if delivery is not None:
            delivery.attempts += 1
            delivery.leased_until = now + LEASE
            delivery.save(update_fields=["attempts", "leased_until"])
    return delivery


def _try_to_send(delivery: Delivery, senders: Senders) -> None:
    try:
        senders.send(delivery)
    except Exception as error:  # a poison message must not stop the others
        senders.close()
        words = f"{type(error).__name__}: {error}"[:300]
        _put_off(delivery, words, is_final=_is_for_good(error))
    else:
        _settle(delivery, state=DeliveryState.SENT, sent_at=timezone.now(), last_error="")


def _put_off(delivery: Delivery, error: str, *, is_final: bool = False) -> None:
    wait = BACK_OFF_MINUTES[min(delivery.attempts, len(BACK_OFF_MINUTES)) - 1]
    parked = is_final or delivery.attempts >= Delivery.MAX_ATTEMPTS
    state = DeliveryState.FAILED if parked else DeliveryState.WAITING
    due_at = timezone.now() + timedelta(minutes=wait)
    with transaction.atomic():
        is_mine = _settle(delivery, state=state, due_at=due_at, last_error=error)
        if parked and is_mine:
            call_instead(delivery, error)
    log = logger.error if parked else logger.warning
    what = "parked" if parked else "will be tried again"
    log("delivery=%s attempt=%s %s: %s", delivery.pk, delivery.attempts, what, error)


def _is_for_good(error: Exception) -> bool:
    """Whether the mail server will never take this address (5xx); 4xx is a matter of time."""
    refused = error.recipients if isinstance(error, SMTPRecipientsRefused) else {}
    return bool(refused) and all(code >= 500 for code, _said in refused.values())


def _settle(delivery: Delivery, **outcome) -> bool:
    """Write the outcome down, unless another worker has taken the row since; whether it was."""
    mine = Delivery.objects.filter(pk=delivery.pk, attempts=delivery.attempts)
    return bool(mine.exclude(state=DeliveryState.SENT).update(leased_until=None, **outcome))


def _give_up_abandoned() -> None:
    """What ended its worker in every try is parked, like what failed in every try."""
    abandoned = Delivery.objects.filter(
        state=DeliveryState.WAITING,
        attempts__gte=Delivery.MAX_ATTEMPTS,
        leased_until__lt=timezone.now(),
    )
    if abandoned.exists():
        logger.error("deliveries=%s parked: their worker died", list(abandoned.values_list("pk")))
        abandoned.update(
            state=DeliveryState.FAILED, leased_until=None, last_error="the worker died in every try"
        )
