"""Days that a fair no longer has keep their takings and reports, and the way to them."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from fairs.operations.events import cancel_fair, move_fair
from otopfair.errors import RuleBroken
from otopfair.thai.formatting import format_date
from otopfair.thai.periods import Period
from pages.waiting import tasks_for
from products.operations.imports import apply_batch, upload_batch
from sales.models import SaleSource
from sales.operations.reports import close_report, declare_totals, open_correction
from sales.operations.takings import check_booth_sale, record_booth_sale, seen_figure
from sales.reports.days import report_days
from tests import factories as make
from vendors.models import BoothAllocation

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
def first_day(fair, officer):
    """The opening day, with takings and a closed report; then the fair is moved off it."""
    day = fair.opens_on
    vendor = make.make_vendor(user=officer)
    make.make_sale(make.make_allocation(make.make_booth(fair, "C01"), vendor), sold="45000")
    close_report(fair, day, by=officer)
    later = Period(day + timedelta(days=2), day + timedelta(days=8))
    move_fair(fair, later, by=officer, accepts_outside=True)
    fair.refresh_from_db()
    return day


def test_the_list_of_reports_shows_the_day(client, fair, first_day):
    assert report_days(fair) == [first_day, *fair.days]
    page = client.get(reverse("staff:report"), {"fair": fair.pk}).content.decode()
    assert "นอกวันจัดงาน" in page
    assert reverse("staff:report-day", args=[fair.pk, first_day.isoformat()]) in page


@pytest.mark.parametrize(
    "name", ["report-day", "report-print", "report-text", "report-xlsx", "report-pdf"]
)
def test_every_page_of_the_closed_report_opens(client, fair, first_day, name):
    url = reverse(f"staff:{name}", args=[fair.pk, first_day.isoformat()])
    assert client.get(url).status_code == 200


def test_its_figures_are_those_that_were_closed(client, fair, first_day):
    url = reverse("staff:report-day", args=[fair.pk, first_day.isoformat()])
    assert client.get(url).context["figures"].grand.sold == Decimal(45000)


def test_it_can_still_be_corrected_and_closed_again(fair, first_day, officer):
    report = fair.daily_reports.get()
    open_correction(report, reason="พิมพ์ผิด", by=officer)
    again = close_report(fair, first_day, by=officer)
    assert (again.revision, again.closed_at is None) == (2, False)


def test_a_day_without_takings_outside_the_fair_has_no_page(client, fair, first_day):
    day = first_day - timedelta(days=1)
    url = reverse("staff:report-day", args=[fair.pk, day.isoformat()])
    assert client.get(url).status_code == 404


def test_a_fair_whose_days_are_no_longer_known_keeps_its_reports(client, fair, first_day, officer):
    move_fair(fair, None, by=officer, accepts_outside=True)
    url = reverse("staff:report-day", args=[fair.pk, first_day.isoformat()])
    assert client.get(url).status_code == 200


def test_the_vendor_sees_what_was_sold_on_the_day(client, fair, first_day):
    page = client.get(reverse("my-sales-fair", args=[fair.slug]))
    assert [row.day for row in page.context["days"]][-1] == first_day
    assert page.context["days"][-1].is_closed


def test_the_vendor_reads_on_the_sales_pages_that_the_fair_is_cancelled(client, fair, officer):
    vendor = make.make_vendor(user=officer)
    allocation = make.make_allocation(make.make_booth(fair, "C01"), vendor)
    cancel_fair(fair, reason="น้ำท่วม", by=officer)
    day = fair.opens_on.isoformat()

    for url in (
        reverse("my-sales"),
        reverse("my-sales-fair", args=[fair.slug]),
        reverse("my-sales-day", args=[fair.slug, day]),
    ):
        page = client.get(url).content.decode()
        assert "งานนี้ยกเลิกแล้ว" in page, url
        assert 'name="sold_baht"' not in page, url

    figures = {"allocation": allocation.pk, "sold_baht": "500", "ordered_baht": "0"}
    refused = client.post(reverse("my-sales-day", args=[fair.slug, day]), figures)
    assert refused.status_code == 422
    assert "งานทดสอบ ยกเลิกแล้ว จึงบันทึกยอดไม่ได้" in refused.content.decode()


def test_the_officers_grid_refuses_with_the_same_sentence(client, fair, officer):
    allocation = make.make_allocation(make.make_booth(fair, "C01"))
    cancel_fair(fair, reason="น้ำท่วม", by=officer)
    url = reverse("staff:sales-fair", args=[fair.pk, fair.opens_on.isoformat()])

    page = client.get(url)
    assert "งานนี้ยกเลิกแล้ว" in page.content.decode()
    sold = {f"sold-{allocation.pk}": "500", f"ordered-{allocation.pk}": "0"}
    client.post(url, sold)

    assert fair.sales.count() == 0


def test_figures_of_an_unknown_shape_say_so_and_show_the_text(client, fair, first_day):
    report = fair.daily_reports.get()
    report.figures["shape"] = 99
    report.save()
    url = reverse("staff:report-day", args=[fair.pk, first_day.isoformat()])

    page = client.get(url)

    assert page.status_code == 200
    assert "รูปแบบตัวเลข 99" in page.content.decode()
    assert report.text.splitlines()[0] in page.content.decode()
    assert client.get(reverse("staff:report"), {"fair": fair.pk}).status_code == 200


def test_a_closed_report_names_the_shape_of_its_figures(fair, first_day):
    assert fair.daily_reports.get().figures["shape"] == 3


# --- A day outside the fair, booth by booth ---------------------------------------------------


@pytest.fixture
def left_behind(fair, officer):
    """A figure on the opening day, which is no day of the moved fair; its day is not closed."""
    allocation = make.make_allocation(make.make_booth(fair, "C01"))
    sale = make.make_sale(allocation, sold="45000")
    later = Period(sale.sold_on + timedelta(days=2), sale.sold_on + timedelta(days=8))
    move_fair(fair, later, by=officer, accepts_outside=True)
    fair.refresh_from_db()
    return sale


def grid_of(fair, sale):
    return reverse("staff:sales-fair", args=[fair.pk, sale.sold_on.isoformat()])


def test_the_grid_shows_the_booth_and_says_that_the_day_lies_outside(client, fair, left_behind):
    page = client.get(grid_of(fair, left_behind))

    assert [row.sale for row in page.context["rows"]] == [left_behind]
    assert "วันนี้อยู่นอกวันจัดงาน" in page.content.decode()
    assert page.context["missing_total"] == 0


def test_the_day_stands_before_the_days_of_the_fair(client, fair, left_behind):
    first = reverse("staff:sales-fair", args=[fair.pk, fair.days[0].isoformat()])
    assert grid_of(fair, left_behind) in client.get(first).content.decode()


def test_the_officer_corrects_the_figure_there(client, fair, left_behind, officer):
    key = BoothAllocation.objects.get().pk
    seen = seen_figure(left_behind)
    typed = {f"sold-{key}": "46000", f"ordered-{key}": "0", f"seen-{key}": seen}

    answer = client.post(grid_of(fair, left_behind), typed)

    left_behind.refresh_from_db()
    assert answer.status_code == 302
    assert (left_behind.sold_baht, left_behind.revisions.get().sold_before) == (46000, 45000)


def test_a_new_figure_there_is_refused(fair, left_behind, officer):
    other = make.make_allocation(make.make_booth(fair, "C02"))
    with pytest.raises(RuleBroken, match="ไม่อยู่ในวันจัดงาน"):
        enter(other, left_behind.sold_on, officer)


def test_the_vendor_does_not_change_it_any_more(fair, left_behind, officer):
    allocation = BoothAllocation.objects.get()
    with pytest.raises(RuleBroken, match="ไม่อยู่ในวันจัดงาน"):
        enter(allocation, left_behind.sold_on, officer, source=SaleSource.VENDOR)


def test_the_desk_names_the_day_until_its_report_is_closed(fair, left_behind, officer):
    def named():
        return [task.url for task in tasks_for(officer) if task.what == "ยอดขายอยู่นอกวันจัดงาน"]

    assert named() == [grid_of(fair, left_behind)]
    close_report(fair, left_behind.sold_on, by=officer)
    assert named() == []


def test_a_fair_without_days_leads_to_what_was_sold(client, fair, left_behind, officer):
    move_fair(fair, None, by=officer, accepts_outside=True)

    answer = client.get(reverse("staff:sales"), {"fair": fair.pk})

    assert answer["Location"] == grid_of(fair, left_behind)
    assert client.get(answer["Location"]).status_code == 200


# --- A cancelled fair --------------------------------------------------------------------------


def enter(allocation, day, by, *, sold=500, source=SaleSource.OFFICER):
    return record_booth_sale(
        allocation,
        sold_on=day,
        sold_baht=Decimal(sold),
        ordered_baht=Decimal(0),
        source=source,
        by=by,
    )


@pytest.fixture
def called_off(fair, officer):
    """A figure that was taken before the fair was cancelled."""
    return make.make_sale(make.make_allocation(make.make_booth(fair, "C01")), sold="45000")


def test_a_cancelled_fair_takes_no_totals_and_closes_no_day(fair, called_off, officer):
    cancel_fair(fair, reason="น้ำท่วม", by=officer)
    day = called_off.sold_on

    with pytest.raises(RuleBroken, match="งานทดสอบ ยกเลิกแล้ว จึงบันทึกยอดที่แจ้งไม่ได้"):
        declare_totals(fair, day, booths=1, sold_baht=None, ordered_baht=None, by=officer)
    with pytest.raises(RuleBroken, match="งานทดสอบ ยกเลิกแล้ว จึงปิดรายงานไม่ได้"):
        close_report(fair, day, by=officer)
    assert not fair.daily_reports.exists()


def test_what_was_closed_before_stays_readable_and_as_it_is(client, fair, called_off, officer):
    report = close_report(fair, called_off.sold_on, by=officer)
    cancel_fair(fair, reason="น้ำท่วม", by=officer)
    url = reverse("staff:report-day", args=[fair.pk, called_off.sold_on.isoformat()])

    page = client.get(url).content.decode()
    assert "45,000" in page
    assert 'name="reason"' not in page
    with pytest.raises(RuleBroken, match="รายงานที่ปิดแล้วจึงคงเดิม"):
        open_correction(report, reason="ยอดผิด", by=officer)


def test_an_officer_corrects_and_checks_what_was_taken_before(fair, called_off, officer):
    cancel_fair(fair, reason="น้ำท่วม", by=officer)

    enter(BoothAllocation.objects.get(), called_off.sold_on, officer, sold=46000)
    called_off.refresh_from_db()
    check_booth_sale(called_off, by=officer)

    assert called_off.sold_baht == 46000


@pytest.mark.parametrize("source", [SaleSource.VENDOR, SaleSource.IMPORT])
def test_nobody_else_writes_over_it(fair, called_off, officer, source):
    cancel_fair(fair, reason="น้ำท่วม", by=officer)

    with pytest.raises(RuleBroken, match="งานทดสอบ ยกเลิกแล้ว จึงบันทึกยอดไม่ได้"):
        enter(BoothAllocation.objects.get(), called_off.sold_on, officer, source=source)


def test_a_sheet_is_not_imported(fair, called_off, officer):
    text = f"ยอดจำหน่าย วันที่ {format_date(called_off.sold_on)}\nบูธ,ยอดจำหน่าย\nC01,500\n"
    batch = upload_batch(fair, "sales", file_name="ยอด.csv", data=text.encode(), by=officer)
    cancel_fair(fair, reason="น้ำท่วม", by=officer)

    with pytest.raises(RuleBroken, match="งานทดสอบ ยกเลิกแล้ว จึงนำเข้าไม่ได้"):
        apply_batch(batch, by=officer)
