"""The final report of a project as a paper: its fairs side by side, then each by itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from otopfair.documents.paper import Paper, PaperSection, PaperTable
from otopfair.thai.fair_names import fair_called
from otopfair.thai.line_breaks import keep_together
from otopfair.thai.percents import percent, percent_text
from otopfair.thai.periods import Period
from sales.reports.figures import FairFigures
from sales.reports.final import FairTold, Made, a_paper, files_of, pictured
from sales.reports.followed_up import (
    AMOUNTS,
    FOLLOWED_UP,
    amount_texts,
    answered_rounds,
    answered_text,
    counted_text,
)
from sales.reports.satisfaction import (
    HEAD,
    NOBODY,
    WIDTHS,
    meaning_lines,
    satisfaction_line,
    satisfaction_row,
)
from sales.reports.sentences import FairWords, amounts, type_name, visitors_lines
from sales.reports.style import ReportStyle


@dataclass(frozen=True)
class ProjectTold:
    """All that a final report tells of a project. `words` are those of its office."""

    name: str
    fiscal_year_be: int
    words: FairWords
    facts: list[tuple[str, str]]
    objectives: list[str]
    activities: list[str]
    fairs: list[FairTold]


def project_report(told: ProjectTold, style: ReportStyle, made: Made) -> Paper:
    """The paper of a project; its fairs are told as far as they have come."""
    fairs = [
        PaperSection(
            fair_called(style.edition(one.words.fair_name)),
            [*_fair(one, style)],
            pictured(one.photos, _prefix(number)),
        )
        for number, one in enumerate(told.fairs)
    ]
    pictures = {
        name: picture
        for number, one in enumerate(told.fairs)
        for name, picture in files_of(one.photos, _prefix(number)).items()
    }
    return a_paper(
        title="รายงานสรุปผลโครงการ",
        lines=[told.name, style.figures(f"ปีงบประมาณ {told.fiscal_year_be}")],
        words=told.words,
        sections=[
            PaperSection("ข้อมูลโครงการ", [*_facts(told)]),
            PaperSection("วัตถุประสงค์", [*told.objectives]),
            PaperSection("กิจกรรม", [*_activities(told, style)]),
            PaperSection("ผลรวมของงานในโครงการ", [*_side_by_side(told.fairs, style)]),
            PaperSection("ความพึงพอใจของทุกงาน", [*_satisfaction(told.fairs, style)]),
            PaperSection("ติดตามยอดสั่งจองหลังงาน", [*_followed_up(told.fairs, style)]),
            *fairs,
        ],
        tail=[_summed_up(told.fairs, style)],
        style=style,
        made=made,
        pictures=pictures,
    )


def _prefix(number: int) -> str:
    return f"fair-{number}-"


def _facts(told: ProjectTold) -> Iterable[PaperTable]:
    if told.facts:
        rows = [[name, text] for name, text in told.facts]
        yield PaperTable(["เรื่อง", "รายละเอียด"], rows, [3, 8], numbers_from=2)


def _activities(told: ProjectTold, style: ReportStyle) -> Iterable[str]:
    for number, activity in enumerate(told.activities, start=1):
        yield f"{style.figures(number)}{style.zone_mark} {activity}"


def _side_by_side(fairs: list[FairTold], style: ReportStyle) -> Iterable[str | PaperTable]:
    """A row a fair. Vendors are not summed up: who came to two fairs would count twice."""
    if not fairs:
        yield "โครงการนี้ยังไม่มีงานที่มีวันจัด"
        return
    rows = [
        [
            fair_called(style.edition(one.words.fair_name)),
            style.number(one.figures.grand.booths),
            style.number(one.figures.grand.vendors),
            _people(one.figures, style),
            style.number(one.figures.grand.total),
            _of_target(one.figures, style),
        ]
        for one in fairs
    ]
    total = ["รวม", "", "", "", style.number(_total(fairs)), ""]
    came = "ผู้เข้าชม (คน)"
    head = ["งาน", style.booth_word, style.vendor_word, came, "รวม (บาท)", "ร้อยละของเป้าหมาย"]
    yield PaperTable(head, rows, [6, 2, 2, 3, 4, 3], total=total)


def _people(figures: FairFigures, style: ReportStyle) -> str:
    """As far as somebody counted; what nobody counted is a dash."""
    return style.number(figures.visitors.people) if figures.visitors else "–"


def _satisfaction(fairs: list[FairTold], style: ReportStyle) -> Iterable[str | PaperTable]:
    """A row for each fair and audience; a fair whose report says nothing of it has none."""
    told = [(one.words, each) for one in fairs for each in one.figures.satisfaction]
    if not told:
        return
    answered = [each for _words, each in told if each.people]
    if not answered:
        yield NOBODY
        return
    rows = [
        satisfaction_row(each, style, f"{each.label} {style.edition(words.fair_name)}")
        for words, each in told
    ]
    yield PaperTable(HEAD, rows, WIDTHS)
    yield from (keep_together(style.figures(one)) for one in meaning_lines(answered))


def _of_target(figures: FairFigures, style: ReportStyle) -> str:
    target = figures.cumulative.target if figures.cumulative else None
    return style.figures(percent_text(percent(figures.grand.total, target))) if target else "–"


def _total(fairs: list[FairTold]) -> Decimal:
    return sum((one.figures.grand.total for one in fairs), Decimal(0))


def _followed_up(fairs: list[FairTold], style: ReportStyle) -> Iterable[str | PaperTable]:
    """The newest round of each fair that somebody has answered; fairs add up."""
    told = [(one.words, answered_rounds(one.follow_ups)[-1:]) for one in fairs]
    newest = [(words, one) for words, rounds in told for one in rounds]
    if not newest:
        return
    rows = [
        [
            f"{style.edition(words.fair_name)} {style.figures(one.label)}",
            answered_text(one, style),
            *amount_texts(one, style),
        ]
        for words, one in newest
    ]
    sums = [
        style.number(sum((getattr(one, name) for _words, one in newest), Decimal(0)))
        for name in ("ordered", "delivered", "cancelled", "grown")
    ]
    yield PaperTable(["งาน", "ตอบ", *AMOUNTS], rows, FOLLOWED_UP, total=["รวม", "", *sums])
    yield keep_together(counted_text([one for _words, one in newest], style))


def _fair(one: FairTold, style: ReportStyle) -> Iterable[str | PaperTable]:
    words, figures = one.words, one.figures
    held = style.figures(Period(words.first_day, words.last_day).held)
    yield keep_together(f"จัด{held} ณ {words.venue} {amounts(figures.grand, style)}")
    yield from (keep_together(line) for line in visitors_lines(figures, style))
    for each in figures.satisfaction:
        yield keep_together(satisfaction_line(each, style))
    rows = [
        [
            type_name(line, style),
            style.number(line.booths),
            style.number(line.vendors),
            style.number(line.total),
        ]
        for line in figures.categories
    ]
    if rows:
        grand = figures.grand
        counts = [style.number(each) for each in (grand.booths, grand.vendors, grand.total)]
        head = ["ประเภท", style.booth_word, style.vendor_word, "รวม (บาท)"]
        yield PaperTable(head, rows, [7, 2, 2, 4], total=["รวม", *counts])


def _summed_up(fairs: list[FairTold], style: ReportStyle) -> str:
    total = style.large(_total(fairs))
    return (
        f"โครงการนี้มีงาน {style.number(len(fairs))} งาน ยอดจำหน่ายและ{style.orders_word} รวม {total}"
    )
