"""The final report of a fair as a paper: who took part, what was sold, who came and how it was."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from onsite.reports.visitor_counts import DayVisitors
from otopfair.documents.paper import Paper, PaperPicture, PaperSection, PaperTable
from otopfair.thai.fair_names import fair_called
from otopfair.thai.formatting import format_date_short, format_month, format_time
from otopfair.thai.line_breaks import keep_together
from otopfair.thai.percents import rounded
from otopfair.thai.periods import Period
from sales.reports.figures import DaySum, FairFigures, Line, Ranking
from sales.reports.follow_ups import RoundSums
from sales.reports.followed_up import followed_up_parts
from sales.reports.printing import Signature, page_numbers
from sales.reports.satisfaction import satisfaction_parts
from sales.reports.sentences import (
    NOT_REPORTED,
    FairWords,
    amounts,
    cumulative_lines,
    is_joined,
    numbered_lines,
    type_name,
    visitors_lines,
)
from sales.reports.style import ReportStyle

MOST_DAYS = 62  # of a table by day; a longer fair is told by month
PLACES = 10


@dataclass(frozen=True)
class Made:
    """When the figures were read, by whom they are signed, and under which number."""

    at: datetime
    reference: str
    signatures: list[Signature]


@dataclass(frozen=True)
class PhotoTold:
    """A photo for the report: what it shows, its bytes (WebP), and where a page finds it."""

    caption: str
    content: bytes
    url: str = ""


@dataclass(frozen=True)
class FairTold:
    """All that a final report tells of one fair. `facts` are names and values, as written."""

    words: FairWords
    figures: FairFigures
    visitors: list[DayVisitors] = field(default_factory=list)
    facts: list[tuple[str, str]] = field(default_factory=list)
    photos: list[PhotoTold] = field(default_factory=list)
    follow_ups: list[RoundSums] = field(default_factory=list)


def final_report(told: FairTold, style: ReportStyle, made: Made) -> Paper:
    """The paper of a fair. Before its last day it says up to which day it tells."""
    words, figures = told.words, told.figures
    verb = "ร่วมงาน" if is_joined(words, style) else "จัดงาน"
    held = style.figures(Period(words.first_day, words.last_day).held)
    parts = [
        PaperSection("ข้อมูลงาน", [_facts(told, style)]),
        PaperSection("ผู้ประกอบการและบูธ", [*_took_part(figures, style)]),
        PaperSection("ยอดจำหน่าย", [*_sold(words, figures, style)]),
        PaperSection("ผู้จำหน่ายสูงสุด", [*_best(figures.sellers.top(PLACES), style)]),
        PaperSection("ผู้เข้าชมงาน", [*_came(told, style)]),
        PaperSection("ความพึงพอใจ", [*satisfaction_parts(figures.satisfaction, style)]),
        PaperSection("ติดตามยอดสั่งจองหลังงาน", [*followed_up_parts(told.follow_ups, style)]),
        PaperSection("ภาพกิจกรรม", pictures=pictured(told.photos)),
    ]
    return a_paper(
        title=f"รายงานสรุปผลการ{verb}",
        lines=[
            fair_called(style.edition(words.fair_name)),
            keep_together(held),
            f"ณ {words.venue}",
            *([] if figures.is_final else [_until(figures, style)]),
        ],
        words=words,
        sections=parts,
        tail=summed_up(told, style),
        style=style,
        made=made,
        pictures=files_of(told.photos),
    )


def summed_up(told: FairTold, style: ReportStyle) -> list[str]:
    """The sentence that stands with the signatures."""
    figures = told.figures
    lines = cumulative_lines(told.words, figures.cumulative, figures.until, style)
    return lines or [amounts(figures.grand, style)]


def a_paper(
    *,
    title: str,
    lines: list[str],
    words: FairWords,
    sections: list[PaperSection],
    tail: list[str],
    style: ReportStyle,
    made: Made,
    pictures: dict[str, bytes],
) -> Paper:
    """A paper in the words of the office; sections that say nothing are left out."""
    said = [one for one in sections if one.parts or one.pictures]
    numbered = [
        PaperSection(f"{style.figures(number)}. {one.title}", one.parts, one.pictures)
        for number, one in enumerate(said, start=1)
    ]
    moment = f"{style.date(made.at)} เวลา {style.figures(format_time(made.at))}"
    return Paper(
        title=title,
        lines=lines,
        office=words.office,
        salutation=style.salutation,
        sections=numbered,
        tail=[keep_together(one) for one in (*tail, style.closing) if one],
        signatures=[one.lines() for one in made.signatures],
        time_of_data=keep_together(f"ข้อมูล ณ วันที่ {moment}"),
        reference=f"เลขอ้างอิง {made.reference}",
        pictures=pictures,
        **page_numbers(style),
    )


def pictured(photos: list[PhotoTold], prefix: str = "") -> list[PaperPicture]:
    """The photos as a paper names them."""
    return [
        PaperPicture(f"{prefix}photo-{number}.webp", one.caption, one.url)
        for number, one in enumerate(photos, start=1)
    ]


def files_of(photos: list[PhotoTold], prefix: str = "") -> dict[str, bytes]:
    """Name in the paper → the picture."""
    shown = zip(pictured(photos, prefix), photos, strict=True)
    return {picture.name: one.content for picture, one in shown}


def _until(figures: FairFigures, style: ReportStyle) -> str:
    return keep_together(f"ข้อมูลถึงวันที่ {style.date(figures.until)} งานยังไม่จบ")


def _facts(told: FairTold, style: ReportStyle) -> PaperTable:
    rows = [[name, text] for name, text in told.facts]
    rows.append(["สถานที่", told.words.venue])
    if told.figures.cumulative and told.figures.cumulative.target:
        rows.append(["เป้าหมายยอดจำหน่าย", style.large(told.figures.cumulative.target)])
    return PaperTable(["เรื่อง", "รายละเอียด"], rows, [3, 8], numbers_from=2)


def _took_part(figures: FairFigures, style: ReportStyle) -> Iterable[str | PaperTable]:
    """Who took part, by type; each booth and vendor counts in one line."""
    grand = figures.grand
    booths = f"{style.number(grand.booths)} {style.booth_word}"
    counts = f"{booths} {style.number(grand.vendors)} {style.vendor_word}"
    yield keep_together(f"มีผู้ผลิต ผู้ประกอบการร่วมจัดแสดงและจำหน่ายสินค้า รวม {counts}")
    rows = [
        [type_name(line, style), style.number(line.booths), style.number(line.vendors)]
        for line in figures.categories
    ]
    if rows:
        total = ["รวม", style.number(grand.booths), style.number(grand.vendors)]
        head = ["ประเภท", style.booth_word, style.vendor_word]
        yield PaperTable(head, rows, [7, 2, 2], total=total)
    if missing := figures.missing_booths:
        count = f"{style.number(len(missing))} {style.booth_word}"
        yield keep_together(f"ส่งยอดยังไม่ครบทุกวัน {count} ได้แก่ {', '.join(missing)}")


def _sold(words: FairWords, figures: FairFigures, style: ReportStyle) -> Iterable[str | PaperTable]:
    yield keep_together(f"{words.province_title} {amounts(figures.grand, style)}")
    if averages := average_lines(figures, style):
        yield keep_together(" ".join(averages))
    if figures.by_day:
        yield _by_day(figures.by_day, style)
    rows = [
        [f"{one.mark} {one.name}", *_money(one.line, style)]
        for one in numbered_lines(figures.zones, style)
    ]
    if rows:
        yield PaperTable(
            ["โซนและประเภท", "จำหน่าย", style.orders_word.removeprefix("ยอด"), "รวม (บาท)"],
            rows,
            [7, 3, 3, 3],
            total=["รวม", *_money(figures.grand, style)],
            title="ตามโซนและประเภท",
        )
    if len(figures.by_year) > 1:
        rows = [
            [style.figures(f"ปีงบประมาณ {one.fiscal_year_be}"), style.number(one.total)]
            for one in figures.by_year
        ]
        yield PaperTable(["ปีงบประมาณ", "รวม (บาท)"], rows, [4, 3], title="ตามปีงบประมาณ")


def _by_day(days: tuple[DaySum, ...], style: ReportStyle) -> PaperTable:
    """The takings by day, or by month of a long fair, each beside its bar."""
    steps = _steps(days)
    highest = max(total for _name, _sold, _ordered, total in steps) or Decimal(1)
    sums = [sum((one[place] for one in steps), Decimal(0)) for place in (1, 2, 3)]
    return PaperTable(
        ["วันที่", "จำหน่าย", style.orders_word.removeprefix("ยอด"), "รวม (บาท)"],
        [
            [style.figures(keep_together(name)), *(style.number(one) for one in amounts_)]
            for name, *amounts_ in steps
        ],
        [4, 3, 3, 3],
        total=["รวม", *(style.number(one) for one in sums)],
        title="ตามวัน" if len(days) <= MOST_DAYS else "ตามเดือน",
        bars=[float(total / highest) for *_rest, total in steps],
    )


def _steps(days: tuple[DaySum, ...]) -> list[tuple[str, Decimal, Decimal, Decimal]]:
    """(name, sold, ordered, both) of each day, or of each month when there are many."""
    if len(days) <= MOST_DAYS:
        return [(format_date_short(one.day), one.sold, one.ordered, one.total) for one in days]
    months: dict[date, list[DaySum]] = {}
    for one in days:
        months.setdefault(one.day.replace(day=1), []).append(one)
    return [
        (
            format_month(month),
            sum((one.sold for one in found), Decimal(0)),
            sum((one.ordered for one in found), Decimal(0)),
            sum((one.total for one in found), Decimal(0)),
        )
        for month, found in months.items()
    ]


def _money(line: Line, style: ReportStyle) -> list[str]:
    if line.is_silent:
        return ["–", "–", NOT_REPORTED]
    return [style.number(one) for one in (line.sold, line.ordered, line.total)]


def _best(sellers: Ranking, style: ReportStyle) -> Iterable[PaperTable]:
    if not sellers.ranked:
        return
    rows = [
        [
            style.figures(one.place),
            one.name,
            one.booth,
            style.number(one.total),
            style.figures(rounded(one.share)),
        ]
        for one in sellers.ranked
    ]
    head = ["อันดับ", "กลุ่ม / ร้าน", style.booth_word, "รวม (บาท)", "ร้อยละ"]
    yield PaperTable(head, rows, [2, 8, 3, 4, 2], numbers_from=3)


def _came(told: FairTold, style: ReportStyle) -> Iterable[str | PaperTable]:
    """Who came, day by day as far as somebody counted; what nobody counted is not zero."""
    counted = [one for one in told.visitors if one.sum.people is not None]
    if not counted:
        return
    yield from (keep_together(line) for line in visitors_lines(told.figures, style))
    if len(counted) > MOST_DAYS:
        return
    rows = [
        [
            style.figures(keep_together(format_date_short(one.day))),
            style.figures(one.sum.how),
            style.number(one.sum.people),
        ]
        for one in counted
    ]
    total = sum(one.sum.people or 0 for one in counted)
    yield PaperTable(
        ["วันที่", "วิธีนับ", "คน"],
        rows,
        [4, 6, 3],
        numbers_from=2,
        total=["รวม", "", style.number(total)],
    )


def average_lines(figures: FairFigures, style: ReportStyle) -> list[str]:
    """เฉลี่ย 53,930 บาทต่อบูธ: of the booths that reported, and of the vendors."""
    averages = [(figures.per_booth, style.booth_word), (figures.per_vendor, style.vendor_word)]
    return [
        f"เฉลี่ย {style.baht(rounded(one.each, 0))}ต่อ{word}"
        for one, word in averages
        if one.each is not None
    ]
