"""SMS and LINE: short words to a telephone, by HTTP. What is set up is said in the settings."""

import json
import sys
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings

from otopfair.outbox.filling import text_of
from otopfair.outbox.models import Delivery
from otopfair.thai.folding import truncate

TIMEOUT_SECONDS = 8
LONGEST_SMS = 300
LONGEST_LINE = 4000


class ConsoleSender:
    """For development: the words on the console, nothing sent."""

    def send(self, delivery: Delivery) -> None:
        sys.stdout.write(f"\n{delivery.channel} {delivery.address}\n{short_text(delivery)}\n")
        sys.stdout.flush()

    def close(self) -> None:
        """Nothing is open."""


class SmsSender:
    """An SMS gateway that takes JSON: {"id", "to", "from", "text"} with a bearer token.

    `id` is the same in every try, so that the gateway may drop a second copy.
    """

    def send(self, delivery: Delivery) -> None:
        body = {
            "id": f"outbox-{delivery.pk}",
            "to": f"+66{delivery.address[1:]}",
            "from": settings.SMS_SENDER,
            "text": short_text(delivery),
        }
        _post(settings.SMS_URL, settings.SMS_TOKEN, body, {})

    def close(self) -> None:
        """One connection a message."""


class LineSender:
    """A push message of the LINE Messaging API; the retry key makes a second try no second copy."""

    def send(self, delivery: Delivery) -> None:
        text = short_text(delivery, longest=LONGEST_LINE)
        body = {"to": delivery.address, "messages": [{"type": "text", "text": text}]}
        retry = str(uuid5(NAMESPACE_URL, f"{settings.SITE_URL}/outbox/{delivery.pk}"))
        try:
            _post(settings.LINE_URL, settings.LINE_TOKEN, body, {"X-Line-Retry-Key": retry})
        except HTTPError as answer:
            if answer.code != 409:  # 409: taken with this retry key before
                raise

    def close(self) -> None:
        """One connection a message."""


def short_text(delivery: Delivery, *, longest: int = LONGEST_SMS) -> str:
    """The subject, the words as far as they fit, and where to read on."""
    message, words = delivery.message, text_of(delivery.message)
    if words != message.body:
        return words  # a code needs no heading
    link = f"\n{settings.SITE_URL}{message.link}" if message.link else ""
    return truncate(f"{message.subject}\n{words}", longest - len(link)) + link


class _NoRedirects(HTTPRedirectHandler):
    """The token goes to the address in the settings and nowhere else."""

    def redirect_request(self, *args, **kwargs):
        return None


def _post(url: str, token: str, body: dict, headers: dict) -> None:
    request = Request(url, json.dumps(body).encode(), method="POST")  # noqa: S310 - from settings
    for name, value in headers.items():
        request.add_header(name, value)
    request.add_header("Content-Type", "application/json; charset=utf-8")
    request.add_header("Authorization", f"Bearer {token}")
    # Whatever is not taken (300 and more) is an HTTPError, and is tried again.
    build_opener(_NoRedirects).open(request, timeout=TIMEOUT_SECONDS).close()
