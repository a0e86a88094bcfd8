"""What a register is for, and where its rows come from: said in the index and where it is empty."""

from dataclasses import dataclass


@dataclass(frozen=True)
class RegisterWords:
    """One register: its model, what officers do with it, and, where its rows are not typed here,
    how they come about and the page on which they do."""

    model: str
    what: str
    comes: str = ""
    page: str = ""
    verb: str = ""


@dataclass(frozen=True)
class RegisterGroup:
    """Registers of one piece of work, in its order."""

    title: str
    registers: tuple[RegisterWords, ...]


_GROUPS: list[RegisterGroup] = []


def registers_are_grouped(groups: list[RegisterGroup]) -> None:
    """The roof knows all registers; it says once in which groups they stand."""
    _GROUPS[:] = groups


def register_groups() -> list[RegisterGroup]:
    return list(_GROUPS)


def words_of(model_label: str) -> RegisterWords | None:
    every = (one for group in _GROUPS for one in group.registers)
    return next((one for one in every if one.model == model_label), None)
