"""A PDF is read as it was written: Thai words whole, each letter once, page numbers right."""

import io
import re
from datetime import date, datetime
from decimal import Decimal

import pytest
from pypdf import PdfReader

from otopfair.documents.paper import Paper, PaperSection, PaperTable
from otopfair.documents.pdf import render_paper, render_report
from otopfair.thai.calendar import THAILAND
from sales.reports.figures import Cumulative, DailyFigures, Line, Ranked, Ranking, ZoneFigures
from sales.reports.printing import Signature, printed_report
from sales.reports.sentences import FairWords
from sales.reports.style import ReportStyle

WORDS = FairWords(
    province_title="จังหวัดขอนแก่น",
    office="สำนักงานพัฒนาชุมชนจังหวัดขอนแก่น",
    fair_name="“OTOP CITY IN KHONKAEN” ครั้งที่ 20 ประจำปี 2563",
    venue="สวนรัชดานุสรณ์ อำเภอเมืองขอนแก่น",
    first_day=date(2020, 10, 26),
    last_day=date(2020, 11, 1),
)
# Stacked marks, sara am with and without a tone, and what typst would take for markup.
GROUP = "กลุ่มน้ำพริกป้าญู ที่น้ำพอง ผู้ใหญ่กี๋ #strong[x] $y$ *z* @ref"


def data_of(ranking, arabic=True, sold=Decimal(286400), ordered=Decimal(12500)):
    food = Line("อาหาร", 24, sold, ordered, category=1, reported=24, vendors=24)
    figures = DailyFigures(
        day="2020-10-28",
        day_number=3,
        grand=food,
        zones=(ZoneFigures(food, (food,)),),
        categories=(food,),
        sellers=Ranking(tuple(ranking)),
        cumulative=Cumulative(3, Decimal(5034530), Decimal(0), target=Decimal(15000000)),
    )
    return printed_report(
        WORDS,
        figures,
        ReportStyle().on_paper(arabic=arabic),
        time_of_data=datetime(2020, 10, 29, 10, 5, tzinfo=THAILAND),
        reference="RPT-KK20-25631028-2",
        signatures=[Signature("ผู้รายงาน", "นางสาวมาลี ใจดี", "นักวิชาการพัฒนาชุมชนชำนาญการ")],
    )


def sellers(count: int) -> list[Ranked]:
    return [Ranked(place, f"กลุ่มที่ {place}", "C01", Decimal(1)) for place in range(1, count + 1)]


def pages_of(data) -> list[str]:
    pdf = PdfReader(io.BytesIO(render_report("daily-report.typ", data)))
    return [page.extract_text() for page in pdf.pages]


@pytest.fixture(scope="module")
def text():
    return " ".join(pages_of(data_of([Ranked(1, GROUP, "C01", Decimal(78200))]))[0].split())


@pytest.mark.parametrize(
    "words",
    [
        "รายงานยอดจำหน่ายสินค้า OTOP ประจำวัน",
        "งาน “OTOP CITY IN KHONKAEN” ครั้งที่ 20 ประจำปี 2563",
        "วันพุธที่ 28 ตุลาคม พ.ศ. 2563 (วันที่ 3 ของงาน)",
        "สำนักงานพัฒนาชุมชนจังหวัดขอนแก่น จัดงานระหว่างวันที่ 26 ตุลาคม –",
        "1. ประเภทอาหาร 24 286,400 12,500 298,900",
        "(สองแสนเก้าหมื่นแปดพันเก้าร้อยบาทถ้วน)",
        "ยอดสะสม 3 วัน (26–28 ตุลาคม 2563) รวม 5,034,530 บาท คิดเป็นร้อยละ 33.6 ของเป้าหมาย",
        "ผู้จำหน่ายสูงสุด 1 อันดับ",
        "(นางสาวมาลี ใจดี)",
        "ข้อมูล ณ วันที่ 29 ตุลาคม 2563 เวลา 10.05 น. เลขอ้างอิง RPT-KK20-25631028-2",
        "หน้า 1/1",
    ],
)
def test_thai_words_are_read_whole_and_in_order(text, words):
    assert words in text


MOST = [Decimal("1266285543.25"), Decimal("328450000.75")]


def test_amounts_of_a_country_do_not_lie_over_each_other():
    ranking = [Ranked(1, "กลุ่มใหญ่", "C01", sum(MOST))]
    words = " ".join(pages_of(data_of(ranking, sold=MOST[0], ordered=MOST[1]))[0].split())
    told = "1,266,285,543.25 328,450,000.75 1,594,735,544"
    assert [f"อาหาร 24 {told}" in words, f"รวมทั้งสิ้น 24 {told}" in words] == [True, True]
    assert "กลุ่มใหญ่ C01 1,594,735,544" in words


def test_amounts_take_what_they_need_from_the_words_beside_them():
    amounts = ["1,266,285,543.25", "328,450,000.75", "1,594,735,544.00"]
    table = PaperTable(
        list("กขคงจ"), [["ขอนแก่น", "24", *amounts]], [5, 1, 1, 1, 1], total=["รวม", "24", *amounts]
    )
    paper = Paper(
        "รายงาน",
        ["ทั้งประเทศ"],
        "กรม",
        [PaperSection("ยอด", [table])],
        [],
        [],
        "",
        "",
        "หน้า",
        list("0123456789"),
    )
    words = " ".join(PdfReader(io.BytesIO(render_paper(paper))).pages[0].extract_text().split())
    told = f"24 {' '.join(amounts)}"
    assert [f"ขอนแก่น {told}" in words, f"รวม {told}" in words] == [True, True]


def test_names_are_text_and_never_markup(text):
    assert GROUP in text


def test_the_page_is_a4():
    pdf = PdfReader(io.BytesIO(render_report("daily-report.typ", data_of([]))))
    size = pdf.pages[0].mediabox
    assert (round(size.width), round(size.height)) == (595, 842)


def test_a_long_report_counts_its_pages():
    pages = pages_of(data_of(sellers(59)))
    assert len(pages) == 3
    assert ["หน้า 1/3" in pages[0], "หน้า 3/3" in pages[2]] == [True, True]


def test_formal_prints_use_thai_digits():
    assert "ประเภทอาหาร ๒๔ ๒๘๖,๔๐๐" in pages_of(data_of([], arabic=False))[0]


@pytest.mark.parametrize("count", range(8, 24, 2))
def test_nobody_signs_a_page_on_which_nothing_is_said(count):
    """Whatever the length: where the signature stands, the sum so far stands, too."""
    last = pages_of(data_of(sellers(count)))[-1]
    assert ["(ลงชื่อ)" in last, "ยอดสะสม" in last] == [True, True]


def test_a_table_over_two_pages_has_its_heading_on_both():
    pages = pages_of(data_of(sellers(40)))
    assert [page.count("กลุ่ม / ร้าน") for page in pages] == [1, 1]


def test_pages_beyond_forty_are_counted():
    assert "หน้า ๔๓/๔๓" in pages_of(data_of(sellers(1330), arabic=False))[-1]


@pytest.mark.parametrize("digits", range(4, 11))
def test_no_line_begins_with_the_end_of_what_stands_before_it(digits):
    """A bracket stays with its word and a day with its month, however wide the amounts are."""
    data = data_of(sellers(1), sold=Decimal("8" * digits + ".50"))
    lines = [line for page in pages_of(data) for line in page.splitlines()]
    begins = [line for line in lines if re.match(r"[)”,:ฯ\u00a0]", line)]
    assert begins == []
    assert any("ยอดจำหน่าย" in line for line in lines)
