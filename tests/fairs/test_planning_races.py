"""Two officers on one page of planning at once: neither loses a word, and each has a control."""

import pytest

from fairs.models import AgendaItem, Meeting
from fairs.operations import planning
from fairs.operations.planning import move_piece, save_piece
from fairs.planning.kinds import shown
from fairs.planning.pieces import MEETING, kind_of
from otopfair.stale import StalePage, seen_of
from otopfair.thai.calendar import today_in_thailand
from tests import factories as make
from tests.race_world import ALL
from tests.races import meet_after, race, refusals, take_lock_away

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]
AGENDA = kind_of(MEETING, "agenda")
TEXTS = ("ร้านสมัคร 120 ราย", "เงินเหลือ 40,000 บาท")


def a_meeting(*titles):
    meeting = Meeting.objects.create(committee=make.make_committee(), held_on=today_in_thailand())
    for number, title in enumerate(titles, start=1):
        AgendaItem.objects.create(meeting=meeting, part=4, title=title, sequence=number)
    return meeting


def two_write_one_piece(monkeypatch):
    meeting = a_meeting("เรื่องงบ")
    [item] = meeting.agenda.all()
    seen, by = seen_of(shown(item, ["text"])), make.make_officer()
    meet_after(monkeypatch, (planning, "_as_it_is"))
    return race(
        *(
            lambda text=text: save_piece(meeting, AGENDA, item, {"text": text}, seen=seen, by=by)
            for text in TEXTS
        )
    )


def words_kept(outcomes) -> set[str]:
    """What stands in the agenda, and what the one who came second reads beside it."""
    stale = [one for one in refusals(outcomes) if isinstance(one, StalePage)]
    said = {one.mine for refusal in stale for one in refusal.differences}
    return said | set(AgendaItem.objects.values_list("text", flat=True))


def test_of_two_who_write_one_piece_neither_loses_a_word(monkeypatch):
    assert words_kept(two_write_one_piece(monkeypatch)) == set(TEXTS)


def test_control_without_the_lock_one_text_is_gone(monkeypatch):
    take_lock_away(monkeypatch, *ALL)
    outcomes = two_write_one_piece(monkeypatch)
    assert len(words_kept(outcomes)) == 1


def two_move_rows(monkeypatch):
    meeting = a_meeting("ก", "ข", "ค")
    first, _second, last = meeting.agenda.all()
    by = make.make_officer()
    meet_after(monkeypatch, (planning, "_beside"))
    return race(
        lambda: move_piece(meeting, AGENDA, first, steps=1, by=by),
        lambda: move_piece(meeting, AGENDA, last, steps=-1, by=by),
    )


def order() -> str:
    return "".join(AgendaItem.objects.order_by("sequence").values_list("title", flat=True))


BOTH_MOVED = {"ขคก", "คกข"}  # whichever of the two came first


def test_two_who_move_rows_both_move_them(monkeypatch):
    assert refusals(two_move_rows(monkeypatch)) == []
    assert order() in BOTH_MOVED


def test_control_without_the_lock_one_of_two_moves_is_lost(monkeypatch):
    take_lock_away(monkeypatch, *ALL)
    two_move_rows(monkeypatch)
    assert order() not in BOTH_MOVED
