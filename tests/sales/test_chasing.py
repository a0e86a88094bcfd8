"""Who has not reported an evening: called, entered by telephone, and told to officers once."""

import csv
import io
from datetime import datetime, time, timedelta
from urllib.parse import unquote
from uuid import uuid4

import pytest
from django.urls import reverse

from fairs.operations.events import cancel_fair
from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry
from otopfair.outbox.models import Message
from otopfair.thai.calendar import THAILAND, today_in_thailand
from otopfair.thai.phones import sms_href
from sales.chasing import chase_list
from sales.models import BoothSale, ChaseCall, ChaseRule, DailyReport, SentChase
from sales.operations.chasing import note_chase_call, send_due_chases, set_chase_rule
from sales.operations.takings import seen_figure
from sales.operations.zone_entry import enter_zone
from tests.factories import (
    make_allocation,
    make_booth,
    make_fair_event,
    make_helper,
    make_officer,
    make_sale,
    make_vendor,
    make_zone,
)

pytestmark = pytest.mark.django_db
TODAY = today_in_thailand()


def at(hour: int, minute: int = 0) -> datetime:
    return datetime.combine(TODAY, time(hour, minute), THAILAND)


@pytest.fixture
def fair():
    fair = make_fair_event("งานไหม")
    fair.opens_time, fair.closes_time = time(10), time(20)
    fair.save()
    return fair


@pytest.fixture
def helper(fair):
    return make_helper(fair)


@pytest.fixture
def officer(client, fair):
    officer = make_officer()
    client.force_login(officer)
    return officer


@pytest.fixture
def missing(fair):
    """C07, in the zone of its letter; the vendor has a mobile number and a name in LINE."""
    vendor = make_vendor("กลุ่มทอผ้า", line_id="thopha")
    vendor.phones.create(number="0812345678")
    return make_allocation(make_booth(fair, "C07"), vendor)


def chase_url(fair, name="sales-chase", *more, query=""):
    return reverse(f"staff:{name}", args=[fair.pk, TODAY.isoformat(), *more]) + query


def press(client, allocation, **values):
    url = chase_url(allocation.booth.fair_event, "sales-chase-row", allocation.pk)
    return client.post(url, values)


def typed(allocation, sold, ordered=""):
    key = allocation.pk
    return {f"sold-{key}": sold, f"ordered-{key}": ordered, f"seen-{key}": seen_figure(None)}


def call(allocation, by, heard="called", key=None):
    return note_chase_call(allocation, TODAY, heard, form_key=key or uuid4(), by=by)


# --- The list -----------------------------------------------------------------------------------


def test_ones_own_zone_comes_first_and_who_reported_is_not_there(fair, helper, missing):
    other = make_allocation(make_booth(fair, "Z01", zone=make_zone(fair, "Z")))
    make_sale(make_allocation(make_booth(fair, "C08")), sold_on=TODAY)
    rows = [row.allocation for row in chase_list(fair, TODAY, helper).rows]
    enter_zone(other.booth.zone, by=helper)
    turned = [row.allocation for row in chase_list(fair, TODAY, helper).rows]
    assert (rows, turned) == ([missing, other], [other, missing])


def test_one_tap_calls_or_writes_with_the_vendors_link(client, fair, officer, missing, one_moment):
    [row] = chase_list(fair, TODAY, officer).rows
    [phone] = row.telephones
    page = client.get(chase_url(fair)).content.decode()
    assert (phone.tel, row.line_url) == (
        "tel:+66812345678",
        "https://line.me/R/ti/p/~thopha",
    )
    link = row.message.partition("ส่งที่ ")[2].partition(" ")[0]
    assert unquote(phone.sms) == f"sms:+66812345678?&body={row.message}"
    ways = (phone.tel, "sms:+66812345678", row.line_url)
    assert [page.count(f'href="{url}') for url in ways] == [1, 1, 1]
    client.logout()
    assert client.get(link).status_code == 200


def test_an_official_account_of_line_takes_the_text_along(fair, officer, missing, one_moment):
    missing.application.vendor.line_id = "@thopha"
    missing.application.vendor.save()
    [row] = chase_list(fair, TODAY, officer).rows
    assert unquote(row.line_url) == f"https://line.me/R/oaMessage/@thopha/?{row.message}"


def test_a_message_keeps_what_an_address_would_take_apart():
    assert sms_href("0812345678", "a & b?") == "sms:+66812345678?&body=a%20%26%20b%3F"


def test_the_address_filters_by_zone_and_by_what_was_heard(client, fair, officer, missing):
    other = make_allocation(make_booth(fair, "Z01", zone=make_zone(fair, "Z")))
    call(other, officer, "silent")

    def shown(query):
        groups = client.get(chase_url(fair, query=query)).context["groups"]
        return [row.chase.allocation for _zone, rows in groups for row in rows]

    queries = (f"?zone={other.booth.zone_id}", "?state=silent", "?state=new", "?zone=x")
    assert list(map(shown, queries)) == [[other], [other], [missing], [missing, other]]
    empty = client.get(chase_url(fair, query="?state=called")).content.decode()
    assert empty.count("ไม่มีร้านที่ตรงกับตัวกรอง") == 1


# --- Calls --------------------------------------------------------------------------------------


def test_a_call_is_a_row_that_another_helper_sees(client, fair, helper, officer, missing):
    key = uuid4()
    assert press(client, missing, heard="called", form_key=key).status_code == 302
    press(client, missing, heard="called", form_key=key)
    [noted] = ChaseCall.objects.all()
    client.force_login(helper)
    live = client.get(chase_url(fair, "sales-chase-live", query=f"?rows={missing.pk}"))
    assert (noted.noted_by, live.content.decode().count(str(officer))) == (officer, 1)


def test_whoever_noted_a_call_takes_it_back(client, fair, helper, officer, missing):
    own, others = call(missing, officer), call(missing, helper)
    assert press(client, missing, undo=own.pk).status_code == 302
    assert press(client, missing, undo=others.pk).status_code == 404
    assert list(ChaseCall.objects.standing()) == [others]


def test_nobody_calls_whose_figure_has_come_in(fair, officer, missing):
    make_sale(missing, sold_on=TODAY, sold="900")
    with pytest.raises(RuleBroken, match="ร้านส่งยอดแล้ว 900 บาท ไม่ต้องโทร"):
        call(missing, officer)


def test_nobody_is_chased_at_a_cancelled_fair(fair, officer, missing):
    cancel_fair(fair, reason="น้ำท่วม", by=officer)
    with pytest.raises(RuleBroken, match="จึงไม่ต้องตามยอด"):
        call(missing, officer)


def test_a_press_that_says_nothing_known_is_refused(client, officer, missing):
    answer = press(client, missing, heard="perhaps", form_key=uuid4())
    assert (answer.status_code, answer.context["row"].refusal) == (422, "จดไม่สำเร็จ กดอีกครั้ง")


# --- The figure that is told --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "amounts"), [({"zero": "1"}, (0, 0)), ({"sold": "๑,๒๐๐"}, (1200, 0))]
)
def test_what_a_vendor_tells_is_entered_by_telephone(client, officer, missing, values, amounts):
    cells = typed(missing, values.get("sold", "")) | values
    assert press(client, missing, **cells).status_code == 302
    sale = BoothSale.objects.get()
    assert (sale.sold_baht, sale.ordered_baht) == amounts
    assert (sale.source, sale.reported_by) == ("phone", officer)


def test_an_empty_figure_is_no_zero(client, officer, missing):
    answer = press(client, missing, **typed(missing, ""))
    assert (answer.status_code, BoothSale.objects.count()) == (422, 0)
    assert answer.context["row"].grid.errors["sold"].startswith("กรอกยอดที่ร้านบอก")


def test_a_doubtful_figure_is_asked_about_and_stays_typed(client, officer, missing):
    asked = press(client, missing, **typed(missing, "8000000"))
    grid = asked.context["row"].grid
    assert (asked.status_code, grid.sold, BoothSale.objects.count()) == (422, "8000000", 0)
    press(client, missing, **typed(missing, "8000000"), **{f"right-{missing.pk}": grid.right})
    assert BoothSale.objects.get().sold_baht == 8_000_000


def test_the_vendors_own_figure_that_came_first_stays(client, officer, missing):
    make_sale(missing, sold_on=TODAY, sold="900")
    refused = press(client, missing, **typed(missing, "1200"))
    row = refused.context["row"]
    assert (refused.status_code, row.grid.is_conflict, row.grid.sold) == (422, True, "1200")
    assert BoothSale.objects.get().sold_baht == 900
    assert press(client, missing, **typed(missing, "900")).status_code == 302
    assert press(client, missing, **typed(missing, "")).status_code == 422


# --- On paper and as files ----------------------------------------------------------------------


def test_the_paper_and_the_files_leave_the_figure_empty(client, fair, officer, missing):
    call(missing, officer, "silent")
    paper = client.get(chase_url(fair, query="?print=1")).content.decode()
    assert paper.count("<td></td>") == 2
    export = chase_url(fair, "sales-chase-export")
    answer = client.post(export, {"reason": "โทรตามพร้อมกัน", "as": "csv"})
    [head, line] = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    told = dict(zip(head, line, strict=True))
    assert (told["โทร"], told["สถานะ"], told["ขายได้ (บาท)"]) == ("081-234-5678", "ไม่รับสาย", "")
    assert HistoryEntry.objects.get(verb="export").reason == "โทรตามพร้อมกัน"


def test_who_takes_telephones_along_says_what_for(client, fair, officer, missing):
    assert client.post(chase_url(fair, "sales-chase-export"), {"reason": " "}).status_code == 302
    assert HistoryEntry.objects.filter(verb="export").count() == 0


# --- At half past eight -------------------------------------------------------------------------


def test_officers_and_helpers_are_told_once_who_is_missing(fair, officer, helper, missing):
    make_allocation(make_booth(fair, "Z01", zone=make_zone(fair, "Z", name_th="ชวนชิม")))
    enter_zone(missing.booth.zone, by=helper)
    assert [send_due_chases(at(20, minute)) for minute in (29, 30, 31)] == [0, 2, 0]
    told = Message.objects.get(recipient_name=str(helper))
    assert told.link == chase_url(fair)
    [called, own, other, _hint] = told.body.replace("\xa0", " ").splitlines()
    assert (called, own.endswith("1 ร้าน (โซนของคุณ)"), other) == (
        fair.called,
        True,
        "โซน Z ชวนชิม 1 ร้าน",
    )


def test_nobody_is_told_when_nobody_is_missing_or_the_day_is_closed(fair, officer, missing):
    DailyReport.objects.create(
        fair_event=fair, sold_on=TODAY, closed_at=at(20, 10), closed_by=officer
    )
    assert send_due_chases(at(20, 30)) == 0
    DailyReport.objects.all().delete()
    make_sale(missing, sold_on=TODAY)
    assert (send_due_chases(at(20, 30)), SentChase.objects.count()) == (0, 0)


def test_the_time_is_the_fairs_and_never_behind_midnight(fair, officer, missing):
    set_chase_rule(fair, is_used=True, minutes=90, by=officer)
    assert (send_due_chases(at(21, 29)), send_due_chases(at(21, 30))) == (0, 1)
    SentChase.objects.all().delete()
    fair.closes_time = time(23, 45)
    fair.save()
    assert (send_due_chases(at(23, 29)), send_due_chases(at(23, 30))) == (0, 1)
    SentChase.objects.all().delete()
    set_chase_rule(fair, is_used=False, minutes=90, by=officer)
    assert send_due_chases(at(23, 59)) == 0


def test_the_page_of_the_time_says_what_is_wrong(client, fair, officer):
    url = reverse("staff:chase-rule", args=[fair.pk])
    assert client.post(url, {"is_used": "on", "minutes": "999"}).status_code == 422
    assert client.post(url, {"is_used": "on", "minutes": "45"}).status_code == 302
    assert ChaseRule.objects.get().minutes == 45


def test_the_days_to_come_have_nobody_to_chase(client, fair, officer, missing):
    tomorrow = TODAY + timedelta(days=1)
    url = reverse("staff:sales-chase", args=[fair.pk, tomorrow.isoformat()])
    assert client.get(url).content.decode().count("ยังไม่ถึงวันนี้ของงาน") == 1
    with pytest.raises(RuleBroken, match="ยังมาไม่ถึง"):
        note_chase_call(missing, tomorrow, "called", form_key=uuid4(), by=officer)


@pytest.mark.parametrize("typed", ["c07", "ทอผ้า", "081-234 5678", "๐๘๑", "5678"])
def test_a_vendor_is_found_by_booth_name_and_telephone(client, officer, missing, typed):
    make_allocation(make_booth(missing.booth.fair_event, "C08"), make_vendor("จักสาน"))
    fair = missing.booth.fair_event

    page = client.get(chase_url(fair), {"q": typed})
    way = chase_url(fair, "sales-chase-export") + page.context["filters"].address()
    file = client.post(way, {"as": "csv", "reason": "โทรถาม"})

    assert [row.allocation for row in page.context["page"]] == [missing]
    rows = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))[1:]
    assert ["C07" in row for row in rows] == [True]


def test_what_is_found_nowhere_is_said(client, officer, missing):
    page = client.get(chase_url(missing.booth.fair_event), {"q": "เซรามิก"}).content.decode()

    assert "ไม่มีร้านที่ตรงกับตัวกรอง" in page
