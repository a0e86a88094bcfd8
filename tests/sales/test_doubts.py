"""What looks wrong in a figure, in one reading for vendors, officers and sheets."""

from datetime import timedelta
from decimal import Decimal

import pytest

from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.formatting import format_date
from products.imports.batches import plan_of
from products.operations.imports import apply_batch, upload_batch
from sales.doubts import Usual, doubts_of
from sales.models import BoothSale
from tests.factories import make_allocation, make_booth, make_fair_event, make_officer, make_sale

USUAL = Usual(Decimal(4170), Decimal(0), Decimal(4000))


@pytest.mark.parametrize(
    ("sold", "ordered", "words"),
    [
        (8_000_000, 0, "ยอดมากกว่าปกติ"),
        (40_001, 0, "ยอดมากกว่าปกติ"),
        (39_000, 0, "อาจพิมพ์ศูนย์เกินหนึ่งตัว"),
        (420, 0, "อาจพิมพ์ขาดไปหนึ่งหลัก"),
        (4170, 0, "ยอดเท่ากับวันก่อนทุกบาท"),
    ],
)
def test_a_figure_that_looks_wrong_is_asked_about_once(sold, ordered, words):
    [sentence] = doubts_of(Decimal(sold), Decimal(ordered), USUAL)
    assert sentence.startswith(words)
    assert sentence.endswith("ใช่หรือไม่")


@pytest.mark.parametrize("sold", [0, 1500, 4171, 12_000, 19_995])
def test_a_good_day_a_bad_day_and_nothing_sold_are_not(sold):
    assert doubts_of(Decimal(sold), Decimal(0), USUAL) == []


def test_on_the_first_day_only_a_very_large_figure_is_asked_about():
    assert doubts_of(Decimal(900_000), Decimal(0), Usual()) == []
    assert len(doubts_of(Decimal(8_000_000), Decimal(0), Usual())) == 1


@pytest.mark.django_db
def test_a_sheet_is_doubted_too_and_saving_it_is_the_answer():
    fair_event, officer = make_fair_event(), make_officer()
    allocation = make_allocation(make_booth(fair_event, "C01"))
    today = today_in_thailand()
    make_sale(allocation, sold_on=today - timedelta(days=1), sold="4170")
    text = f"ยอดจำหน่าย วันที่ {format_date(today)}\nบูธ,ยอดจำหน่าย\nC01,8000000\n"
    name = {"file_name": "ยอด.csv", "data": text.encode(), "by": officer}
    batch = upload_batch(fair_event, "sales", **name)
    [remark] = plan_of(batch).findings.warnings
    assert remark.reason.startswith("ยอดมากกว่าปกติ")
    apply_batch(batch, by=officer)
    assert BoothSale.objects.get(sold_on=today).called_right == remark.reason
