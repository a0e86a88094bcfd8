"""The files of the look keep the strict policy and find each other."""

import re
from hashlib import sha256
from pathlib import Path

import pytest
from django.template.loader import render_to_string

ROOT = Path(__file__).resolve().parents[2]
SHEETS = sorted((ROOT / "static/css").glob("*.css"))
PAGES = [p for p in sorted((ROOT / "templates").rglob("*.html")) if "email" not in str(p)]
ICONS = set(re.findall(r'<symbol id="([^"]+)"', (ROOT / "static/img/icons.svg").read_text()))


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_every_file_that_a_sheet_names_is_there(sheet):
    named = re.findall(r'url\("([^"]+)"\)', sheet.read_text())
    assert [name for name in named if not (sheet.parent / name).is_file()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_page_carries_script_or_style_in_itself(page):
    text = page.read_text()
    assert (
        re.findall(r"<style|<script(?![^>]*\bsrc=)[^>]*>|<[^>{]*\s(?:style|on[a-z]+)=|hx-on", text)
        == []
    )


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_icon_that_a_page_names_is_in_the_sprite(page):
    assert set(re.findall(r'{% icon "([^"]+)"', page.read_text())) - ICONS == set()


def test_files_from_elsewhere_are_the_ones_we_took():
    lines = re.findall(
        r"^([0-9a-f]{64}) +(\S+)$", (ROOT / "static/vendor/README.md").read_text(), re.M
    )
    assert len(lines) == 11
    for digest, name in lines:
        assert sha256((ROOT / "static/vendor" / name).read_bytes()).hexdigest() == digest, name


@pytest.mark.parametrize("number", [403, 404, 500, 503])
def test_an_error_page_needs_no_context_and_names_a_telephone(number):
    page = render_to_string(f"{number}.html")
    assert "043-000-000" in page
    assert "<h1>" in page


def test_an_error_page_shows_the_reference():
    assert "รหัสอ้างอิง 7K2M" in render_to_string("500.html", {"request_id": "7K2M"})
