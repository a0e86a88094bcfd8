"""Booths are swapped, shared, closed and offered: each way to succeed and to be refused."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry
from otopfair.outbox.models import Message
from tests.factories import (
    make_allocation,
    make_application,
    make_booth,
    make_fair_event,
    make_officer,
    make_user,
    make_vendor,
)
from vendors.ground.booths import booths_of
from vendors.models import BoothAllocation, BoothHold
from vendors.operations.allocations import (
    allocate_booth,
    move_allocation,
    release_allocation,
    swap_allocations,
)
from vendors.operations.holds import (
    close_booth,
    hold_booth,
    offer_booth,
    release_hold,
    reopen_booth,
)
from vendors.operations.shared_booths import change_days, share_booth

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return make_officer()


@pytest.fixture
def fair():
    """Seven days from the day after tomorrow on."""
    opens_on = timezone.localdate() + timedelta(days=2)
    return make_fair_event(opens_on=opens_on, closes_on=opens_on + timedelta(days=6))


def stands_on(allocation) -> list[date]:
    return list(allocation.days.values_list("on", flat=True))


def test_two_vendors_exchange_their_booths_and_read_both_numbers(fair, officer):
    first = make_allocation(make_booth(fair, "C01"), make_vendor("ร้านหนึ่ง", user=make_user()))
    second = make_allocation(make_booth(fair, "C02"), make_vendor("ร้านสอง", user=make_user()))

    new, other = swap_allocations(first, second, by=officer, reason="ต้องใช้น้ำ")

    assert (new.application, new.booth.code) == (first.application, "C02")
    assert (other.application, other.booth.code) == (second.application, "C01")
    told = Message.objects.filter(subject__startswith="เปลี่ยนบูธ").order_by("pk")
    assert [(row.subject, row.body.splitlines()[-1]) for row in told] == [
        ("เปลี่ยนบูธจาก C01 เป็น C02", "เหตุผล: ต้องใช้น้ำ"),
        ("เปลี่ยนบูธจาก C02 เป็น C01", "เหตุผล: ต้องใช้น้ำ"),
    ]
    assert HistoryEntry.objects.of(first.application)[0].summary == "สลับจากบูธ C01 ไปบูธ C02"


def test_a_swap_is_undone_by_a_swap(fair, officer):
    first, second = (
        make_allocation(make_booth(fair, "C01")),
        make_allocation(make_booth(fair, "C02")),
    )

    back, again = swap_allocations(*swap_allocations(first, second, by=officer), by=officer)

    assert [back.booth, again.booth] == [first.booth, second.booth]
    assert stands_on(back) == stands_on(again) == fair.days


def test_who_swaps_keeps_his_own_days(fair, officer):
    days = fair.days
    first = make_allocation(make_booth(fair, "C01"), days=(days[0], days[2]))
    second = make_allocation(make_booth(fair, "C02"))

    new, other = swap_allocations(first, second, by=officer)

    assert stands_on(new) == days[:3]
    assert stands_on(other) == days


def test_a_swap_onto_the_days_of_a_third_changes_nothing(fair, officer):
    days = fair.days
    first = make_allocation(make_booth(fair, "C01"), days=(days[0], days[2]))
    make_allocation(first.booth, days=(days[3], days[6]))
    second = make_allocation(make_booth(fair, "C02"))

    with pytest.raises(RuleBroken, match="บูธ C01 มีร้านแล้ววันที่"):
        swap_allocations(first, second, by=officer)

    assert [row.booth.code for row in BoothAllocation.objects.live()] == ["C01", "C01", "C02"]


def test_two_in_one_booth_or_at_two_fairs_are_not_swapped(fair, officer):
    first = make_allocation(make_booth(fair, "C01", places=2))
    with pytest.raises(RuleBroken, match="อยู่บูธเดียวกัน"):
        swap_allocations(first, make_allocation(first.booth), by=officer)
    with pytest.raises(RuleBroken, match="อยู่คนละงาน"):
        swap_allocations(first, make_allocation(make_booth(make_fair_event())), by=officer)


def test_who_has_left_is_not_swapped(fair, officer):
    first, second = (
        make_allocation(make_booth(fair, "C01")),
        make_allocation(make_booth(fair, "C02")),
    )
    release_allocation(first, by=officer, reason="ป่วย")

    with pytest.raises(RuleBroken, match="คืนไปแล้ว"):
        swap_allocations(first, second, by=officer)

    assert BoothAllocation.objects.live().get().booth == second.booth


def test_a_moved_vendor_reads_the_old_number_and_the_new_one(fair, officer):
    allocation = make_allocation(make_booth(fair, "C01"), make_vendor(user=make_user()))

    move_allocation(allocation, make_booth(fair, "C02"), by=officer)

    letter = Message.objects.latest("pk")
    assert letter.subject == "เปลี่ยนบูธจาก C01 เป็น C02"
    assert "แทนบูธ C01 ที่แจ้งไว้" in letter.body


def test_a_booth_is_shared_by_halves_and_one_again(fair, officer):
    booth = share_booth(make_booth(fair), places=2, by=officer)
    first, second = make_allocation(booth), make_allocation(booth)

    assert [first.place_no, second.place_no] == [1, 2]
    with pytest.raises(RuleBroken, match="มีร้านอยู่ถึงที่ 2"):
        share_booth(booth, places=1, by=officer)
    release_allocation(second, by=officer, reason="ไม่มา")
    assert share_booth(booth, places=1, by=officer).places == 1
    assert HistoryEntry.objects.of(booth).filter(verb="share").count() == 2


@pytest.mark.parametrize("places", [0, 7])
def test_a_booth_is_not_shared_by_none_or_by_a_crowd(fair, officer, places):
    with pytest.raises(RuleBroken, match="แบ่งบูธได้ 1–6 ร้าน"):
        share_booth(make_booth(fair), places=places, by=officer)


def test_a_vendor_who_keeps_some_days_leaves_the_others_to_another(fair, officer):
    days = fair.days
    allocation = make_allocation(make_booth(fair), make_vendor(user=make_user()))

    kept = change_days(allocation, first_on=days[0], last_on=days[2], reason="ติดงานอื่น", by=officer)
    other = make_allocation(allocation.booth, days=(days[3], days[6]))

    assert (stands_on(kept), stands_on(other)) == (days[:3], days[3:])
    assert Message.objects.filter(subject="เปลี่ยนวันที่อยู่บูธ C01").exists()
    with pytest.raises(RuleBroken, match="บูธ C01 มีร้านอื่นแล้ว"):
        change_days(kept, first_on=None, last_on=None, reason="อยู่ครบ", by=officer)
    assert stands_on(kept) == days[:3]


def test_days_are_changed_with_a_reason_and_within_the_fair(fair, officer):
    days, allocation = fair.days, make_allocation(make_booth(fair))
    with pytest.raises(RuleBroken, match="บอกเหตุที่เปลี่ยนวัน"):
        change_days(allocation, first_on=days[0], last_on=days[1], reason=" ", by=officer)
    with pytest.raises(RuleBroken, match="วันแรกมาก่อน"):
        change_days(allocation, first_on=days[1], last_on=days[0], reason="ก", by=officer)
    release_allocation(allocation, by=officer, reason="ไม่มา")
    with pytest.raises(RuleBroken, match="คืนไปแล้ว"):
        change_days(allocation, first_on=days[0], last_on=days[1], reason="ก", by=officer)


def test_a_closed_booth_says_why_and_is_given_to_nobody(fair, officer):
    booth = close_booth(make_booth(fair), reason="เสาไฟล้ม", by=officer)

    [row] = booths_of(fair)
    assert (row.state, row.why_closed) == ("off", "เสาไฟล้ม")
    with pytest.raises(RuleBroken, match="ปิดใช้"):
        allocate_booth(make_application(fair), booth, by=officer)
    assert close_booth(booth, reason="อีกครั้ง", by=officer).why_closed == "เสาไฟล้ม"

    reopen_booth(booth, by=officer)
    assert reopen_booth(booth, by=officer).why_closed == ""
    assert booths_of(fair)[0].state == "free"
    verbs = HistoryEntry.objects.of(booth).values_list("verb", flat=True)
    assert list(verbs) == ["reopen", "close"]


def test_a_booth_is_not_closed_without_a_reason_or_from_under_anybody(fair, officer):
    booth = make_booth(fair)
    with pytest.raises(RuleBroken, match="บอกว่าปิดใช้เพราะอะไร"):
        close_booth(booth, reason=" ", by=officer)
    hold_booth(booth, reason="กองงาน", by=officer)
    with pytest.raises(RuleBroken, match="กันไว้สำหรับกองงานอยู่แล้ว"):
        close_booth(booth, reason="ฝน", by=officer)
    with pytest.raises(RuleBroken, match="มีร้านอยู่"):
        close_booth(make_allocation(make_booth(fair, "C02")).booth, reason="ฝน", by=officer)


def test_an_offered_booth_waits_for_its_vendor_alone(fair, officer):
    application = make_application(fair, make_vendor("กลุ่มทอผ้า", user=make_user()))
    booth, until = make_booth(fair), timezone.now() + timedelta(days=2)

    offer_booth(application, booth, until=until, by=officer)

    [row] = booths_of(fair)
    assert (row.state, row.state.for_visitors) == ("offered", "held")
    with pytest.raises(RuleBroken, match="กันไว้สำหรับกลุ่มทอผ้า"):
        allocate_booth(make_application(fair), booth, by=officer)
    assert Message.objects.latest("pk").subject.startswith("มีบูธ C01 ให้คุณ")
    allocate_booth(application, booth, by=officer)
    assert BoothHold.objects.live().count() == 0


def test_a_vendor_is_offered_one_booth_at_a_time_and_none_beyond_his_own(fair, officer):
    application, until = make_application(fair), timezone.now() + timedelta(days=2)
    offer_booth(application, make_booth(fair, "C01"), until=until, by=officer)
    with pytest.raises(RuleBroken, match="มีบูธ C01 ที่รอยืนยันอยู่แล้ว"):
        offer_booth(application, make_booth(fair, "C02"), until=until, by=officer)
    served = make_allocation(make_booth(fair, "C03")).application
    with pytest.raises(RuleBroken, match="ได้บูธครบแล้ว"):
        offer_booth(served, make_booth(fair, "C04"), until=until, by=officer)
    with pytest.raises(RuleBroken, match="ต้องยังมาไม่ถึง"):
        offer_booth(application, make_booth(fair, "C05"), until=timezone.now(), by=officer)
    waiting = make_application(fair, status="selected")
    with pytest.raises(RuleBroken, match="ยืนยันเข้าร่วมงานแล้ว"):
        offer_booth(waiting, make_booth(fair, "C06"), until=until, by=officer)


def test_an_offer_that_was_let_lapse_frees_booth_and_vendor(fair, officer, time_machine):
    application = make_application(fair)
    until = timezone.now() + timedelta(minutes=5)
    offer_booth(application, make_booth(fair, "C01"), until=until, by=officer)
    time_machine.move_to(until + timedelta(seconds=1))

    second = offer_booth(
        application, make_booth(fair, "C02"), until=until + timedelta(hours=1), by=officer
    )

    assert [row.state for row in booths_of(fair)] == ["free", "offered"]
    assert BoothHold.objects.exclude(pk=second.pk).get().released_at == until


def test_a_vendor_whose_booth_is_kept_no_more_is_told(fair, officer):
    application = make_application(fair, make_vendor(user=make_user()))
    until = timezone.now() + timedelta(days=2)
    hold = offer_booth(application, make_booth(fair), until=until, by=officer)

    release_hold(hold.booth, by=officer)

    assert Message.objects.latest("pk").subject == "บูธ C01 ไม่ได้รอคุณแล้ว"
