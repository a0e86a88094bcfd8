"""Scoring: figures that propose, officers who judge, cards that stay one's own until sent."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry
from otopfair.thai.calendar import today_in_thailand
from products.models import StarRating, StarRound
from tests.factories import (
    make_allocation,
    make_application,
    make_booth,
    make_call,
    make_fair_event,
    make_offer,
    make_officer,
    make_sale,
)
from tests.filled_forms import filled_form
from vendors.models import ScoreCard, ScoringTask
from vendors.operations.interests import declare_interest
from vendors.operations.phases import OutOfPhase
from vendors.operations.scoring import Given, save_card
from vendors.operations.sharing_out import share_out
from vendors.scoring import proposals, scored_one, used_criteria, weighted_total

pytestmark = pytest.mark.django_db
TODAY = today_in_thailand()


@pytest.fixture
def call():
    ahead = TODAY + timedelta(days=20)
    return make_call(make_fair_event("งานไหม", opens_on=ahead, closes_on=ahead))


@pytest.fixture
def application(call):
    return make_application(call.fair_event, status="submitted")


@pytest.fixture
def officer(client):
    officer = make_officer()
    client.force_login(officer)
    return officer


def card_of(application, points=3, **changes):
    """Points for every criterion, with a reason wherever a figure says otherwise."""
    criteria = used_criteria(application.call)
    return {criterion.pk: Given(points, "กรรมการเห็นต่าง") for criterion in criteria} | changes


def send(application, by, points=3, **fields):
    return save_card(application, card_of(application, points), send=True, by=by, **fields)


def figure(application, key):
    criterion = application.call.criteria.get(source=key)
    return proposals([application], [criterion])[application.pk][criterion.pk]


# --- What the portal knows --------------------------------------------------------------------


def test_a_total_is_weighted_and_of_a_hundred(call):
    criteria = used_criteria(call)

    assert weighted_total({one.pk: 5 for one in criteria}, criteria) == 100
    assert weighted_total({}, criteria) == 0
    stars = next(one for one in criteria if one.source == "stars")
    assert weighted_total({stars.pk: 5}, criteria) == Decimal("25.00")


def test_stars_count_when_they_hold_at_the_fair(application):
    offer = make_offer(application)
    star_round = StarRound.objects.create(year_be=2568, name_th="คัดสรร 2568")
    StarRating.objects.create(star_round=star_round, product=offer.product, stars=4)

    assert (figure(application, "stars").points, figure(application, "stars").group) == (4, "4 ดาว")
    StarRound.objects.update(valid_until=TODAY)
    assert figure(application, "stars").points == 0


def test_a_newcomer_is_one_who_never_stood_at_an_earlier_fair(application):
    assert figure(application, "first_time").points == 5

    past = make_fair_event(opens_on=TODAY - timedelta(days=90), closes_on=TODAY)
    make_allocation(make_booth(past), application.vendor)

    assert figure(application, "first_time").points == 0


def test_past_sales_are_an_average_a_day(application):
    past = make_fair_event(
        opens_on=TODAY - timedelta(days=90), closes_on=TODAY - timedelta(days=80)
    )
    allocation = make_allocation(make_booth(past), application.vendor)
    make_sale(allocation, sold="8000", ordered="2000")
    make_sale(allocation, sold="12000", sold_on=past.opens_on + timedelta(days=1))

    found = figure(application, "past_sales")

    assert (found.points, found.words) == (4, "เฉลี่ยวันละ 11,000 บาท จาก 2 วัน")


def test_registrations_and_districts_propose_points(application):
    application.vendor.registrations.create(kind="otop", number="1")
    application.vendor.registrations.create(kind="juristic", number="2", valid_until=TODAY)

    assert figure(application, "registrations").points == 3
    assert "สมัคร 1 จาก 1 ใบ" in figure(application, "district").words


def test_figures_cost_the_same_queries_for_2_and_20(call):
    counts = []
    for rows in (2, 18):
        for _ in range(rows):
            make_offer(make_application(call.fair_event, status="submitted"))
        related = ("vendor__province", "vendor__district", "fair_event")
        applications = list(call.applications.select_related(*related))
        with CaptureQueriesContext(connection) as queries:
            proposals(applications, used_criteria(call))
        counts.append(len(queries))
    assert counts[0] == counts[1]


# --- One's own card ---------------------------------------------------------------------------


def test_what_came_without_a_call_has_nothing_to_be_scored_by(application, officer):
    application.call = None
    application.save()

    with pytest.raises(RuleBroken, match="ไม่ได้มาจากประกาศรับสมัคร"):
        save_card(application, {}, send=False, by=officer)
    assert not ScoreCard.objects.exists()


def test_the_card_shows_figures_and_takes_their_points(client, officer, application):
    make_offer(application)
    url = reverse("staff:review-score", args=[application.pk])
    page = client.get(url)
    words = page.content.decode()

    assert "จากข้อมูล: <b>ยังไม่เคยออกงาน</b> เสนอ 5 คะแนน" in words
    form = filled_form(page, holds="comment")
    judged = call_judged(application)
    answer = client.post(url, form | {f"points-{judged.pk}": "4", "send": "1"})

    assert answer.status_code == 302
    card = ScoreCard.objects.get()
    newcomer = card.scores.get(criterion__source="first_time")
    assert (newcomer.points, newcomer.proposed, newcomer.figure) == (5, 5, "ยังไม่เคยออกงาน")
    assert card.sent_at is not None


def call_judged(application):
    return application.call.criteria.get(source="")


def test_points_beside_the_figure_need_a_reason(client, officer, application):
    url = reverse("staff:review-score", args=[application.pk])
    form = filled_form(client.get(url), holds="comment")
    newcomer = application.call.criteria.get(source="first_time")
    typed = form | {
        f"points-{call_judged(application).pk}": "4",
        f"points-{newcomer.pk}": "2",
        "send": "1",
    }

    answer = client.post(url, typed)
    assert answer.status_code == 422
    assert "บอกเหตุที่ “ผู้สมัครรายใหม่” ต่างจากข้อมูล" in answer.content.decode()

    client.post(url, typed | {f"reason-{newcomer.pk}": "เคยขายในงานของอำเภอ"})
    assert ScoreCard.objects.get().scores.get(criterion=newcomer).reason == "เคยขายในงานของอำเภอ"


def test_a_card_is_sent_whole_and_kept_in_part(application):
    officer = make_officer()
    judged = call_judged(application)
    part = {judged.pk: Given(4)}

    with pytest.raises(RuleBroken, match="ให้คะแนน"):
        save_card(application, part, send=True, by=officer)
    card = save_card(application, part, send=False, by=officer)

    assert (card.sent_at, card.scores.count()) == (None, 1)
    assert scored_one(application).total is None


def test_a_card_sent_twice_is_one(application):
    officer = make_officer()
    first, second = send(application, officer), send(application, officer)

    assert first.pk == second.pk
    assert HistoryEntry.objects.of(first).count() == 1


def test_a_sent_card_changes_only_with_a_reason(application):
    officer = make_officer()
    card = send(application, officer, 3)

    with pytest.raises(RuleBroken, match="บอกเหตุที่แก้คะแนน"):
        send(application, officer, 5)
    send(application, officer, 5, change_reason="ดูรูปใหม่แล้ว")

    entry = HistoryEntry.objects.of(card).first()
    assert (entry.summary, entry.reason) == ("แก้คะแนนหลังส่ง 60.00 เป็น 100.00", "ดูรูปใหม่แล้ว")


@pytest.mark.parametrize("points", [-1, 6])
def test_points_run_from_0_to_5(application, points):
    with pytest.raises(RuleBroken, match="ระหว่าง 0 ถึง 5"):
        send(application, make_officer(), points)


def test_scores_are_given_in_their_phase(client, officer, application):
    yesterday = TODAY - timedelta(days=1)
    application.call.phases.filter(kind="scoring").update(until_on=yesterday)

    with pytest.raises(OutOfPhase, match="ให้คะแนน"):
        send(application, officer)
    url = reverse("staff:review-score", args=[application.pk])
    assert client.post(url, {"send": "1"}).status_code == 409
    assert "จบไปแล้วเมื่อ" in client.get(url).content.decode()


# --- Others' cards ----------------------------------------------------------------------------


def test_others_cards_are_seen_after_ones_own(client, officer, application):
    send(application, make_officer(full_name="นายเอก ขยัน"), 5, comment="ลายสวยมาก")
    url = reverse("staff:review-score", args=[application.pk])
    overview = reverse("staff:review-scores", args=[application.fair_event_id])

    for door in (url, overview):
        words = client.get(door).content.decode()
        assert "100.00" not in words
        assert "ลายสวยมาก" not in words
    line = reverse("staff:review-line", args=[application.call_id]) + "?line=10"
    assert "ส่งคะแนนของคุณก่อน" in client.get(line).content.decode()

    send(application, officer, 3)

    words = client.get(url).content.decode()
    assert "นายเอก ขยัน <b>100.00</b>" in words
    assert "ลายสวยมาก" in words
    assert "80.00" in client.get(overview).content.decode()


def test_a_spread_from_the_rule_on_is_flagged(client, officer, application):
    send(application, officer, 2)
    send(application, make_officer(), 3)
    overview = reverse("staff:review-scores", args=[application.fair_event_id])
    assert "ต่างกันมาก</span>" in client.get(overview).content.decode()

    application.call.scoring_rule.spread_from = Decimal("20.01")
    application.call.scoring_rule.save()

    assert client.get(overview + "?show=spread").context["page"].object_list == []


# --- Sharing out ------------------------------------------------------------------------------


def many(call, count):
    return [
        make_application(
            call.fair_event, status="submitted", submitted_at=timezone.now() - timedelta(minutes=i)
        )
        for i in range(count)
    ]


def loads():
    found = {}
    for scorer in ScoringTask.objects.order_by("pk").values_list("scorer", flat=True):
        found[scorer] = found.get(scorer, 0) + 1
    return found


def test_applications_are_shared_out_evenly_and_the_same_each_time(call):
    officers = [make_officer() for _ in range(5)]
    many(call, 23)

    share_out(call, by=officers[0])
    first = set(ScoringTask.objects.values_list("application", "scorer"))
    share_out(call, anew=True, by=officers[0])

    assert set(ScoringTask.objects.values_list("application", "scorer")) == first
    assert len(first) == 46
    assert max(loads().values()) - min(loads().values()) <= 1


def test_a_second_press_gives_nothing_twice(call):
    officer = make_officer()
    make_officer()
    many(call, 3)

    assert (share_out(call, by=officer), share_out(call, by=officer)) == (6, 0)


def test_nobody_gets_an_applicant_with_whom_they_have_to_do(call):
    officers = [make_officer() for _ in range(3)]
    rows = many(call, 6)
    for row in rows[:4]:
        declare_interest(row, reason="ญาติ", by=officers[0])

    share_out(call, by=officers[0])

    barred = ScoringTask.objects.filter(scorer=officers[0], application__in=rows[:4])
    assert not barred.exists()
    assert ScoringTask.objects.count() == 12


def test_only_those_whom_the_phase_names_are_given_tasks(call):
    named, other = make_officer(), make_officer()
    call.phases.get(kind="scoring").workers.add(named)
    many(call, 2)

    share_out(call, by=other)

    assert loads() == {named.pk: 2}


def test_an_application_that_was_shared_out_is_scored_by_those(application):
    named, other = make_officer(), make_officer()
    ScoringTask.objects.create(application=application, scorer=named, given_by=other)

    with pytest.raises(RuleBroken, match="แบ่งให้เจ้าหน้าที่คนอื่น"):
        send(application, other)
    assert send(application, named).pk


def test_the_card_of_one_with_an_interest_counts_no_more(application):
    first, second = make_officer(), make_officer()
    send(application, first, 5)
    send(application, second, 3)

    declare_interest(application, reason="ญาติ", by=first)

    assert scored_one(application).total == Decimal("60.00")
    with pytest.raises(RuleBroken, match="ส่วนได้เสีย"):
        send(application, first, 4, change_reason="x")


def test_conflicts_are_printed(client, officer, application):
    declare_interest(application, reason="เป็นน้องสาวประธานกลุ่ม", by=officer)

    page = client.get(reverse("staff:review-interests", args=[application.fair_event_id]))

    words = page.content.decode()
    assert "เป็นน้องสาวประธานกลุ่ม" in words
    assert application.reference_no in words


# --- The queue --------------------------------------------------------------------------------


def test_the_queue_runs_in_the_order_of_first_sending(client, officer, call):
    late, middle, early = many(call, 3)
    following = reverse("staff:review-score-next", args=[call.fair_event_id])
    page = {row.pk: reverse("staff:review-score", args=[row.pk]) for row in (late, middle, early)}

    assert client.get(following)["Location"] == page[early.pk]
    send(early, officer)
    assert client.get(following)["Location"] == page[middle.pk]
    assert client.get(f"{following}?after={middle.pk}")["Location"] == page[late.pk]
    assert client.get(f"{following}?after={late.pk}")["Location"] == page[middle.pk]


def test_the_queue_is_ones_own_once_shared_out(client, officer, call):
    mine, others = many(call, 2)
    ScoringTask.objects.create(application=mine, scorer=officer, given_by=officer)
    ScoringTask.objects.create(application=others, scorer=make_officer(), given_by=officer)
    following = reverse("staff:review-score-next", args=[call.fair_event_id])

    assert client.get(following)["Location"] == reverse("staff:review-score", args=[mine.pk])
    send(mine, officer)
    assert client.get(following)["Location"] == reverse(
        "staff:review-scores", args=[call.fair_event_id]
    )


def test_the_decision_queue_keeps_to_ones_own_where_it_is_asked(client, officer, call):
    _others, second, first = many(call, 3)
    for row in (first, second):
        ScoringTask.objects.create(application=row, scorer=officer, given_by=officer)
    query = f"?scorer={officer.pk}"
    fair_list = client.get(reverse("staff:review-fair", args=[call.fair_event_id]) + query)
    assert [row.pk for row in fair_list.context["page"]] == [first.pk, second.pk]

    page = reverse("staff:review", args=[first.pk]) + query
    looked = {"unlooked": "on", "unlooked_reason": "ดูต้นฉบับแล้ว"}
    answer = client.post(page, {"decision": "pass", "seen": first.version, **looked})

    assert answer["Location"] == reverse("staff:review", args=[second.pk]) + query


def test_saving_leads_to_the_next(client, officer, call):
    late, early = many(call, 2)
    url = reverse("staff:review-score", args=[early.pk])
    form = filled_form(client.get(url), holds="comment")

    answer = client.post(
        url, form | {f"points-{call_judged(early).pk}": "4", "send": "1"}, follow=True
    )

    assert answer.redirect_chain[-1][0] == reverse("staff:review-score", args=[late.pk])


@pytest.mark.parametrize("view", ["review-scores", "review-interests"])
def test_the_overview_takes_the_same_queries_for_10_and_100(client, officer, call, view):
    counts = []
    for rows in (10, 90):
        for row in many(call, rows):
            send(row, officer)
            declare_interest(row, reason="ญาติ", by=make_officer())
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(f"staff:{view}", args=[call.fair_event_id]))
        counts.append(len(queries))
    assert counts[0] == counts[1]
