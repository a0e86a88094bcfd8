"""Charts are drawn from the rows of the tables beside them, and say the same."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

from otopfair.look.charts import bar_chart_svg
from otopfair.look.part_charts import ChartRow, level_chart_svg, share_chart_svg
from otopfair.thai.periods import Period
from sales.reports.charts import charts_of, charts_of_day
from sales.reports.figures import DailyFigures, DaySum, Line
from sales.reports.style import ReportStyle
from tests.sales.test_final_reports import figures

ROWS = [
    ChartRow("อาหาร", Decimal(300), "300"),
    ChartRow("ผ้า <b>", Decimal(100), "100"),
    ChartRow("สมุนไพร", Decimal(0), "0"),
]


def widths(svg: str) -> list[Decimal]:
    return [Decimal(found) for found in re.findall(r'<rect [^>]*width="([\d.]+)"', svg)]


def test_bars_are_as_long_as_their_values_and_text_is_text():
    svg = level_chart_svg(ROWS, "ยอดรวม")
    assert widths(svg) == [320, 107, 0]
    assert "ผ้า &lt;b&gt;" in svg
    assert svg.startswith(
        '<svg class="level-chart" viewBox="0 0 320 150" role="img" aria-label="ยอดรวม">'
    )


def test_a_label_leaves_room_for_its_value():
    svg = level_chart_svg([ChartRow("ก" * 50, Decimal(1), "1")], "")
    assert f">{'ก' * 35}…</text>" in svg


def bars(days: int) -> list[dict]:
    return [{"label": str(day), "value": day, "text": str(day)} for day in range(1, days + 1)]


def test_many_days_scroll_and_are_not_made_small():
    week, ten_days = bar_chart_svg(bars(7), "รายวัน"), bar_chart_svg(bars(10), "รายวัน")
    assert week.startswith('<svg class="bar-chart" width="322" viewBox="0 0 322 194"')
    assert ten_days.startswith('<div class="chart-frame" tabindex="0" role="group"')
    assert ' width="460" viewBox="0 0 460 194"' in ten_days


def test_one_bar_is_divided_as_the_whole_is():
    svg = share_chart_svg(ROWS, "ส่วนแบ่ง")
    assert widths(svg) == [Decimal("238"), Decimal("78")]  # 240 and 80, less the gap between them
    assert re.findall(r">(\d+)</text>", svg) == ["1", "2"]


def test_a_part_too_narrow_for_its_number_has_none():
    rows = [ChartRow("มาก", Decimal(99), ""), ChartRow("น้อย", Decimal(1), "")]
    assert re.findall(r">(\d+)</text>", share_chart_svg(rows, "")) == ["1"]


def test_a_fair_has_charts_by_type_by_share_and_against_the_target():
    by_type, share, target = charts_of(figures(), ReportStyle(category_words={"4": "ของใช้ฯ"}))
    assert [(row.label, row.text) for row in by_type.rows][2:4] == [
        ("ผ้าและเครื่องแต่งกาย", "3,865,190"),
        ("ของใช้ฯ", "96,000"),
    ]
    assert [row.text for row in share.rows] == ["3.37", "0.38", "92.98", "2.31", "0.96"]
    assert [(row.label, row.text) for row in target.rows] == [
        ("ยอดสะสม", "28,450,000"),
        ("เป้าหมาย", "30,000,000"),
        ("ครั้งที่ 19 ในวันเดียวกัน", "26,000,000"),
    ]


def test_without_target_or_edition_before_there_is_nothing_to_compare_with():
    alone = replace(figures().cumulative, target=None, last_total=None)
    assert len(charts_of(figures(cumulative=alone), ReportStyle())) == 2


def test_without_figures_there_are_no_charts():
    nothing = replace(figures().grand, sold=Decimal(0), ordered=Decimal(0))
    assert charts_of(figures(grand=nothing), ReportStyle()) == []


def test_what_nobody_has_reported_is_no_zero_in_a_chart():
    whole = figures()
    silent = Line("สมุนไพรที่ไม่ใช่อาหาร", booths=3, category=5, is_silent=True)
    by_type, share, _target = charts_of(
        replace(whole, categories=(*whole.categories[:1], silent)), ReportStyle()
    )
    assert [row.text for row in by_type.rows][1:] == ["ยังไม่มียอด"]
    assert [row.text for row in share.rows] == ["100.00", "ยังไม่มียอด"]


def daily(**fields) -> DailyFigures:
    whole = figures()
    so_far = replace(whole.cumulative, without=(Period(date(2020, 10, 27), date(2020, 10, 27)),))
    days = [(26, 1, 300), (28, 3, 0)]
    told = {
        "day": "2020-10-28",
        "day_number": 3,
        "grand": whole.grand,
        "zones": (),
        "categories": whole.categories,
        "cumulative": so_far,
        "by_day": tuple(
            DaySum(date(2020, 10, day), number, Decimal(baht), Decimal(0))
            for day, number, baht in days
        ),
    }
    return DailyFigures(**(told | fields))


def test_a_day_is_drawn_beside_the_days_before_and_one_without_figures_is_named():
    by_day, *others = charts_of_day(daily(), ReportStyle())
    assert [(row.label, row.text) for row in by_day.rows] == [
        ("26 ต.ค. 2563", "300"),
        ("27 ต.ค. 2563", "ยังไม่มียอด"),
        ("28 ต.ค. 2563", "0"),
    ]
    assert [chart.title for chart in others] == [
        "ยอดรวมตามประเภท",
        "ส่วนแบ่งตามประเภท",
        "เทียบเป้าหมายและครั้งก่อน",
    ]


def test_the_first_day_has_no_days_to_be_compared_with():
    first = daily(by_day=daily().by_day[:1], day="2020-10-26")
    assert [chart.title for chart in charts_of_day(first, ReportStyle())][:1] == ["ยอดรวมตามประเภท"]
