"""The workbooks' sums are formulas, and what is cached beside each is what Excel would compute."""

import io
import re
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from math import isclose
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from otopfair.thai.calendar import THAILAND
from sales.books import fair_sales_book, report_book
from sales.reports.example import example_figures, example_words
from sales.reports.figures import Line, Ranking, ZoneFigures
from sales.reports.style import ReportStyle
from tests.factories import make_allocation, make_booth, make_fair_event, make_sale, make_vendor
from tests.sales.test_report_wording import SURIN

MADE_AT = datetime(2026, 12, 26, 21, 5, tzinfo=THAILAND)
_REFERENCE = re.compile(r"(?:'([^']+)'!)?\$?([A-Z]+)\$?(\d+)(?::\$?([A-Z]+)\$?(\d+))?")


class Book:
    """A workbook read twice: the values that are kept, and the formulas beside them."""

    def __init__(self, data: bytes) -> None:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        self.names = book.sheet_names
        self.rows = {
            name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            for name in self.names
        }
        with ZipFile(io.BytesIO(data)) as parts:
            xml = [
                parts.read(f"xl/worksheets/sheet{number}.xml").decode()
                for number in range(1, len(self.names) + 1)
            ]
        cells = r'<c r="([A-Z]+)(\d+)"[^>]*><f>([^<]*)</f>'
        self.formulas = {
            (name, letter, int(row)): text
            for name, sheet in zip(self.names, xml, strict=True)
            for letter, row, text in re.findall(cells, sheet)
        }

    def kept(self, sheet: str, letter: str, row: int):
        return self.rows[sheet][row - 1][ord(letter) - ord("A")]

    def computed(self, sheet: str, text: str) -> float:
        """What one of our formulas comes to: sums, quotients and IF, of cells that are kept."""
        if match := re.fullmatch(
            r"SUMPRODUCT\(\((.+)=(A\d+)\)\*(.+)\)", text.replace("&apos;", "'")
        ):
            keys, wanted, amounts = (self._cells(sheet, part) for part in match.groups())
            pairs = zip(keys, amounts, strict=True)
            return sum(amount for key, amount in pairs if key == wanted[0])
        if match := re.fullmatch(r"IF\((.+)=0,0,(.+)\)", text):
            if not self._cells(sheet, match[1])[0]:
                return 0
            text = match[2]
        text = re.sub(r"SUM\(([^)]+)\)", lambda found: str(sum(self._cells(sheet, found[1]))), text)
        return eval(_REFERENCE.sub(lambda found: str(self._cells(sheet, found[0])[0]), text))

    def _cells(self, sheet: str, text: str) -> list:
        other, letter, first, _, last = _REFERENCE.fullmatch(text.replace("&apos;", "'")).groups()
        rows = range(int(first), int(last or first) + 1)
        return [self.kept(other or sheet, letter, row) or 0 for row in rows]  # empty counts as 0

    def wrong(self) -> list:
        """Formulas beside which another value is kept."""
        return [
            (place, text, self.kept(*place))
            for place, text in self.formulas.items()
            if not isclose(self.computed(place[0], text), self.kept(*place), abs_tol=1e-9)
        ]


def report(style=ReportStyle(), **figures) -> Book:  # noqa: B008
    words = example_words(SURIN, style)
    shown = replace(example_figures(), **figures)
    return Book(report_book(words, shown, style, made_at=MADE_AT, reference="RPT-1"))


@pytest.mark.parametrize("style", [ReportStyle(), ReportStyle(zones_as_types=True)])
def test_every_sum_of_a_report_is_a_formula_and_right(style):
    book = report(style)
    assert book.wrong() == []
    assert book.names == ["รายงาน", "ประเภท", "อันดับ", "เฉลี่ย", "สะสม", "ยังไม่ส่งยอด"]


def test_zones_sum_up_their_types_and_the_total_sums_up_the_zones():
    book = report()
    assert [book.formulas["รายงาน", "C", row] for row in (7, 14)] == ["SUM(C8:C12)", "C7+C13"]
    assert [book.formulas["รายงาน", "E", row] for row in (7, 14)] == ["C7+D7", "E7+E13"]
    assert [book.formulas["รายงาน", letter, 14] for letter in "BFG"] == [
        "B7+B13",
        "F7+F13",
        "G7+G13",
    ]
    assert book.rows["รายงาน"][13] == ["รวมทั้งสิ้น", 66, 3828290, 503600, 4331890, 64, 72]


def test_zones_that_come_as_types_are_summed_once():
    book = report(ReportStyle(zones_as_types=True))
    assert book.formulas["รายงาน", "E", 13] == "E7+E8+E9+E10+E11+E12"


def test_target_and_last_edition_are_quotients_one_can_follow():
    book = report()
    assert book.rows["สะสม"][9:] == [
        ["เป้าหมาย", 30_000_000.0, 28_450_000 / 30_000_000],
        ["ครั้งที่ 19 ในวันเดียวกัน", 26_000_000.0, 2_450_000 / 26_000_000],
    ]
    assert [book.formulas["สะสม", "C", row] for row in (10, 11)] == [
        "IF(B10=0,0,B9/B10)",
        "(B9-B11)/B11",
    ]


def test_a_day_without_figures_divides_nothing():
    nothing = Line("รวมทั้งสิ้น")
    book = report(grand=nothing, zones=(), categories=(), sellers=Ranking(), cumulative=None)
    assert book.wrong() == []
    assert book.rows["รายงาน"][-1] == ["รวมทั้งสิ้น", *[0.0] * 6]


def test_the_fairs_takings_are_summed_by_day_type_and_zone_from_the_rows(db):
    fair = make_fair_event(opens_on=date(2020, 10, 26), closes_on=date(2020, 11, 1))
    for code, day, sold in (("C01", 26, "1500.50"), ("C02", 26, "200"), ("C03", 27, "90")):
        allocation = make_allocation(make_booth(fair, code), make_vendor(f">{code}*"))
        make_sale(allocation, sold_on=date(2020, 10, day), sold=sold, ordered="10")
    book = Book(fair_sales_book(fair, made_at=MADE_AT))
    assert book.wrong() == []
    assert [book.rows["รายวัน"][row][1:] for row in (4, 5, 6)] == [
        [1700.5, 20.0, 1720.5],
        [90.0, 10.0, 100.0],
        [1790.5, 30.0, 1820.5],
    ]
    assert book.names == ["ยอดจำหน่าย", "รายวัน", "รายประเภท", "รายโซน"]


def test_who_has_not_reported_has_empty_cells_and_no_zero():
    shown = example_figures()
    silent = replace(shown.zones[1].line, sold=Decimal(0), ordered=Decimal(0), is_silent=True)
    stars = shown.zones[0]
    book = report(
        zones=(stars, ZoneFigures(silent)),
        grand=replace(shown.grand, sold=stars.line.sold, ordered=stars.line.ordered),
        sellers=Ranking(),
    )
    assert book.rows["รายงาน"][12][:5] == ["2. โซน OTOP ชวนชิม", 4.0, "", "", ""]
    assert book.wrong() == []
