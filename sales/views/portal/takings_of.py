"""What a vendor's sales pages show: the booths of a day, and every day of a fair."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from fairs.models import FairEvent
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.formatting import MONTHS_SHORT, no_break
from sales.forms.takings import TakingsForm
from sales.models import BoothSale, DailyReport, SaleSource
from sales.operations.takings import seen_figure
from sales.takings import standing_on
from vendors.models import AllocationDay, BoothAllocation, Vendor

UNUSUAL_TIMES = 10
WEEKDAYS_SHORT = ("จ.", "อ.", "พ.", "พฤ.", "ศ.", "ส.", "อา.")


def short_day(day: date) -> str:
    """พ. 28 ต.ค.: within one fair the year says nothing."""
    return no_break(f"{WEEKDAYS_SHORT[day.weekday()]} {day.day} {MONTHS_SHORT[day.month]}")


@dataclass
class BoothEntry:
    """One booth on one day: what is recorded, what the day before brought, and the form."""

    allocation: BoothAllocation
    day: date
    sale: BoothSale | None
    day_before: BoothSale | None
    average_baht: Decimal | None
    form: TakingsForm | None = None
    asks: bool = False

    @property
    def key(self) -> str:
        return f"{self.allocation.pk}-{self.day.isoformat()}"

    @property
    def shown_total(self) -> Decimal | None:
        """The sum beside "รวม": of what was just typed, else of what is recorded."""
        typed = getattr(self.form, "cleaned_data", {})
        if "sold_baht" in typed and "ordered_baht" in typed:
            return typed["sold_baht"] + typed["ordered_baht"]
        return self.sale.total_baht if self.sale else None

    @property
    def day_before_label(self) -> str:
        """ "เมื่อวาน พ. 28 ต.ค." beside today's form; the bare day beside an earlier one."""
        label = short_day(self.day - timedelta(days=1))
        return f"เมื่อวาน {label}" if self.day == today_in_thailand() else label

    def unbound(self) -> TakingsForm:
        start = {"seen": seen_figure(self.sale)}
        if self.sale:
            start |= {"sold_baht": self.sale.sold_baht, "ordered_baht": self.sale.ordered_baht}
        return TakingsForm(initial=start, auto_id=f"id_{self.allocation.pk}_%s")

    def is_unusual(self, total_baht: Decimal) -> bool:
        """Whether `total_baht` is more than ten times what this booth brings on other days."""
        return bool(self.average_baht) and total_baht > UNUSUAL_TIMES * self.average_baht


@dataclass
class FairDay:
    """One day of a fair in the vendor's list."""

    day: date
    booths: int
    sales: list[BoothSale]
    is_closed: bool

    @property
    def label(self) -> str:
        """ "วันนี้ 29 ต.ค." or "พ. 28 ต.ค." """
        if self.day == today_in_thailand():
            return no_break(f"วันนี้ {self.day.day} {MONTHS_SHORT[self.day.month]}")
        return short_day(self.day)

    @property
    def total_baht(self) -> Decimal | None:
        return sum((sale.total_baht for sale in self.sales), Decimal(0)) if self.sales else None

    @property
    def badge(self) -> tuple[str, str, str]:
        """Meaning, words and icon ("" is the meaning's own)."""
        if not self.sales:
            return "waiting", "ยังไม่ส่ง", ""
        if len(self.sales) < self.booths:
            return "waiting", f"ส่ง {len(self.sales)} จาก {self.booths} บูธ", ""
        if all(sale.checked_at for sale in self.sales):
            return "done", "ตรวจแล้ว", "badge-check"
        if all(sale.source == SaleSource.OFFICER for sale in self.sales):
            return "going", "กรอกแทน", "pencil"
        return "done", "ส่งแล้ว", ""


class VendorFair:
    """A vendor at one fair: its figures, read once, and the pages made from them."""

    def __init__(self, vendor: Vendor, fair_event: FairEvent):
        self.vendor, self.fair_event = vendor, fair_event
        sales = BoothSale.objects.filter(vendor=vendor, fair_event=fair_event)
        self.sales = list(sales.order_by("sold_on", "pk"))
        reports = DailyReport.objects.filter(fair_event=fair_event, closed_at__isnull=False)
        self.closed_days = set(reports.values_list("sold_on", flat=True))

    @property
    def total_baht(self) -> Decimal:
        return sum((sale.total_baht for sale in self.sales), Decimal(0))

    def entries(self, day: date) -> list[BoothEntry]:
        """The booths whose takings of `day` the vendor owes, in the order of the codes."""
        allocations = (
            standing_on(self.fair_event, day)
            .filter(application__vendor=self.vendor)
            .select_related("booth__fair_event", "application")
            .order_by("booth__sort_key", "pk")
        )
        return [self._entry(allocation, day) for allocation in allocations]

    def _entry(self, allocation: BoothAllocation, day: date) -> BoothEntry:
        here = {sale.sold_on: sale for sale in self.sales if sale.booth_id == allocation.booth_id}
        others = [sale.total_baht for sold_on, sale in here.items() if sold_on != day]
        earning = [total for total in others if total]
        average = sum(earning) / len(earning) if earning else None
        yesterday = here.get(day - timedelta(days=1))
        return BoothEntry(allocation, day, here.get(day), yesterday, average)

    def days(self) -> list[FairDay]:
        """The vendor's days until today, newest first: with a booth, or with takings, those too
        that the fair no longer has."""
        today = today_in_thailand()
        booths = self._booths_a_day()
        days = [
            FairDay(
                day,
                booths[day],
                [sale for sale in self.sales if sale.sold_on == day],
                day in self.closed_days or self.fair_event.day_number(day) is None,
            )
            for day in sorted({*self.fair_event.days, *self._sold_days()}, reverse=True)
            if day <= today
        ]
        return [day for day in days if day.booths or day.sales]

    def _booths_a_day(self) -> Counter:
        rows = AllocationDay.objects.filter(
            allocation__application__vendor=self.vendor, booth__fair_event=self.fair_event
        )
        return Counter(rows.values_list("on", flat=True))

    def _sold_days(self) -> set[date]:
        return {sale.sold_on for sale in self.sales}
