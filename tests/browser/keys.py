"""Hands on the keyboard alone."""

MOST_STOPS = 80


def tab_to(page, element) -> None:
    """Press Tab until `element` has the focus."""
    for _ in range(MOST_STOPS):
        if element.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("not reached by the Tab key")


def press_enter_on(page, element) -> None:
    tab_to(page, element)
    page.keyboard.press("Enter")
