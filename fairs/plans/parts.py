"""The parts of a plan: zones, booths and landmarks, each a key with columns. Metres throughout."""

from dataclasses import dataclass
from enum import StrEnum
from secrets import token_hex
from typing import Any

from django.db.models import FloatField, Model
from django.db.models.functions import Cast

from fairs.models import Booth, PlanLandmark, Zone
from otopfair.look.plans import Box
from otopfair.thai.digits import is_digits

Values = dict[str, Any]


class PartKind(StrEnum):
    """The first letter of a key."""

    ZONE = "z"
    BOOTH = "b"
    LANDMARK = "l"

    @property
    def model(self) -> type[Model]:
        return MODELS[self]

    @property
    def word(self) -> str:
        return str(self.model._meta.verbose_name)


MODELS: dict[PartKind, type[Model]] = {
    PartKind.ZONE: Zone,
    PartKind.BOOTH: Booth,
    PartKind.LANDMARK: PlanLandmark,
}
PLACE = ("plan_x", "plan_y")
# Width and depth are called otherwise where people read them as the size of what they hire.
SIZE = {
    PartKind.ZONE: ("plan_width", "plan_height"),
    PartKind.BOOTH: ("width_m", "depth_m"),
    PartKind.LANDMARK: ("plan_width", "plan_height"),
}
# Everything that a new part has before anybody has typed; these are all the columns of a plan.
NEW: dict[PartKind, Values] = {
    PartKind.ZONE: {
        "code": "",
        "name_th": "",
        "category": None,
        "least_stars": None,
        "is_chuan_chim": False,
        "split_by_category": True,
        "plan_x": 0.0,
        "plan_y": 0.0,
        "plan_width": 0.0,
        "plan_height": 0.0,
    },
    PartKind.BOOTH: {
        "code": "",
        "zone": "",
        "plan_x": 0.0,
        "plan_y": 0.0,
        "width_m": 3.0,
        "depth_m": 3.0,
        "is_corner": False,
        "power_amps": 5,
        "has_water": False,
        "allows_smoke": False,
        "places": 1,
        "booth_class": None,
        "is_usable": True,
    },
    PartKind.LANDMARK: {
        "kind": "service",
        "label": "",
        "plan_x": 0.0,
        "plan_y": 0.0,
        "plan_width": 3.0,
        "plan_height": 3.0,
    },
}


@dataclass(slots=True)
class Part:
    """One part as it would stand; `origin` are its columns in force, None of a new part."""

    key: str
    values: Values
    origin: Values | None

    @property
    def kind(self) -> PartKind:
        return PartKind(self.key[0])

    @property
    def pk(self) -> int | None:
        """The row in force; None of a new part."""
        return pk_of(self.key)

    @property
    def name(self) -> str:
        """ "บูธ C07", "โซน C ผ้า", "เวทีกลาง"."""
        if self.kind is PartKind.LANDMARK:
            return str(self.values["label"])
        return f"{self.kind.word} {self.short_name}".strip()

    @property
    def short_name(self) -> str:
        """ "C07", "C ผ้า"."""
        if self.kind is PartKind.ZONE:
            return f"{self.values['code']} {self.values['name_th']}".strip()
        return str(self.values["code" if self.kind is PartKind.BOOTH else "label"])

    @property
    def box(self) -> Box:
        width, depth = SIZE[self.kind]
        values = self.values
        return Box(values["plan_x"], values["plan_y"], values[width], values[depth])

    @property
    def changed(self) -> Values:
        """The columns that differ from the plan in force; all of a new part."""
        if self.origin is None:
            return self.values
        return {name: value for name, value in self.values.items() if value != self.origin[name]}


def key_of(kind: PartKind, pk: int) -> str:
    return f"{kind}{pk}"


def new_key(kind: PartKind) -> str:
    """The key of a part that has no row yet; never the same twice, whoever adds."""
    return f"{kind}n{token_hex(5)}"


def pk_of(key: str) -> int | None:
    return int(key[1:]) if is_digits(key[1:]) else None


def parts_in_force(fair_event) -> list[Part]:
    """Zones, booths and landmarks as they are in force; three queries."""
    return [
        *_read(PartKind.ZONE, fair_event.zones.order_by("sequence", "pk")),
        *_read(PartKind.BOOTH, fair_event.booths.order_by("zone__sequence", "sort_key", "pk")),
        *_read(PartKind.LANDMARK, fair_event.landmarks.order_by("pk")),
    ]


def _read(kind: PartKind, rows) -> list[Part]:
    names = list(NEW[kind])
    # As floats from the database: a Decimal for each of 1,600 lengths is half of the reading.
    metres = {*PLACE, *SIZE[kind]}
    columns = [Cast(name, FloatField()) if name in metres else name for name in names]
    parts = []
    for pk, *read in rows.values_list("pk", *columns):
        values = dict(zip(names, read, strict=True))
        if kind is PartKind.BOOTH:
            values["zone"] = key_of(PartKind.ZONE, values["zone"])
        parts.append(Part(key_of(kind, pk), values, dict(values)))
    return parts
