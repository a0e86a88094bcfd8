from datetime import date

import pytest

from otopfair.thai.forms import PeriodField
from otopfair.thai.parsing import ThaiDateError
from otopfair.thai.periods import Period, format_runs, parse_period, runs_of
from tests.thai.test_filters import rendered, spaced
from tests.thai.test_forms import cleaned, form_with, refusal

MAY = Period(date(2019, 5, 1), date(2019, 5, 31), is_month=True)
WEEK = Period(date(2020, 10, 26), date(2020, 11, 1))
DAY = Period(date(2019, 5, 17), date(2019, 5, 17))


@pytest.mark.parametrize(
    "text",
    ["พ.ค. 62", "พฤษภาคม 2562", "ในเดือนพฤษภาคม ๒๕๖๒", "(พ.ค. 62)", "5/2562", "5/62", "2562-05"],
)
def test_a_month_is_read_as_a_month(text):
    assert parse_period(text) == MAY


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("17 พ.ค. 62", DAY),
        ("(17พ.ค.62)", DAY),
        ("17/5/62 เวลา 13.30 น.", DAY),
        ("26 ต.ค. – 1 พ.ย. 2563", WEEK),
        ("ระหว่างวันที่ 26 ตุลาคม – 1 พฤศจิกายน 2563", WEEK),
        ("1–31 พ.ค. 62", Period(date(2019, 5, 1), date(2019, 5, 31))),
    ],
)
def test_days_are_read_as_days(text, period):
    assert parse_period(text) == period


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("พ.ค.", "ใส่ปี พ.ศ. ด้วย เช่น พฤษภาคม 2562"),
        ("5/6", "ใส่ปี พ.ศ. ด้วย เช่น 26 ต.ค. 2563"),
        ("13/2562", "เดือนมีแค่ 1–12 ตอนนี้เป็น 13"),
        ("2562", "2562 มีแต่ปี ใส่วันและเดือนด้วย เช่น 26 ต.ค. 2563"),
    ],
)
def test_what_is_neither_days_nor_a_month_is_refused(text, why):
    with pytest.raises(ThaiDateError) as refusal:
        parse_period(text)

    assert str(refusal.value) == why


@pytest.mark.parametrize(
    ("period", "printed", "short", "long"),
    [
        (MAY, "พฤษภาคม 2562", "พ.ค. 2562", "พฤษภาคม 2562 ยังไม่กำหนดวัน"),
        (WEEK, "26 ตุลาคม – 1 พฤศจิกายน 2563", "26 ต.ค. – 1 พ.ย. 2563", None),
        (DAY, "17 พฤษภาคม 2562", "17 พ.ค. 2562", "ศุกร์ที่ 17 พฤษภาคม 2562"),
    ],
)
def test_a_period_is_printed_as_exactly_as_it_is_known(period, printed, short, long):
    assert (str(period), period.short) == (printed, short)
    assert period.long == (long or f"{printed} รวม 7 วัน")
    assert (
        spaced(rendered("{{ p|thai_period }} {{ p|thai_period_short }}", p=period))
        == f"{printed} {short}"
    )


@pytest.mark.parametrize(
    ("period", "sentence"),
    [
        (WEEK, "ระหว่างวันที่ 26 ตุลาคม – 1 พฤศจิกายน 2563"),
        (DAY, "ในวันที่ 17 พฤษภาคม 2562"),
        (MAY, "ในเดือนพฤษภาคม 2562"),
    ],
)
def test_a_sentence_says_of_one_day_that_it_is_one(period, sentence):
    assert period.held == sentence


def test_days_that_follow_each_other_are_one_run_also_over_a_year_and_29_february():
    days = [date(2023, 12, 31), date(2024, 1, 1), date(2024, 2, 28), date(2024, 2, 29)]
    days += [date(2024, 3, 1), date(2024, 3, 3)]
    assert format_runs(runs_of(reversed(days))) == (
        "31 ธันวาคม 2566 – 1 มกราคม 2567, 28 กุมภาพันธ์ – 1 มีนาคม 2567, 3 มีนาคม 2567"
    )


def test_no_period_prints_nothing():
    assert rendered("{{ p|thai_period }}{{ p|thai_period_short }}", p=None) == ""


@pytest.mark.parametrize(
    ("period", "shown"), [(MAY, "พฤษภาคม 2562"), (WEEK, WEEK.short), (DAY, DAY.short)]
)
def test_a_stored_period_is_shown_as_it_was_typed_and_sent_back_unchanged(period, shown):
    assert f'value="{shown}"' in str(form_with(PeriodField(), initial=period)["answer"])
    assert form_with(PeriodField(), shown, initial=period).changed_data == []


def test_a_month_is_not_the_same_as_its_days():
    form = form_with(PeriodField(), "1–31 พ.ค. 62", initial=MAY)

    assert form.changed_data == ["answer"]


def test_a_box_for_one_day_takes_a_month_and_no_run_of_days():
    field = PeriodField(one_day=True)

    assert cleaned(field, "พ.ค. 62") == MAY
    assert cleaned(field, "17 พ.ค. 62") == DAY
    assert refusal(field, "17–25 พ.ค. 62") == ["ใส่วันเดียว หรือเดือน เช่น 26 ต.ค. 2563 หรือ พฤษภาคม 2562"]


def test_an_empty_box_is_no_period():
    assert cleaned(PeriodField(required=False), " ") is None
    assert refusal(PeriodField(), "") == ["กรอกวันที่หรือเดือน"]
