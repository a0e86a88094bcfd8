"""Nothing that a register removes is gone: it shows what goes, asks, and can be put back."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fairs.models import CommitteeMember, Meeting, Person, Resolution, WorkingCommittee
from otopfair.accounts.models import User
from otopfair.history.models import HistoryEntry
from otopfair.management.commands.worker import keep_house
from otopfair.removals.models import Removal
from otopfair.removals.removing import forget_outlived
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.formatting import format_date
from products.models import StarRound
from tests import factories as make
from tests.filled_forms import filled_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client):
    officer = make.make_officer()
    client.force_login(officer)
    return officer


def address(record, page: str) -> str:
    return reverse(
        f"staff:{record._meta.app_label}_{record._meta.model_name}_{page}", args=[record.pk]
    )


def remove(client, record):
    """Ask for the page, read it, press the button."""
    url = address(record, "delete")
    asked = client.get(url).content.decode()
    assert "สิ่งที่ลบแล้ว" in asked
    return asked, client.post(url, {"post": "yes"})


def put_back(client):
    client.post(reverse("staff:removed-one", args=[Removal.objects.get().pk]))


def made_older(days: int) -> Removal:
    removal = Removal.objects.get()
    Removal.objects.update(removed_at=timezone.now() - timedelta(days=days))
    removal.refresh_from_db()
    return removal


def all_of(*models):
    return [list(model.objects.order_by("pk").values()) for model in models]


@pytest.fixture
def meeting(officer):
    committee = make.make_committee(name_th="คณะทำงานตลาด")
    meeting = Meeting.objects.create(
        committee=committee, held_on=date(2019, 1, 17), ordinal=1, year_be=2562
    )
    for number in ("1", "2"):
        Resolution.objects.create(meeting=meeting, number=number, kind="agreed", text="เห็นชอบ")
    return meeting


def test_a_meeting_goes_with_its_resolutions_and_comes_back_with_them(client, officer, meeting):
    before = all_of(Meeting, Resolution)

    asked, done = remove(client, meeting)

    assert "มติที่ประชุม" in asked
    assert done["Location"] == reverse("staff:removed-one", args=[Removal.objects.get().pk])
    assert all_of(Meeting, Resolution) == [[], []]
    summary = HistoryEntry.objects.of(meeting.committee).first().summary
    assert summary == "ลบประชุมคณะทำงานตลาด ครั้งที่ 1/2562 พร้อม มติที่ประชุม 2"
    put_back(client)
    assert all_of(Meeting, Resolution) == before


def test_a_committee_goes_with_its_members_and_comes_back_with_them(client, officer):
    committee = make.make_committee()
    person = Person.objects.create(given_name="สมศักดิ์")
    CommitteeMember.objects.create(committee=committee, person=person, role="chair")
    before = all_of(WorkingCommittee, CommitteeMember)

    remove(client, committee)

    assert all_of(WorkingCommittee, CommitteeMember) == [[], []]
    put_back(client)
    assert all_of(WorkingCommittee, CommitteeMember) == before


def test_a_committee_with_meetings_stays_and_says_why(client, officer, meeting):
    asked = client.get(address(meeting.committee, "delete")).content.decode()
    client.post(address(meeting.committee, "delete"), {"post": "yes"})

    assert "ประชุม 1 รายการ" in asked
    assert WorkingCommittee.objects.count() == 1


def is_right(asked) -> dict:
    """The page that asks, sent as it stands by its button "ถูกต้อง บันทึก"."""
    return filled_form(asked, holds="seen") | {"is-right": "1"}


def test_rows_that_are_ticked_are_asked_about_and_nothing_typed_is_lost(client, officer):
    vendor = make.make_vendor("กลุ่มทอผ้า")
    vendor.phones.create(number="0811111111")
    page = client.get(address(vendor, "change"))

    typed = {"phones-0-DELETE": "on", "name_th": "กลุ่มทอผ้าไหม", "phones-1-number": "082-222-2222"}
    asked = client.post(address(vendor, "change"), filled_form(page, holds="seen") | typed)

    words = asked.content.decode()
    assert "โทรศัพท์ 081-111-1111 จะถูกลบ" in words
    kept = filled_form(asked, holds="seen")
    assert {name: kept[name] for name in typed} == typed
    assert (vendor.phones.get().number, Removal.objects.count()) == ("0811111111", 0)

    client.post(address(vendor, "change"), is_right(asked))
    vendor.refresh_from_db()
    assert (vendor.name_th, vendor.phones.get().number) == ("กลุ่มทอผ้าไหม", "0822222222")


def test_what_goes_with_a_row_is_named(client, officer):
    call = make.make_call(make.make_fair_event())
    call.questions.create(text="มีน้ำหรือไม่", kind="text")
    url = address(call, "change")
    ticked = filled_form(client.get(url), holds="seen") | {"questions-0-DELETE": "on"}

    asked = client.post(url, ticked).content.decode()

    assert "จะถูกลบ" in asked
    assert call.questions.count() == 1


def test_a_tick_taken_away_again_removes_nothing(client, officer):
    vendor = make.make_vendor("กลุ่มทอผ้า")
    vendor.phones.create(number="0811111111")
    typed = filled_form(client.get(address(vendor, "change")), holds="seen")

    client.post(address(vendor, "change"), typed | {"phones-0-DELETE": "on"})
    client.post(address(vendor, "change"), typed)

    assert vendor.phones.count() == 1


def test_phones_taken_out_of_a_vendor_can_be_put_back(client, officer):
    vendor = make.make_vendor("กลุ่มทอผ้า")
    vendor.phones.create(number="0811111111")
    page = client.get(address(vendor, "change"))

    typed = filled_form(page, holds="seen") | {"phones-0-DELETE": "on"}
    asked = client.post(address(vendor, "change"), typed)
    assert vendor.phones.count() == 1
    answer = client.post(address(vendor, "change"), is_right(asked), follow=True)

    assert "ลบโทรศัพท์ 081-111-1111แล้ว เรียกคืนได้ที่หน้าสิ่งที่ลบแล้ว" in answer.content.decode()
    assert vendor.phones.count() == 0
    put_back(client)
    assert vendor.phones.get().number == "0811111111"


def test_what_belongs_to_the_whole_country_is_put_back_by_who_may_remove_it(client):
    client.force_login(make.make_administrator())
    star_round = StarRound.objects.create(year_be=2562, name_th="คัดสรร ปี 2562")
    remove(client, star_round)
    removal = reverse("staff:removed-one", args=[Removal.objects.get().pk])

    client.force_login(make.make_officer())
    assert client.post(removal).status_code == 404
    client.force_login(make.make_administrator())
    client.post(removal)
    assert StarRound.objects.get() == star_round


def test_a_person_who_is_removed_is_forgotten(client):
    client.force_login(make.make_administrator())
    account = make.make_user("นางสาวใครคนหนึ่ง")
    client.post(address(account, "delete"), {"post": "yes"})

    assert (User.objects.filter(pk=account.pk).exists(), Removal.objects.count()) == (False, 0)


def test_until_when_it_can_be_put_back_stands_on_every_page(client, meeting):
    asked, _answer = remove(client, meeting)
    removal = made_older(0)
    until = format_date(removal.restorable_until).replace(" ", "\u00a0")

    assert removal.restorable_until == today_in_thailand() + timedelta(days=90)
    assert "เรียกคืนได้ 90 วัน" in asked
    assert until in client.get(reverse("staff:removed-one", args=[removal.pk])).content.decode()
    listed = client.get(reverse("staff:removed")).content.decode()
    assert "90 วันหลังลบ" in listed
    assert "เรียกคืนได้ถึง" in listed


def test_on_the_last_day_it_comes_back_and_is_not_cleared(client, meeting):
    remove(client, meeting)
    made_older(90)

    keep_house()
    put_back(client)

    assert Resolution.objects.count() == 2


def test_a_day_later_the_worker_clears_it(client, meeting):
    remove(client, meeting)
    made_older(91)

    keep_house()

    assert not Removal.objects.exists()
    assert HistoryEntry.objects.filter(verb="remove").exists()


def test_where_no_worker_runs_the_time_is_over_all_the_same(client, meeting):
    remove(client, meeting)
    removal = made_older(91)

    answer = client.post(reverse("staff:removed-one", args=[removal.pk]))

    assert answer.status_code == 422
    assert "เลยกำหนดแล้ว" in answer.content.decode()


def test_how_long_is_a_setting(client, meeting, settings):
    settings.REMOVED_KEPT_DAYS = 7
    remove(client, meeting)
    made_older(8)

    assert forget_outlived() == 1
