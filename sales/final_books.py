"""The final report of a fair and of a project as a workbook, whose sums Excel computes."""

from collections.abc import Iterable
from decimal import Decimal

from onsite.reports.satisfaction import Satisfaction
from otopfair.documents.xlsx import (
    DATE,
    NUMBER,
    PERCENT,
    Column,
    Formula,
    Table,
    first_row,
    sum_down,
    workbook_bytes,
)
from otopfair.thai.fair_names import fair_called
from otopfair.thai.formatting import format_datetime
from sales.follow_up_sheets import sums_table
from sales.reports.figures import FairFigures
from sales.reports.final import FairTold, Made
from sales.reports.final_projects import ProjectTold
from sales.reports.followed_up import answered_rounds
from sales.reports.sentences import type_name
from sales.reports.style import ReportStyle

_WIDE = 44
_NOBODY = "ยังไม่มีผู้ตอบ"


def fair_book(told: FairTold, style: ReportStyle, made: Made) -> bytes:
    """Who took part, what each day and type brought, who came, who is satisfied."""
    titles = ["รายงานสรุปผล", fair_called(told.words.fair_name), _made_line(made)]
    satisfaction = [(one.label, one) for one in told.figures.satisfaction]
    return workbook_bytes(
        [
            _sums_of_fairs([told], style, titles),
            _days(told.figures, style, titles),
            _types(told.figures, style, titles),
            *_satisfied(satisfaction, titles),
            *_followed_up([told], titles),
        ]
    )


def project_book(told: ProjectTold, style: ReportStyle, made: Made) -> bytes:
    """The fairs of the project side by side, and who is satisfied at each."""
    titles = ["รายงานสรุปผลโครงการ", told.name, _made_line(made)]
    satisfaction = [
        (f"{each.label} {one.words.fair_name}", each)
        for one in told.fairs
        for each in one.figures.satisfaction
    ]
    return workbook_bytes(
        [
            _sums_of_fairs(told.fairs, style, titles),
            *_satisfied(satisfaction, titles),
            *_followed_up(told.fairs, titles),
        ]
    )


def _made_line(made: Made) -> str:
    return f"ข้อมูล ณ {format_datetime(made.at)} {made.reference}"


def _sums_of_fairs(fairs: list[FairTold], style: ReportStyle, titles: list[str]) -> Table:
    """A row a fair. Only baht are summed up: who came to two fairs would count twice."""
    first = first_row(titles)
    rows = [_sums_row(one, row) for row, one in enumerate(fairs, start=first)]
    last = first + len(rows) - 1
    sums = [sum((getattr(one.figures.grand, name) for one in fairs), Decimal(0)) for name in _BAHT]
    total = [sum_down(letter, first, last, one) for letter, one in zip("EFG", sums, strict=True)]
    columns = [
        Column("งาน", width=_WIDE),
        *(Column(word, NUMBER, 12) for word in (style.booth_word, style.vendor_word)),
        Column("ผู้เข้าชม (คน)", NUMBER),
        *_baht_columns(style),
    ]
    return Table("สรุป", columns, rows, titles, ["รวม", None, None, None, *total])


_BAHT = ("sold", "ordered", "total")


def _baht_columns(style: ReportStyle) -> list[Column]:
    words = ("ยอดจำหน่าย", style.orders_word, "รวม")
    return [Column(f"{word} (บาท)", NUMBER) for word in words]


def _sums_row(one: FairTold, row: int) -> list:
    """Empty where nobody has reported or counted: not zero."""
    grand, visitors = one.figures.grand, one.figures.visitors
    people = visitors.people if visitors else None
    head = [fair_called(one.words.fair_name), grand.booths, grand.vendors, people]
    if grand.is_silent:
        return [*head, None, None, None]
    return [*head, grand.sold, grand.ordered, Formula(f"=E{row}+F{row}", grand.total)]


def _days(figures: FairFigures, style: ReportStyle, titles: list[str]) -> Table:
    first = first_row(titles)
    rows = [
        [one.day, one.sold, one.ordered, Formula(f"=B{row}+C{row}", one.total)]
        for row, one in enumerate(figures.by_day, start=first)
    ]
    sums = [sum((getattr(one, name) for one in figures.by_day), Decimal(0)) for name in _BAHT]
    columns = [Column("วันที่", DATE, 22), *_baht_columns(style)]
    return Table("รายวัน", columns, rows, titles, ["รวม", *_sums_down("BCD", first, rows, sums)])


def _types(figures: FairFigures, style: ReportStyle, titles: list[str]) -> Table:
    first = first_row(titles)
    rows = [
        [
            type_name(line, style),
            line.booths,
            line.vendors,
            *(
                [None, None, None]
                if line.is_silent
                else [line.sold, line.ordered, Formula(f"=D{row}+E{row}", line.total)]
            ),
        ]
        for row, line in enumerate(figures.categories, start=first)
    ]
    names = ("booths", "vendors", *_BAHT)
    sums = [sum((getattr(one, name) for one in figures.categories), Decimal(0)) for name in names]
    columns = [
        Column("ประเภท", width=30),
        *(Column(word, NUMBER, 12) for word in (style.booth_word, style.vendor_word)),
        *_baht_columns(style),
    ]
    return Table("ประเภท", columns, rows, titles, ["รวม", *_sums_down("BCDEF", first, rows, sums)])


def _sums_down(letters: str, first: int, rows: list, sums: list) -> list[Formula]:
    last = first + len(rows) - 1
    return [sum_down(letter, first, last, one) for letter, one in zip(letters, sums, strict=True)]


def _satisfied(rows: list[tuple[str, Satisfaction]], titles: list[str]) -> Iterable[Table]:
    """The share and the mean are quotients of the counts beside them; of nobody, nothing."""
    if not rows:
        return
    first = first_row(titles)
    columns = [
        Column("ผู้ตอบแบบสอบถาม", width=_WIDE),
        *(Column(word, NUMBER, 14) for word in ("ผู้ตอบ", "คำตอบ", "คะแนนรวม", "พึงพอใจ")),
        Column("พึงพอใจตั้งแต่คะแนน", NUMBER, 14),
        Column("ส่วนที่พึงพอใจ", PERCENT, 14),
        Column("คะแนนเฉลี่ย", NUMBER, 14),
        Column("หมายเหตุ", width=20),
    ]
    cells = [_satisfied_row(name, one, row) for row, (name, one) in enumerate(rows, start=first)]
    yield Table("ความพึงพอใจ", columns, cells, titles)


def _satisfied_row(name: str, one: Satisfaction, row: int) -> list:
    if not one.people:
        return [name, *[None] * 7, _NOBODY]
    scores = one.scores
    head = [name, one.people, scores.answered, scores.points, scores.satisfied, one.satisfied_from]
    if not scores.answered:
        return [*head, None, None, "ไม่ได้ให้คะแนน"]
    share = Formula(f"=E{row}/C{row}", Decimal(scores.satisfied) / scores.answered)
    return [*head, share, Formula(f"=D{row}/C{row}", Decimal(scores.points) / scores.answered), ""]


def _followed_up(fairs: list[FairTold], titles: list[str]) -> Iterable[Table]:
    """The rounds that somebody has answered, of each fair."""
    rounds = [
        (f"{one.words.fair_name} {each.label}", each)
        for one in fairs
        for each in answered_rounds(one.follow_ups)
    ]
    if rounds:
        yield sums_table("ติดตามยอดสั่งจอง", rounds, titles)
