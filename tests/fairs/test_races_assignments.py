"""Two administrators take each other's role in the same moment: one of them stays."""

import pytest

from fairs.models import Assignment
from fairs.operations import assignments
from fairs.operations.assignments import give_role, take_role
from otopfair.rights.may import may
from otopfair.rights.roles import Role
from tests.factories import make_administrator, make_user
from tests.races import meet_after, race, refusals, take_lock_away

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def two():
    return make_administrator(), make_administrator()


def take_from_each_other(two):
    one, other = two
    mine, theirs = one.assignments.get(), other.assignments.get()
    # The gate has let both in already; what it read is kept for the request.
    for administrator in two:
        assert may(administrator, "fairs.give_administrator")
    return race(
        lambda: take_role(theirs, by=one, reason="ย้าย"),
        lambda: take_role(mine, by=other, reason="ย้าย"),
    )


def administrators() -> int:
    return Assignment.objects.current().filter(role=Role.ADMINISTRATOR).count()


def test_an_administrator_is_left(two, monkeypatch):
    meet_after(monkeypatch, (assignments, "_other_administrators"))
    outcomes = take_from_each_other(two)
    assert (administrators(), len(refusals(outcomes))) == (1, 1)


def test_without_the_lock_none_is_left(two, monkeypatch):
    take_lock_away(monkeypatch, assignments)
    meet_after(monkeypatch, (assignments, "_other_administrators"))
    take_from_each_other(two)
    assert administrators() == 0


def test_the_same_role_given_twice_at_once_is_one_term(two, monkeypatch):
    by, person = two[0], make_user()
    meet_after(monkeypatch, (assignments, "_the_same"))

    def give():
        return give_role(person, Role.COMMITTEE_SECRETARY, province_id="40", by=by, reason="คำสั่ง")

    first, second = race(give, give)
    assert first == second
    assert person.assignments.count() == 1
