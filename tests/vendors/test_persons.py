"""One legal person counts once: "2 booths each" holds however many shops an account opens."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from fairs.operations import holding
from otopfair.errors import RuleBroken
from otopfair.thai.line_breaks import keep_together
from tests.factories import (
    make_application,
    make_call,
    make_decision,
    make_fair_event,
    make_offer,
    make_officer,
    make_penalty,
    make_user,
    make_vendor,
)
from tests.races import meet_after, race, refusals, take_lock_away
from vendors.eligibility import why_not
from vendors.fairness import for_committee
from vendors.models import (
    ApplicationStatus,
    BoothApplication,
    CallInvite,
    MemberRole,
    NominationQuota,
    OfferAnswer,
    Outcome,
    ReservePlace,
)
from vendors.operations import sending, starting
from vendors.operations.deciding import decide
from vendors.operations.invitations import nominate_vendors
from vendors.operations.offers import answer_offer, free_places, offer_free_places_now
from vendors.operations.penalties import Banned
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


# --- A ban, a seat, a choice ------------------------------------------------------------------


def test_a_ban_on_one_shop_covers_the_other_shops_of_the_person(client, fair, user):
    first, second = make_vendor("ร้านหนึ่ง", user=user), make_vendor("ร้านสอง", user=user)
    make_penalty(first)
    with pytest.raises(Banned, match="อีกร้านที่ใช้บัญชีหรือเบอร์โทรเดียวกันถูกงดรับสมัคร"):
        send(draft(fair, second))
    [barrier] = why_not(fair.newest_call(), second)
    assert barrier.key == "ban"
    first.identity_no, second.identity_no = ID, OTHER_ID
    first.save()
    second.save()
    assert why_not(fair.newest_call(), second) == []


def test_officers_see_the_ban_beside_the_other_shop(client, fair, user):
    first, second = make_vendor("ร้านหนึ่ง", user=user), make_vendor("ร้านสอง", user=user)
    ban = make_penalty(first)
    application = make_application(fair, second, status="submitted")
    client.force_login(make_officer())
    page = client.get(reverse("staff:review", args=[application.pk]))
    assert page.context["penalties"] == [ban]
    assert "อีกร้านของคนเดียวกัน ร้านหนึ่ง" in page.content.decode()


def test_one_person_takes_one_seat_of_a_nominated_round(user):
    call = make_call(make_fair_event(), kind="nominated")
    quota = NominationQuota.objects.create(call=call, district_id="4001", places=5)
    other = NominationQuota.objects.create(call=call, district_id="4002", places=5)
    first, second = (make_vendor(name, user=user, district_id="4001") for name in ("หนึ่ง", "สอง"))
    elsewhere = make_vendor("สาม", user=user, district_id="4002")
    officer = make_officer()
    with pytest.raises(RuleBroken, match="สอง เป็นของคนเดียวกับ หนึ่ง") as refused:
        nominate_vendors(quota, [first, second], by=officer)
    assert refused.value.field == "vendors"
    nominate_vendors(quota, [first], by=officer)
    with pytest.raises(RuleBroken, match="สาม เป็นของคนเดียวกับ หนึ่ง"):
        nominate_vendors(other, [elsewhere], by=officer)
    assert [invite.vendor for invite in CallInvite.objects.all()] == [first]


@pytest.fixture
def chosen_and_other(fair, user):
    """One person's two shops with two booths each: the first is chosen and not told yet."""
    rows = [
        make_application(fair, make_vendor(name, user=user), status="eligible", booths_wanted=2)
        for name in ("ร้านหนึ่ง", "ร้านสอง")
    ]
    make_decision(rows[0], "select")
    return rows


def test_choosing_more_for_one_person_is_asked_first(client, chosen_and_other):
    _chosen, other = chosen_and_other
    client.force_login(make_officer())
    page = reverse("staff:review", args=[other.pk])
    typed = {"decision": "select", "seen": other.version}

    asked = client.post(page, typed)
    assert asked.status_code == 422
    assert keep_together("ได้รับคัดเลือกแล้ว 2 บูธ ใบนี้ขออีก 2 บูธ จึงเกินสิทธิ์ต่อราย") in asked.content.decode()
    assert {"share", "share_reason"} <= asked.context["form"].fields.keys()
    assert client.post(page, typed | {"share_reason": "ไม่มีร้านอื่น"}).status_code == 422
    assert not other.decisions.exists()

    reason = {"share": "on", "share_reason": "ไม่มีร้านอื่นสมัครประเภทนี้"}
    assert client.post(page, typed | reason).status_code == 302
    assert other.decisions.get().beside_rules == [("เกินสิทธิ์ต่อราย", "ไม่มีร้านอื่นสมัครประเภทนี้")]
    [override] = for_committee(other.fair_event).overrides
    assert (override.application, override.what) == (other, "เกินสิทธิ์ต่อราย")


def test_a_reason_that_the_public_reads_names_nobody(chosen_and_other):
    _chosen, other = chosen_and_other
    with pytest.raises(RuleBroken, match="เขียนโดยไม่บอกชื่อร้าน") as refused:
        decide(other, Outcome.SELECT, share_reason="ร้านสอง ขายดี", by=make_officer())
    assert refused.value.field == "share_reason"


def test_within_the_share_nothing_is_asked_and_no_reason_kept(fair, user):
    first, second = (
        make_application(fair, make_vendor(name, user=user), status="eligible", booths_wanted=1)
        for name in ("ร้านหนึ่ง", "ร้านสอง")
    )
    make_decision(first, "select")
    assert decide(second, Outcome.SELECT, share_reason="ไม่ต้อง", by=make_officer()).why == ""


def test_a_free_place_is_not_offered_beyond_one_persons_share(user):
    opens = timezone.localdate() + timedelta(days=20)
    fair = make_fair_event(opens_on=opens, closes_on=opens + timedelta(days=5))
    call = make_call(fair, max_booths=2)
    taken = make_application(fair, make_vendor("ร้านหนึ่ง", user=user), booths_wanted=2)
    waits = make_application(fair, make_vendor("ร้านสอง", user=user), status="reserved", category=3)
    after = make_application(fair, make_vendor("คนอื่น"), status="reserved", category=3)
    for number, row in enumerate((waits, after), start=1):
        ReservePlace.objects.create(call=call, category=3, application=row, number=number)
    left = make_application(fair, status="confirmed", category=3)
    free_places(left, answer_offer(left, OfferAnswer.DECLINED))

    offers = offer_free_places_now(call, by=make_officer())

    assert [offer.application for offer in offers] == [after]
    waits.refresh_from_db()
    assert (waits.status, taken.status) == ("reserved", "confirmed")


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
