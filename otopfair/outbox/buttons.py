"""Buttons in an e-mail: an app above says which pages a message leads to, when it starts.

A button only opens a page: scanners of mail follow every link before its owner does.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings

from otopfair.outbox.models import Message


@dataclass(frozen=True)
class Button:
    """`link` is an address of ours; the main button stands first and is filled."""

    label: str
    link: str
    is_main: bool = False

    @property
    def address(self) -> str:
        return f"{settings.SITE_URL}{self.link}"


_SAID_BY: list[Callable[[Message], list[Button]]] = []


def buttons_are(said: Callable[[Message], list[Button]]) -> None:
    """Let `said` answer with the buttons of its messages, and with none of others."""
    if said not in _SAID_BY:
        _SAID_BY.append(said)


def buttons_of(message: Message) -> list[Button]:
    return [button for said in _SAID_BY for button in said(message)]
