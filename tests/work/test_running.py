"""One press, many rows: each once, whatever happens between, and the rest by name."""

from uuid import uuid4

import pytest
from django.db import OperationalError, connection
from django.urls import reverse

from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry, record
from otopfair.work import running
from otopfair.work.kinds import WorkKind, add_kind
from otopfair.work.models import BulkWork
from otopfair.work.running import TROUBLE, do_work, start_work
from tests.factories import make_fair_event, make_helper, make_officer, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return make_officer()


def kind(act):
    """A kind of work whose rows write a line of history, and whatever `act` does before."""

    def and_write(row_id, seen, *, options, by):
        act(row_id)
        record(by, "row", f"{row_id} รุ่น {seen} {options.get('how', '')}".strip(), by=by)

    add_kind(WorkKind("test-rows", and_write, lambda row_id: f"แถว {row_id}"))


def nothing(row_id):
    return None


def waiting_work(officer, *rows):
    """Work that the worker has not taken up."""
    items = [[row, None] for row in rows]
    return BulkWork.objects.create(
        kind="test-rows",
        title="งานทดสอบ",
        items=items,
        total=len(items),
        form_key=uuid4(),
        started_by=officer,
    )


def written():
    return list(HistoryEntry.objects.order_by("pk").values_list("summary", flat=True))


def test_each_row_comes_with_the_version_that_was_seen_and_what_was_chosen(officer):
    kind(nothing)

    work = start_work(
        "test-rows", [(1, 3), (2, None)], title="ก", form_key=uuid4(), by=officer, how="เร็ว"
    )

    work.refresh_from_db()
    assert written() == ["1 รุ่น 3 เร็ว", "2 รุ่น None เร็ว"]
    assert (work.total, work.done, work.left_out, work.is_finished) == (2, 2, [], True)


def test_a_row_that_is_refused_is_left_out_by_name_and_the_others_go_on(officer):
    def refuse_two(row_id):
        if row_id == 2:
            raise RuleBroken("ใบนี้ตัดสินแล้ว")

    kind(refuse_two)
    work = waiting_work(officer, 1, 2, 3)

    do_work.func(work.pk)

    work.refresh_from_db()
    assert written() == ["1 รุ่น None", "3 รุ่น None"]
    assert work.left_out == [{"label": "แถว 2", "why": "ใบนี้ตัดสินแล้ว"}]
    assert (work.done, work.position) == (2, 3)


def test_a_worker_that_dies_does_no_row_twice_and_forgets_none(officer):
    class Died(BaseException):
        pass

    lives = iter([None, Died])

    def die_once(row_id):
        if ends := next(lives, None):
            raise ends

    kind(die_once)
    work = waiting_work(officer, 1, 2, 3)

    with pytest.raises(Died):
        do_work.func(work.pk)
    assert BulkWork.objects.get().position == 1
    do_work.func(work.pk)

    assert written() == ["1 รุ่น None", "2 รุ่น None", "3 รุ่น None"]


def test_work_that_is_done_is_not_done_again(officer):
    kind(nothing)
    work = waiting_work(officer, 1)

    do_work.func(work.pk)
    do_work.func(work.pk)

    assert written() == ["1 รุ่น None"]


def test_a_lock_that_is_not_had_is_tried_again_and_then_said(officer):
    troubles = iter([1, 2, 2, 2])  # row 1 fails once, row 2 always
    due = next(troubles)

    def sometimes(row_id):
        nonlocal due
        if row_id == due:
            due = next(troubles, None)
            raise OperationalError("lock timeout")

    kind(sometimes)
    work = waiting_work(officer, 1, 2, 3)

    do_work.func(work.pk)

    work.refresh_from_db()
    assert written() == ["1 รุ่น None", "3 รุ่น None"]
    assert work.left_out == [{"label": "แถว 2", "why": TROUBLE}]


@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_away_is_waited_for_and_the_work_goes_on(officer, monkeypatch):
    away, waited, lock = iter([1, 2]), [], running.lock

    def lock_later(row):
        if next(away, None):
            raise OperationalError("server closed the connection")
        return lock(row)

    monkeypatch.setattr(running, "lock", lock_later)
    monkeypatch.setattr(connection, "is_usable", lambda: False)
    monkeypatch.setattr(connection, "close", lambda: waited.append("closed"))
    monkeypatch.setattr(running.time, "sleep", waited.append)
    kind(nothing)

    do_work.func(waiting_work(officer, 1, 2).pk)

    assert written() == ["1 รุ่น None", "2 รุ่น None"]
    assert waited == ["closed", running.AWAY_SECONDS] * 2


def page(work):
    return reverse("staff:bulk-work", args=[work.pk])


def test_the_page_shows_how_far_it_is_and_leads_on_without_a_script(client, officer):
    kind(nothing)
    work = waiting_work(officer, 1, 2)
    client.force_login(officer)

    words = client.get(page(work)).content.decode()

    assert "ทำแล้ว 0 จาก 2" in words
    assert 'hx-trigger="every 2s"' in words
    assert f'<a href="{page(work)}">ดูอีกครั้ง</a>' in words


def test_the_part_that_fetches_itself_ends_when_the_work_does(client, officer):
    kind(nothing)
    work = waiting_work(officer, 1)
    client.force_login(officer)
    do_work.func(work.pk)

    part = client.get(page(work), headers={"HX-Request": "true"}).content.decode()

    assert part.lstrip().startswith('<section id="bulk-work"')
    assert "hx-get" not in part
    assert "สำเร็จ 1" in part


def test_work_is_its_own_persons(client, officer):
    work = waiting_work(officer, 1)
    fair = make_fair_event()
    for user, status in (
        (officer, 200),
        (make_officer(), 404),
        (make_helper(fair), 404),
        (make_user(), 403),
    ):
        client.force_login(user)
        assert client.get(page(work)).status_code == status
