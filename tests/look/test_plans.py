"""The map says each booth's state by shape, is true to scale, and keeps its letters readable."""

import re

import pytest

from otopfair.look.landmarks import LANDMARK_CLASSES, LANDMARK_SIGNS
from otopfair.look.plans import (
    Box,
    Drawing,
    DrawnBooth,
    DrawnPlace,
    DrawnZone,
    mark_svg,
    plan_svg,
    short_of,
)

SIDE = Box(0, 0, 3, 3)


def booth(code: str, state: str, box=SIDE, **fields) -> DrawnBooth:
    fields = {"url": "", "label": f"{code} ว่าง"} | fields
    return DrawnBooth(code, code[1:], box, state, **fields)


def drawn(*booths: DrawnBooth, places=(), **options) -> str:
    return plan_svg(Drawing([DrawnZone("C", "ผ้า", SIDE, list(booths))], list(places)), **options)


@pytest.mark.parametrize(
    ("state", "sign"),
    [
        ("taken", 'class="tick"'),
        ("held", 'class="hatch"'),
        ("free", 'class="ring"'),
        ("offered", 'class="hands"'),
    ],
)
def test_each_state_has_its_own_sign(state, sign):
    signs = ('class="tick"', 'class="hatch"', 'class="ring"', 'class="hands"')
    assert [s for s in signs if s in mark_svg(state, 44, 44)] == [sign]


def test_a_hall_that_is_wider_than_deep_lies_on_its_side_on_paper():
    assert 'class="wide"' in drawn(booth("C01", "free"), booth("C09", "free", Box(60, 0, 3, 3)))
    assert 'class="wide"' not in drawn(booth("C01", "free"), booth("C09", "free", Box(0, 60, 3, 3)))


def test_a_booth_with_an_address_is_a_link_and_speaks_its_label():
    found = re.search(r"<a .*?</a>", drawn(booth("C07", "free", url="/b/7/")))
    assert found.group().startswith('<a href="/b/7/"><title>C07 ว่าง</title><use ')
    assert found.group().endswith(">07</text></a>")


def test_a_booth_of_a_page_with_a_list_is_drawn_in_few_bytes():
    text = drawn(booth("C07", "taken", url="?booth=C07", label=""))
    assert len(re.search(r"<a .*?</a>", text).group()) < 100


def test_a_booth_has_its_own_length_and_depth():
    wide = Box(3, 0, 6, 2)
    text = drawn(booth("C01", "taken"), booth("C02", "taken", box=wide))
    sizes = re.findall(r'x="1" y="1" width="([\d.]+)" height="([\d.]+)"', text)
    assert sizes == [("30", "30"), ("66", "18")]


def test_what_is_chosen_has_the_pin_and_what_is_found_a_dot():
    text = drawn(
        booth("C01", "taken", url="?booth=C01"),
        booth("C02", "taken", url="?booth=C02", is_found=True),
        chosen="C01",
    )
    assert text.count('id="pin"') == 1
    assert re.findall(r'<a href="([^"]*)"[^>]* aria-current="true">', text) == ["?booth=C01"]
    assert re.findall(r'd="([^"]*)"/><use href="#found"/>', text) == ["m31 5h0"]


def test_a_booth_outside_its_zone_is_inside_the_map():
    text = drawn(booth("C01", "free", box=Box(50, 20, 3, 3)))
    left, top, width, height = map(float, re.search(r'viewBox="([^"]+)"', text)[1].split())
    assert (left + width, top + height) >= (53 * 12, 23 * 12)


def test_a_label_without_room_is_said_and_not_written():
    narrow = DrawnPlace("service", "จุดพักรับประทานอาหารและเครื่องดื่ม", Box(0, 9, 3, 3))
    text = drawn(booth("C01", "free"), places=[narrow])
    assert 'aria-label="จุดพักรับประทานอาหารและเครื่องดื่ม"' in text
    assert "อาหารและเครื่องดื่ม</text>" not in text


@pytest.mark.parametrize(
    ("box", "where"),
    [(Box(0, 9, 12, 3), "beside"), (Box(0, 9, 6, 8), "below"), (Box(0, 9, 3, 3), "")],
)
def test_a_landmark_has_a_sign_and_its_word_beside_or_below_it(box, where):
    text = drawn(booth("C01", "free"), places=[DrawnPlace("toilet", "สุขา ชาย", box)])
    found = re.search(r'place-sign on-dark" transform="translate\(([\d.]+) ([\d.]+)\)', text)
    word = re.search(r'x="([\d.]+)" y="([\d.]+)">สุขา ชาย</text>', text)
    sign = found and (float(found[1]), float(found[2]))
    if not where:
        assert (bool(sign), word) == (True, None)
        return
    right, down = float(word[1]) - sign[0], float(word[2]) - sign[1]
    assert (right > 26, down > 26) == (where == "beside", where == "below")


@pytest.mark.parametrize("kind", LANDMARK_CLASSES)
def test_every_kind_of_landmark_has_a_sign_of_its_own(kind):
    others = {sign for other, sign in LANDMARK_SIGNS.items() if other != kind}
    assert LANDMARK_SIGNS[kind] not in others


def test_names_on_the_plan_are_escaped():
    text = drawn(booth("C01", "taken"), places=[DrawnPlace("stage", "<b>", Box(0, 9, 99, 3))])
    assert ("<b>" in text, "&lt;b&gt;" in text) == (False, True)


def test_an_empty_ground_draws_nothing():
    assert plan_svg(Drawing([], [])) == ""


def test_numbers_of_three_digits_are_written_from_a_larger_scale_on():
    assert "data-readable" not in drawn(booth("C99", "free"))
    assert 'data-readable="0.70"' in drawn(booth("C100", "free"), booth("C01", "free"))


@pytest.mark.parametrize("state", ["taken", "held", "free", "offered", "off"])
@pytest.mark.parametrize("side", [Box(0, 0, 0.1, 0.1), Box(0, 0, 3, 0.6), Box(0, 0, 0.5, 3)])
def test_a_table_for_a_few_goods_is_seen_too(state, side):
    """A booth may be a table 60 centimetres deep: nothing of it is less than nothing."""
    text = drawn(booth("C01", state, box=side))
    sides = [float(found) for found in re.findall(r'(?:width|height)="([-\d.]+)"', text)]
    assert min(sides) > 0
    # The sign covers most of the ground that the booth has.
    if state != "held":
        found = re.search(r'class="shape" x="[\d.]+" y="[\d.]+" width="([\d.]+)"', text)
        assert float(found[1]) >= side.width * 12 * 0.55


@pytest.mark.parametrize(
    ("code", "zone", "short"),
    [("C01", "C", "01"), ("ก-101/2", "ก", "101/2"), ("C", "C", "C"), ("A.7", "A", "7")],
)
def test_the_map_writes_a_number_without_its_zone(code, zone, short):
    assert short_of(code, zone) == short


def test_what_has_no_room_on_paper_is_smaller_there_or_not_written():
    wide = drawn(booth("C01", "free"))
    assert "data-paper" not in wide.partition("zone-far")[0]
    number = drawn(DrawnBooth("C101/2", "101/2", SIDE, "free", ""))
    assert re.findall(r'data-paper="(\w+)" x=\S+ y=\S+>101/2<', number) == ["small"]
    table = drawn(booth("C01", "free", box=Box(0, 0, 3, 0.6)))
    assert re.findall(r'data-paper="(\w+)" x=\S+ y=\S+>01<', table) == ["none"]
    zone = DrawnZone("C", "ผ้าและเครื่องแต่งกายจากทุกอำเภอของจังหวัด", SIDE, [booth("C01", "free")])
    assert 'data-paper="none">ผ้าและ' in plan_svg(Drawing([zone], []))
