"""By what the fairness pages count applications: district, category, and what apps add."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fairs.models import ProductCategory
from vendors.models import BoothApplication
from vendors.sources import sources


@dataclass(frozen=True)
class Grouping:
    """`group_of` says the group of each application, by id; without an `order` of its own the
    largest group comes first."""

    title: str
    group_of: dict[int, str]
    order: Sequence[str] = ()

    def place_of(self, name: str, size: int) -> tuple:
        return (self.order.index(name),) if self.order else (-size, name)


def groupings(rows: list[BoothApplication]) -> Iterator[Grouping]:
    yield Grouping("อำเภอ", {row.pk: _district(row) for row in rows})
    yield Grouping("ประเภท", {row.pk: ProductCategory(row.category).label for row in rows})
    for source in sources():
        if source.groups:
            groups = {key: figure.group for key, figure in source.figures(rows).items()}
            yield Grouping(source.name, groups, source.groups)


def _district(row: BoothApplication) -> str:
    """The district, or the province for who comes from another one."""
    is_home = row.vendor.province_id == row.fair_event.home_province_id
    return row.vendor.place if is_home else f"จ.{row.vendor.province}"
