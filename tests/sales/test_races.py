"""A day is closed, moved or cancelled while a vendor enters a figure: never both unseen."""

from datetime import datetime, time, timedelta
from decimal import Decimal
from functools import partial
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.db import IntegrityError

from fairs.operations import events as fair_operations
from fairs.operations import holding
from fairs.operations.events import cancel_fair
from otopfair.errors import RuleBroken
from otopfair.stale import StalePage
from otopfair.thai.calendar import THAILAND, today_in_thailand
from sales.models import (
    BoothSale,
    DailyReport,
    ReportPhoto,
    ReportWording,
    SaleSource,
    SentChase,
    SentReport,
)
from sales.operations import chasing as chase_operations
from sales.operations import delivery as delivery_operations
from sales.operations import photos as photo_operations
from sales.operations import reports as report_operations
from sales.operations import taking_back as back_operations
from sales.operations import takings as sale_operations
from sales.operations import targets as target_operations
from sales.operations import wording as wording_operations
from sales.operations.chasing import send_due_chases
from sales.operations.delivery import name_reader, send_due_reports
from sales.operations.photos import add_report_photo
from sales.operations.reports import close_report, open_correction
from sales.operations.taking_back import take_back_figure
from sales.operations.takings import check_booth_sale, record_booth_sale, seen_figure
from sales.operations.targets import save_result
from sales.operations.wording import save_wording
from tests.factories import (
    a_picture,
    make_allocation,
    make_booth,
    make_fair_event,
    make_officer,
    make_sale,
)
from tests.races import meet_after, overtake, race, refusals, take_lock_away

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def officer():
    return make_officer()


@pytest.fixture
def day():
    return today_in_thailand() - timedelta(days=1)


@pytest.fixture
def fair(day):
    """A fair with one figure of 1,000 baht, and a second vendor who has not reported."""
    fair = make_fair_event()
    make_sale(make_allocation(make_booth(fair, "C01")), sold_on=day, sold="1000")
    return fair


@pytest.fixture
def late(fair):
    return make_allocation(make_booth(fair, "C02"))


def enter(allocation, day, officer):
    return record_booth_sale(
        allocation,
        sold_on=day,
        sold_baht=Decimal(500),
        ordered_baht=Decimal(0),
        source=SaleSource.VENDOR,
        by=officer,
    )


def enter_while_closing(fair, late, day, officer):
    return race(
        lambda: enter(late, day, officer),
        lambda: close_report(fair, day, accept_missing=True, by=officer),
    )


def closed_total():
    [report] = DailyReport.objects.exclude(closed_at=None)
    return Decimal(report.figures["figures"]["grand"]["sold"])


def meet_between_looking_and_saving(monkeypatch):
    meet_after(monkeypatch, (sale_operations, "_require_open_day"), (report_operations, "gather"))


def test_a_figure_comes_before_the_closing_and_counts_or_is_refused(
    fair, late, day, officer, monkeypatch
):
    meet_between_looking_and_saving(monkeypatch)

    outcomes = enter_while_closing(fair, late, day, officer)

    saved = BoothSale.objects.filter(booth=late.booth).exists()
    assert closed_total() == (1500 if saved else 1000)
    assert [type(outcome) for outcome in refusals(outcomes)] == ([] if saved else [RuleBroken])


def test_control_without_the_lock_a_figure_is_saved_that_the_closed_report_lacks(
    fair, late, day, officer, monkeypatch
):
    take_lock_away(monkeypatch, holding, sale_operations, report_operations)
    meet_between_looking_and_saving(monkeypatch)

    outcomes = enter_while_closing(fair, late, day, officer)

    assert refusals(outcomes) == []
    assert BoothSale.objects.filter(booth=late.booth).exists()
    assert closed_total() == 1000


def close_twice(fair, day, officer):
    return race(*(lambda: close_report(fair, day, accept_missing=True, by=officer),) * 2)


def test_two_officers_who_close_a_day_at_once_close_one_report(fair, day, officer, monkeypatch):
    meet_after(monkeypatch, (report_operations, "gather"))

    outcomes = close_twice(fair, day, officer)

    assert refusals(outcomes) == []
    assert len({report.pk for report in outcomes}) == 1


def test_control_without_the_lock_two_closings_collide(fair, day, officer, monkeypatch):
    take_lock_away(monkeypatch, holding, report_operations)
    meet_after(monkeypatch, (report_operations, "gather"))

    outcomes = close_twice(fair, day, officer)

    assert [type(outcome) for outcome in refusals(outcomes)] == [IntegrityError]


def test_two_officers_who_open_a_correction_at_once_open_one(fair, day, officer, monkeypatch):
    report = close_report(fair, day, accept_missing=True, by=officer)
    meet_after(monkeypatch, (report_operations, "report_of"))

    outcomes = race(*(lambda: open_correction(report, reason="ยอดขาด", by=officer),) * 2)

    assert refusals(outcomes) == []
    assert DailyReport.objects.filter(closed_at=None).count() == 1


def test_control_without_the_lock_two_corrections_collide(fair, day, officer, monkeypatch):
    report = close_report(fair, day, accept_missing=True, by=officer)
    take_lock_away(monkeypatch, holding, report_operations)
    meet_after(monkeypatch, (report_operations, "report_of"))

    outcomes = race(*(lambda: open_correction(report, reason="ยอดขาด", by=officer),) * 2)

    assert [type(outcome) for outcome in refusals(outcomes)] == [IntegrityError]


def cancel_while_entering(fair, late, day, officer):
    return race(
        lambda: enter(late, day, officer),
        lambda: cancel_fair(fair, reason="น้ำท่วม", by=officer),
    )


def test_a_fair_that_is_cancelled_while_a_vendor_enters_takes_the_figure_before_or_not_at_all(
    fair, late, day, officer, monkeypatch
):
    meet_after(monkeypatch, (sale_operations, "hold_fair"), (fair_operations, "lock"))

    outcomes = cancel_while_entering(fair, late, day, officer)

    saved = BoothSale.objects.filter(booth=late.booth).exists()
    assert [str(outcome) for outcome in refusals(outcomes)] == (
        [] if saved else ["งานทดสอบ ยกเลิกแล้ว จึงบันทึกยอดไม่ได้"]
    )


def test_the_figure_of_a_cancelled_fair_is_refused(fair, late, day, officer):
    cancel_fair(fair, reason="น้ำท่วม", by=officer)

    with pytest.raises(RuleBroken, match="งานทดสอบ ยกเลิกแล้ว จึงบันทึกยอดไม่ได้"):
        enter(late, day, officer)


def overtaking(monkeypatch, place):
    return partial(overtake, monkeypatch, place)


def check_and_correct(sale, late, day, officer, meet=race):
    return meet(
        lambda: check_booth_sale(sale, by=officer, seen=seen_figure(sale)),
        lambda: enter(late, day, officer),
    )


def test_a_figure_that_changes_while_it_is_checked_is_not_checked_unseen(
    fair, late, day, officer, monkeypatch
):
    sale = make_sale(late, sold_on=day, sold="900")
    meet_after(monkeypatch, (sale_operations, "require_seen"))

    outcomes = check_and_correct(sale, late, day, officer)

    sale.refresh_from_db()
    assert (sale.sold_baht, sale.checked_at) == (500, None)
    refused = [type(outcome) for outcome in refusals(outcomes)]
    # The correction came first, or it came after and takes the mark away.
    assert refused in ([StalePage], [])


def test_control_without_the_lock_a_check_undoes_the_correction(
    fair, late, day, officer, monkeypatch
):
    sale = make_sale(late, sold_on=day, sold="900")
    take_lock_away(monkeypatch, holding, sale_operations)

    outcomes = check_and_correct(
        sale, late, day, officer, meet=overtaking(monkeypatch, (sale_operations, "require_seen"))
    )

    assert refusals(outcomes) == []
    sale.refresh_from_db()
    assert (sale.sold_baht, sale.revisions.get().sold_after) == (900, 500)


def take_back_and_correct(sale, late, day, officer, meet=race):
    return meet(
        lambda: take_back_figure(sale, by=officer, reason="แถวผิด", seen=seen_figure(sale)),
        lambda: enter(late, day, officer),
    )


def test_a_figure_that_is_corrected_while_it_is_taken_back_stays(
    fair, late, day, officer, monkeypatch
):
    sale = make_sale(late, sold_on=day, sold="900")
    meet_after(monkeypatch, (back_operations, "require_seen"), (sale_operations, "require_seen"))

    outcomes = take_back_and_correct(sale, late, day, officer)

    # The correction came first and is what stands there, or it is the first figure again.
    assert BoothSale.objects.get(booth=late.booth).sold_baht == 500
    assert [type(outcome) for outcome in refusals(outcomes)] in ([StalePage], [])


def test_control_without_the_lock_the_correction_is_taken_away_unseen(
    fair, late, day, officer, monkeypatch
):
    sale = make_sale(late, sold_on=day, sold="900")
    take_lock_away(monkeypatch, holding, sale_operations, back_operations)

    outcomes = take_back_and_correct(
        sale, late, day, officer, meet=overtaking(monkeypatch, (back_operations, "require_seen"))
    )

    assert refusals(outcomes) == []
    assert not BoothSale.objects.filter(booth=late.booth).exists()


def enter_results(province, officer):
    return race(
        *(
            lambda sold=sold: save_result(province, 2567, sold_baht=Decimal(sold), by=officer)
            for sold in (100, 200)
        )
    )


def test_two_results_of_one_year_entered_at_once_are_one_row_with_its_history(
    fair, officer, monkeypatch
):
    meet_after(monkeypatch, (target_operations, "_result_of"))

    outcomes = enter_results(fair.home_province, officer)

    assert refusals(outcomes) == []
    assert len({result.pk for result in outcomes}) == 1


def word_twice(province, officer):
    return race(
        *(
            lambda words=words: save_wording(province, by=officer, **words)
            for words in ({"booth_word": "บูท"}, {"vendor_word": "กลุ่ม"})
        )
    )


def test_two_first_wordings_of_one_province_at_once_are_one_row(fair, officer, monkeypatch):
    meet_after(monkeypatch, (wording_operations, "wording_of"))

    outcomes = word_twice(fair.home_province, officer)

    assert refusals(outcomes) == []
    [saved] = ReportWording.objects.all()
    assert (saved.booth_word, saved.vendor_word) == ("บูท", "กลุ่ม")


def test_control_without_the_lock_two_first_wordings_collide(fair, officer, monkeypatch):
    take_lock_away(monkeypatch, wording_operations)
    meet_after(monkeypatch, (wording_operations, "wording_of"))

    outcomes = word_twice(fair.home_province, officer)

    assert [type(outcome) for outcome in refusals(outcomes)] == [IntegrityError]


def two_add_photos(fair, officer):
    return race(
        *(
            lambda caption=caption: add_report_photo(
                fair, a_picture(), caption=caption, form_key=uuid4(), by=officer
            )
            for caption in ("พิธีเปิด", "พิธีปิด")
        )
    )


def test_two_photos_do_not_take_the_last_place_of_a_report(fair, officer, monkeypatch):
    monkeypatch.setattr(photo_operations, "MOST_PHOTOS", 1)
    meet_after(monkeypatch, (photo_operations, "ContentFile"))

    [refused] = refusals(two_add_photos(fair, officer))

    assert (type(refused), ReportPhoto.objects.count()) == (RuleBroken, 1)


def test_control_without_the_lock_two_photos_take_the_last_place(fair, officer, monkeypatch):
    monkeypatch.setattr(photo_operations, "MOST_PHOTOS", 1)
    take_lock_away(monkeypatch, photo_operations, holding)
    meet_after(monkeypatch, (photo_operations, "ContentFile"))

    assert refusals(two_add_photos(fair, officer)) == []
    assert ReportPhoto.objects.count() == 2


@pytest.fixture
def evening(fair, officer):
    """A quarter past nine, and somebody who is sent the report."""
    name_reader(fair, officer, by=officer)
    return datetime.combine(today_in_thailand(), time(21, 15), THAILAND)


def two_send_reports(evening):
    return race(*(lambda: send_due_reports(evening),) * 2)


def test_two_workers_send_one_evening_once(evening, monkeypatch):
    meet_after(monkeypatch, (delivery_operations, "may_read"))

    outcomes = two_send_reports(evening)

    assert (sorted(outcomes), SentReport.objects.count()) == ([0, 1], 1)


def test_control_without_the_lock_two_workers_send_one_evening_twice(evening, monkeypatch):
    take_lock_away(monkeypatch, delivery_operations)
    meet_after(monkeypatch, (delivery_operations, "may_read"))

    outcomes = two_send_reports(evening)

    assert [type(outcome) for outcome in refusals(outcomes)] == [IntegrityError]


def two_tell_who_is_missing(evening):
    return race(*(lambda: send_due_chases(evening),) * 2)


def test_two_workers_tell_who_is_missing_once(fair, late, evening, monkeypatch):
    fair.opens_time, fair.closes_time = time(10), time(20)
    fair.save()
    meet_after(monkeypatch, (chase_operations, "zone_counts"))

    outcomes = two_tell_who_is_missing(evening)

    assert (sorted(outcomes), SentChase.objects.count()) == ([0, 1], 1)


def test_control_without_the_row_two_workers_tell_it_twice(fair, late, evening, monkeypatch):
    fair.opens_time, fair.closes_time = time(10), time(20)
    fair.save()
    rows = SimpleNamespace(
        get_or_create=lambda **_kept: (None, True), filter=SentChase.objects.filter
    )
    monkeypatch.setattr(chase_operations, "SentChase", SimpleNamespace(objects=rows))
    meet_after(monkeypatch, (chase_operations, "zone_counts"))

    assert two_tell_who_is_missing(evening) == [1, 1]


def test_control_without_the_lock_two_results_of_one_year_collide(fair, officer, monkeypatch):
    take_lock_away(monkeypatch, target_operations)
    meet_after(monkeypatch, (target_operations, "_result_of"))

    outcomes = enter_results(fair.home_province, officer)

    assert [type(outcome) for outcome in refusals(outcomes)] == [IntegrityError]
