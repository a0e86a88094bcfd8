"""Two officers write one page of minutes: neither loses a word, and both texts can be read."""

from datetime import date

import pytest
from django.urls import reverse

from fairs.models import AgendaItem, Meeting
from tests.browser.conftest import DESK, PHONE
from tests.factories import make_committee, make_officer


@pytest.fixture
def meeting(db):
    return Meeting.objects.create(committee=make_committee(), held_on=date(2026, 1, 17))


@pytest.fixture
def two(open_page, sign_in, meeting):
    """Both look at the same page, one at a desk and one on a phone."""
    pages = open_page(viewport=DESK), open_page(viewport=PHONE)
    for page in pages:
        sign_in(page, make_officer())
    return pages


def matter(meeting, title: str, place: int) -> AgendaItem:
    return AgendaItem.objects.create(
        meeting=meeting, part=4, title=title, text="เดิม", sequence=place
    )


def open_matter(page, item: AgendaItem):
    """The box of its facts, in the page as it stood."""
    page.locator(f"#agenda-{item.pk} .piece-edit").click()
    return page.locator(f"#agenda-{item.pk} [name=text]")


def is_of_a_press(answer) -> bool:
    return answer.request.method == "POST"


def add(page, box, words: str) -> None:
    """Type behind what stands there, until the page has an answer."""
    with page.expect_response(is_of_a_press):
        box.press("Control+End")
        box.press_sequentially(words)


def go(pages, meeting) -> None:
    for page in pages:
        page.goto(reverse("staff:meeting", args=[meeting.pk]))
        page.wait_for_load_state("networkidle")


def test_both_texts_of_one_matter_and_of_two_are_kept(two, meeting):
    desk, phone = two
    one, other = matter(meeting, "เรื่องหนึ่ง", 1), matter(meeting, "เรื่องอื่น", 2)
    go(two, meeting)
    of_desk, of_phone = open_matter(desk, one), open_matter(phone, other)
    add(desk, of_desk, " มาลี")
    add(phone, of_phone, " วิชัย")
    go(two, meeting)
    of_desk, of_phone = open_matter(desk, one), open_matter(phone, one)
    add(desk, of_desk, " เติม")
    add(phone, of_phone, " แทรก")

    asked = phone.locator(f"#state-agenda-{one.pk}")
    asked.get_by_text("เดิม มาลี แทรก").wait_for()
    assert of_phone.input_value() == "เดิม มาลี แทรก"
    assert phone.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    assert cut_in(asked) == []
    # Leaving the box saves itself once more; what counts is the answer to the press.
    with phone.expect_response(lambda answer: "act=both" in (answer.request.post_data or "")):
        asked.get_by_role("button", name="เก็บทั้งสองข้อความ").click()

    kept = dict(meeting.agenda.values_list("title", "text"))
    assert kept == {
        "เรื่องหนึ่ง": "เดิม มาลี เติม\nเดิม มาลี แทรก",
        "เรื่องอื่น": "เดิม วิชัย",
    }


def cut_in(place) -> list[str]:
    """Texts that reach beyond the right edge of `place`."""
    return place.evaluate(
        """(place) => {
          const edge = place.getBoundingClientRect().right;
          return [...place.querySelectorAll("dd, dt, mark, p, button, a")]
            .filter((one) => one.getBoundingClientRect().right > edge + 1)
            .map((one) => one.textContent);
        }"""
    )
