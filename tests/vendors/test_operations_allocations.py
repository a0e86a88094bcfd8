"""Booths are given, changed, given back and held: each way to succeed and to be refused."""

from datetime import datetime, timedelta

import pytest

from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry
from otopfair.outbox.models import OutboxMessage
from otopfair.thai.calendar import THAILAND
from tests.factories import (
    make_allocation,
    make_application,
    make_booth,
    make_fair_event,
    make_officer,
    make_user,
    make_vendor,
)
from vendors.models import BoothAllocation
from vendors.operations.allocations import (
    allocate_booth,
    hold_booth,
    move_allocation,
    open_booth,
    release_allocation,
)

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
    assert [message.subject for message in OutboxMessage.objects.inbox_of(user)] == ["ได้บูธ C07"]


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
    assert "เหตุผล: ร้านป่วย" in [row.body for row in OutboxMessage.objects.inbox_of(user)]


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
    booth = hold_booth(make_booth(fair), reason=" ศูนย์บริการ ", by=officer)
    assert booth.held_for == "ศูนย์บริการ"

    booth = open_booth(booth, by=officer)

    assert booth.held_for == ""
    assert summaries_of(booth) == [
        ("เลิกกันบูธ (เดิมกันไว้สำหรับศูนย์บริการ)", "น.ส.มาลี ใจดี"),
        ("กันบูธไว้", "น.ส.มาลี ใจดี"),
    ]


def test_a_hold_needs_a_reason(fair, officer):
    with pytest.raises(RuleBroken, match="บอกว่ากันบูธไว้สำหรับใคร"):
        hold_booth(make_booth(fair), reason=" ", by=officer)


def test_a_taken_booth_cannot_be_held(fair, officer):
    with pytest.raises(RuleBroken, match="บูธ C01 มีร้านแล้ว"):
        hold_booth(make_allocation(make_booth(fair)).booth, reason="ศูนย์บริการ", by=officer)


def test_a_booth_that_is_not_held_cannot_be_opened(fair, officer):
    with pytest.raises(RuleBroken, match="บูธ C01 ไม่ได้กันไว้"):
        open_booth(make_booth(fair), by=officer)


def test_where_a_vendor_stood_on_a_day_follows_the_moves(fair, officer):
    allocation = make_allocation(make_booth(fair, "C01"))
    moved = move_allocation(allocation, make_booth(fair, "C02"), by=officer)
    second_day = fair.opens_on + timedelta(days=1)
    noon = datetime.combine(second_day, datetime.min.time(), THAILAND) + timedelta(hours=12)
    BoothAllocation.objects.filter(pk=allocation.pk).update(released_at=noon)

    stood = BoothAllocation.objects.order_by("pk")
    assert list(stood.standing_on(fair.opens_on)) == [allocation]
    assert list(stood.standing_on(second_day)) == [moved]
