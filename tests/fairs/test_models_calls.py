"""The calls of a fair: which one is meant, and how many places its cells make."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from fairs.models import CallCell, CallOrigin
from tests.factories import make_call, make_fair_event, make_officer, make_zone

pytestmark = pytest.mark.django_db
CLOTH = 3


@pytest.fixture
def fair():
    return make_fair_event()


def round_of(fair, sequence, opens, closes, **fields):
    """A round that opens and closes so many days from now."""
    now = timezone.now()
    return make_call(
        fair,
        sequence=sequence,
        name=f"รอบที่ {sequence}",
        opens_at=now + timedelta(days=opens),
        closes_at=now + timedelta(days=closes),
        **fields,
    )


def test_a_fair_without_a_call_names_none(fair):
    assert (fair.accepting_call(), fair.newest_call(), fair.call_to_show()) == (None, None, None)


def test_the_call_that_accepts_is_the_one_that_is_open_now(fair):
    round_of(fair, 1, -9, -3)
    second = round_of(fair, 2, -1, 5)
    third = round_of(fair, 3, 6, 9)

    assert (fair.accepting_call(), fair.call_to_show()) == (second, second)
    assert fair.newest_call() == third


def test_between_two_rounds_people_are_shown_the_next(fair):
    round_of(fair, 1, -9, -3)
    second, _third = round_of(fair, 2, 2, 5), round_of(fair, 3, 6, 9)

    assert (fair.accepting_call(), fair.call_to_show()) == (None, second)


def test_after_all_rounds_people_are_shown_the_last(fair):
    round_of(fair, 1, -9, -6)
    second = round_of(fair, 2, -5, -3)

    assert fair.call_to_show() == second


def test_a_fair_has_each_round_once(fair):
    round_of(fair, 1, -9, -3)

    with pytest.raises(IntegrityError), transaction.atomic():
        round_of(fair, 1, 2, 5)


def cells_of(fair, *cells):
    call = make_call(fair, categories=[])
    for zone, origin, reserved, maximum in cells:
        CallCell.objects.create(
            call=call,
            category=CLOTH,
            zone=zone and make_zone(fair, zone),
            origin=origin,
            reserved=reserved,
            maximum=maximum,
        )
    return call


ANY, INSIDE, OUTSIDE = CallOrigin.ANY, CallOrigin.INSIDE, CallOrigin.OUTSIDE


@pytest.mark.parametrize(
    ("cells", "places"),
    [
        ([(None, ANY, 0, 40)], 40),
        ([("A", ANY, 0, 30), ("B", ANY, 0, 10)], 40),
        ([(None, INSIDE, 0, 30), (None, OUTSIDE, 0, 10)], 40),
        ([(None, ANY, 0, 40), (None, OUTSIDE, 0, 10)], 40),
        ([(None, ANY, 0, 40), ("A", ANY, 0, 30)], 40),
    ],
    ids=["whole", "by zone", "by origin", "a part limited", "a zone limited"],
)
def test_the_public_words_add_the_cells_up(fair, cells, places):
    call = cells_of(fair, *cells)

    assert call.places() == {CLOTH: places}
    assert (call.takes(CLOTH), call.takes(1)) == (True, False)


def test_a_cell_stands_once_also_for_any_zone(fair):
    for cells in ([(None, ANY, 0, 4)] * 2, [("A", INSIDE, 0, 4)] * 2):
        with pytest.raises(IntegrityError), transaction.atomic():
            cells_of(fair, *cells)


def test_a_cell_reserves_no_more_than_it_has(fair):
    with pytest.raises(IntegrityError), transaction.atomic():
        cells_of(fair, (None, INSIDE, 5, 4))


def test_a_cell_takes_no_zone_of_another_fair(fair):
    call = cells_of(fair, (None, ANY, 0, 4))
    foreign = make_zone(make_fair_event(), "Z")

    with pytest.raises(ValidationError, match="โซนนี้เป็นของงานอื่น"):
        CallCell(call=call, category=CLOTH, zone=foreign, maximum=3).full_clean()


def test_a_further_round_follows_the_last_one_in_the_register(client, fair):
    round_of(fair, 1, -9, -3)
    client.force_login(make_officer())

    page = client.get(f"{reverse('staff:fairs_vendorcall_add')}?fair_event={fair.pk}")

    form = page.context["adminform"].form
    assert (form.initial["sequence"], form.initial["name"]) == (2, "รอบที่ 2")
