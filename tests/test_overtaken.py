"""Two different acts at once: what the first has read still holds when it writes.

The slow act comes out of `place` and dawdles, the fast one tries to be done meanwhile. Behind the
locks it waits; without them it overtakes, and something is left that must never be.
"""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from fairs.models import FairDay
from fairs.operations import days as fair_days
from fairs.operations.days import keep_own_days
from onsite.models import SurveyResponse
from onsite.operations import surveys
from onsite.operations.surveys import answer_survey, close_survey
from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.formatting import format_date
from products.models import StarRound
from products.operations import catalogue, imports, offers, previews
from products.operations import photos as photo_operations
from products.operations.catalogue import rate_product
from products.operations.imports import apply_batch, upload_batch
from products.operations.offers import offer_products
from products.operations.photos import MOST_PHOTOS, add_photo, move_photo
from products.operations.previews import correct_batch
from sales.imports import takings
from sales.models import BoothSale, DailyReport, OrderFollowUp
from sales.operations import follow_ups, reports
from sales.operations.follow_ups import Told, answer_follow_up, set_rounds
from sales.operations.reports import close_report, declare_totals
from sales.reports.follow_ups import case_of, rounds_of
from tests import factories as make
from tests.onsite.rows import make_survey
from tests.race_world import ALL, World
from tests.races import (
    broken_in_the_middle,
    meet_after,
    overtake,
    race,
    refusals,
    stopped_by_database,
    take_lock_away,
)
from tests.test_repeats import picture
from vendors.models import LetterTemplate, Outcome, ReservePlace, ScoringRule
from vendors.operations import (
    allocations,
    announcing,
    confirming,
    deciding,
    holds,
    letters,
    reserves,
    writing,
)
from vendors.operations.allocations import allocate_booth
from vendors.operations.announcements import approve_announcement, seen_by_approver
from vendors.operations.announcing import announce_decisions
from vendors.operations.confirming import confirm_application, withdraw_application
from vendors.operations.deciding import decide
from vendors.operations.holds import hold_booth
from vendors.operations.letters import save_letter, save_own_letter
from vendors.operations.reserves import move_in_reserve
from vendors.operations.scoring import draw_line
from vendors.operations.sending import submit_application
from vendors.operations.writing import write_to_applicant

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = today_in_thailand()


# --- What is raced: the slow act, the fast act, and whether it went wrong -----------------------


def confirming_what_is_withdrawn(world):
    application = world.applied("selected")
    return (
        lambda: confirm_application(application, by=world.by),
        lambda: withdraw_application(application, by=world.by),
        lambda: _now(application).status == "confirmed",
    )


def deciding_what_is_withdrawn(world):
    application = world.applied("submitted")
    return (
        lambda: decide(application, Outcome.PASS, unlooked_reason="ดูต้นฉบับแล้ว", by=world.by),
        lambda: withdraw_application(application, by=world.by),
        lambda: application.decisions.pending().exists(),
    )


def announcing_what_is_withdrawn(world):
    application = world.applied("submitted")
    decide(application, Outcome.SELECT, unlooked_reason="ดูต้นฉบับแล้ว", by=world.by)
    return (
        lambda: announce_decisions(application, by=world.by),
        lambda: withdraw_application(application, by=world.by),
        lambda: _now(application).status == "selected",
    )


def withdrawing_what_gets_a_booth(world):
    application = world.applied("confirmed")
    return (
        lambda: withdraw_application(application, by=world.by),
        lambda: allocate_booth(application, world.booth, by=world.by),
        lambda: _now(application).status == "declined" and application.allocations.live().exists(),
    )


def offering_what_is_sent(world):
    application = world.applied("draft")
    make.make_offer(application)
    other = make.make_product(world.vendor, "ผ้าขาวม้า")
    return (
        lambda: offer_products(application, [other], by=world.by),
        lambda: submit_application(application, accepts_terms=True, by=world.by),
        lambda: "ผ้าขาวม้า" not in str(application.copies.get().answers),
    )


def writing_on_what_has_changed(world):
    application = world.applied("confirmed")
    words = {"subject": "พบกัน", "body": "พบกัน", "seen_version": application.version}
    return (
        lambda: write_to_applicant(application, **words, by=world.by),
        lambda: withdraw_application(application, by=world.by),
        lambda: HistoryEntry.objects.of(application).first().verb == "write",
    )


def rating_an_older_round(world):
    product = make.make_product(world.vendor)
    older, newer = (StarRound.objects.create(year_be=year, name_th="รอบ") for year in (2559, 2562))
    return (
        lambda: rate_product(product, older, 3, by=world.by),
        lambda: rate_product(product, newer, 5, by=world.by),
        lambda: _now(product).stars == 3,
    )


def declaring_on_a_day_that_is_closed(world):
    make.make_sale(world.stands(), sold_on=TODAY, sold="500")
    totals = {"booths": 1, "sold_baht": Decimal(500), "by": world.by}
    declare_totals(world.fair, TODAY, ordered_baht=None, **totals)
    return (
        lambda: declare_totals(world.fair, TODAY, ordered_baht=Decimal(0), **totals),
        lambda: close_report(world.fair, TODAY, accept_missing=True, by=world.by),
        lambda: DailyReport.objects.get().closed_at is None,
    )


def answering_what_is_closed(world):
    survey = make_survey(world.fair)
    given = {survey.questions.get(kind="scale"): 5}
    return (
        lambda: answer_survey(survey, given, form_key=uuid4()),
        lambda: close_survey(survey, by=world.by),
        lambda: SurveyResponse.objects.get().sent_at > _now(survey).closed_at,
    )


def answering_a_round_that_goes(world):
    last = TODAY - timedelta(days=40)
    fair = world.fair
    fair.opens_on = fair.closes_on = last
    fair.save()
    make.make_sale(world.stands(), sold_on=last, ordered="500")
    case, told = case_of(fair, world.vendor, 1), Told(Decimal(500), Decimal(0), Decimal(0))
    return (
        lambda: answer_follow_up(case, told, source="link"),
        lambda: set_rounds(fair, [3], 60, by=world.by),
        lambda: OrderFollowUp.objects.exists() and [one.months for one in rounds_of(fair)] == [3],
    )


def sheet_of_takings(world, sold="500"):
    world.stands()
    text = f"ยอดจำหน่าย วันที่ {format_date(TODAY)}\nบูธ,ยอดจำหน่าย\nC01,{sold}\n"
    name = {"file_name": "ยอด.csv", "data": text.encode(), "by": world.by}
    return upload_batch(world.fair, "sales", **name)


def importing_on_a_day_that_is_closed(world):
    make.make_sale(make.make_allocation(make.make_booth(world.fair, "C09")), sold_on=TODAY)
    batch = sheet_of_takings(world)
    return (
        lambda: apply_batch(batch, by=world.by),
        lambda: close_report(world.fair, TODAY, accept_missing=True, by=world.by),
        lambda: (
            Decimal(DailyReport.objects.get().figures["figures"]["grand"]["sold"]) == 1000
            and BoothSale.objects.filter(booth__code="C01").exists()
        ),
    )


def correcting_what_is_imported(world):
    batch = sheet_of_takings(world)
    return (
        lambda: correct_batch(batch, {3: {"sold": "700"}}),
        lambda: apply_batch(batch, by=world.by),
        lambda: BoothSale.objects.get().sold_baht == 500 and _now(batch).corrections != {},
    )


def correcting_two_rows(world):
    batch = sheet_of_takings(world)
    return (
        lambda: correct_batch(batch, {3: {"sold": "700"}}),
        lambda: correct_batch(batch, {4: {"sold": "800"}}),
        lambda: set(_now(batch).corrections) != {"3", "4"},
    )


def keeping_two_days(world):
    def close(day):
        FairDay.objects.create(fair_event=world.fair, on=day, is_closed=True)
        return keep_own_days(world.fair)

    return (
        lambda: close(world.fair.days[0]),
        lambda: close(world.fair.days[1]),
        lambda: len(_now(world.fair).kept_days) != 2,
    )


def to_be_approved(world):
    """An announcement of one decision, and the act of who approves what the page shows."""
    application = world.applied("submitted")
    decision = decide(application, Outcome.PASS, unlooked_reason="ดูต้นฉบับแล้ว", by=world.by)
    announcement = make.make_announcement(world.call)
    application.decisions.update(announcement=announcement)
    seen = seen_by_approver(announcement)
    approve = lambda: approve_announcement(announcement, seen=seen, by=world.by)  # noqa: E731
    return decision, announcement, approve


def wording_what_is_approved(world):
    _, announcement, approve = to_be_approved(world)
    words = {"subject": "ผล", "body": "ผ่านแล้ว"}
    return (
        lambda: save_letter(world.call, Outcome.PASS, **words, by=world.by),
        approve,
        lambda: _now(announcement).approved_at and LetterTemplate.objects.exists(),
    )


def wording_one_letter_that_is_approved(world):
    decision, announcement, approve = to_be_approved(world)
    words = {"subject": "ผล", "body": "ผ่านแล้ว"}
    return (
        lambda: save_own_letter(decision.application, **words, by=world.by),
        approve,
        lambda: _now(announcement).approved_at and _now(decision).own_body,
    )


def moving_two_in_reserve(world):
    waiting = [make.make_application(world.fair, status="submitted") for _ in range(3)]
    for application in waiting:
        decide(application, Outcome.RESERVE, unlooked_reason="ดูต้นฉบับแล้ว", by=world.by)
    [first, second, third] = ReservePlace.objects.order_by("number")
    return (
        lambda: move_in_reserve(third, 1, reason="คะแนนรวมผิด", by=world.by),
        lambda: move_in_reserve(second, 1, reason="คะแนนรวมผิด", by=world.by),
        lambda: list(ReservePlace.objects.order_by("number")) != [second, third, first],
    )


def drawing_two_lines(world):
    ScoringRule.objects.get_or_create(call=world.call)

    def lines_that_were_left():
        drawn = HistoryEntry.objects.of(world.call).filter(verb="draw_line").order_by("pk")
        return [entry.changes["เส้นคะแนน"][0] for entry in drawn]

    return (
        lambda: draw_line(world.call, Decimal(60), by=world.by),
        lambda: draw_line(world.call, Decimal(70), by=world.by),
        lambda: lines_that_were_left() != ["", "60.00"],
    )


def _now(row):
    row.refresh_from_db()
    return row


OVERTAKEN = {
    # what goes wrong without the locks: the slow act has read what it relies on after this place
    "confirm, withdraw": (confirming_what_is_withdrawn, (confirming, "require_arrow")),
    "decide, withdraw": (deciding_what_is_withdrawn, (deciding, "_phase_of")),
    "announce, withdraw": (announcing_what_is_withdrawn, (announcing, "require_seen")),
    "withdraw, allocate": (withdrawing_what_gets_a_booth, (confirming, "end_offer")),
    "write, withdraw": (writing_on_what_has_changed, (writing, "letters_for")),
    "offer, submit": (offering_what_is_sent, (offers, "lock")),
    "rate, rate": (rating_an_older_round, (catalogue, "_newest_rating")),
    "declare, close": (declaring_on_a_day_that_is_closed, (reports, "_draft")),
    "import, close": (importing_on_a_day_that_is_closed, (takings, "plan_takings")),
    "correct, import": (correcting_what_is_imported, (previews, "_require_open")),
    "correct, correct": (correcting_two_rows, (previews, "_require_open")),
    "word, approve": (wording_what_is_approved, (letters, "_usual")),
    "word one, approve": (
        wording_one_letter_that_is_approved,
        (letters, "require_known_placeholders"),
    ),
    "answer, close survey": (answering_what_is_closed, (surveys, "_require_open")),
    "answer orders, set rounds": (answering_a_round_that_goes, (follow_ups, "_require_open")),
    "reorder, reorder": (moving_two_in_reserve, (reserves, "_in_order")),
    "draw, draw": (drawing_two_lines, (ScoringRule.objects, "get_or_create")),
    "close a day, close a day": (keeping_two_days, (fair_days, "_hours")),
}


def overtaken(monkeypatch, name, *, with_locks):
    makes, place = OVERTAKEN[name]
    slow, fast, went_wrong = makes(World())
    if not with_locks:
        take_lock_away(monkeypatch, *ALL)
    overtake(monkeypatch, place, slow, fast)
    return went_wrong()


@pytest.mark.parametrize("name", OVERTAKEN)
def test_what_the_slow_one_has_read_still_holds_when_it_writes(monkeypatch, name):
    assert not overtaken(monkeypatch, name, with_locks=True)


@pytest.mark.parametrize("name", OVERTAKEN)
def test_control_without_the_locks_the_fast_one_overtakes(monkeypatch, name):
    assert overtaken(monkeypatch, name, with_locks=False)


# --- Two that meet ------------------------------------------------------------------------------


def two_add_a_photo(monkeypatch, *, with_locks):
    world = World()
    product = make.make_product(world.vendor)
    for number in range(1, MOST_PHOTOS):
        product.photos.create(sequence=number)
    if not with_locks:
        take_lock_away(monkeypatch, *ALL)
    meet_after(monkeypatch, (photo_operations, "_need_a_place"))
    photos = [picture(), picture()]
    outcomes = race(*(lambda one=one: add_photo(product, one, by=world.by) for one in photos))
    return outcomes, product.photos.count()


def test_two_photos_for_the_last_place_are_one(monkeypatch):
    outcomes, photos = two_add_a_photo(monkeypatch, with_locks=True)

    assert [str(one) for one in refusals(outcomes)] == ["มีรูปครบ 8 รูปแล้ว เอารูปเก่าออกก่อน"]
    assert photos == MOST_PHOTOS


def test_control_without_the_lock_there_is_a_photo_too_many(monkeypatch):
    outcomes, photos = two_add_a_photo(monkeypatch, with_locks=False)

    assert refusals(outcomes) == []
    assert photos == MOST_PHOTOS + 1


def hold_and_allocate(monkeypatch, *, with_locks):
    world = World()
    application = world.applied("confirmed")
    if not with_locks:
        take_lock_away(monkeypatch, *ALL)
    places = (holds, "_require_holdable"), (allocations, "_require_allocatable")
    meet_after(monkeypatch, *places)
    outcomes = race(
        lambda: hold_booth(world.booth, reason="กองงาน", by=world.by),
        lambda: allocate_booth(application, world.booth, by=world.by),
    )
    return outcomes, world.booth


def test_a_booth_is_held_or_given_and_never_both(monkeypatch):
    outcomes, booth = hold_and_allocate(monkeypatch, with_locks=True)

    assert [type(one) for one in refusals(outcomes)] == [RuleBroken]
    assert booth.holds.exists() != booth.allocations.exists()


def test_control_without_the_lock_a_held_booth_is_given(monkeypatch):
    outcomes, booth = hold_and_allocate(monkeypatch, with_locks=False)

    assert refusals(outcomes) == []
    assert booth.holds.exists()
    assert booth.allocations.exists()


def test_two_who_choose_the_first_photo_leave_one_order(monkeypatch):
    """Each writes the whole order; the lock keeps the two from being mixed row by row."""
    world = World()
    product = make.make_product(world.vendor)
    photos = [product.photos.create(sequence=number) for number in (1, 2, 3)]
    meet_after(monkeypatch, (photo_operations, "lock"))

    race(*(lambda one=one: move_photo(one, 1, by=world.by) for one in photos[1:]))

    sequences = product.photos.order_by("sequence").values_list("sequence", flat=True)
    assert list(sequences) == [1, 2, 3]


def import_twice(monkeypatch, *, with_locks):
    world = World()
    batch = sheet_of_takings(world)
    if not with_locks:
        take_lock_away(monkeypatch, *ALL)
    meet_after(monkeypatch, (imports, "_require_clean"))  # before the lock, and before writing
    outcomes = race(*(lambda: apply_batch(batch, by=world.by),) * 2)
    return outcomes, world.fair


def imports_written(fair) -> int:
    return HistoryEntry.objects.of(fair).filter(verb="import").count()


def test_a_sheet_that_two_confirm_at_once_is_imported_once(monkeypatch):
    outcomes, fair = import_twice(monkeypatch, with_locks=True)

    assert refusals(outcomes) == []
    assert imports_written(fair) == 1


def test_control_without_the_lock_the_sheet_is_imported_twice_or_the_database_stops_it(
    monkeypatch,
):
    outcomes, fair = import_twice(monkeypatch, with_locks=False)

    stopped = stopped_by_database(outcomes) or broken_in_the_middle(outcomes)
    assert imports_written(fair) == 2 or stopped
