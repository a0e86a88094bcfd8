"""Rows of planning change places: dragged by the mouse, or by a key on the arrow beside them."""

from datetime import date

import pytest
from django.urls import reverse

from fairs.models import AgendaItem, Meeting
from tests.browser.conftest import DESK
from tests.factories import make_committee, make_officer


@pytest.fixture
def meeting(db):
    return Meeting.objects.create(committee=make_committee(), held_on=date(2026, 1, 17))


@pytest.fixture
def desk(open_page, sign_in):
    page = open_page(viewport=DESK)
    sign_in(page, make_officer())
    return page


def shows_anew(answer) -> bool:
    """What follows the press: the page again, or the list that is put in its place."""
    return answer.ok and answer.request.method == "GET"


def drag(page, row: str, beyond: str) -> None:
    """Take `row` by its grip and let it fall below the middle of `beyond`."""
    grip = page.locator(f"#{row} [data-grip]")
    grip.scroll_into_view_if_needed()
    start, end = grip.bounding_box(), page.locator(beyond).bounding_box()
    x = start["x"] + start["width"] / 2
    page.mouse.move(x, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(x, end["y"] + end["height"] - 2, steps=8)
    with page.expect_response(shows_anew):
        page.mouse.up()


def press_up(page, row: str) -> None:
    page.wait_for_load_state("networkidle")
    page.reload()
    arrow = page.locator(f"#up-{row}")
    arrow.focus()
    with page.expect_response(shows_anew):
        arrow.press("Enter")


def names(rows, column: str) -> str:
    return "".join(rows.order_by("sequence", "pk").values_list(column, flat=True))


def test_matters_of_the_agenda_are_dragged_and_moved_by_keys(desk, meeting):
    one, _two, three = (
        AgendaItem.objects.create(meeting=meeting, part=4, title=title, sequence=place)
        for place, title in enumerate("กขค", 1)
    )
    one.statements.create(meeting=meeting, position_title="ประธาน", text="กล่าว")
    desk.goto(reverse("staff:meeting", args=[meeting.pk]))

    drag(desk, f"agenda-{one.pk}", f".matter:has(#agenda-{three.pk})")
    assert names(meeting.agenda, "title") == "ขคก"
    desk.wait_for_url(f"**/#agenda-{one.pk}")

    press_up(desk, f"agenda-{one.pk}")
    assert names(meeting.agenda, "title") == "ขกค"


def test_members_are_dragged_and_moved_by_keys(desk, meeting):
    committee = meeting.committee
    one, _two, three = (
        committee.members.create(position_title=title, sequence=place)
        for place, title in enumerate("กขค", 1)
    )
    desk.goto(reverse("staff:committee", args=[committee.pk]))

    drag(desk, f"member-{one.pk}", f"#member-{three.pk}")
    assert names(committee.members, "position_title") == "ขคก"

    press_up(desk, f"member-{one.pk}")
    assert names(committee.members, "position_title") == "ขกค"
