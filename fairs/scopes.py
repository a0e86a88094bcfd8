"""Where a person may do something: the places of those roles that grant it."""

from dataclasses import dataclass
from datetime import date

from django.apps import apps
from django.db.models import Model, Q

from otopfair.prepared import DAY, NUMBERS, Prepared
from otopfair.rights.roles import granted
from otopfair.thai.calendar import today_in_thailand


@dataclass(frozen=True)
class Scope:
    """Provinces, districts and single fairs. `everything` needs no filter; nothing is false."""

    everything: bool = False
    provinces: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    fairs: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return self.everything or bool(self.provinces or self.districts or self.fairs)

    @property
    def provinces_of_districts(self) -> tuple[str, ...]:
        """Official codes: the first two digits of a district's are its province's."""
        return tuple(sorted({code[:2] for code in self.districts}))


@dataclass(frozen=True)
class Place:
    """How a row hangs on a place: `kind` is a field of Scope, `path` leads to the key of one."""

    kind: str
    path: str

    def rows(self, scope: Scope, prefix: str = "") -> Q:
        """The rows that hang on a place of `scope`; `prefix` leads to them from elsewhere."""
        return Q(**{f"{prefix}{self.path}__in": getattr(scope, self.kind)})

    def holds(self, scope: Scope, row: Model) -> bool:
        """The same of one row that is already read."""
        *way, last = self.path.split("__")
        for name in way:
            row = getattr(row, name)
            if row is None:
                return False
        key = row.pk if last == "pk" else getattr(row, row._meta.get_field(last).attname)
        return key in getattr(scope, self.kind)


def of_fair(path: str) -> tuple[Place, Place]:
    """The places of a row whose fair is at `path`."""
    return Place("provinces", f"{path}__home_province"), Place("fairs", path)


NOTHING = Scope()
# Read on every page of officers: a fair has sixty columns, and its name needs two.
_PLACES = ("province", "district__province", "fair_event")
_SHOWN = (
    *("province__name_th", "district__name_th", "district__province__name_th"),
    *("fair_event__name_th", "fair_event__edition_no"),
)


def scope_of(user, permission: str) -> Scope:
    """Where `user` has `permission` today. A role at one place lends nothing to another place.

    Kept on the user object with the roles: a page of officers asks a hundred times.
    """
    if not user.is_authenticated or not user.is_active:
        return NOTHING
    known = user.__dict__.setdefault("_scopes", {})
    if permission not in known:
        known[permission] = _scope_by(assignments_of(user), permission)
    return known[permission]


def _scope_by(assignments: list, permission: str) -> Scope:
    held = [row for row in assignments if granted(row.role, permission)]
    return Scope(
        everything=any(row.everything for row in held),
        provinces=_keys(row.province_id for row in held),
        districts=_keys(row.district_id for row in held),
        fairs=_keys(row.fair_event_id for row in held),
    )


def assignments_of(user) -> list:
    """The roles that `user` has today; kept on the user object for the rest of the request."""
    if not hasattr(user, "_assignments"):
        user._assignments = _CURRENT.records(user.pk, today_in_thailand())
    return user._assignments


def _current(user_id: int, today: date):
    rows = apps.get_model("fairs", "Assignment").objects.filter(user=user_id)
    return rows.current(today).select_related(*_PLACES).only("user", "role", "everything", *_SHOWN)


_CURRENT = Prepared(_current, NUMBERS[0], DAY)


def roles_key(user) -> frozenset:
    """Equal for two people who may do the same with the same rows."""
    return frozenset(
        (row.role, row.everything, row.province_id, row.district_id, row.fair_event_id)
        for row in assignments_of(user)
    )


def forget_assignments(user) -> None:
    """After a role was given or taken: the next question reads them again."""
    user.__dict__.pop("_assignments", None)
    user.__dict__.pop("_scopes", None)


def _keys(keys) -> tuple:
    return tuple(dict.fromkeys(key for key in keys if key is not None))
