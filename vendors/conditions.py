"""What a call may ask of who applies: every app adds its kinds of condition when it starts."""

from collections.abc import Callable
from dataclasses import dataclass

from fairs.models import CallKind, FairEvent, VendorCall
from vendors.models import CallCondition, Vendor


@dataclass(frozen=True)
class Barrier:
    """One reason why a vendor may not apply: the sentence, what to do about it, and where.

    `act` is the text of the link to `address`.
    """

    key: str
    sentence: str
    todo: str = ""
    address: str = ""
    act: str = "แก้ข้อมูลร้าน"


@dataclass(frozen=True)
class ConditionKind:
    """A kind of condition. A call keeps the chosen values; one of them is enough.

    `choices` are value and label, for officers; `words` says the condition in public words;
    `barrier` answers for one vendor at one fair, None when it is met. Of a single kind one value is
    chosen, of the others any.
    """

    key: str
    name: str
    choices: Callable[[], list[tuple[str, str]]]
    words: Callable[[list[str], FairEvent], str]
    barrier: Callable[[list[str], Vendor, FairEvent], Barrier | None]
    order: int
    is_single: bool = False


FOR_WHOM: dict[CallKind, list[str]] = {
    CallKind.OPEN: [],
    CallKind.INVITED: ["ร้านที่ผู้จัดเชิญเท่านั้น"],
    CallKind.NOMINATED: ["ร้านที่อำเภอเสนอชื่อเท่านั้น"],
}
_KINDS: dict[str, ConditionKind] = {}


def add_condition_kind(kind: ConditionKind) -> None:
    """Put a kind on the list; the same key again replaces it."""
    _KINDS[kind.key] = kind


def condition_kinds() -> list[ConditionKind]:
    return sorted(_KINDS.values(), key=lambda kind: kind.order)


def conditions_of(call: VendorCall) -> list[tuple[ConditionKind, list[str]]]:
    """The conditions of a call with their values, in order."""
    rows = CallCondition.objects.filter(call=call)
    chosen = dict(rows.values_list("kind", "values"))
    return [(kind, chosen[kind.key]) for kind in condition_kinds() if chosen.get(kind.key)]


def in_words(call: VendorCall) -> list[str]:
    """Every condition of a call as the public reads it."""
    words = [kind.words(values, call.fair_event) for kind, values in conditions_of(call)]
    return [*FOR_WHOM[CallKind(call.kind)], *words]


def kinds_in_words(keys: list[str]) -> str:
    """The names of kinds, as officers read them: what a waiver lets past."""
    names = [kind.name for kind in condition_kinds() if kind.key in keys]
    return ", ".join(names)
