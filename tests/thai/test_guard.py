import re
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template
from django.utils import formats
from django.utils.translation import override

from otopfair.thai.guard import RawDateInTemplate, forbid_raw_dates

DAY = date(2020, 10, 26)


@pytest.mark.parametrize("raw", [DAY, datetime(2020, 10, 26, tzinfo=UTC), time(9, 0)])
@pytest.mark.parametrize(
    "source",
    [
        "{{ raw }}",
        "{% firstof nothing raw %}",
        "{% load i18n %}{% blocktranslate %}ถึง {{ raw }}{% endblocktranslate %}",
    ],
)
def test_a_raw_date_in_a_template_fails(source, raw):
    with forbid_raw_dates(), pytest.raises(RawDateInTemplate):
        Template(source).render(Context({"raw": raw, "nothing": ""}))


@pytest.mark.parametrize("source", ["{{ day|thai_date }}", "{{ day|date:'c' }}", "{{ number }}"])
def test_what_went_through_a_filter_passes(source):
    with forbid_raw_dates():
        assert Template(source).render(Context({"day": DAY, "number": 1})) != ""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("DATE_FORMAT", "26 ตุลาคม ค.ศ. 2020"),
        ("SHORT_DATE_FORMAT", "26 ต.ค. ค.ศ. 2020"),
        ("YEAR_MONTH_FORMAT", "ตุลาคม ค.ศ. 2020"),
        ("DATETIME_FORMAT", "26 ตุลาคม ค.ศ. 2020 เวลา 09.05 น."),
    ],
)
def test_django_left_alone_names_the_era_it_prints(name, text):
    with override("th"):
        assert formats.date_format(datetime(2020, 10, 26, 9, 5), name) == text


def test_django_left_alone_takes_no_buddhist_year_for_a_gregorian_one():
    with override("th"):
        assert formats.get_format("DATE_INPUT_FORMATS") == ["%Y-%m-%d"]


# What prints a Gregorian year, cuts a mark from its letter, or drops Thai vowels.
_FORBIDDEN = {
    "date": re.compile(r"""\|\s*date:\s*["'](?!c["']|Y-m-d|H:i|[A-Z_]+_FORMAT)"""),
    "time": re.compile(r"""\|\s*time\b(?!:["']H[.:]i["'])"""),
    "now": re.compile(r"""{%\s*now\s+["'](?!Z["'])"""),
    "localize": re.compile(r"\|\s*localize\b"),
    "truncatechars": re.compile(r"\|\s*truncate(?:chars|words)"),
    "slugify": re.compile(r"\|\s*slugify\b"),
    "intcomma": re.compile(r"\|\s*intcomma\b"),
}
_TEMPLATES = sorted((Path(settings.BASE_DIR) / "templates").rglob("*.html"))


@pytest.mark.parametrize("name", _FORBIDDEN)
def test_no_template_uses_a_filter_that_knows_no_thai(name):
    found = [
        str(path)
        for path in _TEMPLATES
        if _FORBIDDEN[name].search(path.read_text(encoding="utf-8"))
    ]

    assert found == []
