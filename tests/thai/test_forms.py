from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
import time_machine
from django import forms
from django.db import models
from django.utils.html import strip_tags
from django.utils.timezone import make_aware

from otopfair.thai.calendar import THAILAND, today_in_thailand
from otopfair.thai.digits import LARGEST_NUMBER
from otopfair.thai.forms import (
    BahtField,
    FiscalYearField,
    MeasureField,
    NormalisedCharField,
    PhoneField,
    PhonesField,
    TaxIdField,
    ThaiDateField,
    ThaiDateTimeField,
    ThaiTimeField,
    WholeNumberField,
    form_class_by_name,
)
from tests.thai.vectors import DATES, IDS


def form_with(field, typed=None, initial=None):
    form_class = type("TypedForm", (forms.Form,), {"answer": field})
    data = None if typed is None else {"answer": typed}
    return form_class(data, initial={"answer": initial})


def cleaned(field, typed):
    form = form_with(field, typed)
    assert form.is_valid(), form.errors
    return form.cleaned_data["answer"]


def refusal(field, typed):
    form = form_with(field, typed)
    assert not form.is_valid()
    return form.errors["answer"]


@pytest.mark.parametrize(("typed", "day"), DATES["parse"])
def test_a_day_is_read_in_every_spelling(typed, day):
    assert cleaned(ThaiDateField(), typed) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("field", "typed", "answer"),
    [
        (
            ThaiDateTimeField,
            "24 ต.ค. 2563 เวลา 09.12 น.",
            datetime(2020, 10, 24, 2, 12, tzinfo=UTC),
        ),
        (ThaiTimeField, "17.30 น.", time(17, 30)),
        (FiscalYearField, "๖๔", 2564),
        (FiscalYearField, "2564", 2564),
        (FiscalYearField, "ปีงบประมาณ ๒๕๖๔", 2564),
        (WholeNumberField, "๑๒", 12),
        (WholeNumberField, "1,200", 1200),
        (MeasureField, "๒.๕", Decimal("2.5")),
        (MeasureField, "3 ม.", Decimal("3")),
        (BahtField, "๑,๕๐๐.๕๐ บาท", Decimal("1500.50")),
        (PhoneField, "โทร. 089 389 4650", "0893894650"),
        (PhonesField, "098-2940139 / 043-236-537", ["0982940139", "043236537"]),
        (TaxIdField, IDS["spelling_of_the_first"][2], IDS["valid"][0]),
        (TaxIdField, "0994000617721", "0994000617721"),
        (NormalisedCharField, " นํ้า  ใส", "น้ำ ใส"),
    ],
)
def test_every_field_cleans_what_was_typed(field, typed, answer):
    assert cleaned(field(), typed) == answer


@pytest.mark.parametrize(
    ("field", "nothing"),
    [
        (ThaiDateField, None),
        (ThaiDateTimeField, None),
        (ThaiTimeField, None),
        (FiscalYearField, None),
        (BahtField, None),
        (PhoneField, ""),
        (PhonesField, []),
        (TaxIdField, ""),
        (NormalisedCharField, ""),
    ],
)
def test_a_field_that_may_stay_empty(field, nothing):
    assert cleaned(field(required=False), "") == nothing
    assert cleaned(field(required=False), "  ") == nothing


@pytest.mark.parametrize(
    ("field", "sentence"),
    [
        (ThaiDateField, "กรอกวันที่"),
        (ThaiDateTimeField, "กรอกวันที่และเวลา"),
        (ThaiTimeField, "กรอกเวลา"),
        (FiscalYearField, "กรอกปี พ.ศ."),
        (BahtField, "กรอกจำนวนเงิน ถ้าไม่มีให้กรอก 0"),
        (PhoneField, "กรอกเบอร์โทรศัพท์"),
        (PhonesField, "กรอกเบอร์โทรศัพท์"),
        (TaxIdField, "กรอกเลขบัตรประชาชนหรือเลขนิติบุคคล 13 หลัก"),
    ],
)
def test_a_field_that_may_not_stay_empty_says_what_to_fill_in(field, sentence):
    assert refusal(field(), "") == [sentence]
    assert refusal(field(), "  ") == [sentence]


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        (ThaiDateField, "29/02/2568", "เดือนกุมภาพันธ์ 2568 มีแค่ 28 วัน"),
        (ThaiDateTimeField, "24 ต.ค. 2563", "กรอกวันที่และเวลา เช่น 24 ต.ค. 2563 เวลา 09.12 น."),
        (ThaiTimeField, "25.00", "เวลาอยู่ระหว่าง 00.00 ถึง 23.59"),
        (FiscalYearField, "2019", "2019 เป็นปี ค.ศ. ถ้าหมายถึง พ.ศ. 2562 ให้พิมพ์ 2562"),
        (WholeNumberField, "²", '"²" ไม่ใช่ตัวเลข กรอกเป็นตัวเลข เช่น 12'),
        (WholeNumberField, "1.5", "กรอกเป็นจำนวนเต็ม ไม่มีจุดทศนิยม"),
        (WholeNumberField, "9" * 30, f"ต้องไม่เกิน {LARGEST_NUMBER}"),
        (WholeNumberField, "-1", "ตัวเลขติดลบไม่ได้"),
        (MeasureField, "สาม", '"สาม" ไม่ใช่ตัวเลข กรอกเป็นตัวเลข เช่น 12'),
        (FiscalYearField, "ปีหน้า", "กรอกปี พ.ศ. 4 หลัก เช่น 2563"),
        (BahtField, "12,3oo", '"12,3oo" มีตัวอักษรปนอยู่ ใช้เลข 0 และ 1 แทน'),
        (PhoneField, "0812", 'เบอร์มือถือมี 10 หลัก "0812" มี 4 หลัก'),
        (PhonesField, "0812", 'เบอร์มือถือมี 10 หลัก "0812" มี 4 หลัก'),
        (TaxIdField, "12", "กรอกเลขบัตรประชาชนหรือเลขนิติบุคคล 13 หลัก ตอนนี้มี 2 หลัก"),
    ],
)
def test_a_refused_field_says_why_and_keeps_what_was_typed(field, typed, sentence):
    form = form_with(field(), typed)

    assert form.errors["answer"] == [sentence]
    assert form["answer"].value() == typed
    assert f'value="{typed}"' in str(form["answer"]).replace("&quot;", '"')


@pytest.mark.parametrize(
    ("field", "stored", "shown"),
    [
        (ThaiDateField, date(2020, 10, 29), "29 ต.ค. 2563"),
        (
            ThaiDateTimeField,
            datetime(2020, 10, 24, 2, 12, tzinfo=UTC),
            "24 ต.ค. 2563 เวลา 09.12 น.",
        ),
        (ThaiTimeField, time(17, 30), "17.30"),
        (FiscalYearField, 2564, "2564"),
        (WholeNumberField, 1200, "1200"),
        (MeasureField, Decimal("3.00"), "3"),
        (BahtField, Decimal("1500.50"), "1,500.50"),
        (BahtField, Decimal("2500.00"), "2,500"),
        (PhoneField, "0893894650", "089-389-4650"),
        (PhonesField, ["0893894650", "043236537"], "089-389-4650, 043-236-537"),
        (TaxIdField, "1999900000013", "1-9999-00000-01-3"),
    ],
)
def test_a_stored_value_is_shown_as_people_write_it_and_sent_back_unchanged(field, stored, shown):
    assert f'value="{shown}"' in str(form_with(field(), initial=stored)["answer"])
    assert form_with(field(), shown, initial=stored).changed_data == []
    assert form_with(field(), "", initial=stored).changed_data == ["answer"]


def test_a_moment_with_seconds_is_unchanged_when_it_comes_back_as_shown():
    stored = make_aware(datetime(2020, 10, 24, 9, 12, 33), THAILAND)

    form = form_with(ThaiDateTimeField(), "24 ต.ค. 2563 เวลา 09.12 น.", initial=stored)

    assert form.changed_data == []


@pytest.mark.parametrize("typed", ["29/10/63", "2020-10-29", "๒๙ ต.ค. ๖๓"])
def test_the_full_day_stands_beside_what_was_typed(typed):
    html = str(form_with(ThaiDateField(), typed)["answer"])

    assert strip_tags(html).strip() == "= พฤหัสบดีที่ 29 ตุลาคม 2563"
    assert f'value="{typed}"' in html


def test_the_full_day_stands_beside_a_stored_day():
    html = str(form_with(ThaiDateField(), initial=date(2020, 10, 29))["answer"])

    assert strip_tags(html).strip() == "= พฤหัสบดีที่ 29 ตุลาคม 2563"


def test_the_full_moment_stands_beside_the_box():
    html = str(form_with(ThaiDateTimeField(), "24/10/63 9.12")["answer"])

    assert strip_tags(html).strip() == "= เสาร์ที่ 24 ตุลาคม 2563 เวลา 09.12 น."


@pytest.mark.parametrize("typed", ["", "31/9/2567", "เมื่อวาน"])
def test_nothing_stands_beside_what_is_no_day(typed):
    assert "date-echo" not in str(form_with(ThaiDateField(), typed)["answer"])


@time_machine.travel("2020-10-26T09:00:00+07:00", tick=False)
def test_a_window_may_move_with_today():
    def earliest():
        return today_in_thailand().replace(year=1990)

    assert cleaned(ThaiDateField(earliest=earliest), "26/10/2533") == date(1990, 10, 26)
    assert refusal(ThaiDateField(earliest=earliest), "25/10/2533") == [
        "25 ตุลาคม 2533 เร็วเกินไป ต้องไม่ก่อน 26 ตุลาคม 2533"
    ]


def test_money_has_limits_of_its_own():
    assert refusal(BahtField(max_digits=5, decimal_places=2), "1,500") == [
        "หน้าจุดทศนิยมมีได้ไม่เกิน 3 หลัก"
    ]
    assert refusal(BahtField(min_value=100), "50") == ["ต้องไม่น้อยกว่า 100"]


def test_a_short_column_does_not_cut_what_is_typed():
    html = str(form_with(TaxIdField(max_length=13))["answer"])

    assert 'maxlength="200"' in html


@pytest.mark.parametrize("field", [ThaiDateField, BahtField, WholeNumberField, PhonesField])
def test_what_no_number_is_long_enough_for_is_refused_unread(field):
    assert refusal(field(), "1" * 201) == ["ยาวเกินไป พิมพ์ได้ไม่เกิน 200 ตัวอักษร"]


def test_a_line_of_text_has_a_limit_without_being_told():
    assert refusal(NormalisedCharField(), "ก" * 200_000) == ["พิมพ์ได้ไม่เกิน 255 ตัวอักษร ตอนนี้มี 200000"]


@pytest.mark.parametrize(
    ("field", "attrs"),
    [
        (BahtField, ['inputmode="decimal"', 'data-suffix="บาท"', "data-money"]),
        (PhoneField, ['type="tel"', 'autocomplete="tel"']),
        (TaxIdField, ['inputmode="numeric"', 'autocomplete="off"']),
        (ThaiTimeField, ['data-suffix="น."']),
        (FiscalYearField, ['inputmode="numeric"']),
    ],
)
def test_every_box_brings_up_the_right_keyboard(field, attrs):
    html = str(form_with(field())["answer"])

    assert [attr for attr in attrs if attr not in html] == []


def test_a_hint_names_the_era_unless_the_form_gives_another():
    assert ThaiDateField().help_text == "ปี พ.ศ. เช่น 29 ต.ค. 2563 หรือ 29/10/63"
    assert ThaiDateField(help_text="วันแรกของงาน").help_text == "วันแรกของงาน"


def named(column, name):
    column.set_attributes_from_name(name)
    return column


def formfield(column):
    return column.formfield(**form_class_by_name(column))


@pytest.mark.parametrize(
    ("column", "field"),
    [
        (named(models.PositiveSmallIntegerField("ปี"), "fiscal_year_be"), FiscalYearField),
        (
            named(models.DecimalField("งบ", max_digits=9, decimal_places=2), "budget_baht"),
            BahtField,
        ),
        (named(models.PositiveSmallIntegerField("ครั้งที่"), "ordinal"), WholeNumberField),
        (
            named(models.DecimalField("กว้าง", max_digits=4, decimal_places=2), "width_m"),
            MeasureField,
        ),
        (named(models.PositiveSmallIntegerField("ประจำปี"), "year_label_be"), FiscalYearField),
    ],
)
def test_numbers_are_known_by_their_type_and_years_and_money_by_the_name(column, field):
    assert type(formfield(column)) is field


@pytest.mark.parametrize(
    ("column", "most"),
    [
        (models.PositiveSmallIntegerField, 32_767),
        (models.PositiveIntegerField, 2_147_483_647),
        (models.BigIntegerField, LARGEST_NUMBER),
    ],
)
def test_a_number_is_no_larger_than_its_column_on_every_database(column, most):
    field = formfield(named(column("จำนวน"), "count"))

    assert refusal(field, str(most + 1)) == [f"ต้องไม่เกิน {most}"]
    assert cleaned(field, str(most)) == most
