"""Booths are given, changed, given back and held: each way to succeed and to be refused."""

from datetime import date, datetime, time, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from fairs.acts import fair_moved
from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry
from otopfair.outbox.models import Delivery
from otopfair.thai.calendar import THAILAND
from tests.breaking import broken
from tests.factories import (
    make_allocation,
    make_application,
    make_booth,
    make_fair_event,
    make_officer,
    make_user,
    make_vendor,
)
from vendors.models import AllocationDay, BoothAllocation, BoothHold
from vendors.operations.allocations import allocate_booth, move_allocation, release_allocation
from vendors.operations.holds import hold_booth, release_hold

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return make_officer()


@pytest.fixture
def fair():
    return make_fair_event()


def summaries_of(subject):
    return list(HistoryEntry.objects.of(subject).values_list("summary", "actor_name"))


def test_a_confirmed_vendor_gets_a_booth_and_is_told(fair, officer):
    user = make_user()
    application = make_application(fair, make_vendor("กลุ่มทอผ้า", user=user))
    booth = make_booth(fair, "C07")

    allocation = allocate_booth(application, booth, by=officer)

    assert (allocation.booth, allocation.place_no, allocation.request_no) == (booth, 1, 1)
    assert summaries_of(application) == [("ได้บูธ C07", "น.ส.มาลี ใจดี")]
    assert summaries_of(booth) == [("จัดให้ กลุ่มทอผ้า", "น.ส.มาลี ใจดี")]
    assert [one.message.subject for one in Delivery.objects.inbox_of(user)] == ["ได้บูธ C07"]


@pytest.mark.parametrize("status", ["submitted", "eligible", "selected", "refused", "withdrawn"])
def test_only_a_confirmed_application_gets_a_booth(fair, officer, status):
    application = make_application(fair, status=status)

    with pytest.raises(RuleBroken, match="จัดบูธได้เฉพาะใบสมัครที่ยืนยันแล้ว"):
        allocate_booth(application, make_booth(fair), by=officer)

    assert BoothAllocation.objects.count() == 0


def test_a_booth_of_another_fair_is_refused(fair, officer):
    other = make_booth(make_fair_event("งานอื่น"))

    with pytest.raises(RuleBroken, match="คนละงาน"):
        allocate_booth(make_application(fair), other, by=officer)


def test_a_closed_booth_is_refused(fair, officer):
    with pytest.raises(RuleBroken, match="บูธ C01 ปิดใช้"):
        allocate_booth(make_application(fair), make_booth(fair, is_usable=False), by=officer)


def test_a_held_booth_is_refused(fair, officer):
    booth = make_booth(fair, held_for="ศูนย์บริการ")

    with pytest.raises(RuleBroken, match="กันไว้สำหรับศูนย์บริการ"):
        allocate_booth(make_application(fair), booth, by=officer)


def test_a_taken_booth_is_refused_with_the_hour(fair, officer):
    booth = make_booth(fair, "C07")
    make_allocation(booth)

    with pytest.raises(RuleBroken, match=r"บูธ C07 มีร้านแล้วเมื่อ \d\d\.\d\d น\. เลือกบูธอื่น"):
        allocate_booth(make_application(fair), booth, by=officer)


def test_a_shared_booth_takes_as_many_vendors_as_it_has_places(fair, officer):
    booth = make_booth(fair, places=2)
    first = allocate_booth(make_application(fair), booth, by=officer)
    second = allocate_booth(make_application(fair), booth, by=officer)

    assert (first.place_no, second.place_no) == (1, 2)
    with pytest.raises(RuleBroken, match="มีร้านแล้ว"):
        allocate_booth(make_application(fair), booth, by=officer)


def test_a_vendor_gets_as_many_booths_as_asked_for(fair, officer):
    application = make_application(fair, booths_wanted=2)
    allocate_booth(application, make_booth(fair, "C01"), by=officer)
    second = allocate_booth(application, make_booth(fair, "C02"), by=officer)

    assert second.request_no == 2
    with pytest.raises(RuleBroken, match="ได้บูธครบแล้ว"):
        allocate_booth(application, make_booth(fair, "C03"), by=officer)


def test_a_move_frees_the_old_booth_and_takes_the_new_one(fair, officer):
    old, new = make_booth(fair, "C01"), make_booth(fair, "C02")
    allocation = make_allocation(old)

    moved = move_allocation(allocation, new, by=officer, reason="ใกล้ปลั๊กไฟ")

    assert [row.booth for row in BoothAllocation.objects.live()] == [new]
    assert moved.application == allocation.application
    entry = HistoryEntry.objects.of(allocation.application).first()
    assert (entry.summary, entry.reason) == ("ย้ายจากบูธ C01 ไปบูธ C02", "ใกล้ปลั๊กไฟ")


def test_a_move_to_the_same_booth_is_refused(fair, officer):
    allocation = make_allocation(make_booth(fair))

    with pytest.raises(RuleBroken, match="อยู่บูธ C01 อยู่แล้ว"):
        move_allocation(allocation, allocation.booth, by=officer)


def test_a_move_to_a_taken_booth_leaves_everybody_where_they_were(fair, officer):
    allocation = make_allocation(make_booth(fair, "C01"))
    taken = make_allocation(make_booth(fair, "C02"))

    with pytest.raises(RuleBroken, match="มีร้านแล้ว"):
        move_allocation(allocation, taken.booth, by=officer)

    assert BoothAllocation.objects.live().count() == 2


def test_a_released_booth_can_be_given_again_and_the_row_stays(fair, officer):
    user = make_user()
    allocation = make_allocation(make_booth(fair), make_vendor(user=user))

    release_allocation(allocation, by=officer, reason="ร้านป่วย")
    again = allocate_booth(allocation.application, allocation.booth, by=officer)

    allocation.refresh_from_db()
    assert (allocation.release_reason, allocation.released_by) == ("ร้านป่วย", officer)
    assert again.pk != allocation.pk
    assert "เหตุผล: ร้านป่วย" in [one.message.body for one in Delivery.objects.inbox_of(user)]


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_release_needs_a_reason(fair, officer, reason):
    with pytest.raises(RuleBroken, match="บอกเหตุที่คืนบูธ"):
        release_allocation(make_allocation(make_booth(fair)), by=officer, reason=reason)


def test_a_booth_is_released_once(fair, officer):
    allocation = make_allocation(make_booth(fair))
    release_allocation(allocation, by=officer, reason="ร้านป่วย")

    with pytest.raises(RuleBroken, match="คืนไปแล้ว"):
        release_allocation(allocation, by=officer, reason="อีกครั้ง")


def test_a_held_booth_says_for_whom_and_can_be_opened(fair, officer):
    hold = hold_booth(make_booth(fair), reason=" ศูนย์บริการ ", by=officer)
    assert (hold.reason, hold.by) == ("ศูนย์บริการ", officer)

    booth = release_hold(hold.booth, by=officer).booth

    assert BoothHold.objects.live().count() == 0
    assert summaries_of(booth) == [
        ("เลิกกันบูธ (เดิมกันไว้สำหรับศูนย์บริการ)", "น.ส.มาลี ใจดี"),
        ("กันบูธไว้", "น.ส.มาลี ใจดี"),
    ]


def test_a_hold_needs_a_reason(fair, officer):
    with pytest.raises(RuleBroken, match="บอกว่ากันไว้สำหรับใคร"):
        hold_booth(make_booth(fair), reason=" ", by=officer)


def test_a_taken_booth_cannot_be_held(fair, officer):
    with pytest.raises(RuleBroken, match="บูธ C01 มีร้านแล้ว"):
        hold_booth(make_allocation(make_booth(fair)).booth, reason="ศูนย์บริการ", by=officer)


def test_a_booth_that_is_not_held_cannot_be_opened(fair, officer):
    with pytest.raises(RuleBroken, match="บูธ C01 ไม่ได้กันไว้"):
        release_hold(make_booth(fair), by=officer)


def test_where_a_vendor_stood_on_a_day_follows_the_moves(fair, officer, time_machine):
    allocation = make_allocation(make_booth(fair, "C01"))
    second_day = fair.opens_on + timedelta(days=1)
    time_machine.move_to(datetime.combine(second_day, time(12), THAILAND))
    moved = move_allocation(allocation, make_booth(fair, "C02"), by=officer)

    stood = BoothAllocation.objects.order_by("pk")
    assert list(stood.standing_on(fair.opens_on)) == [allocation]
    assert list(stood.standing_on(second_day)) == [moved]


# --- Days


def days_of(fair, first, last):
    return fair.opens_on + timedelta(days=first - 1), fair.opens_on + timedelta(days=last - 1)


def each(names, numbers):
    return dict.fromkeys(numbers, names)


def stood(fair):
    """Day number → the vendors who stood somewhere, by name."""
    return {
        number: [
            row.application.vendor.name_th
            for row in BoothAllocation.objects.standing_on(day).order_by("booth__code", "place_no")
        ]
        for number, day in enumerate(fair.days, start=1)
    }


def test_a_whole_fair_has_a_row_for_each_of_its_days(fair):
    allocation = make_allocation(make_booth(fair))

    assert list(allocation.days.order_by("on").values_list("on", flat=True)) == fair.days


def test_two_vendors_have_the_same_place_on_different_days(fair, officer):
    booth = make_booth(fair)
    first = make_allocation(booth, make_vendor("ร้านแรก"), days=days_of(fair, 1, 3))
    second = make_allocation(booth, make_vendor("ร้านสอง"), days=days_of(fair, 4, 7))

    assert (first.place_no, second.place_no) == (1, 1)
    assert stood(fair) == each(["ร้านแรก"], (1, 2, 3)) | each(["ร้านสอง"], (4, 5, 6, 7))


@pytest.mark.parametrize("asked", [(1, 4), (3, 3), (2, 7), None])
def test_days_that_meet_are_refused(fair, officer, asked):
    booth = make_booth(fair, "C07")
    make_allocation(booth, days=days_of(fair, 2, 3))
    first_on, last_on = days_of(fair, *asked) if asked else (None, None)

    with pytest.raises(RuleBroken, match=r"บูธ C07 มีร้านแล้ววันที่ .* เลือกวันหรือบูธอื่น"):
        allocate_booth(
            make_application(fair), booth, first_on=first_on, last_on=last_on, by=officer
        )


def test_the_database_refuses_one_place_twice_on_one_day(fair):
    """Without any operation: the guarantee is the row of the day."""
    booth = make_booth(fair)
    allocation = make_allocation(booth, days=days_of(fair, 1, 3))
    other = BoothAllocation.objects.create(
        application=make_application(fair),
        booth=booth,
        first_on=fair.opens_on,
        last_on=fair.opens_on,
        allocated_by=allocation.allocated_by,
    )

    with pytest.raises(IntegrityError), transaction.atomic():
        AllocationDay.objects.create(allocation=other, booth=booth, place_no=1, on=fair.opens_on)


def test_the_database_refuses_a_day_in_another_place_than_its_allocation(fair):
    allocation = make_allocation(make_booth(fair, "C01"))

    assert broken(lambda: allocation.days.update(booth=make_booth(fair, "C02")))


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [(3, 2, "วันแรกมาก่อน"), (0, 2, "เลือกวันที่อยู่ในวันจัดงาน"), (6, 8, "เลือกวันที่อยู่ในวันจัดงาน")],
)
def test_days_that_are_none_of_the_fair_are_refused(fair, first, last, words):
    with pytest.raises(RuleBroken, match=words):
        make_allocation(make_booth(fair), days=days_of(fair, first, last))


def test_a_fair_without_known_days_gives_booths_for_all_of_it_only():
    fair = make_fair_event(date_precision="unknown", opens_on=None, closes_on=None)
    booth = make_booth(fair, "C01")
    day = date(2026, 12, 1)
    with pytest.raises(RuleBroken, match="งานนี้ยังไม่กำหนดวัน"):
        make_allocation(booth, days=(day, day))

    allocation = make_allocation(booth)
    assert allocation.days.count() == 0
    with pytest.raises(RuleBroken, match="มีร้านแล้ว"):
        make_allocation(booth)


def test_days_become_rows_when_the_fair_gets_its_days(officer):
    fair = make_fair_event(date_precision="unknown", opens_on=None, closes_on=None)
    allocation = make_allocation(make_booth(fair))
    fair.date_precision, fair.opens_on, fair.closes_on = "day", date(2026, 12, 1), date(2026, 12, 3)
    fair.save()

    with transaction.atomic():
        fair_moved.happened(fair_event=fair, before=None)

    days = list(allocation.days.order_by("on").values_list("on", flat=True))
    assert days == [date(2026, 12, 1), date(2026, 12, 2), date(2026, 12, 3)]


def test_days_follow_a_fair_that_moves(fair):
    allocation = make_allocation(make_booth(fair))
    fair.opens_on += timedelta(days=2)
    fair.closes_on += timedelta(days=1)
    fair.save()

    with transaction.atomic():
        fair_moved.happened(fair_event=fair, before=None)

    assert list(allocation.days.order_by("on").values_list("on", flat=True)) == fair.days


def test_who_gives_the_booth_back_has_stood_there_until_yesterday(fair, officer):
    """The fair has run for three days; the next vendor stands there from today on."""
    booth = make_booth(fair)
    first = make_allocation(booth, make_vendor("ร้านแรก"))
    release_allocation(first, by=officer, reason="ป่วย")
    make_allocation(booth, make_vendor("ร้านสอง"))

    assert stood(fair) == each(["ร้านแรก"], (1, 2, 3)) | each(["ร้านสอง"], (4, 5, 6, 7))


def test_a_booth_given_by_mistake_is_taken_back_for_all_days(fair, officer):
    booth = make_booth(fair)
    wrong = make_allocation(booth, make_vendor("ผิดร้าน"))
    release_allocation(wrong, by=officer, reason="ลงผิดร้าน", from_on=fair.opens_on)
    make_allocation(booth, make_vendor("ถูกร้าน"))

    assert stood(fair) == each(["ถูกร้าน"], range(1, 8))


def test_after_the_fair_a_booth_that_somebody_had_on_every_day_is_not_given_again(fair, officer):
    booth = make_booth(fair)
    allocation = make_allocation(booth)
    fair.opens_on -= timedelta(days=30)
    fair.closes_on -= timedelta(days=30)
    fair.save()
    with transaction.atomic():
        fair_moved.happened(fair_event=fair, before=None)
    release_allocation(allocation, by=officer, reason="จบงาน")

    with pytest.raises(RuleBroken, match="มีร้านอื่นอยู่ครบทุกวันแล้ว"):
        make_allocation(booth)
    # The same vendor again is only an undo.
    assert allocate_booth(allocation.application, booth, by=officer).released_at is None


def test_a_move_keeps_the_days_that_were_given(fair, officer):
    allocation = make_allocation(make_booth(fair, "C01"), days=days_of(fair, 3, 6))
    moved = move_allocation(allocation, make_booth(fair, "C02"), by=officer)

    assert (moved.first_on, moved.last_on) == days_of(fair, 3, 6)
    days = {row.pk: [day.on for day in row.days.order_by("on")] for row in (allocation, moved)}
    assert days == {allocation.pk: [fair.days[2]], moved.pk: fair.days[3:6]}


# --- Holds


def test_a_hold_ends_by_itself(fair, officer, time_machine):
    booth = make_booth(fair)
    time_machine.move_to(datetime.combine(fair.opens_on, time(9), THAILAND), tick=False)
    end = timezone.now() + timedelta(hours=1)
    hold_booth(booth, reason="ผู้สนับสนุน", until=end, by=officer)
    with pytest.raises(RuleBroken, match="กันไว้สำหรับผู้สนับสนุน"):
        allocate_booth(make_application(fair), booth, by=officer)

    time_machine.move_to(end, tick=False)

    with pytest.raises(RuleBroken, match="ไม่ได้กันไว้"):
        release_hold(booth, by=officer)
    hold_booth(booth, reason="กองงาน", by=officer)
    release_hold(booth, by=officer)
    assert allocate_booth(make_application(fair), booth, by=officer).booth == booth


def test_a_hold_cannot_end_before_it_begins(fair, officer):
    with pytest.raises(RuleBroken, match="ต้องยังมาไม่ถึง"):
        hold_booth(make_booth(fair), reason="ก", until=timezone.now(), by=officer)


def test_a_booth_is_held_once(fair, officer):
    booth = hold_booth(make_booth(fair), reason="ศูนย์บริการ", by=officer).booth

    with pytest.raises(RuleBroken, match="กันไว้สำหรับศูนย์บริการอยู่แล้ว"):
        hold_booth(booth, reason="กองงาน", by=officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        BoothHold.objects.create(booth=booth, reason="กองงาน", by=officer)
