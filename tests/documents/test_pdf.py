"""A PDF is read as it was written: Thai words whole, each letter once, page numbers right."""

import io
from datetime import date, datetime
from decimal import Decimal

import pytest
from pypdf import PdfReader

from otopfair.documents.pdf import render_pdf
from otopfair.thai.calendar import THAILAND
from sales.reports.figures import Cumulative, DailyFigures, Line, Ranked, ZoneFigures
from sales.reports.printing import Signature, printed_report
from sales.reports.sentences import FairWords

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


def data_of(ranking, thai_digits=False):
    food = Line("อาหาร", 24, Decimal(286400), Decimal(12500), category=1)
    figures = DailyFigures(
        day="2020-10-28",
        day_number=3,
        grand=food,
        zones=(ZoneFigures(food, (food,)),),
        categories=(food,),
        vendors=24,
        booths_allocated=24,
        ranking=tuple(ranking),
        cumulative=Cumulative(3, Decimal(5034530), Decimal(0), target=Decimal(15000000)),
    )
    return printed_report(
        WORDS,
        figures,
        time_of_data=datetime(2020, 10, 29, 10, 5, tzinfo=THAILAND),
        reference="RPT-KK20-25631028-2",
        signatures=[Signature("ผู้รายงาน", "นางสาวมาลี ใจดี", "นักวิชาการพัฒนาชุมชนชำนาญการ")],
        thai_digits=thai_digits,
    )


def pages_of(data) -> list[str]:
    pdf = PdfReader(io.BytesIO(render_pdf("daily-report.typ", data)))
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
        "ยอดสะสม 3 วัน รวม 5,034,530 บาท คิดเป็นร้อยละ 33.6 ของเป้าหมาย",
        "ผู้จำหน่ายสูงสุด 1 อันดับ",
        "(นางสาวมาลี ใจดี)",
        "ข้อมูล ณ วันที่ 29 ตุลาคม 2563 เวลา 10.05 น. เลขอ้างอิง RPT-KK20-25631028-2",
        "หน้า 1/1",
    ],
)
def test_thai_words_are_read_whole_and_in_order(text, words):
    assert words in text


def test_names_are_text_and_never_markup(text):
    assert GROUP in text


def test_the_page_is_a4():
    pdf = PdfReader(io.BytesIO(render_pdf("daily-report.typ", data_of([]))))
    size = pdf.pages[0].mediabox
    assert (round(size.width), round(size.height)) == (595, 842)


def test_a_long_report_counts_its_pages():
    many = [Ranked(place, f"กลุ่มที่ {place}", "C01", Decimal(1)) for place in range(1, 60)]
    pages = pages_of(data_of(many))
    assert len(pages) == 3
    assert ["หน้า 1/3" in pages[0], "หน้า 3/3" in pages[2]] == [True, True]


def test_formal_prints_use_thai_digits():
    assert "ประเภทอาหาร ๒๔ ๒๘๖,๔๐๐" in pages_of(data_of([], thai_digits=True))[0]
