"""What a vendor will sell: the apps that know it say so when they start."""

from collections.abc import Callable

from vendors.models import BoothApplication

Sold = Callable[[list[BoothApplication]], dict[int, tuple[str, ...]]]
_SOLD: list[Sold] = []


def add_what_is_sold(source: Sold) -> None:
    """Put a source on the list; twice is once. It answers for many applications in a fixed number
    of queries: application → kinds of goods, by which two shops sell the same."""
    if source not in _SOLD:
        _SOLD.append(source)


def what_is_sold(applications: list[BoothApplication]) -> dict[int, tuple[str, ...]]:
    """Application → kinds of goods, in a fixed order."""
    found: dict[int, set[str]] = {row.pk: set() for row in applications}
    for source in _SOLD:
        for key, kinds in source(applications).items():
            found[key].update(kinds)
    return {key: tuple(sorted(kinds)) for key, kinds in found.items()}
