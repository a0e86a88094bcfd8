from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from hypothesis import example, given
from hypothesis import strategies as st

from otopfair.thai.digits import to_thai_digits
from otopfair.thai.formatting import (
    format_date,
    format_date_long,
    format_date_official,
    format_date_short,
    format_datetime,
    format_month,
    format_month_short,
    format_range,
    format_range_short,
    format_time,
    format_weekday,
    no_break,
    relative_day,
)
from otopfair.thai.parsing import parse_date, parse_datetime, parse_month, parse_range, parse_time
from tests.thai.vectors import DATES

DAYS = st.dates(date(1900, 4, 1), date(2456, 12, 31))
# Two figures can only name a year of the century BE 2500.
DAYS_OF_25YY = st.dates(date(1957, 1, 1), date(2056, 12, 31))
LEAP_DAYS = [date(1904, 2, 29), date(1940, 2, 29), date(2020, 2, 29), date(2024, 2, 29)]

THURSDAY = date(2020, 10, 29)


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        (format_date, "29 ตุลาคม 2563"),
        (format_date_short, "29 ต.ค. 2563"),
        (format_date_long, "พฤหัสบดีที่ 29 ตุลาคม 2563"),
        (format_date_official, "วันพฤหัสบดีที่ 29 ตุลาคม พ.ศ. 2563"),
        (format_month, "ตุลาคม 2563"),
        (format_month_short, "ต.ค. 2563"),
        (format_weekday, "พฤหัสบดี"),
    ],
)
def test_every_style_of_a_day(printed, text):
    assert printed(THURSDAY) == text


@pytest.mark.parametrize(("first", "last", "text"), DATES["range"])
def test_a_range_says_what_differs(first, last, text):
    assert format_range(date.fromisoformat(first), date.fromisoformat(last)) == text


@pytest.mark.parametrize(("month", "text"), DATES["month_only"])
def test_a_month(month, text):
    assert format_month(date.fromisoformat(f"{month}-01")) == text


def test_a_short_range():
    assert format_range_short(date(2022, 12, 17), date(2022, 12, 25)) == "17–25 ธ.ค. 2565"
    assert format_range_short(date(2020, 10, 26), date(2020, 11, 1)) == "26 ต.ค. – 1 พ.ย. 2563"


def test_a_time_has_a_dot():
    assert format_time(time(17, 30)) == "17.30 น."
    assert format_time(time(9, 5)) == "09.05 น."


def test_a_moment_is_shown_in_thai_time():
    moment = datetime(2020, 10, 24, 20, 12, tzinfo=UTC)

    assert format_datetime(moment) == "25 ต.ค. 2563 เวลา 03.12 น."
    assert format_date(moment) == "25 ตุลาคม 2563"
    assert format_weekday(moment) == "อาทิตย์"
    assert format_range(moment, moment) == "25 ตุลาคม 2563"
    assert format_time(moment) == "03.12 น."


@given(
    DAYS, st.sampled_from([format_date, format_date_short, format_date_long, format_date_official])
)
@example(LEAP_DAYS[0], format_date)
@example(LEAP_DAYS[1], format_date_short)
@example(LEAP_DAYS[2], format_date_long)
@example(LEAP_DAYS[3], format_date_official)
def test_what_is_printed_is_read_back(day, printed):
    assert parse_date(printed(day)) == day
    assert parse_date(to_thai_digits(printed(day))) == day
    assert parse_date(no_break(printed(day))) == day


@given(DAYS, st.integers(0, 800), st.sampled_from([format_range, format_range_short]))
@example(date(2020, 2, 29), 0, format_range)
@example(date(2020, 12, 29), 5, format_range)
def test_a_range_is_read_back(first, length, printed):
    last = min(first + timedelta(days=length), date(2456, 12, 31))

    assert parse_range(printed(first, last)) == (first, last)
    assert parse_range(no_break(printed(first, last))) == (first, last)


@given(DAYS, st.sampled_from([format_month, format_month_short]))
def test_a_month_is_read_back(day, printed):
    first, last = parse_month(printed(day))

    assert first <= day <= last


@given(st.times())
def test_a_time_is_read_back(moment):
    assert parse_time(format_time(moment)) == moment.replace(second=0, microsecond=0)


@given(st.datetimes(datetime(1950, 1, 1), datetime(2456, 12, 31)))
def test_a_moment_is_read_back(moment):
    assert parse_datetime(format_datetime(moment)) == moment.replace(second=0, microsecond=0)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("29 ต.ค. 2563", "29\u00a0ต.ค.\u00a02563"),
        ("พฤหัสบดีที่ 29 ตุลาคม 2563", "พฤหัสบดีที่ 29\u00a0ตุลาคม\u00a02563"),
        ("26 ต.ค. – 1 พ.ย. 2563", "26\u00a0ต.ค.\u00a0– 1\u00a0พ.ย.\u00a02563"),
        ("24 ต.ค. 2563 เวลา 09.12 น.", "24\u00a0ต.ค.\u00a02563 เวลา\u00a009.12\u00a0น."),
    ],
)
def test_a_line_breaks_between_dates_never_inside_one(text, kept):
    assert no_break(text) == kept


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "วันนี้"), (1, "พรุ่งนี้"), (-1, "เมื่อวาน"), (3, "อีก 3 วัน"), (-1200, "1,200 วันก่อน")],
)
def test_a_day_seen_from_today(days, words):
    assert relative_day(THURSDAY + timedelta(days=days), THURSDAY) == words


@time_machine.travel("2020-10-29T00:30:00+07:00", tick=False)
def test_a_day_is_seen_from_today_in_thailand():
    assert relative_day(THURSDAY) == "วันนี้"
