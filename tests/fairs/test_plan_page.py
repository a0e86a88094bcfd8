"""The page of the plan: its table can do what the map can; every act is shown, asked, undone."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fairs.models import Booth, PlanLandmark, PlanPicture, PlanRelease, PlanStep, ProductCategory
from fairs.plans.changes import changes_of, in_short
from fairs.plans.parts import PartKind, key_of
from fairs.plans.working import working_plan_of
from otopfair.stale import seen_of
from tests import factories as make
from vendors.operations.holds import hold_booth

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client):
    officer = make.make_officer()
    client.force_login(officer)
    return officer


@pytest.fixture
def fair():
    fair_event = make.make_fair_event()
    for number in range(3):
        make.make_booth(fair_event, f"C0{number + 1}", plan_x=3 * number)
    return fair_event


def address(fair, name="plan", query=""):
    return reverse(f"staff:{name}", args=[fair.pk]) + query


def key(code):
    return key_of(PartKind.BOOTH, Booth.objects.get(code=code).pk)


def table(client, fair, query="") -> dict[str, str]:
    """What the table would send if nothing was typed."""
    page = client.get(address(fair, query=query)).content.decode()
    form = page[page.index("data-warn-unsaved") : page.index('id="remove"')]
    sent = {}
    for tag in re.findall(r"<input [^>]+>", form):
        one = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if one.get("type") != "checkbox" or "checked" in tag:
            sent[one["name"]] = one.get("value", "")
    for name, options in re.findall(r'<select name="([^"]+)".*?>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        sent[name] = chosen[1] if chosen else ""
    return {name: value for name, value in sent.items() if not name.startswith("key")}


def booth(fair, code):
    """The part of the working plan that has this number; None when there is none."""
    booths = working_plan_of(fair).booths
    return next((one for one in booths if one.values["code"] == code), None)


# --- The table


def test_the_table_saves_the_rows_that_were_changed_as_one_step(client, officer, fair):
    typed = table(client, fair)
    typed |= {f"{key('C01')}.plan_x": "๑๐.๕", f"{key('C02')}.is_corner": "ใช่"}
    answer = client.post(address(fair), typed)

    assert answer.status_code == 302
    [step] = PlanStep.objects.all()
    assert (step.summary, sorted(step.keys)) == ("แก้ C01, C02", sorted([key("C01"), key("C02")]))
    assert (booth(fair, "C01").values["plan_x"], booth(fair, "C02").values["is_corner"]) == (
        10.5,
        True,
    )


def test_a_table_that_is_sent_as_it_came_changes_nothing(client, officer, fair):
    answer = client.post(address(fair), table(client, fair), follow=True)
    assert "ไม่มีแถวที่เปลี่ยน" in answer.content.decode()
    assert PlanStep.objects.count() == 0


def test_the_empty_row_adds_a_booth_to_the_zone_once(client, officer, fair):
    typed = table(client, fair) | {"new.code": "c04", "new.plan_x": "9", "new.power_amps": "0"}
    for _ in range(2):
        client.post(address(fair), typed)
    added = booth(fair, "C04")
    assert (added.values["plan_x"], added.values["power_amps"]) == (9.0, 0)
    assert PlanStep.objects.count() == 1


def test_zones_and_landmarks_have_tables_of_their_own(client, officer, fair):
    zones = table(client, fair, "?show=zones")
    zones |= {
        "new.code": "D",
        "new.name_th": "ชวนชิม",
        "new.is_chuan_chim": "ใช่",
        "new.category": "1",
    }
    client.post(address(fair, query="?show=zones"), zones | {"new.least_stars": "4"})
    places = table(client, fair, "?show=landmarks")
    places |= {"new.label": "ทางลาด", "new.kind": "ramp"}
    client.post(address(fair, query="?show=landmarks"), places)

    plan = working_plan_of(fair)
    zone = plan.zone_called("D").values
    assert (zone["category"], zone["least_stars"], zone["is_chuan_chim"]) == (
        ProductCategory.FOOD,
        4,
        True,
    )
    assert [(one.values["kind"], one.values["label"]) for one in plan.landmarks] == [
        ("ramp", "ทางลาด")
    ]


@pytest.mark.parametrize(
    ("column", "text", "why"),
    [
        ("plan_x", "สาม", "ไม่ใช่ตัวเลข"),
        ("plan_x", "3.25", "ใส่ทศนิยมไม่เกินหนึ่งตำแหน่ง เช่น 4.5"),
        ("plan_x", "1000", "ใส่ 0 ถึง 999.5 เมตร"),
        ("width_m", "0", "ใส่ 0.1 ถึง 99.9 เมตร"),
        ("code", "C0002", None),
        ("code", "", "ใส่รหัส"),
        ("code", "C02", "งานนี้มีบูธ C02 แล้ว ใช้รหัสอื่น"),
        ("zone", "Z", "ไม่มีโซน “Z” โซนที่มี: C"),
        ("places", "0", "ใส่ตัวเลข 1 ถึง 20"),
    ],
)
def test_a_cell_that_cannot_be_keeps_what_was_typed_and_says_why(
    client, officer, fair, column, text, why
):
    typed = table(client, fair) | {f"{key('C01')}.{column}": text}
    answer = client.post(address(fair), typed)
    if why is None:
        assert answer.status_code == 302
        return
    page = answer.content.decode()
    assert (answer.status_code, why in page, PlanStep.objects.count()) == (422, True, 0)
    assert f'value="{text}"' in page


def test_a_row_that_somebody_else_changed_shows_both_and_is_saved_by_choice(client, officer, fair):
    stale = table(client, fair)
    client.post(address(fair), stale | {f"{key('C01')}.plan_x": "6.5"})
    mine = stale | {f"{key('C01')}.plan_x": "9.5", "form_key": ""}

    refused = client.post(address(fair), mine)
    page = refused.content.decode()
    assert (refused.status_code, booth(fair, "C01").values["plan_x"]) == (409, 6.5)
    assert "ในระบบตอนนี้ 6.5 ที่คุณพิมพ์ 9.5" in page

    seen = re.search(rf'name="{key("C01")}.seen" value="(\w+)"', page)[1]
    client.post(address(fair), mine | {f"{key('C01')}.seen": seen})
    assert booth(fair, "C01").values["plan_x"] == 9.5


def test_a_row_that_nobody_typed_in_is_no_conflict(client, officer, fair):
    stale = table(client, fair)
    client.post(address(fair), stale | {f"{key('C01')}.plan_x": "6.5"})
    client.post(address(fair), stale | {f"{key('C02')}.plan_x": "9.5", "form_key": ""})
    places = [one.values["plan_x"] for one in working_plan_of(fair).booths]
    assert places == [6.5, 9.5, 6.0]


def test_a_row_that_was_taken_off_meanwhile_is_said(client, officer, fair):
    typed = table(client, fair) | {f"{key('C01')}.plan_x": "9"}
    client.post(address(fair, "plan-remove", f"?key={key('C02')}"))
    answer = client.post(address(fair), typed)
    assert answer.status_code == 409
    assert "แถวหนึ่งในตารางถูกเอาออกจากผังแล้ว" in answer.content.decode()


def test_a_booth_has_a_class_of_the_fair_s_calls(client, officer, fair):
    call = make.make_call(fair)
    corner = call.booth_classes.create(name="บูธมุม", fee_baht=2500)
    typed = table(client, fair)
    client.post(address(fair), typed | {f"{key('C01')}.booth_class": "บูธมุม"})
    refused = client.post(address(fair), typed | {f"{key('C02')}.booth_class": "ไม่มี"})

    assert booth(fair, "C01").values["booth_class"] == corner.pk
    assert "ไม่มีแบบบูธ “ไม่มี” ที่มี: บูธมุม" in refused.content.decode()


def test_the_page_says_what_overlaps_and_who_stands_where(client, officer, fair):
    make.make_allocation(Booth.objects.get(code="C01"), make.make_vendor("กลุ่มทอผ้าบ้านโนน"))
    client.post(address(fair), table(client, fair) | {f"{key('C02')}.plan_x": "1.5"})
    page = client.get(address(fair)).content.decode()
    assert "C01 ทับ C02" in page
    assert "กลุ่มทอผ้าบ้านโนน" in page


# --- Moving, undoing


def move(client, fair, part, x, y, was=(0, 0), **headers):
    typed = {"key": part, "x": x, "y": y, "from_x": was[0], "from_y": was[1]}
    return client.post(address(fair, "plan-move"), typed, headers=headers)


def test_what_is_dropped_is_saved_and_can_be_undone(client, officer, fair):
    answer = move(client, fair, key("C01"), 4.5, 6, **{"HX-Request": "true"})
    [step] = PlanStep.objects.all()
    assert (answer.status_code, step.summary) == (200, "ย้ายบูธ C01 ไป x 4.5 y 6")
    assert f"{key('C01')}:4.5:6:{seen_of(booth(fair, 'C01').values)}" in answer.content.decode()

    client.post(address(fair, "plan-undo"), {"undo": step.pk})
    assert booth(fair, "C01").values["plan_x"] == 0
    client.post(address(fair, "plan-undo"), {"redo": step.pk})
    assert booth(fair, "C01").values["plan_x"] == 4.5


def test_a_zone_takes_its_booths_along(client, officer, fair):
    zone = key_of(PartKind.ZONE, fair.zones.get().pk)
    move(client, fair, zone, 10, 2)
    places = [(one.values["plan_x"], one.values["plan_y"]) for one in working_plan_of(fair).booths]
    assert places == [(10.0, 2.0), (13.0, 2.0), (16.0, 2.0)]


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["page", "script"])
def test_what_somebody_else_moved_meanwhile_stays(client, officer, fair, headers):
    move(client, fair, key("C01"), 4.5, 6)
    answer = move(client, fair, key("C01"), 9, 9, **headers)
    said = "มีผู้ย้ายบูธ C01 ไป x 4.5 y 6 หลังจากคุณเปิดหน้า"
    page = answer if headers else client.get(address(fair))
    assert (answer.status_code, said in page.content.decode()) == (409 if headers else 302, True)
    assert booth(fair, "C01").values["plan_x"] == 4.5


# --- Taking off


def test_taking_a_zone_off_asks_names_what_goes_and_is_undone(client, officer, fair):
    hold_booth(Booth.objects.get(code="C02"), reason="กองงาน", by=officer)
    url = address(fair, "plan-remove", f"?key={key_of(PartKind.ZONE, fair.zones.get().pk)}")
    asked = client.get(url).content.decode()
    assert "บูธ 3: C01, C02, C03" in asked
    assert "บูธ C02 กันไว้สำหรับกองงาน" in asked
    assert len(working_plan_of(fair).booths) == 3

    client.post(url)
    assert working_plan_of(fair).booths == []
    client.post(address(fair, "plan-undo"), {"undo": PlanStep.objects.get().pk})
    assert len(working_plan_of(fair).booths) == 3


def test_a_booth_with_a_vendor_offers_no_button(client, officer, fair):
    make.make_allocation(Booth.objects.get(code="C01"))
    url = address(fair, "plan-remove", f"?key={key('C01')}")
    page, pressed = client.get(url).content.decode(), client.post(url)
    assert "บูธ C01 มีร้านอยู่หรือเคยมีร้าน จึงเอาออกจากผังไม่ได้" in page
    assert 'data-busy="กำลังเอาออก…"' not in page
    assert (pressed.status_code, len(working_plan_of(fair).booths)) == (422, 3)


def test_nothing_ticked_is_nothing_to_take_off(client, officer, fair):
    answer = client.get(address(fair, "plan-remove"), follow=True)
    assert "ติ๊กแถวที่จะเอาออกก่อน" in answer.content.decode()


# --- By rule

ROWS = {
    "code": "D",
    "name_th": "อาหาร",
    "category": "1",
    "booths": "5",
    "columns": "3",
    "width_m": "3",
    "depth_m": "2.5",
    "aisle_every": "1",
    "aisle_m": "2",
    "gap_every": "0",
    "gap_m": "0",
    "first_number": "7",
    "pattern": "snake",
    "start": "top_left",
}


def test_rows_are_shown_before_they_are_laid(client, officer, fair):
    shown = client.post(address(fair, "plan-rows"), ROWS).content.decode()
    assert "บูธใหม่ 5 บูธ: D07 ถึง D11" in shown
    assert working_plan_of(fair).zone_called("D") is None

    client.post(address(fair, "plan-rows"), ROWS | {"act": "save"})
    plan = working_plan_of(fair)
    laid = [
        (one.values["code"], one.values["plan_x"], one.values["plan_y"], one.values["is_corner"])
        for one in plan.booths_in(plan.zone_called("D"))
    ]
    assert laid == [
        ("D07", 0.0, 6.0, True),
        ("D08", 3.0, 6.0, False),
        ("D09", 6.0, 6.0, True),
        ("D10", 3.0, 10.5, True),
        ("D11", 0.0, 10.5, True),
    ]


def test_booths_of_a_list_go_into_rows_and_keep_their_numbers(client, officer, fair):
    fair.booths.update(plan_x=0)
    typed = ROWS | {"code": "C", "replaces": "on", "columns": "2", "y": "0", "pattern": "rows"}
    client.post(address(fair, "plan-rows"), typed | {"act": "save"})
    places = [(one.values["plan_x"], one.values["plan_y"]) for one in working_plan_of(fair).booths]
    assert places == [(0.0, 0.0), (3.0, 0.0), (0.0, 4.5)]


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"code": "C", "first_number": "1"}, "งานนี้มีบูธ C01 แล้ว ใช้รหัสอื่น"),
        ({"name_th": ""}, "โซนใหม่ต้องมีชื่อ"),
        ({"booths": "401"}, "400"),
        ({"replaces": "on"}, "ยังไม่มีโซนรหัสนี้"),
        ({"code": "²"}, "รหัสใช้อักษรอังกฤษ พยัญชนะไทย และตัวเลข"),
        ({"code": "ไก่"}, "รหัสใช้อักษรอังกฤษ พยัญชนะไทย และตัวเลข"),
        ({"code": "ABCD", "first_number": "9998"}, "เลขสุดท้ายจะเป็น ABCD10002"),
    ],
)
def test_rows_that_cannot_be_say_why(client, officer, fair, typed, why):
    answer = client.post(address(fair, "plan-rows"), ROWS | typed | {"act": "save"})
    assert (answer.status_code, why in answer.content.decode()) == (422, True)
    assert PlanStep.objects.count() == 0


def test_numbers_are_given_anew_by_where_booths_stand(client, officer, fair):
    make.make_allocation(Booth.objects.get(code="C03"), make.make_vendor("กลุ่มจักสาน"))
    zone = key_of(PartKind.ZONE, fair.zones.get().pk)
    typed = {"zone": zone, "prefix": "c", "first_number": "1", "pattern": "rows"}
    typed |= {"start": "top_right"}
    shown = client.post(address(fair, "plan-renumber"), typed).content.decode()
    assert "กลุ่มจักสาน" in shown
    client.post(address(fair, "plan-renumber"), typed | {"act": "save"})

    places = {one.values["code"]: one.values["plan_x"] for one in working_plan_of(fair).booths}
    assert places == {"C01": 6.0, "C02": 3.0, "C03": 0.0}


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"prefix": "🏮"}, "รหัสใช้อักษรอังกฤษ พยัญชนะไทย และตัวเลข"),
        ({"prefix": "ไก่"}, "รหัสใช้อักษรอังกฤษ พยัญชนะไทย และตัวเลข"),
        ({"prefix": "ABCD", "first_number": "9998"}, "เลขสุดท้ายจะเป็น ABCD10000"),
    ],
)
def test_numbers_that_no_booth_can_have_are_not_given(client, officer, fair, typed, why):
    zone = key_of(PartKind.ZONE, fair.zones.get().pk)
    typed = {"zone": zone, "first_number": "1", "pattern": "rows", "start": "top_left"} | typed
    answer = client.post(address(fair, "plan-renumber"), typed | {"act": "save"})
    assert (answer.status_code, why in answer.content.decode()) == (422, True)
    assert PlanStep.objects.count() == 0


@pytest.mark.parametrize(
    ("prefix", "first"), [("", "01"), ("ก-", "ก-01"), ("๒", "201"), ("b 1/", "B1/01")]
)
def test_what_stands_before_a_number_is_read_as_in_the_table(client, officer, fair, prefix, first):
    zone = key_of(PartKind.ZONE, fair.zones.get().pk)
    typed = {"zone": zone, "first_number": "1", "pattern": "rows", "start": "top_left"}
    client.post(address(fair, "plan-renumber"), typed | {"prefix": prefix, "act": "save"})
    assert working_plan_of(fair).booths[0].values["code"] == first


# --- Release, picture, weight


def test_many_new_booths_are_one_line_of_a_release(client, officer, fair):
    client.post(address(fair, "plan-rows"), ROWS | {"booths": "40", "columns": "10", "act": "save"})
    url = address(fair, "plan-release")
    page = client.get(url).content.decode()
    assert (page.count("<tr>"), "บูธ D07 ถึง D46 (40)" in page) == (3, True)  # head, zone, booths

    client.post(url, {"name": "เพิ่มโซน", "seen": changes_of(working_plan_of(fair)).seen})
    assert len(fair.plan_releases.get().changes) == 41
    assert "บูธ D07 ถึง D46 (40): เพิ่ม" in client.get(url).content.decode()


def test_what_is_alike_in_a_list_of_changes_is_told_once():
    lines = [
        ["เพิ่ม", "บูธ A09", ""],
        ["เพิ่ม", "บูธ A11", ""],
        ["เพิ่ม", "บูธ B01", ""],
        ["ย้าย", "บูธ B02", "x (ม.) 0 → 3"],
        ["ย้าย", "บูธ B03", "x (ม.) 0 → 6"],
        ["เพิ่ม", "สุขา", ""],
        ["เพิ่ม", "สุขา", ""],
    ]
    assert in_short(lines) == [
        ("เพิ่ม", "บูธ A09 ถึง A11 (2)", ""),
        ("เพิ่ม", "บูธ B01", ""),
        ("ย้าย", "บูธ B02", "x (ม.) 0 → 3"),
        ("ย้าย", "บูธ B03", "x (ม.) 0 → 6"),
        ("เพิ่ม", "สุขา (2)", ""),
    ]


def test_the_release_page_shows_the_list_and_brings_it_into_force(client, officer, fair):
    move(client, fair, key("C01"), 4.5, 6)
    url = address(fair, "plan-release")
    page = client.get(url)
    assert "x (ม.) 0 → 4.5, y (ม.) 0 → 6" in page.content.decode()

    nameless = client.post(url, {"seen": page.context["seen"], "name": ""})
    client.post(url, {"seen": page.context["seen"], "name": "ผังแรก"})
    assert nameless.status_code == 422
    assert (PlanRelease.objects.get().name, Booth.objects.get(code="C01").plan_y) == ("ผังแรก", 6)
    assert "ฉบับที่ 1 ผังแรก" in client.get(url).content.decode()


def test_a_picture_is_made_anew_and_visitors_see_it_only_when_it_is_shown(client, officer, fair):
    url = address(fair, "plan-picture")
    typed = {"plan_width": "60", "plan_x": "0", "plan_y": "0"}
    client.post(url, typed | {"file": make.a_picture()})
    picture = PlanPicture.objects.get()
    assert (picture.plan_width, picture.plan_height, picture.is_shown) == (60, 60, False)
    assert picture.file.read(4) == b"RIFF"
    file, public = (
        address(fair, "plan-picture-file"),
        reverse("fair-plan-picture", args=[fair.slug]),
    )
    assert (client.get(file).status_code, client.get(public).status_code) == (200, 404)
    assert file in client.get(address(fair)).content.decode()

    fair.zones.update(plan_width=9, plan_height=3)
    client.post(url, typed | {"is_shown": "on"})
    client.logout()
    plan = client.get(reverse("fair-plan", args=[fair.slug])).content.decode()
    assert (client.get(public).status_code, public in plan) == (200, True)


def test_a_picture_that_is_none_is_refused_and_one_is_taken_away(client, officer, fair):
    url = address(fair, "plan-picture")
    typed = {"plan_width": "60", "plan_x": "0", "plan_y": "0"}
    assert client.post(url, typed).status_code == 422
    refused = client.post(url, typed | {"file": make.ContentFile(b"<svg/>", "a.png")})
    assert "เลือกรูปเป็น JPG PNG หรือ WebP" in refused.content.decode()

    client.post(url, typed | {"file": make.a_picture()})
    client.post(url, {"act": "remove"})
    assert PlanPicture.objects.count() == 0


def test_landmarks_are_named_below_the_visitors_map(client, fair):
    for kind, label in (("toilet_access", "สุขารถเข็น"), ("ramp", "ทางลาด 1"), ("ramp", "ทางลาด 2")):
        PlanLandmark.objects.create(
            fair_event=fair, kind=kind, label=label, plan_x=0, plan_y=9, plan_width=3, plan_height=3
        )
    fair.zones.update(plan_width=9, plan_height=3)
    page = client.get(reverse("fair-plan", args=[fair.slug])).content.decode()
    assert "<b>ทางลาด</b> ทางลาด 1, ทางลาด 2" in page
    assert "<b>ห้องน้ำผู้ใช้รถเข็น</b> สุขารถเข็น" in page


@pytest.mark.once
def test_a_plan_of_four_hundred_booths_is_light_and_asks_as_much_as_a_small_one(
    client, officer, fair
):
    def queries():
        client.get(address(fair))
        with CaptureQueriesContext(connection) as asked:
            page = client.get(address(fair))
        return len(asked), len(page.content)

    small, _bytes = queries()
    zone = fair.zones.get()
    Booth.objects.bulk_create(
        Booth(zone=zone, code=f"C{n:03d}", plan_x=n % 20 * 3, plan_y=n // 20 * 3)
        for n in range(400)
    )
    large, weight = queries()
    assert large == small
    assert weight < 150_000
