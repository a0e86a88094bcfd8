"""The day that a sheet of takings is about: every date above its table, and which one counts."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta

from fairs.models import FairEvent
from otopfair.documents.tables import DataTable, Part
from otopfair.thai.calendar import be_year, meant_by_two_digits, today_in_thailand
from otopfair.thai.digits import to_arabic_digits
from otopfair.thai.formatting import format_date, format_date_long, format_range
from otopfair.thai.parsing import ThaiDateError, parse_date

# How likely a date is the day of the takings.
_OF_THE_FAIR, _PRINTED, _PLAIN, _OF_TAKINGS = range(4)
BY_ROW = "day"  # the column in which each row says its own day
_DATE = re.compile(
    r"(?:วัน(?:อาทิตย์|จันทร์|อังคาร|พุธ|พฤหัสบดี|ศุกร์|เสาร์)\s?ที่\s?)?"
    r"(?<!\d)(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}\s?(?:[-/.]\s?\d{1,2}\s?[-/.]\s?\d{2,4}"
    r"|(?:เดือน\s?)?[ก-ฮเ][ก-๎.]{1,14}\s?(?:พ\.?ศ\.?|ค\.?ศ\.?)?\s?\d{2,4}))(?!\d)"
)
_ANY_DAY = re.compile(r"วัน\S{0,12}ที่\s?\d.*")
_SAYS_TAKINGS = re.compile(r"ประจำวัน|ยอด\S*\s?(?:ของ)?(?:วัน|$)|ของวัน|วันที่ขาย")
_SAYS_PRINTED = re.compile(r"ข้อมูล\s?ณ|ณ\s?(?:วัน|$)|พิมพ์|จัดทำ|ออกรายงาน|ส่งเมื่อ", re.IGNORECASE)
_SAYS_RANGE = re.compile(r"ระหว่าง|ตั้งแต่")
_TO = re.compile(r"\s?(?:-|–|—|,|&|ถึง|และ|กับ)\s?")
_CENTURY = 2000
_SERIAL = re.compile(r"[3-6]\d{4}")  # 1982 to 2091
_SAID_SERIAL = re.compile(rf"วัน\S{{0,12}}ที่\s?({_SERIAL.pattern})(?![\d,.])")
_FIRST_SERIAL = date(1899, 12, 30)


@dataclass(frozen=True)
class FoundDay:
    """A date in the head of a sheet, as it is printed there; `note` where it was mended."""

    day: date
    note: str
    words: str
    rank: int


@dataclass
class DayOfSheet:
    """The dates of one sheet. `day` is the one that counts, `is_asked` whether an officer has to
    say so first, `problem` why there is none."""

    part: Part
    found: list[FoundDay] = field(default_factory=list)
    day: date | None = None
    is_asked: bool = False
    problem: str = ""

    @property
    def choices(self) -> list[FoundDay]:
        """One for each day that may be the day of the takings."""
        firsts: dict[date, FoundDay] = {}
        for one in sorted(self.found, key=lambda one: -one.rank):
            if one.rank > _OF_THE_FAIR:
                firsts.setdefault(one.day, one)
        return sorted(firsts.values(), key=lambda one: one.day)

    @property
    def is_by_hand(self) -> bool:
        """Whether the day that counts stands nowhere in the sheet."""
        return self.day not in {one.day for one in self.choices}

    @property
    def of_the_fair(self) -> list[FoundDay]:
        """Dates that say from when to when the fair runs."""
        return [one for one in self.found if one.rank == _OF_THE_FAIR]


def day_of_sheet(
    part: Part, fair_event: FairEvent, *, said: date | None, given: date | None
) -> DayOfSheet:
    """`said` was said of this sheet on the preview, `given` of the whole file beside it."""
    sheet = DayOfSheet(part, list(_days_in(part, fair_event)))
    choices = sheet.choices
    likeliest = max(choices, key=lambda one: (_may_be(one.day, fair_event), one.rank), default=None)
    sheet.day = said or given or (likeliest and likeliest.day)
    if sheet.day is None and BY_ROW in part.headings:
        return sheet
    if sheet.day is None:
        sheet.problem = _unreadable(part) or "ไม่พบวันที่ขายเหนือหัวตาราง ระบุวันที่ขายแล้วตรวจอีกครั้ง"
    elif not said and given and choices and given not in {one.day for one in choices}:
        printed = format_date(choices[0].day)
        sheet.problem = f"ระบุวันที่ {format_date(given)} แต่ในไฟล์เขียนวันที่ {printed}"
    elif not said and not given and len(choices) > 1:
        sheet.is_asked = True
        words = " และ ".join(format_date(one.day) for one in choices)
        sheet.problem = f"พบหลายวันที่ {words} เลือกวันที่ขายแล้วกด ใช้วันที่นี้"
    else:
        sheet.problem = _why_no_day(fair_event, sheet.day)
    return sheet


def said_of(sheet: DayOfSheet) -> Iterator[str]:
    """What the day was taken for, and which other dates stand there."""
    if BY_ROW in sheet.part.headings:
        yield f"{sheet.part.where}วันที่ขายอ่านจากคอลัมน์ “{sheet.part.headings[BY_ROW]}” ทีละแถว"
    if sheet.problem or sheet.day is None:
        return
    yield f"{sheet.part.where}ยอดของวัน{format_date_long(sheet.day)}"
    for one in sheet.found:
        if one.note and one.day == sheet.day:
            yield one.note
    for one in sheet.choices:
        if one.day != sheet.day:
            yield f"{sheet.part.where}ไม่ใช้วันที่ {format_date(one.day)} ใน “{one.words}”"
    for one in sheet.of_the_fair:
        yield f"{sheet.part.where}ไม่ใช้ {format_date(one.day)} ใน “{one.words}” เพราะเป็นช่วงวันจัดงาน"


@dataclass(frozen=True)
class DayOfRow:
    """The day of one row, why the row is refused for it, and a note where it was mended."""

    day: date | None
    why: str = ""
    note: str = ""


def day_of_row(text: str, sheet: DayOfSheet, fair_event: FairEvent) -> DayOfRow:
    """Most rows are of their sheet's day. What a day is held against is a day of the fair."""
    if not text:
        is_missing = sheet.day is None and BY_ROW in sheet.part.headings
        known = sheet.day if sheet.day and fair_event.day_number(sheet.day) else None
        return DayOfRow(known, "ไม่ได้กรอกวันที่ขาย" if is_missing else "")
    try:
        day, note = _read_day(text, fair_event)
    except ThaiDateError as error:
        return DayOfRow(None, str(error))
    if sheet.day and day != sheet.day:
        other = f"แถวนี้เป็นยอดของ {format_date(day)}"
        return DayOfRow(None, f"{other} แต่แผ่นนี้เป็นยอดของ {format_date(sheet.day)}")
    return DayOfRow(day, _why_no_day(fair_event, day), note)


def _read_day(text: str, fair_event: FairEvent) -> tuple[date, str]:
    """A date as it is written, or its number in a spreadsheet that has lost its form."""
    text = to_arabic_digits(text)
    if _SERIAL.fullmatch(text):
        day = _FIRST_SERIAL + timedelta(days=int(text))
        return day, f"{text} เป็นเลขวันที่ของ Excel อ่านเป็น {format_date(day)}"
    return _meant(parse_date(text), text, fair_event)


def other_days(table: DataTable, sheet: DayOfSheet, fair_event: FairEvent) -> Iterator[str]:
    """Lines between the rows that say another day: what follows is not of the sheet's day."""
    rows = [row.number for row in table.rows if row.part.before == sheet.part.before]
    for number, line in sheet.part.lines:
        if not sheet.day or number > max(rows, default=0):
            continue
        for one in _days_in_line(line, fair_event):
            if one.rank in (_PLAIN, _OF_TAKINGS) and one.day != sheet.day:
                place = f"{sheet.part.place(number)} เขียนวันที่ {format_date(one.day)}"
                yield f"{place} อยู่กลางตาราง แยกแต่ละวันเป็นคนละแผ่น แล้วเลือกไฟล์ใหม่"


def _may_be(day: date, fair_event: FairEvent) -> bool:
    return fair_event.day_number(day) is not None and day <= today_in_thailand()


def _why_no_day(fair_event: FairEvent, day: date) -> str:
    if fair_event.day_number(day) is None:
        if not fair_event.days:
            return "งานนี้ยังไม่กำหนดวัน จึงยังนำเข้ายอดไม่ได้"
        days = format_range(fair_event.opens_on, fair_event.closes_on)
        return f"วันที่ {format_date(day)} ไม่อยู่ในวันจัดงาน ({days})"
    return f"วันที่ {format_date(day)} ยังมาไม่ถึง" if day > today_in_thailand() else ""


def _days_in(part: Part, fair_event: FairEvent) -> Iterator[FoundDay]:
    for line in part.title_lines:
        yield from _days_in_line(line, fair_event)
    if named := _day_in_name(part.name, fair_event):
        yield FoundDay(named, "", f"ชื่อแผ่น {part.name}", _PLAIN)


def _days_in_line(line: str, fair_event: FairEvent) -> Iterator[FoundDay]:
    text, before = to_arabic_digits(line), 0
    for match in _DATE.finditer(text):
        try:
            day = parse_date(match[0])
        except ThaiDateError:
            continue
        rank = _rank(text, before, match)
        before = match.end()
        yield FoundDay(*_meant(day, match[0], fair_event), line, rank)
    for match in _SAID_SERIAL.finditer(text):
        day, note = _read_day(match[1], fair_event)
        if fair_event.day_number(day):
            yield FoundDay(day, note, line, _rank(text, 0, match))


def _meant(day: date, text: str, fair_event: FairEvent) -> tuple[date, str]:
    """The day, and what was mended: two digits of a year mean one of the fair's days, if any."""
    if fair_event.day_number(day):
        return day, ""
    meant = meant_by_two_digits(day)
    if meant and fair_event.day_number(meant):
        return meant, f"Excel เก็บวันที่เป็น {format_date(day)} อ่านเป็น {format_date(meant)}"
    year = re.search(r"(?<!\d)\d{2}$", text)
    with suppress(ValueError):
        if year and fair_event.day_number(meant := day.replace(year=_CENTURY + int(year[0]))):
            return meant, f"“{text.strip()}” อ่านเป็นปี ค.ศ. คือ {format_date(meant)}"
    return day, ""


def _rank(text: str, before: int, match: re.Match) -> int:
    says = text[before : match.start()]
    is_last = _TO.search(says) and _TO.search(says).end() == len(says) and re.search(r"\d", says)
    is_first = re.match(r"\s?(?:-|–|—|ถึง)\s?(?:วันที่\s?)?\d", text[match.end() :])
    if _SAYS_RANGE.search(text[: match.start()]) or is_last or is_first:
        return _OF_THE_FAIR
    if _SAYS_PRINTED.search(says):
        return _PRINTED
    return _OF_TAKINGS if _SAYS_TAKINGS.search(says) else _PLAIN


def _day_in_name(name: str, fair_event: FairEvent) -> date | None:
    """A sheet may be called "24 พ.ย.": the year is the fair's."""
    if not fair_event.days or not re.search(r"\d", name):
        return None
    for text in (
        name,
        f"{name} {be_year(fair_event.opens_on)}",
        f"{name} {be_year(fair_event.closes_on)}",
    ):
        try:
            day = parse_date(text)
        except ThaiDateError:
            continue
        if fair_event.day_number(day):
            return day
    return None


def _unreadable(part: Part) -> str:
    """Why a line that says a day does not say one that can be read."""
    for line in part.title_lines:
        match = _ANY_DAY.search(to_arabic_digits(line))
        if match and not _SAYS_RANGE.search(line):
            try:
                parse_date(match[0])
            except ThaiDateError as error:
                return f"อ่านวันที่เหนือหัวตารางไม่ได้: {error}"
    return ""
