"""The browser's own guard-rails: a page of ours opens on a phone, with and without script."""

import pytest
from playwright.sync_api import expect


@pytest.mark.parametrize("javascript", [True, False])
def test_the_sign_in_page_opens_on_a_phone(open_page, javascript):
    page = open_page(javascript=javascript)
    response = page.goto("/accounts/login/")
    assert response.status == 200
    expect(page.locator("h1")).to_have_count(1)


def test_the_sign_in_page_is_accessible(page, check_page):
    page.goto("/accounts/login/")
    check_page(page)


def test_a_strangers_page_leads_to_sign_in(page):
    page.goto("/staff/")
    assert "/accounts/login/" in page.url
