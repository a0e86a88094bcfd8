"""The board on which booths are given, by role, with and without htmx."""

from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fairs.models import ProductCategory
from otopfair.thai.calendar import THAILAND
from tests.factories import (
    make_allocation,
    make_application,
    make_booth,
    make_fair_event,
    make_helper,
    make_officer,
    make_user,
    make_vendor,
    make_zone,
)
from vendors.ground.board import board_of
from vendors.models import BoothAllocation, BoothHold
from vendors.operations.holds import hold_booth

pytestmark = pytest.mark.django_db
both_ways = pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["page", "htmx"])


@pytest.fixture
def fair():
    fair = make_fair_event("งานไหม")
    make_zone(fair, "A", name_th="อาหาร", category=ProductCategory.FOOD, sequence=1)
    make_zone(fair, "C", name_th="ผ้า", category=ProductCategory.CLOTH, sequence=2)
    return fair


@pytest.fixture
def officer(client):
    officer = make_officer()
    client.force_login(officer)
    return officer


def board_url(fair, query=""):
    return reverse("staff:allocation-fair", args=[fair.pk]) + query


def test_who_sees_the_board_and_who_may_give(client, fair):
    application, booth = make_application(fair), make_booth(fair)
    answers = {"act": "allocate", "application": application.pk, "booth": booth.pk}
    who = [
        (make_officer("52"), 404, 404),
        (make_helper(fair), 200, 403),
        (make_user(), 403, 403),
        (make_officer(), 200, 302),
    ]
    for user, read, write in who:
        client.force_login(user)
        assert client.get(board_url(fair)).status_code == read
        assert client.post(board_url(fair), answers).status_code == write
    client.logout()
    assert client.get(board_url(fair))["Location"].startswith("/accounts/login/")


def test_a_helper_gets_no_buttons(client, fair):
    make_application(fair)
    make_booth(fair)
    client.force_login(make_helper(fair))

    assert 'name="act"' not in client.get(board_url(fair)).content.decode()


def test_the_next_free_booth_of_the_right_zone_is_offered_to_each(client, fair, officer):
    make_booth(fair, "A01")
    make_booth(fair, "C01", held_for="ศูนย์บริการ")
    make_allocation(make_booth(fair, "C02"))
    for code in ("C03", "C04"):
        make_booth(fair, code)
    for _ in range(3):
        make_application(fair, category=ProductCategory.CLOTH)
    make_application(fair, category=ProductCategory.DRINK)

    rows = client.get(board_url(fair)).context["page"].waiting_rows

    assert [str(row.booth) for row in rows] == ["None", "C03", "C04", "None"]


@both_ways
def test_one_tap_gives_a_booth_and_offers_to_undo(client, fair, officer, headers):
    application = make_application(fair, make_vendor("กลุ่มทอผ้า"))
    booth = make_booth(fair, "C07")
    answers = {"act": "allocate", "application": application.pk, "booth": booth.pk}

    answer = client.post(board_url(fair), answers, headers=headers, follow=True)

    words = answer.content.decode()
    assert "กลุ่มทอผ้า ได้บูธ C07 แล้ว" in words
    assert "เลิกทำ" in words
    assert ("<html" in words) is not bool(headers)
    assert BoothAllocation.objects.get().allocated_by == officer


@both_ways
def test_a_booth_that_is_gone_is_refused_in_a_sentence(client, fair, officer, headers):
    booth = make_booth(fair, "C07")
    make_allocation(booth)
    application = make_application(fair)
    answers = {"act": "allocate", "application": application.pk, "booth": booth.pk}

    answer = client.post(board_url(fair), answers, headers=headers)

    assert answer.status_code == 422
    assert "บูธ C07 มีร้านแล้วเมื่อ" in answer.content.decode()


@both_ways
def test_undoing_a_release_gives_the_booth_again(client, fair, officer, headers):
    allocation = make_allocation(make_booth(fair, "C07"))
    release = {"act": "release", "allocation": allocation.pk, "reason": "ร้านป่วย"}

    answer = client.post(board_url(fair), release, headers=headers, follow=True)
    assert "คืนบูธ C07 จาก" in answer.content.decode()

    undo = {
        "act": "allocate",
        "application": allocation.application_id,
        "booth": allocation.booth_id,
    }
    client.post(board_url(fair), undo, headers=headers)
    assert BoothAllocation.objects.live().get().booth == allocation.booth


def test_a_release_without_a_reason_is_refused(client, fair, officer):
    allocation = make_allocation(make_booth(fair))

    answer = client.post(board_url(fair), {"act": "release", "allocation": allocation.pk})

    assert answer.status_code == 422
    assert "บอกเหตุที่คืนบูธ" in answer.content.decode()


def test_a_vendor_is_moved(client, fair, officer):
    allocation = make_allocation(make_booth(fair, "C01"))
    target = make_booth(fair, "C02")

    client.post(board_url(fair), {"act": "move", "allocation": allocation.pk, "booth": target.pk})

    assert BoothAllocation.objects.live().get().booth == target


def test_a_booth_is_held_and_opened(client, fair, officer):
    booth = make_booth(fair, "C01")

    held = {"act": "hold", "booth": booth.pk, "reason": "ศูนย์บริการ"}
    answer = client.post(board_url(fair), held, follow=True)
    hold = BoothHold.objects.live().get(booth=booth)
    assert (hold.reason, hold.by, hold.until) == ("ศูนย์บริการ", officer, None)
    assert "บูธ C01 กันไว้สำหรับศูนย์บริการ" in answer.content.decode()

    client.post(board_url(fair), {"act": "open", "booth": booth.pk})
    assert BoothHold.objects.live().count() == 0


@pytest.mark.parametrize(
    "answers",
    [
        {"act": "sell"},
        {"act": "allocate", "application": "x", "booth": "1"},
        {"act": "hold", "reason": "กองงาน"},
    ],
)
def test_nonsense_is_404(client, fair, officer, answers):
    assert client.post(board_url(fair), answers).status_code == 404


def test_rows_of_another_fair_are_404(client, fair, officer):
    foreign = make_allocation(make_booth(make_fair_event()))

    answers = {"act": "release", "allocation": foreign.pk, "reason": "ก"}
    assert client.post(board_url(fair), answers).status_code == 404


def test_a_chosen_application_turns_the_zone_into_buttons(client, fair, officer):
    application = make_application(fair, make_vendor("กลุ่มทอผ้า"))
    make_booth(fair, "A01")
    make_booth(fair, "C01")

    answer = client.get(board_url(fair, f"?application={application.pk}"))

    assert answer.context["page"].zone.zone.code == "C"
    assert "ให้บูธนี้" in answer.content.decode()


def test_a_chosen_booth_lists_who_could_have_it(client, fair, officer):
    food = make_application(fair, category=ProductCategory.FOOD)
    cloth = make_application(fair, category=ProductCategory.CLOTH)
    make_booth(fair, "C01")

    answer = client.get(board_url(fair, "?booth=C01"))

    assert answer.context["page"].fitting == [cloth, food]
    assert "กันบูธ C01" in answer.content.decode()


def test_the_waiting_list_is_filtered_by_the_address(client, fair, officer):
    make_booth(fair)
    make_application(fair, make_vendor("กลุ่มผ้าไหม"), category=ProductCategory.CLOTH)
    make_application(fair, make_vendor("ข้าวชุมแพ"), category=ProductCategory.FOOD)

    def waiting(query):
        rows = client.get(board_url(fair, query)).context["page"].waiting_rows
        return [row.application.vendor.name_th for row in rows]

    assert waiting("?category=1") == ["ข้าวชุมแพ"]
    assert waiting("?q=ผาไหม") == ["กลุ่มผ้าไหม"]
    assert waiting("?q=ไม่มี") == []


def test_a_fair_without_a_plan_says_what_to_do(client, officer):
    words = client.get(board_url(make_fair_event())).content.decode()

    assert "งานนี้ยังไม่มีผังบูธ" in words


def test_the_entry_of_the_menu_leads_to_a_fair_or_says_there_is_none(client, officer):
    entry = reverse("staff:allocation")
    assert "ยังไม่มีงานในความดูแล" in client.get(entry).content.decode()

    fair = make_fair_event()
    assert client.get(entry)["Location"] == board_url(fair)


def test_the_board_takes_the_same_queries_for_1_10_and_30_booths(client, fair, officer):
    counts, number = [], 0
    for rows in (1, 9, 20):
        for _ in range(rows):
            number += 1
            make_allocation(make_booth(fair, f"C{number:03d}"))
            make_booth(fair, f"A{number:03d}")
            make_application(fair, category=ProductCategory.FOOD)
        with CaptureQueriesContext(connection) as queries:
            client.get(board_url(fair))
        counts.append(len(queries))
    assert counts == [counts[0]] * 3


def test_a_chosen_vendor_takes_the_booth_chosen_on_the_plan(client, fair, officer):
    application, booth = make_application(fair), make_booth(fair, "A01")
    page = client.get(board_url(fair, f"?application={application.pk}&booth=A01"))
    assert page.content.decode().count("ให้บูธ A01</button>") == 1

    old = make_allocation(make_booth(fair, "A02"))
    page = client.get(board_url(fair, f"?application={old.application_id}&booth=A01"))
    assert "ย้ายจาก A02 มาบูธ A01" in page.content.decode()
    answers = {"act": "move", "allocation": old.pk, "booth": booth.pk}
    client.post(board_url(fair), answers)
    assert BoothAllocation.objects.live().get(application=old.application_id).booth == booth


@both_ways
def test_a_hold_is_undone(client, fair, officer, headers):
    booth = make_booth(fair, "C01")
    held = {"act": "hold", "booth": booth.pk, "reason": "ศูนย์บริการ"}

    answer = client.post(board_url(fair), held, headers=headers, follow=True)

    assert "เลิกทำ" in answer.content.decode()
    client.post(board_url(fair), {"act": "open", "booth": booth.pk}, headers=headers)
    assert BoothHold.objects.live().count() == 0


@both_ways
def test_an_opened_booth_is_held_again_as_it_was(client, fair, officer, headers):
    booth = make_booth(fair, "C01")
    until = datetime(2056, 10, 27, tzinfo=THAILAND)
    hold = hold_booth(booth, reason="กองงาน", until=until, by=officer)

    opened = {"act": "open", "booth": booth.pk}
    answer = client.post(board_url(fair), opened, headers=headers, follow=True)
    words = answer.content.decode()
    assert "บูธ C01 เปิดให้จัดได้แล้ว" in words
    assert f'name="hold" value="{hold.pk}"' in words

    undo = {"act": "hold_again", "hold": hold.pk}
    answer = client.post(board_url(fair), undo, headers=headers, follow=True)
    again = BoothHold.objects.live().get(booth=booth)
    assert (again.reason, again.until) == ("กองงาน", until)
    assert "บูธ C01 กันไว้สำหรับกองงานแล้ว" in answer.content.decode()


def test_a_hold_of_another_fair_is_404(client, fair, officer):
    foreign = hold_booth(make_booth(make_fair_event()), reason="กองงาน", by=officer)

    answers = {"act": "hold_again", "hold": foreign.pk}
    assert client.post(board_url(fair), answers).status_code == 404


def test_a_hold_until_a_day_ends_with_that_day(client, fair, officer):
    booth = make_booth(fair, "C01")
    answers = {"act": "hold", "booth": booth.pk, "reason": "กองงาน"}

    refused = client.post(board_url(fair), {**answers, "until": "เร็วๆ นี้"})
    client.post(board_url(fair), {**answers, "until": "26 ต.ค. 2599"})

    assert refused.status_code == 422
    assert BoothHold.objects.get().until == datetime(2056, 10, 27, tzinfo=THAILAND)


def test_a_booth_is_shared_by_days_and_the_board_names_the_free_ones(client, fair, officer):
    booth = make_booth(fair, "C01")
    first, second = make_application(fair), make_application(fair)
    days = [day.isoformat() for day in fair.days]
    press = {"act": "allocate", "booth": booth.pk}

    half = {**press, "application": first.pk, "first_on": days[0], "last_on": days[2]}
    client.post(board_url(fair), half)
    page = client.get(board_url(fair, f"?application={second.pk}&booth=C01")).context["page"]
    rest = {**press, "application": second.pk, "first_on": days[3], "last_on": days[6]}
    client.post(board_url(fair), rest)

    assert page.chosen_booth.free_days == (fair.days[3], fair.days[6])
    assert board_of(fair).booth("C01").state == "taken"
    assert [row.place_no for row in BoothAllocation.objects.all()] == [1, 1]


def test_an_undone_allocation_has_stood_on_no_day(client, fair, officer):
    allocation = make_allocation(make_booth(fair, "C07"))

    client.post(board_url(fair), {"act": "undo", "allocation": allocation.pk})

    allocation.refresh_from_db()
    assert allocation.released_at is not None
    assert allocation.days.count() == 0


def test_a_move_is_undone_by_a_move_back(client, fair, officer):
    allocation = make_allocation(make_booth(fair, "C01"))
    target = make_booth(fair, "C02")
    moved = {"act": "move", "allocation": allocation.pk, "booth": target.pk}

    answer = client.post(board_url(fair), moved, follow=True)

    undo = answer.context["page"].done.undo
    assert (undo["act"], undo["booth"]) == ("move", allocation.booth_id)
    client.post(board_url(fair), undo)
    assert BoothAllocation.objects.live().get().booth == allocation.booth


def code_of(application):
    return [row.booth.code for row in application.allocations.live()]


def shares(booth, page):
    booth.refresh_from_db()
    return booth.places


def is_closed(booth, page):
    booth.refresh_from_db()
    return booth.why_closed


def held_for(booth, page):
    hold = BoothHold.objects.live().filter(booth=booth).first()
    return hold.reason if hold else ""


ON_A_BOOTH = {  # what is posted; what is then seen; what the undo brings back
    "share": ({"places": "2"}, shares, 2, 1),
    "close": ({"reason": "เสาไฟล้ม"}, is_closed, "เสาไฟล้ม", ""),
    "offer": ({"until": "26 ต.ค. 2599"}, held_for, "กลุ่มทอผ้า", ""),
}


@both_ways
@pytest.mark.parametrize("act", ON_A_BOOTH)
def test_what_is_done_to_a_booth_is_undone_by_one_press(client, fair, officer, headers, act):
    typed, seen, then, before = ON_A_BOOTH[act]
    booth, application = make_booth(fair), make_application(fair, make_vendor("กลุ่มทอผ้า"))
    rows = {"act": act, "booth": booth.pk, "application": application.pk}

    page = client.post(board_url(fair), {**rows, **typed}, headers=headers, follow=True)

    assert seen(booth, page) == then
    undo = page.context["page"].done.undo
    client.post(board_url(fair), undo, headers=headers)
    assert seen(booth, page) == before


@both_ways
def test_two_vendors_are_swapped_and_swapped_back(client, fair, officer, headers):
    first, second = (
        make_allocation(make_booth(fair, "C01")),
        make_allocation(make_booth(fair, "C02")),
    )
    chosen = f"?application={first.application_id}&booth=C02"
    assert "สลับ C01 กับ C02" in client.get(board_url(fair, chosen)).content.decode()
    rows = {"act": "swap", "allocation": first.pk, "other": second.pk}

    page = client.post(board_url(fair), rows, headers=headers, follow=True)

    assert (code_of(first.application), code_of(second.application)) == (["C02"], ["C01"])
    client.post(board_url(fair), page.context["page"].done.undo, headers=headers)
    assert (code_of(first.application), code_of(second.application)) == (["C01"], ["C02"])


def test_the_days_of_a_vendor_are_changed_and_changed_back(client, fair, officer):
    allocation, days = make_allocation(make_booth(fair)), fair.days
    rows = {"act": "days", "allocation": allocation.pk, "reason": "ติดงาน"}
    typed = {"first_on": days[4].isoformat(), "last_on": days[6].isoformat()}

    page = client.post(board_url(fair), {**rows, **typed}, follow=True)

    allocation.refresh_from_db()
    assert (allocation.first_on, allocation.last_on) == (days[4], days[6])
    client.post(board_url(fair), page.context["page"].done.undo)
    allocation.refresh_from_db()
    assert allocation.is_whole_fair


FORMS_SHOWN = {
    "hold": ("booth=C01", "กันบูธ C01"),
    "close": ("booth=C01", "ปิดใช้บูธ C01"),
    "share": ("booth=C01", "บันทึกจำนวนร้านในบูธ C01"),
    "allocate": ("booth=C01&application={waits}", "ให้บูธ C01"),
    "offer": ("booth=C01&application={waits}", "เสนอบูธ C01 ให้ร้านตอบ"),
    "move": ("booth=C01&application={stands}", "ย้ายมาบูธ C01"),
    "swap": ("booth=C03&application={stands}&other=1", "สลับกับบูธ C03"),
    "release": ("application={stands}", "คืนบูธ C02"),
    "days": ("application={stands}", "เปลี่ยนวันที่อยู่บูธ C02"),
}


@pytest.mark.parametrize("act", FORMS_SHOWN)
def test_an_act_that_needs_words_is_the_one_form_of_the_panel(client, fair, officer, act):
    asked, button = FORMS_SHOWN[act]
    make_booth(fair, "C01")
    stands = make_allocation(make_booth(fair, "C02")).application
    make_allocation(make_booth(fair, "C03"))
    asked = asked.format(waits=make_application(fair).pk, stands=stands.pk)

    page = client.get(board_url(fair, f"?{asked}&do={act}"))

    assert page.context["page"].form_button == button
    panel = page.content.decode().partition('id="panel"')[2].partition("</aside>")[0]
    assert panel.count("<form") == 1


def test_who_may_only_look_gets_no_form(client, fair):
    make_booth(fair, "C01")
    client.force_login(make_helper(fair))
    assert client.get(board_url(fair, "?booth=C01&do=hold")).context["page"].form is None


def test_what_was_typed_into_a_refused_form_is_still_there(client, fair, officer):
    booth = make_booth(fair, "C01")
    make_allocation(booth)

    answer = client.post(
        board_url(fair, "?booth=C01&do=hold"),
        {"act": "hold", "booth": booth.pk, "reason": "กองงาน", "until": "26 ต.ค. 2599"},
    )

    words = answer.content.decode()
    assert answer.status_code == 422
    assert "บูธ C01 มีร้านแล้ว" in words
    assert 'value="กองงาน"' in words


@pytest.mark.parametrize(
    ("words", "found"),
    [("c01", ["C01"]), ("ไหม", ["C01", "C02"]), ("ไหม บ้านไผ่", ["C02"]), ("Z9", [])],
)
def test_a_booth_is_found_by_its_code_or_by_who_stands_there(client, fair, officer, words, found):
    for code, name in (("C01", "ทอผ้าไหมพล"), ("C02", "ทอผ้าไหมบ้านไผ่"), ("A01", "น้ำพริก")):
        make_allocation(make_booth(fair, code), make_vendor(name))

    page = client.get(board_url(fair), {"find": words}).context["page"]

    assert [row.code for row, _url in page.found] == found
    assert page.chosen_code == (found[0] if len(found) == 1 else "")


def test_where_a_chosen_vendor_can_go_is_one_press_of_the_list(client, fair, officer):
    mine = make_allocation(make_booth(fair, "C01"), make_vendor("ก"))
    theirs = make_allocation(make_booth(fair, "C02"), make_vendor("ข"))
    make_booth(fair, "C03")
    make_booth(fair, "C04", held_for="ผู้สนับสนุน")
    address = board_url(fair, f"?application={mine.application_id}&zone=C")

    rows = client.get(address).context["page"].zone_rows

    assert [(row.code, word) for row, _url, word in rows] == [
        ("C01", ""),
        ("C02", "สลับ"),
        ("C03", "ย้ายมา"),
        ("C04", ""),
    ]
    form = client.get(rows[1][1]).context["page"]
    assert form.form_rows == {
        "act": "swap",
        "booth": theirs.booth_id,
        "application": mine.application_id,
        "allocation": mine.pk,
        "other": theirs.pk,
    }
    assert form.other_name == "ข"


def test_a_form_that_has_served_is_gone_and_its_vendor_stays(client, fair, officer):
    mine = make_allocation(make_booth(fair, "C01"), make_vendor("ก"))
    other = make_allocation(make_booth(fair, "C02"), make_vendor("ข"))
    about = f"application={mine.application_id}&allocation={mine.pk}&booth=C02&other={other.pk}"
    address = board_url(fair, f"?{about}&do=swap")
    posted = {"act": "swap", "allocation": mine.pk, "other": other.pk, "reason": ""}

    page = client.post(address, posted, headers={"HX-Request": "true"}).context["page"]

    assert page.form is None
    assert (page.chosen, page.chosen_booth) == (mine.application, None)
