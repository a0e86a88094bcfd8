"""The documents that officers look at, one by one: every app adds its kinds when it starts."""

from collections.abc import Callable
from dataclasses import dataclass

from vendors.models import BoothApplication, VendorDocument, VendorStandard


@dataclass(frozen=True)
class DocumentKind:
    """One kind of document of every application.

    `tells` says in lines what there is to look at, nothing when there is nothing; `fragment` is
    the address of a part of the page that shows more. A `names` document tells who the applicant
    is: it stays closed while names are hidden. A kind that is several papers lists them in
    `papers`: each is looked at by itself.
    """

    key: str
    name: str
    order: int
    tells: Callable[[BoothApplication], list[str]]
    fragment: str = ""
    names: bool = False
    papers: Callable[["DocumentKind", BoothApplication], list["PaperLine"]] | None = None

    def lines(self, application: BoothApplication) -> list["PaperLine"]:
        if self.papers:
            return self.papers(self, application)
        return [PaperLine(self.key, self.name, self, self.tells(application))]


@dataclass(frozen=True)
class PaperLine:
    """One document of one application, as it is looked at: its own line, its own result.

    `told` says what there is. `paper` is what the vendor has sent, with an officer's word from the
    queue of papers. What `is_missing` is asked of this vendor, and was not sent.
    """

    key: str
    name: str
    kind: DocumentKind
    told: list[str]
    paper: VendorStandard | VendorDocument | None = None
    is_missing: bool = False

    @property
    def is_there(self) -> bool:
        return bool(self.told) and not self.is_missing


_KINDS: dict[str, DocumentKind] = {}


def add_document_kind(kind: DocumentKind) -> None:
    """Put a kind on the list; the same key again replaces it."""
    _KINDS[kind.key] = kind


def document_kinds() -> list[DocumentKind]:
    return sorted(_KINDS.values(), key=lambda kind: kind.order)


def every_line(application: BoothApplication) -> list[PaperLine]:
    """Every document of an application, in the order of the kinds."""
    return [line for kind in document_kinds() for line in kind.lines(application)]


def lines_of(application: BoothApplication) -> list[PaperLine]:
    """Those that may be looked at now: not what tells a name while names are hidden."""
    hides = application.hides_name
    return [line for line in every_line(application) if not (line.kind.names and hides)]
