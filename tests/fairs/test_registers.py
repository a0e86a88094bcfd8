"""What officers type into the registers of fairs, as they type it."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from fairs.models import DatePrecision, FairEvent, Meeting, Resolution
from otopfair.thai.periods import Period
from tests import factories as make
from tests.filled_forms import filled_form

pytestmark = pytest.mark.django_db
NEW_FAIR = {
    "name_th": "มหกรรมเซรามิกลำปาง",
    "slug": "ceramic-2562",
    "reference_code": "LP62",
    "venue_name": "อิมแพ็ค เมืองทองธานี",
    "venue_province": "12",
    "home_province": "40",
}


@pytest.fixture
def officer(client):
    officer = make.make_officer()
    client.force_login(officer)
    return officer


def add_fair(client, **typed):
    url = reverse("staff:fairs_fairevent_add")
    return client.post(url, {**filled_form(client.get(url), holds="period"), **NEW_FAIR, **typed})


def change_fair(client, fair, **typed):
    url = reverse("staff:fairs_fairevent_change", args=[fair.pk])
    return client.post(url, {**filled_form(client.get(url), holds="venue_name"), **typed})


def dates_of(fair):
    fair.refresh_from_db()
    return fair.date_precision, fair.opens_on, fair.closes_on


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("พ.ค. 62", (DatePrecision.MONTH, date(2019, 5, 1), date(2019, 5, 31))),
        ("ในเดือนพฤษภาคม ๒๕๖๒", (DatePrecision.MONTH, date(2019, 5, 1), date(2019, 5, 31))),
        ("17–25 พ.ค. 62", (DatePrecision.DAY, date(2019, 5, 17), date(2019, 5, 25))),
        ("(17พ.ค.62)", (DatePrecision.DAY, date(2019, 5, 17), date(2019, 5, 17))),
        ("", (DatePrecision.UNKNOWN, None, None)),
    ],
)
def test_a_fair_known_to_the_month_is_typed_as_a_month(client, officer, typed, stored):
    add_fair(client, period=typed)

    assert dates_of(FairEvent.objects.get()) == stored


def test_a_month_says_back_that_no_day_is_known(client, officer):
    page = add_fair(client, period="พ.ค. 62", venue_name="").content.decode()

    assert "= พฤษภาคม 2562 ยังไม่กำหนดวัน" in page
    assert 'value="พ.ค. 62"' in page


@pytest.mark.parametrize(
    ("precision", "first", "last"),
    [
        ("month", date(2019, 5, 1), date(2019, 5, 31)),
        ("day", date(2020, 10, 26), date(2020, 11, 1)),
        ("unknown", None, None),
    ],
)
def test_saving_a_fair_again_changes_no_date(client, officer, precision, first, last):
    fair = make.make_fair_event(date_precision=precision, opens_on=first, closes_on=last)

    change_fair(client, fair, period="1 ม.ค. 2560")

    assert dates_of(fair) == (precision, first, last)


@pytest.mark.parametrize("page", ["staff:allocation-fair", "staff:fairs_fairevent_change"])
def test_no_page_of_officers_turns_a_month_into_its_days(client, officer, page):
    fair = make.make_fair_event(
        date_precision="month", opens_on=date(2019, 5, 1), closes_on=date(2019, 5, 31)
    )
    html = client.get(reverse(page, args=[fair.pk])).content.decode().replace("\u00a0", " ")
    found = client.get(reverse("staff:search"), {"q": "งานทดสอบ"}).content.decode()

    assert "พ.ค. 2562" in html or "พฤษภาคม 2562" in html
    assert "พ.ค.\u00a02562" in found
    assert "1–31" not in html + found


def test_thai_digits_go_into_every_number_box(client, officer):
    add_fair(client, edition_no="๒๐", year_label_be="๒๕๖๒")
    fair = FairEvent.objects.get()
    url = reverse("staff:fairs_fairevent_change", args=[fair.pk])
    boxes = filled_form(client.get(url), holds="vendor_count")
    typed = {"vendor_count": "๑,๒๐๐", "sales_target_baht": "๕,๐๐๐,๐๐๐.-"}
    client.post(url, {**boxes, **typed})

    fair.refresh_from_db()
    assert (fair.edition_no, fair.year_label_be, fair.vendor_count) == (20, 2562, 1200)
    assert fair.sales_target_baht == 5_000_000


def test_a_gregorian_year_of_a_fair_is_asked_about_and_kept(client, officer):
    page = add_fair(client, year_label_be="2019").content.decode()

    assert FairEvent.objects.count() == 0
    assert "2019 เป็นปี ค.ศ. ถ้าหมายถึง พ.ศ. 2562 ให้พิมพ์ 2562" in page
    assert 'name="year_label_be" value="2019"' in page


@pytest.mark.parametrize("typed", ["²", "1" * 30, "-1", "1.5"])
def test_a_number_box_that_holds_no_number_says_so(client, officer, typed):
    page = add_fair(client, edition_no=typed)

    assert FairEvent.objects.count() == 0
    assert page.context["adminform"].form.errors.keys() == {"edition_no"}


@time_machine.travel("2019-05-20T09:00:00+07:00", tick=False)
def test_a_resolution_due_in_a_month_is_not_late_before_the_month_is_over():
    meeting = Meeting.objects.create(committee=make.make_committee(), held_on=date(2019, 1, 17))
    for number, month in (("1", date(2019, 4, 3)), ("2", date(2019, 5, 3))):
        resolution = Resolution(meeting=meeting, number=number, kind="agreed", text="เห็นชอบ")
        resolution.due = Period.month_of(month)
        resolution.save()

    assert [row.number for row in Resolution.objects.overdue()] == ["1"]
