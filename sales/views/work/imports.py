"""The import of a day's takings, on the page where spreadsheets come in."""

from datetime import date

from django.views.decorators.http import require_http_methods

from fairs.models import FairEvent, ProductCategory
from otopfair.staff.site import staff_site
from products.views.work.imports import IMPORT, ImportPage, offer, upload_page
from sales.forms.imports import SalesSheetForm
from sales.imports.plan import CategorySum, SalesPlan, sums_by_category


def _sums(plan: SalesPlan) -> dict:
    """Sums by category, day by day."""
    return {"days": [_sums_of(plan, day) for day in plan.days]}


def _sums_of(plan: SalesPlan, day: date) -> dict:
    rows = [row for row in plan.rows if row.sold_on == day]
    sums = sums_by_category(rows).items()
    lines = [(ProductCategory(category).label, line) for category, line in sums]
    return {"day": day, "lines": lines, "grand": CategorySum.of(rows)}


offer(
    ImportPage(
        "sales",
        "import-sales",
        "ยอดจำหน่ายประจำวัน",
        "ยอดรายบูธของหนึ่งวัน นำเข้าซ้ำได้ ยอดที่เปลี่ยนเก็บยอดเดิมไว้ในประวัติ",
        "นำเข้ายอด",
        SalesSheetForm,
        "sales/work/import_sales.html",
        "sales/work/import_sales_done.html",
        "ใช้แบบรายงานที่มีอยู่ได้เลย ต้องมีหัวคอลัมน์ บูธ และยอดจำหน่าย",
        "ดาวน์โหลดแม่แบบที่มีเลขบูธและชื่อร้านของงานนี้ (.xlsx)",
        _sums,
    )
)


@staff_site.work_page(
    "fairs/<int:fair_event_id>/import/sales/",
    name="import-sales",
    permission=IMPORT,
    row=FairEvent.objects,
)
@require_http_methods(["GET", "POST"])
def import_sales(request, fair_event):
    return upload_page(request, fair_event, "sales")
