"""Officers read what vendors were told, call whom nothing reaches, and have failures sent again."""

import zipfile
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone

from fairs.models import Province
from otopfair.history.models import HistoryEntry
from otopfair.outbox.models import Delivery, Message
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.formatting import format_datetime
from otopfair.thai.periods import Period
from tests import factories as make
from vendors.notifications import tell_applicant, tell_vendor

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client):
    officer = make.make_officer()
    client.force_login(officer)
    return officer


@pytest.fixture
def fair():
    return make.make_fair_event()


@pytest.fixture
def imported(fair):
    """A vendor that came by import has got a booth: it was told nothing, in silence."""
    vendor = make.make_vendor("กลุ่มไม่มีบัญชี")
    vendor.phones.create(number="0812345678")
    make.make_allocation(make.make_booth(fair, "C07"), vendor)
    return vendor


def url_of(fair):
    return reverse("staff:messages-fair", args=[fair.pk])


def test_who_came_by_import_stands_on_the_desk_as_to_be_called(client, officer, fair, imported):
    desk = client.get(reverse("staff:index")).content.decode()
    assert "ร้านที่ต้องโทรบอก" in desk
    assert url_of(fair) in desk


def test_the_page_has_the_phone_and_the_words(client, officer, fair, imported):
    page = client.get(url_of(fair)).content.decode()
    assert "ต้องโทรบอก 1 ราย" in page
    assert 'href="tel:' in page
    assert "บูธ C07" in page


def test_a_call_is_ticked_off_with_all_that_was_said_and_leaves_the_desk(
    client, officer, fair, imported
):
    ids = [delivery.pk for delivery in Delivery.objects.to_call()]

    client.post(url_of(fair), {"delivery": ids, "note": "ฝากบอกลูกสาว"})

    assert Delivery.objects.to_call().count() == 0
    entry = HistoryEntry.objects.of(Message.objects.about(fair).first()).get()
    assert (entry.summary, entry.actor) == ("โทรแล้ว กลุ่มไม่มีบัญชี", officer)
    assert "ร้านที่ต้องโทรบอก" not in client.get(reverse("staff:index")).content.decode()
    [row] = client.get(url_of(fair) + "?result=called").context["page"]
    assert (row.done_by, row.note, row.badge) == (officer, "ฝากบอกลูกสาว", ("done", "โทรแล้ว"))


def test_several_messages_of_one_vendor_are_one_call(client, officer, fair, imported):
    application = imported.applications.get()
    tell_applicant(application, "ยืนยันแล้ว", "ขั้นต่อไปคือรับเลขบูธ")

    [call] = client.get(url_of(fair)).context["calls"]
    assert len(call["said"]) == 2


def test_what_failed_is_visible_and_sent_again(client, officer, fair):
    vendor = make.make_vendor(user=make.make_user(email="a@example.invalid"))
    make.make_allocation(make.make_booth(fair, "C07"), vendor)
    email = Delivery.objects.get(channel="email")
    error = "SMTPRecipientsRefused: {'a@example.invalid': (550, b'no such user')}"
    Delivery.objects.filter(pk=email.pk).update(state="failed", attempts=5, last_error=error)
    failures = url_of(fair) + "?result=failed"
    desk = client.get(reverse("staff:index")).content.decode()
    assert "ข้อความที่ส่งไม่ได้" in desk
    assert failures in desk
    page = client.get(failures).content.decode()
    assert "ที่อยู่อีเมลนี้ไม่มีผู้รับ" in page
    assert "ลองแล้ว 5 ครั้ง ระบบหยุดส่งแล้ว โทรบอกร้าน แล้วถามอีเมลใหม่" in page
    assert "SMTP" not in page

    for _ in range(2):
        answer = client.post(failures, {"delivery": email.pk, "again": "1"})

    email.refresh_from_db()
    assert (answer["Location"], email.state, email.attempts) == (failures, "waiting", 0)
    entries = HistoryEntry.objects.of(email.message).filter(verb="send_again")
    assert [entry.actor for entry in entries] == [officer]


def test_what_is_sent_again_goes_where_the_shop_is_reached_today(client, officer, fair):
    user = make.make_user(email="wrong@example.invalid")
    make.make_allocation(make.make_booth(fair, "C07"), make.make_vendor(user=user))
    email = Delivery.objects.get(channel="email")
    Delivery.objects.filter(pk=email.pk).update(state="failed", attempts=5)
    user.email = "right@example.invalid"
    user.save()

    client.post(url_of(fair) + "?result=failed", {"delivery": email.pk, "again": "1"})

    email.refresh_from_db()
    assert (email.address, email.state) == ("right@example.invalid", "waiting")


def test_what_is_tried_again_by_itself_says_when_and_can_be_hurried(client, officer, fair):
    vendor = make.make_vendor(user=make.make_user(email="a@example.invalid"))
    make.make_allocation(make.make_booth(fair, "C07"), vendor)
    email = Delivery.objects.filter(channel="email")
    later = timezone.now() + timedelta(hours=6)
    email.update(attempts=4, due_at=later, last_error="TimeoutError: timed out")

    page = client.get(url_of(fair)).content.decode()

    assert f"ลองแล้ว 4 ครั้ง ระบบจะส่งเองอีกครั้ง {format_datetime(later)}" in page
    assert page.count('name="again"') == 1
    client.post(url_of(fair), {"delivery": email.get().pk, "again": "1"})
    assert email.get().due_at < later
    assert 'name="again"' not in client.get(url_of(fair)).content.decode()


def told(client, url):
    return [(row.channel, row.message.recipient_name) for row in client.get(url).context["page"]]


def text_of(answer):
    with zipfile.ZipFile(BytesIO(answer.content)) as book:
        return book.read("xl/sharedStrings.xml").decode()


def test_the_list_is_filtered_by_its_address_and_exported_as_it_stands(
    client, officer, fair, imported
):
    vendor = make.make_vendor("กลุ่มมีอีเมล", user=make.make_user(email="a@example.invalid"))
    make.make_allocation(make.make_booth(fair, "C08"), vendor)
    by_mail = [("inbox", "กลุ่มมีอีเมล"), ("email", "กลุ่มมีอีเมล")]
    to_call = [("telephone", "กลุ่มไม่มีบัญชี")]

    assert told(client, url_of(fair)) == [*by_mail, *to_call]
    assert told(client, url_of(fair) + "?result=to-call") == to_call
    assert told(client, url_of(fair) + "?channel=email") == by_mail[1:]
    assert told(client, url_of(fair) + "?q=มีอีเมล&subject=application") == by_mail
    assert told(client, url_of(fair) + "?subject=officer") == []
    assert told(client, url_of(fair) + "?result=x&channel=%C2%B2") == [*by_mail, *to_call]
    export = reverse("staff:messages-export", args=[fair.pk])
    words = text_of(client.get(export + "?result=to-call"))
    assert "กลุ่มไม่มีบัญชี" in words
    assert "กลุ่มมีอีเมล" not in words


def test_one_vendor_has_a_list_of_its_own(client, officer, fair, imported):
    make.make_allocation(make.make_booth(fair, "C08"), make.make_vendor("กลุ่มอื่น"))
    elsewhere = make.make_fair_event("งานลำปาง", province="52")
    make.make_allocation(make.make_booth(elsewhere, "A01"), imported)
    page = reverse("staff:messages-vendor", args=[imported.pk])

    assert told(client, page) == [("telephone", "กลุ่มไม่มีบัญชี")]
    words = text_of(client.get(reverse("staff:messages-vendor-export", args=[imported.pk])))
    assert "C07" in words
    assert "A01" not in words


def test_what_is_about_no_fair_is_called_about_too(client, officer, fair, imported):
    tell_vendor(imported, "ร้านแสดงแล้ว", "ผู้ชมเห็นร้านแล้ว", kind="vendor", link="/my/profile/")
    elsewhere = make.make_vendor("ร้านลำปาง", province=Province.objects.get(pk="52"))
    tell_vendor(elsewhere, "ร้านแสดงแล้ว", "ผู้ชมเห็นร้านแล้ว", kind="vendor", link="/my/profile/")
    shops = reverse("staff:messages-shops")
    assert shops in client.get(reverse("staff:index")).content.decode()
    [call] = client.get(shops).context["calls"]
    assert call["name"] == "กลุ่มไม่มีบัญชี"

    one = reverse("staff:messages-vendor", args=[imported.pk])
    client.post(one, {"delivery": [row.pk for row in call["said"]], "note": "รับทราบ"})

    assert client.get(shops).context["calls"] == []
    assert told(client, shops + "?result=called") == [("telephone", "กลุ่มไม่มีบัญชี")]
    assert shops not in client.get(reverse("staff:index")).content.decode()


def test_while_names_are_hidden_a_number_finds_no_name(client, officer, fair):
    call, today = make.make_call(fair), today_in_thailand()
    call.phases.filter(kind="scoring").update(names_hidden=True, from_on=today, until_on=today)
    user = make.make_user()
    application = make.make_application(fair, make.make_vendor(user=user), status="submitted")
    number = application.reference_no
    tell_applicant(application, f"ใบสมัคร {number} รับแล้ว", "รอผล")

    assert told(client, url_of(fair) + f"?q={number}") == []
    assert number not in client.get(url_of(fair)).content.decode()
    for name, row in (("messages-export", fair), ("messages-vendor-export", application.vendor)):
        assert number not in text_of(client.get(reverse(f"staff:{name}", args=[row.pk])))
    vendors = reverse("staff:messages-vendor", args=[application.vendor_id])
    assert number not in client.get(vendors).content.decode()


def test_deliveries_of_another_fair_are_not_touched(client, officer, fair, imported):
    other = make.make_fair_event()
    ids = [delivery.pk for delivery in Delivery.objects.to_call()]

    client.post(url_of(other), {"delivery": [*ids, "²"]})

    assert Delivery.objects.to_call().count() == len(ids)


def test_nobody_is_called_about_a_fair_long_past(fair):
    fair.period = Period(date(2019, 5, 1), date(2019, 5, 5))
    fair.save()
    make.make_allocation(make.make_booth(fair, "C07"), make.make_vendor())
    assert Message.objects.count() == 0


def test_the_list_grows_without_queries(client, officer, fair, django_assert_max_num_queries):
    for number in range(12):
        make.make_allocation(make.make_booth(fair, f"C{number:02}"))
    with django_assert_max_num_queries(40):
        client.get(url_of(fair))


def test_the_menu_leads_to_the_fair(client, officer, fair):
    page = client.get(reverse("staff:messages"), {"fair": fair.pk})
    assert page["Location"] == url_of(fair)


def test_strangers_and_helpers_do_not_read_it(client, fair):
    client.force_login(make.make_officer("52"))
    assert client.get(url_of(fair)).status_code == 404
    client.force_login(make.make_helper(fair))
    assert client.get(url_of(fair)).status_code == 403
