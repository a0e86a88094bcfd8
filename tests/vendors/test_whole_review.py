"""300 applications, five officers, three phases, one announcement with reserves: every number on
every page agrees, and every decision has who, when and why."""

import random
from collections import Counter
from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from fairs.models import CallCell, District, Province
from otopfair.history.models import HistoryEntry
from otopfair.outbox.models import Message
from otopfair.thai.calendar import today_in_thailand
from tests.factories import (
    make_application,
    make_call,
    make_fair_event,
    make_officer,
    make_user,
    make_vendor,
)
from vendors.fairness import for_committee, for_public
from vendors.models import (
    BoothApplication,
    CheckResult,
    Decision,
    DecisionReason,
    Outcome,
    ReservePlace,
    ScoreCard,
    ScoringTask,
)
from vendors.operations.announcements import (
    apply_due_announcements,
    approve_announcement,
    prepare_announcement,
)
from vendors.operations.checking import check_documents, checks_of, found_in
from vendors.operations.deciding import decide
from vendors.operations.interests import declare_interest
from vendors.operations.phases import OutOfPhase
from vendors.operations.scoring import Given, save_card
from vendors.operations.sharing_out import share_out
from vendors.paperwork import lines_of
from vendors.published import annexes_of
from vendors.scoring import proposals, scored, used_criteria

pytestmark = [pytest.mark.long, pytest.mark.django_db]
TODAY = today_in_thailand()
DAY = timedelta(days=1)
COUNT, PLACES, LINE = 300, 20, Decimal(60)


@pytest.fixture
def officers():
    return [make_officer(full_name=f"เจ้าหน้าที่คนที่ {number}") for number in range(1, 6)]


@pytest.fixture
def call():
    ahead = TODAY + 40 * DAY
    call = make_call(make_fair_event(opens_on=ahead, closes_on=ahead, slug="silk"), places=PLACES)
    CallCell.objects.create(call=call, category=3, origin="outside", maximum=5, reserved=2)
    return call


@pytest.fixture
def rows(call):
    """From Khon Kaen's districts and a few from outside; sent one minute after the other."""
    dice, owner = random.Random(300), make_user()
    khon_kaen, outside = Province.objects.get(pk="40"), Province.objects.get(pk="20")
    districts = list(District.objects.filter(province=khon_kaen))
    found = []
    for number in range(COUNT):
        far = number % 10 == 0
        vendor = make_vendor(
            f"ร้านที่ {number}",
            province=outside if far else khon_kaen,
            district=None if far else dice.choice(districts),
        )
        sent = timezone.now() - timedelta(minutes=COUNT - number)
        category = dice.randint(1, 5)
        found.append(
            make_application(
                call.fair_event,
                vendor,
                status="submitted",
                category=category,
                started_by=owner,
                submitted_at=sent,
            )
        )
    return found


def only_open(call, kind):
    """The phase of `kind` is today, those before it are over, those after it are to come."""
    kinds = ["documents", "scoring", "meeting"]
    for number, name in enumerate(kinds):
        shift = (number - kinds.index(kind)) * 2
        call.phases.filter(kind=name).update(
            from_on=TODAY + shift * DAY, until_on=TODAY + shift * DAY
        )


def check(rows, officers):
    """Every twentieth has no photos: refused. All others pass by what was seen on paper."""
    reason = DecisionReason.objects.get(code="R05")
    for number, row in enumerate(rows):
        by, bad = officers[number % 5], number % 20 == 7
        if bad:
            found = {"photos": (CheckResult.FAILED.value, "ไม่เห็นสินค้า")}
            check_documents(row, found_in(lines_of(row), checks_of(row)) | found, by=by)
            decide(row, Outcome.REFUSE, reason=reason, by=by)
        else:
            decide(row, Outcome.PASS, unlooked_reason="ดูต้นฉบับที่สำนักงานแล้ว", by=by)


def score(call, officers):
    """Each officer gives what was shared out: the figures, and points for the rest."""
    dice = random.Random(5)
    criteria = used_criteria(call)
    tasks = ScoringTask.objects.select_related("application__call", "scorer").order_by("pk")
    related = ("vendor__district", "vendor__province", "fair_event")
    applications = list(call.applications.select_related(*related))
    figures = proposals(applications, criteria)
    for task in tasks:
        known = figures[task.application_id]
        given = {
            one.pk: Given(dice.randint(1, 5), "กรรมการเห็นต่าง")
            if one.pk not in known or dice.random() < 0.7
            else Given(known[one.pk].points)
            for one in criteria
        }
        save_card(task.application, given, send=True, by=task.scorer)


def choose(call, officer):
    """By the line on its page; then the others go on the reserve list, or are refused."""
    client = Client()
    client.force_login(officer)
    url = reverse("staff:review-line", args=[call.pk])
    view = client.get(f"{url}?line={LINE}").context["view"]
    shown = [f"{row.pk}:{row.version}" for row in view.above]
    press = {"line": str(LINE), "rows": shown, "form_key": uuid4()}
    result = client.post(url, press, follow=True).context["work"]
    return view, result


def rest(view, officers):
    full = DecisionReason.objects.get(code="R04")
    left = BoothApplication.objects.with_standing().filter(standing="pass")
    order = {row.pk: number for number, row in enumerate([*view.above, *view.at, *view.below])}
    for number, row in enumerate(sorted(left, key=lambda row: order[row.pk])):
        by = officers[number % 5]
        if row.conflicts.filter(officer=by).exists():
            by = officers[(number + 1) % 5]
        if number < 30:
            decide(row, Outcome.RESERVE, by=by)
        else:
            decide(row, Outcome.REFUSE, reason=full, by=by)


def one_override(view, officer):
    """The committee takes one below the line from a category that has room."""
    row = next(row for row in view.below if row.category == 1)
    chosen = Decision.objects.filter(outcome="select", set_aside_at=None, application__category=1)
    beyond = "" if chosen.count() < PLACES else "เห็นชอบเพิ่มบูธ"
    decide(
        row,
        Outcome.SELECT,
        below_reason="ร้านเดียวของอำเภอ",
        beyond_reason=beyond or "เห็นชอบเพิ่มบูธ",
        by=officer,
    )
    return row


def announce(call, officers):
    waiting = Decision.objects.pending().filter(application__call=call)
    keys = list(waiting.order_by("application").values_list("application", flat=True).distinct())
    made = prepare_announcement(
        call,
        [(key, None) for key in keys],
        applies_at=None,
        answer_by=TODAY + 5 * DAY,
        form_key=uuid4(),
        by=officers[0],
    )
    approve_announcement(made, by=officers[1])
    apply_due_announcements()
    made.refresh_from_db()
    return made


def test_300_applications_from_documents_to_the_published_list(call, rows, officers):
    client = Client()
    client.force_login(officers[0])
    fair = call.fair_event

    # Documents: nobody scores or chooses meanwhile.
    only_open(call, "documents")
    with pytest.raises(OutOfPhase):
        decide(rows[0], Outcome.SELECT, by=officers[0])
    check(rows, officers)
    failed = {row.pk for number, row in enumerate(rows) if number % 20 == 7}
    chips = {chip["label"] for chip in listed(client, fair)["chips"]}
    assert {"ทุกสถานะ 300", "ผ่านเอกสาร รอประกาศ 285", "ไม่ผ่าน รอประกาศ 15"} <= chips

    # Scores: one officer has to do with three applicants, whom others get.
    only_open(call, "scoring")
    for row in rows[1:4]:
        declare_interest(row, reason="ญาติ", by=officers[4])
    call.scoring_rule.scorers_each = 1
    call.scoring_rule.save()
    share_out(call, by=officers[0])
    loads = Counter(ScoringTask.objects.values_list("scorer", flat=True))
    assert sum(loads.values()) == COUNT
    assert max(loads.values()) - min(loads.values()) <= 1
    score(call, officers)
    overview = client.get(reverse("staff:review-scores", args=[fair.pk])).context
    assert sum(line["sent"] for line in overview["scorers"]) == ScoreCard.objects.count() == COUNT
    assert overview["waiting"] == 0

    # The meeting: the line, one override, reserves, refusals.
    only_open(call, "meeting")
    view, work = choose(call, officers[2])
    assert len(view.above) + len(view.at) + len(view.below) == COUNT - len(failed)
    assert work.done == len(view.above) - len(view.beyond)
    assert len(work.left_out) == len(view.beyond)
    override = one_override(view, officers[3])
    rest(view, officers)

    standings = Counter(BoothApplication.objects.with_standing().values_list("standing", flat=True))
    chosen = work.done + 1
    assert standings == {
        "select": chosen,
        "reserve": 30,
        "refuse": COUNT - chosen - 30,
    }
    committee = for_committee(fair)
    assert (committee.total.applied, committee.total.chosen) == (COUNT, chosen)
    assert for_public(fair) is None

    # One announcement by two officers: the same numbers everywhere.
    made = announce(call, officers)
    assert made.state == "applied"
    statuses = Counter(fair.applications.values_list("status", flat=True))
    assert statuses == {"selected": chosen, "reserved": 30, "refused": COUNT - chosen - 30}
    agree(client, fair, statuses, failed)
    sheets_list_and_letters_agree(client, fair, made, statuses)
    annexes = {annex["title"]: annex for annex in annexes_of(made)}
    assert {title: annex["count"] for title, annex in annexes.items()} == {
        "ผู้ได้รับคัดเลือก": chosen,
        "บัญชีสำรอง": 30,
    }
    places = ReservePlace.objects.order_by("category", "number")
    by_category = Counter(places.values_list("category", flat=True))
    assert sum(by_category.values()) == 30
    for category, count in by_category.items():
        numbers = places.filter(category=category).values_list("number", flat=True)
        assert list(numbers) == list(range(1, count + 1))

    every_decision_says_who_when_why(call, override)


def listed(client, fair):
    return client.get(reverse("staff:review-fair", args=[fair.pk])).context


def agree(client, fair, statuses, failed):
    """List, fairness page, its public twin: one set of numbers, and each table adds up."""
    chips = {chip["label"] for chip in listed(client, fair)["chips"]}
    assert f"ได้รับคัดเลือก {statuses['selected']}" in chips
    assert f"สำรอง {statuses['reserved']}" in chips
    assert f"ไม่ผ่าน {statuses['refused']}" in chips
    committee = client.get(reverse("staff:fairness-fair", args=[fair.pk])).context["fairness"]
    public = Client().get(reverse("fair-fairness", args=[fair.slug])).context["fairness"]
    for fairness in (committee, public):
        assert fairness.total.counts == Counter(
            chosen=statuses["selected"], reserve=statuses["reserved"], refused=statuses["refused"]
        )
        for table in fairness.tables:
            assert sum((line.counts for line in table.lines), Counter()) == fairness.total.counts
        assert sum(count for _words, count in fairness.reasons) == statuses["refused"]
    assert dict(committee.reasons) == {
        DecisionReason.objects.get(code="R05").text_th: len(failed),
        DecisionReason.objects.get(code="R04").text_th: statuses["refused"] - len(failed),
    }
    assert ("ต่ำกว่าเส้นคะแนน", "ร้านเดียวของอำเภอ", 1) in public.counted_overrides


def sheets_list_and_letters_agree(client, fair, made, statuses):
    """The sheet of applications, the public list, and who was told: each of 300 once."""
    answer = client.get(reverse("staff:review-export", args=[fair.pk]))
    sheet = CalamineWorkbook.from_filelike(BytesIO(answer.getvalue())).get_sheet_by_index(0)
    rows = sheet.to_python()
    heading = next(number for number, row in enumerate(rows) if "สถานะ" in row)
    column = rows[heading].index("สถานะ")
    words = {"selected": "ได้รับคัดเลือก", "reserved": "สำรอง", "refused": "ไม่ผ่าน"}
    assert Counter(row[column] for row in rows[heading + 1 :]) == {
        words[status]: count for status, count in statuses.items()
    }
    page = Client().get(reverse("fair-result", args=[fair.slug, made.pk]))
    groups = [group for annex in page.context["annexes"] for group in annex["groups"]]
    listed = {row["reference"] for group in groups for row in group["rows"]}
    assert len(listed) == statuses["selected"] + statuses["reserved"]
    told = Message.objects.about(fair).values_list("recipient_type", "recipient_id")
    assert Counter(told) == Counter(
        ("vendors.vendor", pk) for pk in fair.applications.values_list("vendor", flat=True)
    )


def every_decision_says_who_when_why(call, override):
    totals = scored([call])
    decisions = Decision.objects.filter(application__call=call, set_aside_at=None)
    for decision in decisions.select_related("reason", "decided_by", "application"):
        assert decision.decided_by.full_name.startswith("เจ้าหน้าที่คนที่")
        assert decision.decided_at
        assert decision.announced_at
        if decision.outcome == Outcome.REFUSE:
            assert decision.why
        elif decision.outcome == Outcome.SELECT and decision.application != override:
            assert totals[decision.application_id].total > LINE
    history = HistoryEntry.objects.filter(subject_type="vendors.decision", verb="decide")
    kept = set(decisions.values_list("pk", flat=True))
    assert kept <= set(history.values_list("subject_id", flat=True))
    assert decisions.get(application=override, outcome="select").beside_rules
