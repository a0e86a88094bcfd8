"""What is put into a message only while it is sent: a code that no table may hold.

An app above says how the messages of one kind are filled, when it starts.
"""

from collections.abc import Callable

from otopfair.outbox.models import Message

_FILLED_BY: dict[str, Callable[[Message], str]] = {}


def fill(kind: str, said_in: Callable[[Message], str]) -> None:
    """Let `said_in` make the text of every message of `kind`; it raises when it is too late."""
    _FILLED_BY[kind] = said_in


def text_of(message: Message) -> str:
    """The words that go out."""
    said_in = _FILLED_BY.get(message.kind)
    return said_in(message) if said_in else message.body
