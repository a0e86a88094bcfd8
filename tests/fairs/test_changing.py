"""A fair is moved or called off: asked before, told after, and ended everywhere."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from fairs.models import FairDay, FairState
from fairs.operations.days import keep_own_days
from fairs.operations.events import (
    cancel_fair,
    if_cancelled,
    if_moved,
    move_fair,
    publish_fair,
)
from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry
from otopfair.outbox.models import Delivery, Message
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.formatting import format_date
from otopfair.thai.periods import Period
from tests import factories as make
from tests.filled_forms import filled_form

pytestmark = pytest.mark.django_db
TODAY = today_in_thailand()


@pytest.fixture
def officer():
    return make.make_officer()


@pytest.fixture
def fair():
    """A fair of seven days around today."""
    return make.make_fair_event("งานไหม")


@pytest.fixture
def applicant(fair):
    user = make.make_user()
    make.make_application(fair, make.make_vendor(user=user), status="draft")
    return user


@pytest.fixture
def imported(fair):
    """A vendor that came by import: a telephone, no account."""
    vendor = make.make_vendor("กลุ่มไม่มีบัญชี")
    vendor.phones.create(number="0812345678")
    make.make_allocation(make.make_booth(fair, "C01"), vendor)
    Message.objects.all().delete()
    return vendor


def in_days(first: int, last: int) -> Period:
    return Period(TODAY + timedelta(days=first), TODAY + timedelta(days=last))


def texts(consequences) -> list[str]:
    return [one.text for one in consequences]


# --- told ----------------------------------------------------------------------------------------


def test_every_applicant_and_vendor_is_told_of_a_cancelled_fair(fair, officer, applicant, imported):
    cancel_fair(fair, reason="น้ำท่วม", by=officer)

    [letter] = Delivery.objects.inbox_of(applicant)
    assert letter.message.subject == "ยกเลิกงานไหม"
    assert "เหตุผล: น้ำท่วม" in letter.message.body
    [call] = Delivery.objects.to_call()
    assert (call.message.recipient_name, call.address) == ("กลุ่มไม่มีบัญชี", "0812345678")


def test_who_has_withdrawn_or_was_refused_is_not_told(fair, officer):
    make.make_application(fair, status="withdrawn")
    make.make_application(fair, status="refused")

    cancel_fair(fair, reason="น้ำท่วม", by=officer)

    assert Message.objects.count() == 0


def test_a_second_cancelling_tells_nobody_again(fair, officer, applicant):
    for _ in range(2):
        cancel_fair(fair, reason="น้ำท่วม", by=officer)

    assert Delivery.objects.inbox_of(applicant).count() == 1


def test_a_cancellation_taken_back_is_told(fair, officer, applicant):
    cancel_fair(fair, reason="น้ำท่วม", by=officer)
    publish_fair(fair, by=officer)

    newest = Delivery.objects.inbox_of(applicant).first()
    assert newest.message.subject == "งานไหม จัดตามเดิม"


def test_other_dates_are_told_with_the_old_ones(fair, officer, applicant, imported):
    before = fair.period
    move_fair(fair, in_days(10, 12), by=officer)

    [letter] = Delivery.objects.inbox_of(applicant)
    assert letter.message.subject == "งานไหม ย้ายวันจัด"
    assert f"เดิม วันที่ {before}\nย้ายเป็น วันที่ {in_days(10, 12)}" in letter.message.body
    assert Delivery.objects.to_call().count() == 1
    [entry] = HistoryEntry.objects.of(fair)
    assert entry.changes == {"วันที่จัด": [str(before), str(in_days(10, 12))]}


def test_a_past_fair_is_put_right_in_silence(officer):
    fair = make.make_fair_event(opens_on=date(2019, 5, 1), closes_on=date(2019, 5, 5))
    make.make_application(fair)

    move_fair(fair, Period(date(2019, 5, 2), date(2019, 5, 6)), by=officer)

    assert Message.objects.count() == 0


def test_the_listeners_belong_to_the_act(fair, officer, applicant, monkeypatch):
    """When somebody cannot be told, the fair is not cancelled either."""

    def fail(*args, **kwargs):
        raise RuntimeError("undone")

    monkeypatch.setattr("vendors.operations.fair_changes.tell_applicants", fail)
    with pytest.raises(RuntimeError):
        cancel_fair(fair, reason="น้ำท่วม", by=officer)
    fair.refresh_from_db()
    assert fair.state == FairState.PUBLISHED


# --- asked ---------------------------------------------------------------------------------------


def test_the_officer_reads_who_will_be_told(fair, applicant, imported):
    assert texts(if_cancelled(fair)) == [
        "แจ้งผู้สมัครและร้าน 2 ราย",
        "ในนี้ไม่มีบัญชี 1 ราย ต้องโทรบอก รายชื่อจะขึ้นที่โต๊ะงาน",
    ]


def test_takings_outside_the_new_days_are_shown_and_agreed_to(fair, officer):
    allocation = make.make_allocation(make.make_booth(fair, "C01"))
    make.make_sale(allocation, sold_on=fair.opens_on, sold="45000")
    later = in_days(-1, 5)

    to_agree = [one.text for one in if_moved(fair, later) if one.needs_agreement]
    assert len(to_agree) == 1
    assert "มียอดขาย 1 บูธ รวม 45,000 บาท จะอยู่นอกวันจัดงาน" in to_agree[0]
    with pytest.raises(RuleBroken) as refused:
        move_fair(fair, later, by=officer)
    assert refused.value.field == "accepts_outside"
    fair.refresh_from_db()
    assert fair.period == in_days(-3, 3)

    move_fair(fair, later, by=officer, accepts_outside=True)

    fair.refresh_from_db()
    assert (fair.period, fair.sales.count()) == (later, 1)


def test_days_of_its_own_that_the_fair_no_longer_has_go(fair, officer):
    FairDay.objects.create(fair_event=fair, on=fair.opens_on, is_closed=True)
    keep_own_days(fair)

    move_fair(fair, in_days(-1, 5), by=officer)

    fair.refresh_from_db()
    assert fair.kept_days == {}


def test_the_same_dates_again_are_no_act(fair, officer):
    move_fair(fair, fair.period, by=officer)
    assert HistoryEntry.objects.of(fair).count() == 0


def test_a_cancelled_fair_is_not_moved(fair, officer):
    cancel_fair(fair, reason="น้ำท่วม", by=officer)
    with pytest.raises(RuleBroken, match="งานไหม ยกเลิกแล้ว จึงย้ายวันไม่ได้"):
        move_fair(fair, in_days(10, 12), by=officer)


# --- pages ---------------------------------------------------------------------------------------


def test_cancelling_by_hand_asks_first(client, officer, fair, applicant):
    client.force_login(officer)
    url = reverse("staff:fair-cancel", args=[fair.pk])

    assert "แจ้งผู้สมัครและร้าน 1 ราย" in client.get(url).content.decode()
    assert client.post(url, {"reason": " "}).status_code == 422
    fair.refresh_from_db()
    assert fair.state == FairState.PUBLISHED

    assert client.post(url, {"reason": "น้ำท่วม"}).status_code == 302
    fair.refresh_from_db()
    assert fair.state == FairState.CANCELLED
    assert client.get(url).status_code == 200


def test_moving_by_hand_shows_what_it_means_and_then_asks(client, officer, fair):
    make.make_sale(make.make_allocation(make.make_booth(fair, "C01")), sold_on=fair.opens_on)
    client.force_login(officer)
    url = reverse("staff:fair-dates", args=[fair.pk])
    typed = {"period": str(in_days(-1, 5))}

    shown = client.post(url, typed)
    assert shown.status_code == 200
    assert "จะอยู่นอกวันจัดงาน" in shown.content.decode()
    refused = client.post(url, {**typed, "sure": "1"})
    assert refused.status_code == 422
    assert "ติ๊กว่าอ่านแล้วก่อนย้ายวัน" in refused.content.decode()
    fair.refresh_from_db()
    assert fair.period == in_days(-3, 3)

    client.post(url, {**typed, "sure": "1", "accepts_outside": "on"})
    fair.refresh_from_db()
    assert fair.period == in_days(-1, 5)


def test_dates_that_are_not_known_are_said_so(client, officer, fair):
    client.force_login(officer)
    url = reverse("staff:fair-dates", args=[fair.pk])
    assert client.get(url).status_code == 200
    assert client.post(url, {"period": ""}).status_code == 422

    client.post(url, {"is_unknown": "on", "sure": "1"})

    fair.refresh_from_db()
    assert fair.period is None


def test_two_officers_who_move_one_fair_see_each_other(client, officer, fair):
    client.force_login(officer)
    url = reverse("staff:fair-dates", args=[fair.pk])
    seen = filled_form(client.get(url), holds="period")["seen"]
    move_fair(fair, in_days(20, 22), by=make.make_officer(full_name="นายเอก ขยัน"))
    typed = {"period": str(in_days(10, 12)), "sure": "1", "seen": seen}

    page = client.post(url, typed)

    assert page.status_code == 422
    assert "มีผู้แก้ไขข้อมูลนี้หลังจากคุณเปิดหน้า (นายเอก ขยัน" in page.content.decode()
    fair.refresh_from_db()
    assert fair.period == in_days(20, 22)
    assert (
        client.post(url, {**typed, "seen": filled_form(page, holds="period")["seen"]}).status_code
        == 302
    )


@pytest.mark.parametrize(
    ("period", "shown"),
    [
        (Period.month_of(date(2019, 5, 3)), "พฤษภาคม 2562"),
        (Period(date(2020, 10, 26), date(2020, 11, 1)), "26 ต.ค. – 1 พ.ย. 2563"),
        (None, ""),
    ],
)
def test_the_box_shows_the_dates_as_they_were_typed(client, officer, fair, period, shown):
    fair.period = period
    fair.save()
    client.force_login(officer)
    page = client.get(reverse("staff:fair-dates", args=[fair.pk]))
    assert filled_form(page, holds="period")["period"] == shown


def test_the_register_shows_the_dates_and_does_not_change_them(client, officer, fair):
    client.force_login(officer)
    page = client.get(reverse("staff:fairs_fairevent_change", args=[fair.pk]))
    assert page.status_code == 200
    assert 'name="period"' not in page.content.decode()
    assert reverse("staff:fair-dates", args=[fair.pk]) in page.content.decode()


def test_closing_a_day_that_has_sold_is_asked_about(client, officer, fair):
    make.make_sale(make.make_allocation(make.make_booth(fair, "C01")), sold_on=fair.opens_on)
    client.force_login(officer)
    url = reverse("staff:fairs_fairevent_change", args=[fair.pk])
    row = {"own_days-0-on": format_date(fair.opens_on), "own_days-0-is_closed": "on"}

    page = client.post(url, {**filled_form(client.get(url), holds="venue_name"), **row})

    assert "มียอดขาย 1 บูธ" in page.content.decode()
    assert fair.own_days.count() == 0


@pytest.mark.parametrize("name", ["fair-cancel", "fair-dates"])
def test_strangers_and_helpers_do_not_change_a_fair(client, fair, name):
    url = reverse(f"staff:{name}", args=[fair.pk])
    client.force_login(make.make_officer("52"))
    assert client.get(url).status_code == 404
    client.force_login(make.make_helper(fair))
    assert client.get(url).status_code == 403
