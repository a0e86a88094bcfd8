"""Write messages in the transaction of the act that they tell of; mark them read."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.utils import timezone

from otopfair.outbox.models import (
    LONGEST_SUBJECT,
    Channel,
    DeadAddress,
    Delivery,
    DeliveryState,
    Message,
)


@dataclass(frozen=True)
class Recipient:
    """Whom a message is for: its row, the accounts that read for it, and how else it is reached.

    `owners` are those accounts that have to hear of it themselves; of none, any account will do.
    `email` is used where no account can be written to, `phone` where a call is to be made.
    """

    row: models.Model
    name: str
    users: Sequence = ()
    phone: str = ""
    email: str = ""
    owners: Sequence = ()
    is_called: bool = True

    @property
    def who_must_hear(self) -> list:
        """The accounts of which one has to be reached."""
        owners = [user for user in self.owners if user.is_active]
        return owners or [user for user in self.users if user.is_active]

    @property
    def number_to_call(self) -> str:
        return next((user.phone for user in self.who_must_hear if user.phone), "") or self.phone


@dataclass(frozen=True)
class Letter:
    """What is said to one recipient."""

    recipient: Recipient
    subject: str
    body: str
    link: str = ""


def tell(
    user,
    subject: str,
    body: str,
    *,
    kind: str = "account",
    link: str = "",
    about: models.Model | None = None,
) -> Message:
    """Tell a person who has an account. With `about`, a record that officers look after, they are
    to call whom nothing else reaches; without, nobody would know of it."""
    recipient = Recipient(user, str(user), [user], is_called=about is not None)
    [message] = write([Letter(recipient, subject, body, link)], kind=kind, about=about)
    return message


def write(
    letters: Iterable[Letter], *, kind: str, about: models.Model | None = None
) -> list[Message]:
    """Write each letter with its deliveries, three queries for all of them.

    Every account has it in its inbox, and by what reaches it: e-mail, else SMS to a verified
    phone, and LINE. When nothing of this reaches an owner, somebody is to call.
    """
    letters = list(letters)
    dead = dead_addresses(letter.recipient for letter in letters)
    messages = Message.objects.bulk_create(_message(letter, kind, about) for letter in letters)
    Delivery.objects.bulk_create(
        delivery
        for message, letter in zip(messages, letters, strict=True)
        for delivery in _deliveries(message, letter.recipient, dead)
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


def dead_addresses(recipients: Iterable[Recipient]) -> set[str]:
    """The addresses among theirs at which a message did not arrive; one query."""
    addresses = {address for one in recipients for _channel, address in _all_outgoing(one)}
    found = DeadAddress.objects.filter(address__in=addresses)
    return set(found.values_list("address", flat=True))


def reaches(recipient: Recipient, dead: Collection[str] = ()) -> bool:
    """Whether anything but a call reaches the recipient outside of the portal."""
    return any(address not in dead for _channel, address in must_arrive_at(recipient))


def must_arrive_at(recipient: Recipient) -> list[tuple[Channel, str]]:
    """(channel, address) of which one has to take a message, or else somebody calls."""
    found = _outgoing(recipient.who_must_hear)
    return found or ([(Channel.EMAIL, recipient.email)] if recipient.email else [])


def channels_of(recipient: Recipient, dead: Collection[str] = ()) -> set[Channel]:
    """By which channels a message to the recipient goes out now."""
    return {Channel(delivery.channel) for delivery in _deliveries(Message(), recipient, dead)}


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


def _deliveries(
    message: Message, recipient: Recipient, dead: Collection[str]
) -> Iterable[Delivery]:
    now = timezone.now()
    for user in recipient.users:
        if user.is_active:
            yield Delivery(
                message=message,
                channel=Channel.INBOX,
                user=user,
                address=str(user.pk),
                state=DeliveryState.SENT,
                due_at=now,
                sent_at=now,
            )
    for channel, address in _all_outgoing(recipient):
        yield Delivery(message=message, channel=channel, address=address, due_at=now)
    if recipient.is_called and not reaches(recipient, dead):
        phone = recipient.number_to_call
        yield Delivery(message=message, channel=Channel.TELEPHONE, address=phone, due_at=now)


def _all_outgoing(recipient: Recipient) -> list[tuple[Channel, str]]:
    """Everywhere a message to the recipient goes, each address once."""
    return list(dict.fromkeys(_outgoing(recipient.users) + must_arrive_at(recipient)))


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
