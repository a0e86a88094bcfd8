"""Work pages of fairs: state, ground, resolutions; for the officer, the stranger and the helper."""

from datetime import date

import pytest
from django.urls import reverse

from fairs.models import FairEvent, FairState, Meeting, Resolution
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client):
    officer = make.make_officer()
    client.force_login(officer)
    return officer


def test_officer_publishes_a_fair(client, officer):
    fair = make.make_fair_event(state=FairState.DRAFT)
    make.make_call(fair)
    response = client.post(reverse("staff:fair-state", args=[fair.pk]), {"action": "publish"})
    fair.refresh_from_db()
    assert (response.status_code, fair.state) == (302, FairState.PUBLISHED)


def test_a_refused_publication_says_why_and_changes_nothing(client, officer):
    fair = make.make_fair_event(state=FairState.DRAFT, venue_name="")
    response = client.post(reverse("staff:fair-state", args=[fair.pk]), {"action": "publish"})
    fair.refresh_from_db()
    assert (response.status_code, fair.state) == (422, FairState.DRAFT)
    assert "กรอกสถานที่จัดงานก่อนเผยแพร่" in response.content.decode()


def test_officer_reports_the_result_of_a_resolution(client, officer):
    meeting = Meeting.objects.create(committee=make.make_committee(), held_on=date(2019, 1, 17))
    resolution = Resolution.objects.create(
        meeting=meeting, number="1", kind="agreed", text="เห็นชอบผังบูธ", due_on=date(2019, 2, 1)
    )
    url = reverse("staff:resolution-result", args=[resolution.pk])

    client.post(url, {"done_on": "30/01/2562", "result": "ส่งผังแล้ว"})

    resolution.refresh_from_db()
    assert resolution.done_on == date(2019, 1, 30)
    assert "เปิดมติอีกครั้ง" in client.get(url).content.decode()


@pytest.mark.parametrize("name", ["fair-state", "plan"])
def test_officer_of_another_province_finds_no_such_fair(client, name):
    fair = make.make_fair_event()
    client.force_login(make.make_officer("52"))
    assert client.get(reverse(f"staff:{name}", args=[fair.pk])).status_code == 404


@pytest.mark.parametrize("name", ["fair-state", "plan"])
def test_a_helper_of_the_fair_may_not(client, name):
    fair = make.make_fair_event()
    client.force_login(make.make_helper(fair))
    assert client.get(reverse(f"staff:{name}", args=[fair.pk])).status_code == 403


@pytest.mark.parametrize("name", ["fair-state", "plan"])
def test_nobody_is_sent_to_sign_in(client, name):
    url = reverse(f"staff:{name}", args=[1])
    assert client.get(url).headers["Location"] == f"/accounts/login/?next={url}"


def test_a_fair_says_what_it_still_needs(client, officer):
    fair = make.make_fair_event()
    make.make_booth(fair)
    steps = client.get(reverse("staff:fair-state", args=[fair.pk])).context["steps"]
    assert [(step.label, step.is_done) for step in steps] == [
        ("กำหนดวันและเวลา", True),
        ("วางผังบูธ", True),
        ("ประกาศรับสมัคร", False),
        ("กำหนดการ", False),
    ]


def test_a_new_fair_leads_to_its_next_steps_and_its_names_are_checked(client, officer):
    none = {
        f"{prefix}-{count}_FORMS": 0
        for prefix in ("own_days", "organisers", "acts", "programme")
        for count in ("TOTAL", "INITIAL")
    }
    typed = {
        "name_th": "งานปีใหม่",
        "slug": "new-year-2570",
        "reference_code": "งาน70",
        "role": "organised",
        "period": "๑๕–๑๗ ธ.ค. ๖๙",
        "venue_name": "ศาลากลาง",
        "venue_province": "40",
        "home_province": "40",
        **none,
    }
    url = reverse("staff:fairs_fairevent_add")
    refused = client.post(url, typed)
    saved = client.post(url, {**typed, "reference_code": "NY70"})

    assert "รหัสงานใช้อักษรอังกฤษตัวใหญ่และตัวเลข 2 ถึง 8 ตัว" in refused.content.decode()
    fair = FairEvent.objects.get()
    assert saved.headers["Location"] == reverse("staff:fair-state", args=[fair.pk])
    assert (fair.opens_on, fair.closes_on) == (date(2026, 12, 15), date(2026, 12, 17))
