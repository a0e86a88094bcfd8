"""Figures recorded together do what they would do one by one, in statements that do not grow."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from fairs.operations.holding import lock_fair
from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry
from otopfair.outbox.models import Message
from otopfair.thai.calendar import today_in_thailand
from sales.models import BoothSale, BoothSaleRevision, SaleSource
from sales.operations.takings import Entry, check_booth_sale, record_booth_sale
from sales.operations.takings_many import Figure, record_figures
from tests import factories as make
from tests.shared_rows import written_once

TODAY = today_in_thailand()
WHY = "อ่านใบยอดผิด"
pytestmark = pytest.mark.django_db


class World:
    """Six booths: one has not reported, the others' figures came in by every way."""

    def __init__(self):
        self.fair, self.officer = make.make_fair_event(), make.make_officer()
        self.places = [
            make.make_allocation(make.make_booth(self.fair, f"C{number:02}"))
            for number in range(1, 7)
        ]
        for place, source in zip(self.places[1:], [*SaleSource, *SaleSource], strict=False):
            make.make_sale(place, sold_on=TODAY, sold="1000", source=source)
        last = BoothSale.objects.get(booth=self.places[5].booth_id)
        check_booth_sale(last, by=self.officer)

    def figures(self, amounts=(10, 20, 30, 40, 1000, 60)):
        return [
            Figure(
                place, TODAY, Decimal(sold), Decimal(sold == 30), called_right="ใช่" * (sold == 20)
            )
            for place, sold in zip(self.places, amounts, strict=True)
        ]

    def record(self, figures, source=SaleSource.IMPORT, reason=WHY):
        with transaction.atomic():
            fair = lock_fair(self.fair, what="")
            return record_figures(fair, figures, source=source, by=self.officer, reason=reason)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with written_once(django_db_blocker):
        yield World()


def tables():
    """What stands there, but for keys and moments."""
    sales = BoothSale.objects.order_by("booth__code").values_list(
        *("booth__code", "sold_baht", "ordered_baht", "source", "reported_by"),
        *("checked_by", "category", "called_right", "customers", "entry_key"),
    )
    revisions = BoothSaleRevision.objects.order_by("sale__booth__code").values_list(
        *("sale__booth__code", "sold_before", "ordered_before", "sold_after", "ordered_after"),
        *("source_before", "changed_by", "reason"),
    )
    history = HistoryEntry.objects.filter(subject_type="sales.boothsale")
    acts = history.values_list("verb", "summary", "reason", "actor")
    told = Message.objects.values_list("kind", "subject", "body", "link")
    return [list(sales), list(revisions), sorted(acts, key=str), sorted(told)]


def test_what_is_recorded_together_is_what_one_by_one_would_be(world):
    one_by_one = None
    with transaction.atomic():
        for figure in world.figures():
            record_booth_sale(
                figure.allocation,
                sold_on=TODAY,
                sold_baht=figure.sold,
                ordered_baht=figure.ordered,
                source=SaleSource.IMPORT,
                by=world.officer,
                reason=WHY,
                entry=Entry(called_right=figure.called_right),
            )
        one_by_one = tables()
        transaction.set_rollback(True)

    recorded = world.record(world.figures())
    assert tables() == one_by_one
    changed = [(str(one.sale.booth), one.before and one.before["sold_baht"]) for one in recorded]
    before = [None, 1000, 1000, 1000, 1000]  # the fifth says what stands there
    assert changed == list(zip(("C01", "C02", "C03", "C04", "C06"), before, strict=True))


@pytest.mark.parametrize(
    ("change", "reason", "sentence"),
    [
        ({}, "", "ร้านส่งยอดนี้เอง"),
        ({"sold": Decimal(-1)}, WHY, "ยอดต้องไม่ติดลบ"),
        ({"sold_on": TODAY + timedelta(days=1)}, WHY, "ยังมาไม่ถึง"),
        ({"sold_on": TODAY - timedelta(days=99)}, WHY, "ไม่อยู่ในวันจัดงาน"),
        ({"seen": "of another figure"}, WHY, "มีผู้แก้ไขข้อมูลนี้"),
    ],
)
def test_one_that_is_refused_keeps_all_of_them_out(world, change, reason, sentence):
    figures = world.figures()
    fields = {name: getattr(figures[1], name) for name in figures[1].__dataclass_fields__}
    figures[1] = Figure(**{**fields, **change})
    before = tables()

    with pytest.raises(RuleBroken) as broken:
        world.record(figures, reason=reason)
    assert sentence in broken.value.message
    assert broken.value.about == figures[1]
    assert tables() == before


def test_the_statements_do_not_grow_with_the_figures(world):
    booths = [make.make_booth(world.fair, f"D{number:02}") for number in range(40)]
    new = [
        Figure(make.make_allocation(booth), TODAY, Decimal(5), Decimal(0), seen=None)
        for booth in booths
    ]
    counts = []
    for some in (world.figures()[:2], world.figures(), [*new, *world.figures()]):
        with transaction.atomic(), CaptureQueriesContext(connection) as queries:
            world.record(some)
            transaction.set_rollback(True)
        counts.append(len(queries))
    assert counts == [counts[0]] * 3
