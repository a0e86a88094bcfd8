"""Roles are given and taken within what the giver holds, and both leave a trace."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from fairs.models import Assignment
from fairs.operations.assignments import give_role, take_role
from otopfair.accounts.models import User
from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry
from otopfair.rights.may import may
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
ORDER = "คำสั่งจังหวัดที่ 12/2569"


def test_an_officer_names_a_helper_of_an_own_fair_and_it_stands_in_the_history():
    officer, person, fair = make_officer(), make_user(), make_fair_event()
    last = timezone.localdate() + timedelta(days=3)

    given = give_role(
        person, Role.FAIR_HELPER, fair_event=fair, until=last, by=officer, reason=ORDER
    )

    assert may(person, "sales.enter_boothsale", fair)
    entry = HistoryEntry.objects.of(given).get()
    assert (entry.actor, entry.verb, entry.reason) == (officer, "give", ORDER)


@pytest.mark.parametrize(
    ("role", "place"),
    [
        (Role.PROVINCIAL_OFFICER, {"province_id": "40"}),  # an equal is named above
        (Role.ADMINISTRATOR, {"everything": True}),
        (Role.COMMITTEE_SECRETARY, {"province_id": "52"}),
        (Role.DISTRICT_OFFICER, {"district_id": "5201"}),
        (Role.VIEWER, {"everything": True}),
    ],
)
def test_an_officer_gives_nothing_beyond_the_own_place_and_rank(role, place):
    person = make_user()
    with pytest.raises(RuleBroken, match="เฉพาะในพื้นที่ที่คุณดูแล"):
        give_role(person, role, by=make_officer(), reason=ORDER, **place)
    assert not Assignment.objects.filter(user=person).exists()


def test_a_helper_of_one_fair_gives_no_roles_there():
    fair = make_fair_event()
    with pytest.raises(RuleBroken, match="เฉพาะในพื้นที่ที่คุณดูแล"):
        give_role(
            make_user(),
            Role.FAIR_HELPER,
            fair_event=fair,
            until=date(2099, 1, 1),
            by=make_helper(fair),
            reason=ORDER,
        )


@pytest.mark.parametrize(
    ("role", "place", "sentence"),
    [
        (Role.PROVINCIAL_OFFICER, {"district_id": "4001"}, "เลือกพื้นที่หนึ่งแห่ง"),
        (Role.PROVINCIAL_OFFICER, {"province_id": "40", "district_id": "4001"}, "เลือกพื้นที่หนึ่งแห่ง"),
        (Role.COMMITTEE_SECRETARY, {}, "เลือกพื้นที่หนึ่งแห่ง"),
        (Role.VIEWER, {"province_id": "40", "until": date(2020, 1, 1)}, "วันสุดท้ายต้องไม่มาก่อนวันแรก"),
    ],
)
def test_a_place_and_a_term_must_fit_the_role(role, place, sentence):
    with pytest.raises(RuleBroken, match=sentence):
        give_role(make_user(), role, by=make_administrator(), reason=ORDER, **place)


def test_the_database_refuses_a_place_that_does_not_fit_the_role():
    with pytest.raises(IntegrityError), transaction.atomic():
        Assignment.objects.create(
            user=make_user(), role=Role.PROVINCIAL_OFFICER, district_id="4001"
        )


def test_the_same_term_again_is_no_second_act_and_an_overlap_is_refused():
    administrator, person = make_administrator(), make_user()
    giving = {"by": administrator, "reason": ORDER, "province_id": "40"}

    first = give_role(person, Role.PROVINCIAL_OFFICER, **giving)
    again = give_role(person, Role.PROVINCIAL_OFFICER, **giving)
    later = timezone.localdate() + timedelta(days=9)

    assert again == first
    with pytest.raises(RuleBroken, match="มีบทบาทนี้ที่นี่แล้ว"):
        give_role(person, Role.PROVINCIAL_OFFICER, from_on=later, **giving)


def test_one_person_has_several_terms_one_after_the_other():
    administrator, person = make_administrator(), make_user()
    for first, last in ((date(2019, 1, 1), date(2019, 12, 31)), (date(2021, 1, 1), None)):
        give_role(
            person,
            Role.PROVINCIAL_OFFICER,
            province_id="40",
            from_on=first,
            until=last,
            by=administrator,
            reason=ORDER,
        )
    assert [str(row.from_on) for row in person.assignments.order_by("from_on")] == [
        "2019-01-01",
        "2021-01-01",
    ]


def test_a_role_that_is_taken_ends_at_once_and_may_be_given_anew():
    administrator, officer = make_administrator(), make_officer()
    fair = make_fair_event()

    take_role(officer.assignments.get(), by=administrator, reason="ย้ายจังหวัด")

    officer = User.objects.get(pk=officer.pk)
    assert (officer.is_staff, may(officer, "fairs.view_fairevent", fair)) == (False, False)
    entry = HistoryEntry.objects.of(officer.assignments.get()).get()
    assert (entry.verb, entry.reason) == ("take", "ย้ายจังหวัด")
    give_role(officer, Role.PROVINCIAL_OFFICER, province_id="40", by=administrator, reason="กลับมา")
    assert officer.is_staff


def test_a_role_holds_from_its_first_day_to_its_last():
    today = timezone.localdate()
    day = timedelta(days=1)
    terms = {
        "over": (today - day * 3, today - day),
        "last day": (today - day * 3, today),
        "to come": (today + day, None),
        "first day": (today, None),
    }
    holds = {
        name: assign(
            make_user(), Role.COMMITTEE_SECRETARY, province="40", from_on=first, until=last
        ).is_staff
        for name, (first, last) in terms.items()
    }
    assert holds == {"over": False, "last day": True, "to come": False, "first day": True}


def test_the_last_administrator_stays():
    administrator = make_administrator()
    only = administrator.assignments.get()
    with pytest.raises(RuleBroken, match="คนสุดท้าย"):
        take_role(only, by=administrator, reason="ลาออก")

    make_administrator()
    take_role(only, by=administrator, reason="ลาออก")
    assert not User.objects.get(pk=administrator.pk).is_staff


def test_createsuperuser_makes_the_first_administrator(monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "ผ้าไหมแต้มหมี่-99")
    call_command("createsuperuser", email="first@example.com", full_name="คนแรก", interactive=False)
    user = User.objects.get(email="first@example.com")
    assert may(user, "fairs.give_administrator", user.assignments.get())
