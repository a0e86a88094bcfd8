"""What takings say for the scores of applications: how much was sold at earlier fairs."""

from datetime import timedelta
from decimal import Decimal

from django.db.models import Count, Sum

from otopfair.thai.baht import format_number
from otopfair.thai.percents import rounded
from sales.models import BoothSale
from vendors.models import BoothApplication
from vendors.sources import Figure, ScoreSource, add_source

YEARS_BACK = 3
# Baht a day, sold and ordered: from so much, so many points.
FOR_A_DAY = ((20_000, 5), (10_000, 4), (5_000, 3), (2_000, 2), (1, 1))
NOTHING = "ไม่มียอดขายในระบบ"


def past_sales(applications: list[BoothApplication]) -> dict[int, Figure]:
    """Takings a day with an entry, at fairs of the three years before this one."""
    if not applications:
        return {}
    fair_event = applications[0].fair_event
    rows = BoothSale.objects.filter(vendor__in=[row.vendor_id for row in applications])
    rows = rows.exclude(fair_event=fair_event)
    if fair_event.opens_on:
        first = fair_event.opens_on - timedelta(days=365 * YEARS_BACK)
        rows = rows.filter(sold_on__range=(first, fair_event.opens_on))
    sums = (
        rows.order_by()
        .values_list("vendor")
        .annotate(Sum("sold_baht"), Sum("ordered_baht"), Count("sold_on", distinct=True))
    )
    sold = {vendor: (sold + ordered, days) for vendor, sold, ordered, days in sums}
    return {row.pk: _figure(*sold.get(row.vendor_id, (Decimal(0), 0))) for row in applications}


def _figure(total: Decimal, days: int) -> Figure:
    if not days:
        return Figure(0, NOTHING, NOTHING)
    a_day = rounded(total / days, 0)
    points = next((points for least, points in FOR_A_DAY if a_day >= least), 0)
    return Figure(points, f"เฉลี่ยวันละ {format_number(a_day)} บาท จาก {days} วัน", "มียอดขาย")


def add_sources() -> None:
    guidance = "ยอดเฉลี่ยต่อวันในงาน 3 ปีก่อน ถึง 2,000 บาท 2, 5,000 บาท 3, 10,000 บาท 4, 20,000 บาท 5"
    add_source(ScoreSource("past_sales", "ยอดขายที่ผ่านมา", guidance, 20, past_sales, 30))
