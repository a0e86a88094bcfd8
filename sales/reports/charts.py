"""The charts of a report: each is drawn from the table that stands beside it."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from otopfair.look.part_charts import ChartRow, PartChart
from otopfair.thai.baht import format_number
from otopfair.thai.formatting import format_date_short
from otopfair.thai.percents import percent, rounded
from sales.reports.figures import Cumulative, DailyFigures, Figures, Line
from sales.reports.style import ReportStyle

MOST_DAYS = 14
UNKNOWN = "ยังไม่มียอด"


def charts_of_day(figures: DailyFigures, style: ReportStyle) -> list[PartChart]:
    """Day by day up to this one, then as of a whole fair; a single day is no comparison."""
    rows = [*_days(figures)]
    by_day = [PartChart("ยอดรวมรายวัน", ("วันที่", "บาท"), rows)] if len(rows) > 1 else []
    return [*by_day, *charts_of(figures, style)]


def charts_of(figures: Figures, style: ReportStyle) -> list[PartChart]:
    """By type, each type's share, and what came in against the target; none without figures.
    What nobody has reported is told so, and has no bar."""
    if not figures.grand.total:
        return []
    types = [(style.category(line.category, line.label), line) for line in figures.categories]
    whole = sum((line.total for _name, line in types), Decimal(0))
    charts = [
        PartChart(
            "ยอดรวมตามประเภท",
            ("ประเภท", "บาท"),
            [_row(name, line, format_number(line.total)) for name, line in types],
        ),
        PartChart(
            "ส่วนแบ่งตามประเภท",
            ("ประเภท", "ร้อยละ"),
            [_row(name, line, f"{rounded(percent(line.total, whole))}") for name, line in types],
            is_share=True,
        ),
    ]
    so_far = figures.cumulative
    if so_far and not so_far.is_silent and (so_far.target or so_far.last_total):
        rows = [*_beside(so_far)]
        charts.append(PartChart("เทียบเป้าหมายและครั้งก่อน", ("เรื่อง", "บาท"), rows))
    return charts


def _row(name: str, line: Line, text: str) -> ChartRow:
    return ChartRow(name, line.total, UNKNOWN if line.is_silent else text)


def _days(figures: DailyFigures) -> Iterable[ChartRow]:
    """The last days of the fair up to the day of the report, those without figures named."""
    last = date.fromisoformat(figures.day)
    taken = {one.day: one.total for one in figures.by_day}
    without = figures.cumulative.without if figures.cumulative else ()
    for days_before in reversed(range(MOST_DAYS)):
        day = last - timedelta(days=days_before)
        if day in taken:
            yield ChartRow(format_date_short(day), taken[day], format_number(taken[day]))
        elif any(run.first <= day <= run.last for run in without):
            yield ChartRow(format_date_short(day), Decimal(0), UNKNOWN)


def _beside(so_far: Cumulative) -> Iterable[ChartRow]:
    told = [("ยอดสะสม", so_far.total), ("เป้าหมาย", so_far.target)]
    if so_far.last_total:
        told.append((so_far.compared_with, so_far.last_total))
    return [ChartRow(name, baht, format_number(baht)) for name, baht in told if baht]
