"""Whatever Django and allauth may say on a screen, they say in Thai."""

import gettext
import re
from pathlib import Path

import allauth
import django
import pytest
from django.conf import settings

OURS = Path(settings.BASE_DIR) / "otopfair/locale/th/LC_MESSAGES"
SHOWN = {
    "django": [
        "django/conf",
        "django/contrib/admin",
        "django/contrib/auth",
        "django/contrib/contenttypes",
        "allauth",
    ],
    "djangojs": ["django/contrib/admin"],
}
PACKAGES = {"django": Path(django.__file__).parent, "allauth": Path(allauth.__file__).parent}


def catalogue(path):
    with path.open("rb") as compiled:
        return gettext.GNUTranslations(compiled)._catalog


def locale_of(source):
    package, _, rest = source.partition("/")
    return PACKAGES[package] / rest / "locale"


def english_sentences(source, domain):
    """Every msgid that the package's English source catalogue lists, with its context."""
    path = locale_of(source) / f"en/LC_MESSAGES/{domain}.po"
    text = path.read_text(encoding="utf-8").replace('"\n"', "")
    entry = re.compile(r'^(?:msgctxt "(.*)"\n)?msgid "(.+)"$', re.MULTILINE)
    return ["\x04".join(filter(None, map(_unescaped, found))) for found in entry.findall(text)]


def _unescaped(text):
    return text.replace("\\n", "\n").replace('\\"', '"').replace("\\\\", "\\")


@pytest.mark.parametrize(
    ("domain", "source"),
    [(domain, source) for domain, sources in SHOWN.items() for source in sources],
)
def test_every_sentence_has_its_thai(domain, source):
    ours = catalogue(OURS / f"{domain}.mo")
    theirs = catalogue(locale_of(source) / f"th/LC_MESSAGES/{domain}.mo")

    missing = [
        sentence
        for sentence in english_sentences(source, domain)
        if not any(key in known for known in (ours, theirs) for key in (sentence, (sentence, 0)))
    ]

    assert missing == []


def test_the_sentences_are_plain_not_courteous():
    for path in OURS.glob("*.mo"):
        assert [
            text for text in catalogue(path).values() if re.search("กรุณา|โปรด|ครับ|ค่ะ", text)
        ] == []


def test_placeholders_survive_translation():
    broken = []
    for path in OURS.glob("*.mo"):
        for key, text in catalogue(path).items():
            sentence = key[0] if isinstance(key, tuple) else key
            wanted = set(re.findall(r"%\(\w+\)[sdr]", sentence))
            if sentence and wanted != set(re.findall(r"%\(\w+\)[sdr]", text)):
                broken.append((sentence, text))

    assert broken == []


def test_the_compiled_catalogues_are_up_to_date():
    for path in OURS.glob("*.po"):
        source = path.read_text(encoding="utf-8").replace('"\n"', "")
        written = re.findall(r'^msgid "(.+)"$', source, re.MULTILINE)

        compiled = catalogue(path.with_suffix(".mo"))
        keys = {(key[0] if isinstance(key, tuple) else key).split("\x04")[-1] for key in compiled}

        assert keys - {""} == set(map(_unescaped, written))
