"""Charts as inline SVG: sizes are SVG attributes because the policy forbids inline styles."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

COLUMN, BAR, TOP, HEIGHT = 46, 38, 26, 120
FIT_A_PHONE = 7  # bars; of more the letters would be too small, so that the chart scrolls
BASE = TOP + HEIGHT


def bar_chart_svg(bars: Sequence[dict], title: str) -> SafeString:
    """Bars from zero with their values written above.

    Each bar is ``{"label", "sublabel", "value", "text", "state"}``: ``value`` a number or None for
    a day to come, ``text`` what stands above the bar, ``state`` "" or "today" (still being filled).
    """
    highest = max((Decimal(bar["value"] or 0) for bar in bars), default=Decimal(0)) or Decimal(1)
    columns = format_html_join(
        "", "{}", ((_column(n, bar, highest),) for n, bar in enumerate(bars))
    )
    width = COLUMN * max(len(bars), 1)
    chart = format_html(
        '<svg class="bar-chart" width="{}" viewBox="0 0 {} {}" role="img" aria-label="{}">{}'
        '<line class="axis" x1="0" x2="{}" y1="{}" y2="{}"></line></svg>',
        width,
        width,
        BASE + 48,
        title,
        columns,
        width,
        BASE,
        BASE,
    )
    if len(bars) <= FIT_A_PHONE:
        return chart
    frame = '<div class="chart-frame" tabindex="0" role="group" aria-label="{}">{}</div>'
    return format_html(frame, title, chart)


def _column(number: int, bar: dict, highest: Decimal) -> SafeString:
    value = bar["value"]
    height = round(HEIGHT * Decimal(value or 0) / highest)
    left, middle = number * COLUMN, number * COLUMN + BAR // 2
    drawn = ""
    if bar.get("state") == "today":
        height = max(height, HEIGHT // 3)
        drawn = _bar("bar today", left, height)
    elif value:
        drawn = _bar("bar", left, height)
    return format_html(
        '{}<text class="value" x="{}" y="{}">{}</text>'
        '<text x="{}" y="{}">{}</text><text x="{}" y="{}">{}</text>',
        drawn,
        middle,
        BASE - height - 7,
        bar.get("text", ""),
        middle,
        BASE + 20,
        bar["label"],
        middle,
        BASE + 41,
        bar.get("sublabel", ""),
    )


def _bar(css_class: str, left: int, height: int) -> SafeString:
    return format_html(
        '<path class="{}" d="M{} {}v-{}q0-3 3-3h{}q3 0 3 3v{}z"></path>',
        css_class,
        left,
        BASE,
        max(height - 3, 0),
        BAR - 6,
        max(height - 3, 0),
    )
