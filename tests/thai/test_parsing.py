from datetime import date, datetime, time

import pytest
import time_machine

from otopfair.thai.parsing import (
    ThaiDateError,
    parse_date,
    parse_datetime,
    parse_month,
    parse_range,
    parse_time,
    parse_year_be,
)
from tests.thai.vectors import DATES


@pytest.mark.parametrize(("text", "day"), DATES["parse"])
def test_reads_every_usual_spelling(text, day):
    assert parse_date(text) == date.fromisoformat(day)


@pytest.mark.parametrize(
    "text",
    [
        "26 เดือน ตุลาคม พ.ศ. 2563",
        "วันที่ 26 ต.ค. ปี พ.ศ. 63",
        "26 ตุลา 63",
        "26 ตค 2563",
        "26.10.2563",
        "26 10 2563",
        "26\u00a0ต.ค.\u00a02563",
        "จันทร์ที่ 26 ตุลาคม 2563",
        "จ. 26 ต.ค. 63",
        " 26 ต.ค.\u200b 2563 ",
        "วันจันทร์ที่ ๒๖ ตุลาคม พุทธศักราช ๒๕๖๓",
        "(26ต.ค.63)",
        "“26 ต.ค. 63”",
        "ณ วันที่ 26 ตุลาคม 2563",
        "สั่ง ณ วันที่ ๒๖ ตุลาคม พ.ศ. ๒๕๖๓",
        "(ข้อมูล ณ วันที่ 26 ต.ค. 63)",
        "เมื่อวันที่ 26 ต.ค. 63",
        "ภายในวันที่ 26 ต.ค. 63",
        "ประจำวันจันทร์ที่ 26 ต.ค. 63",
        "ลงวันที่ 26/10/63",
        "26 ต.ค. 63.",
        "26 ต.ค. 63 (จันทร์)",
        "26 ตุลาคม 2563 (วันจันทร์)",
        "26 ตุลาคม 2563 / 16:32",
        "26 ตุลาคม 2563 เวลา 13.30 นาฬิกา",
        "2020-10-26 00:00:00",
    ],
)
def test_reads_rarer_spellings_of_26_october_2563(text):
    assert parse_date(text) == date(2020, 10, 26)


def test_reads_the_commonest_slip_in_july():
    assert parse_date("5 กรกฏาคม 2563") == date(2020, 7, 5)


@pytest.mark.parametrize("text", DATES["refuse"])
def test_refuses_what_is_no_date(text):
    with pytest.raises(ThaiDateError):
        parse_date(text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "กรอกวันที่ เช่น 26 ต.ค. 2563"),
        ("  \u200b", "กรอกวันที่ เช่น 26 ต.ค. 2563"),
        ("29/02/2568", "เดือนกุมภาพันธ์ 2568 มีแค่ 28 วัน"),
        ("31/9/2567", "เดือนกันยายน 2567 มีแค่ 30 วัน"),
        ("00/10/2563", "วันที่เริ่มจาก 1"),
        ("26/13/2563", "เดือนมีแค่ 1–12 ตอนนี้เป็น 13"),
        ("26 ตก. 2563", 'ไม่รู้จักเดือน "ตก." เขียนแบบ ต.ค. หรือ ตุลาคม'),
        (
            "วันอาทิตย์ที่ 24 ธันวาคม 2565",
            "24 ธันวาคม 2565 เป็นวันเสาร์ ไม่ใช่วันอาทิตย์",
        ),
        ("2563", "2563 มีแต่ปี ใส่วันและเดือนด้วย เช่น 26 ต.ค. 2563"),
        ("26", "ใส่เดือนและปี พ.ศ. ด้วย เช่น 26 ต.ค. 2563"),
        ("26 ต.ค.", "ใส่ปี พ.ศ. ด้วย เช่น 26 ต.ค. 2563"),
        ("26/10", "ใส่ปี พ.ศ. ด้วย เช่น 26 ต.ค. 2563"),
        ("26 ต.ค. 256", "ปี พ.ศ. มี 4 หลัก เช่น 2563"),
        ("26/10/1850", "ปี พ.ศ. มี 4 หลัก เช่น 2563"),
        ("26/10/3000", "ปี พ.ศ. มี 4 หลัก เช่น 2563"),
        ("26 ต.ค. ค.ศ. 2563", "ปี 2563 เป็น พ.ศ. ไม่ใช่ ค.ศ."),
        ("26 ต.ค. พ.ศ. 2020", "ปี 2020 เป็น ค.ศ. ไม่ใช่ พ.ศ."),
        ("26 ต.ค. ค.ศ. 20", "ปี พ.ศ. มี 4 หลัก เช่น 2563"),
        ("ในเดือนตุลาคม 2563", "เดือนตุลาคม 2563 มีแต่เดือน ใส่วันด้วย เช่น 26 ต.ค. 2563"),
        ("26 ต.ค. 63 (ศุกร์)", "26 ตุลาคม 2563 เป็นวันจันทร์ ไม่ใช่วันศุกร์"),
        ("26 ต.ค. 63 25.00 น.", "เวลาอยู่ระหว่าง 00.00 ถึง 23.59"),
        ("31/9/2567 13.30", "เดือนกันยายน 2567 มีแค่ 30 วัน"),
        ("เมื่อวาน", 'อ่านวันที่ "เมื่อวาน" ไม่ได้ เขียนแบบ 26 ต.ค. 2563 หรือ 26/10/2563'),
        ("1" * 101, "ข้อความยาวเกินไปสำหรับวันที่ (101 ตัวอักษร)"),
    ],
)
def test_says_why_it_is_no_date(text, why):
    with pytest.raises(ThaiDateError) as refusal:
        parse_date(text)

    assert str(refusal.value) == why


def test_a_window_includes_its_ends():
    window = {"earliest": date(2020, 10, 26), "latest": date(2020, 11, 1)}

    assert parse_date("26/10/2563", **window) == date(2020, 10, 26)
    assert parse_date("1/11/2563", **window) == date(2020, 11, 1)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("25/10/2563", "25 ตุลาคม 2563 เร็วเกินไป ต้องไม่ก่อน 26 ตุลาคม 2563"),
        ("2/11/2563", "2 พฤศจิกายน 2563 ช้าเกินไป ต้องไม่หลัง 1 พฤศจิกายน 2563"),
    ],
)
def test_refuses_a_day_outside_its_window(text, why):
    with pytest.raises(ThaiDateError) as refusal:
        parse_date(text, earliest=date(2020, 10, 26), latest=date(2020, 11, 1))

    assert str(refusal.value) == why


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        *((printed, first, last) for first, last, printed in DATES["range"]),
        ("17-25 ธ.ค. 65", "2022-12-17", "2022-12-25"),
        ("17 ถึง 25 ธันวาคม 2565", "2022-12-17", "2022-12-25"),
        ("17 — 25/12/2565", "2022-12-17", "2022-12-25"),
        ("วันเสาร์ที่ 17 – วันอาทิตย์ที่ 25 ธันวาคม 2565", "2022-12-17", "2022-12-25"),
        ("ระหว่างวันที่ 26 ตุลาคม – 1 พฤศจิกายน 2563", "2020-10-26", "2020-11-01"),
        ("ตั้งแต่วันที่ 26 ต.ค. ถึงวันที่ 1 พ.ย. 2563", "2020-10-26", "2020-11-01"),
        ("๒๖/๑๐/๒๕๖๓ - ๑/๑๑/๒๕๖๓", "2020-10-26", "2020-11-01"),
        ("26-10-2563 - 1-11-2563", "2020-10-26", "2020-11-01"),
        ("2563-10-26 ถึง 2563-11-01", "2020-10-26", "2020-11-01"),
        ("29 ธันวาคม – 3 มกราคม 2564", "2020-12-29", "2021-01-03"),
        ("29 ก.พ. – 2 มี.ค. 2563", "2020-02-29", "2020-03-02"),
        ("(17-25ธ.ค.65)", "2022-12-17", "2022-12-25"),
        ("จัดขึ้นระหว่างวันที่ ๑๗–๒๕ ธันวาคม ๒๕๖๕", "2022-12-17", "2022-12-25"),
        ("ในวันที่ 17 – 25 ธันวาคม 2565", "2022-12-17", "2022-12-25"),
    ],
)
def test_reads_a_range(text, first, last):
    assert parse_range(text) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "กรอกช่วงวันที่ เช่น 17–25 ธันวาคม 2565"),
        ("วันที่ 12 - 20", "ใส่เดือนและปี พ.ศ. ด้วย เช่น 26 ต.ค. 2563"),
        ("17 - 25 ธันวาคม", "ใส่ปี พ.ศ. ด้วย เช่น 26 ต.ค. 2563"),
        ("30 – 31 ก.ย. 2565", "เดือนกันยายน 2565 มีแค่ 30 วัน"),
        ("25–17 ธันวาคม 2565", "วันสุดท้าย 17 ธันวาคม 2565 มาก่อนวันแรก 25 ธันวาคม 2565"),
        ("วันเสาร์ที่ 18 – 25 ธันวาคม 2565", "18 ธันวาคม 2565 เป็นวันอาทิตย์ ไม่ใช่วันเสาร์"),
    ],
)
def test_says_why_it_is_no_range(text, why):
    with pytest.raises(ThaiDateError) as refusal:
        parse_range(text)

    assert str(refusal.value) == why


def test_both_ends_of_a_range_lie_in_the_window():
    with pytest.raises(ThaiDateError, match="ช้าเกินไป"):
        parse_range("17–25 ธันวาคม 2565", latest=date(2022, 12, 24))


@pytest.mark.parametrize(
    "text",
    [
        "พฤษภาคม 2562",
        "พ.ค. 62",
        "พค62",
        "5/2562",
        "๕/๒๕๖๒",
        "2562-05",
        "เดือนพฤษภาคม พ.ศ. 2562",
        "ในเดือนพฤษภาคม 2562",
        "(ในเดือน พ.ค. 62)",
        "ภายในเดือนพฤษภาคม ๒๕๖๒",
        "ประมาณเดือน พ.ค. 62",
        "ช่วงเดือนพฤษภาคม 2562",
        "ประจำเดือนพฤษภาคม 2562",
    ],
)
def test_reads_a_month(text):
    assert parse_month(text) == (date(2019, 5, 1), date(2019, 5, 31))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "กรอกเดือนและปี พ.ศ. เช่น พฤษภาคม 2562"),
        ("พฤษภาคม", "ใส่ปี พ.ศ. ด้วย เช่น พฤษภาคม 2562"),
        ("13/2562", "เดือนมีแค่ 1–12 ตอนนี้เป็น 13"),
        ("May 2019", 'อ่านเดือน "May 2019" ไม่ได้ เขียนแบบ พฤษภาคม 2562'),
    ],
)
def test_says_why_it_is_no_month(text, why):
    with pytest.raises(ThaiDateError) as refusal:
        parse_month(text)

    assert str(refusal.value) == why


@pytest.mark.parametrize(
    "text",
    [
        *("2563", "๒๕๖๓", "63", "พ.ศ. 2563", "ปี 2563", "ค.ศ. 2020", "(2563)", "ปีงบประมาณ 2563"),
        *("ประจำปี ๒๕๖๓", "ประจำปีงบประมาณ พ.ศ. 2563", "ปีงบ 63", "ปีงบฯ 63", "งบปี 2563"),
    ],
)
def test_reads_a_year(text):
    assert parse_year_be(text) == 2563


@pytest.mark.parametrize("text", ["2019", "๒๐๑๙", "ปี 2019", "ประจำปี 2019", "ปีงบประมาณ 2019"])
def test_a_gregorian_year_is_asked_about_and_not_guessed(text):
    with pytest.raises(ThaiDateError) as question:
        parse_year_be(text)

    assert str(question.value) == "2019 เป็นปี ค.ศ. ถ้าหมายถึง พ.ศ. 2562 ให้พิมพ์ 2562"


@time_machine.travel("2026-11-25T09:00:00+07:00", tick=False)
def test_two_figures_that_mean_a_year_of_either_era_are_asked_about():
    with pytest.raises(ThaiDateError) as question:
        parse_year_be("19")

    assert str(question.value) == "19 อาจเป็นปี 2519 หรือ 2562 พิมพ์ปี พ.ศ. 4 หลัก"
    assert [parse_year_be(text) for text in ("42", "62", "70")] == [2542, 2562, 2570]


@pytest.mark.parametrize("text", ["", "256", "ปีที่แล้ว", "ค.ศ. 2563"])
def test_refuses_what_is_no_year(text):
    with pytest.raises(ThaiDateError):
        parse_year_be(text)


@pytest.mark.parametrize(
    "text",
    [
        *("17.30 น.", "17.30", "17:30", "๑๗.๓๐ น.", "เวลา 17.30 น.", "17:30:00", "17.30 นาฬิกา"),
        *("๑๗.๓๐ นาฬิกา", "(17.30 น.)", "เวลาประมาณ 17.30 น.", "17 นาฬิกา 30 นาที", "17:30น."),
    ],
)
def test_reads_a_time(text):
    assert parse_time(text) == time(17, 30)


def test_reads_an_hour_without_minutes():
    assert parse_time("9 น.") == time(9, 0)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "กรอกเวลา เช่น 17.30"),
        ("บ่ายสอง", "กรอกเวลา เช่น 17.30"),
        ("24.00", "เวลาอยู่ระหว่าง 00.00 ถึง 23.59"),
        ("17 นาฬิกา 75 นาที", "เวลาอยู่ระหว่าง 00.00 ถึง 23.59"),
        ("17.60", "เวลาอยู่ระหว่าง 00.00 ถึง 23.59"),
    ],
)
def test_says_why_it_is_no_time(text, why):
    with pytest.raises(ThaiDateError) as refusal:
        parse_time(text)

    assert str(refusal.value) == why


@pytest.mark.parametrize(
    "text",
    [
        "24 ต.ค. 2563 เวลา 09.12 น.",
        "24/10/2563 9:12",
        "2020-10-24T09:12",
        "วันเสาร์ที่ 24 ตุลาคม 2563 09.12",
        "24 ตุลาคม 2563 / 09:12",
        "24/10/2563/09:12",
        "24 ตุลาคม 2563 | 9.12 น.",
        "24 ต.ค. 63 - 09.12 น.",
        "24 ต.ค. 63 (09.12 น.)",
        "ณ วันที่ 24 ตุลาคม 2563 เวลา 09.12 นาฬิกา",
    ],
)
def test_reads_a_day_with_a_time(text):
    assert parse_datetime(text) == datetime(2020, 10, 24, 9, 12)


@pytest.mark.parametrize(
    "text", ["24 ต.ค. 2563", "24 ต.ค. 63", "๒๔ ต.ค. ๖๓", "24/10/63", "24 10 63"]
)
def test_a_day_alone_is_no_moment(text):
    with pytest.raises(ThaiDateError) as refusal:
        parse_datetime(text)

    assert str(refusal.value) == "กรอกวันที่และเวลา เช่น 24 ต.ค. 2563 เวลา 09.12 น."
