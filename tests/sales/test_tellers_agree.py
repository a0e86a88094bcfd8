"""Random evenings: whatever is entered, corrected, imported and undone, all that tells the takings
of a day tells the same to the satang, and nothing comes or goes that nobody has entered or undone.

Three hundred acts, looked at six times; `FUZZ=deep` makes it ten thousand.
"""

import os
import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from otopfair.errors import RuleBroken
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.formatting import format_date
from products.operations.imports import apply_batch, upload_batch
from products.operations.taking_back import take_back_batch
from sales.models import BoothSale, SaleSource
from sales.operations.blocks import take_block, undo_block
from sales.operations.taking_back import take_back_figure
from sales.operations.takings import Entry, record_booth_sale, seen_figure
from sales.operations.takings_many import Figure
from sales.reports.sums import wrong_sums
from tests import factories as make
from tests.sales.tellers import TELLERS
from vendors.models import VendorMember

DEEP = os.environ.get("FUZZ") == "deep"
ACTS, LOOKED_EVERY = (10_000, 250) if DEEP else (300, 50)
DAYS = [today_in_thailand() - timedelta(days=number) for number in range(3)]
WEIGHTS = {
    "vendor_enters": 30,
    "officer_enters": 30,
    "takes_back": 6,
    "pastes": 10,
    "undoes_block": 6,
    "imports": 10,
    "undoes_import": 6,
}
pytestmark = pytest.mark.django_db


@dataclass
class Evening:
    """A fair with three zones, a shared booth and three days; `expected` is what was said of each
    (allocation, day)."""

    dice: random.Random
    expected: dict[tuple, tuple] = field(default_factory=dict)
    undoable: list[tuple] = field(default_factory=list)
    done: Counter = field(default_factory=Counter)

    def __post_init__(self):
        self.fair = make.make_fair_event(opens_on=DAYS[-1], closes_on=DAYS[0])
        self.officer = make.make_officer()
        self.places = []
        for number, code in enumerate(("A01", "A02", "A03", "C01", "C02", "D01")):
            booth = make.make_booth(self.fair, code, places=1 + (code == "A03"))
            for nth in range(booth.places):
                vendor = make.make_vendor(f"ร้าน {code} {nth}", user=make.make_user())
                place = make.make_allocation(booth, vendor, category=1 + number % 5)
                self.places.append(place)

    def act(self) -> None:
        name = self.dice.choices(list(WEIGHTS), WEIGHTS.values())[0]
        try:
            getattr(self, name)()
        except RuleBroken:
            name = f"{name}, refused"
        self.done[name] += 1

    def amounts(self) -> tuple[Decimal, Decimal]:
        sold = self.dice.choice([0, 1, 750, self.dice.randrange(100_000), 9_999_999])
        satang = self.dice.choice([0, 0, 0, 25, 99])
        return Decimal(sold) + Decimal(satang) / 100, Decimal(self.dice.choice([0, 0, 300]))

    def some(self) -> list:
        return self.dice.sample(self.places, self.dice.randint(1, len(self.places)))

    def _enter(self, source, by, **how) -> None:
        place, day, amounts = self.dice.choice(self.places), self.dice.choice(DAYS), self.amounts()
        record_booth_sale(
            place,
            sold_on=day,
            sold_baht=amounts[0],
            ordered_baht=amounts[1],
            source=source,
            by=by(place),
            **how,
        )
        self.expected[place, day] = amounts

    def vendor_enters(self) -> None:
        def owner(place):
            return VendorMember.objects.get(vendor=place.application.vendor_id).user

        self._enter(SaleSource.VENDOR, owner, entry=Entry(key=uuid4()))

    def officer_enters(self) -> None:
        self._enter(SaleSource.OFFICER, lambda _place: self.officer, reason="ตามใบยอด")

    def takes_back(self) -> None:
        place, day = self.dice.choice(list(self.expected) or [(None, None)])
        if place:
            take_back_figure(self.sale(place, day), by=self.officer, reason="กรอกผิดแถว")
            del self.expected[place, day]

    def sale(self, place, day) -> BoothSale | None:
        key = {"booth": place.booth_id, "vendor": place.application.vendor_id, "sold_on": day}
        return BoothSale.objects.filter(**key).first()

    def pastes(self) -> None:
        day = self.dice.choice(DAYS)
        said = {(place, day): self.amounts() for place in self.some()}
        figures = [
            Figure(place, day, *amounts, seen_figure(self.sale(place, day)))
            for (place, day), amounts in said.items()
        ]
        block = take_block(self.fair, day, figures, by=self.officer, reason="วาง")
        self._note(said, undo_block, block)

    def imports(self) -> None:
        day = self.dice.choice(DAYS)
        said = {(place, day): self.amounts() for place in self.some()}
        lines = [
            f"{place.booth.code},{place.application.vendor.name_th},{sold},{ordered}"
            for (place, _day), (sold, ordered) in said.items()
        ]
        head = [f"ยอดจำหน่ายประจำวันที่ {format_date(day)}", "บูธ,ชื่อร้าน,ยอดจำหน่าย,ยอดสั่งจอง"]
        data = "\n".join([*head, *lines]).encode()
        batch = upload_batch(self.fair, "sales", file_name="ยอด.csv", data=data, by=self.officer)
        self._note(said, self.take_back, apply_batch(batch, by=self.officer))

    def take_back(self, batch, *, by):
        return take_back_batch(batch, by=by, reason="ไฟล์ผิดวัน", back_url="/")

    def _note(self, said: dict, undo, what) -> None:
        if what is not None:
            before = {key: self.expected.get(key) for key in said}
            self.undoable.append((undo, what, before, dict(said)))
        self.expected |= said

    def undoes_block(self) -> None:
        self._undo(undo_block)

    def undoes_import(self) -> None:
        self._undo(self.take_back)

    def _undo(self, how) -> None:
        """What nobody has touched goes back to what stood there; all else stays."""
        mine = [one for one in self.undoable if one[0] == how]
        if not mine:
            return
        one = self.dice.choice(mine[-4:])
        self.undoable.remove(one)
        undo, what, before, after = one
        what.refresh_from_db()
        undo(what, by=self.officer)
        for (place, day), former in before.items():
            sale, stood = self.sale(place, day), self.expected.get((place, day))
            now = sale and (sale.sold_baht, sale.ordered_baht)
            assert now in ((former, stood) if stood == after[place, day] else (stood,))
            if now is None:
                self.expected.pop((place, day), None)
            else:
                self.expected[place, day] = now

    # --- What is told -----------------------------------------------------------------------

    def look(self, client) -> None:
        stands = {
            (sale.booth_id, sale.vendor_id, sale.sold_on): (sale.sold_baht, sale.ordered_baht)
            for sale in BoothSale.objects.all()
        }
        assert stands == {
            (place.booth_id, place.application.vendor_id, day): amounts
            for (place, day), amounts in self.expected.items()
        }
        assert list(wrong_sums()) == []
        day = self.dice.choice(DAYS)
        of_day = [amounts for (_place, on), amounts in self.expected.items() if on == day]
        if of_day:
            right = tuple(map(sum, zip(*of_day, strict=True)))
            told = {name: tell(client, self.fair, day) for name, tell in TELLERS.items()}
            assert told == dict.fromkeys(TELLERS, right)


@pytest.mark.parametrize("seed", [20, 26])
def test_all_that_tells_the_takings_tells_the_same(client, seed):
    evening = Evening(random.Random(seed))
    client.force_login(evening.officer)
    for number in range(1, ACTS // 2 + 1):
        evening.act()
        if number % LOOKED_EVERY == 0:
            evening.look(client)
    assert {name.partition(",")[0] for name in evening.done} == set(WEIGHTS)
