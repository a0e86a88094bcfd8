"""One legal person counts once: "2 booths each" holds however many shops an account opens."""

from uuid import uuid4

import pytest
from django.urls import reverse

from fairs.operations import holding
from otopfair.errors import RuleBroken
from tests.factories import (
    make_application,
    make_call,
    make_fair_event,
    make_offer,
    make_officer,
    make_user,
    make_vendor,
)
from tests.races import meet_after, race, refusals, take_lock_away
from vendors.models import ApplicationStatus, BoothApplication, MemberRole
from vendors.operations import sending, starting
from vendors.operations.sending import submit_application
from vendors.operations.starting import answer_application
from vendors.persons import shops_of_one_person

pytestmark = pytest.mark.django_db
ID, OTHER_ID = "1101700207030", "1112034563562"


@pytest.fixture
def user():
    return make_user("นางบุญเรือง แสนสุข")


@pytest.fixture
def fair():
    fair = make_fair_event()
    make_call(fair, max_booths=2)
    return fair


def draft(fair, vendor, booths=1, **fields):
    fields = {"status": "draft", "booths_wanted": booths, **fields}
    application = make_application(fair, vendor, **fields)
    make_offer(application)
    return application


def send(application):
    return submit_application(application, accepts_terms=True, by=application.started_by)


def test_an_account_with_two_shops_gets_no_third_booth(fair, user):
    """Seen: one account opened any number of shops and so got around "2 บูธต่อราย"."""
    first, second = make_vendor("ร้านหนึ่ง", user=user), make_vendor("ร้านสอง", user=user)
    send(draft(fair, first, 2))
    with pytest.raises(RuleBroken, match="ขอไว้แล้ว 2 บูธ") as refused:
        send(draft(fair, second, 1))
    assert refused.value.field == "booths_wanted"
    assert BoothApplication.objects.filter(status="submitted").count() == 1


def test_one_booth_for_each_of_two_shops_is_within_the_limit(fair, user):
    for name in ("ร้านหนึ่ง", "ร้านสอง"):
        send(draft(fair, make_vendor(name, user=user), 1))
    assert BoothApplication.objects.filter(status="submitted").count() == 2


def test_it_is_said_where_booths_are_asked_for(fair, user):
    send(draft(fair, make_vendor("ร้านหนึ่ง", user=user), 1))
    application = draft(fair, make_vendor("ร้านสอง", user=user), 1)
    with pytest.raises(RuleBroken, match="ขอเพิ่มได้อีก 1 บูธ"):
        answer_application(application, by=user, booths_wanted=2)


def test_the_same_phone_is_the_same_person_while_no_numbers_say_otherwise(fair):
    first, second = make_vendor("ร้านหนึ่ง"), make_vendor("ร้านสอง")
    for vendor in (first, second):
        vendor.phones.create(number="0811111111")
    send(draft(fair, first, 2))
    with pytest.raises(RuleBroken, match="ต่อราย"):
        send(draft(fair, second, 1))
    for vendor, number in ((first, ID), (second, OTHER_ID)):
        vendor.identity_no = number
        vendor.save()
    send(BoothApplication.objects.get(status="draft"))


@pytest.mark.parametrize(
    ("one", "other", "same"), [("", "", True), (ID, "", True), (ID, OTHER_ID, False)]
)
def test_who_is_one_person(user, one, other, same):
    first = make_vendor("ร้านหนึ่ง", user=user, identity_no=one)
    second = make_vendor("ร้านสอง", user=user, identity_no=other)
    make_vendor("คนอื่น", user=make_user())
    assert list(shops_of_one_person(first)) == ([second] if same else [])
    assert list(shops_of_one_person(second)) == ([first] if same else [])


def test_a_helper_of_two_shops_makes_them_not_one_person(user):
    first, second = make_vendor("ร้านหนึ่ง"), make_vendor("ร้านสอง")
    for vendor in (first, second):
        vendor.members.create(user=user, role=MemberRole.HELPER)
    assert not shops_of_one_person(first).exists()


@pytest.mark.parametrize("status", ["draft", "withdrawn", "refused"])
def test_what_was_not_sent_or_has_ended_counts_nothing(fair, user, status):
    make_application(fair, make_vendor("ร้านหนึ่ง", user=user), status=status, booths_wanted=2)
    send(draft(fair, make_vendor("ร้านสอง", user=user), 2))


def test_officers_see_that_one_person_has_sent_another(client, fair, user):
    first = make_application(fair, make_vendor("ร้านหนึ่ง", user=user), status="submitted")
    second = make_application(fair, make_vendor("ร้านสอง", user=user), status="submitted")
    client.force_login(make_officer())
    page = client.get(reverse("staff:review", args=[first.pk])).content.decode()
    assert "คนเดียวกันสมัครไว้อีกใบ" in page
    assert f"{second} ร้านสอง" in page


class TestRaces:
    pytestmark = pytest.mark.django_db(transaction=True)

    def two_send(self, fair, user):
        drafts = [
            draft(fair, make_vendor(name, user=user), 2, form_key=uuid4())
            for name in ("ร้านหนึ่ง", "ร้านสอง")
        ]
        return race(*((lambda row=row: send(row)) for row in drafts))

    def test_two_shops_of_one_person_sent_at_once_get_one_share(self, fair, user, monkeypatch):
        meet_after(monkeypatch, (starting, "require_one_persons_share"))
        [loser] = refusals(self.two_send(fair, user))
        assert type(loser) is RuleBroken
        assert BoothApplication.objects.filter(status=ApplicationStatus.SUBMITTED).count() == 1

    def test_control_without_the_lock_one_person_gets_four_booths(self, fair, user, monkeypatch):
        take_lock_away(monkeypatch, sending, starting, holding)
        monkeypatch.setattr(sending, "give_number", _number_of_its_own)
        meet_after(monkeypatch, (starting, "require_one_persons_share"))
        assert refusals(self.two_send(fair, user)) == []


def _number_of_its_own(application, fair_event):
    application.reference_prefix, application.reference_number = "T", application.pk
