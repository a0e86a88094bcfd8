"""Feasts and days without a year, in what somebody types to find a fair."""

from datetime import date

import pytest

from fairs.models import FairEvent
from fairs.when import read_when
from tests.factories import make_fair_event

TODAY = date(2026, 12, 1)

# What is typed on 1 December 2026, a day of the fair that is meant, and one of a fair that is not.
ASKED = """
งานปีใหม่: 2026-12-31 2026-12-01
งานวันขึ้นปีใหม่: 2027-01-01 2027-01-31
ส่งท้ายปีเก่า: 2026-12-30 2025-12-30
สิ้นปีมีงานที่ไหน: 2026-12-31 2026-12-10
new year fair: 2027-01-01 2026-12-01
งานสงกรานต์: 2027-04-13 2026-04-13
งานวันแม่: 2027-08-12 2026-12-12
31 ธ.ค.: 2026-12-31 2026-12-30
งานวันที่ 2 มกราคม: 2027-01-02 2027-01-03
fair 2 january: 2027-01-02 2027-01-03
fairs in January 2027: 2027-01-15 2026-01-15
10-12 มกราคม: 2027-01-11 2027-01-20
10–12 ม.ค. 2570: 2027-01-11 2026-01-11
"""


@pytest.mark.django_db
@pytest.mark.parametrize("line", ASKED.strip().splitlines())
def test_a_feast_or_a_day_finds_the_fair_of_those_days(line):
    typed, _, days = line.partition(": ")
    meant, other = map(date.fromisoformat, days.split())
    fairs = [make_fair_event(str(day), opens_on=day, closes_on=day) for day in (meant, other)]

    found = FairEvent.objects.filter(read_when(typed, TODAY).when)

    assert list(found) == fairs[:1]
