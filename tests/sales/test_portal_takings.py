"""A vendor sends its takings: zero counts, surprises are asked about, closed is closed."""

from datetime import datetime, time, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from otopfair.stale import Difference
from otopfair.thai.calendar import THAILAND, today_in_thailand
from otopfair.thai.line_breaks import keep_together
from sales.models import BoothSale, BoothSaleRevision, DailyReport
from sales.operations.takings import record_booth_sale, seen_figure
from tests.factories import (
    make_allocation,
    make_booth,
    make_fair_event,
    make_officer,
    make_product,
    make_sale,
    make_user,
    make_vendor,
)
from vendors.operations.allocations import allocate_booth

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return make_user("นางบุญเรือง แสนสุข")


@pytest.fixture
def vendor(owner):
    return make_vendor(user=owner)


@pytest.fixture
def fair():
    return make_fair_event(slug="kk31")


@pytest.fixture
def allocation(fair, vendor):
    return make_allocation(make_booth(fair, "C07"), vendor)


@pytest.fixture
def signed_in(client, owner, vendor):
    client.force_login(owner)
    return client


def today_url(day=None):
    return reverse("my-sales-day", args=["kk31", (day or today_in_thailand()).isoformat()])


def figures(allocation, sold="18,250", ordered="3,200", sale=None, **more):
    return {
        "allocation": allocation.pk,
        "sold_baht": sold,
        "ordered_baht": ordered,
        "seen": seen_figure(sale),
        **more,
    }


def test_todays_takings_are_recorded_and_shown(signed_in, allocation):
    response = signed_in.post(today_url(), figures(allocation))
    assert response["Location"] == reverse("my-sales")
    sale = BoothSale.objects.get()
    assert (sale.sold_baht, sale.ordered_baht, sale.source) == (18250, 3200, "vendor")
    page = signed_in.get(reverse("my-sales")).content.decode()
    assert "21,450" in page
    assert "ส่งแล้ว" in page


def test_nothing_sold_is_a_figure_too(signed_in, allocation):
    signed_in.post(today_url(), figures(allocation, sold="0", ordered="๐"))
    assert BoothSale.objects.get().total_baht == 0
    assert signed_in.get(reverse("my-home")).context["unreported"] == []


def test_an_empty_box_is_asked_for_and_the_other_is_kept(signed_in, allocation):
    response = signed_in.post(today_url(), figures(allocation, sold=""))
    assert response.status_code == 422
    form = response.context["sections"][0]["entries"][0].form
    assert form.errors == {"sold_baht": ["กรอกยอดขาย ถ้าขายไม่ได้ให้ใส่ 0"]}
    page = response.content.decode()
    assert "3,200" in page
    assert "<title>ข้อผิดพลาด:" in page


def test_sending_the_same_figures_again_changes_nothing(signed_in, allocation):
    for _ in range(2):
        assert signed_in.post(today_url(), figures(allocation)).status_code == 302
    assert BoothSaleRevision.objects.count() == 0


def test_ten_times_the_usual_is_asked_once_and_the_answer_is_kept(signed_in, allocation, fair):
    make_sale(allocation, sold_on=fair.opens_on, sold="1000")
    response = signed_in.post(today_url(), figures(allocation, sold="15000", ordered="0"))
    assert response.status_code == 422
    [question] = response.context["sections"][0]["entries"][0].form.asked
    sentence = "ยอดมากกว่าปกติ วันอื่นเฉลี่ย 1,000\u00a0บาท ยอดนี้ 15,000\u00a0บาท ใช่หรือไม่"
    assert question.sentence == sentence
    answer = {"asked": question.mark, "is-right": "1"}
    sure = figures(allocation, sold="15000", ordered="0", **answer)
    assert signed_in.post(today_url(), sure).status_code == 302
    sale = BoothSale.objects.get(sold_on=today_in_thailand())
    assert (sale.sold_baht, sale.called_right) == (15000, sentence)


def test_a_usual_day_is_not_asked_about(signed_in, allocation, fair):
    make_sale(allocation, sold_on=fair.opens_on, sold="10000")
    assert signed_in.post(today_url(), figures(allocation)).status_code == 302


def test_what_an_officer_entered_meanwhile_is_shown_and_not_lost(signed_in, allocation):
    officer = make_officer()
    record_booth_sale(
        allocation,
        sold_on=today_in_thailand(),
        sold_baht=Decimal(500),
        ordered_baht=Decimal(0),
        source="officer",
        by=officer,
    )
    response = signed_in.post(today_url(), figures(allocation))
    page = response.content.decode()
    assert response.status_code == 422
    assert keep_together("น.ส.มาลี ใจดี บันทึกยอด 500 บาท") in page
    form = response.context["sections"][0]["entries"][0].form
    assert form.differences == [
        Difference("ยอดจำหน่าย (บาท)", "500", "18,250"),
        Difference("ยอดสั่งจอง (บาท)", "0", "3,200"),
    ]
    assert BoothSale.objects.get().sold_baht == 500
    again = {**figures(allocation), "seen": form["seen"].value()}
    assert signed_in.post(today_url(), again).status_code == 302
    assert BoothSale.objects.get().sold_baht == 18250


KEPT = {"X-Kept-By-Page": "1"}


def test_an_entry_that_comes_twice_is_one_also_when_it_was_corrected_between(signed_in, allocation):
    key = str(uuid4())
    first = figures(allocation, form_key=key, typed_at="2026-01-02T03:04:05.000Z")
    assert signed_in.post(today_url(), first, headers=KEPT).status_code == 200
    sale = BoothSale.objects.get()
    assert sale.typed_at.isoformat() == "2026-01-02T03:04:05+00:00"  # the clock of the telephone
    second = figures(allocation, sold="20", sale=sale, form_key=str(uuid4()), typed_at="yesterday")
    assert signed_in.post(today_url(), second, headers=KEPT).status_code == 200
    again = signed_in.post(today_url(), first, headers=KEPT)
    assert again.status_code == 200
    assert BoothSale.objects.get().sold_baht == 20
    assert BoothSaleRevision.objects.count() == 1


def test_a_correction_of_what_came_in_unnoticed_is_no_conflict(signed_in, allocation):
    first, unseen = str(uuid4()), seen_figure(None)
    signed_in.post(today_url(), figures(allocation, form_key=first), headers=KEPT)
    correction = figures(allocation, sold="7", form_key=str(uuid4()), replaces=f"{first} nonsense")
    assert correction["seen"] == unseen
    assert signed_in.post(today_url(), correction, headers=KEPT).status_code == 200
    assert BoothSale.objects.get().sold_baht == 7


def test_a_refused_entry_is_answered_with_the_sentence(signed_in, allocation, fair):
    day = today_in_thailand()
    DailyReport.objects.create(fair_event=fair, sold_on=day, closed_at=timezone.now())
    answer = signed_in.post(today_url(), figures(allocation), headers=KEPT)
    assert answer.status_code == 422
    assert "ปิดแล้ว แจ้งเจ้าหน้าที่ให้แก้ยอด" in answer.json()["sentences"][0]


def test_what_another_has_typed_is_not_taken_from_this_session(signed_in, owner, allocation):
    stranger = {**KEPT, "X-Kept-For": str(make_user().pk)}
    assert signed_in.post(today_url(), figures(allocation), headers=stranger).status_code == 412
    assert BoothSale.objects.count() == 0
    own = {**KEPT, "X-Kept-For": str(owner.pk)}
    assert signed_in.post(today_url(), figures(allocation), headers=own).status_code == 200


def test_opened_and_sold_nothing_is_an_answer_of_its_own(signed_in, allocation):
    product = make_product(allocation.application.vendor)
    nothing = figures(allocation, sold="", ordered="", nothing_sold="on", customers="๓")
    signed_in.post(today_url(), {**nothing, "best_products": [product.pk]})
    sale = BoothSale.objects.get()
    assert (sale.total_baht, sale.customers) == (0, 3)
    assert list(sale.best_products.all()) == [product]
    both = figures(allocation, sold="5", nothing_sold="on", sale=sale)
    assert signed_in.post(today_url(), both).status_code == 422


def test_an_earlier_day_may_be_mended_until_its_report_is_closed(signed_in, allocation, fair):
    day = fair.opens_on
    assert signed_in.post(today_url(day), figures(allocation))["Location"] == today_url(day)
    DailyReport.objects.create(fair_event=fair, sold_on=day, closed_at=timezone.now())
    response = signed_in.post(
        today_url(day), figures(allocation, sold="1", sale=BoothSale.objects.get())
    )
    assert response.status_code == 422
    assert "ปิดแล้ว แจ้งเจ้าหน้าที่ให้แก้ยอด" in response.content.decode()
    assert BoothSale.objects.get().sold_baht == 18250
    assert "รายงานของวันนี้ปิดแล้ว" in signed_in.get(today_url(day)).content.decode()


def test_each_booth_has_its_own_form(signed_in, vendor, fair, allocation):
    allocation.application.booths_wanted = 2
    allocation.application.save()
    second = allocate_booth(allocation.application, make_booth(fair, "C08"), by=make_user())
    page = signed_in.get(reverse("my-sales"))
    entries = page.context["sections"][0]["entries"]
    assert [entry.allocation.booth.code for entry in entries] == ["C07", "C08"]
    assert page.content.decode().count("data-form-key") == 2

    signed_in.post(today_url(), figures(second))
    assert BoothSale.objects.get().booth.code == "C08"
    day = signed_in.get(reverse("my-sales")).context["sections"][0]["days"][0]
    assert day.badge == ("waiting", "ส่ง 1 จาก 2 บูธ", "")


def test_another_vendors_booth_is_not_there(signed_in, allocation, fair):
    foreign = make_allocation(make_booth(fair, "C01"), make_vendor("ร้านอื่น"))
    assert signed_in.post(today_url(), figures(foreign)).status_code == 404
    assert BoothSale.objects.count() == 0


def test_a_fair_without_a_booth_of_ours_is_not_there(signed_in, vendor, fair):
    make_allocation(make_booth(fair, "C01"), make_vendor("ร้านอื่น"))
    assert signed_in.get(today_url()).status_code == 404
    assert signed_in.get(reverse("my-sales-fair", args=["kk31"])).status_code == 404


@pytest.mark.parametrize("day", ["tomorrow", "2020-13-45", "never", "2020-10-28"])
def test_a_day_that_is_no_sales_day_is_not_there(signed_in, allocation, day):
    if day == "tomorrow":
        day = (today_in_thailand() + timedelta(days=1)).isoformat()
    url = reverse("my-sales-day", args=["kk31", day])
    assert signed_in.get(url).status_code == 404


def test_a_stranger_is_sent_to_sign_in(client, allocation):
    for url in (reverse("my-sales"), today_url(), reverse("my-sales-fair", args=["kk31"])):
        assert client.get(url)["Location"].startswith(reverse("account_login"))


def at(hour, *, days=0):
    """A moment in Thailand, so many days from today."""
    day = today_in_thailand() + timedelta(days=days)
    return time_machine.travel(datetime.combine(day, time(hour), THAILAND), tick=False)


def first_day(client):
    return client.get(reverse("my-sales")).context["sections"][0]["day"]


def test_until_noon_the_evening_that_ended_comes_first(signed_in, allocation, fair):
    today = today_in_thailand()
    yesterday = today - timedelta(days=1)
    with at(0):
        assert first_day(signed_in) == yesterday
    with at(11):
        assert first_day(signed_in) == yesterday
        make_sale(allocation, sold_on=yesterday)
        assert first_day(signed_in) == today
    with at(23):
        assert first_day(signed_in) == today


def test_after_the_last_day_the_missing_days_are_asked_for_until_closed(
    signed_in, allocation, fair
):
    make_sale(allocation, sold_on=fair.opens_on)
    over = (fair.closes_on - today_in_thailand()).days + 3
    with at(20, days=over):
        page = signed_in.get(reverse("my-sales"))
        [section] = page.context["sections"]
        assert section["day"] == fair.closes_on
        assert [day for day, _label in section["missing"]] == fair.days[1:]
        assert f"ยังไม่ส่งยอด {len(fair.days) - 1} วัน" in page.content.decode()
        home = signed_in.get(reverse("my-home")).content.decode()
        assert f"ยังไม่ส่งยอดขาย {len(fair.days) - 1} วันที่ผ่านมา" in home
        close_all(fair)
        page = signed_in.get(reverse("my-sales")).content.decode()
        assert "วันนี้ไม่มียอดที่ต้องส่ง" in page


def close_all(fair):
    for day in fair.days:
        DailyReport.objects.create(fair_event=fair, sold_on=day, closed_at=timezone.now())


def test_without_a_running_fair_the_page_says_so_and_shows_earlier_fairs(signed_in, vendor):
    today = today_in_thailand()
    past = make_fair_event(
        slug="kk30", opens_on=today - timedelta(days=40), closes_on=today - timedelta(days=34)
    )
    allocation = make_allocation(make_booth(past), vendor)
    make_sale(allocation, sold_on=past.opens_on, sold="1000", ordered="50")
    make_sale(allocation, sold_on=past.closes_on, sold="2000")
    close_all(past)
    page = signed_in.get(reverse("my-sales"))
    assert "วันนี้ไม่มียอดที่ต้องส่ง" in page.content.decode()
    assert [(row["total"], row["days"]) for row in page.context["past"]] == [(3050, 2)]
    days = signed_in.get(reverse("my-sales-fair", args=["kk30"])).context["days"]
    assert [row.total_baht for row in days] == [2000, None, None, None, None, None, 1050]


def test_the_badge_of_a_day_tells_who_entered_it_and_whether_it_was_checked(
    signed_in, allocation, fair
):
    make_sale(allocation, sold_on=fair.opens_on)
    make_sale(
        allocation,
        sold_on=fair.opens_on + timedelta(days=1),
        source="vendor",
        checked_at=timezone.now(),
    )
    days = signed_in.get(reverse("my-sales")).context["sections"][0]["days"]
    assert [row.badge[1] for row in days] == ["ยังไม่ส่ง", "ยังไม่ส่ง", "ตรวจแล้ว", "กรอกแทน"]


def test_yesterday_stands_beside_the_box(signed_in, allocation):
    yesterday = today_in_thailand() - timedelta(days=1)
    make_sale(allocation, sold_on=yesterday, sold="15450", ordered="3500")
    page = signed_in.get(reverse("my-sales")).content.decode()
    assert "เมื่อวาน" in page
    assert "15,450 บาท" in page
    assert "3,500 บาท" in page


def test_the_home_page_asks_for_takings_until_they_are_in(signed_in, allocation):
    assert signed_in.get(reverse("my-home")).context["unreported"] == ["C07"]
    signed_in.post(today_url(), figures(allocation))
    assert signed_in.get(reverse("my-home")).context["unreported"] == []


def _past_fair(vendor):
    today = today_in_thailand()
    fair = make_fair_event(
        opens_on=today - timedelta(days=90), closes_on=today - timedelta(days=84)
    )
    make_sale(make_allocation(make_booth(fair), vendor))


@pytest.mark.parametrize("name", ["my-sales", "my-home"])
def test_the_page_asks_as_often_for_many_rows_as_for_one(
    signed_in, allocation, fair, vendor, name, django_assert_max_num_queries
):
    _past_fair(vendor)
    with django_assert_max_num_queries(24) as for_one:
        signed_in.get(reverse(name))
    for offset in range(3):
        make_sale(allocation, sold_on=fair.opens_on + timedelta(days=offset))
        _past_fair(vendor)
    with django_assert_max_num_queries(24) as for_many:
        signed_in.get(reverse(name))
    assert len(for_many) == len(for_one)
