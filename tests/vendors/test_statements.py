"""A bank's statement: what is read, what matches, and that nothing is counted twice or guessed."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from xlsxwriter import Workbook

from otopfair.errors import RuleBroken
from otopfair.outbox.models import Message
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.parsing import ThaiDateError, parse_recent
from tests.factories import make_fair_event, make_officer, make_owing, make_slip, pay
from vendors.ledger import Totals, account_of, accounts_of
from vendors.models import BankStatement, BoothApplication, LedgerLine, MoneyKind
from vendors.operations.payments import enter_line
from vendors.operations.retention import erase_old_statements
from vendors.operations.slips import accept_slip
from vendors.operations.statements import (
    STALE,
    choose_columns,
    name_applications,
    record_statement,
    take_back_statement,
    upload_statement,
)
from vendors.statements.plan import LineState, plan_of

pytestmark = pytest.mark.django_db
TODAY = today_in_thailand()
DAY = f"{TODAY:%d/%m/%Y}"
HEAD = "วันที่,เวลา,รายการ,ถอน,ฝาก,ยอดคงเหลือ,เลขที่อ้างอิง,อ้างอิง 1,อ้างอิง 2"


@pytest.fixture
def officer():
    return make_officer()


@pytest.fixture
def fair():
    return make_fair_event("งานไหม")


def ref1(application) -> str:
    return application.reference_no.replace("-", "")


def row(*, came="", went="", text="รับโอน", reference="", one="", two="", day=DAY) -> str:
    return f'{day},14:05,{text},"{went}","{came}",0,{reference},{one},{two}'


def uploaded(fair, *rows, by, head=HEAD, encoding="utf-8") -> BankStatement:
    data = "\n".join(["บัญชี 020-1-23456-7", head, *rows]).encode(encoding)
    return upload_statement(fair, file_name="bank.csv", data=data, form_key=uuid4(), by=by)


def states(statement) -> list[str]:
    return [one.state.value for one in plan_of(statement).rows]


def record_all(statement, by):
    ticked = {one.seen for one in plan_of(statement).writable}
    return record_statement(statement, ticked, by=by)


# --- What is read -------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874"])
def test_a_row_is_matched_by_bill_payment_references_or_by_the_text(fair, officer, encoding):
    first, second, third = (make_owing(fair) for _ in range(3))
    statement = uploaded(
        fair,
        row(came="2,500.00", one=ref1(first), two=str(first.pk), reference="A1"),
        row(came="1,000", text=f"โอนค่าบูธ {second.reference_no} ขอบคุณ"),
        row(came="3000.50", text=f"X{ref1(third).lower()}"),
        row(came="3000.50", text=f"/{ref1(third).lower()}/"),
        row(came="900", text="สมชาย ใจดี"),
        row(went="15.00", text="ค่าธรรมเนียม"),
        row(text="ยอดยกมา"),
        by=officer,
        encoding=encoding,
    )

    plan = plan_of(statement)
    assert states(statement) == ["equal", "less", "unknown", "more", "unknown"]
    assert [one.application for one in plan.writable] == [first, second, third]
    assert [one.how for one in plan.writable] == ["อ้างอิง 1", "ข้อความ", "ข้อความ"]
    assert (plan.reading.outgoing, plan.reading.outgoing_baht) == (1, Decimal("15.00"))
    assert plan.reading.ignored == [(9, "ไม่มีเงินเข้าหรือออก")]
    by_state = sum(baht for _state, _badge, _rows, baht in plan.counts)
    assert plan.reading.received_baht == by_state == Decimal("10401.00")


def test_a_longer_number_or_two_numbers_or_another_second_reference_is_nobodys(fair, officer):
    first, second = make_owing(fair), make_owing(fair)
    statement = uploaded(
        fair,
        row(came="2500", text=f"{ref1(first)}9"),
        row(came="2500", text=f"{first} {second}"),
        row(came="2500", one=ref1(first), two=str(second.pk)),
        by=officer,
    )

    assert states(statement) == ["unknown"] * 3
    assert "อ้างอิง 2 ไม่ตรง" in plan_of(statement).rows[2].why


def test_an_xlsx_with_english_headings_and_a_signed_amount_is_read(fair, officer):
    owing = make_owing(fair)
    out = BytesIO()
    book = Workbook(out)
    sheet, as_day = book.add_worksheet(), book.add_format({"num_format": "dd/mm/yyyy"})
    rows = [
        ["Account statement"],
        ["Date", "Description", "Amount", "Debit/Credit"],
        [f"{TODAY:%d %b %y}", f"TRANSFER {owing}", 2500, "CR"],
        [None, f"TRANSFER {owing}", 100.25, "DR"],
        [f"{TODAY:%d-%m-%y}", "FEE", -30, "CR"],
        ["no day", f"TRANSFER {owing}", 1, "CR"],
    ]
    for number, cells in enumerate(rows):
        sheet.write_row(number, 0, cells)
    sheet.write_datetime(3, 0, TODAY, as_day)
    book.close()
    statement = upload_statement(
        fair, file_name="b.xlsx", data=out.getvalue(), form_key=uuid4(), by=officer
    )

    reading = plan_of(statement).reading
    assert [(one.moved_on, one.amount_baht) for one in reading.lines] == [(TODAY, 2500)]
    assert (reading.outgoing, reading.outgoing_baht) == (2, Decimal("130.25"))
    assert [number for number, _why in reading.unreadable] == [6]


@pytest.mark.parametrize(
    "text", ["30/11/2026", "30/11/26", "30/11/69", "30 Nov 2026", "30-NOV-26 14:05", "2026-11-30"]
)
def test_banks_write_a_day_in_many_ways(text):
    day = date(2026, 11, 30)
    assert parse_recent(text, earliest=day - timedelta(days=900), latest=day) == day
    with pytest.raises(ThaiDateError):
        parse_recent("1/12/26", earliest=day - timedelta(days=900), latest=day)


@pytest.mark.parametrize(
    "text",
    ["30112026", "30112569", "20261130", "2026-11-30T10:22:11+07:00", "2026-11-30T10:22:11Z"],
)
def test_a_day_that_a_program_of_a_bank_wrote_is_read(text):
    day = date(2026, 11, 30)
    assert parse_recent(text, earliest=day - timedelta(days=900), latest=day) == day
    with pytest.raises(ThaiDateError):
        parse_recent("13132026", earliest=day - timedelta(days=900), latest=day)


@pytest.mark.parametrize(
    "word",
    [
        *("ถอนเงิน", "โอนเงินออก", "โอนออก", "จ่ายบิล", "หักบัญชี", "ค่าธรรมเนียม", "เดบิต"),
        *("DR.", "Dr", "D", "Debit", "Withdrawal", "Transfer Out", "FEE", "TRF OUT"),
    ],
)
def test_what_a_bank_says_went_out_is_no_payment(fair, officer, word):
    owing = make_owing(fair)
    head = "วันที่,ประเภท,จำนวนเงิน,รายละเอียด"
    rows = [f"{DAY},{word},2500,{owing}", f"{DAY},รับโอนเงิน,2500,{owing}"]
    reading = plan_of(uploaded(fair, *rows, by=officer, head=head)).reading
    assert [one.number for one in reading.lines] == [4]
    assert (reading.outgoing, reading.outgoing_baht) == (1, 2500)


def test_what_is_written_behind_a_sum_says_which_way_it_went(fair, officer):
    owing = make_owing(fair)
    rows = [f'{DAY},"2,500.00 {way}",{owing}' for way in ("CR", "DR", "Cr.", "Dr.")]
    reading = plan_of(uploaded(fair, *rows, by=officer, head="วันที่,จำนวนเงิน,รายการ")).reading
    assert [(one.number, one.amount_baht) for one in reading.lines] == [(3, 2500), (5, 2500)]
    assert (reading.outgoing, reading.outgoing_baht) == (2, 5000)


def test_a_sum_that_its_own_comma_has_parted_is_no_payment_of_one_baht(fair, officer):
    owing = make_owing(fair)
    rows = [f"{DAY},{owing},2,500.00,", f"{DAY},{owing},2.00,500.00,", f"{DAY},{owing},999,,"]
    head = "วันที่,รายการ,ฝาก,ยอดคงเหลือ,ช่องทาง"
    reading = plan_of(uploaded(fair, *rows, by=officer, head=head)).reading
    assert [one.amount_baht for one in reading.lines] == [2, 999]
    [(number, why)] = reading.unreadable
    assert (number, "2,500.00" in why) == (3, True)


def test_unknown_headings_are_chosen_by_the_officer(fair, officer):
    owing = make_owing(fair)
    rows = [f"{DAY},{owing},2500"]
    statement = uploaded(fair, *rows, by=officer, head="เมื่อไร,บันทึก,เท่าไร")
    assert "วันที่และเงินเข้า" in plan_of(statement).reading.problem

    with pytest.raises(RuleBroken, match="อย่างเดียว"):
        choose_columns(statement, 2, {"date": 0, "came_in": 0})
    choose_columns(statement, 2, {"date": 0, "text": 1, "came_in": 2, "ref1": None})
    statement.refresh_from_db()

    assert states(statement) == ["equal"]


def test_a_row_with_more_cells_than_headings_is_no_payment(fair, officer):
    owing = make_owing(fair)
    rows = [f"{DAY},{owing},2,500", f"{DAY},{owing},2500"]
    statement = uploaded(fair, *rows, by=officer, head="วันที่,รายละเอียด,เงินเข้า")
    reading = plan_of(statement).reading
    assert reading.unreadable == [(3, "มีช่องมากกว่าหัวตาราง แก้ในไฟล์แล้วเลือกใหม่")]
    assert [one.amount_baht for one in reading.lines] == [2500]


def test_a_column_without_a_heading_can_be_chosen(fair, officer):
    owing = make_owing(fair)
    statement = uploaded(fair, f"{DAY},{owing},2500", by=officer, head="เมื่อไร,บันทึก")
    choose_columns(statement, 2, {"date": 0, "text": 1, "came_in": 2})
    statement.refresh_from_db()
    assert states(statement) == ["equal"]


def test_a_reference_that_excel_has_rounded_is_not_used(fair, officer):
    owing = make_owing(fair)
    statement = uploaded(fair, row(came="2500", one=ref1(owing), reference="1.23E+17"), by=officer)
    [(_number, why)] = plan_of(statement).reading.unreadable
    assert "Excel ปัดเลขอ้างอิง" in why


def test_an_officer_names_the_application_of_a_row(fair, officer):
    owing = make_owing(fair)
    statement = uploaded(fair, row(came="2500", text="สมชาย"), by=officer)
    with pytest.raises(RuleBroken, match="แถว 3"):
        name_applications(statement, {3: "ZZ-9999"})
    name_applications(statement, {3: str(owing)})
    statement.refresh_from_db()

    [one] = plan_of(statement).writable
    assert (one.application, one.how) == (owing, "เจ้าหน้าที่บอก")


# --- What is written down -----------------------------------------------------------


def test_only_what_was_ticked_is_paid_and_the_fair_adds_up_to_the_satang(fair, officer):
    owing = [make_owing(fair, fee_baht="833.35") for _ in range(3)]
    statement = uploaded(
        fair,
        *(row(came="833.35", one=ref1(one), reference=f"T{one.pk}") for one in owing),
        row(came="0.05", one=ref1(owing[0]), reference="T9"),
        row(came="12.34", text="ใครก็ไม่รู้"),
        by=officer,
    )
    first, second, third, beyond = plan_of(statement).writable
    assert beyond.state == LineState.MORE

    lines = record_statement(statement, {first.seen, second.seen, beyond.seen}, by=officer)

    assert [line.amount_baht for line in lines] == [
        Decimal(t) for t in ("833.35", "833.35", "0.05")
    ]
    assert [account_of(one).open for one in owing] == [0, 0, Decimal("833.35")]
    assert account_of(owing[0]).beyond == Decimal("0.05")
    totals = Totals.of(accounts_of(BoothApplication.objects.filter(fair_event=fair)))
    plan = plan_of(statement)
    recorded = sum(one.line.amount_baht for one in plan.of(LineState.RECORDED))
    left = sum(one.line.amount_baht for one in plan.of(LineState.EQUAL, LineState.UNKNOWN))
    assert recorded == totals.received == Decimal("1666.75")
    assert recorded + left == plan.reading.received_baht
    assert Message.objects.filter(kind="money").count() == 3
    assert third.seen.startswith("5:")


def test_the_same_file_again_or_an_overlapping_one_pays_nothing_twice(fair, officer):
    owing = make_owing(fair)
    rows = [row(came="1000", one=ref1(owing)), row(came="1000", one=ref1(owing))]
    record_all(uploaded(fair, *rows, by=officer), officer)
    assert account_of(owing).sums.received == 2000  # two transfers that look the same are two

    again = uploaded(fair, *rows, row(came="500", one=ref1(owing)), by=make_officer())
    assert states(again) == ["recorded", "recorded", "equal"]
    record_all(again, officer)
    assert account_of(owing).sums.received == 2500


@pytest.mark.parametrize("change", ["another number of the row", "another kind of file"])
def test_a_row_that_another_file_tells_otherwise_is_asked_about(fair, officer, change):
    owing, twice = make_owing(fair), make_owing(fair)
    head = "ลำดับ,วันที่,ฝาก,รายการ"
    first = [f"8,{DAY},2500,{owing}", f"9,{DAY},1000,{twice}", f"10,{DAY},1000,{twice}"]
    record_all(uploaded(fair, *first, by=officer, head=head), officer)
    assert account_of(twice).sums.received == 2000

    again = {
        "another number of the row": [f"1,{DAY},2500,{owing}", f"2,{DAY},1000,{twice}"],
        "another kind of file": [f'8,{DAY},"2,500.00",{owing}', f'9,{DAY},"1,000.00",{twice}'],
    }[change]
    statement = uploaded(fair, *again, by=make_officer(), head=head)
    assert states(statement) == ["alike", "alike"]


def test_a_row_of_the_bank_pays_once_by_the_database(fair, officer):
    owing = make_owing(fair)
    statement = uploaded(fair, row(came="1000", one=ref1(owing)), by=officer)
    [line] = record_all(statement, officer)
    line.pk = None
    line.form_key = uuid4()
    with pytest.raises(IntegrityError), transaction.atomic():
        line.save(force_insert=True)


def test_a_slip_and_a_row_for_the_same_transfer_count_once(fair, officer):
    waiting, judged, typed = (make_owing(fair) for _ in range(3))
    slip = make_slip(waiting, expected_baht=Decimal(2500))
    accepted = {"amount_baht": Decimal(2500), "moved_on": TODAY, "form_key": uuid4()}
    accept_slip(make_slip(judged), reference="S1", by=officer, **accepted)
    pay(typed, 1000, by=officer, moved_on=TODAY)
    statement = uploaded(
        fair,
        row(came="2500", one=ref1(waiting), reference="B1"),
        row(came="2500", one=ref1(judged), reference="s1"),
        row(came="1000", one=ref1(typed), reference="B3"),
        by=officer,
    )
    plan = plan_of(statement)
    assert states(statement) == ["equal", "recorded", "alike"]
    assert plan.rows[0].slip == slip

    record_statement(statement, {plan.rows[0].seen}, by=officer)
    slip.refresh_from_db()
    assert (slip.state, slip.line.reference) == ("accepted", "B1")
    assert account_of(waiting).sums.received == 2500


def test_a_slip_of_a_sum_that_came_in_that_day_is_accepted_only_by_who_is_sure(fair, officer):
    owing = make_owing(fair)
    record_all(uploaded(fair, row(came="1000", one=ref1(owing)), by=officer), officer)
    slip = make_slip(owing)
    found = {"amount_baht": Decimal(1000), "moved_on": TODAY, "form_key": uuid4(), "by": officer}
    with pytest.raises(RuleBroken, match="คนละครั้ง"):
        accept_slip(slip, reference="S1", **found)
    accept_slip(slip, reference="S1", sure=True, **found)
    assert account_of(owing).sums.received == 2000


def test_a_page_that_is_no_longer_true_writes_nothing(fair, officer):
    owing = make_owing(fair)
    statement = uploaded(fair, row(came="2500", one=ref1(owing)), by=officer)
    [seen] = [one.seen for one in plan_of(statement).writable]
    pay(owing, 700, by=officer)

    with pytest.raises(RuleBroken, match=STALE[:20]):
        record_statement(statement, {seen}, by=officer)
    assert statement.lines.count() == 0


# --- Taken back ---------------------------------------------------------------------


def test_taking_back_writes_lines_of_its_own_and_the_file_may_come_again(fair, officer):
    first, second = make_owing(fair, fee_baht=1000, deposit_baht=500), make_owing(fair)
    statement = uploaded(
        fair, row(came="1500", one=ref1(first)), row(came="2500", one=ref1(second)), by=officer
    )
    record_all(statement, officer)
    returned = {"amount_baht": Decimal(500), "moved_on": TODAY, "how": "cash"}
    enter_line(first, MoneyKind.RETURNED, form_key=uuid4(), by=officer, **returned)

    [staying] = take_back_statement(statement, reason="ผิดบัญชี", by=officer)

    assert str(first) in staying
    assert (account_of(first).open, account_of(second).open) == (0, 2500)
    assert LedgerLine.objects.filter(kind=MoneyKind.CORRECTION).count() == 1
    assert states(statement) == ["recorded", "equal"]
    record_all(statement, officer)
    assert account_of(second).open == 0


def test_the_rows_of_a_file_are_forgotten_and_the_payments_stay(fair, officer, settings):
    owing = make_owing(fair)
    statement = uploaded(fair, row(came="2500", one=ref1(owing), text="สมชาย"), by=officer)
    record_all(statement, officer)
    assert erase_old_statements() == 0
    settings.STATEMENTS_KEPT_DAYS = 0
    assert erase_old_statements() == 1

    statement.refresh_from_db()
    assert statement.cells == []
    assert account_of(owing).open == 0
    with pytest.raises(RuleBroken, match="ลบตามกำหนด"):
        record_statement(statement, {"3:x"}, by=officer)


# --- The pages ----------------------------------------------------------------------


def test_an_officer_goes_from_the_file_to_the_payment_and_back(client, fair, officer):
    owing = make_owing(fair)
    client.force_login(officer)
    data = f"{HEAD}\n{row(came='2500', one=ref1(owing))}\n{row(came='1', text='สมชาย')}"
    sent = {"file": SimpleUploadedFile("bank.csv", data.encode()), "form_key": uuid4()}
    page = client.post(reverse("staff:money-statements", args=[fair.pk]), sent, follow=True)
    [row_seen] = [one.seen for one in page.context["writable"]]
    assert "สมชาย" in page.text

    address = page.request["PATH_INFO"]
    assert client.post(address, {"act": "record"}).status_code == 422
    typed = client.post(address, {"act": "name", "name-3": "ไม่มี-0001"})
    assert typed.status_code == 422
    assert 'value="ไม่มี-0001"' in typed.text
    assert '<a href="#name-3">แถว 3: ไม่พบใบสมัคร' in typed.text
    client.post(address, {"act": "record", "take": row_seen})
    client.post(address, {"act": "record", "take": row_seen})
    assert account_of(owing).sums.received == 2500

    statement = BankStatement.objects.get()
    back = reverse("staff:money-statement-back", args=[statement.pk])
    assert client.post(back, {"reason": ""}).status_code == 422
    client.post(back, {"reason": "ผิดไฟล์"})
    assert account_of(owing).open == 2500


def test_a_long_statement_is_judged_in_as_many_queries_as_a_short_one(
    fair, officer, django_assert_max_num_queries
):
    rows = [row(came="10", one=ref1(make_owing(fair))) for _ in range(20)]
    statement = uploaded(fair, *rows, by=officer)
    with django_assert_max_num_queries(4):
        assert len(plan_of(statement).writable) == 20
