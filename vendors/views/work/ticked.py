"""Rows that an officer ticked on a page, each with the version that the page showed."""

from otopfair.thai.digits import whole_number
from vendors.models import BoothApplication


def items_of(ticked: list[str], applications) -> list[tuple[int, int | None]]:
    """(id, version) of the ticked "id:version" that are among `applications`, in their order."""
    seen: dict[int, int | None] = {}
    for text in ticked:
        number, _, version = text.partition(":")
        if (key := whole_number(number)) is not None:
            seen[key] = whole_number(version)
    return [(row.pk, seen[row.pk]) for row in applications if row.pk in seen]


def all_items(applications) -> list[tuple[int, int]]:
    """(id, version) of all `applications`."""
    return [(row.pk, row.version) for row in applications]


def rows_of(items: list[tuple[int, int | None]]) -> list[BoothApplication]:
    """The applications of `items`, in their order, with vendor and standing."""
    rows = BoothApplication.objects.with_standing().select_related("vendor")
    rows = rows.in_bulk([key for key, _version in items])
    return [rows[key] for key, _version in items if key in rows]
