"""What an officer does with a delivery: calls the recipient, or has it sent once more."""

from django.db import transaction
from django.utils import timezone

from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock
from otopfair.outbox.calling import address_now, try_without_call
from otopfair.outbox.models import Channel, Delivery, DeliveryState


def tick_off_call(delivery: Delivery, *, by, note: str = "") -> Delivery:
    """The officer has called and said it. A second tick finds it done.

    Raises RuleBroken when the delivery is no call.
    """
    with transaction.atomic():
        delivery = lock(delivery)
        if delivery.channel != Channel.TELEPHONE:
            raise RuleBroken("ข้อความนี้ไม่ต้องโทรบอก")
        if delivery.state == DeliveryState.SENT:
            return delivery
        delivery.state, delivery.sent_at, delivery.done_by = DeliveryState.SENT, timezone.now(), by
        delivery.note = note
        name = delivery.message.recipient_name
        record(delivery.message, "call", f"โทรแล้ว {name}", by=by, reason=note)
        delivery.save()
    return delivery


def send_again(delivery: Delivery, *, by) -> Delivery:
    """Have the worker try a delivery now that it has given up or put off, where the recipient is
    reached today. Any other stays as it is: a second press finds it due."""
    with transaction.atomic():
        delivery = lock(delivery)
        if not delivery.may_be_hurried:
            return delivery
        delivery.state, delivery.attempts = DeliveryState.WAITING, 0
        delivery.due_at, delivery.leased_until = timezone.now(), None
        delivery.address = address_now(delivery)
        delivery.save()
        try_without_call(delivery)
        record(delivery.message, "send_again", f"ส่งอีกครั้ง {delivery}", by=by)
    return delivery
