"""The pages on which orders and committees begin: few boxes, and each leads to the other."""

import re
from datetime import date

import pytest
from django.urls import reverse

from fairs.forms.planning import NewPieceForm, PieceForm
from fairs.models import AppointmentOrder, Meeting, Person, Project, WorkingCommittee
from fairs.operations.beginning import call_members
from fairs.planning.pieces import MEETING as MEETING_SHEET
from fairs.planning.pieces import PROJECT as PROJECT_SHEET
from fairs.planning.pieces import kind_of
from tests import factories as make
from tests.filled_forms import filled_form

pytestmark = pytest.mark.django_db
COMMITTEE, ORDER = reverse("staff:begin-committee"), reverse("staff:begin-order")
MEETING = reverse("staff:begin-meeting")


@pytest.fixture
def officer(client):
    officer = make.make_officer()
    client.force_login(officer)
    return officer


@pytest.fixture
def order():
    return make.make_order(
        province_id="40",
        subject="แต่งตั้งคณะทำงานส่งเสริมการตลาด",
        number=21,
        year_be=2562,
        signed_on=date(2019, 1, 17),
    )


def begun(client, url, holds, **typed):
    """The page as it came, with what an officer types into it."""
    return client.post(url, {**filled_form(client.get(url), holds=holds), **typed})


def test_a_committee_begins_with_its_name_and_year(client, officer):
    answer = begun(client, COMMITTEE, "name_th", name_th="คณะทำงานเซรามิก", fiscal_year_be="2562")

    committee = WorkingCommittee.objects.get()
    assert (committee.name_th, committee.fiscal_year_be, committee.order) == (
        "คณะทำงานเซรามิก",
        2562,
        None,
    )
    assert answer.headers["Location"] == reverse("staff:committee", args=[committee.pk])


def test_a_committee_that_is_there_is_asked_about(client, officer):
    make.make_committee(name_th="คณะทำงานเซรามิก", fiscal_year_be=2562)

    page = begun(client, COMMITTEE, "name_th", name_th="คณะทำงานเซรามิก", fiscal_year_be="2562")

    assert [question.sentence for question in page.context["form"].asked] == [
        "มีคณะทำงานเซรามิกอยู่แล้ว ถ้าเป็นคณะเดียวกัน เลือกจากรายการ"
    ]
    assert WorkingCommittee.objects.count() == 1


def test_the_page_of_an_order_leads_to_the_committee_that_it_appoints(client, officer, order):
    page = client.get(reverse("staff:order", args=[order.pk])).content.decode()
    assert f'href="{COMMITTEE}?order={order.pk}"' in page

    begun(client, f"{COMMITTEE}?order={order.pk}", "name_th")

    committee = WorkingCommittee.objects.get()
    assert (committee.name_th, committee.fiscal_year_be, committee.order) == (
        "คณะทำงานส่งเสริมการตลาด",
        2562,
        order,
    )


def test_a_committee_is_appointed_by_an_order_of_its_own_province(client, order):
    client.force_login(make.make_administrator())

    page = begun(
        client, COMMITTEE, "name_th", name_th="ก", fiscal_year_be="2562", order=order.pk,
        province="52",
    )  # fmt: skip

    assert page.context["form"].errors == {"order": ["เลือกคำสั่งของจังหวัดลำปาง"]}
    assert not WorkingCommittee.objects.exists()


def test_the_year_of_an_orders_number_is_that_of_its_day(client, officer):
    boxes = filled_form(client.get(ORDER), holds="number")
    assert "year_be" not in boxes

    begun(client, ORDER, "number", number="๒๑", subject="แต่งตั้งคณะทำงาน", signed_on="17/1/62")

    assert str(AppointmentOrder.objects.get()) == "คำสั่งจังหวัดขอนแก่น ที่ 21/2562"


def test_an_order_without_a_number_says_what_is_missing(client, officer):
    page = begun(client, ORDER, "number", subject="แต่งตั้งคณะทำงาน")

    assert page.context["form"].errors == {"number": ["กรอกเลขที่คำสั่ง"]}


def test_of_the_two_boxes_for_a_committee_neither_is_called_optional(client, officer):
    page = client.get(MEETING).content.decode()

    said = [
        re.search(rf'for="id_{box}">.*?class="optional">(.*?)<', page, re.DOTALL)[1]
        for box in ("committee", "new_committee")
    ]
    assert said == ["(หรือพิมพ์ชื่อใหม่)", "(เมื่อยังไม่มีในรายการ)"]


def test_the_title_names_the_site_alike_on_work_pages_and_registers(client, officer):
    pages = (MEETING, reverse("staff:fairs_venue_add"))
    read = [client.get(page).content.decode() for page in pages]
    titles = [re.search("<title>(.*?)</title>", page, re.DOTALL)[1] for page in read]

    assert [title.rpartition("–")[2].strip() for title in titles] == ["ระบบเจ้าหน้าที่โอทอปแฟร์"] * 2


def test_the_page_of_an_order_is_one_entry_of_the_menu(client, officer, order):
    """'order' and 'order-follow-ups' share a word, and were both marked as here."""
    page = client.get(reverse("staff:order", args=[order.pk]))

    entries = [entry for group in page.context["rail"] for entry in group["items"]]
    assert [entry["label"] for entry in entries if entry["current"]] == ["คำสั่งแต่งตั้ง"]


def test_a_chair_pasted_with_the_position_is_told_apart_and_listed_once(client, officer):
    """The name kept the position, so the same person stood on the list as two."""
    committee = make.make_committee()
    chair = Person.objects.create(
        title="นาย", given_name="ประจวบ", family_name="กันธิยะ", province=committee.province
    )
    committee.members.create(person=chair, position_title="รองผู้ว่าราชการจังหวัด", sequence=1)
    pasted = {"chair_name": "นายประจวบ กันธิยะ รองผู้ว่าราชการจังหวัดลำปาง", "held_on": "17 ม.ค. 62"}

    begun(client, f"{MEETING}?committee={committee.pk}", "held_on", **pasted)
    meeting = Meeting.objects.get()
    call_members(meeting, by=officer)

    assert [(one.person, one.position_title) for one in meeting.attendees.all()] == [
        (chair, "รองผู้ว่าราชการจังหวัดลำปาง")
    ]


def test_a_speaker_pasted_with_the_position_is_told_apart(client, officer):
    meeting = Meeting.objects.create(committee=make.make_committee(), held_on=date(2019, 1, 17))
    kind = kind_of(MEETING_SHEET, "attendee")
    names = ("person_name", "position_title")
    pasted = {"person_name": "นางสาวปิ่น ณ อยุธยา พาณิชย์จังหวัดลำปาง", "position_title": ""}
    row = kind.new(meeting)

    form = PieceForm(pasted, kind=kind, root=meeting, row=row, names=names)
    form.is_valid()

    assert {name: form.cleaned_data[name] for name in names} == {
        "person_name": "นางสาวปิ่น ณ อยุธยา",
        "position_title": "พาณิชย์จังหวัดลำปาง",
    }


def test_the_aims_of_a_project_begin_with_what_its_meeting_was_for(client, officer):
    committee = make.make_committee()
    aims = ["เพื่อยกระดับความสามารถ", "เพื่อสร้างเครือข่าย Cluster", "เพื่อเพิ่มช่องทางการตลาด"]
    purpose = " ".join(aims)
    Meeting.objects.create(committee=committee, held_on=date(2019, 1, 17), purpose=purpose)
    project = Project.objects.create(
        name_th="เพิ่มศักยภาพ", fiscal_year_be=2562, province=committee.province, committee=committee
    )
    objective = kind_of(PROJECT_SHEET, "objective")

    form = NewPieceForm(kind=objective, root=project, within={})
    assert form["lines"].initial == "\n".join(aims)

    project.objectives.create(text=aims[0], sequence=1)
    assert NewPieceForm(kind=objective, root=project, within={})["lines"].initial is None


def test_a_budget_is_asked_for_its_source_and_not_for_a_newsroom():
    project = Project(name_th="เพิ่มศักยภาพ", fiscal_year_be=2562, province_id="40")
    form = NewPieceForm(kind=kind_of(PROJECT_SHEET, "budget"), root=project, within={})

    assert form.fields["source"].help_text == "เช่น งบจังหวัด งบพัฒนากลุ่มจังหวัด"
