"""A release brings the working plan into force, keeps what changed, and tells who is touched."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fairs.models import Booth, PlanLandmark, PlanRelease, Zone
from fairs.operations.plan_releases import consequences_of, release_plan
from fairs.operations.plan_steps import take_step
from fairs.plans.changes import changes_of
from fairs.plans.edits import Edit
from fairs.plans.parts import PartKind, key_of, new_key
from fairs.plans.working import working_plan_of
from otopfair.errors import RuleBroken
from otopfair.outbox.models import Message
from otopfair.removals.models import Removal
from otopfair.removals.removing import restore
from tests import factories as make
from vendors.models import BoothHold

pytestmark = pytest.mark.django_db
SOON = timezone.now() + timedelta(hours=1)


@pytest.fixture
def fair():
    fair_event = make.make_fair_event()
    for number in range(3):
        make.make_booth(fair_event, f"C0{number + 1}", plan_x=3 * number)
    return fair_event


def booth(code):
    return Booth.objects.get(code=code)


def key(code):
    return key_of(PartKind.BOOTH, booth(code).pk)


def change(fair, **columns):
    """C01=dict(plan_x=…): one step over several booths; None takes one off."""
    edits = [Edit(key(code), values) for code, values in columns.items()]
    take_step(fair, edits, summary="แก้ผัง", by=make.make_officer())


def release(fair, **fields):
    return release_plan(fair, name="หลังเดินดูสถานที่", by=make.make_officer(), **fields)


def test_a_release_writes_the_rows_and_keeps_what_changed(fair):
    change(fair, C01={"plan_x": 10.5, "is_corner": True}, C02={"width_m": 4.0})
    made = release(fair)

    assert (booth("C01").plan_x, booth("C01").is_corner) == (Decimal("10.5"), True)
    assert booth("C02").width_m == Decimal(4)
    assert made.changes == [
        ["ย้าย และเปลี่ยนข้อมูล", "บูธ C01", "x (ม.) 0 → 10.5, มุม ว่าง → ใช่"],
        ["เปลี่ยนขนาด", "บูธ C02", "กว้าง (ม.) 3 → 4"],
    ]
    assert (made.number, str(made)) == (1, "ฉบับที่ 1 หลังเดินดูสถานที่")
    assert not working_plan_of(fair).is_changed


def test_landmarks_and_zones_come_and_change_with_a_release(fair):
    stage = PlanLandmark.objects.create(
        fair_event=fair, kind="stage", label="เวที", plan_x=0, plan_y=9, plan_width=6, plan_height=3
    )
    zone_key = key_of(PartKind.ZONE, Zone.objects.get(code="C").pk)
    edits = [
        Edit(key_of(PartKind.LANDMARK, stage.pk), {"label": "เวทีกลาง", "plan_x": 3.0}),
        Edit(new_key(PartKind.LANDMARK), {"kind": "ramp", "label": "ทางลาด", "plan_width": 2.5}),
        Edit(zone_key, {"name_th": "ผ้าไหม", "is_chuan_chim": True}),
    ]
    take_step(fair, edits, summary="จุดบนผัง", by=make.make_officer())
    release(fair)

    rows = fair.landmarks.order_by("pk").values_list("kind", "label", "plan_x", "plan_width")
    assert list(rows) == [("stage", "เวทีกลาง", 3, 6), ("ramp", "ทางลาด", 0, Decimal("2.5"))]
    zone = Zone.objects.get(code="C")
    assert (zone.name_th, zone.is_chuan_chim) == ("ผ้าไหม", True)


def test_two_booths_change_numbers_with_each_other(fair):
    first, second = booth("C01").pk, booth("C02").pk
    change(fair, C01={"code": "C02"}, C02={"code": "C01"})
    release(fair)

    assert (booth("C02").pk, booth("C01").pk) == (first, second)
    assert list(fair.booths.order_by("sort_key").values_list("code", flat=True)) == [
        "C01",
        "C02",
        "C03",
    ]


def test_a_new_zone_takes_over_booths_and_code_of_one_that_goes(fair):
    old = Zone.objects.get(code="C")
    zone = new_key(PartKind.ZONE)
    edits = [
        Edit(key_of(PartKind.ZONE, old.pk), None),
        Edit(key("C03"), None),
        Edit(zone, {"code": "C", "name_th": "ของใช้", "least_stars": 4}),
        Edit(new_key(PartKind.BOOTH), {"code": "C03", "zone": zone, "plan_x": 20.0}),
        *(Edit(key(code), {"zone": zone}) for code in ("C01", "C02")),
    ]
    take_step(fair, edits, summary="โซนใหม่", by=make.make_officer())
    release(fair)

    new = Zone.objects.get(code="C")
    assert (new.name_th, new.least_stars, new.pk != old.pk) == ("ของใช้", 4, True)
    assert list(new.booths.order_by("code").values_list("code", flat=True)) == ["C01", "C02", "C03"]
    assert booth("C03").plan_x == 20


def test_what_a_release_takes_off_can_be_put_back(fair):
    stage = PlanLandmark.objects.create(
        fair_event=fair, kind="stage", label="เวที", plan_x=0, plan_y=9, plan_width=6, plan_height=3
    )
    make.make_booth(fair, "C04", held_for="กองงาน")
    change(fair, C03=None, C04=None)
    stage_key = key_of(PartKind.LANDMARK, stage.pk)
    take_step(fair, [Edit(stage_key, None)], summary="เอาเวทีออก", by=make.make_officer())
    release(fair)
    assert (fair.booths.count(), fair.landmarks.count()) == (2, 0)

    removal = Removal.objects.get()
    assert removal.title == "ส่วนของผัง เวที, C03, C04"
    restore(removal, by=make.make_officer())
    assert (fair.booths.count(), fair.landmarks.count()) == (4, 1)
    assert booth("C04").holds.live().count() == 1


def test_only_vendors_whose_booth_changes_are_told_once_each(fair):
    here, there = (
        make.make_allocation(booth(code), make.make_vendor(f"ร้าน {code}", user=make.make_user()))
        for code in ("C01", "C02")
    )
    change(fair, C01={"plan_x": 10.5}, C02={"power_amps": 15}, C03={"plan_x": 20.0})
    said = [one.text for one in consequences_of(fair, changes_of(working_plan_of(fair)))]
    assert said == ["แจ้งร้านที่บูธเปลี่ยน 1 ราย"]
    made = release(fair)

    [message] = Message.objects.filter(kind="plan_released")
    assert message.recipient_id == here.application.vendor_id != there.application.vendor_id
    assert "บูธ C01 ย้ายที่บนผัง 10.5 เมตร" in message.body
    assert made.told == 1


def test_a_vendor_to_whom_a_booth_is_offered_is_told_too(fair):
    vendor = make.make_vendor("กลุ่มจักสาน", user=make.make_user())
    BoothHold.objects.create(
        booth=booth("C01"),
        application=make.make_application(fair, vendor),
        reason="เสนอ",
        until=SOON,
        by=make.make_officer(),
    )
    change(fair, C01={"plan_x": 10.5})
    assert release(fair).told == 1
    assert Message.objects.get(kind="plan_released").recipient_id == vendor.pk


def test_a_vendor_reads_the_old_and_the_new_number_of_a_renamed_booth(fair):
    make.make_allocation(booth("C01"), make.make_vendor("ร้าน", user=make.make_user()))
    change(fair, C01={"code": "C11", "width_m": 4.0})
    release(fair)
    [message] = Message.objects.filter(kind="plan_released")
    assert "บูธ C01 เป็นบูธ C11 ขนาดเป็น 4 × 3 เมตร" in message.body


def test_nobody_is_told_of_a_fair_that_is_not_published(fair):
    make.make_allocation(booth("C01"), make.make_vendor("ร้าน", user=make.make_user()))
    fair.state = "draft"
    fair.save()
    change(fair, C01={"plan_x": 10.5})
    assert (release(fair).told, Message.objects.filter(kind="plan_released").count()) == (0, 0)


def test_nothing_to_release_is_refused(fair):
    with pytest.raises(RuleBroken, match="ผังไม่มีอะไรเปลี่ยนจากที่ใช้อยู่"):
        release(fair)


def test_a_list_of_changes_that_is_out_of_date_is_refused(fair):
    change(fair, C01={"plan_x": 10.5})
    seen = changes_of(working_plan_of(fair)).seen
    change(fair, C02={"plan_x": 20.0})

    with pytest.raises(RuleBroken, match="มีคนแก้ผังหลังจากคุณเปิดหน้านี้"):
        release(fair, seen=seen)
    assert (booth("C01").plan_x, PlanRelease.objects.count()) == (0, 0)


def test_a_booth_that_was_given_after_it_was_taken_off_stops_the_release(fair):
    change(fair, C01=None, C02={"plan_x": 20.0})
    make.make_allocation(booth("C01"))
    with pytest.raises(RuleBroken, match="บูธ C01 มีร้านอยู่หรือเคยมีร้าน"):
        release(fair)
    assert (fair.booths.count(), booth("C02").plan_x) == (3, 3)


def test_a_booth_with_a_vendor_is_not_closed_by_a_release(fair):
    make.make_allocation(booth("C01"))
    change(fair, C01={"is_usable": False})
    with pytest.raises(RuleBroken, match="บูธ C01 มีร้านอยู่ ย้ายร้านหรือคืนบูธก่อน จึงปิดใช้ได้"):
        release(fair)


def test_a_release_takes_as_many_queries_for_three_booths_as_for_sixty(fair):
    fair.zones.update(plan_width=9, plan_height=3)

    def queries(codes):
        change(fair, **{code: {"plan_y": 30.0 + len(codes)} for code in codes})
        with CaptureQueriesContext(connection) as asked:
            release(fair)
        return len(asked)

    few = queries(["C01", "C02", "C03"])
    codes = [f"C{number}" for number in range(10, 70)]
    for code in codes:
        make.make_booth(fair, code)
    assert queries(codes) == few
