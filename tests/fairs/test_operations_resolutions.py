"""A resolution is carried out and opened again."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from fairs.models import Meeting, Resolution
from fairs.operations.resolutions import complete_resolution, reopen_resolution
from otopfair.errors import RuleBroken
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def resolution():
    meeting = Meeting.objects.create(committee=make.make_committee(), held_on=date(2019, 1, 17))
    return Resolution.objects.create(
        meeting=meeting, number="4.1", kind="assigned", text="จัดทำผังบูธ", due_on=date(2019, 2, 1)
    )


def report(resolution, **said):
    complete_resolution(resolution, form_key=uuid4(), **said)


def test_complete_resolution_keeps_day_and_result(resolution):
    report(
        resolution,
        done_on=date(2019, 1, 30),
        result="ส่งผังแล้ว",
        by=make.make_officer(),
    )
    resolution.refresh_from_db()
    assert (resolution.done_on, resolution.result) == (date(2019, 1, 30), "ส่งผังแล้ว")
    assert not Resolution.objects.overdue().exists()


@pytest.mark.parametrize(
    ("done_on", "sentence"),
    [
        (date(2019, 1, 16), "วันที่เสร็จต้องไม่มาก่อนวันประชุม 17 มกราคม 2562"),
        (timezone.localdate() + timedelta(days=2), "วันที่เสร็จต้องไม่ใช่วันที่ยังมาไม่ถึง"),
    ],
    ids=["before the meeting", "in the future"],
)
def test_complete_resolution_refuses_an_impossible_day(resolution, done_on, sentence):
    with pytest.raises(RuleBroken, match=sentence):
        report(resolution, done_on=done_on, result="ส่งแล้ว", by=make.make_officer())


def test_complete_resolution_refuses_a_second_report(resolution):
    officer = make.make_officer()
    report(resolution, done_on=date(2019, 1, 30), result="ส่งแล้ว", by=officer)
    with pytest.raises(RuleBroken, match="มตินี้รายงานผลแล้วเมื่อ 30 มกราคม 2562"):
        report(resolution, done_on=date(2019, 1, 31), result="อีกครั้ง", by=officer)


def test_reopen_resolution_makes_it_overdue_again(resolution):
    officer = make.make_officer()
    report(resolution, done_on=date(2019, 1, 30), result="ส่งแล้ว", by=officer)
    reopen_resolution(resolution, reason="ผังไม่ครบ", by=officer)
    assert list(Resolution.objects.overdue()) == [resolution]


def test_reopen_resolution_refuses_without_a_reason(resolution):
    officer = make.make_officer()
    report(resolution, done_on=date(2019, 1, 30), result="ส่งแล้ว", by=officer)
    with pytest.raises(RuleBroken, match="บอกเหตุที่เปิดมติอีกครั้ง"):
        reopen_resolution(resolution, reason="", by=officer)
