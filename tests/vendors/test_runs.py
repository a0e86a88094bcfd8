"""Wishes, a run of the rules that is kept, its result applied, and why each got what it got."""

from uuid import uuid4

import pytest
from django.urls import reverse

from fairs.models import District
from otopfair.errors import RuleBroken
from otopfair.outbox.models import Message
from otopfair.thai.line_breaks import keep_together
from products.models import ProductGroup
from tests.factories import (
    make_allocation,
    make_application,
    make_booth,
    make_call,
    make_fair_event,
    make_officer,
    make_product,
    make_user,
    make_vendor,
    make_zone,
)
from vendors import starred
from vendors.drawing import Cell, Shop, Stall
from vendors.models import BoothAllocation, RulesRun
from vendors.operations.allocations import allocate_booth, release_allocation
from vendors.operations.overrides import propose_override
from vendors.operations.runs import apply_run, run_rules, save_wishes, set_run_rules
from vendors.ruling import Entrant, Input, Run, Weights
from vendors.runs import as_kept, beside_in, lines_of, sha256_of

pytestmark = pytest.mark.django_db
CLOTH = 3


@pytest.fixture
def officer():
    return make_officer()


@pytest.fixture
def call():
    """Three booths of cloth in a row, and a call that is run by rules."""
    fair = make_fair_event("งานไหม", slug="silk", reference_code="KK63")
    zone = make_zone(fair, "C", category=CLOTH, plan_width=9, plan_height=3)
    for number in range(3):
        make_booth(fair, f"C{number + 1:02}", zone=zone, plan_x=3 * number)
    return make_call(fair, allocation_way="rules")


def enter(call, *wishes, **fields):
    """A confirmed application with its wishes."""
    owner = make_user("เจ้าของร้าน")
    number = call.applications.count() + 1
    vendor = make_vendor(f"ร้าน {number}", user=owner)
    application = make_application(call.fair_event, vendor, call=call, **fields)
    if wishes:
        save_wishes(application, list(wishes), by=owner)
    return application


def run(call, officer):
    return run_rules(call, form_key=uuid4(), by=officer)


def why(made, application):
    [line] = [line for line in lines_of(made) if line.reference == str(application)]
    return line.why


# --- Wishes


def test_wishes_take_the_place_of_the_old_ones(call):
    application = enter(call, "C01", "C")
    save_wishes(application, [" c03 ", ""], by=application.started_by)

    assert [str(wish) for wish in application.booth_wishes.all()] == ["1. C03"]


@pytest.mark.parametrize(
    ("codes", "words"), [(["Z9"], "ไม่มีโซนหรือบูธ Z9"), (["C01", "c01"], "สองอันดับ")]
)
def test_a_wish_is_a_code_of_the_plan_and_stands_once(call, codes, words):
    with pytest.raises(RuleBroken, match=words):
        enter(call, *codes)


def test_no_wishes_where_booths_are_not_given_by_them(call):
    call.allocation_way = "officer"
    call.save()

    with pytest.raises(RuleBroken, match="ไม่ได้จัดบูธตามอันดับ"):
        enter(call, "C01")


def test_no_wishes_after_the_result_was_used(call, officer):
    application = enter(call)
    apply_run(run(call, officer), by=officer)

    with pytest.raises(RuleBroken, match="จัดบูธแล้ว"):
        save_wishes(application, ["C01"], by=officer)


def test_a_zone_that_asks_for_stars_is_given_to_those_who_have_them(call, officer, monkeypatch):
    few, many = enter(call, "C01"), enter(call, "C01")
    call.fair_event.zones.update(least_stars=4)
    has = {few.pk: 3, many.pk: 4}
    monkeypatch.setattr(starred, "_SOURCES", [lambda rows: {row.pk: has[row.pk] for row in rows}])
    made = run(call, officer)

    assert made.result == {str(few): [], str(many): ["C01"]}
    assert "มีดาวมากกว่านี้" in why(made, few)[-1]


def test_a_booth_of_a_used_run_that_came_back_is_its_next_shop_s(call, officer):
    rows = [enter(call) for _ in range(4)]
    made = run(call, officer)
    [left] = [row for row in rows if not made.result[str(row)]]
    apply_run(made, by=officer)
    back = BoothAllocation.objects.live().first()
    release_allocation(back, by=officer, reason="ร้านคืนบูธ")
    other = enter(call)

    with pytest.raises(RuleBroken, match=f"ร้านลำดับถัดไปที่ยังไม่มีบูธคือ {left}"):
        allocate_booth(other, back.booth, by=officer)
    override = propose_override(other, back.booth, reason="มติ", by=officer)
    assert f"อยู่ในผล{made}" in override.against
    allocate_booth(left, back.booth, by=officer)


# --- Trying out


def test_a_run_gives_nobody_anything_and_tells_nobody(call, officer):
    enter(call, "C02")
    made = run(call, officer)

    assert made.result == {"KK63-0001": ["C02"]}
    assert BoothAllocation.objects.count() == 0
    assert Message.objects.count() == 0


def from_kept(kept: dict) -> Input:
    """The input as it was kept: runs again with the same result."""
    return Input(
        [_entrant(row) for row in kept["entrants"]],
        [Stall(*row) for row in kept["stalls"]],
        [Cell(*row) for row in kept["cells"]],
        kept["beside"],
        Weights(**kept["weights"]),
        {code: _entrant(row) for code, row in kept["before"].items()},
    )


def _entrant(row: dict) -> Entrant:
    several = {name: tuple(row[name]) for name in ("products", "wishes")}
    return Entrant(Shop(*row["shop"]), row["score"], row["district"], **several)


def test_a_kept_run_runs_again_with_the_same_result(call, officer):
    for wish in ("C02", "C02", "C"):
        enter(call, wish)
    made = run(call, officer)
    again = Run(from_kept(made.input)).play()

    assert again.codes == made.result
    assert sha256_of(as_kept(again.given)) == made.input_sha256


def test_the_same_form_again_is_the_first_run(call, officer):
    enter(call)
    key = uuid4()

    assert run_rules(call, form_key=key, by=officer) == run_rules(call, form_key=key, by=officer)
    assert RulesRun.objects.count() == 1


def test_nobody_to_give_to_is_no_run(call, officer):
    with pytest.raises(RuleBroken, match="ไม่มีร้านที่รอบูธ"):
        run(call, officer)


def test_another_way_is_not_run(call, officer):
    call.allocation_way = "draw"
    call.save()

    with pytest.raises(RuleBroken, match="จับสลาก"):
        run(call, officer)


def test_other_weights_are_another_version_and_old_runs_keep_theirs(call, officer):
    enter(call)
    first = run(call, officer)
    points = {"wish_points": 10, "product_points": 0, "district_points": 50}
    set_run_rules(call, by=officer, **points)
    set_run_rules(call, by=officer, **points)
    second = run(call, officer)

    assert (first.rules.version, second.rules.version) == (1, 2)


def test_booths_that_touch_are_next_door(call):
    assert beside_in(call) == {"C01": ["C02"], "C02": ["C01", "C03"], "C03": ["C02"]}


def test_two_who_sell_the_same_do_not_stand_next_door(call, officer):
    silk = ProductGroup.objects.create(category=CLOTH, name_th="ไหมมัดหมี่")
    for _ in range(2):
        application = enter(call)
        product = make_product(application.vendor, group=silk)
        application.offered_products.create(product=product)

    assert sorted(codes for (codes,) in run(call, officer).result.values()) == ["C01", "C03"]


def test_who_stands_already_is_a_neighbour(call, officer):
    silk = ProductGroup.objects.create(category=CLOTH, name_th="ไหมมัดหมี่")
    given = make_allocation(call.fair_event.booths.get(code="C01"), call=call)
    for application in (given.application, enter(call)):
        product = make_product(application.vendor, group=silk)
        application.offered_products.create(product=product)

    assert run(call, officer).result == {"KK63-0002": ["C03"]}


def test_shops_of_one_district_stand_together(call, officer):
    set_run_rules(call, by=officer, wish_points=100, product_points=0, district_points=50)
    first, second = enter(call, "C03"), enter(call)
    for application in (first, second):
        application.vendor.district = District.objects.get(pk="4001")
        application.vendor.save()
    result = run(call, officer).result

    assert {result[str(first)][0], result[str(second)][0]} in ({"C03", "C02"}, {"C03", "C01"})


# --- Why


def test_who_got_the_first_wish_reads_so(call, officer):
    application = enter(call, "C02")

    assert why(run(call, officer), application) == ["ลำดับที่ 1 ได้บูธ C02 ซึ่งขอเป็นอันดับ 1"]


def test_who_came_later_reads_who_was_first(call, officer):
    rows = [enter(call, "C02"), enter(call, "C02")]
    made = run(call, officer)
    [loser] = [row for row in rows if made.result[str(row)] != ["C02"]]
    [winner] = [row for row in rows if row is not loser]
    place = made.result[str(loser)][0]

    assert why(made, loser) == [
        f"1. C02: {winner} เลือกไปแล้วในลำดับที่ 1",
        f"ลำดับที่ 2 ได้บูธ {place} ซึ่งไม่ได้ขอไว้",
    ]


def test_who_got_nothing_reads_why(call, officer):
    rows = [enter(call) for _ in range(4)]
    made = run(call, officer)
    [loser] = [row for row in rows if not made.result[str(row)]]

    assert why(made, loser) == ["ไม่ได้บูธ เพราะบูธที่ตรงประเภทให้ร้านที่ลำดับก่อนหมดแล้ว"]


# --- Using a run


def test_a_run_that_is_used_gives_its_booths(call, officer):
    first, second = enter(call, "C02"), enter(call, "C01")
    given = apply_run(run(call, officer), by=officer)

    assert {str(one.application): one.booth.code for one in given} == {
        str(first): "C02",
        str(second): "C01",
    }
    assert Message.objects.filter(subject="ได้บูธ C02").count() == 1


def test_a_run_is_used_once(call, officer):
    enter(call)
    made = run(call, officer)
    apply_run(made, by=officer)

    with pytest.raises(RuleBroken, match="ใช้ผลนี้แล้ว"):
        apply_run(made, by=officer)


@pytest.mark.parametrize("change", ["booth", "application", "wish", "rules", "given"])
def test_a_run_is_not_used_when_something_has_changed_since(call, officer, change):
    application = enter(call, "C01")
    made = run(call, officer)
    changes = {
        "booth": lambda: make_booth(call.fair_event, "C09"),
        "application": lambda: enter(call),
        "wish": lambda: save_wishes(application, ["C02"], by=officer),
        "rules": lambda: set_run_rules(
            call, by=officer, wish_points=1, product_points=1, district_points=1
        ),
        "given": lambda: make_allocation(call.fair_event.booths.get(code="C03"), call=call),
    }
    changes[change]()

    with pytest.raises(RuleBroken, match="เปลี่ยนตั้งแต่ทดลอง"):
        apply_run(made, by=officer)


# --- Pages


def test_an_officer_tries_compares_and_uses_a_run(client, call, officer):
    enter(call, "C02")
    client.force_login(officer)
    url = reverse("staff:call-runs", args=[call.pk])
    first = client.post(url, {"act": "run", "form_key": uuid4()}).url
    weights = {"wish_points": 1, "product_points": 0, "district_points": 0}
    assert client.post(url, {"act": "rules", **weights}).status_code == 302
    client.post(url, {"act": "run", "form_key": uuid4()})
    second = RulesRun.objects.get(number=2)
    page = client.get(f"{first}?beside={second.pk}").content.decode()

    assert "ซึ่งขอเป็นอันดับ 1" in page
    assert "ครั้งที่ 2" in page
    assert client.post(first).status_code == 422  # the rules have changed since
    done = client.post(reverse("staff:rules-run", args=[second.pk]), follow=True)
    assert keep_together("ให้บูธแล้ว 1 บูธ") in done.content.decode()


def test_weights_are_numbers(client, call, officer):
    client.force_login(officer)
    url = reverse("staff:call-runs", args=[call.pk])
    response = client.post(url, {"act": "rules", "wish_points": "มาก"})

    assert response.status_code == 422


def test_a_vendor_says_wishes_and_reads_why_afterwards(client, call, officer):
    application = enter(call)
    client.force_login(application.vendor.members.get().user)
    url = reverse("my-wishes", args=[application.pk])
    done = client.post(url, {"wish_1": "C03", "wish_2": "C"}, follow=True)
    refused = client.post(url, {"wish_1": "Z9"})
    apply_run(run(call, officer), by=officer)
    page = client.get(url).content.decode()

    assert "บันทึกโซนและบูธที่อยากได้แล้ว" in done.content.decode()
    assert (refused.status_code, 'value="Z9"' in refused.content.decode()) == (422, True)
    assert "ได้บูธ C03" in page
    assert "ซึ่งขอเป็นอันดับ 1" in page


def test_a_run_reads_the_same_number_of_rows_however_many_shops(
    call, officer, django_assert_max_num_queries
):
    for _ in range(3):
        enter(call)
    with django_assert_max_num_queries(40):
        run(call, officer)
