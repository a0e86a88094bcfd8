"""The tables of the overview: what the page shows, the paper prints and the workbook holds."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from fairs.models import FairEvent, ProductCategory
from otopfair.look.part_charts import ChartRow
from otopfair.thai.baht import format_number
from otopfair.thai.formatting import format_date_short, format_range_short
from otopfair.thai.percents import percent, percent_text
from sales.reports.charts import PartChart
from sales.reports.figures import Cumulative, DaySum
from sales.reports.overview import (
    MONTHS_OF_QUARTER,
    Amount,
    Asked,
    FairSum,
    Period,
    by_category,
    by_province,
    by_quarter,
    categories_of_fair,
    quarters_of,
    whole,
    years_of,
)

MOST_BARS = 12
Query = Callable[..., str]


@dataclass(frozen=True)
class SumRow:
    """One row: its name, where it leads, baht, and one word beside them (a share, a change)."""

    label: str
    amount: Amount | None
    beside: str = ""
    url: str = ""
    sub: str = ""


@dataclass(frozen=True)
class SumTable:
    """A table of sums; `beside` is the heading of the last column. `adds_up` has a row of sums."""

    key: str
    title: str
    first: str
    beside: str
    rows: list[SumRow]
    adds_up: bool = True
    is_share: bool = False

    @property
    def amount(self) -> Amount:
        return whole(row.amount for row in self.rows if row.amount)

    @property
    def chart(self) -> PartChart | None:
        """The rows as bars, as far as they are readable; none of one row alone."""
        known = [row for row in self.rows if row.amount and row.amount.total]
        if len(known) < 2 or not self.adds_up:
            return None
        bars = [
            ChartRow(row.label, row.amount.total, format_number(row.amount.total))
            for row in known[:MOST_BARS]
            if row.amount
        ]
        return PartChart(self.title, (self.first, "บาท"), bars)


def tables_of(asked: Asked, fairs: Sequence[FairSum], query: Query) -> list[SumTable]:
    """Years or the quarters of one, categories, provinces, fairs; nothing without takings."""
    quarters = by_quarter(asked)
    periods = quarters_of(quarters, asked.year) if asked.year else years_of(quarters)
    if not any([*(one.amount for one in periods), *(one.amount for one in fairs)]):
        return []
    tables = [_periods(asked, periods, query)]
    if asked.category is None:
        tables.append(_categories(by_category(asked), query))
    if not asked.province:
        tables.append(_provinces(by_province(asked), query))
    tables.append(_fairs(fairs, query))
    return [table for table in tables if table.rows]


def _periods(asked: Asked, periods: Iterable[Period], query: Query) -> SumTable:
    rows = [
        SumRow(
            f"ไตรมาส {one.quarter}" if one.quarter else str(one.fiscal_year_be),
            one.amount,
            _signed(one.change),
            "" if one.quarter else query(year=one.fiscal_year_be),
            MONTHS_OF_QUARTER[one.quarter] if one.quarter else "",
        )
        for one in periods
    ]
    title = f"ไตรมาสของปีงบประมาณ {asked.year}" if asked.year else "ตามปีงบประมาณ"
    first = "ไตรมาส" if asked.year else "ปีงบประมาณ"
    return SumTable("periods", title, first, "จากปีก่อน (ร้อยละ)", rows)


def _categories(sums: dict[int, Amount], query: Query) -> SumTable:
    rows = [
        SumRow(category.label, sums[category.value], url=query(category=category.value))
        for category in ProductCategory
        if category.value in sums
    ]
    return _with_shares(SumTable("categories", "ตามประเภท", "ประเภท", SHARE, rows))


def _provinces(sums: Iterable[tuple], query: Query) -> SumTable:
    rows = [
        SumRow(province.name_th, amount, url=query(province=province.pk))
        for province, amount in sums
    ]
    return _with_shares(SumTable("provinces", "ตามจังหวัดเจ้าของงาน", "จังหวัด", SHARE, rows))


SHARE = "ร้อยละของทั้งหมด"


def _with_shares(table: SumTable) -> SumTable:
    total = table.amount.total
    rows = [
        replace(row, beside=percent_text(percent(row.amount.total, total)) if total else "")
        for row in table.rows
        if row.amount
    ]
    return replace(table, rows=rows)


def _fairs(fairs: Sequence[FairSum], query: Query) -> SumTable:
    rows = [
        SumRow(
            str(one.fair_event),
            one.amount,
            percent_text(one.target_percent),
            query(fair=one.fair_event.pk),
            _days(one.fair_event),
        )
        for one in fairs
    ]
    return SumTable("fairs", "งานล่าสุด", "งาน", "ร้อยละของเป้าหมาย", rows, adds_up=False)


def _days(fair_event: FairEvent) -> str:
    days = fair_event.days
    return format_range_short(days[0], days[-1]) if days else ""


def fair_tables(
    fair_event: FairEvent,
    asked: Asked,
    days: Sequence[DaySum],
    so_far: Cumulative | None,
    query: Query,
) -> list[SumTable]:
    """One fair: its days beside those of the edition before, and its categories."""
    if asked.days:
        first, last = asked.days
        days = [one for one in days if first <= one.day <= last]
    compared = so_far.last_edition if so_far and so_far.last_total else ""
    tables = [_fair_days(days, compared)]
    if asked.category is None:
        tables.append(_categories(categories_of_fair(fair_event, asked.days), query))
    return [table for table in tables if table.rows]


def _fair_days(days: Sequence[DaySum], compared: str) -> SumTable:
    rows = [
        SumRow(
            format_date_short(one.day),
            Amount(one.sold, one.ordered),
            "" if one.last_total is None else format_number(one.last_total),
            sub=f"วันที่ {one.number} ของงาน" if one.number else "นอกวันจัดงาน",
        )
        for one in days
    ]
    beside = f"{compared} วันเดียวกัน (บาท)" if compared else ""
    return SumTable("days", "ตามวัน", "วัน", beside, rows)


def _signed(change: Decimal | None) -> str:
    if change is None:
        return ""
    return f"+{percent_text(change)}" if change > 0 else percent_text(change)
