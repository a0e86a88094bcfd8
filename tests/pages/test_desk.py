"""The officer's desk: each task appears when it is due, for whom it is, overdue first."""

from datetime import time, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fairs.models import FairEvent, FairState, Meeting, Province, Resolution
from onsite.models import OnSiteRules
from otopfair.history.models import HistoryEntry, record
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.formatting import no_break
from pages.waiting import tasks_for
from products.models import ImportBatch
from sales.models import DailyReport
from sales.reports.gathering import gather
from tests.factories import (
    make_agency,
    make_allocation,
    make_application,
    make_booth,
    make_checked_fair,
    make_committee,
    make_fair_event,
    make_helper,
    make_officer,
    make_product,
    make_sale,
    make_series,
    make_user,
    make_vendor,
)

pytestmark = pytest.mark.django_db
TODAY = today_in_thailand()
DESK = "/staff/"


def day(offset):
    return TODAY + timedelta(days=offset)


def make_resolution(due_on, *, province="40", **fields):
    meeting = Meeting.objects.create(committee=make_committee(province), held_on=day(-30))
    return Resolution.objects.create(
        meeting=meeting, number="1", kind="assigned", text="ทำผังบูธ", due_on=due_on, **fields
    )


def rows(user):
    return [(task.number, task.what, task.urgency, task.due) for task in tasks_for(user)]


@pytest.fixture
def officer():
    return make_officer()


def test_nothing_to_do_says_so(client, officer):
    client.force_login(officer)

    words = client.get(DESK).content.decode()

    assert "วันนี้ไม่มีเรื่องค้าง" in words
    assert "วันนี้ยังไม่มีเรื่องที่คุณทำ" in words


def test_a_fair_that_was_checked_waits_for_whoever_publishes(officer):
    fair = make_checked_fair(checked_by=make_user("นายเลขา ตรวจงาน"))
    [task] = tasks_for(officer)
    assert (task.what, task.detail) == ("งานที่ตรวจแล้ว รอเผยแพร่", f"{fair} ตรวจโดย นายเลขา ตรวจงาน")
    assert tasks_for(make_officer("52")) == []


@pytest.mark.parametrize(
    ("offset", "expected"),
    [
        (-3, [(1, "มติเกินกำหนดรายงานผล", "overdue", "เกิน 3 วัน")]),
        (0, [(1, "มติใกล้ครบกำหนด", "soon", "ภายในวันนี้")]),
        (8, []),
    ],
)
def test_a_resolution_waits_when_its_day_comes_near(officer, offset, expected):
    make_resolution(day(offset))

    assert rows(officer) == expected


def test_done_resolutions_and_those_of_other_provinces_wait_for_nobody_here(officer):
    make_resolution(day(-3), done_on=day(-4))
    make_resolution(day(-3), province="52")

    assert rows(officer) == []


def test_booths_that_have_not_reported_wait_today_and_are_late_tomorrow(officer):
    fair = make_fair_event(opens_on=day(-1), closes_on=day(1))
    OnSiteRules.objects.create(fair_event=fair, arrive_by_time=time(23, 59, 59))
    DailyReport.objects.create(fair_event=fair, sold_on=day(-1), closed_at=timezone.now())
    reported, missing = make_allocation(make_booth(fair, "C01")), make_booth(fair, "C02")
    make_allocation(missing)
    make_sale(reported, sold_on=day(-1))

    assert rows(officer) == [
        (1, "บูธยังไม่ส่งยอดเมื่อวาน", "overdue", "เกิน 1 วัน"),
        (2, "บูธยังไม่ส่งยอดวันนี้", "soon", no_break("ภายในเวลา 21.00 น.")),
        (2, "ร้านที่ต้องโทรบอก", "soon", ""),
    ]


def test_applications_wait_with_the_age_of_the_oldest(officer):
    fair = make_fair_event("งานไหม", opens_on=day(60), closes_on=day(70))
    sent = timezone.now() - timedelta(days=5)
    make_application(fair, status="submitted", submitted_at=sent)
    make_application(fair, status="submitted")
    make_application(fair, status="eligible")

    [task] = tasks_for(officer)

    assert (task.number, task.what) == (2, "ใบสมัครรอตรวจเอกสาร")
    assert task.detail == "งานไหม ใบเก่าสุดรอ 5 วัน"
    assert task.url.endswith(f"/fairs/{fair.pk}/applications/?status=submitted")


def test_the_chosen_who_do_not_confirm_wait_near_their_day(officer):
    fair = make_fair_event(opens_on=day(60), closes_on=day(70))
    make_application(fair, status="selected", answer_by=day(-2))
    make_application(fair, status="selected", answer_by=day(5))
    make_application(fair, status="selected", answer_by=day(20))

    assert rows(officer) == [(2, "ร้านได้รับคัดเลือกแต่ยังไม่ยืนยัน", "overdue", "เกิน 2 วัน")]


@pytest.mark.parametrize(("opens", "urgency"), [(-1, "overdue"), (5, "soon"), (30, ""), (60, None)])
def test_vendors_without_a_booth_wait_until_the_fair_opens(officer, opens, urgency):
    fair = make_fair_event(opens_on=day(opens), closes_on=day(opens + 3))
    make_application(fair, status="confirmed")
    DailyReport.objects.create(fair_event=fair, sold_on=day(-1), closed_at=timezone.now())

    expected = [] if urgency is None else [(1, "ร้านที่ยืนยันแล้วยังไม่มีบูธ", urgency, "")]
    assert rows(officer) == expected


def test_a_fair_that_opens_soon_is_announced(officer):
    make_fair_event("งานไหม", opens_on=day(31), closes_on=day(33))

    assert rows(officer) == [(1, "งานจะเปิดใน 31 วัน", "", "")]


def test_days_without_a_closed_report_wait(officer):
    fair = make_fair_event(opens_on=day(-3), closes_on=day(-1))
    DailyReport.objects.create(fair_event=fair, sold_on=day(-3), closed_at=timezone.now())
    DailyReport.objects.create(fair_event=fair, sold_on=day(-2))

    assert rows(officer) == [(2, "รายงานประจำวันยังไม่ปิด", "overdue", "เกิน 2 วัน")]
    assert tasks_for(officer)[0].url == f"{reverse('staff:report')}?fair={fair.pk}"


def test_a_helper_sees_the_takings_and_who_is_not_there(client):
    fair = make_fair_event()
    OnSiteRules.objects.create(fair_event=fair, arrive_by_time=time(0))
    make_allocation(make_booth(fair))
    make_application(fair, status="submitted")
    helper = make_helper(fair)

    assert {task.what for task in tasks_for(helper)} == {
        "บูธยังไม่มีร้านมา",
        "บูธยังไม่ส่งยอดเมื่อวาน",
        "บูธยังไม่ส่งยอดวันนี้",
    }
    client.force_login(helper)
    assert client.get(DESK).status_code == 200


def test_an_officer_sees_nothing_of_another_province():
    fair = make_fair_event()
    make_allocation(make_booth(fair))
    make_application(fair, status="submitted")

    assert rows(make_officer("52")) == []


def test_strangers_do_not_reach_the_desk(client):
    assert client.get(DESK)["Location"].startswith("/accounts/login/")
    client.force_login(make_user())
    assert client.get(DESK).status_code == 403


def test_the_running_fair_is_compared_with_target_and_last_edition(client, officer):
    series = make_series()
    last = make_fair_event(series=series, edition_no=19, opens_on=day(-400), closes_on=day(-394))
    fair = make_fair_event(series=series, edition_no=20, sales_target_baht=Decimal(10000))
    old, new = make_allocation(make_booth(last)), make_allocation(make_booth(fair))
    for offset, sold in ((-400, "1000"), (-398, "1000"), (-397, "9999")):
        make_sale(old, sold_on=day(offset), sold=sold)
    for offset, sold in ((-3, "1100"), (-1, "1100"), (0, "300")):
        make_sale(new, sold_on=day(offset), sold=sold)
    client.force_login(officer)

    figures = client.get(DESK).context["fair"]

    assert (figures["day_number"], figures["day_count"]) == (4, 7)
    whole, with_today = figures["whole_days"], figures["with_today"]
    assert (whole.total, with_today.total) == (Decimal(2200), Decimal(2500))
    assert with_today.target_percent == 25
    assert (whole.compared_with, whole.growth_percent) == ("ครั้งที่ 19 ในวันเดียวกัน", 10)
    assert [bar["text"] for bar in figures["bars"]][:4] == ["1,100", "", "1,100", "วันนี้"]


def test_the_desk_and_the_report_compare_with_the_same_edition(client, officer):
    """They disagreed where one was cancelled: the desk compared with it."""
    series = make_series()
    old = make_fair_event(series=series, edition_no=18, opens_on=day(-800), closes_on=day(-794))
    off = make_fair_event(series=series, edition_no=19, opens_on=day(-400), closes_on=day(-394))
    fair = make_fair_event(series=series, edition_no=20)
    for where, offset, sold in ((old, -800, "500"), (off, -400, "9999"), (fair, -3, "600")):
        make_sale(make_allocation(make_booth(where)), sold_on=day(offset), sold=sold)
    FairEvent.objects.filter(pk=off.pk).update(state=FairState.CANCELLED)
    client.force_login(officer)

    on_the_desk = client.get(DESK).context["fair"]["whole_days"]
    in_the_report = gather(fair, day(-1)).cumulative

    assert on_the_desk == in_the_report
    assert (on_the_desk.last_edition, on_the_desk.growth_percent) == ("ครั้งที่ 18", 20)


def test_the_desk_counts_what_i_did_today_and_links_to_it(client, officer):
    record(make_vendor(), "change", "แก้ชื่อร้าน", by=officer)
    record(make_vendor(), "change", "แก้โดยคนอื่น", by=make_officer())
    client.force_login(officer)

    assert "วันนี้คุณทำเสร็จแล้ว 1 เรื่อง" in client.get(DESK).content.decode()
    words = client.get(reverse("staff:my-history")).content.decode()
    assert "แก้ชื่อร้าน" in words
    assert "แก้โดยคนอื่น" not in words


def test_the_rows_of_a_sheet_are_one_thing_done(client, officer):
    """The sheet has a line of its own; what was typed beside it counts."""
    fair, now = make_fair_event(), timezone.now()
    batch = ImportBatch.objects.create(
        kind="vendors", kind_name="ร้าน", fair_event=fair, file_name="ร้าน.xlsx", cells=[],
        uploaded_by=officer, uploaded_at=now - timedelta(minutes=5),
    )  # fmt: skip
    for number in range(3):
        vendor = make_vendor(f"ร้าน {number}")
        record(vendor, "import", "นำเข้า", by=officer)
        batch.imported_rows.create(row_type="vendors.vendor", row_id=vendor.pk, after={})
    ImportBatch.objects.update(applied_at=timezone.now())
    record(fair, "import", "นำเข้าร้าน 3", by=officer)
    record(vendor, "change", "แก้ชื่อร้าน", by=officer)
    client.force_login(officer)

    assert client.get(DESK).context["done_today"] == 2


def test_my_history_names_the_record_and_leads_to_it_where_i_may_look(client, officer):
    agency = make_agency("พช.ขอนแก่น")
    gone = make_agency("หน่วยงานที่ลบ")
    for subject in (agency, gone):
        record(subject, "change", "แก้ไขในทะเบียน", by=officer)
    gone.delete()
    client.force_login(officer)

    lines = client.get(reverse("staff:my-history")).context["entries"]
    page = reverse("staff:fairs_agency_change", args=[agency.pk])
    assert [(subject.name, subject.url) for _, subject in lines] == [
        ("ลบไปแล้ว", ""),
        ("หน่วยงาน พช.ขอนแก่น", page),
    ]


@pytest.mark.parametrize(("offset", "due"), [(-2, "overdue"), (3, "soon")])
def test_resolutions_lead_to_the_list_of_all_of_them(client, officer, offset, due):
    texts = {make_resolution(day(offset), responsible=name).responsible for name in ("ก", "ข")}
    make_resolution(day(30))
    make_resolution(day(offset), done_on=TODAY, result="แล้ว")
    task = next(one for one in tasks_for(officer) if one.urgency == due)
    client.force_login(officer)

    found = client.get(task.url).context["cl"]
    assert {row.record.responsible for row in found.rows} == texts
    assert (task.number, found.result_count) == (2, 2)


def test_the_desk_takes_the_same_queries_for_1_and_20_of_everything(client, officer):
    client.force_login(officer)
    counts = []
    for count in (1, 19):
        for number in range(count):
            fair = make_fair_event(f"งาน {count}-{number}")
            make_allocation(make_booth(fair))
            for status in ("submitted", "confirmed"):
                make_application(fair, status=status)
            make_application(fair, status="selected", answer_by=day(1))
            make_resolution(day(-1))
        with CaptureQueriesContext(connection) as queries:
            client.get(DESK)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_search_finds_everything_in_scope_and_nothing_else(client, officer):
    fair = make_fair_event("งานไหมขอนแก่น")
    booth = make_booth(fair, "C07")
    vendor = make_vendor("กลุ่มทอผ้าไหม")
    product = make_product(vendor, "ผ้าไหมมัดหมี่")
    application = make_application(fair, vendor, status="submitted", reference_no="KK63-0151")
    foreign = make_fair_event("งานไหมเชียงใหม่", province="52")
    make_booth(foreign, "C07")
    client.force_login(officer)

    def found(query):
        page = client.get(reverse("staff:search"), {"q": query})
        return {name: rows for name, rows in page.context["found"].items() if rows}

    assert found("KK63-0151") == {"applications": [application]}
    assert found("c07") == {"booths": [booth]}
    assert found("ไหม") == {
        "applications": [application],
        "vendors": [vendor],
        "fairs": [fair],
        "products": [product],
    }
    assert found("ไม่มีแน่") == {}
    assert found("") == {}
    assert "สะกดใกล้กัน" not in client.get(reverse("staff:search"), {"q": "ไหม"}).content.decode()
    assert "ไม่พบสิ่งที่ค้น" in client.get(reverse("staff:search"), {"q": "zz"}).content.decode()


def test_the_search_falls_back_to_near_spellings_and_says_so(client, officer):
    vendor = make_vendor("กลุ่มทอผ้าไหมบ้านโคกสูง")
    product = make_product(vendor, "ผ้าไหมสีชมพู")
    make_product(make_vendor("ผ้าไหมลำพูน", province=Province.objects.get(pk="51")), "ผ้าไหมสีชมพู")
    client.force_login(officer)

    page = client.get(reverse("staff:search"), {"q": "ผ้าไม สีชมพู"})
    assert page.context["found"]["products"] == [product]
    assert "ไม่พบคำนี้ แสดงคำที่สะกดใกล้กัน" in page.content.decode()

    page = client.get(reverse("staff:search"), {"q": "ทอผ้าหมบ้านโคกสูง"})
    assert page.context["found"]["vendors"] == [vendor]


def test_my_history_stands_by_time_not_by_when_it_was_written(client, officer):
    subject = make_fair_event()
    late = record(subject, "open", "เปิดงาน", by=officer)
    early = record(subject, "plan", "วางผัง", by=officer)
    HistoryEntry.objects.filter(pk=early.pk).update(at=late.at - timedelta(days=1))
    client.force_login(officer)

    page = client.get(reverse("staff:my-history")).context["page"]
    assert list(page.object_list) == [late, early]
