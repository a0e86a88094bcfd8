"""The word งาน stands before a fair's name once."""

import re
from pathlib import Path

import pytest

from otopfair.thai.fair_names import fair_called
from vendors.placeholders import filled

ROOT = Path(__file__).parents[2]
APPS = ("otopfair", "fairs", "vendors", "products", "onsite", "sales", "pages", "demo", "templates")
# งาน, and then a value that is a fair's name; letters have {งาน}, which filled() looks after.
BESIDE_THE_FUNCTION = re.compile(r"(?<!ทำ)งาน *\{\{? ?[\w.]*?fair(_event|_name)?[ }]")
CODE = {".py", ".html", ".typ", ".jinja", ".txt"}


@pytest.mark.parametrize(("name", "called"), [("OTOP CITY", "งาน OTOP CITY"), ("งานไหม", "งานไหม")])
def test_the_word_stands_before_the_name_once(name, called):
    assert fair_called(name) == called


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("ได้รับคัดเลือกในงาน {งาน} แล้ว", "ได้รับคัดเลือกในงานไหม แล้ว"),
        ("งาน{งาน}", "งานไหม"),
        ("{งาน} {บูธ}", "งานไหม A1"),
        ("คณะทำงาน {งาน}", "คณะทำงาน งานไหม"),
        ("งาน {บูธ} {ไม่รู้}", "งาน A1 {ไม่รู้}"),
    ],
)
def test_a_letter_says_it_once_too(words, read):
    assert filled(words, {"งาน": "งานไหม", "บูธ": "A1"}) == read


def test_no_sentence_puts_the_word_before_a_name_by_itself():
    lines = [
        f"{path.relative_to(ROOT)}:{number}"
        for app in APPS
        for path in (ROOT / app).rglob("*")
        if path.suffix in CODE
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if BESIDE_THE_FUNCTION.search(line)
    ]
    assert lines == []
