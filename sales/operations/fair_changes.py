"""What a change of a fair's dates means to its takings and reports."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Count, F, Sum

from fairs.acts import Consequence
from fairs.models import FairEvent
from otopfair.thai.baht import format_number
from otopfair.thai.formatting import format_date
from sales.models import BoothSale, DailyReport


def what_happens_to_takings(fair_event: FairEvent, days: list[date] | None) -> list[Consequence]:
    """Takings stay in any case; those outside the new days are shown and must be agreed to."""
    rows = (
        BoothSale.objects.filter(fair_event=fair_event)
        .order_by()
        .values("sold_on")
        .annotate(
            booths=Count("booth", distinct=True), total=Sum(F("sold_baht") + F("ordered_baht"))
        )
        .order_by("sold_on")
    )
    if days is None:
        return _kept(list(rows))
    outside = [row for row in rows if row["sold_on"] not in days]
    closed = _closed_days(fair_event)
    return [
        Consequence(_outside(row, row["sold_on"] in closed), needs_agreement=True)
        for row in outside
    ]


def _kept(rows: list) -> list[Consequence]:
    if not rows:
        return []
    total = format_number(sum(row["total"] for row in rows))
    return [
        Consequence(f"ยอดขาย {len(rows)} วัน รวม {total} บาท และรายงานที่ปิดแล้วยังเก็บไว้ แต่รับยอดเพิ่มไม่ได้")
    ]


def _outside(row: Mapping[str, Any], is_closed: bool) -> str:
    total = format_number(row["total"])
    report = " และปิดรายงานแล้ว" if is_closed else ""
    return (
        f"{format_date(row['sold_on'])} มียอดขาย {row['booths']} บูธ รวม {total} บาท{report}"
        " จะอยู่นอกวันจัดงาน ยอดและรายงานยังเก็บไว้"
    )


def _closed_days(fair_event: FairEvent) -> set[date]:
    closed = DailyReport.objects.filter(fair_event=fair_event).exclude(closed_at=None)
    return set(closed.values_list("sold_on", flat=True))
