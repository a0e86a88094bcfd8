"""The link of the reminder: this shop's takings of this day, without signing in, until closed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from otopfair.thai.calendar import today_in_thailand
from sales.models import BoothSale, DailyReport
from sales.signed_links import takings_link
from tests.factories import (
    make_allocation,
    make_booth,
    make_fair_event,
    make_sale,
    make_user,
    make_vendor,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def allocation():
    return make_allocation(make_booth(make_fair_event(), "C07"), make_vendor(user=make_user()))


@pytest.fixture
def link(allocation):
    vendor, fair_event = allocation.application.vendor, allocation.booth.fair_event
    return takings_link(vendor.pk, fair_event, today_in_thailand())


def test_a_figure_comes_in_by_the_link_and_is_the_shops(client, allocation, link):
    make_sale(allocation, sold_on=today_in_thailand() - timedelta(days=1), sold="4170")
    page = client.get(link).content.decode()
    assert "4,170" not in page  # this day alone
    form = client.get(link).context["entries"][0].form
    typed = {"allocation": allocation.pk, "sold_baht": "4,000", "ordered_baht": "0"}
    typed |= {"seen": form["seen"].value(), "form_key": form["form_key"].value()}
    assert client.post(link, typed).status_code == 302
    sale = BoothSale.objects.get(sold_on=today_in_thailand())
    assert (sale.sold_baht, sale.source) == (4000, "vendor")
    assert "ส่งแล้ว 4,000 บาท" in client.get(link).content.decode()
    doubted = {**typed, "sold_baht": "8,000,000"}
    answer = client.post(link, {**doubted, "form_key": "", "seen": client_seen(client, link)})
    assert answer.status_code == 422
    assert "ยอดมากกว่าปกติ" in answer.content.decode()


def client_seen(client, link):
    return client.get(link).context["entries"][0].form["seen"].value()


def test_the_link_ends_when_the_day_is_closed(client, allocation, link):
    DailyReport.objects.create(
        fair_event=allocation.booth.fair_event,
        sold_on=today_in_thailand(),
        closed_at=timezone.now(),
    )
    assert "ลิงก์นี้จบแล้ว" in client.get(link).content.decode()
    typed = {"allocation": allocation.pk, "sold_baht": "1", "ordered_baht": "0"}
    assert client.post(link, typed).status_code == 409
    assert not BoothSale.objects.exists()


@pytest.mark.parametrize("token", ["x", "1-1-20260101.abc.def"])
def test_a_token_that_we_have_not_signed_is_not_there(client, token):
    assert client.get(f"/takings/{token}/").status_code == 404


def test_another_booth_is_not_reached_by_it(client, allocation, link):
    other = make_allocation(make_booth(allocation.booth.fair_event, "C01"), make_vendor("ร้านอื่น"))
    typed = {"allocation": other.pk, "sold_baht": "1", "ordered_baht": "0"}
    assert client.post(link, typed).status_code == 404


def test_a_shop_without_an_account_reads_whom_to_call_and_is_not_told_that_it_was_saved(client):
    allocation = make_allocation(make_booth(make_fair_event(), "C07"), make_vendor())
    vendor, fair_event = allocation.application.vendor, allocation.booth.fair_event
    link = takings_link(vendor.pk, fair_event, today_in_thailand())
    assert "โทรบอกยอดให้เจ้าหน้าที่กรอกแทน" in client.get(link).content.decode()
    answer = client.post(link, {"allocation": allocation.pk, "sold_baht": "4,000"})
    assert (answer.status_code, BoothSale.objects.count()) == (409, 0)
    assert "ยอด 4,000 ที่เพิ่งส่งยังไม่ได้บันทึก" in answer.content.decode()
