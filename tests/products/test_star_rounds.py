"""Stars hold for as long as their round does, judged against the days of a fair."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError
from django.urls import reverse

from products.models import StarRating, StarRound
from products.stands import stars_at
from tests import factories as make
from tests.filled_forms import filled_form

pytestmark = pytest.mark.django_db


def rate(product, year, stars, **days):
    star_round = StarRound.objects.create(year_be=year, name_th=f"รอบ {year}", **days)
    return StarRating.objects.create(product=product, star_round=star_round, stars=stars)


@pytest.fixture
def fair():
    return make.make_fair_event(opens_on=date(2020, 10, 26), closes_on=date(2020, 11, 1))


def test_the_newest_round_that_holds_counts(fair):
    product = make.make_product()
    rate(product, 2559, 3)
    newest = rate(product, 2562, 5)
    assert stars_at(fair, [product.pk]) == {product.pk: newest}


def test_a_round_that_ends_during_the_fair_does_not_count(fair):
    product = make.make_product()
    older = rate(product, 2559, 3)
    rate(product, 2562, 5, valid_until=date(2020, 10, 31))
    assert stars_at(fair, [product.pk]) == {product.pk: older}


def test_a_round_that_has_not_begun_does_not_count(fair):
    product = make.make_product()
    rate(product, 2563, 5, valid_from=date(2020, 10, 27))
    assert stars_at(fair, [product.pk]) == {}


def test_a_fair_without_known_days_is_judged_by_today():
    undated = make.make_fair_event(opens_on=None, closes_on=None, date_precision="unknown")
    product = make.make_product()
    over = rate(product, 2559, 3, valid_until=date(2020, 1, 1))
    assert stars_at(undated, [over.product_id]) == {}


def test_officers_note_the_score_of_a_round_and_the_group_of_a_product(client):
    product = make.make_product()
    rating = rate(product, 2562, 5)
    client.force_login(make.make_officer())
    url = reverse("staff:products_product_change", args=[product.pk])
    form = filled_form(client.get(url), holds="quadrant")
    typed = {"quadrant": "D", "ratings-0-score": "๙๒.๕"}
    assert client.post(url, form | typed | {"ratings-0-score": "101"}).status_code == 422
    assert client.post(url, form | typed).status_code == 302

    rating.refresh_from_db()
    product.refresh_from_db()
    assert (rating.score, product.quadrant) == (Decimal("92.5"), "D")


def test_no_score_is_above_a_hundred():
    rating = rate(make.make_product(), 2562, 5)
    rating.score = Decimal("100.01")
    with pytest.raises(IntegrityError):
        rating.save()
