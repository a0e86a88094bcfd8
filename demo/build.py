"""The demonstration as a whole: built once, renewed when its fair is over."""

from django.db import transaction
from django.db.models import F

from demo.arriving import name_people, note_who_came, wait_in_reserve
from demo.catalogue import make_products
from demo.choosing import make_choosing_fair
from demo.dossiers import make_dossiers, make_registration_round
from demo.drawn_fair import make_drawn_fair
from demo.following import answer_some
from demo.khonkaen import make_agencies, make_edition_19, make_edition_20, make_series
from demo.lampang import make_lampang
from demo.makers import Maker, hand_over, make_makers
from demo.market import make_market
from demo.newcomers import make_newcomers
from demo.news import make_news
from demo.nominated import make_nominated_call
from demo.notices import make_notices
from demo.open_fair import make_import_fair, make_lampang_fair, make_open_fair
from demo.paying import bring_slip, bring_statement, name_payee, pay_for_a_stand, pay_some
from demo.people import (
    ADMINISTRATOR,
    CLOTH_VENDOR,
    DISTRICT_OFFICER,
    HELPER,
    LAMPANG_OFFICER,
    NEWCOMER,
    OFFICER,
    PHONE_VENDOR,
    make_accounts,
)
from demo.photos import attach_photos
from demo.planner import analyse
from demo.planning import make_committee, make_results
from demo.running_fair import CLOTH_BOOTH, FOOD_BOOTH, help_at, make_running_fair, make_terms
from demo.surveying import ask_people
from demo.visits import count_visitors, hear_complaints, inspect
from demo.writing import make_templates, write_to_some
from otopfair.accounts.models import User
from otopfair.outbox.models import Channel, Delivery, DeliveryState


def demo_is_there() -> bool:
    return User.objects.filter(email=ADMINISTRATOR).exists()


@transaction.atomic
def build_demo() -> None:
    """Write everything, or nothing."""
    accounts = make_accounts()
    officer = accounts[OFFICER]
    makers = make_makers()
    cloth_maker = _give_stand(makers, CLOTH_BOOTH, accounts[CLOTH_VENDOR])
    food_maker = _give_stand(makers, FOOD_BOOTH, accounts[PHONE_VENDOR])
    attach_photos(make_products(makers))
    make_lampang()
    make_dossiers(cloth_maker.vendor, food_maker.vendor, by=officer)
    agencies, series, terms = make_agencies(), make_series(), make_terms()
    make_edition_19(series, agencies, makers, by=officer)
    edition_20 = make_edition_20(series, agencies, makers, by=officer)
    answer_some(edition_20, by=officer)
    make_market(agencies, makers, cloth_maker=cloth_maker, by=officer)
    make_news(edition_20)
    running = make_running_fair(
        series, agencies, makers, terms, by=officer, helper=accounts[HELPER]
    )
    help_at(running, accounts[DISTRICT_OFFICER])
    note_who_came(running, by=officer, helper=accounts[HELPER])
    name_people(running, by=officer)
    wait_in_reserve(running, makers, by=officer)
    inspect(running, by=officer, helper=accounts[HELPER])
    count_visitors(running, helper=accounts[HELPER])
    hear_complaints(running, by=officer)
    ask_people(running, by=officer)
    coming = make_open_fair(
        agencies, makers, terms, cloth_maker=cloth_maker, food_maker=food_maker, by=officer
    )
    make_notices(edition_20, coming, by=officer)
    name_payee(coming, by=officer, second=accounts[ADMINISTRATOR])
    pay_some(coming, by=officer)
    bring_statement(coming, by=officer)
    bring_slip(coming)
    pay_for_a_stand(running.applications.get(vendor=cloth_maker.vendor), by=officer)
    make_drawn_fair(agencies, makers, terms, by=officer)
    make_import_fair(agencies, by=officer)
    make_choosing_fair(
        agencies, makers, terms, cloth_maker=cloth_maker, food_maker=food_maker, by=officer
    )
    make_nominated_call(make_lampang_fair(), terms, by=accounts[LAMPANG_OFFICER])
    make_registration_round(make_newcomers(makers, cloth_maker, accounts[NEWCOMER]))
    make_committee(agencies, [running, coming])
    make_results()
    make_templates()
    write_to_some(coming, by=officer)
    _send_nothing()
    analyse()


def _send_nothing() -> None:
    """Invented addresses get no e-mail."""
    by_email = Delivery.objects.filter(channel=Channel.EMAIL)
    by_email.update(state=DeliveryState.SENT, sent_at=F("due_at"), attempts=1)


def _give_stand(makers: list[Maker], booth_code: str, user) -> Maker:
    """Hand the maker that will stand in `booth_code` to `user`."""
    category = "ABCDE".index(booth_code[0]) + 1
    in_zone = [m for m in makers if m.kind.category == category and m.is_northeastern]
    maker = in_zone[int(booth_code[1:]) - 1]
    position = makers.index(maker)
    makers[position] = hand_over(maker, user)
    return makers[position]
