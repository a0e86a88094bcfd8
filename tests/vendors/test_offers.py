"""A place is offered until a moment; what is not taken goes to the next, never twice or lost."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from otopfair.errors import RuleBroken
from otopfair.outbox.models import Message
from otopfair.outbox.sending import send_due_deliveries
from otopfair.outbox.writing import tell
from otopfair.thai.calendar import today_in_thailand
from otopfair.work.clock import do_what_is_due
from tests.factories import (
    make_application,
    make_booth,
    make_call,
    make_decision,
    make_fair_event,
    make_officer,
    make_user,
    make_vendor,
)
from tests.races import meet_after, race, refusals, take_lock_away, without_constraint
from vendors.models import BoothApplication, FreedPlace, Offer, OfferAnswer, ReservePlace
from vendors.operations import confirming, offers
from vendors.operations.allocations import allocate_booth
from vendors.operations.announcing import announce_decisions
from vendors.operations.confirming import confirm_application, withdraw_application
from vendors.operations.offers import lapse_overdue_offers
from vendors.operations.reserves import move_in_reserve
from vendors.signed_links import answer_link, offer_of

TODAY = today_in_thailand()
OPENS = TODAY + timedelta(days=30)
CHOSEN = ["selected", "confirmed"]


@pytest.fixture
def call(db):
    return make_call(make_fair_event("งานไหม", opens_on=OPENS, closes_on=OPENS), places=1)


@pytest.fixture
def officer(db):
    return make_officer()


def told(call, officer, outcome, **fields):
    number = BoothApplication.objects.count() + 1
    vendor = make_vendor(f"ร้านที่ {number}", user=make_user())
    application = make_application(call.fair_event, vendor, status="submitted", call=call, **fields)
    make_decision(application, outcome, by=officer)
    return announce_decisions(application, by=officer)


def status(application) -> str:
    return BoothApplication.objects.get(pk=application.pk).status


def owner(application):
    return application.vendor.members.get().user


# --- To the next ------------------------------------------------------------------------------


@pytest.mark.django_db
def test_what_is_declined_is_offered_to_the_next_at_once(call, officer):
    chosen = told(call, officer, "select")
    first, second = told(call, officer, "reserve"), told(call, officer, "reserve")

    withdraw_application(chosen, by=owner(chosen))

    assert [status(one) for one in (chosen, first, second)] == ["declined", "selected", "reserved"]
    offer = first.offers.get()
    assert offer.reserve_place.number == 1
    assert timezone.localdate(offer.expires_at) == TODAY + timedelta(days=call.days_to_answer)
    letter = Message.objects.filter(kind="offer").get()
    assert offer_of(letter.link.split("/")[2]) == offer
    assert "เวลา 23.59 น." in letter.body


@pytest.mark.django_db
@pytest.mark.parametrize("given_up", ["lapsed", "given back", "refused"])
def test_every_way_of_leaving_a_place_offers_it(call, officer, given_up):
    chosen = told(call, officer, "select")
    first = told(call, officer, "reserve")
    if given_up == "lapsed":
        Offer.objects.filter(application=chosen).update(
            offered_at=timezone.now() - timedelta(days=4),
            expires_at=timezone.now() - timedelta(minutes=1),
        )
        do_what_is_due()
    elif given_up == "given back":
        confirm_application(chosen, by=owner(chosen))
        withdraw_application(chosen, by=owner(chosen))
    else:
        make_decision(chosen, "refuse", note="ให้ข้อมูลเท็จ", change_reason="ตรวจพบภายหลัง")
        announce_decisions(chosen, by=officer)

    assert status(first) == "selected"
    assert FreedPlace.objects.get().taken_by == first.offers.get()


@pytest.mark.django_db
def test_who_did_not_answer_is_told_so_and_may_not_confirm(call, officer):
    chosen = told(call, officer, "select")
    Offer.objects.filter(application=chosen).update(
        offered_at=timezone.now() - timedelta(days=4),
        expires_at=timezone.now() - timedelta(minutes=1),
    )

    assert (lapse_overdue_offers(), lapse_overdue_offers()) == (1, 0)

    assert status(chosen) == "lapsed"
    assert "เลยกำหนดยืนยันแล้ว" in Message.objects.order_by("-pk").first().subject
    with pytest.raises(RuleBroken, match="เลยกำหนด"):
        confirm_application(chosen, by=owner(chosen))


@pytest.mark.django_db
def test_whom_the_place_is_too_small_for_keeps_the_number(call, officer):
    chosen = told(call, officer, "select")
    wants_two = told(call, officer, "reserve", booths_wanted=2)
    wants_one = told(call, officer, "reserve")

    withdraw_application(chosen, by=owner(chosen))

    assert (status(wants_two), status(wants_one)) == ("reserved", "selected")
    assert wants_two.reserve_places.get().number == 1


@pytest.mark.django_db
def test_the_day_before_the_fair_nobody_is_asked_by_the_system(officer):
    tomorrow = TODAY + timedelta(days=1)
    call = make_call(make_fair_event(opens_on=tomorrow, closes_on=tomorrow), places=1)
    chosen, first = told(call, officer, "select"), told(call, officer, "reserve")

    withdraw_application(chosen, by=owner(chosen))

    assert status(first) == "reserved"
    assert FreedPlace.objects.filter(taken_by=None).count() == 1


@pytest.mark.django_db
def test_a_booth_is_given_back_with_the_place_and_the_officers_hear_it(call, officer):
    chosen = told(call, officer, "select")
    confirm_application(chosen, by=owner(chosen))
    allocation = allocate_booth(chosen, make_booth(call.fair_event), by=officer)

    withdraw_application(chosen, reason="น้ำท่วม", by=owner(chosen))

    allocation.refresh_from_db()
    assert allocation.released_at is not None
    news = Message.objects.filter(kind="given-up", deliveries__user=officer).get()
    assert "สละสิทธิ์และคืนบูธ" in news.subject
    assert "น้ำท่วม" in news.body


# --- The order --------------------------------------------------------------------------------


@pytest.mark.django_db
def test_another_order_needs_a_reason_and_leaves_a_trace(call, officer):
    rows = [told(call, officer, "reserve") for _ in range(3)]
    last = rows[2].reserve_places.get()

    with pytest.raises(RuleBroken, match="บอกเหตุ"):
        move_in_reserve(last, 1, reason=" ", by=officer)
    with pytest.raises(RuleBroken, match="เลือกลำดับของร้านที่รออยู่"):
        move_in_reserve(last, 9, reason="ก", by=officer)
    move_in_reserve(last, 1, reason="คะแนนรวมผิด", by=officer)

    order = ReservePlace.objects.order_by("number").values_list("application", flat=True)
    assert list(order) == [rows[2].pk, rows[0].pk, rows[1].pk]


@pytest.mark.django_db
def test_a_number_that_nobody_was_told_is_given_again(call, officer):
    first, second = (
        make_application(call.fair_event, status="submitted", call=call) for _ in range(2)
    )
    make_decision(first, "reserve")
    make_decision(second, "reserve")
    make_decision(first, "select")

    announce_decisions(second, by=officer)

    assert list(ReservePlace.objects.values_list("application", flat=True)) == [second.pk]


# --- The link ---------------------------------------------------------------------------------


@pytest.mark.django_db
def test_looking_at_the_link_answers_nothing(client, call, officer):
    """Scanners of mail open every link, and press nothing."""
    chosen = told(call, officer, "select")
    link = Message.objects.order_by("pk").first().link

    for query in ("", "?decline=1", "?answer=accept"):
        page = client.get(link + query)
        assert page.status_code == 200
        assert "no-store" in page["Cache-Control"]
    client.head(link)

    assert status(chosen) == "selected"
    words = client.get(link).content.decode()
    assert ("ยืนยันเข้าร่วมงาน" in words, "สละสิทธิ์" in words) == (True, True)
    assert "23.59" in words


@pytest.mark.django_db
def test_the_mail_has_two_buttons_and_following_both_answers_nothing(
    client, call, officer, settings
):
    settings.SITE_URL = "https://otopfair.example"
    chosen = told(call, officer, "select")
    link = Message.objects.get(link__startswith="/answer/").link
    send_due_deliveries()

    [sent] = [one for one in mail.outbox if link in one.body]
    [(html, kind)] = sent.alternatives
    assert kind == "text/html"
    opened = re.findall(r'href="(.*?)"', html)
    assert opened == [
        f"https://otopfair.example{link}",
        f"https://otopfair.example{link}?decline=1",
    ]
    assert ("<img" in html, "src=" in html, "<style" in html) == (False, False, False)
    assert sent.body.endswith(f"เปิดดูที่ https://otopfair.example{link}")

    for address in opened:
        assert client.get(address.removeprefix("https://otopfair.example")).status_code == 200
    assert status(chosen) == "selected"
    assert chosen.offers.get().answer == OfferAnswer.OPEN


@pytest.mark.django_db
def test_words_in_a_mail_with_buttons_are_words(settings):
    settings.SITE_URL = "https://otopfair.example"
    words = "<b>ร้าน</b> <a href='https://evil.example'>กด</a>"
    tell(make_user(email="a@example.invalid"), words, words, link="/answer/x.y/")
    send_due_deliveries()
    [(html, _kind)] = mail.outbox[-1].alternatives
    answer = "https://otopfair.example/answer/x.y/"
    assert re.findall(r"""<a href=["'](.*?)["']""", html) == [answer, f"{answer}?decline=1"]
    assert html.count("&lt;b&gt;ร้าน&lt;/b&gt;") == 3


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("answer", "after", "says"),
    [("accept", "confirmed", "ยืนยันแล้ว"), ("decline", "declined", "สละสิทธิ์แล้ว")],
)
def test_a_press_answers_once_however_often_it_is_pressed(
    client, call, officer, answer, after, says
):
    chosen = told(call, officer, "select")
    link = answer_link(chosen.offers.get())

    for _ in range(2):
        assert says in client.post(link, {"answer": answer}, follow=True).content.decode()

    assert status(chosen) == after
    assert chosen.offers.count() == 1


@pytest.mark.django_db
def test_an_old_link_says_what_has_become_of_it_and_whom_to_call(client, call, officer):
    chosen = told(call, officer, "select")
    link = answer_link(chosen.offers.get())
    Offer.objects.update(
        offered_at=timezone.now() - timedelta(days=4),
        expires_at=timezone.now() - timedelta(minutes=1),
    )

    for _ in range(2):
        answer = client.post(link, {"answer": "accept"})
        assert answer.status_code == 409
        assert "เลยกำหนดตอบ" in answer.content.decode()
        assert "tel:" in answer.content.decode()
        lapse_overdue_offers()
    assert status(chosen) == "lapsed"


@pytest.mark.django_db
@pytest.mark.parametrize("token", ["1", "1.x.y", "1:1x:abc"])
def test_a_token_that_is_not_ours_is_not_there(client, token):
    assert client.get(f"/answer/{token}/").status_code == 404


# --- At once ----------------------------------------------------------------------------------


def held(call) -> int:
    rows = BoothApplication.objects.filter(call=call, status__in=CHOSEN)
    return sum(rows.values_list("booths_wanted", flat=True))


@pytest.mark.django_db(transaction=True)
def test_a_decline_and_three_offers_never_give_two_places_for_one_nor_lose_one(call, officer):
    chosen = told(call, officer, "select")
    for _ in range(3):
        told(call, officer, "reserve")
    for _ in range(100):
        offer_it = lambda: offers.offer_free_places_now(call, by=officer)  # noqa: E731
        current = chosen

        def give_up(current=current):
            return withdraw_application(current, by=None)

        assert refusals(race(give_up, offer_it, offer_it, offer_it)) == []
        assert held(call) == 1
        assert FreedPlace.objects.filter(taken_by=None).count() == 0
        chosen = BoothApplication.objects.get(call=call, status="selected")
        back_to_the_end(current)


def back_to_the_end(application) -> None:
    """Whoever has given up waits again, at the end: the contest never runs out of people."""
    application.refresh_from_db()
    application.status = "reserved"
    application.save()
    last = ReservePlace.objects.order_by("-number").first()
    ReservePlace.objects.create(
        application=application,
        call=application.call,
        category=application.category,
        number=last.number + 1,
    )


@pytest.mark.django_db(transaction=True)
def test_control_without_the_lock_one_place_is_offered_twice(call, officer, monkeypatch):
    chosen = told(call, officer, "select")
    told(call, officer, "reserve")  # one: whoever goes on to a second waits with rows in hand
    monkeypatch.setattr(confirming, "offer_freed_places", lambda call, **_: [])
    withdraw_application(chosen, by=None)
    take_lock_away(monkeypatch, offers)
    monkeypatch.setattr(offers, "hold_fair", lambda fair_event, what: fair_event)
    # After the last look at what is free: whoever has offered by then has taken it from the other.
    meet_after(monkeypatch, (offers, "require_arrow"))
    offer_it = lambda: offers.offer_free_places_now(call, by=officer)  # noqa: E731

    with without_constraint(Offer, "one_standing_offer_per_application"):
        race(offer_it, offer_it)
        offered = Offer.objects.filter(answer="").count()
        FreedPlace.objects.all().delete()

    assert offered == 2


@pytest.mark.django_db
def test_the_database_keeps_one_standing_offer_for_an_application(call, officer):
    chosen = told(call, officer, "select")
    now = timezone.now()

    with pytest.raises(IntegrityError), transaction.atomic():
        Offer.objects.create(application=chosen, offered_at=now, expires_at=now + timedelta(days=1))


@pytest.mark.django_db
def test_the_database_keeps_a_place_left_once(call, officer):
    chosen = told(call, officer, "select")
    offer = chosen.offers.get()
    row = {"call": call, "category": 3, "left_by": offer, "number": 1}
    FreedPlace.objects.create(**row)

    with pytest.raises(IntegrityError), transaction.atomic():
        FreedPlace.objects.create(**row)
