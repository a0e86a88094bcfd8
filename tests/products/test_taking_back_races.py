"""An import is taken back while somebody works on what it brought: never over anybody's head."""

from decimal import Decimal

import pytest
from django.db import DatabaseError

from fairs.operations import holding
from otopfair.errors import RuleBroken
from otopfair.removals import changes
from otopfair.removals.models import Removal
from products.models import ImportBatch, StarRound
from products.operations import taking_back
from products.operations.imports import apply_batch
from products.operations.taking_back import take_back_batch
from sales.models import BoothSale, DailyReport
from sales.operations import reports, takings
from sales.operations.reports import close_report
from sales.operations.takings import check_booth_sale
from tests.factories import make_allocation, make_booth, make_fair_event, make_officer
from tests.races import meet_after, race, refusals, take_lock_away
from vendors.models import Vendor
from vendors.operations import registration
from vendors.operations.registration import save_vendor

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def officer():
    return make_officer()


@pytest.fixture
def fair():
    StarRound.objects.create(year_be=2562, name_th="รอบปี 2562")
    return make_fair_event()


def bring_in(fair, officer, kind, *cells, **options):
    batch = ImportBatch.objects.create(
        kind=kind,
        kind_name="รายชื่อ",
        fair_event=fair,
        file_name="รายชื่อ.xlsx",
        cells=cells,
        options=options,
        uploaded_by=officer,
    )
    return apply_batch(batch, by=officer)


@pytest.fixture
def takings_batch(fair, officer):
    """700 baht of booth C01, on the fair's first day."""
    make_allocation(make_booth(fair, "C01"))
    day = fair.opens_on.isoformat()
    cells = [["บูธ", "ยอดจำหน่าย"], ["C01", "700"]]
    return bring_in(fair, officer, "sales", *cells, sold_on=day)


@pytest.fixture
def list_batch(fair, officer):
    header = ["ชื่อกลุ่ม", "ประเภท", "จังหวัด", "บูธ"]
    return bring_in(fair, officer, "vendors", header, ["กลุ่มทอผ้า", "ผ้า", "ขอนแก่น", "A01"])


def take_back(batch, by):
    return take_back_batch(batch, by=by, reason="ผิดไฟล์", back_url="/")


def take_back_while(batch, officer, act):
    return race(lambda: take_back(batch, officer), act)


def without_locks(monkeypatch, *modules):
    take_lock_away(monkeypatch, holding, taking_back, changes, *modules)


def closing(fair, officer):
    return lambda: close_report(fair, fair.opens_on, accept_missing=True, by=officer)


def closed_total():
    [report] = DailyReport.objects.exclude(closed_at=None)
    return Decimal(report.figures["figures"]["grand"]["sold"])


def sold_now():
    return sum(sale.sold_baht for sale in BoothSale.objects.order_by("pk"))


def meet_the_closing(monkeypatch):
    meet_after(monkeypatch, (taking_back, "plan_taking_back"), (reports, "gather"))


def test_a_closed_report_and_the_takings_of_its_day_agree(
    fair, takings_batch, officer, monkeypatch
):
    meet_the_closing(monkeypatch)

    take_back_while(takings_batch, officer, closing(fair, officer))

    if DailyReport.objects.exclude(closed_at=None).exists():
        assert closed_total() == sold_now()


def test_control_without_the_lock_the_closed_report_counts_what_is_gone(
    fair, takings_batch, officer, monkeypatch
):
    without_locks(monkeypatch, reports)
    meet_the_closing(monkeypatch)

    take_back_while(takings_batch, officer, closing(fair, officer))

    assert (closed_total(), sold_now()) == (700, 0)


def checking(officer):
    sale = BoothSale.objects.get()
    return lambda: check_booth_sale(sale, by=officer)


def meet_the_check(monkeypatch):
    meet_after(monkeypatch, (taking_back, "plan_taking_back"), (takings, "require_seen"))


def test_a_figure_that_is_checked_meanwhile_stays_or_was_gone_before(
    takings_batch, officer, monkeypatch
):
    meet_the_check(monkeypatch)

    outcomes = take_back_while(takings_batch, officer, checking(officer))

    [refused] = refusals(outcomes)
    assert isinstance(refused, RuleBroken)
    assert BoothSale.objects.exists() == (not Removal.objects.exists())


def test_control_without_the_lock_a_checked_figure_goes_unseen(takings_batch, officer, monkeypatch):
    without_locks(monkeypatch, takings)
    meet_the_check(monkeypatch)

    [taken_back, checked] = take_back_while(takings_batch, officer, checking(officer))

    assert isinstance(taken_back, Removal)
    # It was told that the figure is checked, or the database had no row left for it to write.
    assert checked is not None
    assert not isinstance(checked, RuleBroken)


def changing_its_story(officer):
    vendor = Vendor.objects.get()
    return lambda: save_vendor(vendor, by=officer, story="ทอมาสามรุ่น")


def meet_the_change(monkeypatch):
    meet_after(monkeypatch, (taking_back, "plan_taking_back"), (registration, "is_same"))


def test_a_vendor_that_changes_meanwhile_stays_or_reads_that_it_is_gone(
    list_batch, officer, monkeypatch
):
    meet_the_change(monkeypatch)

    [taken_back, changed] = take_back_while(list_batch, officer, changing_its_story(officer))

    assert isinstance(taken_back, Removal)
    if Vendor.objects.exists():
        assert Vendor.objects.get().story == "ทอมาสามรุ่น"
        assert taken_back.stays
    else:
        assert isinstance(changed, RuleBroken)


def test_control_without_the_lock_a_vendors_change_goes_unseen(list_batch, officer, monkeypatch):
    without_locks(monkeypatch, registration)
    meet_the_change(monkeypatch)

    [taken_back, changed] = take_back_while(list_batch, officer, changing_its_story(officer))

    stayed = isinstance(taken_back, Removal) and any(
        who == "กลุ่มทอผ้า" for _what, who, _why in taken_back.stays
    )
    assert not stayed
    assert not isinstance(changed, RuleBroken)


def test_two_officers_who_press_at_once_take_back_once(fair, list_batch, officer, monkeypatch):
    other = make_officer(full_name="นายอื่น ใจดี")
    meet_after(monkeypatch, (taking_back, "plan_taking_back"))

    outcomes = race(lambda: take_back(list_batch, officer), lambda: take_back(list_batch, other))

    [refused] = refusals(outcomes)
    assert "ถอนการนำเข้านี้ไปแล้วเมื่อ" in refused.message
    assert Removal.objects.count() == 1


def test_control_without_the_lock_two_officers_take_back_twice(
    fair, list_batch, officer, monkeypatch
):
    other = make_officer(full_name="นายอื่น ใจดี")
    without_locks(monkeypatch)
    meet_after(monkeypatch, (taking_back, "plan_taking_back"))

    outcomes = race(lambda: take_back(list_batch, officer), lambda: take_back(list_batch, other))

    collided = [type(one) for one in refusals(outcomes) if not isinstance(one, RuleBroken)]
    assert Removal.objects.count() == 2 or any(issubclass(one, DatabaseError) for one in collided)
