"""Cards of vendors' people and passes of helpers: how many, what their codes say, and to whom."""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from fairs.models import Assignment, FairEvent
from fairs.operations.assignments import take_role
from fairs.operations.events import cancel_fair
from onsite.cards import card_address, check_card, pass_token
from onsite.models import ExhibitorCard, OnSiteRules
from onsite.operations.cards import (
    cancel_card,
    correct_card,
    erase_old_names,
    name_person,
    replace_card,
)
from otopfair.errors import RuleBroken
from otopfair.thai.calendar import today_in_thailand
from tests.factories import (
    make_administrator,
    make_allocation,
    make_application,
    make_booth,
    make_fair_event,
    make_helper,
    make_officer,
    make_user,
    make_vendor,
)
from tests.onsite.rows import make_card

pytestmark = pytest.mark.django_db
TODAY = today_in_thailand()
DAY = timedelta(days=1)
PERSON = "นางสาวบุญมี ทดสอบ"


@pytest.fixture
def fair():
    return make_fair_event("งานไหม")


@pytest.fixture
def owner():
    return make_user("นางเจ้าของ ร้าน")


@pytest.fixture
def allocation(fair, owner):
    return make_allocation(make_booth(fair, "C07"), make_vendor("กลุ่มทอผ้า", user=owner))


def named(application, name=PERSON, by=None, **fields):
    fields = {"holder": "helper", "form_key": uuid4(), **fields}
    return name_person(application, name=name, by=by or make_user(), **fields)


# --- The acts ---------------------------------------------------------------------------------


def test_as_many_cards_as_the_booths_give(fair, allocation):
    OnSiteRules.objects.create(fair_event=fair, cards_a_booth=2)
    cards = [named(allocation.application) for _person in range(2)]
    with pytest.raises(RuleBroken, match="ครบ 2 ใบแล้ว"):
        named(allocation.application)
    cancel_card(cards[0], by=make_user())
    assert named(allocation.application).number == 1


def test_the_same_form_is_one_card(allocation, owner):
    key = uuid4()
    first = named(allocation.application, by=owner, form_key=key)
    assert named(allocation.application, by=owner, form_key=key) == first


def test_a_replaced_card_holds_no_more_and_the_new_one_does(allocation, owner):
    old = named(allocation.application)
    new = replace_card(old, form_key=uuid4(), by=owner)
    assert replace_card(old, form_key=uuid4(), by=owner) == new

    assert "ออกบัตรใหม่แทน" in check_card(old.token).refusal
    assert check_card(new.token).refusal == ""
    with pytest.raises(RuleBroken, match="ยกเลิกแล้ว"):
        correct_card(old, name="ข", holder="owner", by=owner)
    assert correct_card(new, name="ข", holder="owner", by=owner).token == new.token


@pytest.mark.parametrize("why", ["refused", "over", "cancelled"])
def test_no_card_where_the_vendor_does_not_stand(fair, why):
    application = make_application(fair, status="refused" if why == "refused" else "confirmed")
    if why == "over":
        fair.opens_on, fair.closes_on = TODAY - 3 * DAY, TODAY - DAY
        fair.save()
    if why == "cancelled":
        cancel_fair(fair, reason="น้ำท่วม", by=make_officer())
    with pytest.raises(RuleBroken):
        named(application)


# --- What a code says -------------------------------------------------------------------------


def test_a_code_holds_on_the_days_of_the_booth(fair, allocation):
    card = named(allocation.application)
    assert check_card(card.token).refusal == ""

    later = make_allocation(make_booth(fair, "C08"), days=(TODAY + DAY, TODAY + DAY))
    assert "วันนี้ร้านนี้ไม่มีบูธ มีบูธ C08" in check_card(named(later.application).token).refusal

    cancel_card(card, by=make_user())
    assert "บัตรนี้ยกเลิกแล้ว" in check_card(card.token).refusal


def test_a_code_of_another_day_and_of_a_cancelled_fair_is_refused(fair, allocation):
    card = named(allocation.application)
    fair.kept_days = {TODAY.isoformat(): []}
    fair.save()
    assert "ไม่ใช่วันจัดงาน" in check_card(card.token).refusal
    cancel_fair(fair, reason="น้ำท่วม", by=make_officer())
    assert "ยกเลิก" in check_card(card.token).refusal


def test_a_helpers_pass_holds_as_long_as_the_role(fair):
    make_helper(fair)
    role = Assignment.objects.get(fair_event=fair)
    assert check_card(pass_token(role)).refusal == ""
    take_role(role, by=make_administrator(), reason="ย้าย")
    assert "หมดหน้าที่" in check_card(pass_token(role)).refusal


@pytest.mark.parametrize("token", ["x", "1.x", "", "9" * 30])
def test_a_code_that_we_have_not_given_is_none(client, token):
    assert check_card(token) is None
    if token:
        assert client.get(card_address(token)).status_code == 404


def test_a_stranger_reads_no_name_of_a_person(client, allocation, owner):
    card = named(allocation.application, name=PERSON)
    page = client.get(card_address(card.token))
    words = page.content.decode()
    assert "บัตรนี้ใช้ได้วันนี้" in words
    assert "บูธ C07" in words
    assert PERSON not in words
    assert PERSON not in card.token

    client.force_login(owner)
    assert PERSON not in client.get(card_address(card.token)).content.decode()


def test_an_officer_of_the_fair_sees_who_it_is_and_notes_the_arrival(client, fair, allocation):
    card = named(allocation.application, name=PERSON)
    client.force_login(make_helper(fair))
    page = client.get(card_address(card.token), follow=True)
    assert PERSON in page.content.decode()
    [row] = page.context["checked"].rows

    answers = {"form_key": row.key, "tap": "came", "next": page.request["PATH_INFO"]}
    url = reverse("staff:arrivals-row", args=[fair.pk, TODAY.isoformat(), allocation.pk])
    done = client.post(url, answers, follow=True)
    assert done.context["checked"].rows[0].state == "came"


def test_an_officer_of_another_fair_is_a_stranger(client, allocation):
    card = named(allocation.application, name=PERSON)
    client.force_login(make_helper(make_fair_event("งานอื่น")))
    page = client.get(card_address(card.token), follow=True)
    assert PERSON not in page.content.decode()
    assert client.get(reverse("staff:card-check", args=[card.token])).status_code == 404


# --- Forgotten --------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "is_erased"), [(30, False), (31, True)])
def test_names_are_forgotten_some_days_after_the_fair(settings, allocation, days, is_erased):
    settings.CARD_NAMES_KEPT_DAYS = 30
    card = make_card(allocation.application)
    closes_on = TODAY - days * DAY
    rows = FairEvent.objects.filter(pk=allocation.application.fair_event_id)
    rows.update(opens_on=closes_on - 6 * DAY, closes_on=closes_on)

    assert [erase_old_names(), erase_old_names()] == [int(is_erased), 0]

    card.refresh_from_db()
    assert card.name == ("" if is_erased else PERSON)
    assert ("ลบชื่อแล้ว" in str(card)) == is_erased
    assert check_card(card.token).application == allocation.application


# --- The pages --------------------------------------------------------------------------------


def test_a_press_that_is_none_is_not_called_saved(client, allocation, owner):
    client.force_login(owner)
    page = reverse("my-cards", args=[allocation.application_id])
    answers = {"act": "name", "name": PERSON, "holder": "helper", "form_key": uuid4()}
    client.post(page, answers)
    card = ExhibitorCard.objects.get()
    assert client.post(page, {"act": "tear", "card": card.pk}).status_code == 404
    assert list(ExhibitorCard.objects.live()) == [card]


def test_a_vendor_names_its_people_on_the_phone(client, allocation, owner):
    client.force_login(owner)
    page = reverse("my-cards", args=[allocation.application_id])
    answers = {"act": "name", "name": PERSON, "holder": "helper", "form_key": uuid4()}
    assert client.post(page, {**answers, "name": ""}).status_code == 422
    assert client.post(page, answers).status_code == 302
    card = ExhibitorCard.objects.get()
    assert PERSON in client.get(page).content.decode()
    assert "ใช้ได้วันนี้" in client.get(reverse("my-card", args=[card.pk])).content.decode()

    client.post(page, {"act": "replace", "card": card.pk})
    [new] = ExhibitorCard.objects.live()
    client.post(page, {**answers, "act": "correct", "card": new.pk, "name": "นางใหม่"})
    client.post(page, {"act": "cancel", "card": new.pk})
    assert [card.name for card in ExhibitorCard.objects.order_by("pk")] == [PERSON, "นางใหม่"]
    assert not ExhibitorCard.objects.live().exists()


def test_another_vendors_card_is_not_there(client, allocation):
    card = named(allocation.application)
    stranger = make_user()
    mine = make_allocation(
        make_booth(allocation.booth.fair_event, "C09"), make_vendor("ข", user=stranger)
    )
    client.force_login(stranger)
    assert client.get(reverse("my-card", args=[card.pk])).status_code == 404
    page = reverse("my-cards", args=[mine.application_id])
    assert client.post(page, {"act": "cancel", "card": card.pk}).status_code == 404


def test_the_cards_on_paper_say_who_where_and_when(client, fair, allocation):
    make_helper(fair)
    named(allocation.application, name=PERSON)
    client.force_login(make_officer())
    url = reverse("staff:cards-pdf", args=[fair.pk])

    def words(query):
        data = client.get(url + query).content
        return "".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)

    for query in (
        "",
        f"?zone={allocation.booth.zone_id}",
        f"?application={allocation.application_id}",
    ):
        assert PERSON in words(query)
    helpers = words("?helpers=1")
    assert PERSON not in helpers
    assert "ผู้ช่วยงาน" in helpers
    assert "C07" in client.get(reverse("staff:cards-fair", args=[fair.pk])).content.decode()


def test_the_list_of_cards_asks_as_much_for_many_vendors_as_for_few(client, fair):
    client.force_login(make_officer())
    page = reverse("staff:cards-fair", args=[fair.pk])

    def fill(numbers):
        for number in numbers:
            row = make_allocation(make_booth(fair, f"C{number:02}"), make_vendor(f"ร้าน {number}"))
            named(row.application)

    def queries():
        with CaptureQueriesContext(connection) as caught:
            client.get(page)
        return len(caught)

    fill(range(1, 3))
    queries()
    few = queries()
    fill(range(3, 9))
    assert queries() == few


@pytest.mark.parametrize("asked", ["", "?helpers=1", "?zone=99", "?application=99"])
def test_a_sheet_without_a_card_says_so(client, asked):
    fair = make_fair_event("งานไหม")
    client.force_login(make_officer())
    answer = client.get(reverse("staff:cards-pdf", args=[fair.pk]) + asked)
    [page] = PdfReader(BytesIO(answer.content)).pages
    assert page.extract_text().split("\n") == [f"บัตร {fair}", "ยังไม่มีบัตรให้พิมพ์"]
