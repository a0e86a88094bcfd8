"""What a vendor's sales pages show: the booths of a day, and every day of a fair."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from fairs.models import FairEvent
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.formatting import MONTHS_SHORT, WEEKDAYS_SHORT, no_break
from products.models import Product
from sales.doubts import Usual
from sales.forms.takings import TakingsForm
from sales.models import BoothSale, BoothSaleRevision, DailyReport, SaleSource
from sales.operations.takings import seen_figure
from sales.takings import standing_on
from vendors.models import AllocationDay, BoothAllocation, Vendor


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
    usual: Usual
    products: list[tuple[int, str]]
    best_products: list[int]
    form: TakingsForm | None = None

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

    @property
    def label(self) -> str:
        """What the browser calls an entry that waits there."""
        return f"บูธ {self.allocation.booth.code} {short_day(self.day)}"

    def unbound(self) -> TakingsForm:
        start = {"seen": seen_figure(self.sale)}
        if self.sale:
            shown = ("sold_baht", "ordered_baht", "customers")
            start |= {name: getattr(self.sale, name) for name in shown}
            start["best_products"] = self.best_products
        return self._form(initial=start)

    def bound(self, data) -> TakingsForm:
        return self._form(data)

    def _form(self, *args, **kwargs) -> TakingsForm:
        about = {"usual": self.usual, "products": self.products}
        return TakingsForm(*args, auto_id=f"id_{self.allocation.pk}_%s", **about, **kwargs)


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
        if all(sale.source == SaleSource.PHONE for sale in self.sales):
            return "going", "แจ้งทางโทรศัพท์", "phone"
        if all(sale.source in (SaleSource.OFFICER, SaleSource.PHONE) for sale in self.sales):
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
        yesterday = here.get(day - timedelta(days=1))
        usual, sale = Usual.of(yesterday, others), here.get(day)
        best = [pk for sale_id, pk in self._best_sold if sale and sale_id == sale.pk]
        return BoothEntry(allocation, day, sale, yesterday, usual, self.products, best)

    def corrections(self, entries: list[BoothEntry]) -> list[BoothSaleRevision]:
        """Every change of the day's figures, the shop's own and officers', the newest first."""
        sales = [entry.sale.pk for entry in entries if entry.sale]
        rows = BoothSaleRevision.objects.filter(sale__in=sales)
        return list(rows.select_related("changed_by", "sale__booth"))

    @cached_property
    def _best_sold(self) -> list[tuple[int, int]]:
        rows = BoothSale.best_products.through.objects.filter(
            boothsale__vendor=self.vendor, boothsale__fair_event=self.fair_event
        )
        return list(rows.values_list("boothsale_id", "product_id"))

    @cached_property
    def products(self) -> list[tuple[int, str]]:
        rows = Product.objects.filter(vendor=self.vendor).order_by("name_th", "pk")
        return list(rows.values_list("pk", "name_th"))

    def days(self) -> list[FairDay]:
        """The vendor's days until today, newest first: with a booth, or with takings, those too
        that the fair no longer has."""
        today = today_in_thailand()
        booths, own = self._booths_a_day(), set(self.fair_event.days)
        days = [
            FairDay(
                day,
                booths[day],
                [sale for sale in self.sales if sale.sold_on == day],
                day in self.closed_days or day not in own,
            )
            for day in sorted({*own, *self._sold_days()}, reverse=True)
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
