"""What did not arrive after all: the address counts for nothing more, and somebody calls."""

from collections.abc import Callable

from django.contrib.auth import get_user_model
from django.utils import timezone

from otopfair.outbox.failures import blames_the_address
from otopfair.outbox.models import (
    SENT_BY_WORKER,
    Channel,
    DeadAddress,
    Delivery,
    DeliveryState,
    Message,
)
from otopfair.outbox.writing import Recipient, must_arrive_at

_FINDERS: dict[str, Callable[[int], Recipient | None]] = {}


def recipients_are(label: str, find: Callable[[int], Recipient | None]) -> None:
    """Say how the recipient of a message of one kind ("vendors.vendor") is found by its id."""
    _FINDERS[label] = find


def call_instead(delivery: Delivery, error: str) -> None:
    """`delivery` was given up because of `error`: have its recipient called, unless something
    else arrives, or the address is proven and not to blame. In the transaction that gives it up."""
    to_blame = blames_the_address(error)
    if to_blame:
        words = {"error": error}
        DeadAddress.objects.update_or_create(address=delivery.address, defaults=words)
    recipient = _recipient_of(delivery.message)
    if recipient is None or _arrives(delivery.message, recipient):
        return
    if to_blame or not _is_proven(delivery, recipient):
        Delivery.objects.get_or_create(
            message=delivery.message,
            channel=Channel.TELEPHONE,
            defaults={
                "address": recipient.number_to_call,
                "due_at": timezone.now(),
                "last_error": error,
            },
        )


def address_now(delivery: Delivery) -> str:
    """Where the same channel reaches the recipient today; its own address when that is not known,
    is the same still, or the message goes there already."""
    recipient = _recipient_of(delivery.message)
    today = must_arrive_at(recipient) if recipient else []
    addresses = [address for channel, address in today if channel == delivery.channel]
    if not addresses or delivery.address in addresses:
        return delivery.address
    beside = delivery.message.deliveries.filter(channel=delivery.channel, address__in=addresses)
    return delivery.address if beside.exists() else addresses[0]


def try_without_call(delivery: Delivery) -> None:
    """`delivery` is sent once more: its address counts again, and the call it led to can wait."""
    DeadAddress.objects.filter(address=delivery.address).delete()
    calls = Delivery.objects.to_call().filter(message=delivery.message)
    calls.exclude(last_error="").delete()


def _recipient_of(message: Message) -> Recipient | None:
    """Whom to call; None for what went to one address and nowhere else (a code), and for what no
    officer looks after."""
    if message.recipient_type in _FINDERS:
        return _FINDERS[message.recipient_type](message.recipient_id)
    inbox = message.deliveries.filter(channel=Channel.INBOX).select_related("user").first()
    if inbox is None or message.about_id is None:
        return None
    return Recipient(inbox.user, str(inbox.user), [inbox.user])


def _arrives(message: Message, recipient: Recipient) -> bool:
    """Whether one of the addresses that count has taken the message, or still may."""
    addresses = [address for _channel, address in must_arrive_at(recipient)]
    rows = message.deliveries.filter(channel__in=SENT_BY_WORKER, address__in=addresses)
    return rows.exclude(state=DeliveryState.FAILED).exists()


def _is_proven(delivery: Delivery, recipient: Recipient) -> bool:
    address, users = delivery.address, get_user_model().objects
    if delivery.channel != Channel.EMAIL:
        return True  # nothing else is sent to a number before it is proven
    accounts = users.filter(pk__in=[user.pk for user in recipient.users], email=address)
    return accounts.exclude(email_verified_at=None).exists()
