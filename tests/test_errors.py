"""A refusal stands where it belongs on the page that was sent."""

import pytest
from django import forms

from otopfair.errors import RuleBroken
from otopfair.stale import SeenForm, StalePage


class PlaceForm(SeenForm):
    place = forms.CharField()


@pytest.fixture
def form():
    return PlaceForm({"place": "C07", "seen": "before"})


@pytest.mark.parametrize(
    ("field", "stands_at"), [("place", "place"), ("booth", "__all__"), (None, "__all__")]
)
def test_a_refusal_stands_at_its_field_or_above_all(form, field, stands_at):
    status = RuleBroken("บูธนี้มีร้านแล้ว", field=field).put_on(form)

    assert (status, form.errors) == (422, {stands_at: ["บูธนี้มีร้านแล้ว"]})
    assert form["seen"].value() == "before"


def test_after_a_conflict_saving_again_is_a_choice(form):
    status = StalePage("มีผู้แก้ไข", seen_now="now").put_on(form)

    assert (status, form.errors) == (409, {"__all__": ["มีผู้แก้ไข"]})
    assert (form["place"].value(), form["seen"].value()) == ("C07", "now")
