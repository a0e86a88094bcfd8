"""A vendor's own figure is replaced or taken back: with a reason, and the vendor is told."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry
from otopfair.outbox.models import Message
from otopfair.removals.models import Removal
from otopfair.removals.removing import restore
from otopfair.stale import StalePage
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.formatting import format_date
from sales.models import BoothSale, DailyReport, SaleSource
from sales.operations.taking_back import take_back_figure
from sales.operations.takings import record_booth_sale, seen_figure
from sales.takings import missing_on
from tests.factories import (
    make_allocation,
    make_booth,
    make_fair_event,
    make_officer,
    make_product,
    make_sale,
    make_user,
    make_vendor,
)

pytestmark = pytest.mark.django_db
DAY = today_in_thailand() - timedelta(days=1)


@pytest.fixture
def officer():
    return make_officer(full_name="นางมาลี ตั้งใจ")


@pytest.fixture
def allocation():
    booth = make_booth(make_fair_event(), "C07")
    return make_allocation(booth, make_vendor("กลุ่มทอผ้า", user=make_user("ร้าน")))


@pytest.fixture
def own(allocation):
    """The figure that the vendor has sent itself."""
    return make_sale(allocation, sold_on=DAY, sold="8500", source=SaleSource.VENDOR)


def replace(allocation, sold, *, by, source=SaleSource.OFFICER, reason=""):
    return record_booth_sale(
        allocation,
        sold_on=DAY,
        sold_baht=Decimal(sold),
        ordered_baht=Decimal(0),
        source=source,
        by=by,
        reason=reason,
    )


def told():
    return list(Message.objects.filter(kind="takings").order_by("pk"))


def test_an_officer_gives_the_reason_and_the_vendor_is_told(allocation, own, officer):
    with pytest.raises(RuleBroken, match="ร้านส่งยอดนี้เอง") as refusal:
        replace(allocation, 5800, by=officer)
    assert refusal.value.field == "reason"
    assert told() == []

    replace(allocation, 5800, by=officer, reason="อ่านใบยอดผิด")

    [message] = told()
    assert message.link == f"/my/sales/{own.fair_event.slug}/{DAY.isoformat()}/"
    assert message.body.splitlines() == [
        f"ยอดขายบูธ C07 วันที่ {format_date(DAY)}",
        "ยอดเดิม: ขายได้ 8,500 บาท สั่งจอง 0 บาท",
        "ยอดใหม่: ขายได้ 5,800 บาท สั่งจอง 0 บาท",
        "ผู้แก้: นางมาลี ตั้งใจ",
        "เหตุผล: อ่านใบยอดผิด",
        "ถ้าไม่ถูกต้อง เปิดหน้ายอดขายของวันนั้น หรือโทรหาเจ้าหน้าที่",
    ]
    revision = own.revisions.get()
    assert (revision.source_before, revision.reason) == ("vendor", "อ่านใบยอดผิด")


def test_a_correction_of_the_correction_and_an_import_tell_it_too(allocation, own, officer):
    replace(allocation, 5800, by=officer, reason="อ่านใบยอดผิด")
    with pytest.raises(RuleBroken, match="ร้านส่งยอดนี้เอง"):
        replace(allocation, 5900, by=officer)
    imported = {"source": SaleSource.IMPORT, "reason": "นำเข้าจาก ยอด.xlsx"}
    replace(allocation, 6000, by=officer, **imported)

    assert ["6,000" in message.body for message in told()] == [False, True]


def test_the_vendor_itself_and_what_officers_entered_need_neither(allocation, own, officer):
    replace(allocation, 9000, by=officer, source=SaleSource.VENDOR)
    BoothSale.objects.all().delete()
    replace(allocation, 1, by=officer)
    replace(allocation, 2, by=officer)

    assert told() == []


def test_a_figure_taken_back_is_not_reported_told_and_comes_back_whole(allocation, own, officer):
    own.best_products.set([make_product(own.vendor)])
    replace(allocation, 5800, by=officer, reason="อ่านใบยอดผิด")
    sale = BoothSale.objects.get()
    with pytest.raises(RuleBroken, match="กรอกเหตุผล"):
        take_back_figure(sale, by=officer, reason="")

    removal = take_back_figure(sale, by=officer, reason="ยอดของ C08", seen=seen_figure(sale))

    assert list(missing_on(sale.fair_event, DAY)) == [allocation]
    assert HistoryEntry.objects.of(sale).first().summary == "เอายอด 5,800 บาท กลับเป็นยังไม่ส่ง"
    assert "ยอดใหม่: ยังไม่ส่ง" in told()[-1].body
    with pytest.raises(RuleBroken, match="กลับเป็นยังไม่ส่งแล้ว"):
        take_back_figure(sale, by=officer, reason="อีกครั้ง")

    restore(removal, by=officer)
    back = BoothSale.objects.get()
    assert (back.pk, back.sold_baht, back.revisions.count()) == (sale.pk, 5800, 1)
    assert back.best_products.count() == 1
    assert "ยอดเดิม: ยังไม่ส่ง" in told()[-1].body


def test_what_only_officers_entered_is_taken_back_without_a_letter(allocation, officer):
    take_back_figure(replace(allocation, 100, by=officer), by=officer, reason="แถวผิด")

    assert told() == []


def test_a_figure_that_changed_meanwhile_is_not_taken_back(allocation, own, officer):
    seen = seen_figure(own)
    replace(allocation, 9000, by=officer, source=SaleSource.VENDOR)

    with pytest.raises(StalePage):
        take_back_figure(own, by=officer, reason="แถวผิด", seen=seen)


def test_a_closed_day_keeps_its_figures_until_its_correction_is_open(allocation, own, officer):
    report = {"fair_event": own.fair_event, "sold_on": DAY}
    DailyReport.objects.create(**report, closed_at=timezone.now())
    with pytest.raises(RuleBroken, match="เปิดแก้รายงานก่อน"):
        take_back_figure(own, by=officer, reason="แถวผิด")

    DailyReport.objects.create(**report, revision=2)
    take_back_figure(own, by=officer, reason="แถวผิด")
    with pytest.raises(RuleBroken, match="ปิดแล้ว"):
        restore(Removal.objects.get(), by=officer)
