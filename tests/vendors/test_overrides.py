"""A booth beside the rules: a reason, a second officer, and a number that everybody reads."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from fairs.models import CallCell
from otopfair.errors import RuleBroken
from pages.waiting import tasks_for
from tests.factories import (
    make_application,
    make_booth,
    make_call,
    make_draw,
    make_fair_event,
    make_officer,
    make_vendor,
    make_zone,
)
from vendors.allocation_fairness import for_committee, for_public
from vendors.fairness import FOR_THE_COMMITTEE
from vendors.models import AllocationOverride, BoothAllocation
from vendors.operations.allocations import allocate_booth
from vendors.operations.overrides import (
    NotTheSecondOfficer,
    approve_override,
    propose_override,
    set_override_aside,
)

pytestmark = pytest.mark.django_db
WHY = "มติคณะทำงานครั้งที่ 3/2563"


@pytest.fixture
def first():
    return make_officer(full_name="น.ส.มาลี ใจดี")


@pytest.fixture
def second():
    return make_officer(full_name="นายเอก ขยัน")


@pytest.fixture
def call():
    """A zone in which the call gives no booth at all."""
    fair = make_fair_event("งานไหม", slug="silk", reference_code="KK63")
    call = make_call(fair)
    make_booth(fair, "C01")
    CallCell.objects.create(call=call, category=3, zone=make_zone(fair, "C"), maximum=0)
    return call


@pytest.fixture
def asked(call):
    """The application and the booth."""
    shop = make_vendor("กลุ่มทอผ้าบ้านดอน")
    return make_application(call.fair_event, shop, call=call), call.fair_event.booths.get()


def test_a_second_officer_approves_and_the_booth_is_given(asked, first, second):
    with pytest.raises(RuleBroken, match="รับไม่เกิน 0 บูธ"):
        allocate_booth(*asked, by=first)
    override = propose_override(*asked, reason=WHY, by=first)
    assert BoothAllocation.objects.count() == 0
    approve_override(override, by=second)

    assert BoothAllocation.objects.live().get().booth.code == "C01"
    assert "รับไม่เกิน 0 บูธ" in override.against


def test_who_asks_does_not_approve(asked, first):
    override = propose_override(*asked, reason=WHY, by=first)

    with pytest.raises(NotTheSecondOfficer):
        approve_override(override, by=first)
    with pytest.raises(IntegrityError, match="approved_by_another"), transaction.atomic():
        AllocationOverride.objects.update(approved_by=first, approved_at=override.proposed_at)


def test_a_reason_is_asked(asked, first):
    with pytest.raises(RuleBroken, match="บอกเหตุผล"):
        propose_override(*asked, reason=" ", by=first)


def test_where_no_rule_stands_against_it_nothing_is_asked(asked, first):
    CallCell.objects.filter(maximum=0).delete()

    with pytest.raises(RuleBroken, match="จัดบูธนี้ให้ร้านได้ตามปกติ"):
        propose_override(*asked, reason=WHY, by=first)


def test_one_booth_is_asked_for_once(asked, call, first):
    propose_override(*asked, reason=WHY, by=first)
    other = make_application(call.fair_event, call=call)

    with pytest.raises(RuleBroken, match="รออนุมัติอยู่แล้ว"):
        propose_override(other, asked[1], reason=WHY, by=first)


def test_what_is_set_aside_is_not_approved(asked, first, second):
    override = set_override_aside(propose_override(*asked, reason=WHY, by=first), by=first)

    with pytest.raises(RuleBroken, match="ยกเลิกไปแล้ว"):
        approve_override(override, by=second)


def test_what_is_approved_is_not_set_aside(asked, first, second):
    override = approve_override(propose_override(*asked, reason=WHY, by=first), by=second)

    with pytest.raises(RuleBroken, match="อนุมัติไปแล้ว"):
        set_override_aside(override, by=first)


def test_overrides_are_counted_in_public_without_names(asked, call, first, second):
    make_draw(call)
    approve_override(propose_override(*asked, reason=WHY, by=first), by=second)
    fair = call.fair_event

    assert [str(one) for one in for_committee(fair).overrides] == ["KK63-0001 บูธ C01"]
    assert for_public(fair).counted_overrides == [(WHY, 1)]


def test_a_reason_with_a_name_is_for_the_committee(asked, call, first, second):
    make_draw(call)
    why = "กลุ่มทอผ้าบ้านดอน เป็นร้านสาธิต"
    approve_override(propose_override(*asked, reason=why, by=first), by=second)

    assert for_public(call.fair_event).counted_overrides == [(FOR_THE_COMMITTEE, 1)]


def test_it_waits_on_the_desk_of_the_second_officer(asked, first, second):
    propose_override(*asked, reason=WHY, by=first)
    said = [[task.what for task in tasks_for(user)] for user in (first, second)]

    assert ["ให้บูธนอกกติการออนุมัติ" in one for one in said] == [False, True]


def test_two_officers_on_the_page(client, asked, call, first, second):
    url = reverse("staff:overrides", args=[call.fair_event_id])
    client.force_login(first)
    answers = {"application": str(asked[0]), "booth": "c01", "reason": WHY}
    assert client.post(url, answers).status_code == 302
    press = {"act": "approve", "override": AllocationOverride.objects.get().pk}
    assert client.post(url, press).status_code == 403
    client.force_login(second)
    done = client.post(url, press, follow=True)

    assert "ร้านได้บูธและได้รับแจ้ง" in done.content.decode()


def test_board_and_application_lead_to_the_form_with_what_is_known(client, asked, call, first):
    """Seen: the form was found only from the page of the ways, and asked for both numbers."""
    application, booth = asked
    url = reverse("staff:overrides", args=[call.fair_event_id])
    client.force_login(first)
    board = reverse("staff:allocation-fair", args=[call.fair_event_id])
    pages = [f"{board}?application={application.pk}&booth={booth.code}"]
    pages.append(reverse("staff:review", args=[application.pk]))
    shown = [client.get(page).content.decode() for page in pages]
    form = client.get(url, {"application": str(application), "booth": "C01"}).content.decode()
    propose_override(*asked, reason=WHY, by=first)
    waits = client.get(pages[1]).content.decode()

    assert [f"{url}?application={application}" in page for page in shown] == [True, True]
    assert (f'value="{application}"' in form, 'value="C01"' in form) == (True, True)
    assert "บูธ C01 นอกกติกา รอเจ้าหน้าที่คนที่สอง" in " ".join(waits.split())


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [("application", "KK63-9", "ไม่มีใบสมัคร"), ("booth", "Z9", "ไม่มีบูธ"), ("reason", "", "บอกเหตุผล")],
)
def test_what_is_typed_wrong_is_said_and_kept(client, asked, call, first, name, value, words):
    client.force_login(first)
    answers = {"application": str(asked[0]), "booth": "C01", "reason": WHY, name: value}
    response = client.post(reverse("staff:overrides", args=[call.fair_event_id]), answers)

    assert response.status_code == 422
    assert words in response.content.decode()
