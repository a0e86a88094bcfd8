"""What was seen on the running portal while rights belonged to people, and must not come back."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from fairs.models import Agency, FairState, Person, Province, Venue, Zone
from fairs.operations.shared import ask_owner, give_to_province
from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry
from otopfair.outbox.models import Delivery
from otopfair.rights.roles import Role
from tests.factories import (
    assign,
    make_administrator,
    make_agency,
    make_application,
    make_booth,
    make_fair_event,
    make_helper,
    make_offer,
    make_officer,
    make_product,
    make_series,
    make_user,
    make_vendor,
)

pytestmark = pytest.mark.django_db
LAMPANG = "52"


@pytest.fixture
def lampang_fair():
    return make_fair_event("งานลำปาง", province=LAMPANG)


@pytest.fixture
def officer_who_helps(lampang_fair):
    """Decides in Khon Kaen, helps at one fair of Lampang."""
    return assign(make_officer(), Role.FAIR_HELPER, fair_event=lampang_fair)


def test_a_helper_from_elsewhere_decides_no_application(client, lampang_fair, officer_who_helps):
    application = make_application(lampang_fair, status="submitted")
    client.force_login(officer_who_helps)
    page = reverse("staff:review", args=[application.pk])

    assert client.get(page).status_code == 200
    typed = {"decision": "refuse", "reason": "ลอง", "version": application.version}
    assert client.post(page, typed).status_code == 403
    application.refresh_from_db()
    assert application.status == "submitted"


def test_a_helper_from_elsewhere_gives_no_booth(client, lampang_fair, officer_who_helps):
    application, booth = make_application(lampang_fair), make_booth(lampang_fair)
    client.force_login(officer_who_helps)
    page = reverse("staff:allocation-fair", args=[lampang_fair.pk])

    typed = {"act": "allocate", "application": application.pk, "booth": booth.pk}
    assert client.post(page, typed).status_code == 403
    assert not application.allocations.exists()


def test_a_helper_from_elsewhere_cancels_no_fair(client, lampang_fair, officer_who_helps):
    client.force_login(officer_who_helps)
    page = reverse("staff:fair-state", args=[lampang_fair.pk])
    assert client.post(page, {"action": "cancel", "reason": "ลอง"}).status_code == 403
    lampang_fair.refresh_from_db()
    assert lampang_fair.state == FairState.PUBLISHED


def test_an_officer_renames_no_series_of_another_province(client):
    series = make_series("OTOP ขอนแก่น", province_id="40")
    client.force_login(make_officer(LAMPANG))
    page = reverse("staff:fairs_fairseries_change", args=[series.pk])

    assertContains(client.get(page), "ข้อมูลนี้เป็นของจังหวัดขอนแก่น")
    assert client.post(page, {"name_th": "ของลำปาง"}).status_code == 403
    series.refresh_from_db()
    assert series.name_th == "OTOP ขอนแก่น"


def test_an_officer_changes_no_governor_of_another_province(client):
    governor = Person.objects.create(
        given_name="สมศักดิ์", position_title="ผู้ว่าราชการจังหวัดขอนแก่น", province_id="40"
    )
    client.force_login(make_officer(LAMPANG))
    page = reverse("staff:fairs_person_change", args=[governor.pk])
    assert client.post(page, {"given_name": "อื่น"}).status_code == 403


@pytest.mark.parametrize("owner", [None, "40"])
def test_the_owner_is_asked_instead(client, owner):
    series = make_series("ชุดงานกลาง", province_id=owner)
    administrator, officer = make_administrator(), make_officer()
    client.force_login(make_officer(LAMPANG))
    page = reverse("staff:ask-fairseries", args=[series.pk])

    assert client.post(page, {"words": ""}).status_code == 422
    answer = client.post(page, {"words": "ชื่อสะกดผิด"}, follow=True)

    assertContains(answer, "ส่งคำขอถึง")
    asked = officer if owner else administrator
    told = Delivery.objects.filter(channel="inbox").select_related("message", "user")
    assert [(one.user, "ชื่อสะกดผิด" in one.message.body) for one in told] == [(asked, True)]
    assert HistoryEntry.objects.of(series).get().verb == "ask"


def test_a_question_that_reaches_nobody_is_said():
    series = make_series("ชุดงาน", province_id="40")
    with pytest.raises(RuleBroken, match="ยังไม่มีผู้ดูแล"):
        ask_owner(series, words="ผิด", link="", by=make_user())


def test_the_owner_hands_a_row_to_another_province(client):
    venue = Venue.objects.create(name_th="ลานเซรามิก", province_id="52", district_id="5201")
    officer, receiver = make_officer(LAMPANG), make_officer()
    page = reverse("staff:hand-over-venue", args=[venue.pk])
    register = reverse("staff:fairs_venue_change", args=[venue.pk])
    client.force_login(officer)

    assert client.post(page, {"province": "40", "words": ""}).status_code == 422
    client.post(page, {"province": "40", "words": "อยู่ขอนแก่น"})

    venue.refresh_from_db()
    assert (venue.province_id, venue.district_id) == ("40", None)
    [entry] = HistoryEntry.objects.of(venue)
    assert (entry.verb, entry.actor, entry.reason) == ("hand_over", officer, "อยู่ขอนแก่น")
    assert Delivery.objects.get(channel="inbox").user == receiver
    assert client.post(page, {"province": "52", "words": "คืน"}).status_code == 403
    may_change = {}
    for user in (officer, receiver):
        client.force_login(user)
        may_change[user] = client.get(register).context["has_change_permission"]
    assert may_change == {officer: False, receiver: True}


def test_a_province_that_has_such_a_venue_keeps_its_own():
    Venue.objects.create(name_th="ลานเมือง", province_id="40")
    venue = Venue.objects.create(name_th="ลานเมือง", province_id="52")
    khonkaen = Province.objects.get(pk="40")
    with pytest.raises(RuleBroken, match="ชื่อนี้แล้ว"):
        give_to_province(venue, khonkaen, words="ผิด", link="", by=make_user())


def test_a_new_series_belongs_to_the_officers_province(client):
    client.force_login(make_officer())
    page = reverse("staff:fairs_fairseries_add")
    choices = client.get(page).context["adminform"].form.fields["province"].choices
    assert [key for key, _ in choices] == ["", "40"]
    typed = {"name_th": "ชุดใหม่", "cloth": "indigo", "name_en": ""}
    assert "province" in client.post(page, typed).context["adminform"].form.errors


def test_a_vendor_from_elsewhere_is_read_in_its_application_only(client):
    fair = make_fair_event()
    vendor = make_vendor("ร้านลำปาง", province_id=LAMPANG)
    application = make_application(fair, vendor, status="submitted")
    client.force_login(make_officer())

    assertContains(client.get(reverse("staff:review", args=[application.pk])), "ร้านลำปาง")
    form = reverse("staff:vendors_vendor_change", args=[vendor.pk])
    assert client.get(form).status_code == 404
    assertNotContains(client.get(reverse("staff:vendors_vendor_changelist")), "ร้านลำปาง")


@pytest.mark.parametrize("status", ["submitted", "draft"])
@pytest.mark.parametrize("who", ["officer", "helper"])
def test_products_are_seen_as_far_as_a_sent_application_brings_them(client, status, who):
    fair = make_fair_event()
    vendor = make_vendor("ร้านลำปาง", province_id=LAMPANG)
    application = make_application(fair, vendor, status=status)
    brought = make_offer(application, name="ชามตราไก่", is_published=False).product
    other = make_product(vendor, "แจกันที่ไม่ได้นำมา", is_published=False)
    client.force_login(make_officer() if who == "officer" else make_helper(fair))

    seen = {
        product.name_th: client.get(
            reverse("staff:products_product_change", args=[product.pk])
        ).status_code
        for product in (brought, other)
    }
    found = 200 if status == "submitted" else 404
    assert seen == {"ชามตราไก่": found, "แจกันที่ไม่ได้นำมา": 404}


def test_a_posted_fair_of_another_province_is_refused(client, lampang_fair):
    client.force_login(make_officer())
    page = reverse("staff:fairs_zone_add")
    typed = {"fair_event": lampang_fair.pk, "code": "Z", "name_th": "แอบ", "sequence": 1}
    typed |= {"plan_x": 0, "plan_y": 0, "plan_width": 0, "plan_height": 0}

    answer = client.post(page, typed)

    assert "fair_event" in answer.context["adminform"].form.errors
    assert not Zone.objects.filter(code="Z").exists()


def test_a_fair_where_one_only_helps_is_not_offered_for_changing(
    client, lampang_fair, officer_who_helps
):
    own = make_fair_event("งานขอนแก่น")
    client.force_login(officer_who_helps)
    form = client.get(reverse("staff:fairs_zone_add")).context["adminform"].form
    assert [key for key, _ in form.fields["fair_event"].choices] == ["", str(own.pk)]


def test_an_own_record_is_not_handed_to_another_province(client):
    own = make_agency("สำนักงานเรา", province_id="40")
    client.force_login(make_officer())
    page = reverse("staff:fairs_agency_change", args=[own.pk])
    client.post(page, {"name_th": "ยกให้", "kind": "state", "province": LAMPANG})
    assert Agency.objects.get().province_id == "40"


def test_a_look_up_for_a_form_finds_only_what_may_be_used(client):
    make_vendor("ร้านลำปาง", province_id=LAMPANG)
    own = make_vendor("ร้านขอนแก่น")
    client.force_login(make_officer())
    query = {"app_label": "products", "model_name": "product", "field_name": "vendor"}
    answer = client.get(reverse("staff:autocomplete"), {**query, "term": "ร้าน"}).json()
    assert [row["text"] for row in answer["results"]] == [str(own)]


def test_a_district_officer_keeps_the_vendors_of_the_district(client):
    own = make_vendor("ร้านในเมือง", district_id="4001")
    beside = make_vendor("ร้านบ้านไผ่", district_id="4010")
    user = assign(make_user(), Role.DISTRICT_OFFICER, district_id="4001")
    client.force_login(user)
    pages = {
        vendor.name_th: client.get(
            reverse("staff:vendors_vendor_change", args=[vendor.pk])
        ).status_code
        for vendor in (own, beside)
    }
    assert pages == {"ร้านในเมือง": 200, "ร้านบ้านไผ่": 404}
    fields = client.get(reverse("staff:vendors_vendor_add")).context["adminform"].form.fields
    assert [key for key, _ in fields["province"].choices] == ["", "40"]
    assert fields["district"].required


def test_rights_end_with_the_account(client):
    officer = make_officer()
    client.force_login(officer)
    officer.is_active = False
    officer.save()
    assert client.get(reverse("staff:index")).status_code == 302
