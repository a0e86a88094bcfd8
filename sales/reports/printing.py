"""The evening report as it is printed: one set of words for the print view and for the PDF."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from otopfair.thai.baht import baht_in_words
from otopfair.thai.fair_names import fair_called
from otopfair.thai.formatting import format_date_official, format_time
from otopfair.thai.line_breaks import keep_together
from otopfair.thai.periods import Period
from sales.reports.figures import DailyFigures, Line
from sales.reports.sentences import (
    NOT_REPORTED,
    FairWords,
    NumberedLine,
    amounts,
    cumulative_lines,
    is_joined,
    missing_line,
    numbered_lines,
    ranking_title,
    signer_position,
    type_name,
    visitors_lines,
)
from sales.reports.style import ReportStyle

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


def signatures_of(words: FairWords, style: ReportStyle, reporter: str, position: str) -> list:
    """Who reports, and who signs for the office."""
    return [
        Signature(style.reporter_word, reporter, position),
        Signature(style.signer_word, style.signer_name, signer_position(words, style)),
    ]


def printed_report(
    words: FairWords,
    figures: DailyFigures,
    style: ReportStyle,
    *,
    time_of_data: datetime,
    reference: str,
    signatures: list[Signature],
) -> dict:
    """All words of the page, by place, in the digits of `style`. Names keep their own."""
    day = date.fromisoformat(figures.day)
    official = style.figures(format_date_official(day))
    return {
        "title": "รายงานยอดจำหน่ายสินค้า OTOP ประจำวัน",
        "office": words.office,
        "fair": fair_called(style.edition(words.fair_name)),
        "day": keep_together(f"{official} ({style.figures(figures.place_in_fair)})"),
        "salutation": style.salutation,
        "opening": keep_together(_opening(words, figures, style)),
        "lines_head": [
            "ประเภทผลิตภัณฑ์",
            f"จำนวน{style.booth_word}",
            "ยอดจำหน่าย (บาท)",
            f"{style.orders_word} (บาท)",
            "รวมทั้งสิ้น (บาท)",
        ],
        "lines": [_amounts(label, line, style) for label, line in _lines(figures, style)],
        "grand": _amounts("รวมทั้งสิ้น", figures.grand, style),
        "words": "" if figures.grand.is_silent else f"({baht_in_words(figures.grand.total)})",
        "ranking_title": ranking_title(figures.sellers, style),
        "ranking_head": ["อันดับ", "กลุ่ม / ร้าน", style.booth_word, "รวม (บาท)"],
        "ranking": [
            [style.figures(one.place), one.name, one.booth, style.number(one.total)]
            for one in figures.sellers.ranked
        ],
        "sentences": [keep_together(one) for one in _sentences(figures, style)],
        "tail": [keep_together(one) for one in _tail(words, figures, style)],
        "signatures": [one.lines() for one in signatures],
        "time_of_data": keep_together(
            f"ข้อมูล ณ วันที่ {style.date(time_of_data)} เวลา {style.figures(format_time(time_of_data))}"
        ),
        "reference": f"เลขอ้างอิง {reference}",
        **page_numbers(style),
    }


def page_numbers(style: ReportStyle) -> dict:
    """The word before a page's number, and the ten digits that it is written with."""
    return {"page_word": "หน้า", "digits": [style.figures(digit) for digit in range(10)]}


def _opening(words: FairWords, figures: DailyFigures, style: ReportStyle) -> str:
    verb = "ร่วมงาน" if is_joined(words, style) else "จัดงาน"
    grand, held = figures.grand, Period(words.first_day, words.last_day).held
    reported = f"{style.number(grand.reported)} {style.booth_word}"
    word = "รายงานยอดครบ" if grand.reported == grand.booths else "รายงานยอดครบแล้ว"
    stood = f"{style.number(grand.booths)} {style.booth_word}"
    return (
        f"{words.office} {verb}{style.figures(held)} ณ {words.venue}"
        f" มีผู้ผลิต ผู้ประกอบการร่วมจำหน่าย รวม {stood} {word} {reported} ดังนี้"
    )


def _lines(figures: DailyFigures, style: ReportStyle) -> list[tuple[str, Line]]:
    """Categories for a fair of one split zone; otherwise zones, each split into its categories."""
    zones = figures.zones
    if len(zones) == 1 and zones[0].categories:
        return [
            (f"{style.figures(number)}{style.zone_mark} {type_name(line, style)}", line)
            for number, line in enumerate(zones[0].categories, start=1)
        ]
    return [(_label(one), one.line) for one in numbered_lines(zones, style)]


def _label(one: NumberedLine) -> str:
    return f"{one.mark} {one.name}"


def _amounts(label: str, line: Line, style: ReportStyle) -> list[str]:
    """The cells of a line; of one that nobody has reported for, that it is so, and no zero."""
    if line.is_silent:
        return [label, style.number(line.booths), "–", "–", NOT_REPORTED]
    return [
        label,
        style.number(line.booths),
        style.number(line.sold),
        _or_dash(line.ordered, style),
        style.number(line.total),
    ]


def _or_dash(amount: Decimal, style: ReportStyle) -> str:
    return style.number(amount) if amount else "–"


def _sentences(figures: DailyFigures, style: ReportStyle) -> list[str]:
    missing = missing_line(figures, style)
    return [*([missing] if missing else []), *visitors_lines(figures, style)]


def _tail(words: FairWords, figures: DailyFigures, style: ReportStyle) -> list[str]:
    """What stays with the signature, so that it never stands alone on a page."""
    day = date.fromisoformat(figures.day)
    last = cumulative_lines(words, figures.cumulative, day, style)
    last = last or [f"รวมทั้งวัน {amounts(figures.grand, style)}"]
    return [*last, *([style.closing] if style.closing else [])]
