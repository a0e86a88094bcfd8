"""The officer's calendar: what lies on which day, for whom, and on the telephone."""

from datetime import date, time

import icalendar
import pytest
import time_machine
from django.urls import reverse

from fairs.models import Meeting, Resolution
from otopfair.thai.periods import Period
from pages.agenda import agenda
from pages.calendar_file import token_of
from tests import factories as make

pytestmark = pytest.mark.django_db
MONTH = date(2026, 11, 1), date(2026, 11, 30)
PAGE = reverse("staff:calendar")


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel("2026-11-02 12:00+07:00"):
        yield


@pytest.fixture
def officer():
    """Khon Kaen in November: a fair over the end of the month, a meeting, a resolution due."""
    fair = make.make_fair_event("งานไหม", venue_name="ศาลากลาง")
    fair.period = Period(date(2026, 11, 28), date(2026, 12, 4))
    fair.save()
    meeting = Meeting.objects.create(
        committee=make.make_committee(name_th="คณะทำงาน"),
        held_on=date(2026, 11, 10),
        starts_time=time(9, 30),
        venue="ห้องประชุม 2",
    )
    Resolution.objects.create(
        meeting=meeting, number="1", kind="assigned", text="ทำผัง", due_on=date(2026, 11, 20)
    )
    Resolution.objects.create(
        meeting=meeting, number="2", kind="assigned", text="เสร็จแล้ว", due_on=date(2026, 11, 21),
        done_on=date(2026, 11, 15), result="ทำแล้ว",
    )  # fmt: skip
    make.make_fair_event("งานลำปาง", province="52")
    return make.make_officer()


def test_fairs_meetings_and_days_that_are_due_stand_on_their_days(officer):
    assert [(one.first, one.what, one.where) for one in agenda(officer, *MONTH)] == [
        (date(2026, 11, 10), "ประชุมคณะทำงาน", "ห้องประชุม 2"),
        (date(2026, 11, 20), "ครบกำหนดมติ ทำผัง", "ประชุมคณะทำงาน"),
        (date(2026, 11, 28), "งานไหม", "ศาลากลาง"),
    ]


def test_who_sees_no_meetings_has_none_in_the_calendar(officer):
    helper = make.make_helper(make.make_fair_event("งานอื่น"))
    assert [one for one in agenda(helper, *MONTH) if one.kind != "fair"] == []


def test_the_month_and_the_list_show_the_same_and_keep_to_the_address(client, officer):
    client.force_login(officer)
    month = client.get(PAGE)
    later = client.get(PAGE, {"view": "list", "kind": "fair", "month": "2026-12"})
    squares = [square for week in month.context["weeks"] for square in week if square["lines"]]

    assert [square["day"].day for square in squares] == [10, 20, 28, 29, 30]
    assert [day for day, _ in month.context["days"]] == [
        date(2026, 11, 10), date(2026, 11, 20), date(2026, 11, 28)
    ]  # fmt: skip
    assert [line[0][0].what for _, line in later.context["days"]] == ["งานไหม"]


@pytest.mark.parametrize("month", ["2026-13", "x", "9999-12", "0001-01", ""])
def test_a_month_that_is_none_breaks_nothing(client, officer, month):
    client.force_login(officer)
    for view in ("", "list"):
        assert client.get(PAGE, {"month": month, "view": view}).status_code == 200


def test_the_address_opens_the_calendar_of_its_owner_without_signing_in(client, officer):
    answer = client.get(reverse("staff-calendar-file", args=[token_of(officer)]))
    entries = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    read = [(str(one["SUMMARY"]), one["DTSTART"].dt.isoformat()) for one in entries]
    assert read == [
        ("ประชุมคณะทำงาน", "2026-11-10T09:30:00+07:00"),
        ("ครบกำหนดมติ ทำผัง", "2026-11-20"),
        ("งานไหม", "2026-11-28"),
    ]


def test_a_forged_address_and_one_from_before_the_new_password_open_nothing(client, officer):
    token = token_of(officer)
    officer.set_password("another-password-1")
    officer.save()
    vendor = token_of(make.make_user("ร้าน"))
    for tried in (token, token[:-1], vendor, "1-abc", "x"):
        assert client.get(reverse("staff-calendar-file", args=[tried])).status_code == 404


def test_a_fair_that_began_last_month_is_named_on_the_first_of_this(client, officer):
    client.force_login(officer)
    weeks = client.get(PAGE, {"month": "2026-12"}).context["weeks"]
    named = [square["day"].day for week in weeks for square in week if square["is_in"]
             for _one, _picture, is_named in square["lines"] if is_named]  # fmt: skip
    assert named == [1]
