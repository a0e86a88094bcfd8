"""The evening report as it is printed: one set of words for the print view and for the PDF."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from otopfair.thai.baht import baht_in_words, format_number
from otopfair.thai.digits import in_official_digits
from otopfair.thai.fair_names import fair_called
from otopfair.thai.formatting import format_date, format_date_official, format_range, format_time
from sales.reports.figures import DailyFigures, Line
from sales.reports.sentences import (
    FairWords,
    category_name,
    cumulative_lines,
    missing_line,
    zone_name,
)

_MOST_PAGES = 40
_DOTS = "." * 34


@dataclass(frozen=True)
class Signature:
    """Who signs: the word after the dots, the name below (dots when unknown), the position."""

    word: str
    name: str
    position: str

    def lines(self) -> list[str]:
        name = self.name or _DOTS
        return [f"(ลงชื่อ) {_DOTS} {self.word}", f"({name})", self.position]


def printed_report(
    words: FairWords,
    figures: DailyFigures,
    *,
    time_of_data: datetime,
    reference: str,
    signatures: list[Signature],
    thai_digits: bool = True,
) -> dict:
    """All words of the page, by place; Thai digits for letters, Arabic when asked for."""
    day = date.fromisoformat(figures.day)
    title = "รายงานยอดจำหน่ายสินค้า OTOP ประจำวัน"
    data = {
        "title": title,
        "office": words.office,
        "fair": fair_called(words.fair_name),
        "day": f"{format_date_official(day)} ({figures.place_in_fair})",
        "opening": _opening(words, figures),
        "lines_head": [
            "ประเภทผลิตภัณฑ์",
            "จำนวนบูธ",
            "ยอดจำหน่าย (บาท)",
            "ยอดสั่งจอง (บาท)",
            "รวมทั้งสิ้น (บาท)",
        ],
        "lines": [_amounts(label, line) for label, line in _lines(figures)],
        "grand": _amounts("รวมทั้งสิ้น", figures.grand),
        "words": f"({baht_in_words(figures.grand.total)})",
        "sentences": _sentences(figures),
        "ranking_title": f"ผู้จำหน่ายสูงสุด {len(figures.ranking)} อันดับ",
        "ranking_head": ["อันดับ", "กลุ่ม / ร้าน", "บูธ", "รวม (บาท)"],
        "ranking": [
            [str(one.place), one.name, one.booth, format_number(one.total)]
            for one in figures.ranking
        ],
        "signatures": [one.lines() for one in signatures],
        "time_of_data": f"ข้อมูล ณ วันที่ {format_date(time_of_data)} เวลา {format_time(time_of_data)}",
        "reference": f"เลขอ้างอิง {reference}",
        "page_word": "หน้า",
        "digits": [str(number) for number in range(_MOST_PAGES)],
    }
    return in_official_digits(data) if thai_digits else data


def _opening(words: FairWords, figures: DailyFigures) -> str:
    days = format_range(words.first_day, words.last_day)
    verb = "ร่วมงาน" if words.is_joined else "จัดงาน"
    reported = f"รายงานยอด {figures.grand.units} บูธ"
    if figures.grand.units == figures.booths_allocated:
        reported = f"รายงานยอดครบ {figures.grand.units} บูธ"
    return (
        f"{words.office} {verb}ระหว่างวันที่ {days} ณ {words.venue} มีผู้ผลิต ผู้ประกอบการร่วมจำหน่าย"
        f" รวม {figures.booths_allocated} บูธ {reported} ดังนี้"
    )


def _lines(figures: DailyFigures) -> list[tuple[str, Line]]:
    """Categories for a fair of one split zone; otherwise zones, each split into its categories."""
    zones = figures.zones
    if len(zones) == 1 and zones[0].categories:
        return [
            (f"{number}. ประเภท{category_name(line)}", line)
            for number, line in enumerate(zones[0].categories, start=1)
        ]
    printed: list[tuple[str, Line]] = []
    for number, zone in enumerate(zones, start=1):
        printed.append((f"{number}. {zone_name(zone.line.label)}", zone.line))
        printed += [
            (f"{number}.{part} ประเภท{category_name(line)}", line)
            for part, line in enumerate(zone.categories, start=1)
        ]
    return printed


def _amounts(label: str, line: Line) -> list[str]:
    return [
        label,
        format_number(line.units),
        format_number(line.sold),
        _or_dash(line.ordered),
        format_number(line.total),
    ]


def _or_dash(amount: Decimal) -> str:
    return format_number(amount) if amount else "–"


def _sentences(figures: DailyFigures) -> list[str]:
    missing = missing_line(figures)
    return [*cumulative_lines(figures.cumulative), *([missing] if missing else [])]
