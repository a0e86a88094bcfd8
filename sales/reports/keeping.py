"""What a closed report keeps: figures and words as plain JSON, in a shape that has a number."""

from dataclasses import asdict
from datetime import date
from decimal import Decimal
from types import NoneType, UnionType
from typing import get_args, get_origin, get_type_hints

from otopfair.errors import RuleBroken
from sales.models import DailyReport, FairReport
from sales.reports.figures import DailyFigures, FairFigures, Figures
from sales.reports.sentences import FairWords

# The shape that is written now. When figures change their form, this number goes up, and the old
# reader stays in READERS: closed reports are never rewritten.
SHAPE = 3


class UnknownShape(RuleBroken):
    """The figures were kept by another version of the program, in a shape that we do not know."""

    def __init__(self, shape) -> None:
        super().__init__(
            f"รายงานนี้ปิดด้วยโปรแกรมรุ่นอื่น (รูปแบบตัวเลข {shape}) โปรแกรมรุ่นนี้อ่านตัวเลขไม่ได้"
            " ข้อความที่ปิดไว้ยังอ่านได้ แจ้งผู้ดูแลระบบ"
        )


def keep(figures: Figures, words: FairWords) -> dict:
    """What is stored with a report when it is closed."""
    days = {"first_day": words.first_day.isoformat(), "last_day": words.last_day.isoformat()}
    told = {**asdict(words), **days}
    return {"shape": SHAPE, "figures": to_json(figures), "words": told}


def figures_of(report: DailyReport) -> DailyFigures:
    """The figures of a closed report. Raises UnknownShape."""
    return _reader(report)(DailyFigures, report.figures["figures"])


def fair_figures_of(report: FairReport) -> FairFigures:
    """The figures of a closed report of a whole fair. Raises UnknownShape."""
    return _reader(report)(FairFigures, report.figures["figures"])


def words_kept_in(report: DailyReport | FairReport) -> FairWords:
    """What a closed report said of its fair. Raises UnknownShape."""
    _reader(report)
    kept = dict(report.figures["words"])
    for name in ("first_day", "last_day"):
        kept[name] = date.fromisoformat(kept[name])
    return FairWords(**kept)


def is_readable(shape: object) -> bool:
    """Whether this version reads figures of that shape, a number or as the database writes it."""
    return str(shape) in {str(known) for known in READERS}


def _reader(report: DailyReport | FairReport):
    shape = report.figures.get("shape")
    if not is_readable(shape):
        raise UnknownShape(shape or "ไม่ระบุ")
    return READERS[shape]


def to_json(figures: Figures) -> dict:
    """Plain JSON; amounts as text, so that no satang is lost."""
    return _plain(asdict(figures))


def from_json(kind, value):
    """What `to_json` wrote, as `kind`: a dataclass, a tuple of one kind, an amount, or as it is."""
    if get_origin(kind) is UnionType:
        kind = next(one for one in get_args(kind) if one is not NoneType)
    if value is None or kind in {str, int, bool}:
        return value
    if kind is Decimal:
        return Decimal(value)
    if kind is date:
        return date.fromisoformat(value)
    if get_origin(kind) is tuple:
        return tuple(from_json(get_args(kind)[0], one) for one in value)
    kinds = get_type_hints(kind)
    return kind(**{name: from_json(kinds[name], one) for name, one in value.items()})


def _plain(value):
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


READERS = {3: from_json}
