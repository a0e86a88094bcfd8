"""The daily grid: rows saved one by one or a zone at a time, by role, with and without script."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from otopfair.history.models import record
from otopfair.outbox.models import Message
from otopfair.removals.models import Removal
from otopfair.thai.calendar import today_in_thailand
from sales.models import BoothSale, BoothSaleRevision, DailyReport, SaleSource, ZoneEntry
from sales.operations.takings import seen_figure
from tests.factories import (
    make_allocation,
    make_booth,
    make_fair_event,
    make_helper,
    make_officer,
    make_sale,
    make_user,
    make_vendor,
)

pytestmark = pytest.mark.django_db
TODAY = today_in_thailand()
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def fair():
    return make_fair_event("งานไหม")


@pytest.fixture
def officer(client):
    officer = make_officer()
    client.force_login(officer)
    return officer


@pytest.fixture
def allocation(fair):
    return make_allocation(make_booth(fair, "C07"), make_vendor("กลุ่มทอผ้า"))


def grid_url(fair, day=TODAY, query=""):
    return reverse("staff:sales-fair", args=[fair.pk, day.isoformat()]) + query


def row_url(allocation, day=TODAY):
    fair = allocation.booth.fair_event_id
    return reverse("staff:sales-row", args=[fair, day.isoformat(), allocation.pk])


def typed(allocation, sold="", ordered="", sale=None):
    number = allocation.pk
    return {
        f"sold-{number}": sold,
        f"ordered-{number}": ordered,
        f"seen-{number}": seen_figure(sale),
    }


def figures():
    rows = BoothSale.objects.order_by("booth__code", "pk")
    return [(str(sale.booth), int(sale.sold_baht), int(sale.ordered_baht)) for sale in rows]


# --- Who may ----------------------------------------------------------------------------------


def test_who_enters_takings(client, fair, allocation):
    who = [
        (make_officer("52"), 404, 404),
        (make_user(), 403, 403),
        (make_helper(fair), 200, 200),
        (make_officer(), 200, 200),
    ]
    for user, page, row in who:
        client.force_login(user)
        assert client.get(grid_url(fair)).status_code == page
        answer = client.post(
            row_url(allocation), typed(allocation, "5"), headers={"HX-Request": "true"}
        )
        assert answer.status_code == row
    client.logout()
    assert client.get(grid_url(fair))["Location"].startswith("/accounts/login/")


def test_a_helper_may_not_mark_as_checked(client, fair, allocation):
    make_sale(allocation, sold_on=TODAY)
    client.force_login(make_helper(fair))

    assert 'name="check"' not in client.get(grid_url(fair)).content.decode()
    assert client.post(grid_url(fair), {"check": "all"}).status_code == 403


# --- The page ---------------------------------------------------------------------------------


def test_the_entry_leads_to_today_of_the_running_fair(client, fair, officer):
    assert client.get(reverse("staff:sales"))["Location"] == grid_url(fair)


def test_the_entry_leads_to_the_last_day_of_a_fair_that_is_over(client, officer):
    last = TODAY - timedelta(days=5)
    over = make_fair_event(opens_on=last - timedelta(days=2), closes_on=last)

    assert client.get(reverse("staff:sales"))["Location"] == grid_url(over, last)


def test_the_entry_without_a_fair_or_without_days_says_so(client, officer):
    assert "ยังไม่มีงานในความดูแล" in client.get(reverse("staff:sales")).content.decode()
    fair = make_fair_event(date_precision="unknown", opens_on=None, closes_on=None)
    page = client.get(reverse("staff:sales"), {"fair": fair.pk})
    assert "งานนี้ยังไม่กำหนดวัน" in page.content.decode()


@pytest.mark.parametrize("day", ["2020-01-01", "yesterday", "2569-11-21"])
def test_a_day_that_is_no_day_of_the_fair_is_404(client, fair, officer, day):
    assert client.get(reverse("staff:sales-fair", args=[fair.pk, day])).status_code == 404


def test_a_day_to_come_shows_no_cells(client, fair, officer, allocation):
    words = client.get(grid_url(fair, TODAY + timedelta(days=1))).content.decode()

    assert "ยังไม่ถึงวันนี้ของงาน" in words
    assert "data-row " not in words


def test_a_fair_without_vendors_leads_to_the_booths(client, fair, officer):
    words = client.get(grid_url(fair)).content.decode()

    assert "ยังไม่มีร้านในบูธ" in words
    assert reverse("staff:allocation-fair", args=[fair.pk]) in words


def test_the_grid_shows_yesterday_beside_today_and_where_figures_came_from(client, fair, officer):
    vendor_sent, officer_sent, checked, missing = (
        make_allocation(make_booth(fair, f"C0{number}")) for number in range(1, 5)
    )
    make_sale(vendor_sent, sold_on=TODAY, sold="18250", ordered="3200", source=SaleSource.VENDOR)
    make_sale(officer_sent, sold_on=TODAY)
    make_sale(checked, sold_on=TODAY, checked_at=timezone.now(), checked_by=officer)
    make_sale(missing, sold_on=YESTERDAY, sold="38800")

    words = client.get(grid_url(fair)).content.decode()

    for shown in ("ร้านส่งเอง", "กรอกแทน", "ตรวจแล้ว", "ยังไม่ส่ง", "38,800", "21,450", "ขาด 1"):
        assert shown in words


def test_chips_choose_a_zone_or_only_what_is_missing(client, fair, officer, allocation):
    other = make_allocation(make_booth(fair, "A01"))
    make_sale(other, sold_on=TODAY)

    def codes(query):
        rows = client.get(grid_url(fair, query=query)).context["rows"]
        return [row.allocation.booth.code for row in rows]

    assert codes(f"?zone={other.booth.zone_id}") == ["A01"]
    assert codes("?missing=1") == ["C07"]
    assert codes("?zone=nonsense") == ["C07"]


def test_when_all_have_reported_the_missing_list_says_so(client, fair, officer, allocation):
    make_sale(allocation, sold_on=TODAY)

    words = client.get(grid_url(fair, query="?missing=1")).content.decode()

    assert "ส่งยอดครบทุกบูธแล้ว" in words


def test_a_closed_day_and_a_fair_that_is_over_are_said(client, officer):
    fair = make_fair_event(opens_on=YESTERDAY, closes_on=YESTERDAY)
    make_allocation(make_booth(fair))
    assert "งานจบแล้ว" in client.get(grid_url(fair, YESTERDAY)).content.decode()

    DailyReport.objects.create(fair_event=fair, sold_on=YESTERDAY, closed_at=timezone.now())
    words = client.get(grid_url(fair, YESTERDAY)).content.decode()
    report = reverse("staff:report-day", args=[fair.pk, YESTERDAY.isoformat()])
    assert words.count("ปิดแล้ว ฉบับที่ 1 เมื่อ") == 1
    assert words.count(f'<a class="nowrap" href="{report}">ดูรายงานที่ปิดแล้ว</a>') == 1


@pytest.mark.parametrize("url_of", [row_url, lambda one: grid_url(one.booth.fair_event)])
def test_a_figure_changed_after_the_closing_keeps_the_reason_and_says_so(
    client, fair, officer, allocation, url_of
):
    sale = make_sale(allocation, sold_on=TODAY, sold="500", ordered="0")
    DailyReport.objects.create(fair_event=fair, sold_on=TODAY, closed_at=timezone.now())
    assert client.get(grid_url(fair)).content.decode().count("เปลี่ยนหลังปิด") == 0

    changed = {**typed(allocation, "330", "0", sale), "reason": "อ่านใบยอดผิด"}
    client.post(url_of(allocation), changed)

    revision = BoothSaleRevision.objects.get()
    assert (revision.sold_after, revision.reason) == (330, "อ่านใบยอดผิด")
    assert client.get(grid_url(fair)).content.decode().count("เปลี่ยนหลังปิด") == 1


def test_a_row_that_saves_itself_after_the_closing_says_so(client, fair, officer, allocation):
    DailyReport.objects.create(fair_event=fair, sold_on=TODAY, closed_at=timezone.now())
    answer = client.post(
        row_url(allocation), typed(allocation, "330", "0"), headers={"HX-Request": "true"}
    )
    assert answer.content.decode().count("เปลี่ยนหลังปิด") == 1


# --- One row ----------------------------------------------------------------------------------


def test_a_row_saves_itself(client, fair, officer, allocation):
    answer = client.post(
        row_url(allocation), typed(allocation, "๑๘,๒๕๐", "3,200"), headers={"HX-Request": "true"}
    )

    words = answer.content.decode()
    assert answer.status_code == 200
    assert words.strip().startswith("<tr")
    assert "21,450" in words
    seen = seen_figure(BoothSale.objects.get())
    assert f'name="seen-{allocation.pk}" value="{seen}"' in words
    assert figures() == [("C07", 18250, 3200)]


def test_without_script_a_row_leads_back_to_its_zone(client, fair, officer, allocation):
    answer = client.post(row_url(allocation), typed(allocation, "100"))

    zone = allocation.booth.zone_id
    assert answer["Location"] == grid_url(fair, query=f"?zone={zone}")
    assert figures() == [("C07", 100, 0)]


@pytest.mark.parametrize(
    ("sold", "ordered", "sentence"),
    [
        ("หมื่นกว่า", "", "กรอก"),
        ("", "500", "กรอกยอดขายได้ ถ้าไม่ได้ขายกรอก 0"),
        ("-5", "", "ติดลบ"),
    ],
)
def test_a_bad_cell_keeps_what_was_typed_and_says_why(
    client, fair, officer, allocation, sold, ordered, sentence
):
    answer = client.post(
        row_url(allocation), typed(allocation, sold, ordered), headers={"HX-Request": "true"}
    )

    words = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in words
    assert f'value="{sold or ordered}"' in words
    assert 'aria-invalid="true"' in words
    assert figures() == []


def test_an_emptied_row_asks_why_and_then_is_not_reported(client, fair, officer, allocation):
    sale = make_sale(allocation, sold_on=TODAY, sold="100")

    def post(**more):
        cells = {**typed(allocation, sale=sale), **more}
        return client.post(row_url(allocation), cells, headers={"HX-Request": "true"})

    asked = post()
    assert asked.status_code == 422
    assert "ถ้าไม่ได้ขายกรอก 0" in asked.content.decode()
    assert f'name="reason-{allocation.pk}"' in asked.content.decode()
    assert figures() == [("C07", 100, 0)]

    taken = post(**{f"reason-{allocation.pk}": "ยอดของ C08"})
    assert taken.status_code == 200
    assert figures() == []
    removal = Removal.objects.get()
    assert reverse("staff:removed-one", args=[removal.pk]) in taken.content.decode()
    assert f'<tr id="row-{allocation.pk}"' in taken.content.decode()
    client.post(reverse("staff:removed-one", args=[removal.pk]))
    assert figures() == [("C07", 100, 0)]


def test_a_vendors_own_figure_is_replaced_with_a_reason_that_stays_in_the_cell(
    client, fair, officer, allocation
):
    sale = make_sale(allocation, sold_on=TODAY, sold="8500", source=SaleSource.VENDOR)
    cells = typed(allocation, "5800", "0", sale)
    reason = f"reason-{allocation.pk}"

    asked = client.post(grid_url(fair), cells)
    assert asked.status_code == 422
    assert f'href="#{reason}"' in asked.content.decode()
    assert figures() == [("C07", 8500, 0)]

    client.post(grid_url(fair), {**cells, reason: "อ่านใบยอดผิด"})
    assert figures() == [("C07", 5800, 0)]
    assert Message.objects.filter(kind="takings").count() == 1


# --- What looks wrong -------------------------------------------------------------------------


def test_a_figure_that_looks_wrong_is_asked_about_in_its_row_and_right_is_an_answer(
    client, fair, officer, allocation
):
    make_sale(allocation, sold_on=YESTERDAY, sold="4170")
    cells, right = typed(allocation, "8,000,000"), f"right-{allocation.pk}"
    sentence = "ยอดมากกว่าปกติ วันอื่นเฉลี่ย 4,170 บาท ยอดนี้ 8,000,000 บาท ใช่หรือไม่"

    def post(**more):
        return client.post(row_url(allocation), {**cells, **more}, headers={"HX-Request": "true"})

    asked = post()
    words = asked.content.decode().replace("\u00a0", " ")
    assert asked.status_code == 422
    assert f"ยังไม่บันทึก {sentence}</span>" in words
    assert 'value="8,000,000"' in words
    mark = asked.context["row"].right
    assert f'name="{right}" value="{mark}"' in words
    assert [total for _booth, total, _ordered in figures()] == [4170]

    assert post(**{right: mark, f"sold-{allocation.pk}": "9,000,000"}).status_code == 422
    assert post(**{right: mark}).status_code == 200
    sale = BoothSale.objects.get(sold_on=TODAY)
    assert (sale.sold_baht, sale.called_right.replace("\u00a0", " ")) == (8_000_000, sentence)
    assert post().status_code == 200  # what stands there already is not asked about again


def test_a_zone_saves_the_other_rows_and_the_answer_for_one_is_no_answer_for_another(
    client, fair, officer, allocation
):
    second, third = (make_allocation(make_booth(fair, code)) for code in ("C08", "C09"))
    for one in (allocation, second, third):
        make_sale(one, sold_on=YESTERDAY, sold="1000")
    cells = {**typed(allocation, "1000"), **typed(second, "90000"), **typed(third, "1100")}

    asked = client.post(grid_url(fair), cells)
    assert asked.status_code == 422
    rows = {row.allocation: row for row in asked.context["refused"]}
    assert [row.sold for row in rows.values()] == ["1000", "90000"]
    assert f'href="#right-{allocation.pk}"' in asked.content.decode()

    answer = {f"right-{second.pk}": rows[second].right}
    client.post(grid_url(fair), {**cells, **typed(third, "1100"), **answer})
    today = BoothSale.objects.filter(sold_on=TODAY).order_by("booth__code")
    assert list(today.values_list("booth__code", "sold_baht")) == [("C08", 90000), ("C09", 1100)]


def test_who_called_a_figure_right_and_is_asked_for_a_reason_need_not_say_so_again(
    client, fair, officer, allocation
):
    make_sale(allocation, sold_on=YESTERDAY, sold="1000")
    sale = make_sale(allocation, sold_on=TODAY, sold="1100", source=SaleSource.VENDOR)
    cells = typed(allocation, "90000", "0", sale)
    asked = client.post(row_url(allocation), cells, headers={"HX-Request": "true"})
    right = {f"right-{allocation.pk}": asked.context["row"].right}

    why = client.post(row_url(allocation), {**cells, **right}, headers={"HX-Request": "true"})
    assert list(why.context["row"].errors) == ["reason"]
    [(name, mark)] = right.items()
    assert f'<input type="hidden" name="{name}" value="{mark}">' in why.content.decode()


def test_an_empty_row_stays_unreported(client, fair, officer, allocation):
    answer = client.post(row_url(allocation), typed(allocation), headers={"HX-Request": "true"})

    assert (answer.status_code, figures()) == (200, [])


def test_a_stale_row_shows_the_other_figure_and_a_second_save_decides(
    client, fair, officer, allocation
):
    other = make_officer(full_name="นายเอก ขยัน")
    sale = make_sale(allocation, sold_on=TODAY, sold="23300", reported_by=other)
    record(sale, "report", "บันทึกยอด 23,300 บาท", by=other)

    first = client.post(
        row_url(allocation), typed(allocation, "100"), headers={"HX-Request": "true"}
    )
    words = first.content.decode()
    assert first.status_code == 422
    assert "นายเอก ขยัน บันทึกยอด 23,300 บาท" in words
    assert "ยอดจำหน่าย (บาท): ในระบบตอนนี้ 23,300 ที่คุณพิมพ์ 100" in words
    assert 'value="100"' in words
    assert figures() == [("C07", 23300, 0)]

    second = client.post(
        row_url(allocation), typed(allocation, "100", sale=sale), headers={"HX-Request": "true"}
    )
    assert (second.status_code, figures()) == (200, [("C07", 100, 0)])


def shown(allocation, sale):
    """What the page carries of a figure besides the cells."""
    number = allocation.pk
    return {f"was_sold-{number}": sale.sold_baht, f"was_ordered-{number}": sale.ordered_baht}


@pytest.mark.parametrize(
    ("mine", "theirs", "left", "asked"),
    [
        (("9", "2"), ("1", "7"), ("9", "7"), ""),  # another cell each: both stand
        (("9", "2"), ("9", "7"), ("9", "7"), ""),  # the same figure twice
        (("1", "2"), ("5", "7"), ("5", "7"), ""),  # nothing of mine
        (("9", "2"), ("5", "7"), ("5", "7"), "ยอดจำหน่าย (บาท): ในระบบตอนนี้ 5 ที่คุณพิมพ์ 9"),
    ],
)
def test_two_officers_on_one_row_are_asked_about_the_cell_that_both_changed(
    client, fair, officer, allocation, mine, theirs, left, asked
):
    sale = make_sale(allocation, sold_on=TODAY, sold="1", ordered="2")
    cells = {**typed(allocation, *mine, sale), **shown(allocation, sale)}
    BoothSale.objects.update(sold_baht=theirs[0], ordered_baht=theirs[1])

    answer = client.post(row_url(allocation), cells, headers={"HX-Request": "true"})

    words = answer.content.decode()
    assert figures() == [("C07", int(left[0]), int(left[1]))]
    assert answer.status_code == (422 if asked else 200)
    assert asked in words
    assert "ยอดสั่งจอง (บาท): ในระบบ" not in words
    # What the other typed in the other cell is shown, so that a second save keeps it.
    assert f'name="ordered-{allocation.pk}" id="ordered-{allocation.pk}" value="7"' in words


def test_a_row_that_another_changed_unseen_is_not_checked_with_the_rest(
    client, fair, officer, allocation
):
    sale = make_sale(allocation, sold_on=TODAY, sold="1", ordered="2")
    cells = {**typed(allocation, "1", "2", sale), **shown(allocation, sale)}
    BoothSale.objects.update(sold_baht=5)

    client.post(grid_url(fair), {**cells, "check": "all"})

    assert BoothSale.objects.get().checked_at is None


def test_who_takes_a_zone_finds_it_first_and_others_read_who_enters_it(
    client, fair, officer, allocation
):
    own = make_allocation(make_booth(fair, "D01")).booth.zone
    url = reverse("staff:sales-zone", args=[fair.pk, TODAY.isoformat(), own.pk])
    assert client.get(grid_url(fair)).context["zone"] == allocation.booth.zone

    for _twice in range(2):
        client.post(url)
    page = client.get(grid_url(fair))
    assert page.context["zone"] == own
    assert "โซนของคุณ" in page.content.decode()

    client.force_login(make_helper(fair))
    assert client.get(grid_url(fair)).context["zone"] == allocation.booth.zone
    words = client.get(live_url(fair, f"?zone={own.pk}")).content.decode()
    assert f"โซน D กรอกโดย {officer}</p>" in words
    client.post(url)
    client.post(url, {"leave": "1"})
    assert list(ZoneEntry.objects.values_list("user", flat=True)) == [officer.pk]


def test_a_zone_is_handed_to_another_who_is_told_and_finds_it_first(
    client, fair, officer, allocation
):
    zone = make_allocation(make_booth(fair, "D01")).booth.zone
    helper, stranger = make_helper(fair), make_officer("52")
    url = reverse("staff:sales-zone", args=[fair.pk, TODAY.isoformat(), zone.pk])
    client.post(url)

    for wrong in ("", "x", stranger.pk):
        client.post(url, {"to": wrong})
    assert list(ZoneEntry.objects.values_list("user", flat=True)) == [officer.pk]

    for _twice in range(2):
        client.post(url, {"to": helper.pk})
    assert list(ZoneEntry.objects.values_list("user", flat=True)) == [helper.pk]
    [told] = Message.objects.filter(kind="takings")
    assert told.subject == f"{officer} มอบโซน D ให้คุณกรอกยอดขาย"
    client.force_login(helper)
    assert client.get(client.get(told.link)["Location"]).context["zone"] == zone


def live_url(fair, query=""):
    return reverse("staff:sales-live", args=[fair.pk, TODAY.isoformat()]) + query


def test_counts_and_rows_that_others_saved_come_to_the_open_page(client, fair, officer, allocation):
    second = make_allocation(make_booth(fair, "C08"))
    zone = f"?zone={allocation.booth.zone_id}"
    assert "ขาด 2" in client.get(grid_url(fair, query=zone)).content.decode()
    sale = make_sale(second, sold_on=TODAY, sold="1500")

    words = client.get(live_url(fair, zone)).content.decode()
    assert "ขาด 1" in words
    assert "ทั้งงานส่งแล้ว <b>1</b> จาก 2 ร้าน" in words
    assert "รวม <b>1,500</b> บาท" in words
    assert f'data-now="{second.pk}" data-seen="{seen_figure(sale)}"' in words
    assert "<tr" not in words

    rows = client.get(live_url(fair, f"{zone}&rows={second.pk},x")).content.decode()
    assert rows.count("<tr id=") == 1
    assert f'id="row-{second.pk}"' in rows


def test_a_row_of_another_fair_is_404(client, fair, officer, allocation):
    other = make_fair_event()
    url = reverse("staff:sales-row", args=[other.pk, TODAY.isoformat(), allocation.pk])

    assert client.post(url, typed(allocation, "1")).status_code == 404


# --- The zone without script ------------------------------------------------------------------


def test_one_button_saves_the_whole_zone(client, fair, officer, allocation):
    second = make_allocation(make_booth(fair, "C08"))
    left_empty = make_allocation(make_booth(fair, "C09"))
    zone = f"?zone={allocation.booth.zone_id}"

    answer = client.post(
        grid_url(fair, query=zone),
        {**typed(allocation, "100"), **typed(second, "0", "50"), **typed(left_empty)},
        follow=True,
    )

    assert [str(message) for message in answer.context["messages"]] == ["บันทึกยอดแล้ว 2 แถว"]
    assert figures() == [("C07", 100, 0), ("C08", 0, 50)]


def test_good_rows_are_saved_and_bad_ones_come_back(client, fair, officer, allocation):
    bad = make_allocation(make_booth(fair, "C08"))

    answer = client.post(grid_url(fair), {**typed(allocation, "100"), **typed(bad, "สิบบาท")})

    words = answer.content.decode()
    assert answer.status_code == 422
    assert "ยังบันทึกไม่ได้ 1 แถว แถวอื่นบันทึกแล้ว" in words
    assert 'value="สิบบาท"' in words
    assert "<title>ข้อผิดพลาด:" in words
    assert figures() == [("C07", 100, 0)]


def test_a_zone_whose_only_trouble_is_another_hand_is_a_conflict(client, fair, officer, allocation):
    make_sale(allocation, sold_on=TODAY, sold="23300")

    answer = client.post(grid_url(fair), typed(allocation, "100"))

    assert answer.status_code == 409
    assert 'value="100"' in answer.content.decode()


def test_saving_unchanged_figures_changes_nothing(client, fair, officer, allocation):
    sale = make_sale(allocation, sold_on=TODAY, sold="100")

    answer = client.post(grid_url(fair), typed(allocation, "100", "0", sale), follow=True)

    assert [str(message) for message in answer.context["messages"]] == ["ไม่มีแถวที่เปลี่ยน"]
    assert BoothSaleRevision.objects.count() == 0


@pytest.mark.parametrize("wanted", ["one", "all"])
def test_figures_are_marked_as_checked(client, fair, officer, allocation, wanted):
    second = make_allocation(make_booth(fair, "C08"))
    cells = {}
    for one in (allocation, second):
        sale = make_sale(one, sold_on=TODAY)
        cells |= typed(one, str(sale.sold_baht), str(sale.ordered_baht), sale)
    make_allocation(make_booth(fair, "C09"))

    check = str(allocation.pk) if wanted == "one" else "all"
    zone = f"?zone={allocation.booth.zone_id}"
    client.post(grid_url(fair, query=zone), {"check": check, **cells})

    checked = BoothSale.objects.filter(checked_by=officer).count()
    assert checked == (1 if wanted == "one" else 2)


def test_a_figure_that_the_page_did_not_show_is_not_checked(client, fair, officer, allocation):
    make_sale(allocation, sold_on=TODAY)

    answer = client.post(grid_url(fair), {"check": "all"})

    assert "ยอดนี้เข้ามาหลังจากคุณเปิดหน้า" in answer.content.decode()
    assert BoothSale.objects.get().checked_at is None


@pytest.mark.parametrize("name", ["sales-fair", "sales-chase", "sales-live", "sales-chase-live"])
def test_the_grid_takes_the_same_queries_for_1_10_and_30_rows(client, fair, officer, name):
    counts, number = [], 0
    for rows in (1, 9, 20):
        for _ in range(rows):
            number += 1
            given = make_allocation(make_booth(fair, f"C{number:03d}"))
            make_sale(given, sold_on=YESTERDAY)
            if number % 2:
                make_sale(given, sold_on=TODAY)
        make_allocation(make_booth(fair, f"C{number:03d}X"))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(f"staff:{name}", args=[fair.pk, TODAY.isoformat()]))
        counts.append(len(queries))
    assert counts == [counts[0]] * 3
