"""Forty booths typed from their slips by keyboard alone, counted as seconds of a person.

Nothing is timed, so a slow machine makes no red run: keys and looks are counted and turned into
seconds by the keystroke-level model of Card, Moran and Newell (1980), for a hand that types digits
slowly. Rows save themselves meanwhile, so that nobody waits for the line.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse

from otopfair.thai.calendar import today_in_thailand
from sales.models import BoothSale
from tests.browser.conftest import DESK
from tests.factories import make_allocation, make_booth, make_fair_event, make_officer, make_sale

A_KEY, A_LOOK = 0.5, 1.35
BOOTHS = 40
TODAY = today_in_thailand()


@dataclass
class Hand:
    """Types and counts."""

    page: object
    seconds: float = 0

    def read_and_type(self, digits: str) -> None:
        self.seconds += A_LOOK + A_KEY * len(digits)
        self.page.keyboard.type(digits)

    def press(self, key: str) -> None:
        self.seconds += A_KEY
        self.page.keyboard.press(key)


def slip(number: int) -> tuple[int, int]:
    """What the slip of a booth says; one of them ten times what the booth brings otherwise."""
    return (123_450 if number == 20 else 9_000 + 137 * number), (number % 3) * 1_250


def test_forty_booths_are_typed_in_less_than_ten_minutes(open_page, sign_in):
    fair = make_fair_event()
    for number in range(1, BOOTHS + 1):
        given = make_allocation(make_booth(fair, f"C{number:02d}"))
        make_sale(given, sold_on=TODAY - timedelta(days=1), sold="11000")
    page = open_page(viewport=DESK)
    sign_in(page, make_officer())
    page.goto(reverse("staff:sales"))
    page.locator("input[data-col=sold]").first.focus()
    hand = Hand(page)

    for number in range(1, BOOTHS + 1):
        sold, ordered = slip(number)
        hand.read_and_type(str(sold))
        if ordered:
            hand.press("Tab")
            hand.read_and_type(str(ordered))
        hand.press("Enter")
    page.get_by_text("ยังไม่ได้บันทึก 1 แถว").wait_for()
    question = page.locator("[data-asks]")
    assert "ยอดมากกว่าปกติ" in question.inner_text()
    while not question.get_by_role("button").evaluate("it => it === document.activeElement"):
        hand.press("Shift+Tab")
    hand.press("Enter")
    page.locator("[data-filled]", has_text="40").wait_for()

    today = BoothSale.objects.filter(sold_on=TODAY).order_by("booth__code")
    figures = list(today.values_list("sold_baht", "ordered_baht"))
    assert figures == [slip(number) for number in range(1, BOOTHS + 1)]
    assert hand.seconds < 10 * 60, hand.seconds
