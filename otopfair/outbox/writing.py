"""Write a message to a person, in the transaction of the act that it tells of."""

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
