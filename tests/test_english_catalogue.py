"""The English catalogue is whole: every sentence of the sources, none left over, and compiled."""

import gettext
import re
from pathlib import Path

from django.conf import settings

from tests.translations import asked_for

FOLDER = Path(settings.BASE_DIR) / "otopfair/locale/en/LC_MESSAGES"
PLACES = re.compile(r"%(?:\((\w+)\))?[sd]")


def compiled() -> dict:
    with (FOLDER / "django.mo").open("rb") as file:
        return {key: text for key, text in gettext.GNUTranslations(file)._catalog.items() if key}


def sentence_of(key) -> str:
    return key[0] if isinstance(key, tuple) else key


def test_every_sentence_has_its_english_and_no_other_is_kept():
    assert {sentence_of(key) for key in compiled()} == asked_for()


def test_none_is_empty_or_thai_or_has_other_places():
    wrong = {
        key: text
        for key, text in compiled().items()
        if not text
        or re.search("[ก-ฺเ-๛]", text)
        or sorted(PLACES.findall(text)) != sorted(PLACES.findall(sentence_of(key)))
    }
    assert wrong == {}


def test_what_is_compiled_is_what_is_written_and_nothing_is_fuzzy():
    source = (FOLDER / "django.po").read_text("utf-8")
    said = re.findall(r'^msgstr(?:\[\d\])? "(.+)"$', source, re.MULTILINE)
    assert "fuzzy" not in source
    assert sorted(text.replace('\\"', '"') for text in said) == sorted(compiled().values())
