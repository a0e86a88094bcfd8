"""The parts of a vendor's dossier, in any order: every app adds its parts when it starts."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from vendors.models import Vendor


class PartState(Enum):
    TO_FILL = "ยังไม่กรอก"
    TO_FINISH = "ยังไม่ครบ"
    TO_MEND = "ต้องแก้"
    WAITING = "รอเจ้าหน้าที่"
    DONE = "ครบ"
    IF_ANY = "ถ้ามี"

    @property
    def badge(self) -> str:
        return _BADGES[self.name]

    @property
    def is_left(self) -> bool:
        """The vendor has something to do."""
        return self in (PartState.TO_FILL, PartState.TO_FINISH, PartState.TO_MEND)


_BADGES = {
    "TO_FILL": "off",
    "TO_FINISH": "off",
    "TO_MEND": "wrong",
    "WAITING": "waiting",
    "DONE": "done",
    "IF_ANY": "off",
}


@dataclass(frozen=True)
class Standing:
    """Where a part stands, and one line about what is there or missing."""

    state: PartState
    line: str = ""


@dataclass(frozen=True)
class DossierPart:
    """One part. `to` is the address of the page on which it is filled in; it saves by itself."""

    key: str
    name: str
    order: int
    to: Callable[[], str]
    stands: Callable[[Vendor], Standing]


_PARTS: dict[str, DossierPart] = {}


def add_dossier_part(part: DossierPart) -> None:
    """Put a part on the list; the same key again replaces it."""
    _PARTS[part.key] = part


def dossier_of(vendor: Vendor) -> list[tuple[DossierPart, Standing]]:
    parts = sorted(_PARTS.values(), key=lambda part: part.order)
    return [(part, part.stands(vendor)) for part in parts]
