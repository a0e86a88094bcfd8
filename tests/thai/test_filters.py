from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
import time_machine
from django.template import Context, Template

THURSDAY = date(2020, 10, 29)
MOMENT = datetime(2020, 10, 24, 20, 12, tzinfo=UTC)


def rendered(source, **context):
    return Template(source).render(Context(context))


def spaced(text):
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("thai_date", THURSDAY, "29 ตุลาคม 2563"),
        ("thai_date_short", THURSDAY, "29 ต.ค. 2563"),
        ("thai_date_long", THURSDAY, "พฤหัสบดีที่ 29 ตุลาคม 2563"),
        ("thai_weekday", THURSDAY, "พฤหัสบดี"),
        ("thai_day_month", THURSDAY, "29 ต.ค."),
        ("thai_time", time(17, 30), "17.30 น."),
        ("thai_datetime", MOMENT, "25 ต.ค. 2563 เวลา 03.12 น."),
        ("thai_date", MOMENT, "25 ตุลาคม 2563"),
        ("number", 4331890, "4,331,890"),
        ("baht", Decimal("1500.50"), "1,500.50"),
        ("phone", "0982940139", "098-294-0139"),
        ("tel", "0982940139", "tel:+66982940139"),
        ("citizen_id", "1999900000013", "1-9999-00000-01-3"),
        ("masked_id", "1999900000013", "1-9999-•••••-01-3"),
        ("truncate_thai:4", "กี่ทอผ้าไหม", "กี่ทอ…"),
        ("date", THURSDAY, "29 ตุลาคม 2563"),
        ("date:'SHORT_DATE_FORMAT'", THURSDAY, "29 ต.ค. 2563"),
        ("date:'DATETIME_FORMAT'", MOMENT, "25 ต.ค. 2563 เวลา 03.12 น."),
        ("date:'DATETIME_FORMAT'", THURSDAY, "29 ตุลาคม 2563"),
        ("date:'c'", THURSDAY, "2020-10-29"),
        ("date:'Y-m-d H:i'", MOMENT, "2020-10-25 03:12"),
    ],
)
def test_what_a_filter_prints(name, value, text):
    assert spaced(rendered(f"{{{{ value|{name} }}}}", value=value)) == text


@pytest.mark.parametrize("name", ["relative_day", "thai_range:nothing", "thai_range_short:nothing"])
def test_nothing_about_no_day(name):
    assert rendered(f"{{{{ value|{name} }}}}", value=None, nothing=None) == ""


@pytest.mark.parametrize(
    "name",
    [
        "thai_date",
        "thai_date_short",
        "thai_date_long",
        "thai_weekday",
        "thai_day_month",
        "thai_time",
        "thai_recent",
        "thai_datetime",
        "number",
        "baht",
        "phone",
        "tel",
        "citizen_id",
        "masked_id",
        "truncate_thai:4",
        "highlight:'ก'",
        "date",
        "date:'c'",
    ],
)
@pytest.mark.parametrize("nothing", [None, ""])
def test_nothing_is_printed_as_nothing(name, nothing):
    assert rendered(f"{{{{ value|{name} }}}}", value=nothing) == ""


def test_a_date_in_a_page_never_breaks_over_two_lines():
    assert rendered("{{ day|thai_date_short }}", day=THURSDAY) == "29\u00a0ต.ค.\u00a02563"


@pytest.mark.parametrize(
    ("name", "first", "last", "text"),
    [
        ("thai_range", date(2020, 10, 26), date(2020, 11, 1), "26 ตุลาคม – 1 พฤศจิกายน 2563"),
        ("thai_range_short", date(2020, 10, 26), date(2020, 11, 1), "26 ต.ค. – 1 พ.ย. 2563"),
        ("thai_range", THURSDAY, None, "29 ตุลาคม 2563"),
    ],
)
def test_a_range_of_days(name, first, last, text):
    printed = rendered(f"{{{{ first|{name}:last }}}}", first=first, last=last)

    assert spaced(printed) == text


def test_opening_hours():
    source = "{{ first|thai_time_range:last }}"

    assert spaced(rendered(source, first=time(10), last=time(21, 30))) == "10.00–21.30 น."
    assert rendered(source, first=time(10), last=None) == ""


@time_machine.travel("2020-10-28T20:00:00+00:00", tick=False)
def test_a_day_seen_from_today_in_thailand():
    assert rendered("{{ day|relative_day }}", day=THURSDAY) == "วันนี้"


def test_a_hit_is_marked_unbroken_and_the_rest_escaped():
    printed = rendered("{{ text|highlight:query }}", text="ผ้าไหม <b>", query="ผาไหม")

    assert printed == "<mark>ผ้าไหม</mark> &lt;b&gt;"
    assert rendered("{{ text|highlight:query }}", text="<b>", query="") == "&lt;b&gt;"


@pytest.mark.parametrize(
    ("now", "text"),
    [
        (datetime(2020, 10, 25, 15, 0, tzinfo=UTC), "03.12 น."),
        (datetime(2020, 10, 25, 17, 30, tzinfo=UTC), "25 ต.ค. 2563 เวลา 03.12 น."),
    ],
)
def test_what_was_kept_on_another_day_has_its_date(now, text):
    """Seen: a draft of yesterday evening said "บันทึกแล้ว 21.53 น." at noon."""
    with time_machine.travel(now, tick=False):
        assert spaced(rendered("{{ at|thai_recent }}", at=MOMENT)) == text
