"""Dates and times as people in Thailand type them.

Years: four digits from 2400 are Buddhist, 1900–2399 Gregorian, two digits Buddhist 25yy. What
stands round a date in letters and news is passed over: brackets, "ณ วันที่", "ในเดือน", and in a
day's box also the time after it.
Every refusal is a ThaiDateError whose text says in Thai what is wrong.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from otopfair.thai.calendar import be_year, ce_year, last_day_of_month, today_in_thailand
from otopfair.thai.digits import to_arabic_digits
from otopfair.thai.folding import normalise
from otopfair.thai.formatting import MONTHS, MONTHS_SHORT, WEEKDAYS, format_date, format_weekday

_FIRST_BE_YEAR = 2400
_FIRST_CE_YEAR = 1900
_LAST_BE_YEAR = 2999
_CENTURY_BE = 2500
_CENTURY_CE = 2000
_LONG_AGO, _SOON = 30, 5
_MONTHS_IN_YEAR = 12
_LAST_DAY = 31
_LONGEST_TEXT = 100

_SPOKEN_MONTHS = [
    "มกรา",
    "กุมภา",
    "มีนา",
    "เมษา",
    "พฤษภา",
    "มิถุนา",
    "กรกฎา",
    "สิงหา",
    "กันยา",
    "ตุลา",
    "พฤศจิกา",
    "ธันวา",
]
_MONTH_NUMBERS = {
    name.replace(".", ""): number
    for names in (MONTHS[1:], MONTHS_SHORT[1:], _SPOKEN_MONTHS)
    for number, name in enumerate(names, start=1)
}
_WEEKDAYS_SHORT = {"จ": 0, "อ": 1, "พ": 2, "พฤ": 3, "ศ": 4, "ส": 5, "อา": 6, "พฤหัส": 3}
_WEEKDAY_NUMBERS = {name: number for number, name in enumerate(WEEKDAYS)} | _WEEKDAYS_SHORT

_LETTERS = "[ก-ฮะ-ูเ-ๅ็-๎.]+"
_OPENING = re.compile(
    r"^(?:(?:สั่ง|ประกาศ|ให้ไว้|ข้อมูล|ลง|ณ|เมื่อ(?!วาน)|ภายใน|ใน|ประจำ|ตรงกับ|จัดขึ้น|(?:ช่วง|ราว|ประมาณ)(?=\s?เดือน))\s?)+"
)
_BRACKETS = re.compile(r"[()\[\]“”\"]")
_STOP_AT_END = re.compile(r"(?<=\d)[.,;:]+$")
_ERA = r"(?P<era>พ\.?ศ\.?|ค\.?ศ\.?|พุทธศักราช|คริสต์ศักราช)?"
_YEAR = rf"(?:ปี\s?)?{_ERA}\s?(?P<year>\d+)"
_NAMES = "|".join(sorted(_WEEKDAY_NUMBERS, key=len, reverse=True))
_WEEKDAY = rf"(?:วัน)?(?P<weekday>{_NAMES})\.?\s?(?:ที่)?\s?,?\s?"
_DAY = r"(?:วันที่\s?)?(?P<day>\d{1,2})"
_PREFIX = rf"(?:{_WEEKDAY})?{_DAY}"

_ISO = re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})")
_NUMBERS = re.compile(rf"{_PREFIX}\s?[-/. ]\s?(?P<month>\d{{1,2}})(?:\s?[-/. ]\s?{_YEAR})?")
_WORDS = re.compile(
    rf"{_PREFIX}\s?[-/.]?\s?(?:เดือน\s?)?(?P<name>{_LETTERS}?)(?:\s?[-/,]?\s?{_YEAR})?"
)
_DAY_ONLY = re.compile(_PREFIX)
_WEEKDAY_AT_END = re.compile(rf"(?P<date>.*\d)\s?,?\s(?:วัน)?(?P<weekday>{_NAMES})\.?")
_YEAR_ONLY = re.compile(rf"(?:(?:ปี|งบ)\s?(?:งบประมาณ|งบฯ?|ปี)?\s?)?{_YEAR}")

_MONTH_WORDS = re.compile(rf"(?:เดือน\s?)?(?P<name>{_LETTERS}?)(?:\s?[-/,]?\s?{_YEAR})?")
_MONTH_NUMBERS_FORM = re.compile(rf"(?P<month>\d{{1,2}})\s?[-/. ]\s?{_YEAR}")
_MONTH_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})")

_RANGE_DASH = re.compile(r"\s?(?:ถึงวันที่|จนถึง|ถึง|–|—|~)\s?|\s-\s|-")
_RANGE_OPENING = re.compile(r"^(?:ระหว่าง|ตั้งแต่)\s?(?=วันที่|วัน|\d)")

_TIME = re.compile(
    r"(?:เวลา\s?)?(?:ประมาณ\s?)?(?P<hour>\d{1,2})(?:[.:](?P<minute>\d{2})(?::\d{2})?)?"
    r"\s?(?P<unit>น\.?|นาฬิกา)?(?:\s?(?P<minutes>\d{1,2})\s?นาที)?"
)
_TIME_AT_END = re.compile(
    rf"^(?P<date>.+?)(?:\s?[/|–-]\s|\s[/|–-]\s?|(?<=\d{{4}})/|[\sT,]+)(?P<time>{_TIME.pattern})$"
)
_LAST_HOUR, _LAST_MINUTE = 23, 59
_ENGLISH_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
_ENGLISH_MONTH = re.compile(r"[A-Za-z]{3,9}(?=[-/. ,]|\d)")
# 30112026, 20261130, 2026-11-30T10:22:11+07:00
_AS_PROGRAMS_WRITE = (
    (re.compile(r"^(\d\d)(\d\d)((?:20|25)\d\d)$"), r"\1/\2/\3"),
    (re.compile(r"^((?:20|25)\d\d)(\d\d)(\d\d)$"), r"\3/\2/\1"),
    (re.compile(r"^(\d{4}-\d\d-\d\d)T\d.*$"), r"\1"),
)
_SHORT_YEAR = re.compile(
    r"(?P<day>\d{1,2})\s?[-/. ]\s?(?P<month>\d{1,2})\s?[-/. ]\s?(?P<year>\d{2})(?!\d)"
)


class ThaiDateError(ValueError):
    """The text is no date; str() is a Thai sentence that says why and how to mend it."""


@dataclass(frozen=True)
class _Typed:
    """What was found in the text; None where nothing was typed. The year is Gregorian."""

    day: int
    month: int | None = None
    year: int | None = None
    weekday: int | None = None


def parse_date(text: str, *, earliest: date | None = None, latest: date | None = None) -> date:
    """Read one date in any of the usual spellings and return it as a Gregorian date.

    A weekday, if typed, must be the right one. Raises ThaiDateError when the text is no date,
    or the day lies before `earliest` or after `latest`.
    """
    text = _clean(text)
    if not text:
        raise ThaiDateError("กรอกวันที่ เช่น 26 ต.ค. 2563")
    return _in_window(_day_without_time(text), earliest, latest)


def parse_recent(text: str, *, earliest: date, latest: date) -> date:
    """Read a day of the recent past as banks print it: months may be English, and two digits of a
    year may be of either era, of which one only lies in the window.

    Raises ThaiDateError like `parse_date`.
    """
    text = _ENGLISH_MONTH.sub(lambda found: _english_month(found[0]), to_arabic_digits(text))
    for form, usual in _AS_PROGRAMS_WRITE:
        text = form.sub(usual, text.strip())
    try:
        return parse_date(text, earliest=earliest, latest=latest)
    except ThaiDateError:
        short = _SHORT_YEAR.match(text)
        if short is None:
            raise
    in_full = f"{short['day']}/{short['month']}/{_CENTURY_CE + int(short['year'])}"
    return parse_date(in_full, earliest=earliest, latest=latest)


def _english_month(name: str) -> str:
    number = _ENGLISH_MONTHS.get(name[:3].lower())
    return str(number) if number else name


def parse_range(
    text: str, *, earliest: date | None = None, latest: date | None = None
) -> tuple[date, date]:
    """Read "17–25 ธันวาคม 2565" and its relatives; one date alone is a range of one day.

    What the first date leaves out (month, year) is taken from the last.
    """
    text = _RANGE_OPENING.sub("", _clean(text))
    if not text:
        raise ThaiDateError("กรอกช่วงวันที่ เช่น 17–25 ธันวาคม 2565")
    try:
        first = last = _day_without_time(text)
    except ThaiDateError as not_one_date:
        first, last = _split_range(text, not_one_date)
    if last < first:
        raise ThaiDateError(f"วันสุดท้าย {format_date(last)} มาก่อนวันแรก {format_date(first)}")
    return _in_window(first, earliest, latest), _in_window(last, earliest, latest)


def parse_month(text: str) -> tuple[date, date]:
    """Read "พฤษภาคม 2562", "พ.ค. 62" or "5/2562"; return the month's first and last day."""
    text = _clean(text)
    if not text:
        raise ThaiDateError("กรอกเดือนและปี พ.ศ. เช่น พฤษภาคม 2562")
    if match := _MONTH_ISO.fullmatch(text) or _MONTH_NUMBERS_FORM.fullmatch(text):
        month = _month_number(int(match["month"]))
    elif (match := _MONTH_WORDS.fullmatch(text)) and match["name"]:
        month = _month_named(match["name"])
    else:
        raise ThaiDateError(f'อ่านเดือน "{text}" ไม่ได้ เขียนแบบ พฤษภาคม 2562')
    year = _year_of(match, month)
    if year is None:
        raise ThaiDateError("ใส่ปี พ.ศ. ด้วย เช่น พฤษภาคม 2562")
    first = date(year, month, 1)
    return first, last_day_of_month(first)


def begins_with_month(text: str) -> bool:
    """Whether no day was typed: "พฤษภาคม 2562", "5/2562", "พ.ค."; "5/6" is a day and a month."""
    text = _clean(text)
    if _MONTH_ISO.fullmatch(text):
        return True
    if match := _MONTH_NUMBERS_FORM.fullmatch(text):
        return len(match["year"]) > 2 or int(match["year"]) > _LAST_DAY
    return _names_month(text)


def parse_year_be(text: str) -> int:
    """Read a year ("2563", "๖๓", "ปีงบประมาณ 2563", "ค.ศ. 2020"), return it in the Buddhist era.

    A year whose era nobody said and that looks Gregorian is asked about, never guessed.
    """
    match = _YEAR_ONLY.fullmatch(_clean(text))
    year = _year_of(match, _MONTHS_IN_YEAR) if match else None
    if match is None or year is None:
        raise ThaiDateError("กรอกปี พ.ศ. 4 หลัก เช่น 2563")
    year_be = be_year(date(year, _MONTHS_IN_YEAR, 1))
    if not match["era"]:
        _ask_about_era(match["year"], year, year_be)
    return year_be


def _ask_about_era(digits: str, year: int, year_be: int) -> None:
    if int(digits) == year:
        raise ThaiDateError(f"{year} เป็นปี ค.ศ. ถ้าหมายถึง พ.ศ. {year_be} ให้พิมพ์ {year_be}")
    now_be = be_year(today_in_thailand())
    other = be_year(date(_CENTURY_CE + int(digits[-2:]), _MONTHS_IN_YEAR, 1))
    # "19" is hardly 2519 when 2019 lies near.
    if len(digits) == 2 and now_be - year_be > _LONG_AGO and other <= now_be + _SOON:
        raise ThaiDateError(f"{digits} อาจเป็นปี {year_be} หรือ {other} พิมพ์ปี พ.ศ. 4 หลัก")


def parse_time(text: str) -> time:
    """Read "17.30 น.", "13:30" or "9 น."."""
    match = _TIME.fullmatch(_clean(text))
    if not match:
        raise ThaiDateError("กรอกเวลา เช่น 17.30")
    hour, minute = int(match["hour"]), int(match["minute"] or match["minutes"] or 0)
    if hour > _LAST_HOUR or minute > _LAST_MINUTE:
        raise ThaiDateError("เวลาอยู่ระหว่าง 00.00 ถึง 23.59")
    return time(hour, minute)


def parse_datetime(text: str) -> datetime:
    """Read "24 ต.ค. 2563 เวลา 09.12 น."; the result is the clock in Thailand, without a zone."""
    match = _TIME_AT_END.match(_clean(text))
    # "24 ต.ค. 63" looks like a day without its year at 63 o'clock.
    if not match or _is_date(_clean(text)):
        raise ThaiDateError("กรอกวันที่และเวลา เช่น 24 ต.ค. 2563 เวลา 09.12 น.")
    return datetime.combine(parse_date(match["date"]), parse_time(match["time"]))


def _is_date(text: str) -> bool:
    try:
        _to_date(_read(text))
    except ThaiDateError:
        return False
    return True


def _day_without_time(text: str) -> date:
    """The day in `text`; news print the hour after it: "17 มกราคม 2562 / 16:32"."""
    try:
        return _to_date(_read(text))
    except ThaiDateError:
        match = _TIME_AT_END.match(text)
        if not match or not (match["minute"] or match["unit"]):
            raise
    parse_time(match["time"])
    return _to_date(_read(match["date"]))


def _clean(text: str) -> str:
    if len(text) > _LONGEST_TEXT:
        raise ThaiDateError(f"ข้อความยาวเกินไปสำหรับวันที่ ({len(text):,} ตัวอักษร)")
    text = normalise(_BRACKETS.sub(" ", to_arabic_digits(text)))
    return _STOP_AT_END.sub("", _OPENING.sub("", text))


def _read(text: str) -> _Typed:
    """Take apart one date, which may lack its year, or its month and year."""
    if match := _WEEKDAY_AT_END.fullmatch(text):
        text = f"วัน{match['weekday']}ที่ {match['date']}"
    if match := _ISO.fullmatch(text) or _NUMBERS.fullmatch(text):
        month = _month_number(int(match["month"]))
    elif (match := _WORDS.fullmatch(text)) and match["name"].strip("."):
        month = _month_named(match["name"])
    elif match := _DAY_ONLY.fullmatch(text):
        month = None
    elif _YEAR_ONLY.fullmatch(text):
        raise ThaiDateError(f"{text} มีแต่ปี ใส่วันและเดือนด้วย เช่น 26 ต.ค. 2563")
    elif _names_month(text):
        raise ThaiDateError(f"{text} มีแต่เดือน ใส่วันด้วย เช่น 26 ต.ค. 2563")
    else:
        raise ThaiDateError(f'อ่านวันที่ "{text}" ไม่ได้ เขียนแบบ 26 ต.ค. 2563 หรือ 26/10/2563')
    found = match.groupdict()
    weekday = found.get("weekday")
    return _Typed(
        day=int(found["day"]),
        month=month,
        year=_year_of(match, month),
        weekday=None if weekday is None else _WEEKDAY_NUMBERS[weekday],
    )


def _names_month(text: str) -> bool:
    match = _MONTH_WORDS.fullmatch(text)
    return match is not None and _bare_month(match["name"]) in _MONTH_NUMBERS


def _bare_month(name: str) -> str:
    # ฏ for ฎ is the commonest slip in กรกฎาคม.
    return name.replace(".", "").replace("ฏ", "ฎ")


def _month_number(month: int) -> int:
    if not 1 <= month <= _MONTHS_IN_YEAR:
        raise ThaiDateError(f"เดือนมีแค่ 1–12 ตอนนี้เป็น {month}")
    return month


def _month_named(name: str) -> int:
    number = _MONTH_NUMBERS.get(_bare_month(name))
    if number is None:
        raise ThaiDateError(f'ไม่รู้จักเดือน "{name}" เขียนแบบ ต.ค. หรือ ตุลาคม')
    return number


def _year_of(match: re.Match, month: int | None) -> int | None:
    """The Gregorian year of what was typed, or None when no year was typed."""
    found = match.groupdict()
    if found.get("year") is None:
        return None
    digits, era = found["year"], (found.get("era") or "")[:1]
    year = int(digits)
    if era != "ค" and len(digits) == 2:
        year += _CENTURY_BE
    is_buddhist = year >= _FIRST_BE_YEAR
    if era == "ค" and is_buddhist:
        raise ThaiDateError(f"ปี {year} เป็น พ.ศ. ไม่ใช่ ค.ศ.")
    if era == "พ" and _FIRST_CE_YEAR <= year < _FIRST_BE_YEAR:
        raise ThaiDateError(f"ปี {year} เป็น ค.ศ. ไม่ใช่ พ.ศ.")
    if not _FIRST_CE_YEAR <= year <= _LAST_BE_YEAR:
        raise ThaiDateError("ปี พ.ศ. มี 4 หลัก เช่น 2563")
    return ce_year(year, month or _MONTHS_IN_YEAR) if is_buddhist else year


def _to_date(typed: _Typed) -> date:
    if typed.month is None:
        raise ThaiDateError("ใส่เดือนและปี พ.ศ. ด้วย เช่น 26 ต.ค. 2563")
    if typed.year is None:
        raise ThaiDateError("ใส่ปี พ.ศ. ด้วย เช่น 26 ต.ค. 2563")
    if typed.day == 0:
        raise ThaiDateError("วันที่เริ่มจาก 1")
    # Checked after the conversion: 29 February exists in BE 2563, not in CE 2563.
    last = last_day_of_month(date(typed.year, typed.month, 1))
    if typed.day > last.day:
        raise ThaiDateError(f"เดือน{MONTHS[typed.month]} {be_year(last)} มีแค่ {last.day} วัน")
    day = date(typed.year, typed.month, typed.day)
    if typed.weekday is not None and typed.weekday != day.weekday():
        claimed = WEEKDAYS[typed.weekday]
        raise ThaiDateError(f"{format_date(day)} เป็นวัน{format_weekday(day)} ไม่ใช่วัน{claimed}")
    return day


def _split_range(text: str, not_one_date: ThaiDateError) -> tuple[date, date]:
    """Try each dash in turn: "26-10-2563 - 1-11-2563" has five of them."""
    reason = not_one_date
    for dash in _RANGE_DASH.finditer(text):
        left, right = text[: dash.start()].strip(), text[dash.end() :].strip()
        try:
            last = _read(right)
            first = _completed(_read(left), last)
        except ThaiDateError:
            continue
        try:
            return _to_date(first), _to_date(last)
        except ThaiDateError as broken:
            reason = broken
    raise reason


def _completed(first: _Typed, last: _Typed) -> _Typed:
    if first.month is None:
        first = replace(first, month=last.month)
    if first.year is None and last.year is not None:
        # "29 ธันวาคม – 3 มกราคม 2564" begins in the year before.
        begins_before = (first.month or 0) > (last.month or 0)
        first = replace(first, year=last.year - begins_before)
    return first


def _in_window(day: date, earliest: date | None, latest: date | None) -> date:
    if earliest and day < earliest:
        raise ThaiDateError(f"{format_date(day)} เร็วเกินไป ต้องไม่ก่อน {format_date(earliest)}")
    if latest and day > latest:
        raise ThaiDateError(f"{format_date(day)} ช้าเกินไป ต้องไม่หลัง {format_date(latest)}")
    return day
