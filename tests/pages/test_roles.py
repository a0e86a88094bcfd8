"""The page that says who may do what, and gives and takes roles."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from otopfair.accounts.models import User
from otopfair.rights.roles import Role
from tests.factories import (
    assign,
    make_administrator,
    make_fair_event,
    make_helper,
    make_officer,
    make_user,
)

pytestmark = pytest.mark.django_db
ROLES = "/staff/roles/"


def lines_of(page) -> dict:
    return {
        line.subject: [cell for _, cell in line.cells]
        for table in page.context["tables"]
        for line in table["lines"]
    }


def test_an_officer_reads_the_table_of_roles(client):
    client.force_login(make_officer())
    page = client.get(ROLES)

    lines = lines_of(page)
    heads = [role.label for role in page.context["roles"]]
    assert dict(zip(heads, lines["พิจารณาใบสมัคร"], strict=True)) == {
        "ผู้ดูแลระบบ": "ได้",
        "เจ้าหน้าที่จังหวัด": "ได้",
        "เจ้าหน้าที่อำเภอ": "–",
        "เลขานุการคณะทำงาน": "–",
        "ผู้ช่วยงาน": "–",
        "หน่วยงานร่วมจัด": "–",
        "ผู้ดูข้อมูล": "–",
    }
    assert lines["ใบสมัคร"] == ["ดู", "ดู", "ดู", "–", "ดู", "–", "ดู"]
    assertContains(page, "จังหวัดขอนแก่น")


def test_a_helper_reads_the_table_and_no_names(client):
    other = make_officer(full_name="นายอื่น ประจำจังหวัด")
    client.force_login(make_helper(make_fair_event()))
    page = client.get(ROLES)
    assertContains(page, "พิจารณาใบสมัคร")
    assertNotContains(page, other.full_name)
    assertNotContains(page, "ให้บทบาท:")


def test_an_officer_names_a_helper_by_the_whole_e_mail_and_takes_the_role_back(client):
    client.force_login(make_officer())
    person = make_user("นางสมศรี ช่วยงาน", email="somsri@example.com")
    fair = make_fair_event()
    url = reverse("staff:role-give", args=["fair_helper"])
    typed = {
        "account": "somsri@example.com",
        "place": f"fair_event_id:{fair.pk}",
        "from_on": "1/1/2569",
        "until": "31/12/2642",
        "reason": "คำสั่งที่ 1/2569",
    }

    answer = client.post(url, typed, follow=True)
    assertContains(answer, "ให้บทบาทแล้ว")
    held = person.assignments.get()
    assert (held.role, held.fair_event) == (Role.FAIR_HELPER, fair)

    answer = client.post(
        reverse("staff:role-take", args=[held.pk]), {"reason": "งานจบ"}, follow=True
    )
    assertContains(answer, "ถอนบทบาทแล้ว")
    held.refresh_from_db()
    assert held.taken_at is not None


def give(client, fair, **typed):
    terms = {"from_on": "1/1/2569", "until": "31/12/2642", "reason": "คำสั่งที่ 1/2569"}
    place = {"place": f"fair_event_id:{fair.pk}"}
    return client.post(
        reverse("staff:role-give", args=["fair_helper"]), {**terms, **place, **typed}
    )


def test_a_helper_of_before_is_named_by_name_and_a_stranger_is_not(client):
    officer = make_officer()
    client.force_login(officer)
    last_year, fair = make_fair_event("ปีก่อน"), make_fair_event()
    helper = assign(
        make_user("นางสมศรี ช่วยงาน"), Role.FAIR_HELPER, fair_event=last_year, until="2642-12-31"
    )
    stranger = make_user("นายสมชาย แปลกหน้า")

    assert give(client, fair, account="สมศรี").status_code == 302
    refused = give(client, fair, account="สมชาย")
    assert refused.context["form"].errors["account"] == [
        "ไม่พบ “สมชาย” ถ้ายังไม่มีบัญชี กรอกชื่อและนามสกุลในช่องถัดไป ระบบจะเปิดบัญชีให้"
    ]
    assert (helper.assignments.count(), stranger.assignments.count()) == (2, 0)


def test_of_two_with_one_name_the_officer_says_which(client):
    officer, fair = make_officer(), make_fair_event()
    client.force_login(officer)
    for number in (1, 2):
        person = make_user(f"นางสมศรี {number}")
        assign(person, Role.FAIR_HELPER, fair_event=fair, until="2642-12-31")
    refused = give(client, make_fair_event("อีกงาน"), account="สมศรี")
    assert refused.context["form"].errors["account"] == [
        "ชื่อนี้มีหลายคน: นางสมศรี 1, นางสมศรี 2 กรอกโทรศัพท์หรืออีเมลของคนที่ต้องการ"
    ]


def test_who_has_no_account_gets_one_with_the_role_and_a_slip(client):
    client.force_login(make_officer())
    fair = make_fair_event()

    slip = give(client, fair, account="081 234 5678", full_name="นางสาวใหม่ มาช่วย")

    person = User.objects.get(phone="0812345678")
    held = person.assignments.get()
    assert (person.full_name, held.fair_event) == ("นางสาวใหม่ มาช่วย", fair)
    assert slip.context["slip"]["owner"] == person
    assertContains(slip, "ใบรหัส")


def test_a_refused_role_opens_no_account(client):
    client.force_login(make_officer())
    foreign = make_fair_event("งานลำปาง", province="52")
    give(client, foreign, account="0812345678", full_name="นางสาวใหม่ มาช่วย")
    give(client, make_fair_event(), account="ใหม่", full_name="นางสาวใหม่ มาช่วย")
    assert not User.objects.filter(full_name="นางสาวใหม่ มาช่วย").exists()


def test_places_that_are_not_the_officers_are_neither_offered_nor_accepted(client):
    client.force_login(make_officer())
    person = make_user(email="somsri@example.com")
    foreign = make_fair_event("งานลำปาง", province="52")
    url = reverse("staff:role-give", args=["fair_helper"])
    assertNotContains(client.get(url), "งานลำปาง")
    typed = {
        "account": "somsri@example.com",
        "place": f"fair_event_id:{foreign.pk}",
        "from_on": "1/1/2569",
        "until": "31/12/2642",
        "reason": "ลอง",
    }
    assert client.post(url, typed).status_code == 422
    assert not person.assignments.exists()


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.PROVINCIAL_OFFICER])
def test_an_officer_gives_no_role_of_the_own_rank_or_above(client, role):
    client.force_login(make_officer())
    assert client.get(reverse("staff:role-give", args=[role])).status_code == 403


def test_an_unknown_role_is_no_page(client):
    client.force_login(make_officer())
    assert client.get(reverse("staff:role-give", args=["king"])).status_code == 404


def test_who_has_a_role_is_read_in_a_constant_number_of_queries(
    client, django_assert_max_num_queries
):
    client.force_login(make_administrator())
    for number in range(12):
        assign(make_user(f"เลขาฯ {number}"), Role.COMMITTEE_SECRETARY, province="40")
    with django_assert_max_num_queries(16):
        assert client.get(ROLES).status_code == 200
