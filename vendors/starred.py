"""How many stars the products of an application have: the app that knows it says so when it starts.

A zone may ask for some (`Zone.least_stars`), whichever way its booths find their vendors.
"""

from collections.abc import Callable

from fairs.models import Zone
from vendors.models import BoothApplication

Stars = Callable[[list[BoothApplication]], dict[int, int]]
_SOURCES: list[Stars] = []


def add_stars(source: Stars) -> None:
    """Put a source on the list; twice is once. It answers for many applications of one fair in a
    fixed number of queries: application → the most stars that hold at the fair."""
    if source not in _SOURCES:
        _SOURCES.append(source)


def stars_of(applications: list[BoothApplication]) -> dict[int, int]:
    found = dict.fromkeys((row.pk for row in applications), 0)
    for source in _SOURCES:
        for key, stars in source(applications).items():
            found[key] = max(found[key], stars)
    return found


def stars_problem(zone: Zone, application: BoothApplication) -> str:
    """What the products of an application lack for a zone, in words; no query where none asks."""
    if not zone.least_stars:
        return ""
    stars = stars_of([application])[application.pk]
    if stars >= zone.least_stars:
        return ""
    has = f"มีสูงสุด {stars} ดาว" if stars else "ยังไม่มีดาว"
    return (
        f"โซน {zone.code} สำหรับร้านที่มีสินค้า {zone.get_least_stars_display()}ถึงวันงาน สินค้าในใบสมัครนี้{has}"
    )
