"""The documents that officers look at, one by one: every app adds its kinds when it starts."""

from collections.abc import Callable
from dataclasses import dataclass

from vendors.models import BoothApplication


@dataclass(frozen=True)
class DocumentKind:
    """One document of every application.

    `tells` says in lines what there is to look at, nothing when there is nothing; `fragment` is
    the address of a part of the page that shows more. A `names` document tells who the applicant
    is: it stays closed while names are hidden.
    """

    key: str
    name: str
    order: int
    tells: Callable[[BoothApplication], list[str]]
    fragment: str = ""
    names: bool = False


_KINDS: dict[str, DocumentKind] = {}


def add_document_kind(kind: DocumentKind) -> None:
    """Put a kind on the list; the same key again replaces it."""
    _KINDS[kind.key] = kind


def document_kinds() -> list[DocumentKind]:
    return sorted(_KINDS.values(), key=lambda kind: kind.order)
