"""Orders of a fair are asked about months later: once, by link, and silence is not zero."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fairs.models import Assignment, FairEvent
from fairs.operations.copying import copy_fair
from fairs.shifting import DayShift
from otopfair.documents.sheets import read_sheets
from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry
from otopfair.outbox.models import Message
from otopfair.stale import StalePage, seen_of
from otopfair.thai.calendar import THAILAND, months_after
from otopfair.thai.formatting import no_break
from pages.waiting import tasks_for
from sales.follow_up_sheets import answer_rows, orders_book
from sales.models import FollowUpRound, FollowUpSource, OrderFollowUp
from sales.operations.follow_ups import Told, answer_follow_up, answer_shown, set_rounds
from sales.reports.final import final_report
from sales.reports.final_projects import project_report
from sales.reports.follow_ups import (
    Round,
    RoundSums,
    case_of,
    cases_waiting,
    months_of,
    round_sums,
    rounds_of,
    still_asked,
    vendor_rows,
)
from sales.signed_links import orders_link, round_of_link
from tests import factories as make
from tests.sales.test_books import Book
from tests.sales.test_final_reports import MADE, STYLE, project, told
from tests.sales.test_final_satisfaction import said
from tests.shared_rows import written_once
from vendors.models import BoothApplication
from vendors.operations.merging import merge_vendors
from vendors.operations.reminders import send_due_reminders

pytestmark = pytest.mark.django_db
LAST = date(2020, 8, 31)
ONE = Round(1, date(2020, 9, 30), date(2020, 11, 29))
IN_TIME = datetime(2020, 10, 5, 10, tzinfo=THAILAND)
TOO_LATE = datetime(2020, 11, 30, 10, tzinfo=THAILAND)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """A fair that ended on 31 August; two vendors with orders of 4,000 and 6,000, one without."""
    with written_once(django_db_blocker):
        fair = make.make_fair_event(
            "งานไหม", opens_on=LAST - timedelta(days=3), closes_on=LAST, contact_phone="043000000"
        )
        names = ("ก", "ข", "ค")
        vendors = [make.make_vendor(f"ร้าน {name}", user=make.make_user()) for name in names]
        for number, ordered in enumerate(("2000", "6000", "0")):
            stand = make.make_allocation(make.make_booth(fair, f"C0{number}"), vendors[number])
            make.make_sale(stand, sold_on=LAST, ordered=ordered)
            if number == 0:
                make.make_sale(stand, sold_on=LAST - timedelta(days=1), ordered="2000")
        officer = make.make_officer()
        Assignment.objects.filter(user=officer).update(from_on=LAST)
        yield {"fair": fair, "vendors": vendors, "officer": officer}


@pytest.fixture
def now():
    with time_machine.travel(IN_TIME, tick=False):
        yield


def answer(world, number=0, *amounts, months=1, source="vendor", by=None, note="", seen=None):
    """The answer of a vendor; without amounts 1,000 delivered and 500 called off."""
    vendor = world["vendors"][number]
    given = Told(*map(Decimal, amounts or (1000, 500, 0)), note)
    by = by or (None if source == "link" else vendor.members.get().user)
    case = case_of(world["fair"], vendor, months)
    return answer_follow_up(case, given, source=source, by=by, seen=seen)


# --- When ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (LAST, 1, date(2020, 9, 30)),
        (LAST, 6, date(2021, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2020, 11, 1), 3, date(2021, 2, 1)),
        (date(2020, 1, 31), -2, date(2019, 11, 30)),
    ],
)
def test_a_month_that_is_shorter_ends_on_its_last_day(day, months, later):
    assert months_after(day, months) == later


def test_a_fair_asks_after_one_three_and_six_months_or_as_it_says(world):
    fair = world["fair"]
    assert [one.months for one in rounds_of(fair)] == [1, 3, 6]
    assert rounds_of(fair)[0] == ONE
    set_rounds(fair, [12, 2, 2], 30, by=world["officer"])
    assert [(one.months, one.closes_on - one.opens_on) for one in rounds_of(fair)] == [
        (2, timedelta(days=30)),
        (12, timedelta(days=30)),
    ]
    assert HistoryEntry.objects.get(verb="follow_up_rounds").summary == (
        "ติดตามยอดสั่งจองหลังงาน 2, 12 เดือน รอบละ 30 วัน"
    )


@pytest.mark.parametrize(
    ("months", "open_days", "field"),
    [([], 60, "months"), ([0], 60, "months"), ([25], 60, "months"), ([1], 6, "open_days")],
)
def test_rounds_that_make_no_sense_are_refused(world, months, open_days, field):
    with pytest.raises(RuleBroken) as refused:
        set_rounds(world["fair"], months, open_days, by=world["officer"])
    assert (refused.value.field, FollowUpRound.objects.count()) == (field, 0)


def test_a_round_that_was_answered_stays(world, now):
    answer(world)
    with pytest.raises(RuleBroken, match="รอบ 1 เดือนมีร้านตอบแล้ว"):
        set_rounds(world["fair"], [3, 6], 60, by=world["officer"])
    set_rounds(world["fair"], [1, 4], 60, by=world["officer"])
    assert [one.months for one in rounds_of(world["fair"])] == [1, 4]


def test_the_next_edition_asks_in_the_same_months_and_takes_no_answer(world, now):
    answer(world)
    set_rounds(world["fair"], [1, 9], 30, by=world["officer"])
    named = {"slug": "next-edition", "reference_code": "NX01"}
    chosen = {"shift": DayShift(364), "named": named, "taken": {"order_rounds"}, "form_key": None}
    copy = copy_fair(world["fair"], **chosen, by=world["officer"])
    assert (months_of(copy), copy.order_follow_ups.count()) == (([1, 9], 30), 0)


# --- The letter ---------------------------------------------------------------------------------


def letters():
    rows = Message.objects.filter(kind="reminder").order_by("pk")
    return list(rows.values_list("recipient_id", "link"))


def test_who_has_orders_and_no_answer_is_asked_once_a_round_after_the_fair(world, now):
    first, second, _without = (vendor.pk for vendor in world["vendors"])
    answer(world, 1)
    assert [send_due_reminders(), send_due_reminders()] == [1, 0]
    assert letters() == [(first, orders_link(first, world["fair"], 1))]
    with time_machine.travel(datetime(2020, 12, 1, 10, tzinfo=THAILAND), tick=False):
        send_due_reminders()
    assert letters()[1:] == [
        (first, orders_link(first, world["fair"], 3)),
        (second, orders_link(second, world["fair"], 3)),
    ]


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2020, 9, 29, 12, tzinfo=THAILAND),  # the day before
        datetime(2020, 9, 30, 8, 59, tzinfo=THAILAND),  # too early in the morning
        datetime(2022, 1, 5, 12, tzinfo=THAILAND),  # all rounds are over
    ],
)
def test_nobody_is_asked_out_of_a_round(world, moment):
    with time_machine.travel(moment, tick=False):
        assert send_due_reminders() == 0


def test_two_applications_of_one_vendor_get_one_letter(world, now):
    vendor = world["vendors"][0]
    again = make.make_allocation(make.make_booth(world["fair"], "C99")).application
    BoothApplication.objects.filter(pk=again.pk).update(vendor=vendor, status="withdrawn")
    answer(world, 1)
    assert send_due_reminders() == 1


# --- The answer ---------------------------------------------------------------------------------


def test_an_answer_is_kept_once_and_corrected_with_its_history(world, now):
    answer(world, source="link")
    again = answer(world, 0, 1000, 500, 0, source="link")
    answer(world, 0, 2500, 500, 300, source="link")
    row = OrderFollowUp.objects.get()
    assert (again.pk, row.delivered_baht, row.grown_baht, row.answered_by) == (
        row.pk,
        2500,
        300,
        None,
    )
    newest, first = HistoryEntry.objects.of(row).order_by("-pk")
    assert (newest.reason, newest.summary) == (
        "ตอบจากลิงก์ในข้อความ",
        "แก้เรื่องยอดสั่งจอง ส่งมอบแล้ว 2,500 บาท ยกเลิก 500 บาท สั่งเพิ่ม 300 บาท",
    )
    assert newest.changes["ส่งมอบแล้ว (บาท)"] == ["1000.00", "2500"]
    assert first.summary == "ตอบเรื่องยอดสั่งจอง ส่งมอบแล้ว 1,000 บาท ยกเลิก 500 บาท สั่งเพิ่ม 0 บาท"


def test_who_has_seen_no_answer_does_not_replace_one(world, now):
    unseen = seen_of(answer_shown(None))
    answer(world)
    with pytest.raises(StalePage):
        answer(world, 0, 9, 9, 9, seen=unseen)
    assert OrderFollowUp.objects.get().delivered_baht == 1000


@pytest.mark.parametrize(
    ("moment", "number", "sentence"),
    [
        (datetime(2020, 9, 29, tzinfo=THAILAND), 0, "ยังไม่ถึงเวลาตอบ ตอบได้ตั้งแต่วันที่ 30 กันยายน 2563"),
        (TOO_LATE, 0, "หมดเวลาตอบแล้วเมื่อวันที่ 29 พฤศจิกายน 2563 ถ้าต้องตอบหรือแก้ โทรหาเจ้าหน้าที่"),
        (IN_TIME, 2, "ร้านนี้ไม่มียอดสั่งจองในงานนี้ ไม่ต้องตอบ"),
    ],
)
def test_out_of_the_round_and_without_orders_nothing_is_kept(world, moment, number, sentence):
    with time_machine.travel(moment, tick=False), pytest.raises(RuleBroken) as refused:
        answer(world, number)
    assert (" ".join(refused.value.message.split()), OrderFollowUp.objects.count()) == (sentence, 0)


def test_an_officer_writes_it_down_also_later_says_how_and_the_vendor_is_told(world):
    by = {"source": "officer", "by": world["officer"]}
    with time_machine.travel(IN_TIME, tick=False):
        answer(world)
    with time_machine.travel(TOO_LATE, tick=False):
        with pytest.raises(RuleBroken, match="เขียนว่าได้คำตอบมาอย่างไร"):
            answer(world, 0, 1, 2, 3, **by)
        answer(world, 0, 1, 2, 3, note="โทรถาม", **by)
        answer(world, 1, 1, 2, 3, note="โทรถาม", **by)
    told_of = Message.objects.filter(subject="เจ้าหน้าที่แก้คำตอบเรื่องยอดสั่งจองของร้าน")
    assert [one.recipient_id for one in told_of] == [world["vendors"][0].pk]


@pytest.mark.parametrize(
    "wrong",
    [
        {"delivered_baht": -1},
        {"source": "officer", "note": ""},
        {"source": "vendor", "answered_by": None},
        {},  # a second answer of the same round
    ],
)
def test_the_database_refuses_what_the_operation_would(world, now, wrong):
    row = answer(world, note="โทรถาม")
    values = {
        **answer_shown(row),
        "source": row.source,
        "answered_by": row.answered_by,
        "answered_at": row.answered_at,
        "fair_event": row.fair_event,
        "vendor": row.vendor,
        "months": 3 if wrong else 1,
        **wrong,
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        OrderFollowUp.objects.create(**values)


def test_two_entries_of_one_shop_bring_their_answers_or_are_kept_apart(world, now):
    kept, gone = (make.make_vendor(f"ร้านซ้ำ {name}") for name in "กข")
    answer(world)
    OrderFollowUp.objects.update(vendor=gone)
    merge_vendors(kept, gone, by=world["officer"])
    assert OrderFollowUp.objects.get().vendor_id == kept.pk


# --- What it comes to ---------------------------------------------------------------------------


def test_who_has_not_answered_is_not_zero(world, now):
    assert round_sums(world["fair"]) == [RoundSums(1, 2, Decimal(10000))]
    row = answer(world, 0, 3000, 500, 200)
    assert round_sums(world["fair"]) == [
        RoundSums(
            *(1, 2, Decimal(10000), 1, Decimal(4000), Decimal(3000), Decimal(500), Decimal(200)),
            row.answered_at,
        )
    ]
    rows = vendor_rows(world["fair"], 1)
    assert [(row.name, row.ordered, row.left) for row in rows] == [
        ("ร้าน ก", 4000, 500),
        ("ร้าน ข", 6000, None),
    ]


def test_the_workbook_adds_up_by_formulas_and_leaves_silence_empty(world, now):
    answer(world, 0, 3000, 500, 200)
    book = Book(orders_book(world["fair"], made_at=IN_TIME))
    assert book.wrong() == []
    assert book.rows["สรุป"][4][1:] == [2, 1, 1, 10000, 4000, 3000, 500, 500, 200]
    assert [row[2:8] for row in book.rows["คำตอบ"][4:6]] == [
        [4000, 3000, 500, 500, 200, "ร้านตอบเอง"],
        [6000, "", "", "", "", "ยังไม่ตอบ"],
    ]
    assert [row[5] for row in answer_rows(world["fair"])] == [500, None]


def test_the_final_reports_tell_the_rounds_that_were_answered():
    rounds = [
        RoundSums(1, 2, Decimal(10000), 1, *map(Decimal, (4000, 3000, 500, 200)), IN_TIME),
        RoundSums(3, 2, Decimal(10000)),
    ]
    followed = told(follow_ups=rounds)
    title = "ติดตามยอดสั่งจองหลังงาน"
    amounts = ["1 จาก 2", "4,000", "3,000", "500", "200"]
    counted = "ทุกรอบนับเฉพาะรายที่ตอบ รวมตั้งแต่จบงาน คำตอบล่าสุดวันที่ 5 ตุลาคม 2563"
    assert said(final_report(followed, STYLE, MADE), title) == [
        [["1 เดือนหลังงาน", *amounts]],
        f"สั่งจองในงานทั้งหมด 10,000 บาท ของ 2 ราย {counted}",
    ]
    rows, sentence = said(project_report(project([followed, told()]), STYLE, MADE), title)
    assert ([row[1:] for row in rows], sentence) == ([amounts], counted)
    silent = final_report(told(follow_ups=rounds[1:]), STYLE, MADE)
    assert [one.title for one in silent.sections if one.title.endswith(title)] == []


# --- The pages ----------------------------------------------------------------------------------

FILLED = {
    "delivered_baht": "๑,๐๐๐",
    "cancelled_baht": "0",
    "grown_baht": "500 บาท",
    "note": "",
    "seen": seen_of(answer_shown(None)),
}


def test_the_link_asks_about_one_round_of_one_shop_without_signing_in(world, client, now):
    vendor = world["vendors"][0]
    link = orders_link(vendor.pk, world["fair"], 1)
    page = client.get(link)
    assert (page.context["case"].ordered, page["X-Robots-Tag"]) == (4000, "noindex")
    # Chromium posts a page without referrer with the origin null, which is refused.
    assert page["Referrer-Policy"] == "same-origin"
    assert client.post(link, FILLED).headers["Location"] == f"{link}?sent=1"
    row = OrderFollowUp.objects.get()
    assert (row.vendor, row.source, row.grown_baht) == (vendor, FollowUpSource.LINK, 500)
    assert "บันทึกคำตอบแล้ว" in client.get(f"{link}?sent=1").content.decode()
    assert round_of_link(link.split("/")[2] + "x") is None
    assert client.get(link.replace("-1.", "-3.")).status_code == 404


def test_an_empty_box_is_no_answer_and_what_looks_wrong_is_asked(world, client, now):
    link = orders_link(world["vendors"][0].pk, world["fair"], 1)
    empty = client.post(link, FILLED | {"cancelled_baht": ""})
    assert (empty.status_code, [*empty.context["form"].errors]) == (422, ["cancelled_baht"])
    more = client.post(link, FILLED | {"delivered_baht": "40000"})
    [question] = more.context["form"].asked
    assert " ".join(question.sentence.split()) == (
        "ส่งมอบแล้วกับยกเลิกรวม 40,000 บาท มากกว่าที่สั่งจองในงาน 4,000 บาท"
    )
    right = {"delivered_baht": "40000", "is-right": "1", "asked": question.mark}
    assert client.post(link, FILLED | right).status_code == 302
    assert OrderFollowUp.objects.get().delivered_baht == 40000


def test_after_the_last_day_the_link_says_whom_to_call(world, client):
    with time_machine.travel(TOO_LATE, tick=False):
        late = client.post(orders_link(world["vendors"][0].pk, world["fair"], 1), FILLED)
    assert (late.status_code, OrderFollowUp.objects.count()) == (409, 0)
    assert "คำตอบที่เพิ่งส่งไม่ได้บันทึก" in late.content.decode()


def test_a_vendor_who_is_signed_in_finds_it_on_its_takings(world, client, now):
    vendor, fair = world["vendors"][0], world["fair"]
    client.force_login(vendor.members.get().user)
    assert [case.round for case in client.get(reverse("my-sales")).context["orders_waiting"]] == [
        ONE
    ]
    url = reverse("my-order-follow-up", args=[fair.slug, 1])
    assert client.post(url, FILLED).headers["Location"] == reverse(
        "my-sales-fair", args=[fair.slug]
    )
    assert (OrderFollowUp.objects.get().source, cases_waiting(vendor)) == ("vendor", [])
    [case] = client.get(reverse("my-sales-fair", args=[fair.slug])).context["order_cases"]
    assert case.answer.delivered_baht == 1000


def test_the_officers_page_has_who_is_missing_first_and_takes_an_answer_by_telephone(
    world, client, now
):
    client.force_login(world["officer"])
    fair, second = world["fair"], world["vendors"][1]
    answer(world)
    page = client.get(reverse("staff:order-follow-ups-fair", args=[fair.pk]))
    assert [row.name for row in page.context["page"]] == ["ร้าน ข", "ร้าน ก"]
    url = reverse("staff:order-follow-ups-vendor", args=[fair.pk, 1, second.pk])
    refused = client.post(url, FILLED)
    assert (refused.status_code, [*refused.context["form"].errors]) == (422, ["note"])
    assert client.post(url, FILLED | {"note": "โทรถามคุณบุญมี"}).status_code == 302
    row = OrderFollowUp.objects.get(vendor=second)
    assert (row.source, row.answered_by, row.note) == (
        "officer",
        world["officer"],
        "โทรถามคุณบุญมี",
    )


def test_answers_leave_with_a_reason(world, client, now):
    client.force_login(world["officer"])
    answer(world)
    url = reverse("staff:order-follow-ups-file", args=[world["fair"].pk])
    assert client.post(url, {"as": "csv"}).status_code == 302
    csv = client.post(url, {"as": "csv", "reason": "รายงานจังหวัด"})
    [sheet] = read_sheets(csv.content)
    assert sheet.rows[1][1] == "ร้าน ก"
    assert client.post(url, {"reason": "รายงานจังหวัด"})["Content-Type"].endswith(".sheet")
    assert HistoryEntry.objects.filter(verb="export", reason="รายงานจังหวัด").count() == 2


def test_rounds_are_typed_as_months_with_commas(world, client):
    client.force_login(world["officer"])
    url = reverse("staff:order-follow-ups-rounds", args=[world["fair"].pk])
    wrong = client.post(url, {"months": "หนึ่ง", "open_days": "60"})
    assert (wrong.status_code, [*wrong.context["form"].errors]) == (422, ["months"])
    assert client.post(url, {"months": "๒, 4", "open_days": "45"}).status_code == 302
    assert [one.months for one in rounds_of(world["fair"])] == [2, 4]


def test_a_fair_that_is_not_over_long_enough_says_when_it_asks(world, client, db):
    fair = make.make_fair_event()
    client.force_login(world["officer"])
    page = client.get(reverse("staff:order-follow-ups-fair", args=[fair.pk]))
    assert (page.context["shown"], "ยังไม่ถึงเวลาถาม" in page.content.decode()) == (None, True)


def test_the_page_costs_the_same_for_any_number_of_vendors(world, client, now):
    client.force_login(world["officer"])
    url = reverse("staff:order-follow-ups-fair", args=[world["fair"].pk])
    counts = []
    for number in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        counts.append(len(queries))
        answer(world, number)
    assert counts[0] == counts[1]


# --- The desk -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "due"),
    [
        (date(2020, 11, 14), None),
        (date(2020, 11, 15), "ภายในวันที่ 29 พ.ย. 2563"),
        (date(2020, 11, 29), "ภายในวันนี้"),
        (date(2020, 11, 30), None),
    ],
)
def test_who_has_not_answered_waits_for_a_call_in_the_last_days_of_a_round(world, on, due):
    page = f"{reverse('staff:order-follow-ups-fair', args=[world['fair'].pk])}?months=1"
    with time_machine.travel(datetime.combine(on, time(10), THAILAND), tick=False):
        assert waiting_calls(world) == ([(2, due and no_break(due), page)] if due else [])


def test_who_has_answered_is_not_called(world):
    with time_machine.travel(datetime(2020, 11, 20, 10, tzinfo=THAILAND), tick=False):
        answer(world, 0)
        assert [number for number, *_ in waiting_calls(world)] == [1]
        answer(world, 1)
        assert waiting_calls(world) == []


def waiting_calls(world):
    tasks = tasks_for(world["officer"])
    calls = [task for task in tasks if task.what == "ร้านยังไม่บอกผลยอดสั่งจอง"]
    return [(task.number, task.due, task.url) for task in calls]


def test_who_is_still_asked_is_found_in_as_many_statements_for_3_fairs_as_for_1(world, now):
    def counted():
        with CaptureQueriesContext(connection) as queries:
            found = still_asked(FairEvent.objects.all(), IN_TIME.date())
        return len(found), len(queries)

    assert counted() == (1, 6)
    for number in range(2):
        fair = make.make_fair_event(f"งาน {number}", opens_on=LAST, closes_on=LAST)
        stand = make.make_allocation(make.make_booth(fair, "A1"), world["vendors"][0])
        make.make_sale(stand, sold_on=LAST, ordered="10")
    assert counted() == (3, 6)


def test_the_vendors_of_a_round_are_searched(client, world, now, db):
    client.force_login(world["officer"])
    address = reverse("staff:order-follow-ups-fair", args=[world["fair"].pk])

    found = client.get(address, {"q": "ร้าน ข", "months": "1"})
    none = client.get(address, {"q": "เซรามิก", "months": "1"})

    assert [row.name for row in found.context["page"]] == ["ร้าน ข"]
    assert "ไม่มีร้านที่มีคำว่า เซรามิก ในรอบนี้" in none.content.decode()
