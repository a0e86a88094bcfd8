"""Write a message to a person, in the transaction of the act that it tells of; mark it read."""

from django.utils import timezone

from otopfair.outbox.models import OutboxMessage


def tell(user, subject: str, body: str, *, link: str = "") -> OutboxMessage:
    """Put a message into `user`'s inbox; the worker also e-mails it when there is an address."""
    return OutboxMessage.objects.create(
        recipient=user,
        subject=subject,
        body=body,
        link=link,
        email=user.email or "",
        send_after=timezone.now(),
    )


def mark_read(messages) -> None:
    """Note that the recipient has read `messages` (a queryset); what was read stays as it is."""
    messages.filter(read_at=None).update(read_at=timezone.now())
