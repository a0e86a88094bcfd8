"""A name is never written against the word before it: "โดย น.ส.มาลี", not "โดยน.ส.มาลี"."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("templates", "otopfair", "fairs", "vendors", "products", "onsite", "sales", "pages")
# An office and an order have no title before their names.
NO_PERSONS = {"{{ name }}", "{order}"}
JOINED = re.compile(r"(?:โดย|ของ|ถึง|ให้|แทน|โทรหา)(\{\{[^}]*\}\}|\{[a-z_.]+\})")
PERSON = re.compile(r"_by\b|\buser\b|person|actor|officer|signer|full_name|scorer")


@pytest.mark.once
def test_no_person_is_written_against_the_word_before():
    files = [
        path
        for folder in FOLDERS
        for ending in ("*.html", "*.jinja", "*.txt", "*.py")
        for path in sorted((ROOT / folder).rglob(ending))
    ]
    found = [
        f"{path.relative_to(ROOT)}: {joined[0]}"
        for path in files
        for joined in JOINED.finditer(path.read_text(encoding="utf-8"))
        if joined[1] not in NO_PERSONS
        if PERSON.search(joined[1]) or joined[0].startswith("โดย")
    ]
    assert found == []
