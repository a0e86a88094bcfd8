"""The report on screen, on paper and in files; closing it; the target. Scope and rank hold."""

import io
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from otopfair.history.models import HistoryEntry
from sales.models import DailyReport, FiscalYearResult, SaleSource, TargetRule
from sales.operations.reports import close_report, open_correction
from sales.operations.takings import record_booth_sale
from tests.factories import (
    make_allocation,
    make_booth,
    make_fair_event,
    make_helper,
    make_officer,
    make_product,
    make_sale,
    make_series,
    make_vendor,
)
from vendors.models import BoothAllocation, VendorPhone

DAY = date(2020, 10, 28)
FORMULA = '=HYPERLINK("http://example.invalid","กลุ่มตัวอย่าง")'
RESULTS = {2554: 4877112422, 2555: 5432857881, 2556: 5895307755}


@pytest.fixture
def fair(db):
    return make_fair_event(
        "OTOP CITY IN KHONKAEN",
        opens_on=date(2020, 10, 26),
        closes_on=date(2020, 11, 1),
    )


@pytest.fixture
def page(client, db):
    client.force_login(make_officer())
    return client


def sell(fair, code="C01", vendor=None, sold="1500.50"):
    allocation = make_allocation(make_booth(fair, code), vendor)
    return make_sale(allocation, sold_on=DAY, sold=sold, ordered="200")


def url(fair, name="report-day"):
    return reverse(f"staff:{name}", args=[fair.pk, DAY.isoformat()])


def rows_of(response, sheet=0):
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(response.content))
    return workbook.get_sheet_by_index(sheet).to_python(skip_empty_area=False)


def figures_taken(page, fair, reason="ตรวจกับใบยอด"):
    return page.post(reverse("staff:fair-sales-xlsx", args=[fair.pk]), {"reason": reason})


def test_figures_of_booths_leave_with_a_reason_that_stays(page, fair):
    sell(fair)
    assert figures_taken(page, fair, " ").status_code == 302
    assert HistoryEntry.objects.of(fair).filter(verb="export").count() == 0
    assert figures_taken(page, fair).status_code == 200
    trace = HistoryEntry.objects.of(fair).get(verb="export")
    assert (trace.summary, trace.reason) == ("ดาวน์โหลดยอดทุกวันรายบูธ", "ตรวจกับใบยอด")


def test_every_view_of_the_report_opens(page, fair):
    sell(fair)
    names = ["report-day", "report-print", "report-text", "report-xlsx", "report-pdf"]
    assert [page.get(url(fair, name)).status_code for name in names] == [200] * 5
    assert page.get(reverse("staff:report")).status_code == 200


def test_the_text_page_is_the_text_alone(page, fair):
    sell(fair)
    text = page.get(url(fair, "report-text")).content.decode()
    assert text.startswith("วันพุธที่ 28 ตุลาคม พ.ศ. 2563\n")
    assert page.get(url(fair)).context["text"] == text


def test_declare_close_and_correct_on_the_page(page, fair):
    sell(fair)
    page.post(url(fair), {"act": "declare", "sold_baht": "2,000"})
    refused = page.post(url(fair), {"act": "close"})
    assert refused.status_code == 422
    assert "ยอดจำหน่ายเกิน 499.50 บาท" in refused.context["problem"]
    page.post(url(fair), {"act": "declare", "sold_baht": "1,500.50"})
    page.post(url(fair), {"act": "close"})
    assert DailyReport.objects.get().closed_at is not None
    page.post(url(fair, "report-correct"), {"reason": "ร้านส่งยอดผิด"})
    assert DailyReport.objects.count() == 2


def test_closing_compares_and_keeps_the_totals_typed_on_the_page(page, fair):
    sell(fair)
    wrong = {"booths": "1", "sold_baht": "2,000", "ordered_baht": "200"}
    refused = page.post(url(fair), {"act": "close", **wrong})
    draft = DailyReport.objects.get()
    assert (refused.status_code, draft.declared_sold_baht, draft.closed_at) == (422, 2000, None)
    page.post(url(fair), {"act": "close", **wrong, "sold_baht": "1,500.50"})
    closed = DailyReport.objects.get()
    assert (closed.declared_sold_baht, closed.closed_at is None) == (Decimal("1500.50"), False)


@pytest.mark.parametrize(
    ("declared", "sentence"),
    [
        ("1,330.50", "ยอดจำหน่ายที่แจ้งน้อยกว่ายอดรายบูธ 170 บาท"),
        ("1,670.50", "ยอดจำหน่ายที่แจ้งมากกว่ายอดรายบูธ 170 บาท"),
    ],
)
def test_a_difference_says_which_side_is_more_and_where_to_mend_it(page, fair, declared, sentence):
    sell(fair)
    page.post(url(fair), {"act": "declare", "sold_baht": declared})
    words = page.get(url(fair)).content.decode()
    grid = url(fair, "sales-fair")
    assert words.count(f"<p>{sentence}</p>") == 1
    assert words.count(f'<a href="{grid}">แก้ยอดรายบูธ</a>') == 1


def test_a_closed_page_shows_what_was_closed_beside_what_is_so_now(page, fair):
    sale = sell(fair)
    close_report(fair, DAY, by=make_officer())
    sale.sold_baht -= 170
    sale.save()
    versions = page.get(url(fair)).context["versions"]
    assert (versions.before, versions.after, versions.is_now) == ("ฉบับที่ 1", "ตอนนี้", True)
    assert [int(row.difference) for row in versions.rows] == [0, -170, 0, -170]


def test_a_correction_shows_both_versions_and_what_was_changed_between(page, fair):
    officer = make_officer()
    sell(fair)
    first = close_report(fair, DAY, by=officer)
    correct = {"source": SaleSource.OFFICER, "by": officer, "reason": "อ่านใบยอดผิด"}
    amounts = {"sold_baht": Decimal(900), "ordered_baht": Decimal(200)}
    open_correction(first, reason="ร้านส่งยอดผิด", by=officer)
    record_booth_sale(BoothAllocation.objects.get(), sold_on=DAY, **amounts, **correct)
    draft = page.get(url(fair)).context["versions"]
    assert (draft.before, draft.after) == ("ฉบับที่ 1", "ร่างฉบับที่ 2")
    assert [(one.booth, one.before, one.after, one.reason) for one in draft.changed] == [
        ("C01", Decimal("1700.50"), Decimal(1100), "อ่านใบยอดผิด")
    ]
    close_report(fair, DAY, by=officer)
    closed = page.get(url(fair)).context["versions"]
    assert (closed.after, closed.rows, closed.changed) == ("ฉบับที่ 2", draft.rows, draft.changed)
    old = page.get(url(fair), {"revision": 1})
    assert (old.context["figures"].grand.sold, old.context["versions"]) == (1500.5, None)
    assert page.get(url(fair), {"revision": 9}).status_code == 404


def test_closing_refuses_a_total_that_is_no_number_and_closes_nothing(page, fair):
    sell(fair)
    refused = page.post(url(fair), {"act": "close", "sold_baht": "2,0oo"})
    assert (refused.status_code, DailyReport.objects.count()) == (422, 0)


def test_paper_and_files_of_a_closed_report_keep_its_figures(page, fair):
    sale = sell(fair)
    close_report(fair, DAY, by=make_officer())
    sale.sold_baht = Decimal(9000)
    sale.save()
    fair.venue_name = "ที่ใหม่"
    fair.save()
    printed = page.get(url(fair, "report-print")).content.decode()
    assert ["๑,๗๐๐.๕๐" in printed, "ที่ใหม่" in printed] == [True, False]
    total = rows_of(page.get(url(fair, "report-xlsx")))[-1]
    assert total[4] == 1700.5


def test_the_list_says_that_takings_changed_after_the_closing(page, fair):
    sale = sell(fair)
    close_report(fair, DAY, by=make_officer())
    fair_list = reverse("staff:report") + f"?fair={fair.pk}"
    assert page.get(fair_list).content.decode().count("ยอดเปลี่ยนหลังปิด") == 0
    sale.sold_baht = Decimal(9000)
    sale.save()
    assert page.get(fair_list).content.decode().count("ยอดเปลี่ยนหลังปิด") == 1


def test_a_helper_reads_but_does_not_close_and_another_province_sees_nothing(client, fair):
    sell(fair)
    client.force_login(make_helper(fair))
    assert client.get(url(fair)).status_code == 200
    assert client.post(url(fair), {"act": "close"}).status_code == 403
    assert client.get(reverse("staff:fair-vendors-xlsx", args=[fair.pk])).status_code == 403
    client.force_login(make_officer("52"))
    names = ["report-day", "report-print", "report-text", "report-xlsx", "report-pdf"]
    assert [client.get(url(fair, name)).status_code for name in names] == [404] * 5
    assert client.get(reverse("staff:fair-vendors-xlsx", args=[fair.pk])).status_code == 404
    assert client.post(reverse("staff:fair-sales-xlsx", args=[fair.pk])).status_code == 404


def test_a_day_outside_the_fair_is_not_found(page, fair):
    for day in ("2020-10-25", "not-a-day"):
        address = reverse("staff:report-day", args=[fair.pk, day])
        assert page.get(address).status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_booths(
    page, fair, django_assert_max_num_queries
):
    fair.series = make_series()
    fair.save()
    for number in range(12):
        sell(fair, f"C{number:02}")
    with django_assert_max_num_queries(12):
        page.get(url(fair))


def test_text_like_a_formula_stays_text_in_every_export(page, fair):
    vendor = make_vendor(FORMULA)
    VendorPhone.objects.create(vendor=vendor, number="0812345678")
    sell(fair, vendor=vendor)
    make_product(vendor, FORMULA)
    addresses = [
        (url(fair, "report-xlsx"), 2),
        (reverse("staff:fair-vendors-xlsx", args=[fair.pk]), 0),
        (reverse("staff:import-template", args=[fair.pk, "sales"]), 0),
    ]
    for address, sheet in addresses:
        cells = [cell for row in rows_of(page.get(address), sheet) for cell in row]
        assert FORMULA in cells, address
    assert FORMULA in [cell for row in rows_of(figures_taken(page, fair)) for cell in row]


def test_telephones_are_text_and_dates_are_dates(page, fair):
    vendor = make_vendor()
    VendorPhone.objects.create(vendor=vendor, number="0812345678")
    sell(fair, vendor=vendor)
    vendors = rows_of(page.get(reverse("staff:fair-vendors-xlsx", args=[fair.pk])))
    assert vendors[-1][7] == "081-234-5678"
    sales = rows_of(figures_taken(page, fair))
    assert sales[-2][0] == DAY
    assert sales[-1][6:9] == [1500.5, 200.0, 1700.5]


def test_files_have_an_ascii_name_and_a_thai_one(page, fair):
    sell(fair)
    header = page.get(url(fair, "report-pdf"))["Content-Disposition"]
    assert header.startswith(f'attachment; filename="report-{fair.reference_code}-20201028.pdf"; ')
    assert "filename*=UTF-8''%E0%B8%A3" in header


def test_the_target_page_computes_k1_to_the_baht(client, db):
    chiang_mai = make_officer("50")
    for year, baht in RESULTS.items():
        FiscalYearResult.objects.create(province_id="50", fiscal_year_be=year, sold_baht=baht)
    TargetRule.objects.update_or_create(
        fiscal_year_be=2557, defaults={"years": 3, "factor": Decimal("1.22")}
    )
    client.force_login(chiang_mai)
    answer = client.get(reverse("staff:targets"), {"year": "2557"})
    assert answer.context["target"].baht == 6590146410
    assert "6,590,146,410 บาท" in answer.content.decode()


def test_the_target_of_another_province_is_not_there(client, db):
    client.force_login(make_officer("50"))
    typed = {"fiscal_year_be": "2556", "sold_baht": "1", "source": "สรุป"}
    assert client.post(reverse("staff:targets") + "?province=40", typed).status_code == 404
    assert FiscalYearResult.objects.count() == 0


def test_a_result_is_entered_on_the_target_page(client, db):
    client.force_login(make_officer("50"))
    address = reverse("staff:targets")
    client.post(address, {"fiscal_year_be": "2556", "sold_baht": "5,895,307,755"})
    result = FiscalYearResult.objects.get()
    assert (result.province_id, result.fiscal_year_be, result.sold_baht) == (
        "50",
        2556,
        Decimal(5895307755),
    )
    refused = client.post(address, {"fiscal_year_be": "2500", "sold_baht": "1"})
    assert refused.status_code == 422
