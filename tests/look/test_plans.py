"""The plan says each booth's state by shape, not by colour alone."""

import pytest

from otopfair.look.plans import mark_svg, plan_svg


def booth(code: str, state: str, url: str = "") -> dict:
    place = {"x": 0, "y": 0, "width": 3, "depth": 3}
    return {
        "code": code,
        "short": code[1:],
        "state": state,
        "label": f"{code} ว่าง",
        "url": url,
    } | place


def plan(*booths: dict, landmarks=()) -> dict:
    zone = {"code": "C", "name": "ผ้า", "x": 0, "y": 0, "width": 3, "height": 3, "url": ""}
    return {"zones": [zone | {"booths": booths}], "landmarks": landmarks}


@pytest.mark.parametrize(
    ("state", "sign"),
    [("taken", 'class="tick"'), ("held", 'class="hatch"'), ("free", 'class="ring"')],
)
def test_each_state_has_its_own_sign(state, sign):
    signs = ('class="tick"', 'class="hatch"', 'class="ring"')
    assert [s for s in signs if s in mark_svg(state, 44)] == [sign]


def test_a_booth_with_an_address_is_a_link_and_speaks_its_label():
    drawn = plan_svg(plan(booth("C07", "free", "/b/7/")))
    assert '<a href="/b/7/"><g class="booth booth-free"' in drawn
    assert "<title>C07 ว่าง</title>" in drawn
    assert ">07</text>" in drawn


def test_names_on_the_plan_are_escaped():
    landmark = {"kind": "stage", "label": "<script>", "x": 0, "y": 9, "width": 9, "height": 3}
    drawn = plan_svg(plan(booth("C01", "taken"), landmarks=[landmark]))
    assert "<script>" not in drawn
    assert "&lt;script&gt;" in drawn


def test_an_empty_ground_draws_nothing():
    assert plan_svg({"zones": []}) == ""
