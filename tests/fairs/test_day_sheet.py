"""The day sheet says the hours, what happens when and where, and who acts for whom."""

from datetime import date, time

import pytest
from django.urls import reverse

from fairs.models import FairDay, OfficialAct, ProgrammeItem
from fairs.operations.days import keep_own_days
from fairs.printing import NOTHING, day_sheet
from tests import factories as make

pytestmark = pytest.mark.django_db
OPENING, SECOND = date(2020, 10, 26), date(2020, 10, 27)


@pytest.fixture
def fair():
    fair = make.make_fair_event(opens_on=OPENING, closes_on=SECOND)
    ProgrammeItem.objects.create(
        fair_event=fair, on=OPENING, starts_time=time(17, 30), title="พิธีเปิด", place="เวทีกลาง"
    )
    OfficialAct.objects.create(
        fair_event=fair,
        kind="reports",
        position_title="นางจิรภา เชื้อดวงผุย",
        capacity="acting",
        acting_for="พัฒนาการจังหวัดขอนแก่น",
        time=time(17, 45),
    )
    return fair


def test_a_day_has_its_hours_its_items_and_its_acts(fair):
    section = day_sheet(fair, [OPENING]).sections[0]
    hours, items, acts = section.parts
    assert (section.title, hours) == ("วันจันทร์ที่ 26 ตุลาคม 2563", "เปิด 10.00 น. ถึง 21.00 น.")
    assert items.rows == [["17.30 น.", "พิธีเปิด", "เวทีกลาง"]]
    assert acts.rows == [
        [
            "17.45 น.",
            "กล่าวรายงาน",
            "นางจิรภา เชื้อดวงผุย รักษาราชการแทน พัฒนาการจังหวัดขอนแก่น",
            "",
        ]
    ]


def test_a_closed_day_and_a_day_without_items_say_so(fair):
    FairDay.objects.create(fair_event=fair, on=SECOND, is_closed=True)
    sheet = day_sheet(keep_own_days(fair), [SECOND])
    assert sheet.sections[0].parts == ["ปิดวันนี้", NOTHING]


def test_an_officer_takes_one_day_or_all_and_no_other(client, fair):
    client.force_login(make.make_officer())
    url = reverse("staff:fair-day-sheet", args=[fair.pk])
    answers = [client.get(url, {"day": day}) for day in ("2020-10-26", "2020-12-01")]
    assert [answer.status_code for answer in answers] == [200, 404]
    assert answers[0].content[:5] == b"%PDF-"
