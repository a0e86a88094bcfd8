"""By what the fairness pages count applications: district, category, and what apps add."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from fairs.models import ProductCategory
from fairs.models.provinces import short_place
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
    yield Grouping(_("อำเภอ"), {row.pk: _district(row) for row in rows})
    yield Grouping(_("ประเภท"), {row.pk: ProductCategory(row.category).title for row in rows})
    for source in sources():
        if source.groups:
            groups = {key: _(figure.group) for key, figure in source.figures(rows).items()}
            yield Grouping(_(source.name), groups, [_(group) for group in source.groups])


def _district(row: BoothApplication) -> str:
    """The district, or the province for who comes from another one."""
    is_home = row.vendor.province_id == row.fair_event.home_province_id
    if is_home:
        return row.vendor.place
    return short_place(row.vendor.province_id, row.vendor.province.name, None)
