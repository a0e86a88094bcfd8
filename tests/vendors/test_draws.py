"""A public draw from the frozen list to booths: what is promised, and what is refused."""

import json
import subprocess
import sys
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from fairs.models import CallCell
from otopfair.errors import RuleBroken
from otopfair.outbox.models import Message
from pages.waiting import tasks_for
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
from tests.filled_forms import filled_form
from vendors import starred
from vendors.drawing import read_list, sha256
from vendors.draws import booths_free_again, draws_with, next_pass, read_draw
from vendors.models import BoothAllocation, BoothHold, Draw
from vendors.operations.allocations import allocate_booth, move_allocation, release_allocation
from vendors.operations.confirming import withdraw_application
from vendors.operations.draws import call_off_draw, freeze_draw, hold_draw, pass_on_booth
from vendors.operations.holds import offer_booth, release_hold

pytestmark = pytest.mark.django_db
TICKET = "รางวัลที่ 1 สลากกินแบ่งรัฐบาล งวดวันที่ 16 ธ.ค. 2563"
WITNESSES = "นายอำเภอเมือง\nประธานเครือข่าย OTOP"
CLOTH = 3


@pytest.fixture
def officer():
    return make_officer()


@pytest.fixture
def call():
    fair = make_fair_event("งานไหม", slug="silk", reference_code="KK63")
    make_zone(fair, "C", category=CLOTH)
    return make_call(fair, allocation_way="draw")


def enter(call, shops=4, booths=3):
    """Confirmed applications and free booths; the zone is of cloth."""
    for number in range(1, booths + 1):
        make_booth(call.fair_event, f"C{number:02}")
    owner = make_user("เจ้าของร้าน")
    return [
        make_application(call.fair_event, make_vendor(f"ร้าน {n}", user=owner), call=call)
        for n in range(1, shops + 1)
    ]


def freeze(call, officer, **fields):
    values = {
        "public_source": TICKET,
        "public_at": timezone.now() + timedelta(days=1),
        "form_key": uuid4(),
        **fields,
    }
    return freeze_draw(call, list(call.fair_event.zones.all()), by=officer, **values)


def come(draw):
    """The moment of the public value has come."""
    Draw.objects.filter(pk=draw.pk).update(public_at=timezone.now() - timedelta(minutes=1))


def hold(draw, officer, value="123456"):
    come(draw)
    return hold_draw(draw, public_value=value, witnesses=WITNESSES, by=officer)


def stands(call) -> dict[str, str]:
    """Number of the application → code of its booth."""
    rows = BoothAllocation.objects.live().filter(application__call=call)
    return {str(row.application): row.booth.code for row in rows.select_related("application")}


# --- Freezing


def test_a_frozen_list_says_who_and_what_and_commits_to_a_secret(call, officer):
    enter(call, shops=2, booths=2)
    draw = freeze(call, officer)
    frozen = read_list(draw.list_text)

    assert [(s.reference, s.name, s.category, s.wanted) for s in frozen.shops] == [
        ("KK63-0001", "ร้าน 1", "3", 1),
        ("KK63-0002", "ร้าน 2", "3", 1),
    ]
    assert [(s.code, s.zone, s.category) for s in frozen.stalls] == [
        ("C01", "C", "3"),
        ("C02", "C", "3"),
    ]
    assert draw.list_sha256 == sha256(draw.list_text)
    assert draw.commitment == sha256(draw.secret)


def test_only_those_who_wait_and_fit_are_in_the_list(call, officer):
    enter(call, shops=1, booths=1)
    make_booth(call.fair_event, "C08", held_for="กองอำนวยการ")
    make_booth(call.fair_event, "C09", is_usable=False)
    make_booth(call.fair_event, "C10", places=2)
    make_application(call.fair_event, call=call, status="selected")
    make_application(call.fair_event, call=call, category=1)
    make_allocation(make_booth(call.fair_event, "C11"), call=call)
    frozen = read_list(freeze(call, officer).list_text)

    assert [s.reference for s in frozen.shops] == ["KK63-0001"]
    assert [s.code for s in frozen.stalls] == ["C01"]


def test_the_same_form_again_is_the_first_list(call, officer):
    enter(call)
    key = uuid4()

    assert freeze(call, officer, form_key=key) == freeze(call, officer, form_key=key)
    assert Draw.objects.count() == 1


def test_a_call_with_another_way_is_not_drawn(call, officer):
    enter(call)
    call.allocation_way = "officer"
    call.save()

    with pytest.raises(RuleBroken, match="เจ้าหน้าที่จัดให้"):
        freeze(call, officer)


def test_a_second_list_is_refused_while_one_is_frozen(call, officer):
    enter(call)
    freeze(call, officer)

    with pytest.raises(RuleBroken, match="ปิดแล้ว"):
        freeze(call, officer)


def test_a_value_that_is_known_already_is_refused(call, officer):
    enter(call)

    with pytest.raises(RuleBroken, match="ยังไม่มีใครรู้"):
        freeze(call, officer, public_at=timezone.now() - timedelta(hours=1))


@pytest.mark.parametrize(("shops", "booths", "words"), [(0, 1, "ไม่มีร้าน"), (1, 0, "ไม่มีบูธว่าง")])
def test_nobody_or_no_booth_is_no_list(call, officer, shops, booths, words):
    enter(call, shops, booths)

    with pytest.raises(RuleBroken, match=words):
        freeze(call, officer)


# --- Between the list and the draw


def test_nobody_is_given_a_booth_of_a_frozen_list(call, officer):
    enter(call)
    draw = freeze(call, officer)
    another = make_application(call.fair_event, call=call)

    with pytest.raises(RuleBroken, match=f"กันไว้สำหรับ{draw}"):
        allocate_booth(another, call.fair_event.booths.first(), by=officer)


def test_a_booth_of_a_frozen_list_is_not_opened(call, officer):
    enter(call)
    freeze(call, officer)

    with pytest.raises(RuleBroken, match="ยกเลิกการจับสลากก่อน"):
        release_hold(call.fair_event.booths.first(), by=officer)


def test_who_is_in_a_frozen_list_is_given_no_booth_beside_it(call, officer):
    [first, *_others] = enter(call)
    freeze(call, officer)

    with pytest.raises(RuleBroken, match="รอผลจับสลาก"):
        allocate_booth(first, make_booth(call.fair_event, "C09"), by=officer)


def test_a_draw_waits_on_the_desk_when_its_time_has_come(call, officer):
    enter(call)
    draw = freeze(call, officer)
    before = [task.what for task in tasks_for(officer)]
    come(draw)

    assert "ถึงเวลาจับสลากบูธ" not in before
    assert "ถึงเวลาจับสลากบูธ" in [task.what for task in tasks_for(officer)]


def test_before_the_moment_of_the_public_value_nothing_is_drawn(call, officer):
    enter(call)
    draw = freeze(call, officer)

    with pytest.raises(RuleBroken, match="ยังจับไม่ได้"):
        hold_draw(draw, public_value="1", witnesses=WITNESSES, by=officer)


@pytest.mark.parametrize(
    ("value", "witnesses", "words"), [(" ", WITNESSES, "กรอกค่าสาธารณะ"), ("1", "\n", "พยาน")]
)
def test_a_draw_has_a_public_value_and_a_witness(call, officer, value, witnesses, words):
    enter(call)
    draw = freeze(call, officer)
    come(draw)

    with pytest.raises(RuleBroken, match=words):
        hold_draw(draw, public_value=value, witnesses=witnesses, by=officer)


def test_a_draw_called_off_frees_its_booths_and_is_not_drawn(call, officer):
    enter(call)
    draw = call_off_draw(freeze(call, officer), reason="ผังเปลี่ยน", by=officer)

    assert BoothHold.objects.live().count() == 0
    with pytest.raises(RuleBroken, match="ยกเลิกแล้ว"):
        hold(draw, officer)
    assert freeze(call, officer).number == 2


def test_calling_off_says_why(call, officer):
    enter(call)

    with pytest.raises(RuleBroken, match="บอกเหตุ"):
        call_off_draw(freeze(call, officer), reason=" ", by=officer)


# --- The draw


def test_the_result_becomes_booths(call, officer):
    enter(call, shops=4, booths=3)
    draw = hold(freeze(call, officer), officer)
    read = read_draw(draw)

    assert stands(call) == {s.reference: s.codes[0] for s in read.shops if s.codes}
    assert len(stands(call)) == 3
    assert [s.reserve for s in read.reserves] == [1]
    assert BoothHold.objects.live().count() == 0


def test_everybody_hears_the_result(call, officer):
    enter(call, shops=2, booths=1)
    hold(freeze(call, officer), officer)
    subjects = list(Message.objects.order_by("pk").values_list("subject", flat=True))

    assert sum("คุณอยู่ในรายการจับสลาก" in subject for subject in subjects) == 2
    assert sum("สำรองลำดับที่ 1" in subject for subject in subjects) == 1


def test_a_vendor_is_led_from_its_application_to_the_draw_and_reads_its_own_line(
    client, call, officer
):
    """Seen: the draw was told in a letter, and the page of the application knew nothing of it."""
    row, *_others = enter(call)
    url = reverse("my-application", args=[row.pk])
    client.force_login(row.vendor.members.get().user)
    draw = freeze(call, officer)
    public = reverse("fair-draw", args=["silk", draw.pk])
    before = client.get(url).content.decode()
    hold(draw, officer)
    after = client.get(url).content.decode()

    assert (public in before, "ใบของคุณอยู่ในรายการ" in before) == (True, True)
    assert (public in after, "ใบของคุณจับได้ลำดับที่" in after) == (True, True)
    client.force_login(officer)
    review = client.get(reverse("staff:review", args=[row.pk])).content.decode()
    assert reverse("staff:draw", args=[draw.pk]) in review


def test_no_application_is_led_to_a_draw_that_is_called_off_or_hidden(client, call, officer):
    row, *_others = enter(call)
    draw = freeze(call, officer)
    assert [one for one, _line in draws_with(row)] == [draw]
    type(call.fair_event).objects.update(state="draft")
    assert draws_with(row) == []
    type(call.fair_event).objects.update(state="published")
    call_off_draw(draw, reason="ผิดโซน", by=officer)
    assert draws_with(row) == []


def test_a_draw_is_drawn_once(call, officer):
    enter(call)
    draw = hold(freeze(call, officer), officer)

    with pytest.raises(RuleBroken, match="จับซ้ำไม่ได้"):
        hold(draw, officer, value="654321")
    with pytest.raises(RuleBroken, match="จับซ้ำไม่ได้"):
        call_off_draw(draw, reason="ไม่ชอบผล", by=officer)


def test_who_withdrew_stays_in_the_list_and_the_booth_passes_on(call, officer):
    applications = enter(call, shops=4, booths=3)
    draw = freeze(call, officer)
    owner = applications[0].vendor.members.get().user
    for application in applications[:2]:
        withdraw_application(application, reason="ไม่ว่าง", by=owner)
    draw = hold(draw, officer)

    assert draw.withdrawn == ["KK63-0001", "KK63-0002"]
    assert set(stands(call)) == {"KK63-0003", "KK63-0004"}
    assert {s.said for s in read_draw(draw).shops if s.reference in draw.withdrawn} == {
        "ถอนก่อนจับ บูธเลื่อนให้สำรอง"
    }


def test_a_booth_that_was_closed_meanwhile_stops_the_draw_and_nothing_is_kept(call, officer):
    enter(call)
    draw = freeze(call, officer)
    call.fair_event.booths.filter(code="C02").update(is_usable=False)

    with pytest.raises(RuleBroken, match="บูธ C02 ไม่ว่างแล้ว"):
        hold(draw, officer)
    assert stands(call) == {}
    assert Draw.objects.open().count() == 1


# --- Afterwards


def test_a_booth_that_comes_back_goes_to_the_next_reserve(call, officer):
    enter(call, shops=5, booths=3)
    draw = hold(freeze(call, officer), officer)
    first, second = (shop.reference for shop in read_draw(draw).reserves)
    back = BoothAllocation.objects.live().first()
    release_allocation(back, by=officer, reason="ร้านคืนบูธ")

    free = booths_free_again(draw)
    booth, heir = next_pass(draw, free)
    assert (free, booth, str(heir)) == ([back.booth], back.booth, first)
    given = pass_on_booth(draw, code=booth.code, reference=first, by=officer)
    assert (str(given.application), given.booth) == (first, back.booth)
    assert second not in stands(call)


def test_a_booth_is_passed_on_to_the_reserve_that_was_read_only(call, officer):
    enter(call, shops=5, booths=3)
    draw = hold(freeze(call, officer), officer)
    _first, second = (shop.reference for shop in read_draw(draw).reserves)
    back = BoothAllocation.objects.live().first()
    release_allocation(back, by=officer, reason="ร้านคืนบูธ")

    with pytest.raises(RuleBroken, match="เปลี่ยนแล้ว"):
        pass_on_booth(draw, code=back.booth.code, reference=second, by=officer)


def test_a_booth_that_comes_back_is_given_to_nobody_else(call, officer):
    applications = enter(call, shops=4, booths=3)
    draw = hold(freeze(call, officer), officer)
    [reserve] = read_draw(draw).reserves
    back = BoothAllocation.objects.live().first()
    release_allocation(back, by=officer, reason="ร้านคืนบูธ")
    other = make_application(call.fair_event, call=call)

    with pytest.raises(RuleBroken, match=f"สำรองลำดับถัดไปคือ {reserve.reference}"):
        allocate_booth(other, back.booth, by=officer)
    with pytest.raises(RuleBroken, match="สำรองลำดับถัดไป"):
        move_allocation(BoothAllocation.objects.live().first(), back.booth, by=officer)
    heir = next(row for row in applications if str(row) == reserve.reference)
    allocate_booth(heir, back.booth, by=officer)
    assert stands(call)[reserve.reference] == back.booth.code


def test_nothing_is_passed_on_before_the_draw(call, officer):
    [first, *_others] = enter(call)
    draw = freeze(call, officer)

    with pytest.raises(RuleBroken, match="เปลี่ยนแล้ว"):
        pass_on_booth(draw, code="C01", reference=str(first), by=officer)


def test_a_zone_that_asks_for_stars_is_drawn_among_those_who_have_them(call, officer, monkeypatch):
    applications = enter(call, shops=3, booths=2)
    call.fair_event.zones.update(least_stars=4)
    has = {row.pk: stars for row, stars in zip(applications, (3, 4, 5), strict=True)}
    monkeypatch.setattr(starred, "_SOURCES", [lambda rows: {row.pk: has[row.pk] for row in rows}])
    draw = freeze(call, officer)

    assert [shop.stars for shop in read_list(draw.list_text).shops] == [4, 5]
    hold(draw, officer)
    assert set(stands(call)) == {"KK63-0002", "KK63-0003"}


def test_a_list_from_before_zones_asked_for_stars_is_still_read():
    shop = "shop\tKK63-0001\tร้าน\t3\tinside\t1"
    frozen = read_list(f"otopfair-draw 1\n{shop}\nbooth\tC01\tC\t3\n")
    assert (frozen.shops[0].stars, frozen.stalls[0].stars) == (0, 0)


def test_only_the_draw_s_own_holds_end_with_it(call, officer):
    enter(call, shops=2, booths=2)
    draw = freeze(call, officer)
    assert BoothHold.objects.live().filter(draw=draw).count() == 2
    other = BoothHold.objects.live().first()
    BoothHold.objects.filter(pk=other.pk).update(draw=None)

    call_off_draw(draw, reason="ผังเปลี่ยน", by=officer)
    assert list(BoothHold.objects.live()) == [other]


# --- The quota of a zone


def quota(call, maximum, origin="any", reserved=0):
    zone = call.fair_event.zones.get()
    CallCell.objects.create(
        call=call, category=CLOTH, zone=zone, origin=origin, maximum=maximum, reserved=reserved
    )


def test_a_draw_keeps_the_quota_of_a_zone(call, officer):
    enter(call, shops=4, booths=3)
    quota(call, maximum=2)
    hold(freeze(call, officer), officer)

    assert len(stands(call)) == 2


def test_what_is_given_is_read_once_however_many_reserves_a_quota_stops(
    call, officer, django_assert_num_queries
):
    enter(call, shops=8, booths=3)
    quota(call, maximum=2)
    draw = hold(freeze(call, officer), officer)
    free = booths_free_again(draw)
    assert len(read_draw(draw).reserves) == 6

    with django_assert_num_queries(8):
        assert next_pass(draw, free) is None


def test_an_officer_does_not_pass_the_quota_of_a_zone(call, officer):
    first, second = enter(call, shops=2, booths=2)
    quota(call, maximum=1)
    c01, c02 = call.fair_event.booths.order_by("code")
    allocate_booth(first, c01, by=officer)

    with pytest.raises(RuleBroken, match="โซน C รับไม่เกิน 1 บูธ ให้หรือถือไว้แล้ว 1 บูธ"):
        allocate_booth(second, c02, by=officer)


def test_what_waits_for_a_vendor_s_word_counts_in_the_quota(call, officer):
    first, second = enter(call, shops=2, booths=2)
    quota(call, maximum=1)
    c01, c02 = call.fair_event.booths.order_by("code")
    until = timezone.now() + timedelta(hours=1)
    offer_booth(first, c01, until=until, by=officer)

    with pytest.raises(RuleBroken, match="ให้หรือถือไว้แล้ว 1 บูธ"):
        allocate_booth(second, c02, by=officer)
    allocate_booth(first, c01, by=officer)  # its own hold does not stand against it


def test_an_officer_does_not_give_what_is_kept_for_others(call, officer):
    first, second = enter(call, shops=2, booths=2)
    quota(call, maximum=1, origin="outside", reserved=1)
    c01, c02 = call.fair_event.booths.order_by("code")
    allocate_booth(first, c01, by=officer)

    with pytest.raises(RuleBroken, match="กันไว้ให้ร้านอื่นตามโควตา"):
        allocate_booth(second, c02, by=officer)


# --- Pages


def test_an_officer_freezes_a_list_on_the_page_of_the_call(client, call, officer):
    enter(call)
    client.force_login(officer)
    url = reverse("staff:call-draws", args=[call.pk])
    answers = {"public_source": TICKET, "public_at": "16/12/2599 เวลา 16.00 น."}
    response = client.post(
        url, filled_form(client.get(url), holds="public_source") | answers, follow=True
    )

    assert "ปิดรายการแล้ว" in response.content.decode()
    assert Draw.objects.open().count() == 1


def test_an_officer_draws_on_the_page_of_the_draw(client, call, officer):
    enter(call)
    draw = freeze(call, officer)
    come(draw)
    client.force_login(officer)
    url = reverse("staff:draw", args=[draw.pk])
    answers = {"act": "draw", "public_value": "123456", "witnesses": WITNESSES}
    response = client.post(url, answers, follow=True)

    assert "จับสลากแล้ว ผลขึ้นหน้าของงาน" in response.content.decode()
    assert client.post(url, answers).status_code == 422


def test_a_refused_draw_keeps_what_was_typed(client, call, officer):
    enter(call)
    draw = freeze(call, officer)
    client.force_login(officer)
    answers = {"act": "draw", "public_value": "123456", "witnesses": WITNESSES}
    response = client.post(reverse("staff:draw", args=[draw.pk]), answers)
    page = response.content.decode()

    assert response.status_code == 422
    assert "ยังจับไม่ได้" in page
    assert 'value="123456"' in page


def test_nobody_reads_the_secret_before_the_draw(client, call, officer):
    enter(call)
    draw = freeze(call, officer)
    page = client.get(reverse("fair-draw", args=["silk", draw.pk])).content.decode()
    client.force_login(officer)
    for_officers = client.get(reverse("staff:draw", args=[draw.pk])).content.decode()

    assert draw.commitment in page
    assert draw.secret not in page + for_officers
    assert client.get(reverse("fair-draw-file", args=["silk", draw.pk])).status_code == 404


def test_a_public_draw_costs_the_same_however_many_shops(
    client, call, officer, django_assert_num_queries
):
    enter(call, shops=9, booths=6)
    draw = hold(freeze(call, officer), officer)

    with django_assert_num_queries(2):
        client.get(reverse("fair-draw", args=["silk", draw.pk]))


# --- A stranger draws again


@pytest.fixture
def downloaded(client, call, officer, tmp_path):
    """The published files as a stranger has them: the program, the draw, and the frozen list."""
    enter(call, shops=7, booths=4)
    draw = freeze(call, officer)
    kept = client.get(reverse("fair-draw-list", args=["silk", draw.pk])).content
    draw = hold(draw, officer)
    files = {
        "draw.py": client.get(reverse("fair-draw-script", args=["silk"])).content,
        "draw.json": client.get(reverse("fair-draw-file", args=["silk", draw.pk])).content,
        "list.txt": kept,
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    return draw, tmp_path


def run(folder, name):
    """The program in a process of its own, without anything of ours on its way."""
    command = [sys.executable, "-I", "draw.py", name]
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)


def change(folder, **values):
    path = folder / "draw.json"
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), **values}), "utf-8")


def test_a_stranger_gets_the_same_result(downloaded):
    draw, folder = downloaded
    done = run(folder, "draw.json")

    assert done.returncode == 0
    assert done.stdout.splitlines()[4:] == draw.result


def test_the_list_that_was_kept_before_the_draw_has_the_published_sha256(downloaded):
    draw, folder = downloaded

    assert run(folder, "list.txt").stdout == f"SHA-256 of the list: {draw.list_sha256}\n"


@pytest.mark.parametrize("name", ["draw.json", "list.txt"])
def test_a_mark_that_an_editor_puts_in_front_changes_nothing(downloaded, name):
    _draw, folder = downloaded
    before = run(folder, name).stdout
    (folder / name).write_bytes(b"\xef\xbb\xbf" + (folder / name).read_bytes())

    assert run(folder, name).stdout == before


def test_a_changed_name_is_found_out(downloaded):
    draw, folder = downloaded
    change(folder, list=draw.list_text.replace("ร้าน 3", "ร้านญาติ"))
    done = run(folder, "draw.json")

    assert done.returncode == 1
    assert "DIFFERENT: SHA-256 of the list" in done.stdout


@pytest.mark.parametrize("value", ["secret", "public_value"])
def test_a_changed_seed_is_found_out(downloaded, value):
    _draw, folder = downloaded
    change(folder, **{value: "0" * 64})
    done = run(folder, "draw.json")

    assert done.returncode == 1
    assert "DIFFERENT: result" in done.stdout


def test_a_changed_result_is_found_out(downloaded):
    draw, folder = downloaded
    change(folder, result=[*draw.result[1:], draw.result[0]])

    assert run(folder, "draw.json").returncode == 1
