"""Every act from every status, by every role: what is not drawn in the table is refused."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from otopfair.errors import RuleBroken
from otopfair.rights.roles import Role
from otopfair.thai.calendar import today_in_thailand
from tests.factories import (
    assign,
    make_application,
    make_booth,
    make_call,
    make_fair_event,
    make_offer,
    make_officer,
    make_user,
    make_vendor,
)
from tests.races import race
from vendors.arrows import ARROWS, UndrawnArrow
from vendors.models import (
    ApplicationStatus,
    BoothAllocation,
    BoothApplication,
    Decision,
    Outcome,
    Vendor,
)
from vendors.operations.absences import end_place_of_absent
from vendors.operations.allocations import allocate_booth
from vendors.operations.confirming import confirm_application, withdraw_application
from vendors.operations.deciding import decide
from vendors.operations.giving_back import give_back_booth
from vendors.operations.objections import object_to_refusal
from vendors.operations.returning import return_application
from vendors.operations.sending import submit_application
from vendors.operations.starting import answer_application
from vendors.operations.unpaid import release_unpaid

TODAY = today_in_thailand()
STATUSES = list(ApplicationStatus.values)


def returns(one, by):
    tomorrow = TODAY + timedelta(days=1)
    return return_application(one, parts={"note": "เติม"}, answer_by=tomorrow, by=by)


def gives_a_booth(one, by):
    return allocate_booth(one, make_booth(one.fair_event), by=by)


def loses_the_booth(one, by):
    given = BoothAllocation.objects.create(
        application=one, booth=make_booth(one.fair_event), allocated_by=by
    )
    return end_place_of_absent(given, from_on=TODAY, reason="ไม่มา", by=by)


# act of the table → what does it
DOES = {
    "answer": lambda one, by: answer_application(one, category=3, by=by),
    "submit": lambda one, by: submit_application(one, accepts_terms=True, by=by),
    "withdraw": lambda one, by: withdraw_application(one, by=by),
    "confirm": lambda one, by: confirm_application(one, by=by),
    "return": returns,
    "pass": lambda one, by: decide(one, Outcome.PASS, unlooked_reason="ดูต้นฉบับแล้ว", by=by),
    "select": lambda one, by: decide(one, Outcome.SELECT, change_reason="ก", by=by),
    "reserve": lambda one, by: decide(one, Outcome.RESERVE, change_reason="ก", by=by),
    "refuse": lambda one, by: decide(one, Outcome.REFUSE, note="ก", change_reason="ก", by=by),
    "allocate": gives_a_booth,
    "release_unpaid": lambda one, by: release_unpaid(one, by=by),
    "absent": loses_the_booth,
}
# Done already: the same press again changes nothing and refuses nothing.
AGAIN = {
    ("submit", "submitted"),
    ("confirm", "confirmed"),
    ("withdraw", "withdrawn"),
    ("withdraw", "declined"),
    ("release_unpaid", "lapsed"),
}
# Withdrawing from here is declining or giving back: arrows of their own.
AGAIN |= {("withdraw", "selected"), ("withdraw", "confirmed")}
UNDRAWN = [
    (act, status)
    for act in DOES
    for status in STATUSES
    if status not in ARROWS[act].sources | ARROWS[act].again and (act, status) not in AGAIN
]


@pytest.fixture
def call(db):
    opens = TODAY + timedelta(days=30)
    return make_call(make_fair_event(opens_on=opens, closes_on=opens))


def one_in(status, call, **fields):
    owner = make_user()
    return make_application(
        call.fair_event,
        make_vendor(user=owner),
        status=status,
        call=call,
        started_by=owner,
        **fields,
    ), owner


@pytest.mark.parametrize(("act", "status"), UNDRAWN)
def test_an_undrawn_arrow_is_refused_and_changes_nothing(call, act, status):
    application, owner = one_in(status, call)
    before = BoothApplication.objects.filter(pk=application.pk).values().get()

    with pytest.raises(RuleBroken) as refusal:
        DOES[act](application, make_officer() if act not in OF_THE_VENDOR else owner)

    assert isinstance(refusal.value, UndrawnArrow) or "ตอนนี้" in str(refusal.value)
    assert BoothApplication.objects.filter(pk=application.pk).values().get() == before
    assert not application.decisions.exists()


OF_THE_VENDOR = {"answer", "submit", "withdraw", "confirm"}


@pytest.mark.parametrize("status", [one for one in STATUSES if one != "confirmed"])
def test_only_a_confirmed_vendor_gives_a_booth_back(call, status):
    application, owner = one_in("confirmed", call)
    allocation = allocate_booth(application, make_booth(call.fair_event), by=make_officer())
    BoothApplication.objects.filter(pk=application.pk).update(status=status)

    with pytest.raises(UndrawnArrow):
        give_back_booth(allocation, by=owner)


@pytest.mark.parametrize("status", [one for one in STATUSES if one != "refused"])
def test_only_a_refusal_is_objected_to(call, status):
    application, owner = one_in(status, call)

    with pytest.raises(UndrawnArrow):
        object_to_refusal(application, text="ก", by=owner)


# --- The pages, for every role ----------------------------------------------------------------

POSTED = {"decision": "confirm", "note": "ก", "reason": "", "change_reason": "ก"}


def with_role(role, call):
    place = {"fair_event": call.fair_event}
    if role == Role.ADMINISTRATOR:
        place = {"everything": True}
    if role in (Role.PROVINCIAL_OFFICER, Role.COMMITTEE_SECRETARY, Role.VIEWER):
        place = {"province": "40"}
    if role == Role.DISTRICT_OFFICER:
        place = {"district_id": "4001"}
    return assign(make_user(), role, **place)


@pytest.fixture
def one_of_each(call):
    """An application in every status, of one shop each."""
    return {status: one_in(status, call) for status in STATUSES}


# What the panel of officers posts, and the arrow that it takes; a press of the vendor's page.
PANEL = {act: act for act in ("pass", "select", "reserve", "refuse", "confirm", "withdraw")}
PAGES = {
    "my-application-confirm": "confirm",
    "my-application-withdraw": "withdraw",
    "my-application-give-back": "give_back",
}
SAYS_WHY = ("ตอนนี้:", "สถานะของใบสมัครเปลี่ยนไปแล้ว เลือกผลการพิจารณาใหม่")


def is_drawn(act, status) -> bool:
    """Withdrawing from a booth is declining or giving back: arrows of their own."""
    acts = (act, "decline", "give_back") if act == "withdraw" else (act,)
    return any(status in ARROWS[one].sources | ARROWS[one].again for one in acts)


def undrawn(acts, statuses=STATUSES):
    return [
        (one, status)
        for one, act in acts.items()
        for status in statuses
        if not is_drawn(act, status) and (act, status) not in AGAIN
    ]


def statuses_now():
    return dict(BoothApplication.objects.values_list("pk", "status"))


def pressed_by_role(client, one_of_each, act, status):
    """What the panel answers to `act` on the application that stands in `status`."""
    application, _owner = one_of_each[status]
    typed = {**POSTED, "decision": act, "seen": application.version}
    return client.post(reverse("staff:review", args=[application.pk]), typed)


SENT = [status for status in STATUSES if status != "draft"]


@pytest.mark.once
def test_no_undrawn_arrow_leads_on_from_the_panel_and_its_page_says_why(client, call, one_of_each):
    client.force_login(with_role(Role.PROVINCIAL_OFFICER, call))
    before, wrong = statuses_now(), {}

    for act, status in undrawn(PANEL, SENT):
        answer = pressed_by_role(client, one_of_each, act, status)
        said = any(words in answer.content.decode() for words in SAYS_WHY)
        if (answer.status_code, said) != (409, True):
            wrong[act, status] = answer.status_code

    assert wrong == {}
    assert statuses_now() == before
    assert not Decision.objects.exists()


# Who decides nothing is refused whatever is drawn; who does not see applications finds none.
ANSWERS = {
    Role.ADMINISTRATOR: 409,
    Role.DISTRICT_OFFICER: 403,
    Role.COMMITTEE_SECRETARY: 404,
    Role.FAIR_HELPER: 403,
    Role.ORGANISERS_PARTNER: 404,
    Role.VIEWER: 403,
}


@pytest.mark.once
@pytest.mark.parametrize(("role", "status_code"), ANSWERS.items())
def test_no_role_takes_an_undrawn_arrow(client, call, one_of_each, unwritten, role, status_code):
    Vendor.objects.update(district="4001")
    client.force_login(with_role(role, call))
    before = statuses_now()

    answers = {
        (act, status): pressed_by_role(client, one_of_each, act, status).status_code
        for act, status in undrawn(PANEL, SENT)
    }

    assert set(answers.values()) == {status_code}, answers
    assert statuses_now() == before


def test_no_officer_finds_the_draft_of_a_vendor(client, call, one_of_each):
    client.force_login(with_role(Role.PROVINCIAL_OFFICER, call))

    assert pressed_by_role(client, one_of_each, "select", "draft").status_code == 404


@pytest.mark.once
def test_no_undrawn_arrow_leads_on_from_a_page_of_the_vendor(client, one_of_each):
    before, wrong = statuses_now(), {}

    for name, status in undrawn(PAGES):
        application, owner = one_of_each[status]
        client.force_login(owner)
        answer = client.post(reverse(name, args=[application.pk]), {"reason": "ก"})
        if (answer.status_code, "ตอนนี้:" in answer.content.decode()) != (409, True):
            wrong[name, status] = answer.status_code

    assert wrong == {}
    assert statuses_now() == before


# --- What nobody asked for --------------------------------------------------------------------

SMUGGLED = {
    "status": "confirmed",
    "vendor": "1",
    "vendor_id": "1",
    "fair_event": "1",
    "fair_event_id": "1",
    "call": "1",
    "province": "10",
    "fee": "0",
    "fee_baht": "0",
    "owner": "1",
    "started_by": "1",
    "reference_number": "1",
    "selected_at": "2020-01-01",
    "decided_by": "1",
    "is_published": "on",
}
KEPT = ("status", "vendor_id", "fair_event_id", "call_id", "started_by_id", "reference_number")


@pytest.mark.parametrize(
    ("name", "status", "answers"),
    [
        ("my-application-confirm", "selected", {}),
        ("my-application-withdraw", "eligible", {}),
        ("my-application-object", "refused", {"text": "ก"}),
        ("my-application-give-back", "confirmed", {}),
        ("staff:review", "submitted", {"decision": "pass"}),
        ("staff:review-letter", "submitted", {"subject": "ก", "body": "ข"}),
    ],
)
def test_what_is_smuggled_into_a_form_changes_nothing_else(client, call, name, status, answers):
    application, owner = one_in(status, call)
    client.force_login(make_officer() if name.startswith("staff") else owner)
    typed = {**SMUGGLED, **answers, "seen": application.version}
    if name != "staff:review":
        typed.pop("seen")

    client.post(reverse(name, args=[application.pk]), typed)

    before = {key: getattr(application, key) for key in KEPT}
    application.refresh_from_db()
    after = {key: getattr(application, key) for key in KEPT}
    moved = {"my-application-confirm": "confirmed", "my-application-withdraw": "withdrawn"}
    assert after == {**before, "status": moved.get(name, before["status"])}


# --- Ten at once ------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_ten_posts_of_one_application_make_one_row_and_ten_times_the_same_answer():
    fair = make_fair_event(slug="silk")
    make_call(fair)
    owner = make_user()
    vendor = make_vendor(user=owner)
    key = str(uuid4())
    url = reverse("my-apply", args=["silk"])

    def press():
        browser = Client()
        browser.force_login(owner)
        return browser.post(url, {"form_key": key})

    answers = race(*[press] * 10)

    assert len({(answer.status_code, answer["Location"]) for answer in answers}) == 1
    assert BoothApplication.objects.filter(vendor=vendor).count() == 1


@pytest.mark.django_db(transaction=True)
def test_ten_posts_that_send_one_application_send_it_once():
    fair = make_fair_event(slug="silk")
    call = make_call(fair)
    owner = make_user()
    draft = make_application(fair, make_vendor(user=owner), status="draft", started_by=owner)
    make_offer(draft)
    draft.call = call

    outcomes = race(*[lambda: submit_application(draft, accepts_terms=True, by=owner)] * 10)

    assert {outcome.reference_no for outcome in outcomes} == {outcomes[0].reference_no}
    assert draft.copies.count() == 1
