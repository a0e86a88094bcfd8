"""Days, months, years and numbers of editions in what somebody types to find a fair.

"งานวันนี้", "ธันวาคม 2563", "ครั้งที่ 20": what is said of the time is taken out, and the rest is
words. Two of a kind are not read; the last one counts.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import or_

from django.db.models import Q

from fairs.models import DatePrecision
from otopfair.thai.calendar import be_year, ce_year, last_day_of_month
from otopfair.thai.digits import to_arabic_digits
from otopfair.thai.folding import fold, normalise
from otopfair.thai.formatting import MONTHS
from otopfair.thai.in_english import MONTHS as ENGLISH_MONTHS
from otopfair.thai.parsing import ThaiDateError, parse_date, parse_month, parse_year_be
from otopfair.thai.price_words import read_price

DAY = timedelta(days=1)
SUNDAY = 6
JANUARY, DECEMBER = 1, 12
ANY_YEAR = "2563"  # a month is read with a year
FIRST_BE_YEAR = 2400

_MONTH = (
    "มกรา(?:คม)?|กุมภา(?:พันธ์)?|มีนา(?:คม)?|เมษา(?:ยน)?|พฤษภา(?:คม)?|มิถุนา(?:ยน)?|กรกฎา(?:คม)?|"
    "สิงหา(?:คม)?|กันยา(?:ยน)?|ตุลา(?:คม)?|พฤศจิกา(?:ยน)?|ธันวา(?:คม)?|"
    r"(?:ม\.?ค|ก\.?พ|มี\.?ค|เม\.?ย|พ\.?ค|มิ\.?ย|ก\.?ค|ส\.?ค|ก\.?ย|ต\.?ค|พ\.?ย|ธ\.?ค)\."
)
_YEAR = r"(?:ประจำปี|ปี)?\s?(?:พ\.?ศ\.?|ค\.?ศ\.?)?\s?(?:2[45]\d\d|20\d\d)|(?:ปี|ประจำปี)\s?\d\d"
_AFTER_MONTH = r"(?:ปี\s?)?(?:พ\.?ศ\.?\s?)?(\d{4}|\d{2})(?!\d)"
_FULL_DATE = re.compile(
    rf"(?:วันที่\s?)?(?:\d{{1,2}}\s?(?:{_MONTH})\s?(?:พ\.?ศ\.?\s?)?\d{{2,4}}|"
    r"\d{1,2}[/-]\d{1,2}[/-]\d{2,4})(?!\d)"
)
_RANGE = re.compile(
    rf"(\d{{1,2}})\s?(?:-|–|ถึง)\s?(\d{{1,2}})\s?({_MONTH})(?:\s?{_AFTER_MONTH})?(?!\d)"
)
_DAY_OF_MONTH = re.compile(rf"(?:วันที่\s?)?(?<!\d)(\d{{1,2}})\s?({_MONTH})(?!\s?\d)")
# Feasts of which one knows the days, and how long one looks around them.
_FEASTS = (
    (r"(?:วันขึ้น)?ปีใหม่|(?:ส่งท้าย|วันสิ้น|สิ้น)ปี(?:เก่า)?|new year", (DECEMBER, 28), 6),
    (r"สงกรานต์|songkran", (4, 10), 7),
    (r"วันแม่|mother'?s day", (8, 10), 5),
    (r"วันพ่อ|father'?s day", (12, 3), 5),
)
_ENGLISH_MONTH = re.compile(rf"\b(?:{'|'.join(ENGLISH_MONTHS[1:])})\b", re.IGNORECASE)
_MONTH_WORD = re.compile(rf"(?:เดือน\s?)?({_MONTH})(?:\s?{_AFTER_MONTH})?")
_YEAR_WORD = re.compile(rf"(?<!\d)(?:{_YEAR})(?!\d)")
_EDITION = re.compile(r"(?:ครั้งที่|ครั้ง|ครังที|no\.?)\s?(\d{1,3})(?!\d)|^(\d{1,3})$", re.IGNORECASE)
# What says only that a fair is looked for.
_FAIR = re.compile(
    r"มีงาน(?:แฟร์|โอทอป)?(?:อะไร)?(?:บ้าง)?(?:ไหม|มั้ย|ไม๊|หรือเปล่า|รึเปล่า)$|"
    r"(?:^|(?<= ))(?:(?:มี|จัด)?งาน(?:แฟร์|โอทอป|เทศกาล)?|เทศกาล|แฟร์|fairs?(?=\s|$)|(?:จัด|มี)(?=\s|$))|"
    r"แฟร์(?=\s|$)|(?:(?:มี|จัด)?ที่ไหน|(?:จัด)?เมื่อไ(?:หร่|ร)|อะไร)(?:บ้าง)?",
    re.IGNORECASE,
)


# Behind the name of a fair, where nothing else says what the number is: "otop city 20".
_LAST_NUMBER = re.compile(r"(?<=[^\d\s] )(\d{1,3})$|(?<=[ก-๎])(\d{1,3})$")


@dataclass(frozen=True)
class Asked:
    """What is asked of fairs: when, which edition, and the words that remain."""

    words: str
    when: Q
    says_when: bool


def read_when(text: str, today: date, *, of_fairs: bool = False) -> Asked:
    """Take out of `text` what it says of time and number; asked `of_fairs`, a last number that says
    nothing else is that of an edition."""
    if read_price(fold(text))[1]:
        return Asked(text, Q(), False)
    rest, when = _ENGLISH_MONTH.sub(_in_thai, to_arabic_digits(normalise(text))), Q()
    for pattern, asks in (*_ASKS, *_ASKS_OF_FAIRS) if of_fairs else _ASKS:
        if found := pattern.search(rest):
            condition = asks(found, today)
            if condition is not None:
                when &= condition
                rest = f"{rest[: found.start()]} {rest[found.end() :]}"
    words = normalise(_FAIR.sub(" ", rest))
    return Asked(words, when, bool(when))


def _in_thai(month: re.Match) -> str:
    return MONTHS[ENGLISH_MONTHS.index(month[0].capitalize())]


def _within(first: date, last: date) -> Q:
    """Fairs with a day from `first` to `last`, as exactly as their days are known."""
    return Q(opens_on__lte=last, closes_on__gte=first)


def _on_days(first: date, last: date) -> Q:
    return _within(first, last) & Q(date_precision=DatePrecision.DAY)


def _full_date(found: re.Match, _today: date) -> Q | None:
    try:
        day = parse_date(found[0])
    except ThaiDateError:
        return None
    return _on_days(day, day)


def _range(found: re.Match, today: date) -> Q | None:
    """ "10-21 มกราคม 2570"; without a year the nearest ones count."""
    first = _days_called(f"{found[1]} {found[3]}", found[4], today)
    last = _days_called(f"{found[2]} {found[3]}", found[4], today)
    return _any_of([pair for pair in zip(first, last, strict=True) if pair[0] <= pair[1]])


def _day_of_month(found: re.Match, today: date) -> Q | None:
    """ "31 ธ.ค.": of the last year, this one and the next."""
    return _any_of([(day, day) for day in _days_called(f"{found[1]} {found[2]}", "", today)])


def _days_called(day: str, year: str | None, today: date) -> list[date]:
    years = [year] if year else [str(be_year(today) + ahead) for ahead in (-1, 0, 1)]
    try:
        return [parse_date(f"{day} {one}") for one in years]
    except ThaiDateError:
        return []


def _any_of(runs: list[tuple[date, date]]) -> Q | None:
    return reduce(or_, (_on_days(*run) for run in runs)) if runs else None


def _feast(begins: tuple[int, int], days: int):
    """The next such feast, or the one that is on."""

    def asks(_found, today: date) -> Q:
        starts = (date(today.year + ahead, *begins) for ahead in (-1, 0, 1))
        first = next(one for one in starts if one + days * DAY >= today)
        return _on_days(first, first + days * DAY)

    return asks


def _month(found: re.Match, _today: date) -> Q | None:
    try:
        first, last = parse_month(f"{found[1]} {found[2] or ANY_YEAR}")
    except ThaiDateError:
        return None
    if found[2]:
        return _within(first, last)
    return Q(opens_on__month=first.month) | Q(closes_on__month=first.month)


def _year(found: re.Match, _today: date) -> Q | None:
    digits = re.sub(r"\D", "", found[0])
    if len(digits) > 2 and int(digits) < FIRST_BE_YEAR:
        return _of_year(be_year(date(int(digits), DECEMBER, 31)))
    try:
        return _of_year(parse_year_be(digits))
    except ThaiDateError:
        return None


def _of_year(year_be: int) -> Q:
    first = date(ce_year(year_be), JANUARY, 1)
    last = date(ce_year(year_be), DECEMBER, 31)
    return _within(first, last) | Q(opens_on=None, year_label_be=year_be)


def _edition(found: re.Match, _today: date) -> Q:
    return Q(edition_no=int(found[1] or found[2]))


def _day(ahead: int):
    return lambda _found, today: _on_days(today + ahead * DAY, today + ahead * DAY)


def _weekend(_found, today: date) -> Q:
    sunday = today + (SUNDAY - today.weekday()) * DAY
    return _on_days(max(today, sunday - DAY), sunday)


def _week(ahead: int):
    def asks(_found, today: date) -> Q:
        monday = today - today.weekday() * DAY + 7 * ahead * DAY
        return _on_days(monday, monday + 6 * DAY)

    return asks


def _calendar_month(ahead: int):
    def asks(_found, today: date) -> Q:
        first = today.replace(day=1)
        if ahead:
            first = last_day_of_month(first) + DAY
        return _within(first, last_day_of_month(first))

    return asks


def _calendar_year(ahead: int):
    return lambda _found, today: _of_year(be_year(today) + ahead)


def _said(words: str) -> re.Pattern:
    return re.compile(rf"(?:{words})", re.IGNORECASE)


_ASKS = (
    (_RANGE, _range),
    (_FULL_DATE, _full_date),
    (_DAY_OF_MONTH, _day_of_month),
    *((_said(words), _feast(begins, days)) for words, begins, days in _FEASTS),
    (_said("วันนี้|ตอนนี้|เวลานี้|กำลังจัด|today|now$"), _day(0)),
    (_said("พรุ่งนี้|tomorrow"), _day(1)),
    (_said("สุดสัปดาห์(?:นี้)?|เสาร์อาทิตย์(?:นี้)?|weekend"), _weekend),
    (_said("(?:สัปดาห์|อาทิตย์)นี้"), _week(0)),
    (_said("(?:สัปดาห์|อาทิตย์)หน้า"), _week(1)),
    (_said("เดือนนี้"), _calendar_month(0)),
    (_said("เดือนหน้า"), _calendar_month(1)),
    (_said("ปีนี้"), _calendar_year(0)),
    (_said("ปีหน้า"), _calendar_year(1)),
    (_said("ปีที่แล้ว|ปีก่อน"), _calendar_year(-1)),
    (_MONTH_WORD, _month),
    (_YEAR_WORD, _year),
    (_EDITION, _edition),
)
_ASKS_OF_FAIRS = ((_LAST_NUMBER, _edition),)
