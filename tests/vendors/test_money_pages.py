"""Officers read who owes what, and write down what comes in; list, export and sums agree."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from otopfair.thai.calendar import today_in_thailand
from pages.waiting import tasks_for
from tests.factories import (
    charge,
    make_announcement,
    make_application,
    make_call,
    make_fair_event,
    make_officer,
    make_owing,
    make_vendor,
    pay,
)
from tests.filled_forms import filled_form
from vendors.ledger import account_of
from vendors.models import LedgerLine, MoneyKind
from vendors.operations.payments import enter_line

pytestmark = pytest.mark.django_db
TODAY = today_in_thailand()
DAY = timedelta(days=1)


@pytest.fixture
def officer(client):
    officer = make_officer()
    client.force_login(officer)
    return officer


@pytest.fixture
def fair():
    return make_fair_event("งานไหม")


@pytest.fixture
def late(fair):
    return make_owing(fair, make_vendor("กลุ่มทอผ้า"), pay_until=TODAY - 3 * DAY)


@pytest.fixture
def paid(fair, officer):
    paid = make_owing(fair, make_vendor("กลุ่มจักสาน"), fee_baht="1000.25")
    pay(paid, "1000.25", by=officer, reference="A1")
    return paid


def shown(page):
    return [account.application for account in page.context["page"]]


def filled(page):
    return filled_form(page, holds="form_key")


def page_of(application, record=""):
    return reverse("staff:money-one", args=[application.pk]) + (record and f"?record={record}")


def test_the_list_begins_with_the_late_and_is_filtered_by_its_address(client, officer, late, paid):
    address = reverse("staff:money-fair", args=[late.fair_event_id])
    page = client.get(address)

    assert shown(page) == [late, paid]
    assert [chip["label"] for chip in page.context["chips"]] == [
        "ทั้งหมด 2",
        "ค้างชำระ 1",
        "ชำระแล้ว 1",
    ]
    assert page.context["totals"].open == 2500
    assert shown(client.get(address + "?state=paid")) == [paid]
    assert shown(client.get(address + "?q=ทอผ้า")) == [late]
    assert shown(client.get(address + "?state=nonsense&q=ไม่มี")) == []


def test_the_entry_of_the_menu_leads_to_the_fair_whose_vendors_owe(client, officer, late):
    make_fair_event("งานถัดไป", opens_on=TODAY + 9 * DAY, closes_on=TODAY + 9 * DAY)
    answer = client.get(reverse("staff:money"))
    assert answer["Location"] == reverse("staff:money-fair", args=[late.fair_event_id])


def test_the_paper_shows_what_the_list_shows(client, officer, late, paid):
    address = reverse("staff:money-fair", args=[late.fair_event_id])
    page = client.get(address + "?print=1&state=overdue")
    assert page.context["accounts"] == [account_of(late)]
    assert "กลุ่มทอผ้า" in page.content.decode()


def test_the_export_adds_up_to_the_satang(client, officer, late, paid):
    data = client.get(reverse("staff:money-xlsx", args=[late.fair_event_id])).content
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    accounts, lines = (book.get_sheet_by_name(name).to_python() for name in book.sheet_names)

    heads = next(row for row in accounts if row[0] == "เลขที่")
    total = dict(zip(heads, accounts[-1], strict=True))
    assert total["ตั้งยอด (บาท)"] == 3500.25
    assert total["ชำระแล้ว (บาท)"] + total["รอชำระ (บาท)"] == 3500.25
    assert lines[-1][2:8] == ["รับเงิน", 1000.25, TODAY, "โอนเงิน", "A1", ""]


def test_the_ledger_of_deposits_says_what_is_held_and_why_not(client, fair, officer):
    settled = make_owing(fair, make_vendor("กลุ่มทอผ้า"), fee_baht=0, deposit_baht=1000)
    held = make_owing(fair, make_vendor("กลุ่มจักสาน"), fee_baht="500.25", deposit_baht=1000)
    make_owing(fair, make_vendor("ยังไม่จ่าย"), fee_baht=0, deposit_baht=1000)
    pay(settled, 1000, by=officer)
    pay(held, "1300.25", by=officer, reference="A2")
    kept = {"amount_baht": 300, "reason": "โต๊ะหัก", "form_key": uuid4(), "by": officer}
    enter_line(settled, MoneyKind.KEPT, **kept)
    back = {"amount_baht": 700, "moved_on": TODAY, "how": "cash", "form_key": uuid4()}
    enter_line(settled, MoneyKind.RETURNED, by=officer, **back)
    page = reverse("staff:money-deposits", args=[fair.pk])

    answer = client.get(page)

    assert [row.account.application for row in answer.context["page"]] == [held, settled]
    totals = answer.context["totals"]
    assert (totals.paid, totals.returned, totals.kept, totals.held) == (1800, 700, 300, 800)
    assert "โต๊ะหัก" in answer.content.decode()
    assert "ทะเบียนเงินประกัน" in client.get(page, {"print": 1}).content.decode()


def test_an_officer_writes_down_what_came_in(client, officer, late):
    page = client.get(page_of(late))
    typed = {**filled(page), "reference": "T 99", "amount_baht": "2,000.50"}

    answer = client.post(page_of(late), typed)
    again = client.post(page_of(late), typed)

    assert (answer.status_code, again.status_code) == (302, 302)
    line = LedgerLine.objects.get(kind="payment")
    assert (line.amount_baht, line.reference, line.made_by) == (Decimal("2000.50"), "T99", officer)
    assert "499.50" in client.get(page_of(late)).content.decode()


def test_what_was_typed_stays_when_it_is_refused(client, officer, late, paid):
    page = client.get(page_of(late))
    typed = {**filled(page), "reference": "A1"}

    answer = client.post(page_of(late), typed)

    assert answer.status_code == 422
    words = f"เลขอ้างอิง A1 บันทึกไว้แล้วกับใบสมัคร {paid.reference_no}"
    assert answer.context["form"].errors == {"reference": [words]}
    assert 'value="A1"' in answer.content.decode()


def test_every_kind_of_line_has_its_form(client, officer, late):
    late.deposit_baht = 1000
    LedgerLine.objects.create(
        application=late,
        fair_event=late.fair_event,
        kind="charge",
        part="deposit",
        amount_baht=1000,
    )
    pay(late, 3000, by=officer)
    said = {"reason": "ตามมติ"}
    for kind, more in (
        ("waiver", {"part": "fee", "rule": "มติ 3/2563", "amount_baht": "2000", **said}),
        ("kept", {"amount_baht": "300", **said}),
        ("returned", {"amount_baht": "700"}),
        ("refund", {"amount_baht": "1500", **said}),
    ):
        page = client.get(page_of(late, kind))
        answer = client.post(page_of(late, kind), {**filled(page), **more})
        assert answer.status_code == 302, answer.context["form"].errors

    account = account_of(late)
    assert (account.open, account.in_hand, account.deposit_held) == (0, 800, 0)


def test_a_wrong_line_is_taken_back_with_a_reason(client, officer, paid):
    line = LedgerLine.objects.get(kind="payment")
    address = reverse("staff:money-correct", args=[line.pk])
    page = client.get(address)

    assert client.post(address, filled(page)).status_code == 422
    typed = {**filled(page), "reason": "ผิดร้าน"}
    assert client.post(address, typed).status_code == 302

    assert account_of(paid).open == Decimal("1000.25")
    assert "ยกเลิกแล้ว" in client.get(page_of(paid)).content.decode()


def test_a_vendor_gets_another_day(client, officer, late):
    address = reverse("staff:money-day", args=[late.pk])
    until = (TODAY + 5 * DAY).isoformat()
    assert client.post(address, {"until": until, "reason": ""}).status_code == 422
    assert client.post(address, {"until": until, "reason": "รอเงินกลุ่ม"}).status_code == 302
    late.refresh_from_db()
    assert late.pay_until == TODAY + 5 * DAY


def test_the_desk_and_the_rail_count_the_late(client, officer, late, paid):
    [task] = [one for one in tasks_for(officer) if one.what == "ร้านค้างชำระค่าบูธ"]
    assert (task.number, task.due) == (1, "เกิน 3 วัน")
    page = client.get(task.url)
    assert shown(page) == [late]
    entries = {
        one["label"]: one["count"] for group in page.context["rail"] for one in group["items"]
    }
    assert entries["เงินค่าบูธ"] == 1


@pytest.mark.parametrize("is_charged", [True, False])
def test_everybody_reads_on_the_list_of_results_who_has_paid(client, fair, is_charged):
    call = make_call(fair)
    rows = [make_application(fair, status="confirmed", call=call) for _ in range(2)]
    line = {"place": "อ.ชนบท", "category": 3, "booths": 1, "outcome": "select", "number": None}
    lines = [{**line, "name": row.vendor.name_th, "reference": row.reference_no} for row in rows]
    approved = {"approved_by": make_officer(), "approved_at": timezone.now()}
    published = {"lines": lines, "told": 2}
    announced = make_announcement(call, published=published, applied_at=timezone.now(), **approved)
    if is_charged:
        for row in rows:
            charge(row, fee_baht=2500)
        pay(rows[0], 2500)

    page = client.get(reverse("fair-result", args=[fair.slug, announced.pk]))

    assert page.context["paid"] == ({rows[0].reference_no} if is_charged else None)
    text = page.content.decode()
    assert (text.count("ชำระแล้ว"), "ค่าบูธ" in text) == ((1, True) if is_charged else (0, False))


def test_the_list_takes_as_many_queries_for_one_as_for_ten(
    client, officer, late, django_assert_max_num_queries
):
    address = reverse("staff:money-fair", args=[late.fair_event_id])
    with django_assert_max_num_queries(30) as one:
        client.get(address)
    for _ in range(9):
        make_owing(late.fair_event)
    with django_assert_max_num_queries(len(one)):
        client.get(address)
