"""Send what stands in the outbox by e-mail: one row at a time, tried again, parked in the end."""

import logging
from datetime import timedelta

from django.conf import settings
from django.core import mail
from django.db import transaction
from django.utils import timezone

from otopfair.outbox.models import OutboxMessage

logger = logging.getLogger(__name__)

# Minutes until the next try, after the first, second, … try that failed.
BACK_OFF_MINUTES = (1, 10, 60, 360)
SMTP_TIMEOUT_SECONDS = 8


def send_due_messages(limit: int = 50) -> int:
    """Send up to `limit` e-mails that are due; return how many were tried.

    A try is counted before it is made, in its own short transaction: a process that dies while
    it talks to the mail server leaves a row that is tried again later, and holds no lock.
    """
    connection = mail.get_connection(timeout=SMTP_TIMEOUT_SECONDS)
    tried = 0
    try:
        while tried < limit and (message := _claim_next()):
            _try_to_send(message, connection)
            tried += 1
    finally:
        connection.close()
    return tried


def _claim_next() -> OutboxMessage | None:
    """Take the oldest due row that no other worker holds, and put its next try off."""
    now = timezone.now()
    due = OutboxMessage.objects.due(now)
    if not due.exists():
        return None  # no write lock on SQLite just to look
    with transaction.atomic():
        message = due.select_for_update(skip_locked=True).first()
        if message is None:
            return None
        wait = BACK_OFF_MINUTES[min(message.attempts, len(BACK_OFF_MINUTES) - 1)]
        message.attempts += 1
        message.send_after = now + timedelta(minutes=wait)
        message.save(update_fields=["attempts", "send_after"])
    return message


def _try_to_send(message: OutboxMessage, connection) -> None:
    try:
        connection.open()
        _email(message, connection).send()
    except Exception as error:  # a poison message must not stop the others
        connection.close()
        message.last_error = f"{type(error).__name__}: {error}"[:300]
        message.save(update_fields=["last_error"])
        parked = message.attempts >= OutboxMessage.MAX_ATTEMPTS
        log = logger.error if parked else logger.warning
        log(
            "outbox message=%s attempt=%s %s: %s",
            message.pk,
            message.attempts,
            "parked" if parked else "will be tried again",
            message.last_error,
        )
    else:
        message.sent_at = timezone.now()
        message.last_error = ""
        message.save(update_fields=["sent_at", "last_error"])


def _email(message: OutboxMessage, connection) -> mail.EmailMessage:
    body = message.body
    if message.link:
        body = f"{body}\n\nเปิดดูที่ {settings.SITE_URL}{message.link}"
    # The same id in every try lets the receiving side drop a second copy.
    domain = settings.SITE_URL.rpartition("/")[2].partition(":")[0]
    headers = {"Message-ID": f"<outbox-{message.pk}@{domain}>", "Auto-Submitted": "auto-generated"}
    return mail.EmailMessage(
        message.subject, body, to=[message.email], connection=connection, headers=headers
    )
