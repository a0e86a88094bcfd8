"""Steps on the working plan: laid over it, undone, redone, and refused where two officers meet."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from fairs.models import Booth, PlanStep, Zone
from fairs.operations.plan_steps import StaleParts, redo_step, take_step, undo_step
from fairs.plans.edits import Edit
from fairs.plans.overlaps import overlaps_of
from fairs.plans.parts import PartKind, key_of, new_key
from fairs.plans.sound import Unsound
from fairs.plans.uses import uses_of
from fairs.plans.working import working_plan_of
from otopfair.errors import RuleBroken
from otopfair.stale import seen_of
from tests import factories as make
from vendors.models import BoothHold

pytestmark = pytest.mark.django_db
SOON = timezone.now() + timedelta(hours=1)


@pytest.fixture
def fair():
    """Two booths side by side in zone C."""
    fair_event = make.make_fair_event()
    make.make_booth(fair_event, "C01")
    make.make_booth(fair_event, "C02", plan_x=3)
    return fair_event


def booth_key(code):
    return key_of(PartKind.BOOTH, Booth.objects.get(code=code).pk)


def step(fair, *edits, by=None, **fields):
    fields.setdefault("summary", "แก้ผัง")
    return take_step(fair, edits, by=by or make.make_officer(), **fields)


def places(fair):
    return {
        booth.values["code"]: (booth.values["plan_x"], booth.values["plan_y"])
        for booth in working_plan_of(fair).booths
    }


def test_a_step_changes_the_working_plan_and_not_the_plan_in_force(fair):
    step(fair, Edit(booth_key("C01"), {"plan_x": 10.5}))

    assert places(fair) == {"C01": (10.5, 0.0), "C02": (3.0, 0.0)}
    assert Booth.objects.get(code="C01").plan_x == 0


def test_a_step_that_changes_nothing_is_none(fair):
    assert step(fair, Edit(booth_key("C01"), {"plan_x": 0.0})) is None
    assert PlanStep.objects.count() == 0


def test_a_form_that_comes_twice_is_one_step(fair):
    officer, key = make.make_officer(), uuid4()
    zone = {"code": "D", "name_th": "อาหาร"}
    first, second = (
        step(fair, Edit(new_key(PartKind.ZONE), zone), by=officer, form_key=key) for _ in range(2)
    )
    assert first == second
    assert [zone.values["code"] for zone in working_plan_of(fair).zones] == ["C", "D"]


def test_a_step_is_undone_and_redone(fair):
    officer = make.make_officer()
    moved = step(fair, Edit(booth_key("C01"), {"plan_x": 10.5}))

    undo_step(moved, by=officer)
    assert places(fair)["C01"] == (0.0, 0.0)
    redo_step(moved, by=officer)
    assert places(fair)["C01"] == (10.5, 0.0)


def test_a_step_on_which_a_later_one_stands_is_not_undone(fair):
    first = step(fair, Edit(booth_key("C01"), {"plan_x": 10.5}), summary="ย้าย C01")
    second = step(fair, Edit(booth_key("C01"), {"plan_x": 12.0}), summary="ย้าย C01 อีก")

    with pytest.raises(RuleBroken, match="เลิกทำไม่ได้ เพราะมีการแก้ต่อ: ย้าย C01 อีก"):
        undo_step(first, by=make.make_officer())

    undo_step(second, by=make.make_officer())
    undo_step(first, by=make.make_officer())
    with pytest.raises(Unsound):
        step(fair, Edit(booth_key("C01"), {"code": "C02"}))


def test_a_zone_is_not_undone_from_under_booths_that_came_later(fair):
    zone = new_key(PartKind.ZONE)
    laid = step(fair, Edit(zone, {"code": "D", "name_th": "อาหาร"}))
    step(fair, Edit(booth_key("C02"), {"zone": zone}))

    with pytest.raises(Unsound, match="โซนของบูธ C02 ไม่อยู่บนผังแล้ว"):
        undo_step(laid, by=make.make_officer())


def test_a_page_that_is_out_of_date_overwrites_nothing_and_says_both(fair):
    key = booth_key("C01")
    shown = seen_of({"plan_x": 0.0, "plan_y": 0.0})
    step(fair, Edit(key, {"plan_x": 6.0, "plan_y": 0.0}, shown))

    with pytest.raises(StaleParts) as refusal:
        step(fair, Edit(key, {"plan_x": 9.0, "plan_y": 0.0}, shown))

    [difference] = refusal.value.differences[key]
    assert (difference.label, difference.theirs, difference.mine) == ("x (ม.)", "6", "9")
    assert places(fair)["C01"] == (6.0, 0.0)
    step(fair, Edit(key, {"plan_x": 9.0, "plan_y": 0.0}, refusal.value.seen_now[key]))
    assert places(fair)["C01"] == (9.0, 0.0)


def test_two_who_change_different_columns_of_a_booth_lose_neither(fair):
    key = booth_key("C01")
    step(fair, Edit(key, {"power_amps": 15}, seen_of({"power_amps": 5})))
    step(fair, Edit(key, {"plan_x": 9.0}, seen_of({"plan_x": 0.0})))

    values = working_plan_of(fair).parts[key].values
    assert (values["power_amps"], values["plan_x"]) == (15, 9.0)


def test_a_number_that_is_taken_is_refused_at_its_cell(fair):
    key = booth_key("C01")
    with pytest.raises(Unsound) as refusal:
        step(fair, Edit(key, {"code": "c02"}))
    assert refusal.value.problems == {(key, "code"): "งานนี้มีบูธ c02 แล้ว ใช้รหัสอื่น"}
    assert PlanStep.objects.count() == 0


def test_a_booth_with_a_vendor_may_move_and_be_renamed_and_not_go(fair):
    make.make_allocation(Booth.objects.get(code="C01"))
    key = booth_key("C01")

    step(fair, Edit(key, {"plan_x": 9.0, "code": "C09"}))
    with pytest.raises(RuleBroken, match="บูธ C01 มีร้านอยู่หรือเคยมีร้าน จึงเอาออกจากผังไม่ได้"):
        step(fair, Edit(key, None))

    assert places(fair) == {"C02": (3.0, 0.0), "C09": (9.0, 0.0)}


def test_a_zone_goes_with_its_booths_and_comes_back(fair):
    plan = working_plan_of(fair)
    keys = [part.key for part in (*plan.booths, *plan.zones)]
    gone = step(fair, *(Edit(key, None) for key in keys))
    assert (working_plan_of(fair).zones, working_plan_of(fair).booths) == ([], [])

    undo_step(gone, by=make.make_officer())
    assert places(fair) == {"C01": (0.0, 0.0), "C02": (3.0, 0.0)}
    assert Zone.objects.count() == 1


def test_a_cancelled_fair_has_no_plan_to_work_on(fair):
    fair.state = "cancelled"
    fair.save()
    with pytest.raises(RuleBroken, match="ยกเลิกแล้ว จึงแก้ผังไม่ได้"):
        step(fair, Edit(booth_key("C01"), {"plan_x": 9.0}))


def test_what_overlaps_is_said_and_what_touches_is_not(fair):
    assert overlaps_of(working_plan_of(fair)) == []
    step(fair, Edit(booth_key("C02"), {"plan_x": 2.5}))
    assert overlaps_of(working_plan_of(fair)) == ["C01 ทับ C02"]


def test_the_working_plan_takes_four_queries_however_many_steps(fair, django_assert_num_queries):
    for x in (4.0, 5.0, 6.0):
        step(fair, Edit(booth_key("C02"), {"plan_x": x}))
    with django_assert_num_queries(4):
        working_plan_of(fair)


def test_a_booth_that_waits_for_a_vendor_s_word_stays(fair):
    application = make.make_application(fair, make.make_vendor("กลุ่มจักสาน"))
    booth = Booth.objects.get(code="C01")
    BoothHold.objects.create(
        booth=booth, application=application, reason="เสนอ", until=SOON, by=make.make_officer()
    )
    with pytest.raises(RuleBroken, match="บูธ C01 รอคำตอบของกลุ่มจักสาน จึงเอาออกจากผังไม่ได้"):
        step(fair, Edit(booth_key("C01"), None))
    assert uses_of(fair)[booth.pk].words == "รอคำตอบของกลุ่มจักสาน"
