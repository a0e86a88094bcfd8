"""What a closed report keeps: figures and words as plain JSON, in a shape that has a number."""

from dataclasses import asdict
from datetime import date
from decimal import Decimal

from otopfair.errors import RuleBroken
from sales.models import DailyReport
from sales.reports.figures import Cumulative, DailyFigures, Line, Missing, Ranked, ZoneFigures
from sales.reports.sentences import FairWords

# The shape that is written now. When figures change their form, this number goes up, and the old
# reader stays in READERS: closed reports are never rewritten.
SHAPE = 1


class UnknownShape(RuleBroken):
    """The figures were kept by another version of the program, in a shape that we do not know."""

    def __init__(self, shape) -> None:
        super().__init__(
            f"รายงานนี้ปิดด้วยโปรแกรมรุ่นอื่น (รูปแบบตัวเลข {shape}) โปรแกรมรุ่นนี้อ่านตัวเลขไม่ได้"
            " ข้อความที่ปิดไว้ยังอ่านได้ แจ้งผู้ดูแลระบบ"
        )


def keep(figures: DailyFigures, words: FairWords) -> dict:
    """What is stored with a report when it is closed."""
    days = {"first_day": words.first_day.isoformat(), "last_day": words.last_day.isoformat()}
    return {"shape": SHAPE, **to_json(figures), "words": {**asdict(words), **days}}


def figures_of(report: DailyReport) -> DailyFigures:
    """The figures of a closed report. Raises UnknownShape."""
    return _reader(report)(report.figures)


def words_kept_in(report: DailyReport) -> FairWords:
    """What a closed report said of its fair. Raises UnknownShape."""
    _reader(report)
    kept = dict(report.figures["words"])
    for name in ("first_day", "last_day"):
        kept[name] = date.fromisoformat(kept[name])
    return FairWords(**kept)


def is_readable(report: DailyReport) -> bool:
    return report.figures.get("shape") in READERS


def _reader(report: DailyReport):
    shape = report.figures.get("shape")
    if not is_readable(report):
        raise UnknownShape(shape or "ไม่ระบุ")
    return READERS[shape]


def to_json(figures: DailyFigures) -> dict:
    """Plain JSON; amounts as text, so that no satang is lost."""
    return _plain(asdict(figures))


def from_json(data: dict) -> DailyFigures:
    """The figures that `to_json` wrote: shape 1."""
    cumulative = data.get("cumulative")
    return DailyFigures(
        day=data["day"],
        day_number=data["day_number"],
        grand=_line(data["grand"]),
        zones=tuple(
            ZoneFigures(_line(zone["line"]), tuple(map(_line, zone["categories"])))
            for zone in data["zones"]
        ),
        categories=tuple(map(_line, data["categories"])),
        vendors=data["vendors"],
        booths_allocated=data["booths_allocated"],
        missing=tuple(Missing(**one) for one in data["missing"]),
        ranking=tuple(
            Ranked(**{**one, "total": Decimal(one["total"]), "share": Decimal(one["share"])})
            for one in data["ranking"]
        ),
        cumulative=Cumulative(
            days=cumulative["days"],
            sold=Decimal(cumulative["sold"]),
            ordered=Decimal(cumulative["ordered"]),
            target=_decimal(cumulative["target"]),
            last_edition=cumulative["last_edition"],
            last_total=_decimal(cumulative["last_total"]),
        )
        if cumulative
        else None,
        unit=data["unit"],
    )


def _line(data: dict) -> Line:
    return Line(
        data["label"],
        data["units"],
        Decimal(data["sold"]),
        Decimal(data["ordered"]),
        data["category"],
    )


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _plain(value):
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return str(value) if isinstance(value, Decimal) else value


READERS = {1: from_json}
