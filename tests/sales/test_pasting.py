"""A block from a spreadsheet: what is read, what it would do, taken at one press and undone."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from otopfair.accounts.models import Session
from otopfair.errors import RuleBroken
from otopfair.outbox.models import Message
from otopfair.removals.models import Removal
from otopfair.removals.removing import restore
from otopfair.thai.calendar import today_in_thailand
from sales.models import BoothSale, DailyReport, EnteredBlock, SaleSource
from sales.operations.blocks import undo_block
from sales.operations.takings import record_booth_sale
from sales.pasting import cells_of, plan_paste
from sales.takings import day_rows
from tests.factories import make_allocation, make_booth, make_fair_event, make_officer, make_sale

pytestmark = pytest.mark.django_db
TODAY = today_in_thailand()


@pytest.fixture
def fair():
    return make_fair_event()


@pytest.fixture
def stands(fair):
    return [make_allocation(make_booth(fair, f"C0{number}")) for number in (1, 2, 3)]


@pytest.fixture
def officer(client):
    officer = make_officer()
    client.force_login(officer)
    return officer


def lay(fair, text, *, start=0, column="sold"):
    return plan_paste(text, day_rows(fair, TODAY), start=start, column=column)


def said(plan):
    return [
        (line.row.allocation.booth.code, int(line.sold), int(line.ordered)) for line in plan.lines
    ]


def figures():
    rows = BoothSale.objects.filter(sold_on=TODAY).order_by("booth__code")
    return [(str(sale.booth), int(sale.sold_baht), int(sale.ordered_baht)) for sale in rows]


# --- What is read -------------------------------------------------------------------------------


def test_cells_are_parted_by_tabs_and_lines_and_quoted_as_a_spreadsheet_does():
    assert cells_of('1,200\t"3\n00"\r\n\r\n๕\t\r\n\r\n') == [["1,200", "3 00"], [], ["๕", ""]]


def test_a_block_goes_over_rows_and_columns_and_an_empty_cell_leaves_what_stands(fair, stands):
    make_sale(stands[1], sold_on=TODAY, sold="70", ordered="7")

    plan = lay(fair, "1,200\t300\r\n\t๘\r\n๑๕๐\t\r\n")

    assert said(plan) == [("C01", 1200, 300), ("C02", 70, 8), ("C03", 150, 0)]
    assert (plan.refused, plan.outside) == ([], [])


def test_it_begins_where_it_is_pasted_and_says_what_falls_outside(fair, stands):
    plan = lay(fair, "1\t2\n3\t4\n5\t6\n", start=1, column="ordered")

    assert [line.why[:26] for line in plan.lines] == ["มียอดสั่งจองแต่ไม่มียอดขาย"] * 2
    assert plan.outside == [
        "บูธ C02 มีช่องเกินตาราง: “2”",
        "บูธ C03 มีช่องเกินตาราง: “4”",
        "แถวที่ 3 ไม่มีบูธให้ใส่: “5”, “6”",
    ]


def test_a_first_column_of_booths_decides_where_figures_go(fair, stands):
    plan = lay(fair, "บูธ\tขายได้\nC03\t30\nc 01\t10\t1\nรวม\t40\n", start=2)

    assert said(plan) == [("C03", 30, 0), ("C01", 10, 1)]
    assert plan.read_as == [
        "แถวแรกเป็นหัวตาราง ไม่นับเป็นยอด: “บูธ”, “ขายได้”",
        "คอลัมน์แรกเป็นเลขบูธ จึงใส่ยอดตามเลขบูธ",
    ]
    assert plan.outside == ["แถวที่ 3 ไม่มีบูธให้ใส่: “รวม”, “40”"]


def test_a_booth_that_comes_twice_in_a_block_is_taken_once_and_said(fair, stands):
    plan = lay(fair, "C01\t10\nC02\t20\nC01\t30\n")

    assert said(plan) == [("C01", 10, 0), ("C02", 20, 0)]
    assert plan.outside == ["บูธ C01 มีแล้วในแถวก่อนหน้า ไม่ใช้: “C01”, “30”"]


def test_a_cell_that_is_no_amount_is_refused_and_empty_rows_are_named(fair, stands):
    plan = lay(fair, "#N/A\n\n-\n")

    assert [line.row.allocation.booth.code for line in plan.refused] == ["C01", "C03"]
    assert plan.refused[0].why.startswith("ขายได้: ")
    assert plan.empty == ["C02"]


# --- The page -----------------------------------------------------------------------------------


def paste_url(fair):
    return reverse("staff:sales-paste", args=[fair.pk, TODAY.isoformat()])


def pasted(stands, text, **more):
    rows = ",".join(str(one.pk) for one in stands)
    return {"text": text, "rows": rows, "start": stands[0].pk, "column": "sold", **more}


def seen_in(answer):
    return {
        f"seen-{line.row.allocation.pk}": seen for line, seen in answer.context["previews"] or ()
    }


def test_nothing_is_saved_before_it_is_looked_at_and_one_press_takes_all(
    client, fair, stands, officer
):
    make_sale(stands[1], sold_on=TODAY, sold="70")
    cells = pasted(stands, "100\t1\n200\t2\nหลายบาท\n9\n")

    preview = client.post(paste_url(fair), cells)
    words = preview.content.decode()
    for shown in ("<s>70</s>", "รับไม่ได้ 1 แถว", "แถวที่ 4 ไม่มีบูธให้ใส่", "บันทึก 2 แถว"):
        assert shown in words
    assert figures() == [("C02", 70, 0)]

    client.post(paste_url(fair), {**cells, **seen_in(preview), "take": "1"})
    assert figures() == [("C01", 100, 1), ("C02", 200, 2)]

    block = EnteredBlock.objects.get()
    undo = reverse("staff:sales-block-undo", args=[fair.pk, TODAY.isoformat(), block.pk])
    grid = reverse("staff:sales-fair", args=[fair.pk, TODAY.isoformat()])
    assert undo in client.get(grid).content.decode()
    client.post(undo)
    assert figures() == [("C02", 70, 0)]
    assert undo not in client.get(grid).content.decode()
    client.post(undo)
    assert Removal.objects.count() == 1


def test_what_came_in_after_the_preview_stops_the_whole_block(client, fair, stands, officer):
    cells = pasted(stands, "100\n200\n")
    preview = client.post(paste_url(fair), cells)
    make_sale(stands[1], sold_on=TODAY, sold="5")

    stopped = client.post(paste_url(fair), {**cells, **seen_in(preview), "take": "1"})
    assert stopped.status_code == 422
    assert "บูธ C02: มีผู้แก้ไขข้อมูลนี้" in stopped.content.decode()
    assert figures() == [("C02", 5, 0)]

    client.post(paste_url(fair), {**cells, **seen_in(stopped), "take": "1"})
    assert figures() == [("C01", 100, 0), ("C02", 200, 0)]


def test_a_vendors_own_figure_asks_the_reason_and_both_ways_are_told(client, fair, stands, officer):
    make_sale(stands[0], sold_on=TODAY, sold="70", source=SaleSource.VENDOR)
    cells = pasted(stands, "100\n200\n")
    preview = client.post(paste_url(fair), cells)
    assert 'name="reason"' in preview.content.decode()
    press = {**cells, **seen_in(preview), "take": "1"}
    assert client.post(paste_url(fair), press).status_code == 422
    assert figures() == [("C01", 70, 0)]

    client.post(paste_url(fair), {**press, "reason": "ตามใบยอด"})
    undo_block(EnteredBlock.objects.get(), by=officer)

    sale = BoothSale.objects.get()
    assert (sale.sold_baht, sale.source) == (70, "vendor")
    told = [message.body for message in Message.objects.filter(kind="takings").order_by("pk")]
    assert ["เหตุผล: ตามใบยอด" in told[0], "เลิกทำยอดที่วางจาก Excel" in told[1]] == [True, True]


def test_what_looks_wrong_is_asked_about_and_the_press_is_the_answer(client, fair, stands, officer):
    make_sale(stands[0], sold_on=TODAY - timedelta(days=1), sold="4170")
    cells = pasted(stands, "8,000,000\n4170\n")

    preview = client.post(paste_url(fair), cells)
    words = preview.content.decode()
    assert "ยอดมากกว่าปกติ" in words
    assert "ควรดู 1 แถว" in words
    assert [bool(line.doubts) for line in preview.context["plan"].lines] == [True, False]

    client.post(paste_url(fair), {**cells, **seen_in(preview), "take": "1"})
    assert figures() == [("C01", 8_000_000, 0), ("C02", 4170, 0)]


def test_rows_are_those_that_the_page_showed(client, fair, stands, officer):
    """Only the missing were shown; one reported meanwhile, and no figure slips a row."""
    make_sale(stands[0], sold_on=TODAY, sold="1")
    shown = [stands[2], stands[1]]

    preview = client.post(paste_url(fair), pasted(shown, "300\n200\n"))

    assert said(preview.context["plan"]) == [("C03", 300, 0), ("C02", 200, 0)]


def test_undo_leaves_what_was_touched_since_and_can_be_undone(client, fair, stands, officer):
    cells = pasted(stands, "100\n200\n")
    preview = client.post(paste_url(fair), cells)
    client.post(paste_url(fair), {**cells, **seen_in(preview), "take": "1"})
    changed = {"sold_baht": Decimal(5), "ordered_baht": Decimal(0), "source": SaleSource.OFFICER}
    record_booth_sale(stands[0], sold_on=TODAY, by=officer, **changed)
    block = EnteredBlock.objects.get()

    removal = undo_block(block, by=officer)
    assert figures() == [("C01", 5, 0)]
    assert [stays[2] for stays in removal.stays] == ["แก้หลังจากวาง"]
    restore(removal, by=officer)
    assert figures() == [("C01", 5, 0), ("C02", 200, 0)]

    DailyReport.objects.create(fair_event=fair, sold_on=TODAY, closed_at=timezone.now())
    with pytest.raises(RuleBroken, match="ปิดแล้ว"):
        undo_block(EnteredBlock.objects.get(), by=officer)


def test_a_preview_of_thirty_rows_takes_the_same_queries(client, fair, officer):
    counts, stands = [], []
    for more in (2, 28):
        stands += [
            make_allocation(make_booth(fair, f"D{n + len(stands):02d}")) for n in range(more)
        ]
        make_sale(stands[-1], sold_on=TODAY, source=SaleSource.VENDOR)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.post(paste_url(fair), pasted(stands, "5\n" * len(stands)))
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_a_page_without_javascript_takes_the_block(client, fair, stands, officer):
    page = client.get(paste_url(fair) + f"?zone={stands[0].booth.zone_id}")
    assert 'name="text"' in page.content.decode()
    assert client.post(paste_url(fair), pasted(stands, "")).status_code == 422
    yesterday = TODAY - timedelta(days=400)
    missing = reverse("staff:sales-paste", args=[fair.pk, yesterday.isoformat()])
    assert client.get(missing).status_code == 404


def test_a_block_pasted_into_a_lost_session_is_there_again(client, fair, stands):
    officer = make_officer(password="otop-demo-1")
    who = {"login": officer.email, "password": "otop-demo-1"}
    client.post(reverse("account_login"), who)
    client.get(paste_url(fair))
    Session.objects.all().delete()

    from_here = {"HTTP_REFERER": f"http://testserver{paste_url(fair)}"}
    lost = client.post(paste_url(fair), pasted(stands, "100\t5\n200\t6\n"), **from_here)
    back = client.post(lost["Location"], who)

    assert "200\t6" in client.get(back["Location"]).content.decode()
