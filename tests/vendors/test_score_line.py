"""Choosing by a score line: seen before, done by the worker, each exception with its reason."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fairs.models import CallCell, Province
from otopfair.history.models import HistoryEntry
from otopfair.thai.calendar import today_in_thailand
from otopfair.work.models import BulkWork
from tests.factories import (
    make_application,
    make_call,
    make_fair_event,
    make_officer,
    make_user,
    make_vendor,
)
from vendors.models import Decision, Outcome, ScoreCard
from vendors.operations.deciding import decide
from vendors.operations.nevertheless import BelowLine
from vendors.operations.scoring import draw_line

pytestmark = pytest.mark.django_db
CLOTH = 3


@pytest.fixture
def call():
    return make_call(make_fair_event(), categories=[CLOTH], places=2)


@pytest.fixture
def officer(client):
    officer = make_officer()
    client.force_login(officer)
    return officer


def scored_at(call, total, *, status="eligible", **fields):
    """An application with one sent card of `total`."""
    application = make_application(call.fair_event, status=status, category=CLOTH, **fields)
    if total is not None:
        ScoreCard.objects.create(
            application=application,
            scorer=make_user("ผู้ให้คะแนน"),
            total=Decimal(total),
            sent_at=timezone.now(),
        )
    return application


def url_of(call, line=""):
    return reverse("staff:review-line", args=[call.pk]) + (f"?line={line}" if line else "")


def press(client, call, line, rows, ties=(), **more):
    def values(applications):
        return [f"{row.pk}:{row.version}" for row in applications]

    typed = {"line": line, "rows": values(rows), "ties": values(ties), "form_key": uuid4()}
    return client.post(url_of(call), typed | more, follow=True)


def close_scoring(call):
    yesterday = today_in_thailand() - timedelta(days=1)
    call.phases.filter(kind="scoring").update(until_on=yesterday)


@pytest.fixture
def ready(call, officer):
    """Two above 60, one at it, one below, one not scored, one whose documents nobody passed."""
    close_scoring(call)
    totals = {"best": 90, "good": 70, "tie": 60, "weak": 40, "blank": None}
    rows = {name: scored_at(call, total) for name, total in totals.items()}
    return rows | {"unchecked": scored_at(call, 80, status="submitted")}


def test_before_a_line_is_typed_the_page_says_between_which_totals_it_lies(client, call, ready):
    words = client.get(url_of(call)).content.decode()

    assert "ตอนนี้เลือกได้ 4 ใบ คะแนนรวมตั้งแต่ 40.00 ถึง 90.00" in words


def test_the_page_shows_every_cell_before_anything_is_decided(client, call, ready):
    view = client.get(url_of(call, "60")).context["view"]

    assert view.above == [ready["best"], ready["good"]]
    assert view.at == [ready["tie"]]
    assert view.below == [ready["weak"]]
    assert view.left_out == [
        (ready["unchecked"], "ยังไม่ผ่านเอกสาร"),
        (ready["blank"], "ยังไม่มีคะแนน"),
    ]
    [cell] = view.cells
    assert (cell.cell.maximum, cell.chosen, cell.above, cell.at, cell.left) == (2, 0, 2, 1, 0)
    assert not Decision.objects.exists()


def test_a_lower_line_says_where_it_passes_a_maximum(client, call, ready):
    page = client.get(url_of(call, "30"))

    view = page.context["view"]
    assert [row for row, _why in view.beyond] == [ready["tie"], ready["weak"]]
    assert view.cells[0].is_over
    assert "เกินที่รับ" in page.content.decode()


def test_origins_are_counted_in_their_cells(client, call, ready):
    CallCell.objects.create(call=call, category=CLOTH, origin="outside", maximum=1, reserved=1)
    chonburi = make_vendor("ร้านต่างจังหวัด", province=Province.objects.get(pk="20"))
    scored_at(call, 65, vendor=chonburi)

    whole, outside = client.get(url_of(call, "60")).context["view"].cells

    assert (whole.above, outside.above) == (3, 1)
    assert (outside.lacks, outside.cell.reserved) == (0, 1)


def test_htmx_gets_the_view_alone(client, call, ready):
    page = client.get(url_of(call, "60"), headers={"HX-Request": "true"})

    assert page.content.decode().lstrip().startswith('<div id="line-view"')


@pytest.mark.parametrize("line", ["x", "101", "-1", "๖๐"])
def test_a_line_is_a_number_up_to_100(client, call, ready, line):
    status = client.get(url_of(call, line)).status_code

    assert status == (200 if line == "๖๐" else 422)


def test_the_press_chooses_above_the_line_and_the_ties_that_were_ticked(client, call, ready):
    page = press(client, call, "69", [ready["best"], ready["good"]])

    chosen = Decision.objects.filter(outcome="select").order_by("pk")
    assert [row.application for row in chosen] == [ready["best"], ready["good"]]
    assert "สำเร็จ 2" in page.content.decode()
    rule = call.scoring_rule
    rule.refresh_from_db()
    assert (rule.line, rule.line_set_by) == (Decimal("69"), chosen[0].decided_by)
    assert HistoryEntry.objects.of(call).first().summary == "กำหนดเส้นคะแนน 69.00"


def test_a_tie_is_chosen_by_hand_only(client, call, ready):
    rows = [ready["best"], ready["tie"]]
    press(client, call, "60", rows)
    assert not ready["tie"].decisions.exists()

    press(client, call, "60", [], ties=[ready["tie"]])

    assert ready["tie"].decisions.get().outcome == "select"


def test_who_was_left_out_stands_in_the_result_with_the_reason(client, call, ready):
    rows = [ready["best"], ready["unchecked"], ready["good"]]

    press(client, call, "60", rows, ties=[ready["tie"]])

    left = {row["label"]: row["why"] for row in BulkWork.objects.get().left_out}
    assert len(left) == 2
    assert "ยังไม่ผ่านเอกสาร" in left[f"{ready['unchecked']} {ready['unchecked'].vendor}"]
    assert "เกินจำนวนที่รับ" in left[f"{ready['tie']} {ready['tie'].vendor}"]


def test_a_row_that_changed_since_is_left_out(client, call, ready):
    shown = [ready["best"]]
    decide(ready["best"], Outcome.REFUSE, note="ถอนคำร้อง", by=make_officer())

    press(client, call, "60", shown)

    assert ready["best"].decisions.pending().get().outcome == "refuse"


def test_a_press_twice_is_one_work(client, call, ready):
    key = uuid4()
    for _ in range(2):
        press(client, call, "60", [ready["best"]], form_key=key)

    assert BulkWork.objects.count() == 1


def test_no_line_is_applied_outside_of_the_meeting(client, call, ready):
    tomorrow = today_in_thailand() + timedelta(days=1)
    call.phases.filter(kind="meeting").update(from_on=tomorrow)

    answer = press(client, call, "60", [ready["best"]])

    assert answer.status_code == 409
    assert not BulkWork.objects.exists()


def test_below_the_line_is_asked_about_and_says_why(client, call, ready):
    weak = ready["weak"]
    draw_line(call, Decimal(60), by=make_officer())

    with pytest.raises(BelowLine, match=r"คะแนน 40\.00 ต่ำกว่าเส้นคะแนน 60\.00"):
        decide(weak, Outcome.SELECT, by=make_officer())
    page = reverse("staff:review", args=[weak.pk])
    asked = client.post(page, {"decision": "select", "seen": weak.version})
    assert asked.status_code == 422
    assert "below_reason" in asked.context["form"].fields
    typed = {"decision": "select", "seen": weak.version, "below": "on", "below_reason": " "}
    assert client.post(page, typed).status_code == 422

    client.post(page, typed | {"below_reason": "ร้านเดียวของอำเภอ"})

    decision = weak.decisions.get()
    assert decision.below_reason == "ร้านเดียวของอำเภอ"
    assert "ต่ำกว่าเส้นคะแนน: ร้านเดียวของอำเภอ" in decision.why
    assert decision.told == ""


def test_without_a_line_nobody_asks(call, ready):
    assert decide(ready["weak"], Outcome.SELECT, by=make_officer()).below_reason == ""


def test_the_page_takes_the_same_queries_for_10_and_100(client, call, officer):
    close_scoring(call)
    counts = []
    for rows in (10, 90):
        for number in range(rows):
            scored_at(call, number % 90)
        with CaptureQueriesContext(connection) as queries:
            client.get(url_of(call, "5"))
        counts.append(len(queries))
    assert counts[0] == counts[1]
