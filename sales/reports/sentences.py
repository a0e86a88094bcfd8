"""The report's sentences, in the grammar and the words of the offices' own press texts."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from fairs.models import ProductCategory
from otopfair.thai.baht import format_number
from otopfair.thai.digits import to_official_digits
from otopfair.thai.fair_names import fair_called
from otopfair.thai.formatting import (
    format_date,
    format_date_official,
    format_range,
    format_weekday,
)
from sales.reports.figures import Cumulative, DailyFigures, Line, Ranked, ZoneFigures


@dataclass(frozen=True)
class ReportStyle:
    """How an office prints: the mark after a zone's number, its words, its digits.

    Provinces write ยอดสั่งจอง and บูธ; national texts ยอดสั่งซื้อ, some offices บูท.
    """

    zone_mark: str = "."
    orders_word: str = "ยอดสั่งจอง"
    unit: str = "บูธ"
    thai_digits: bool = False


PROVINCIAL = ReportStyle()


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


def report_text(words: FairWords, figures: DailyFigures, style: ReportStyle = PROVINCIAL) -> str:
    """The whole text, ready to be copied into a press release."""
    day = date.fromisoformat(figures.day)
    blocks = [
        "\n".join(header_lines(words, day)),
        "\n".join(total_lines(words, figures, style)),
        "\n".join(zone_lines(figures.zones, style)),
        "\n".join(ranking_lines(figures.ranking)),
        "\n".join(cumulative_lines(figures.cumulative)),
        missing_line(figures, style),
    ]
    text = "\n\n".join(block for block in blocks if block)
    return to_official_digits(text) if style.thai_digits else text


def header_lines(words: FairWords, day: date) -> list[str]:
    """Date, who reports, at which fair, when and where."""
    return [format_date_official(day), opening_sentence(words)]


def opening_sentence(words: FairWords) -> str:
    """Who shows and sells, at which fair, when and where."""
    days = format_range(words.first_day, words.last_day)
    place = f"ระหว่างวันที่ {days} ณ {words.venue}"
    called = fair_called(words.fair_name)
    by = f"{words.governor} มอบหมายให้ {words.office}" if words.governor else words.office
    if words.director:
        by = f"{by} โดยการอำนวยการของ {words.director}"
    if words.is_joined:
        return f"{by} นำกลุ่มผู้ผลิต ผู้ประกอบการ OTOP ร่วมจัดแสดงและจำหน่ายสินค้าใน{called} {place}"
    return f"{by} จัด{called} {place} นำกลุ่มผู้ผลิต ผู้ประกอบการ OTOP ร่วมจัดแสดงและจำหน่ายสินค้า"


def total_lines(words: FairWords, figures: DailyFigures, style: ReportStyle) -> list[str]:
    """How many booths, and the day's totals."""
    day = date.fromisoformat(figures.day)
    grand = figures.grand
    count = f"{format_number(grand.units)} {style.unit}"
    if figures.vendors != grand.units:
        count = f"{count} ({format_number(figures.vendors)} ราย)"
    return [
        f"{words.province_title} ร่วมจัดแสดงและจำหน่ายสินค้า รวม {count}",
        f"ยอดจำหน่ายประจำวัน{format_weekday(day)}ที่ {format_date(day)} {amounts(grand, style)}",
    ]


def zone_lines(zones: tuple[ZoneFigures, ...], style: ReportStyle) -> list[str]:
    """Each zone, and under a zone that is split its categories: 1.1, 1.2 …"""
    lines = []
    for number, zone in enumerate(zones, start=1):
        mark = f"{number}{style.zone_mark}"
        if not zone.categories:
            lines.append(
                f"{mark} {zone_name(zone.line.label)} {count_and_amounts(zone.line, style)}"
            )
            continue
        lines.append(f"{mark} {zone_name(zone.line.label)} แบ่งตามประเภท ดังนี้")
        lines += [
            f"{number}.{part} {category_line(line, style)}"
            for part, line in enumerate(zone.categories, start=1)
        ]
    return lines


def zone_name(label: str) -> str:
    """A zone's printed name begins with โซน, whatever the register says."""
    if label.startswith("โซน"):
        return label
    return f"โซน {label}" if label[:1].isascii() else f"โซน{label}"


def category_line(line: Line, style: ReportStyle = PROVINCIAL) -> str:
    """ประเภทอาหาร จำนวน 5 บูธ ยอดจำหน่าย 115,000 บาท ยอดสั่งจอง 25,000 บาท รวมทั้งสิ้น 140,000 บาท"""
    return f"ประเภท{category_name(line)} {count_and_amounts(line, style)}"


def category_name(line: Line) -> str:
    """The category as reports spell it, which is not how the register does."""
    if line.category not in ProductCategory.values:
        return line.label
    return ProductCategory(line.category).facts.in_reports


def count_and_amounts(line: Line, style: ReportStyle = PROVINCIAL) -> str:
    """จำนวน 2 บูธ ยอดจำหน่าย 15,700 บาท"""
    return f"จำนวน {format_number(line.units)} {style.unit} {amounts(line, style)}"


def amounts(line: Line, style: ReportStyle = PROVINCIAL) -> str:
    """Sold, ordered and their sum; without orders neither orders nor a sum is printed."""
    sold = f"ยอดจำหน่าย {format_number(line.sold)} บาท"
    if not line.ordered:
        return sold
    ordered = f"{style.orders_word} {format_number(line.ordered)} บาท"
    return f"{sold} {ordered} รวมทั้งสิ้น {format_number(line.total)} บาท"


def ranking_lines(ranking: tuple[Ranked, ...]) -> list[str]:
    """ผู้จำหน่ายสูงสุด 5 อันดับ, one line a place."""
    if not ranking:
        return []
    lines = [f"ผู้จำหน่ายสูงสุด {len(ranking)} อันดับ"]
    for one in ranking:
        booth = f" บูธ {one.booth}" if one.booth else ""
        lines.append(f"อันดับ {one.place} {one.name}{booth} {format_number(one.total)} บาท")
    return lines


def cumulative_lines(cumulative: Cumulative | None) -> list[str]:
    """ยอดสะสม 3 วัน …, beside the target and the last edition on the same day."""
    if cumulative is None:
        return []
    parts = [f"ยอดสะสม {cumulative.days} วัน รวม {format_number(cumulative.total)} บาท"]
    if cumulative.target:
        percent = decimals(cumulative.target_percent)
        parts.append(f"คิดเป็นร้อยละ {percent} ของเป้าหมาย {format_number(cumulative.target)} บาท")
    if (growth := cumulative.growth_percent) is not None:
        parts.append(growth_words(growth, cumulative.last_edition))
    return [" ".join(parts)]


def growth_words(growth: Decimal, last_edition: str) -> str:
    """เพิ่มขึ้นร้อยละ 9.1 จากครั้งที่ 19 ในวันเดียวกัน"""
    if growth == 0:
        return f"เท่ากับ{last_edition} ในวันเดียวกัน"
    verb = "เพิ่มขึ้น" if growth > 0 else "ลดลง"
    return f"{verb}ร้อยละ {decimals(abs(growth))} จาก{last_edition} ในวันเดียวกัน"


def missing_line(figures: DailyFigures, style: ReportStyle = PROVINCIAL) -> str:
    """ยังไม่ส่งยอด 3 บูธ ได้แก่ A12, C02, C35"""
    if not figures.missing:
        return ""
    booths = ", ".join(one.booth for one in figures.missing)
    return f"ยังไม่ส่งยอด {len(figures.missing)} {style.unit} ได้แก่ {booths}"


def decimals(value: Decimal | None) -> str:
    """33.56 → "33.6"; a whole number has none."""
    if value is None:
        return ""
    rounded = round(value, 1)
    return format_number(rounded) if rounded == rounded.to_integral_value() else f"{rounded:,.1f}"
