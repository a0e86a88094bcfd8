"""The demonstration as a whole: built once, renewed when its fair is over."""

from django.db import transaction

from otopfair.accounts.models import User
from otopfair.demo.catalogue import make_products
from otopfair.demo.khonkaen import make_agencies, make_edition_19, make_edition_20, make_series
from otopfair.demo.lampang import make_lampang
from otopfair.demo.makers import Maker, hand_over, make_makers
from otopfair.demo.open_fair import make_import_fair, make_lampang_fair, make_open_fair
from otopfair.demo.people import (
    ADMINISTRATOR,
    CLOTH_VENDOR,
    HELPER,
    OFFICER,
    PHONE_VENDOR,
    make_accounts,
)
from otopfair.demo.photos import attach_photos
from otopfair.demo.planner import analyse
from otopfair.demo.planning import make_committee, make_results
from otopfair.demo.running_fair import CLOTH_BOOTH, FOOD_BOOTH, make_running_fair, make_terms
from otopfair.outbox.models import OutboxMessage


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
    agencies, series, terms = make_agencies(), make_series(), make_terms()
    make_edition_19(series, agencies, makers, by=officer)
    make_edition_20(series, agencies, makers, by=officer)
    running = make_running_fair(
        series, agencies, makers, terms, by=officer, helper=accounts[HELPER]
    )
    coming = make_open_fair(
        agencies, makers, terms, cloth_maker=cloth_maker, food_maker=food_maker, by=officer
    )
    make_import_fair(series, agencies)
    make_lampang_fair()
    make_committee(agencies, [running, coming])
    make_results()
    # The messages stay in the inboxes; nothing is e-mailed to invented addresses.
    OutboxMessage.objects.update(email="")
    analyse()


def _give_stand(makers: list[Maker], booth_code: str, user) -> Maker:
    """Hand the maker that will stand in `booth_code` to `user`."""
    category = "ABCDE".index(booth_code[0]) + 1
    in_zone = [m for m in makers if m.kind.category == category and m.is_northeastern]
    maker = in_zone[int(booth_code[1:]) - 1]
    position = makers.index(maker)
    makers[position] = hand_over(maker, user)
    return makers[position]
