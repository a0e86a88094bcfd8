"""Vendors choose their booths: when, which, for how long, and what the loser reads."""

import re
from datetime import datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fairs.models import CallCell, ProductCategory
from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry
from otopfair.thai.calendar import THAILAND
from tests.factories import (
    make_allocation,
    make_application,
    make_booth,
    make_call,
    make_fair_event,
    make_officer,
    make_user,
    make_vendor,
    make_zone,
)
from vendors import starred
from vendors.models import BoothAllocation, BoothHold
from vendors.operations.holds import hold_booth, offer_booth
from vendors.operations.picking import (
    BoothGone,
    let_booth_go,
    pick_booth,
    set_turns,
    take_booth,
)
from vendors.picking import LATELY, chooser_of

pytestmark = pytest.mark.django_db
OPENING = datetime.combine(timezone.localdate() + timedelta(days=2), time(10), THAILAND)
FOOD, CLOTH = ProductCategory.FOOD, ProductCategory.CLOTH


@pytest.fixture
def fair():
    opens_on = timezone.localdate() + timedelta(days=20)
    return make_fair_event(opens_on=opens_on, closes_on=opens_on + timedelta(days=6))


@pytest.fixture
def call(fair, time_machine):
    """Vendors choose from ten o'clock on; it is a minute past."""
    time_machine.move_to(OPENING + timedelta(minutes=1), tick=False)
    return make_call(fair, allocation_way="self", picking_opens_at=OPENING)


def applied(call, name="ร้านหนึ่ง", **fields):
    vendor = make_vendor(name, user=make_user(), **fields.pop("vendor", {}))
    return make_application(call.fair_event, vendor, call=call, **fields)


def user_of(application):
    return application.vendor.members.get().user


def pick(application, booth):
    return pick_booth(application, booth.pk, by=user_of(application))


def url_of(application):
    return reverse("my-booth", args=[application.pk])


# --- Choosing and taking


def test_an_application_that_goes_while_a_booth_is_pressed_is_told_in_words(call):
    application, booth = applied(call), make_booth(call.fair_event)
    chooser, by = chooser_of(user_of(application), application.pk), user_of(application)
    application.delete()
    with pytest.raises(RuleBroken, match="ถูกลบไปแล้ว"):
        pick_booth(chooser, booth.pk, by=by)


def test_a_chosen_booth_waits_ten_minutes_and_is_taken_by_one_word(fair, call):
    one, booth = applied(call), make_booth(fair, "C07")

    hold = pick(one, booth)
    given = take_booth(one, by=user_of(one))

    assert hold.until == timezone.now() + timedelta(minutes=10)
    assert (given.booth, given.application) == (booth, one)
    assert BoothHold.objects.live().count() == 0
    verbs = HistoryEntry.objects.of(booth).values_list("verb", flat=True)
    assert list(verbs) == ["allocate", "offer"]


def test_the_loser_reads_until_when_the_booth_is_held(fair, call):
    booth = make_booth(fair, "C07")
    pick(applied(call), booth)

    with pytest.raises(BoothGone, match=r"บูธ C07 มีร้านอื่นถืออยู่ถึง 10\.11 น\. เลือกบูธอื่น") as lost:
        pick(applied(call, "ร้านสอง"), booth)

    assert lost.value.booth.pk == booth.pk


def test_who_chooses_again_holds_the_second_booth_alone(fair, call):
    one, first, second = applied(call), make_booth(fair, "C01"), make_booth(fair, "C02")
    pick(one, first)

    pick(one, second)

    assert [hold.booth for hold in BoothHold.objects.live()] == [second]
    assert pick(applied(call, "ร้านสอง"), first).booth == first


def test_who_wants_another_and_comes_late_keeps_what_is_held(fair, call):
    one, two = applied(call), applied(call, "ร้านสอง")
    first, second = make_booth(fair, "C01"), make_booth(fair, "C02")
    pick(one, first)
    pick(two, second)

    with pytest.raises(BoothGone):
        pick(one, second)

    assert [hold.booth for hold in BoothHold.objects.live().order_by("pk")] == [first, second]


def test_the_same_booth_chosen_twice_is_one_hold_that_does_not_grow(fair, call, time_machine):
    one, booth = applied(call), make_booth(fair)
    first = pick(one, booth)
    time_machine.shift(timedelta(minutes=5))

    assert pick(one, booth) == first
    assert pick(one, booth).until == first.until


def test_a_booth_that_was_not_taken_in_time_is_free(fair, call, time_machine):
    one, booth = applied(call), make_booth(fair)
    pick(one, booth)
    time_machine.shift(timedelta(minutes=10))

    with pytest.raises(RuleBroken, match="เลยเวลาแล้ว เลือกบูธอีกครั้ง"):
        take_booth(one, by=user_of(one))
    assert pick(applied(call, "ร้านสอง"), booth).booth == booth


def test_a_booth_that_is_let_go_is_free_at_once(fair, call):
    one, booth = applied(call), make_booth(fair)
    pick(one, booth)

    let_booth_go(one, by=user_of(one))

    assert let_booth_go(one, by=user_of(one)) is None
    assert pick(applied(call, "ร้านสอง"), booth).booth == booth


def test_who_has_all_booths_chooses_no_more(fair, call):
    one = applied(call)
    pick(one, make_booth(fair, "C01"))
    take_booth(one, by=user_of(one))

    with pytest.raises(RuleBroken, match="ได้บูธครบแล้ว"):
        pick(one, make_booth(fair, "C02"))


def test_what_is_held_closed_given_or_elsewhere_is_not_chosen(fair, call):
    one, officer = applied(call), make_officer()
    held, off = make_booth(fair, "C01"), make_booth(fair, "C02", is_usable=False)
    hold_booth(held, reason="กองงาน", by=officer)
    taken, foreign = make_allocation(make_booth(fair, "C03")).booth, make_booth(make_fair_event())

    said = []
    for booth in (held, off, taken, foreign):
        with pytest.raises(RuleBroken) as refused:
            pick(one, booth)
        said.append(refused.value.message)

    assert said == [
        "บูธ C01 ไม่เปิดให้เลือก เลือกบูธอื่น",
        "บูธ C02 ไม่เปิดให้เลือก เลือกบูธอื่น",
        "บูธ C03 มีร้านแล้ว เลือกบูธอื่น",
        "ไม่มีบูธนี้ในงานแล้ว เลือกบูธอื่น",
    ]


def test_a_booth_that_an_officer_has_offered_is_taken_in_the_same_way(fair):
    one, booth = make_application(fair, make_vendor(user=make_user())), make_booth(fair)
    offer_booth(one, booth, until=timezone.now() + timedelta(days=1), by=make_officer())

    assert take_booth(one, by=user_of(one)).booth == booth


# --- When


def test_before_its_time_nobody_chooses(fair, call, time_machine):
    one, booth = applied(call), make_booth(fair)
    time_machine.move_to(OPENING - timedelta(seconds=1))

    with pytest.raises(RuleBroken, match="ยังไม่ถึงเวลาเลือกบูธของคุณ เริ่ม"):
        pick(one, booth)


def test_where_officers_give_the_booths_no_vendor_chooses(fair):
    one = applied(make_call(fair))
    with pytest.raises(RuleBroken, match="รอบนี้เจ้าหน้าที่เป็นผู้จัดบูธ"):
        pick(one, make_booth(fair))


def test_who_has_not_confirmed_does_not_choose(fair, call):
    with pytest.raises(RuleBroken, match="เมื่อยืนยันเข้าร่วมงานแล้ว"):
        pick(applied(call, status="selected"), make_booth(fair))


def test_in_turns_each_chooses_after_the_one_before(fair, time_machine):
    call = make_call(fair, allocation_way="self", picking_opens_at=OPENING, turn_minutes=5)
    now = timezone.now()
    second = applied(call, "ร้านสอง", confirmed_at=now)
    first = applied(call, "ร้านหนึ่ง", confirmed_at=now - timedelta(hours=1))
    turns = set_turns(call, by=make_officer())
    late = applied(call, "ร้านสำรอง", confirmed_at=now)
    booths = [make_booth(fair, code) for code in ("C01", "C02", "C03")]

    assert [turn.application for turn in turns] == [first, second]
    for minutes, comes, waits in ((0, first, second), (5, second, late)):
        time_machine.move_to(OPENING + timedelta(minutes=minutes))
        with pytest.raises(RuleBroken, match="ยังไม่ถึงเวลา"):
            pick(waits, booths[-1])
        assert pick(comes, booths.pop(0)).application == comes
    time_machine.move_to(OPENING + timedelta(minutes=10))
    assert pick(late, booths[0]).application == late


def test_turns_are_set_before_choosing_begins(fair, call):
    with pytest.raises(RuleBroken, match="เริ่มเลือกบูธแล้ว"):
        set_turns(call, by=make_officer())
    with pytest.raises(RuleBroken, match="กำหนดเวลาเปิด"):
        set_turns(make_call(make_fair_event()), by=make_officer())


# --- Where


def test_a_zone_of_another_category_is_not_for_this_vendor(fair, call):
    zone = make_zone(fair, "A", name_th="อาหาร", category=FOOD)
    with pytest.raises(RuleBroken, match="โซน A สำหรับอาหาร"):
        pick(applied(call, category=CLOTH), make_booth(fair, "A01", zone=zone))


def test_the_places_of_a_zone_hold_for_who_chooses(fair, call):
    zone = make_zone(fair, "C")
    CallCell.objects.create(call=call, category=CLOTH, zone=zone, maximum=1)
    pick(applied(call), make_booth(fair, "C01"))

    with pytest.raises(RuleBroken, match="โซน C รับไม่เกิน 1 บูธ ให้หรือถือไว้แล้ว 1 บูธ"):
        pick(applied(call, "ร้านสอง"), make_booth(fair, "C02"))
    with pytest.raises(RuleBroken, match="ประเภทของคุณเลือกได้ในโซน C"):
        pick(applied(call, "ร้านสาม"), make_booth(fair, "D01"))


def test_what_is_kept_for_one_origin_is_not_chosen_by_the_other(fair, call):
    zone = make_zone(fair, "C")
    CallCell.objects.create(call=call, category=CLOTH, zone=zone, maximum=2)
    CallCell.objects.create(
        call=call, category=CLOTH, zone=zone, origin="inside", maximum=2, reserved=1
    )
    far = {"vendor": {"province_id": "52"}}
    booths = [make_booth(fair, f"C0{number}") for number in range(1, 4)]
    pick(applied(call, **far), booths[0])

    with pytest.raises(RuleBroken, match="อีก 1 บูธกันไว้ให้ร้านอื่น"):
        pick(applied(call, "ร้านสอง", **far), booths[1])
    assert pick(applied(call, "ร้านใกล้"), booths[2]).booth == booths[2]


def test_a_zone_that_asks_for_stars_is_for_who_has_them(fair, call, monkeypatch):
    make_zone(fair, "C", least_stars=4)
    booths = [make_booth(fair, f"C0{number}") for number in range(1, 3)]
    few, many = applied(call, "ร้านสามดาว"), applied(call, "ร้านห้าดาว")
    has = {few.pk: 3, many.pk: 5}
    monkeypatch.setattr(starred, "_SOURCES", [lambda rows: {row.pk: has[row.pk] for row in rows}])

    with pytest.raises(RuleBroken, match="4 ดาวขึ้นไปถึงวันงาน สินค้าในใบสมัครนี้มีสูงสุด 3 ดาว"):
        pick(few, booths[0])
    assert pick(many, booths[1]).booth == booths[1]


# --- The page


@pytest.fixture
def chooser(client, call):
    application = applied(call)
    client.force_login(user_of(application))
    return application


def test_the_page_says_what_is_free_and_until_when_the_rest_is_held(client, fair, chooser):
    booths = [make_booth(fair, code) for code in ("C01", "C02")]
    pick(applied(chooser.call, "ร้านสอง"), booths[0])

    words = client.get(url_of(chooser)).content.decode()

    assert "1 ว่าง 1 ถูกถือถึง 10.11 น." in words
    assert "ร้านสอง" not in words
    assert f'name="booth" value="{booths[1].pk}"' in words
    assert f'name="booth" value="{booths[0].pk}"' not in words


def test_the_page_counts_what_this_vendor_can_choose(client, fair, chooser):
    food = make_zone(fair, "A", name_th="อาหาร", category=FOOD)
    for code, zone in (("A01", food), ("C01", None), ("C02", None)):
        make_booth(fair, code, **({"zone": zone} if zone else {}))
    assert "คุณเลือกได้ 2&nbsp;บูธ" in client.get(url_of(chooser)).content.decode()

    for other, code in (("ร้านสอง", "C01"), ("ร้านสาม", "C02")):
        pick(applied(chooser.call, other), fair.booths.get(code=code))

    assert "ตอนนี้ไม่มีบูธที่คุณเลือกได้" in client.get(url_of(chooser)).content.decode()


def test_a_press_holds_the_booth_and_the_page_counts_down(client, fair, chooser):
    booth = make_booth(fair, "C07")

    page = client.post(url_of(chooser), {"act": "pick", "booth": booth.pk}, follow=True)

    words = page.content.decode()
    assert "คุณถือบูธ C07" in words
    assert "data-countdown=" in words
    page = client.post(url_of(chooser), {"act": "take", "booth": booth.pk}, follow=True)
    assert "ได้บูธ C07 แล้ว" in page.content.decode()
    assert BoothAllocation.objects.live().get().booth == booth


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["page", "htmx"])
def test_the_loser_is_shown_what_is_free_nearby(client, fair, chooser, headers):
    lost = make_booth(fair, "C01", plan_x=0)
    far, near = make_booth(fair, "C02", plan_x=30), make_booth(fair, "C03", plan_x=3)
    other_zone = make_booth(fair, "B01", zone=make_zone(fair, "B"))
    make_booth(fair, "A01", zone=make_zone(fair, "A", category=FOOD))
    pick(applied(chooser.call, "ร้านสอง"), lost)

    answer = client.post(url_of(chooser), {"act": "pick", "booth": lost.pk}, headers=headers)

    words = answer.content.decode()
    assert answer.status_code == 422
    assert "บูธ C01 มีร้านอื่นถืออยู่ถึง 10.11 น." in words
    offered = re.findall(r'name="booth" value="(\d+)"', words)
    assert offered == [str(one.pk) for one in (near, far, other_zone)]
    assert ("<html" in words) is not bool(headers)


def test_a_winner_with_htmx_is_led_to_the_page(client, fair, chooser):
    answers = {"act": "pick", "booth": make_booth(fair).pk}

    answer = client.post(url_of(chooser), answers, headers={"HX-Request": "true"})

    assert (answer.status_code, answer["HX-Redirect"]) == (200, url_of(chooser))


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["page", "htmx"])
def test_too_early_is_a_sentence(client, fair, chooser, time_machine, headers):
    time_machine.move_to(OPENING - timedelta(minutes=1))
    answers = {"act": "pick", "booth": make_booth(fair).pk}

    answer = client.post(url_of(chooser), answers, headers=headers)

    assert answer.status_code == 422
    assert "ยังไม่ถึงเวลาเลือกบูธของคุณ" in answer.content.decode()


def test_before_the_opening_the_page_says_when(client, fair, chooser, time_machine):
    make_booth(fair)
    time_machine.move_to(OPENING - timedelta(hours=1))

    words = client.get(url_of(chooser)).content.decode()

    assert "คุณเลือกบูธได้ตั้งแต่" in words
    assert 'name="booth"' not in words


def test_a_booth_that_is_let_go_from_the_page(client, fair, chooser):
    booth = make_booth(fair)
    pick(chooser, booth)
    client.post(url_of(chooser), {"act": "let_go", "booth": booth.pk})
    assert BoothHold.objects.live().count() == 0


@pytest.mark.parametrize("act", ["take", "let_go"])
def test_a_button_of_another_page_answers_for_no_other_booth(client, fair, chooser, act):
    """One chooses C02 in a second tab, and presses "ยืนยันบูธ C01" in the first."""
    first, second = make_booth(fair, "C01"), make_booth(fair, "C02")
    pick(chooser, first)
    shown = client.get(url_of(chooser)).content.decode()
    pick(chooser, second)

    assert f'name="booth" value="{first.pk}"' in shown.partition("ยืนยันบูธ C01")[0]
    answer = client.post(url_of(chooser), {"act": act, "booth": first.pk})

    assert answer.status_code == 422
    assert "ตอนนี้คุณถือบูธ C02" in answer.content.decode()
    assert BoothAllocation.objects.count() == 0
    assert BoothHold.objects.live().get().booth == second


@pytest.mark.parametrize("answers", [{}, {"act": "buy"}])
def test_nonsense_is_404(client, chooser, answers):
    assert client.post(url_of(chooser), answers).status_code == 404


@pytest.mark.parametrize("booth", ["", "x", "0", "9" * 30])
def test_a_booth_that_is_none_is_refused_in_words(client, chooser, booth):
    refused = client.post(url_of(chooser), {"act": "pick", "booth": booth})
    assert refused.status_code == 422
    assert "เลือกบูธอื่น" in refused.content.decode()


def test_another_vendors_choosing_is_404(client, fair, chooser, call):
    answers = {"act": "pick", "booth": make_booth(fair).pk}
    assert client.post(url_of(applied(call, "ร้านสอง")), answers).status_code == 404


def test_the_loser_costs_few_queries_however_many_booths(client, fair, chooser):
    lost = make_booth(fair, "C00")
    pick(applied(chooser.call, "ร้านสอง"), lost)
    LATELY.clear()
    counts = []
    for number in (1, 10):
        for extra in range(number):
            make_booth(fair, f"C{number}{extra}")
        with CaptureQueriesContext(connection) as queries:
            answers = {"act": "pick", "booth": lost.pk}
            client.post(url_of(chooser), answers, headers={"HX-Request": "true"})
        counts.append(len(queries))
    assert counts == [3, 2]  # the first also looks at all booths, once a second for everybody


def test_the_page_takes_the_same_queries_for_few_booths_and_many(client, fair, chooser):
    counts = []
    for number in (1, 20):
        for extra in range(number):
            make_booth(fair, f"C{number}{extra:02d}")
        with CaptureQueriesContext(connection) as queries:
            client.get(url_of(chooser))
        counts.append(len(queries))
    assert counts == [counts[0]] * 2


# --- What officers see


@pytest.fixture
def board(client, call):
    client.force_login(make_officer())
    return reverse("staff:call-picking", args=[call.pk])


def test_officers_see_who_has_chosen_and_who_is_choosing(client, fair, call, board):
    done, choosing, _waiting = (applied(call, name) for name in ("ร้านหนึ่ง", "ร้านสอง", "ร้านสาม"))
    pick(done, make_booth(fair, "C01"))
    take_booth(done, by=user_of(done))
    pick(choosing, make_booth(fair, "C02"))

    page = client.get(board)

    assert page.context["counts"] == {"have": 1, "holding": 1, "waiting": 1}
    lines = [(one.booths, one.hold and one.hold.booth.code) for one in page.context["page"].lines]
    assert lines == [("C01", None), ("", "C02"), ("", None)]


def test_an_officer_numbers_the_turns_before_the_opening(client, fair, time_machine):
    time_machine.move_to(OPENING - timedelta(hours=1), tick=False)
    call = make_call(fair, allocation_way="self", picking_opens_at=OPENING, turn_minutes=5)
    applied(call, "ร้านหนึ่ง"), applied(call, "ร้านสอง")
    client.force_login(make_officer())
    url = reverse("staff:call-picking", args=[call.pk])

    page = client.post(url, follow=True)

    begin = [one.begins_at for one in page.context["page"].lines]
    assert begin == [OPENING, OPENING + timedelta(minutes=5)]


def test_turns_after_the_opening_are_refused_in_a_sentence(client, board):
    answer = client.post(board)
    assert answer.status_code == 422
    assert "เริ่มเลือกบูธแล้ว" in answer.content.decode()


def test_the_officers_page_takes_the_same_queries_for_1_and_20(client, fair, call, board):
    counts = []
    for number in (1, 20):
        for extra in range(number):
            pick(applied(call, f"ร้าน {number} {extra}"), make_booth(fair, f"C{number}{extra:02d}"))
        with CaptureQueriesContext(connection) as queries:
            client.get(board)
        counts.append(len(queries))
    assert counts == [counts[0]] * 2
