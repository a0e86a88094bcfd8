"""Appointment orders and the committees that they make."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from fairs.models import CommitteeMember
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_an_order_is_named_by_office_number_and_calendar_year():
    assert str(make.make_order(number=123)) == "คำสั่งจังหวัดขอนแก่น ที่ 123/2563"


def test_a_number_stands_once_per_office_and_year():
    make.make_order(number=7)
    with pytest.raises(IntegrityError), transaction.atomic():
        make.make_order(number=7, subject="อีกเรื่อง")
    make.make_order(number=7, year_be=2564, signed_on=date(2021, 1, 4))
    make.make_order(number=7, issuing_office="สำนักงานพัฒนาชุมชนจังหวัดขอนแก่น")


def test_numbers_restart_with_the_calendar_year_not_with_the_fiscal_year():
    order = make.make_order(signed_on=date(2020, 10, 2), year_be=2564)
    with pytest.raises(ValidationError, match="สั่งในปี 2563"):
        order.full_clean()


def test_an_order_binds_from_its_signing_unless_it_says_another_day():
    order = make.make_order()
    assert order.in_effect_on == date(2020, 10, 2)
    order.effective_on = date(2020, 11, 1)
    assert order.in_effect_on == date(2020, 11, 1)


def test_an_order_takes_no_effect_before_it_is_signed():
    with pytest.raises(IntegrityError), transaction.atomic():
        make.make_order(effective_on=date(2020, 10, 1))


def test_a_members_part_belongs_to_the_members_committee():
    committee, other = make.make_committee(name_th="ก"), make.make_committee(name_th="ข")
    part = other.sub_committees.create(name_th="ฝ่ายพิธีการ")
    member = CommitteeMember(
        committee=committee, sub_committee=part, position_title="ประธาน", sequence=1
    )
    with pytest.raises(ValidationError, match="คนละคณะทำงาน"):
        member.full_clean()


def test_a_part_with_members_is_not_removed():
    committee = make.make_committee()
    part = committee.sub_committees.create(name_th="ฝ่ายพิธีการ")
    CommitteeMember.objects.create(committee=committee, sub_committee=part, position_title="ก")
    with pytest.raises(IntegrityError), transaction.atomic():
        part.delete()


def test_a_term_ends_after_it_begins():
    committee = make.make_committee()
    with pytest.raises(IntegrityError), transaction.atomic():
        CommitteeMember.objects.create(
            committee=committee,
            position_title="ก",
            from_on=date(2020, 2, 1),
            until_on=date(2020, 1, 1),
        )
