"""Charts of parts as inline SVG: bars below each other, and one bar that is divided.

Sizes are SVG attributes because the policy forbids inline styles. Each chart is drawn from the
rows of the table beside it, which says the same in words.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from otopfair.thai.folding import truncate

WIDTH, ROW, BAR = 320, 50, 18  # a phone's width, so that letters keep their size there
LONGEST_LABEL = 36  # letters beside a value; the table has the whole
SHARE_HEIGHT = 44
_SHADES = 4  # of the style sheet: .shade-0 to .shade-3
_NARROWEST = 22  # a part with its number in it


@dataclass(frozen=True)
class ChartRow:
    """One row of a chart and of its table: what it is, how much, and how that is written."""

    label: str
    value: Decimal
    text: str


@dataclass(frozen=True)
class PartChart:
    """A chart and its table: `is_share` divides one bar, otherwise each row has a bar, as wide as
    the page for `most`, or for the highest of them."""

    title: str
    head: tuple[str, str]
    rows: list[ChartRow] = field(default_factory=list)
    is_share: bool = False
    most: Decimal | None = None

    @property
    def aloud(self) -> str:
        """What is read instead of the drawing; the table says all of it."""
        return f"{self.title} ตัวเลขอยู่ในตารางถัดไป"


def level_chart_svg(
    rows: Sequence[ChartRow], title: str, most: Decimal | None = None
) -> SafeString:
    """A bar a row, from zero, below its label and its value; `most` is as wide as the page."""
    highest = most or max((row.value for row in rows), default=Decimal(0)) or Decimal(1)
    drawn = format_html_join("", "{}", ((_level(n, row, highest),) for n, row in enumerate(rows)))
    return _svg("level-chart", ROW * len(rows), title, drawn)


def _level(number: int, row: ChartRow, highest: Decimal) -> SafeString:
    top = ROW * number
    width = max(round(WIDTH * row.value / highest), 1 if row.value else 0)
    return format_html(
        '<text x="0" y="{}">{}</text><text class="value" x="{}" y="{}">{}</text>'
        '<rect class="shade-0" x="0" y="{}" width="{}" height="{}"></rect>',
        top + 16,
        truncate(row.label, LONGEST_LABEL),
        WIDTH,
        top + 16,
        row.text,
        top + 23,
        width,
        BAR,
    )


def share_chart_svg(rows: Sequence[ChartRow], title: str) -> SafeString:
    """One bar divided as the rows divide the whole; a part has the number of its row."""
    whole = sum((row.value for row in rows), Decimal(0)) or Decimal(1)
    parts, left = [], Decimal(0)
    for number, row in enumerate(rows):
        width = WIDTH * row.value / whole
        if row.value:
            parts.append((_share(number, left, width),))
        left += width
    return _svg("share-chart", SHARE_HEIGHT, title, format_html_join("", "{}", parts))


def _share(number: int, left: Decimal, width: Decimal) -> SafeString:
    label = number + 1 if width >= _NARROWEST else ""
    return format_html(
        '<rect class="shade-{}" x="{}" y="0" width="{}" height="{}"></rect>'
        '<text class="on-{}" x="{}" y="28">{}</text>',
        number % _SHADES,
        round(left, 1),
        round(max(width - 2, Decimal("0.5")), 1),
        SHARE_HEIGHT,
        number % _SHADES,
        round(left + width / 2, 1),
        label,
    )


def _svg(css_class: str, height: int, title: str, drawn: SafeString) -> SafeString:
    return format_html(
        '<svg class="{}" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>',
        css_class,
        WIDTH,
        height,
        title,
        drawn,
    )
