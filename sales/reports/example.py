"""An invented day with every part of a report, on which an office sees its wording."""

from datetime import date
from decimal import Decimal

from fairs.models import Province
from sales.models.wording import Opening
from sales.reports.figures import (
    Cumulative,
    DailyFigures,
    Line,
    Missing,
    Ranked,
    Ranking,
    Visitors,
    ZoneFigures,
)
from sales.reports.sentences import FairWords
from sales.reports.style import ReportStyle

DAY = date(2026, 12, 26)
_TYPES = (
    (5, 115_000, 25_000),
    (2, 15_700, 0),
    (46, 3_411_590, 453_600),
    (6, 96_000, 0),
    (3, 40_000, 0),
)
_TASTING = Line("OTOP ชวนชิม", 4, Decimal(150_000), Decimal(25_000), None, 2, 10)


def example_words(province: Province, style: ReportStyle) -> FairWords:
    """A fair of nobody, reported by `province`."""
    return FairWords(
        province_title=province.title,
        office=f"สำนักงานพัฒนาชุมชน{province.title}",
        fair_name="“OTOP City 2026” ครั้งที่ 20 ประจำปี 2569",
        venue="อาคารชาเลนเจอร์ 1-3 อิมแพค เมืองทองธานี จังหวัดนนทบุรี",
        first_day=date(2026, 12, 19),
        last_day=date(2026, 12, 27),
        is_joined=style.opening != Opening.ORGANISED,
        director=f"พัฒนาการ{province.title}",
        governor=f"ผู้ว่าราชการ{province.title}",
    )


def example_figures() -> DailyFigures:
    types = tuple(
        Line("", booths, Decimal(sold), Decimal(ordered), category, booths, booths)
        for category, (booths, sold, ordered) in enumerate(_TYPES, start=1)
    )
    stars = _sum("ผลิตภัณฑ์ OTOP 3 - 5 ดาว", types)
    grand = _sum("รวมทั้งสิ้น", (stars, _TASTING))
    return DailyFigures(
        day=DAY.isoformat(),
        day_number=8,
        grand=grand,
        zones=(ZoneFigures(stars, types), ZoneFigures(_TASTING)),
        categories=types,
        reporters=grand.vendors - 2,
        of_reported=grand.total,
        missing=(Missing("A12", "ร้านตัวอย่าง"), Missing("17", "ร้านตัวอย่าง")),
        sellers=Ranking(
            (
                Ranked(1, "กลุ่มทอผ้าไหมบ้านตัวอย่าง", "A01", Decimal(412_300), grand.total),
                Ranked(2, "กลุ่มจักสาน 99", "C07", Decimal(98_450), grand.total),
            ),
            grand.total,
        ),
        cumulative=Cumulative(
            8,
            Decimal(26_150_000),
            Decimal(2_300_000),
            target=Decimal(30_000_000),
            last_edition="ครั้งที่ 19",
            last_total=Decimal(26_000_000),
            last_days=9,
            visitors=Visitors(111_286, ("เครื่องนับ",), target=120_000),
        ),
        visitors=Visitors(15_966, ("เครื่องนับ",)),
    )


def _sum(label: str, lines: tuple[Line, ...]) -> Line:
    return Line(
        label,
        sum(line.booths for line in lines),
        sum((line.sold for line in lines), Decimal(0)),
        sum((line.ordered for line in lines), Decimal(0)),
        reported=sum(line.reported for line in lines),
        vendors=sum(line.vendors for line in lines),
    )
