"""Work pages of fairs: state, ground, resolutions; for the officer, the stranger and the helper."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from fairs.models import FairEvent, FairState, Meeting, Participation, Resolution
from otopfair.history.models import record
from otopfair.rights.roles import Role
from otopfair.staff.asking import Question
from sales.models import FairReport
from tests import factories as make
from tests.filled_forms import filled_form

NO_CALL = Question("งานนี้ยังไม่มีประกาศรับสมัคร ร้านจะสมัครไม่ได้").mark
pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client):
    officer = make.make_officer()
    client.force_login(officer)
    return officer


def test_officer_publishes_a_fair(client, officer):
    fair = make.make_checked_fair()
    make.make_call(fair)
    response = client.post(reverse("staff:fair-state", args=[fair.pk]), {"action": "publish"})
    fair.refresh_from_db()
    assert (response.status_code, fair.state) == (302, FairState.PUBLISHED)


def test_a_refused_publication_says_why_and_changes_nothing(client, officer):
    fair = make.make_checked_fair(venue_name="")
    response = client.post(reverse("staff:fair-state", args=[fair.pk]), {"action": "publish"})
    fair.refresh_from_db()
    assert (response.status_code, fair.state) == (422, FairState.CHECKED)
    assert "กรอกสถานที่จัดงานก่อนเผยแพร่" in response.content.decode()


def test_officer_reports_the_result_of_a_resolution(client, officer):
    meeting = Meeting.objects.create(committee=make.make_committee(), held_on=date(2019, 1, 17))
    resolution = Resolution.objects.create(
        meeting=meeting, number="1", kind="agreed", text="เห็นชอบผังบูธ", due_on=date(2019, 2, 1)
    )
    url = reverse("staff:resolution", args=[resolution.pk])

    boxes = filled_form(client.get(url), holds="done_on")
    proof = SimpleUploadedFile("ผัง.pdf", b"%PDF-1.4 ...", "application/pdf")
    client.post(url, boxes | {"done_on": "30/01/2562", "result": "ส่งผังแล้ว", "file": proof})

    resolution.refresh_from_db()
    assert (resolution.done_on, resolution.attachments.get().file_name) == (
        date(2019, 1, 30),
        "ผัง.pdf",
    )
    meeting_page = client.get(reverse("staff:meeting", args=[meeting.pk])).content.decode()
    listed = client.get(reverse("staff:fairs_resolution_changelist")).content.decode()
    assert ("ผัง.pdf" in meeting_page, "1 ไฟล์" in listed) == (True, True)


def test_a_proof_that_is_no_photo_and_no_pdf_is_refused_and_nothing_is_reported(client, officer):
    meeting = Meeting.objects.create(committee=make.make_committee(), held_on=date(2019, 1, 17))
    resolution = Resolution.objects.create(meeting=meeting, number="1", kind="agreed", text="ก")
    url = reverse("staff:resolution", args=[resolution.pk])
    boxes = filled_form(client.get(url), holds="done_on")

    wrong = SimpleUploadedFile("ผัง.exe", b"MZ", "application/pdf")
    answer = client.post(url, boxes | {"result": "ส่งผังแล้ว", "file": wrong})

    resolution.refresh_from_db()
    assert (answer.status_code, resolution.done_on) == (422, None)
    assert "ส่งผังแล้ว" in answer.content.decode()


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
    assert steps_on(client, fair) == {
        "เตรียมงาน": {
            "กำหนดวันและเวลา": True,
            "สถานที่จัดงาน": True,
            "คำอธิบายและโทรศัพท์สอบถาม": False,
            "ผู้จัดงาน": False,
            "วางผังบูธ": True,
        },
        "รับสมัครและจัดบูธ": {"ประกาศรับสมัคร": False, "จัดบูธให้ร้านที่ยืนยันแล้ว": False},
        "ก่อนเปิดงาน": {"กำหนดการ": False, "พิธีการ": False, "กติกาหน้างาน": False},
        "หลังงาน": {"ปิดรายงานประจำวัน": False, "ปิดรายงานสรุปทั้งงาน": False},
    }


def steps_on(client, fair):
    """Part → step → whether the page says that it is done."""
    page = client.get(reverse("staff:fair-state", args=[fair.pk]))
    return {
        part.name.value: {step.label: step.is_done for step, _may_open in part.steps}
        for part in page.context["parts"]
    }


def test_a_fair_that_is_joined_asks_for_its_host_and_the_trip_in_place_of_ground_and_call(
    client, officer
):
    fair = make.make_fair_event(role="joined")
    Participation.objects.create(fair_event=fair, host_name="มหกรรมเซรามิก", booth_count=20)
    steps = steps_on(client, fair)
    assert list(steps["เตรียมงาน"])[-1:] == ["งานที่ไปร่วมและบูธของเรา"]
    assert (steps["เตรียมงาน"]["งานที่ไปร่วมและบูธของเรา"], steps["ก่อนเปิดงาน"]["คณะเดินทาง"]) == (
        True,
        False,
    )


def stage_of_page(client, fair):
    return client.get(reverse("staff:fair-state", args=[fair.pk])).context["stage"].label


def test_the_stage_follows_what_was_said_and_the_days(client, officer):
    today = timezone.localdate()
    day = {"opens_on": today - timedelta(days=9), "closes_on": today - timedelta(days=8)}
    ahead = {"opens_on": today + timedelta(days=8), "closes_on": today + timedelta(days=9)}
    fairs = [
        make.make_fair_event(state=FairState.DRAFT),
        make.make_checked_fair(),
        make.make_fair_event(**ahead),
        make.make_fair_event(),
        make.make_fair_event(**day),
    ]
    assert [stage_of_page(client, fair) for fair in fairs] == [
        "ร่าง",
        "ตรวจแล้ว",
        "เผยแพร่แล้ว",
        "เปิดงาน",
        "ปิดงาน",
    ]
    FairReport.objects.create(
        fair_event=fairs[-1], figures={}, closed_at=timezone.now(), closed_by=officer
    )
    assert stage_of_page(client, fairs[-1]) == "สรุปแล้ว"


def test_a_secretary_checks_and_the_provincial_officer_publishes(client, officer):
    fair = make.make_fair_event(state=FairState.DRAFT)
    url = reverse("staff:fair-state", args=[fair.pk])
    secretary = make.assign(make.make_user(), Role.COMMITTEE_SECRETARY, province="40")

    client.force_login(secretary)
    refused = client.post(url, {"action": "publish"})
    checked = client.post(url, {"action": "check"})
    fair.refresh_from_db()
    assert (refused.status_code, checked.status_code, fair.checked_by) == (403, 302, secretary)

    client.force_login(officer)
    client.post(url, {"action": "publish", "is-right": "1", "asked": [NO_CALL]})
    fair.refresh_from_db()
    assert fair.state == FairState.PUBLISHED


def test_changes_after_the_check_are_counted(client, officer):
    fair = make.make_checked_fair()
    record(fair, "change", "แก้ไขในทะเบียน", by=officer)
    page = client.get(reverse("staff:fair-state", args=[fair.pk]))
    assert page.context["since_check"] == 1


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
