"""The states of a booth and the words for them, for everybody who shows one."""

from enum import StrEnum

from django.utils.translation import gettext_lazy


class BoothState(StrEnum):
    """TAKEN when its last place is given on its last day; CLOSED and HELD cannot be given, and
    OFFERED only to the vendor that it waits for."""

    TAKEN = "taken"
    HELD = "held"
    OFFERED = "offered"
    FREE = "free"
    CLOSED = "off"

    @property
    def for_visitors(self) -> "BoothState":
        """Why nobody can take a booth is nobody's business: closed and offered count as held."""
        return BoothState.HELD if self in COUNTED_AS_HELD else self

    @property
    def word(self) -> str:
        return str(WORDS[self])


COUNTED_AS_HELD = (BoothState.CLOSED, BoothState.OFFERED)
WORDS = {
    BoothState.TAKEN: gettext_lazy("มีร้านแล้ว"),
    BoothState.HELD: gettext_lazy("จองไว้"),
    BoothState.OFFERED: gettext_lazy("รอร้านยืนยัน"),
    BoothState.FREE: gettext_lazy("ว่าง"),
    BoothState.CLOSED: gettext_lazy("ปิดใช้"),
}
# Meaning and icon of the badge.
BADGES = {
    BoothState.TAKEN: ("going", "check"),
    BoothState.HELD: ("waiting", "diamond"),
    BoothState.OFFERED: ("waiting", "clock"),
    BoothState.FREE: ("done", "circle"),
    BoothState.CLOSED: ("off", ""),
}
COUNTED = (BoothState.TAKEN, BoothState.HELD, BoothState.FREE)
