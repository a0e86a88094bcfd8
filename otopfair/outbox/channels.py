"""How a delivery goes out: one sender for each channel that is set up."""

from django.conf import settings
from django.core import mail
from django.template.loader import render_to_string
from django.utils.module_loading import import_string

from otopfair.outbox.buttons import buttons_of
from otopfair.outbox.filling import text_of
from otopfair.outbox.models import Channel, Delivery

SMTP_TIMEOUT_SECONDS = 8


class NotSetUp(Exception):
    """This site has no sender for the channel."""


class EmailSender:
    """E-mail through Django's back end: SMTP, or the console while developing."""

    def __init__(self) -> None:
        self.connection = mail.get_connection(timeout=SMTP_TIMEOUT_SECONDS)

    def send(self, delivery: Delivery) -> None:
        self.connection.open()
        _email(delivery, self.connection).send()

    def close(self) -> None:
        self.connection.close()


class Senders:
    """The senders of `OUTBOX_SENDERS`, made when first needed and closed at the end."""

    def __init__(self) -> None:
        self.made: dict = {}

    def __enter__(self):
        return self

    def __exit__(self, *_error) -> None:
        self.close()

    def send(self, delivery: Delivery) -> None:
        channel = delivery.channel
        if channel not in settings.OUTBOX_SENDERS:
            raise NotSetUp(f"no sender for {Channel(channel).value}")
        if channel not in self.made:
            self.made[channel] = import_string(settings.OUTBOX_SENDERS[channel])()
        self.made[channel].send(delivery)

    def close(self) -> None:
        for sender in self.made.values():
            sender.close()
        self.made.clear()


def _email(delivery: Delivery, connection) -> mail.EmailMessage:
    """Words alone; beside them the same with buttons, where a message has some."""
    message = delivery.message
    body = text = text_of(message)
    if message.link:
        body = f"{text}\n\nเปิดดูที่ {settings.SITE_URL}{message.link}"
    # The same id in every try lets the receiving side drop a second copy.
    domain = settings.SITE_URL.rpartition("/")[2].partition(":")[0]
    sender_id = f"<outbox-{delivery.pk}@{domain}>"
    headers = {"Message-ID": sender_id, "Auto-Submitted": "auto-generated"}
    email = mail.EmailMultiAlternatives(
        message.subject, body, to=[delivery.address], connection=connection, headers=headers
    )
    if buttons := buttons_of(message):
        context = {"message": message, "text": text, "buttons": buttons}
        email.attach_alternative(render_to_string("outbox/email.html", context), "text/html")
    return email
