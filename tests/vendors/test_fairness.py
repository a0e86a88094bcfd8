"""Whether a selection was fair: every table adds up, and nothing is public before its time."""

import random
from collections import Counter
from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from fairs.models import District, Province
from otopfair.rights.roles import Role
from tests.factories import (
    assign,
    make_application,
    make_call,
    make_decision,
    make_fair_event,
    make_helper,
    make_officer,
    make_user,
    make_vendor,
)
from vendors.fairness import (
    FEWEST,
    FOR_THE_COMMITTEE,
    OTHER_REASONS,
    Fairness,
    Line,
    for_committee,
    for_public,
    merge_small,
)
from vendors.models import Announcement, BoothApplication, Decision, DecisionReason
from vendors.operations.announcements import (
    apply_due_announcements,
    approve_announcement,
    prepare_announcement,
)
from vendors.operations.announcing import announce_decisions

pytestmark = pytest.mark.django_db
STATUSES = ["submitted", "returned", "eligible", "selected", "confirmed", "refused", "withdrawn"]
STATUSES += ["reserved", "declined", "lapsed"]


@pytest.fixture
def fair():
    return make_fair_event("งานไหม", slug="silk")


@pytest.fixture
def call(fair):
    return make_call(fair, places=500)


def announce(call, rows):
    """What was decided about `rows` is announced by two officers."""
    day = timezone.localdate() + timedelta(days=3)
    items = [(row.pk, None) for row in rows]
    made = prepare_announcement(
        call, items, applies_at=None, answer_by=day, form_key=uuid4(), by=make_officer()
    )
    approve_announcement(made, by=make_officer())
    apply_due_announcements()


def announced_before(call, officer) -> Announcement:
    """An announcement that is out: what `generate` told belongs to it."""
    now = timezone.now()
    made = call.announcements.first()
    return made or Announcement.objects.create(
        call=call,
        number=1,
        applies_at=now,
        answer_by=now.date(),
        prepared_by=make_officer(),
        approved_by=officer,
        approved_at=now,
        applied_at=now,
        form_key=uuid4(),
    )


def generate(fair, count, *, seed=1):
    """Applications of every status, category and district, decided and not, with reasons."""
    dice = random.Random(seed)
    owner, officer = make_user(), make_officer()
    khon_kaen, districts = (
        Province.objects.get(pk="40"),
        list(District.objects.filter(province="40")),
    )
    reasons = list(DecisionReason.objects.filter(fits_refuse=True))
    announcement, decisions = announced_before(fair.calls.first(), officer), []
    for number in range(count):
        # Half of them from three districts, the rest from anywhere, or from no district.
        district = dice.choice([*districts[:3] * 9, *districts, None])
        vendor = make_vendor(f"ร้าน {number}", province=khon_kaen, district=district)
        status = dice.choice(STATUSES)
        row = make_application(
            fair, vendor, status=status, category=dice.randint(1, 5), started_by=owner
        )
        decisions += _decided(row, dice, reasons, announcement)
    Decision.objects.bulk_create(decisions)


def _decided(row, dice, reasons, announcement) -> list[Decision]:
    officer = announcement.approved_by
    told = {"announced_at": timezone.now(), "announced_by": officer, "announcement": announcement}
    chosen = {"application": row, "phase": "selection", "outcome": "select", "decided_by": officer}
    refused = {**chosen, "outcome": "refuse"}
    if row.status in {"selected", "confirmed"}:
        beyond = "คณะทำงานเห็นชอบ" if dice.random() < 0.1 else ""
        return [Decision(**chosen, **told, beyond_reason=beyond)]
    if row.status == "refused":
        why = dice.choice([{"reason": one} for one in reasons] + [{"note": "เหตุเฉพาะ"}])
        return [Decision(**refused, **told, **why)] if dice.random() < 0.9 else []
    if row.status == "eligible" and dice.random() < 0.5:
        below = "ร้านเดียวของอำเภอ" if dice.random() < 0.2 else ""
        return [Decision(**chosen, below_reason=below)]
    return []


def adds_up(fairness: Fairness) -> None:
    for table in fairness.tables:
        summed = sum((line.counts for line in table.lines), Counter())
        assert summed == fairness.total.counts == table.total.counts, table.title
        assert sum(line.applied for line in table.lines) == fairness.total.applied
    refused = fairness.total.counts["refused"]
    assert sum(count for _words, count in fairness.reasons) == refused


@pytest.mark.parametrize("seed", [1, 2])
def test_every_table_of_300_applications_adds_up(fair, call, seed):
    generate(fair, 300, seed=seed)

    committee, public = for_committee(fair), for_public(fair)

    assert committee.total.applied == public.total.applied == 300
    assert [table.title for table in committee.tables] == [
        "อำเภอ",
        "ประเภท",
        "ดาวของสินค้า",
        "ผู้สมัครรายใหม่",
    ]
    adds_up(committee)
    adds_up(public)
    chosen = BoothApplication.objects.with_standing().filter(
        standing__in=["select", "selected", "confirmed"]
    )
    assert committee.total.chosen == chosen.count()
    told = BoothApplication.objects.filter(status__in=["selected", "confirmed"])
    assert public.total.chosen == told.count() < committee.total.chosen
    overrides = Decision.objects.filter(outcome="select").exclude(beyond_reason="", below_reason="")
    assert len(committee.overrides) == overrides.count()


def test_rounds_add_up_to_the_fair(fair, call):
    generate(fair, 20)
    second = make_call(fair, sequence=2, name="รอบที่ 2")
    BoothApplication.objects.filter(
        pk__in=list(fair.applications.order_by("pk").values_list("pk", flat=True)[:7])
    ).update(call=second)

    parts = [for_committee(fair, one).total.counts for one in (call, second)]

    assert sum(parts, Counter()) == for_committee(fair).total.counts


def test_a_small_group_names_nobody(fair, call):
    generate(fair, 300)

    for table in for_public(fair).tables:
        assert [line.name for line in table.lines if line.applied < FEWEST] == []


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ([5, 4], [5, 4]),
        ([5, 2, 1], [5, 3]),
        ([5, 4, 1], [5, 5]),
        ([5, 4, 2], [5, 6]),
        ([1], [1]),
        ([9, 3, 2, 2], [9, 3, 4]),
    ],
)
def test_small_groups_are_merged_until_they_are_three(sizes, expected):
    lines = [Line(f"กลุ่ม {number}", Counter(waiting=size)) for number, size in enumerate(sizes)]

    assert [line.applied for line in merge_small(lines)] == expected


def test_a_reason_for_officers_only_is_an_other_reason_outside(fair, call):
    secret = DecisionReason.objects.get(code="R07")
    for _ in range(4):
        row = make_application(fair, status="submitted")
        make_decision(row, "refuse", reason=secret, note="เต็ม")
    chosen = make_application(fair, status="eligible")
    make_decision(chosen, "select")
    announce(call, fair.applications.all())

    assert for_committee(fair).reasons == [(secret.text_th, 4)]
    assert for_public(fair).reasons == [(OTHER_REASONS, 4)]


def test_a_rare_reason_is_counted_with_others(fair, call):
    generate(fair, 300)

    rare = [count for words, count in for_public(fair).reasons if count < FEWEST]
    assert rare == []


# --- Doors ------------------------------------------------------------------------------------


def public_url(fair):
    return reverse("fair-fairness", args=[fair.slug])


def test_nothing_is_public_before_the_announcement(client, fair, call):
    row = make_application(fair, status="eligible")
    make_decision(row, "select")

    assert client.get(public_url(fair)).status_code == 404
    vendors = client.get(reverse("fair-vendors", args=[fair.slug])).content.decode()
    assert public_url(fair) not in vendors

    announce(call, [row])

    assert client.get(public_url(fair)).status_code == 200
    vendors = client.get(reverse("fair-vendors", args=[fair.slug])).content.decode()
    assert public_url(fair) in vendors


def test_letters_on_their_way_are_no_announcement_yet(client, fair, call):
    row = make_application(fair, status="eligible")
    make_decision(row, "select")
    announce_decisions(row, by=make_officer())

    assert client.get(public_url(fair)).status_code == 404


def test_a_fair_that_is_not_published_has_no_such_page(client, fair, call):
    generate(fair, 10)
    type(fair).objects.filter(pk=fair.pk).update(state="draft")

    assert client.get(public_url(fair)).status_code == 404


def test_what_is_not_announced_is_in_no_number_of_the_public(client, fair, call):
    first = make_application(fair, status="eligible")
    make_decision(first, "select")
    announce(call, [first])
    rows = [make_application(fair, status="eligible") for _ in range(5)]
    before = client.get(public_url(fair)).content

    for row in rows:
        make_decision(row, "refuse", note="เต็ม")

    assert client.get(public_url(fair)).content == before


def test_the_public_reads_no_names(client, fair, call):
    generate(fair, 60)

    words = client.get(public_url(fair)).content.decode()

    names = list(fair.applications.values_list("vendor__name_th", flat=True))
    assert [name for name in names if f"{name}<" in words] == []


def test_the_public_reads_why_rules_were_passed_over_and_of_nobody_by_name(client, fair, call):
    rows = [make_application(fair, make_vendor(f"ร้านที่ {n}"), status="eligible") for n in "123"]
    whys = ["เพิ่มบูธตามมติ", "เพิ่มบูธตามมติ", "ร้านที่ 3 มาทุกปี"]  # the last from before the rule
    for row, why in zip(rows, whys, strict=True):
        make_decision(row, "select")
        row.decisions.update(beyond_reason=why)
    announce(call, rows)

    words = client.get(public_url(fair)).content.decode()

    assert for_public(fair).counted_overrides == [
        ("รับเกินจำนวน", "เพิ่มบูธตามมติ", 2),
        ("รับเกินจำนวน", FOR_THE_COMMITTEE, 1),
    ]
    assert "เพิ่มบูธตามมติ" in words
    assert "มาทุกปี" not in words


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.PROVINCIAL_OFFICER, 200),
        (Role.COMMITTEE_SECRETARY, 200),
        (Role.VIEWER, 200),
        (Role.FAIR_HELPER, 403),
    ],
)
def test_the_committee_reads_it_all_the_time(client, fair, call, role, status):
    make_application(fair, status="submitted")
    if role == Role.FAIR_HELPER:
        user = make_helper(fair)
    else:
        place = {"fair_event": fair} if role == Role.VIEWER else {"province": "40"}
        user = assign(make_user(), role, **place)
    client.force_login(user)

    for name in ("fairness-fair", "fairness-xlsx"):
        assert client.get(reverse(f"staff:{name}", args=[fair.pk])).status_code == status


def test_the_sheet_holds_what_is_on_the_screen(client, fair, call):
    generate(fair, 40)
    client.force_login(make_officer())
    shown = for_committee(fair)

    answer = client.get(reverse("staff:fairness-xlsx", args=[fair.pk]))

    book = CalamineWorkbook.from_filelike(BytesIO(answer.content))
    assert book.sheet_names == [
        *(table.title for table in shown.tables),
        "เหตุผลที่ไม่ผ่าน",
        "ตัดสินนอกเกณฑ์",
    ]
    rows = book.get_sheet_by_name("อำเภอ").to_python()
    total = shown.tables[0].total
    assert rows[-1] == ["รวม", total.applied, *total.cells]
    assert len(rows) == 4 + len(shown.tables[0].lines) + 1


def test_the_print_view_has_the_same_tables(client, fair, call):
    generate(fair, 10)
    client.force_login(make_officer())

    words = client.get(reverse("staff:fairness-fair", args=[fair.pk]) + "?print=1").content.decode()

    for heading in ("อำเภอ", "ผู้สมัครรายใหม่", "เหตุผลที่ไม่ผ่าน", "ตัดสินนอกเกณฑ์"):
        assert f"<h2>{heading}" in words


@pytest.mark.parametrize("who", ["committee", "public"])
def test_the_page_takes_the_same_queries_for_40_and_300(client, fair, call, who):
    if who == "committee":
        client.force_login(make_officer())
    url = reverse("staff:fairness-fair", args=[fair.pk]) if who == "committee" else public_url(fair)
    counts = []
    for rows in (40, 260):
        generate(fair, rows, seed=7)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert who == "committee" or counts[0] <= 10
