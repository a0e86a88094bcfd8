"""The report's sentences, in the grammar and the words of the offices' own press texts."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from otopfair.thai.fair_names import fair_called
from otopfair.thai.formatting import format_date_official, format_range, format_weekday
from otopfair.thai.percents import percent_text, rounded
from otopfair.thai.periods import Period, format_runs
from sales.models.wording import Dated, Opening
from sales.reports.figures import (
    Cumulative,
    DailyFigures,
    Figures,
    Line,
    Ranking,
    Visitors,
    ZoneFigures,
)
from sales.reports.style import USUAL, ReportStyle

NOT_REPORTED = "ยังไม่ส่งยอด"


@dataclass(frozen=True)
class FairWords:
    """What the sentences say of the fair itself, in the fair's own words."""

    province_title: str
    office: str
    fair_name: str
    venue: str
    first_day: date
    last_day: date
    is_joined: bool = False
    director: str = ""
    governor: str = ""


def report_text(
    words: FairWords,
    figures: DailyFigures,
    style: ReportStyle = USUAL,
    *,
    made_on: date | None = None,
) -> str:
    """The whole text, ready to be copied into a press release or a message.

    `made_on` is the day of the report itself, for offices that put it at the head; the sentence
    of the totals always names the day of the sales.
    """
    style = style.in_text()
    day = date.fromisoformat(figures.day)
    dated = made_on if made_on and style.dated == Dated.MADE else day
    blocks = [
        "\n".join(header_lines(words, dated, style)),
        "\n".join(total_lines(words, figures, style)),
        "\n".join(zone_lines(figures.zones, style)),
        "\n".join(ranking_lines(figures.sellers, style)),
        "\n".join(cumulative_lines(words, figures.cumulative, day, style)),
        "\n".join(visitors_lines(figures, style)),
        missing_line(figures, style),
        "\n".join(closing_lines(words, style)),
    ]
    return "\n\n".join(block for block in blocks if block)


def header_lines(words: FairWords, day: date, style: ReportStyle) -> list[str]:
    """Date, to whom, who reports, at which fair, when and where."""
    dated = style.figures(format_date_official(day))
    return [line for line in (dated, style.salutation, opening_sentence(words, style)) if line]


def opening_sentence(words: FairWords, style: ReportStyle = USUAL) -> str:
    """Who shows and sells, at which fair, when and where."""
    place = f"{style.figures(Period(words.first_day, words.last_day).held)} ณ {words.venue}"
    called = fair_called(style.edition(words.fair_name))
    if not is_joined(words, style):
        return f"{words.office} จัด{called} {place} นำกลุ่มผู้ผลิต ผู้ประกอบการ OTOP ร่วมจัดแสดงและจำหน่ายสินค้า"
    by = f"{words.governor} มอบหมายให้ {words.office}" if words.governor else words.office
    if words.director:
        by = f"{by} โดยการอำนวยการของ {words.director}"
    return f"{by} นำกลุ่มผู้ผลิต ผู้ประกอบการ OTOP ร่วมจัดแสดงและจำหน่ายสินค้าใน{called} {place}"


def is_joined(words: FairWords, style: ReportStyle) -> bool:
    """Whether the opening tells of a fair of others: as it is, unless the office says always."""
    if style.opening == Opening.AS_HELD:
        return words.is_joined
    return style.opening == Opening.JOINED


def total_lines(words: FairWords, figures: DailyFigures, style: ReportStyle) -> list[str]:
    """How many booths, and the day's totals."""
    day = date.fromisoformat(figures.day)
    grand = figures.grand
    count = f"{style.number(grand.booths)} {style.booth_word}"
    if grand.vendors != grand.booths:
        count = f"{count} ({style.number(grand.vendors)} {style.vendor_word})"
    if grand.reported != grand.booths:
        count = f"{count} ส่งยอดครบแล้ว {style.number(grand.reported)} {style.booth_word}"
    return [
        f"{words.province_title} ร่วมจัดแสดงและจำหน่ายสินค้า รวม {count}",
        f"ยอดจำหน่ายประจำวัน{format_weekday(day)}ที่ {style.date(day)} {amounts(grand, style)}",
    ]


def zone_lines(zones: tuple[ZoneFigures, ...], style: ReportStyle = USUAL) -> list[str]:
    """Each zone, and under a zone that is split its categories: 1.1, 1.2 …"""
    return [f"{one.mark} {one.words}" for one in numbered_lines(zones, style)]


@dataclass(frozen=True)
class NumberedLine:
    """A printed line of zones and categories: its number, its name, its figures.

    `is_heading` is a zone whose amounts stand in the lines of its categories, which are its parts.
    """

    mark: str
    name: str
    line: Line
    style: ReportStyle
    is_heading: bool = False
    is_part: bool = False

    @property
    def words(self) -> str:
        if self.is_heading:
            return f"{self.name} แบ่งตามประเภท ดังนี้"
        return f"{self.name} {count_and_amounts(self.line, self.style)}"


def numbered_lines(zones: tuple[ZoneFigures, ...], style: ReportStyle) -> list[NumberedLine]:
    """Zones and categories in printed order; a zone that is not split may come as one more type."""
    if style.zones_as_types:
        return _as_types(zones, style)
    lines = []
    for number, zone in enumerate(zones, start=1):
        mark, split = style.figures(f"{number}{style.zone_mark}"), bool(zone.categories)
        lines.append(NumberedLine(mark, zone_name(zone.line.label), zone.line, style, split))
        lines += [
            NumberedLine(
                style.figures(f"{number}.{part}"), type_name(line, style), line, style, is_part=True
            )
            for part, line in enumerate(zone.categories, start=1)
        ]
    return lines


def _as_types(zones: tuple[ZoneFigures, ...], style: ReportStyle) -> list[NumberedLine]:
    """Types first, then the zones without them, in one row of numbers: 6. ประเภท OTOP ชวนชิม."""
    types: dict[int | None, Line] = {}
    for line in (line for zone in zones for line in zone.categories):
        known = types.get(line.category)
        types[line.category] = _sum(known, line) if known else line
    listed = [
        *((type_name(line, style), line) for _key, line in sorted(types.items())),
        *((f"ประเภท{_spaced(z.line.label)}", z.line) for z in zones if not z.categories),
    ]
    return [
        NumberedLine(style.figures(f"{number}{style.zone_mark}"), name, line, style)
        for number, (name, line) in enumerate(listed, start=1)
    ]


def _sum(one: Line, other: Line) -> Line:
    """One type of two zones; a booth stands in one zone only, so that none counts twice."""
    return replace(
        one,
        booths=one.booths + other.booths,
        reported=one.reported + other.reported,
        vendors=one.vendors + other.vendors,
        is_silent=one.is_silent and other.is_silent,
        sold=one.sold + other.sold,
        ordered=one.ordered + other.ordered,
    )


def zone_name(label: str) -> str:
    """A zone's printed name begins with โซน, whatever the register says."""
    return label if label.startswith("โซน") else f"โซน{_spaced(label)}"


def _spaced(label: str) -> str:
    """A Latin word is set off from the Thai word before it."""
    return f" {label}" if label[:1].isascii() else label


def type_name(line: Line, style: ReportStyle = USUAL) -> str:
    """ประเภทผ้าและเครื่องแต่งกาย, in the spelling of the office."""
    return f"ประเภท{style.category(line.category, line.label)}"


def count_and_amounts(line: Line, style: ReportStyle = USUAL) -> str:
    """จำนวน 2 บูธ ยอดจำหน่าย 15,700 บาท"""
    if not line.booths:
        return f"ใช้{style.booth_word}ร่วมกับประเภทอื่น {amounts(line, style)}"
    count = f"จำนวน {style.number(line.booths)} {style.booth_word}"
    return f"{count} {amounts(line, style)}"


def amounts(line: Line, style: ReportStyle = USUAL) -> str:
    """Sold, ordered and their sum; without orders neither orders nor a sum is printed."""
    if line.is_silent:
        return NOT_REPORTED
    sold = f"ยอดจำหน่าย {style.baht(line.sold)}"
    if not line.ordered:
        return sold
    return f"{sold} {style.orders_word} {style.baht(line.ordered)} รวมทั้งสิ้น {style.baht(line.total)}"


def ranking_lines(ranking: Ranking, style: ReportStyle = USUAL) -> list[str]:
    """ผู้จำหน่ายสูงสุด 5 อันดับ, one line a seller."""
    if not ranking.ranked:
        return []
    lines = [ranking_title(ranking, style)]
    for one in ranking.ranked:
        booth = f" {style.booth_word} {one.booth}" if one.booth else ""
        place = style.figures(one.place)
        lines.append(f"อันดับ {place} {one.name}{booth} {style.baht(one.total)}")
    return lines


def ranking_title(ranking: Ranking, style: ReportStyle = USUAL) -> str:
    return f"ผู้จำหน่ายสูงสุด {style.figures(ranking.places)} อันดับ"


def cumulative_lines(
    words: FairWords, cumulative: Cumulative | None, day: date, style: ReportStyle = USUAL
) -> list[str]:
    """ยอดสะสม 3 วัน (23–25 กันยายน 2566) …, beside the target and the last edition."""
    if cumulative is None:
        return []
    if cumulative.is_silent:
        return [f"ยอดสะสม ยังไม่มียอดวันที่ {style.figures(format_runs(cumulative.without))}"]
    parts = [f"ยอดสะสม {_since_opening(words, cumulative, day, style)}"]
    if cumulative.without:
        parts.append(f"ยังไม่มียอดวันที่ {style.figures(format_runs(cumulative.without))}")
    parts.append(f"รวม {style.large(cumulative.total)}")
    if cumulative.target:
        percent = style.figures(percent_text(cumulative.target_percent))
        parts.append(f"คิดเป็นร้อยละ {percent} ของเป้าหมาย {style.large(cumulative.target)}")
    if (growth := cumulative.growth_percent) is not None:
        parts.append(growth_words(growth, cumulative.compared_with, style))
    return [" ".join(parts)]


def _since_opening(words: FairWords, cumulative: Cumulative, day: date, style: ReportStyle) -> str:
    """3 วัน (23–25 กันยายน 2566): how many days, from the opening to which date."""
    days = cumulative.days_in_words
    if day > words.first_day:
        days = f"{days} ({format_range(words.first_day, day)})"
    return style.figures(days)


def growth_words(growth: Decimal, compared_with: str, style: ReportStyle = USUAL) -> str:
    """เพิ่มขึ้นร้อยละ 9.1 จากครั้งที่ 19 ในวันเดียวกัน"""
    before = style.figures(compared_with)
    if growth == 0:
        return f"เท่ากับ{before}"
    verb = "เพิ่มขึ้น" if growth > 0 else "ลดลง"
    return f"{verb}ร้อยละ {style.figures(percent_text(abs(growth)))} จาก{before}"


def visitors_lines(figures: Figures, style: ReportStyle = USUAL) -> list[str]:
    """ผู้เข้าชมงาน 15,966 คน เฉลี่ย 3,182 บาทต่อคน; since the opening, beside the target."""
    lines = []
    if figures.visitors is not None:
        each = figures.per_visitor.each
        average = f" เฉลี่ย {style.baht(rounded(each, 0))}ต่อคน" if each is not None else ""
        lines.append(f"ผู้เข้าชมงาน {_people(figures.visitors, style)}{average}")
    so_far = figures.cumulative.visitors if figures.cumulative else None
    if so_far is not None and so_far.target and so_far != figures.visitors:
        lines.append(f"ผู้เข้าชมสะสม {_people(so_far, style)}")
    return lines


def _people(visitors: Visitors, style: ReportStyle) -> str:
    """How many, whether all were counted, and what part of the target they are."""
    count = f"{style.number(visitors.people)} คน"
    if visitors.missing:
        count = f"{count} (ยังนับไม่ครบ)"
    if not visitors.target:
        return count
    percent = style.figures(percent_text(visitors.target_percent))
    return f"{count} คิดเป็นร้อยละ {percent} ของเป้าหมาย {style.number(visitors.target)} คน"


def missing_line(figures: Figures, style: ReportStyle = USUAL) -> str:
    """ยังไม่ส่งยอด 3 บูธ ได้แก่ A12, C02, C35"""
    booths = figures.missing_booths
    if not booths:
        return ""
    return f"ยังไม่ส่งยอด {style.number(len(booths))} {style.booth_word} ได้แก่ {', '.join(booths)}"


def closing_lines(words: FairWords, style: ReportStyle) -> list[str]:
    """The closing words, and who signs where the office puts that into its texts."""
    signed = []
    if style.is_signed_in_text:
        signed = [style.signer_name, signer_position(words, style)]
    return [line for line in (style.closing, *signed) if line]


def signer_position(words: FairWords, style: ReportStyle) -> str:
    """Who signs for the province when the office has not said otherwise."""
    return style.signer_position or f"พัฒนาการ{words.province_title}"
