"""From one page to the next: what is read afterwards is never the page before it.

A click of Playwright does not wait for the page that it asks for.
"""

from playwright.sync_api import Page


def press(page: Page, label: str) -> None:
    """Press the button with `label` in the page's text and wait for the answer."""
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name=label).click()


def follow(page: Page, name: str) -> None:
    """Follow the link with `name` and wait for the page behind it."""
    with page.expect_navigation():
        page.get_by_role("link", name=name).click()
