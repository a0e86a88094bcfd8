"""Write messages in the transaction of the act that they tell of; mark them read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.utils import timezone

from otopfair.outbox.models import LONGEST_SUBJECT, Channel, Delivery, DeliveryState, Message


@dataclass(frozen=True)
class Recipient:
    """Whom a message is for: its row, the accounts that read for it, the phone if there is none."""

    row: models.Model
    name: str
    users: Sequence = ()
    phone: str = ""


@dataclass(frozen=True)
class Letter:
    """What is said to one recipient."""

    recipient: Recipient
    subject: str
    body: str
    link: str = ""


def tell(user, subject: str, body: str, *, kind: str = "account", link: str = "") -> Message:
    """Tell a person who has an account."""
    letter = Letter(Recipient(user, str(user), [user]), subject, body, link)
    [message] = write([letter], kind=kind)
    return message


def write(
    letters: Iterable[Letter], *, kind: str, about: models.Model | None = None
) -> list[Message]:
    """Write each letter with its deliveries, two queries for all of them.

    Every account has it in its inbox, and by what reaches it: e-mail, else SMS to a verified
    phone, and LINE. A vendor whom nothing of this reaches is to be called.
    """
    letters = list(letters)
    messages = Message.objects.bulk_create(_message(letter, kind, about) for letter in letters)
    Delivery.objects.bulk_create(
        delivery
        for message, letter in zip(messages, letters, strict=True)
        for delivery in _deliveries(message, letter.recipient)
    )
    return messages


def send_to(
    user,
    address: str,
    *,
    channel: Channel,
    subject: str,
    body: str,
    kind: str,
    about: models.Model | None = None,
) -> Message:
    """Send to one address and nowhere else: a code to the phone that is to be proven, say."""
    message = _message(Letter(Recipient(user, str(user)), subject, body), kind, about)
    message.save()
    Delivery.objects.create(
        message=message, channel=channel, address=address, due_at=timezone.now()
    )
    return message


def reaches(recipient: Recipient) -> bool:
    """Whether anything but a call reaches the recipient outside of the portal."""
    return bool(_outgoing(recipient.users))


def channels_of(recipient: Recipient) -> set[Channel]:
    """By which channels a message to the recipient goes out now."""
    return {Channel(delivery.channel) for delivery in _deliveries(Message(), recipient)}


def mark_read(deliveries) -> None:
    """Note that the recipient has read `deliveries` (a queryset); what was read stays as it is."""
    deliveries.filter(read_at=None).update(read_at=timezone.now())


def _message(letter: Letter, kind: str, about: models.Model | None) -> Message:
    row = letter.recipient.row
    return Message(
        recipient_type=row._meta.label_lower,
        recipient_id=row.pk,
        recipient_name=letter.recipient.name[:255],
        kind=kind,
        about_type=about._meta.label_lower if about else "",
        about_id=about.pk if about else None,
        subject=letter.subject[:LONGEST_SUBJECT],
        body=letter.body,
        link=letter.link,
    )


def _deliveries(message: Message, recipient: Recipient) -> Iterable[Delivery]:
    now = timezone.now()
    users = [user for user in recipient.users if user.is_active]
    for user in users:
        yield Delivery(
            message=message,
            channel=Channel.INBOX,
            user=user,
            address=str(user.pk),
            state=DeliveryState.SENT,
            due_at=now,
            sent_at=now,
        )
    outgoing = _outgoing(users)
    for channel, address in outgoing:
        yield Delivery(message=message, channel=channel, address=address, due_at=now)
    if not outgoing and recipient.row not in users:
        phone = recipient.phone or next((user.phone for user in users if user.phone), "")
        yield Delivery(message=message, channel=Channel.TELEPHONE, address=phone, due_at=now)


def _outgoing(users: Sequence) -> list[tuple[Channel, str]]:
    """(channel, address) of all that brings a message to these people, each once."""
    found: dict[tuple[Channel, str], None] = {}
    for user in users:
        if not user.is_active:
            continue
        if user.email:
            found[Channel.EMAIL, user.email] = None
        elif user.phone and user.phone_verified_at and _is_set_up(Channel.SMS):
            found[Channel.SMS, user.phone] = None
        if user.line_user_id and _is_set_up(Channel.LINE):
            found[Channel.LINE, user.line_user_id] = None
    return list(found)


def _is_set_up(channel: Channel) -> bool:
    return channel in settings.OUTBOX_SENDERS
