"""A form that is sent twice is one act, and the second gets the first one's answer."""

from decimal import Decimal
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from fairs.models import Meeting, Resolution
from otopfair.history.models import HistoryEntry
from otopfair.outbox.models import Delivery
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.formatting import format_date
from products.models import ImportBatch
from products.operations.photos import add_photo
from sales.models import DailyReport, FairReport, FiscalYearResult
from sales.operations.reports import close_report
from tests import factories as make
from tests.filled_forms import filled_form
from tests.races import race, refusals

pytestmark = pytest.mark.django_db
SHEET = Path(__file__).parent / "cases" / "vendors.xlsx"
TODAY = today_in_thailand()


@pytest.fixture
def officer(client):
    officer = make.make_officer()
    client.force_login(officer)
    return officer


@pytest.fixture
def vendor(client):
    user = make.make_user()
    client.force_login(user)
    return make.make_vendor(user=user)


def picture():
    buffer = BytesIO()
    Image.new("RGB", (1600, 1200), "navy").save(buffer, "JPEG")
    return SimpleUploadedFile("ผ้าไหม.jpg", buffer.getvalue(), "image/jpeg")


def twice(client, url, answers):
    """Both answers; a file is opened anew, as a browser does."""

    def sent():
        return {name: value() if callable(value) else value for name, value in answers.items()}

    first, second = (client.post(url, sent()) for _ in range(2))
    assert (second.status_code, second.get("Location")) == (302, first.get("Location"))
    return first


def test_a_photo(client, vendor):
    product = make.make_product(vendor)
    url = reverse("my-product-photos", args=[product.pk])
    form = filled_form(client.get(url), holds="form_key")

    twice(client, url, {**form, "photo": picture, "licence": "on"})

    assert product.photos.count() == 1
    assert HistoryEntry.objects.of(product).filter(verb="add_photo").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_photo_sent_twice_at_once(client, vendor):
    product, user, key = make.make_product(vendor), make.make_user(), uuid4()

    outcomes = race(*(lambda: add_photo(product, picture(), by=user, form_key=key),) * 2)

    assert refusals(outcomes) == []
    assert product.photos.count() == 1


def test_two_photos_of_two_pages_are_two(client, vendor):
    product = make.make_product(vendor)
    url = reverse("my-product-photos", args=[product.pk])
    for _ in range(2):
        form = filled_form(client.get(url), holds="form_key")
        client.post(url, {**form, "photo": picture(), "licence": "on"})
    assert product.photos.count() == 2


def test_a_list_to_import(client, officer):
    fair = make.make_fair_event()
    url = reverse("staff:import-vendors", args=[fair.pk])
    form = filled_form(client.get(url), holds="form_key")

    def sheet():
        return SimpleUploadedFile("vendors.xlsx", SHEET.read_bytes())

    twice(client, url, {**form, "file": sheet})

    assert ImportBatch.objects.count() == 1


def test_the_withdrawal_of_an_application(client, vendor):
    application = make.make_application(vendor=vendor, status="submitted")
    url = reverse("my-application-withdraw", args=[application.pk])

    twice(client, url, {"reason": "งานบุญ"})

    assert HistoryEntry.objects.of(application).filter(verb="withdraw").count() == 1


def test_the_withdrawal_of_a_product(client, vendor):
    product = make.make_product(vendor)
    url = reverse("my-product-withdraw", args=[product.pk])

    twice(client, url, {})

    assert HistoryEntry.objects.of(product).filter(verb="withdraw").count() == 1


@pytest.fixture
def closed(officer):
    fair = make.make_fair_event()
    make.make_sale(make.make_allocation(make.make_booth(fair, "C01")), sold_on=TODAY)
    return close_report(fair, TODAY, by=officer)


def test_the_correction_of_a_report(client, officer, closed):
    day = TODAY.isoformat()
    page = client.get(reverse("staff:report-day", args=[closed.fair_event_id, day]))
    url = reverse("staff:report-correct", args=[closed.fair_event_id, day])
    form = {**filled_form(page, holds="revision"), "reason": "ยอดขาด"}

    twice(client, url, form)
    close_report(closed.fair_event, TODAY, by=officer)
    client.post(url, form)  # once more, from a page that was left open

    assert list(DailyReport.objects.order_by("revision").values_list("revision", flat=True)) == [
        1,
        2,
    ]


def test_closing_a_fair_and_the_correction_of_its_report(client, officer):
    fair = make.make_fair_event(closes_on=TODAY)
    make.make_sale(make.make_allocation(make.make_booth(fair, "C01")), sold_on=TODAY)
    url = reverse("staff:report-fair", args=[fair.pk])

    twice(client, url, {"act": "close", "accept_open_days": "on"})

    report = FairReport.objects.get()
    assert HistoryEntry.objects.of(report).filter(verb="close").count() == 1

    correct = {"revision": "1", "reason": "ยอดขาด"}
    twice(client, reverse("staff:report-fair-correct", args=[fair.pk]), correct)
    assert [one.revision for one in FairReport.objects.order_by("revision")] == [1, 2]


def test_declared_totals(client, officer):
    fair = make.make_fair_event()
    make.make_sale(make.make_allocation(make.make_booth(fair, "C01")), sold_on=TODAY)
    url = reverse("staff:report-day", args=[fair.pk, TODAY.isoformat()])

    twice(client, url, {"booths": "1", "sold_baht": "900", "ordered_baht": "0", "act": "declare"})

    report = DailyReport.objects.get()
    assert report.declared_sold_baht == Decimal(900)
    assert HistoryEntry.objects.of(report).count() == 1


def test_closing_a_day(client, officer):
    fair = make.make_fair_event()
    make.make_sale(make.make_allocation(make.make_booth(fair, "C01")), sold_on=TODAY)
    url = reverse("staff:report-day", args=[fair.pk, TODAY.isoformat()])

    twice(client, url, {"booths": "", "sold_baht": "", "ordered_baht": "", "act": "close"})

    report = DailyReport.objects.get()
    assert HistoryEntry.objects.of(report).filter(verb="close").count() == 1


def test_the_result_of_a_fiscal_year(client, officer):
    url = reverse("staff:targets")
    typed = {"province": "40", "fiscal_year_be": "2562", "sold_baht": "1,500", "source": "รายงาน"}

    twice(client, url, typed)

    result = FiscalYearResult.objects.get()
    assert HistoryEntry.objects.of(result).count() == 1


def test_the_result_of_a_resolution(client, officer):
    meeting = Meeting.objects.create(committee=make.make_committee(), held_on=TODAY)
    resolution = Resolution.objects.create(
        meeting=meeting, number="1", kind="agreed", text="เห็นชอบ", due_on=TODAY
    )
    url = reverse("staff:resolution", args=[resolution.pk])

    typed = {"done_on": format_date(TODAY), "result": "ส่งผังแล้ว"}
    twice(client, url, {"act": "complete", "form_key": str(uuid4()), **typed})

    assert HistoryEntry.objects.of(resolution).filter(verb="complete").count() == 1


def test_cancelling_a_fair(client, officer):
    fair = make.make_fair_event()
    make.make_application(fair, status="submitted")

    twice(client, reverse("staff:fair-cancel", args=[fair.pk]), {"reason": "น้ำท่วม"})

    assert Delivery.objects.to_call().count() == 1


def test_a_call_that_is_ticked_off(client, officer):
    fair = make.make_fair_event()
    make.make_allocation(make.make_booth(fair, "C01"))
    call = Delivery.objects.to_call().get()

    twice(client, reverse("staff:messages-fair", args=[fair.pk]), {"delivery": call.pk})

    assert HistoryEntry.objects.of(call.message).count() == 1
