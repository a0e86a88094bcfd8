"""The final report of a fair and of a project: one paper as page, PDF and Word file."""

import io
import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document
from PIL import Image
from pypdf import PdfReader

from fairs.models import Project, ProjectActivity
from onsite.reports.visitor_counts import DayVisitors, Sum
from otopfair.documents.paper import PaperTable
from otopfair.documents.pdf import render_paper
from otopfair.documents.word import docx_bytes
from otopfair.removals.models import Removal
from otopfair.thai.calendar import THAILAND, today_in_thailand
from sales.models import ReportPhoto
from sales.operations import photos as photo_operations
from sales.operations.fair_reports import close_fair_report
from sales.reports.example import example_figures, example_words
from sales.reports.figures import DaySum, FairFigures
from sales.reports.final import FairTold, Made, PhotoTold, final_report
from sales.reports.final_projects import ProjectTold, project_report
from sales.reports.printing import signatures_of
from sales.reports.style import ReportStyle
from tests.factories import (
    a_picture,
    make_allocation,
    make_booth,
    make_fair_event,
    make_officer,
    make_sale,
)
from tests.sales.test_report_wording import SURIN

STYLE = ReportStyle()
WORDS = example_words(SURIN, STYLE)
ORDER_OF_WORD = ("rFonts", "b", "bCs", "color", "sz", "szCs", "lang")
MADE = Made(
    datetime(2026, 12, 28, 9, 0, tzinfo=THAILAND),
    "FIN-SR26",
    signatures_of(WORDS, STYLE, "นางสาวมาลี ใจดี", "นักวิชาการพัฒนาชุมชน"),
)


def days(first: date, count: int) -> tuple[DaySum, ...]:
    return tuple(
        DaySum(
            first + timedelta(days=number), number + 1, Decimal(1000 * (number + 1)), Decimal(50)
        )
        for number in range(count)
    )


def figures(by_day=None, **more) -> FairFigures:
    shown = example_figures()
    names = ("grand", "zones", "categories", "missing", "sellers", "cumulative", "visitors")
    kept = {name: getattr(shown, name) for name in names}
    by_day = days(WORDS.first_day, 3) if by_day is None else by_day
    return FairFigures(until=WORDS.last_day, is_final=True, by_day=by_day, **{**kept, **more})


def picture() -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (64, 48), "teal").save(stream, "WEBP")
    return stream.getvalue()


def told(**more) -> FairTold:
    counted = [
        DayVisitors(WORDS.first_day, 1, Sum(1200, ("นับด้วยมือ",), 4)),
        DayVisitors(WORDS.first_day + timedelta(days=1), 2, Sum()),
    ]
    facts = [("ผู้จัด", "กรมการพัฒนาชุมชน")]
    return FairTold(
        **{"words": WORDS, "figures": figures(), "visitors": counted, "facts": facts, **more}
    )


def paper(style=STYLE, **more):
    return final_report(told(**more), style, MADE)


def table(shown, title: str) -> PaperTable:
    """The table of that title, or the first of the section of that name."""
    for section in shown.sections:
        for part in section.parts:
            if isinstance(part, PaperTable) and title in (part.title, section.title[3:]):
                return part
    raise LookupError(title)


def test_a_fair_is_told_in_numbered_sections_and_what_nobody_knows_is_left_out():
    assert [one.title for one in paper(photos=[PhotoTold("พิธีเปิด", picture())]).sections] == [
        "1. ข้อมูลงาน",
        "2. ผู้ประกอบการและบูธ",
        "3. ยอดจำหน่าย",
        "4. ผู้จำหน่ายสูงสุด",
        "5. ผู้เข้าชมงาน",
        "6. ภาพกิจกรรม",
    ]
    assert [one.title for one in paper(visitors=[]).sections][4:] == []


def test_takings_by_day_stand_beside_their_bars_and_add_up():
    by_day = table(paper(), "ตามวัน")
    assert by_day.rows[0] == ["19\u00a0ธ.ค.\u00a02569", "1,000", "50", "1,050"]
    assert by_day.total == ["รวม", "6,000", "150", "6,150"]
    assert by_day.bars == [1050 / 3050, 2050 / 3050, 1.0]


def test_a_fair_of_a_year_is_told_by_month():
    long = paper(figures=figures(days(date(2026, 1, 30), 365)))
    by_month = table(long, "ตามเดือน")
    assert (len(by_month.rows), by_month.rows[0]) == (
        13,
        ["มกราคม\u00a02569", "3,000", "100", "3,100"],
    )


def test_only_days_that_were_counted_are_told_of_visitors():
    came = table(paper(), "ผู้เข้าชมงาน")
    assert (came.rows, came.total) == (
        [["19\u00a0ธ.ค.\u00a02569", "นับด้วยมือ", "1,200"]],
        ["รวม", "", "1,200"],
    )


def test_a_fair_that_is_still_on_says_up_to_when():
    unfinished = replace(figures(), is_final=False, until=date(2026, 12, 26))
    assert "".join(paper(figures=unfinished).lines[-1].split()) == "ข้อมูลถึงวันที่26ธันวาคม2569งานยังไม่จบ"


def test_names_keep_their_digits_in_thai_digits():
    shown = paper(STYLE.on_paper())
    assert shown.lines[0] == "งาน “OTOP City 2026” ครั้งที่ ๒๐ ประจำปี ๒๕๖๙"
    assert table(shown, "ผู้จำหน่ายสูงสุด").rows[1] == ["๒", "กลุ่มจักสาน 99", "C07", "๙๘,๔๕๐", "๒.๒๗"]


def test_the_pdf_says_what_the_paper_says_with_page_numbers_and_pictures():
    pdf = PdfReader(io.BytesIO(render_paper(paper(photos=[PhotoTold("พิธีเปิด #1", picture())]))))
    pages = [" ".join(page.extract_text().split()) for page in pdf.pages]
    assert "หน้า 1/3" in pages[0]
    assert "3. ยอดจำหน่าย จังหวัดสุรินทร์ ยอดจำหน่าย 3,828,290 บาท" in pages[0]
    assert "พิธีเปิด #1" in pages[-1]
    assert "(ลงชื่อ)" in pages[-1]
    assert sum(len(page.images) for page in pdf.pages) == 1


def test_the_word_file_says_the_same_with_heads_that_come_again():
    shown = paper(STYLE.on_paper(), photos=[PhotoTold("พิธีเปิด", picture())])
    data = docx_bytes(shown)
    document = Document(io.BytesIO(data))
    said = [one.text for one in document.paragraphs]
    assert said[0] == "รายงานสรุปผลการร่วมงาน"
    assert [text for text in said if text[1:2] == "."] == [one.title for one in shown.sections]
    rows = [[cell.text for cell in row.cells] for row in document.tables[2].rows]
    assert rows == [
        table(shown, "ตามวัน").head,
        *table(shown, "ตามวัน").rows,
        table(shown, "ตามวัน").total,
    ]
    with ZipFile(io.BytesIO(data)) as parts:
        body = parts.read("word/document.xml").decode()
        header = parts.read("word/header1.xml").decode()
    tables = sum(isinstance(part, PaperTable) for one in shown.sections for part in one.parts)
    assert body.count("<w:tblHeader/>") == tables
    properties = re.findall(r"<w:rPr>(.*?)</w:rPr>", body)
    orders = {tuple(re.findall(r"<w:(\w+)", one)) for one in properties}
    assert [one for one in orders if sorted(one, key=ORDER_OF_WORD.index) != [*one]] == []
    assert r"NUMPAGES \* THAIARABIC" in header
    assert len(document.inline_shapes) == 1


def project(fairs) -> ProjectTold:
    return ProjectTold(
        name="โครงการ OTOP 2569",
        fiscal_year_be=2569,
        words=WORDS,
        facts=[("งบประมาณ", "1,200,000 บาท")],
        objectives=["เพิ่มรายได้"],
        activities=["จัดงานแสดงสินค้า", "อบรม"],
        fairs=fairs,
    )


def test_a_project_tells_its_fairs_side_by_side_and_each_by_itself():
    shown = project_report(project([told(), told(photos=[PhotoTold("", picture())])]), STYLE, MADE)
    assert [one.title for one in shown.sections] == [
        "1. ข้อมูลโครงการ",
        "2. วัตถุประสงค์",
        "3. กิจกรรม",
        "4. ผลรวมของงานในโครงการ",
        "5. งาน “OTOP City 2026” ครั้งที่ 20 ประจำปี 2569",
        "6. งาน “OTOP City 2026” ครั้งที่ 20 ประจำปี 2569",
    ]
    both = table(shown, "ผลรวมของงานในโครงการ")
    assert both.rows[0][1:] == ["66", "72", "15,966", "4,331,890", "14.4"]
    assert both.total == ["รวม", "", "", "", "8,663,780", ""]
    assert list(shown.pictures) == ["fair-1-photo-1.webp"]
    assert render_paper(shown).startswith(b"%PDF")


def test_a_project_without_a_fair_says_so():
    shown = project_report(project([]), STYLE, MADE)
    assert shown.sections[-1].parts == ["โครงการนี้ยังไม่มีงานที่มีวันจัด"]


@pytest.fixture
def fair(db):
    fair = make_fair_event(opens_on=date(2020, 10, 26), closes_on=date(2020, 11, 1))
    make_sale(make_allocation(make_booth(fair, "C01")), sold_on=date(2020, 10, 28), sold="1500")
    return fair


@pytest.fixture
def its_project(fair):
    project = Project.objects.create(
        name_th="โครงการส่งเสริมการตลาด", fiscal_year_be=2564, province_id="40"
    )
    ProjectActivity.objects.create(project=project, name_th="จัดงาน", fair_event=fair)
    return project


def test_page_pdf_and_word_file_of_a_fair_and_of_its_project_open(client, fair, its_project):
    client.force_login(make_officer())
    page = client.get(reverse("staff:report-final", args=[fair.pk]))
    assert reverse("staff:report-project", args=[its_project.pk]) in page.content.decode()
    assert "๑,๕๐๐" in page.content.decode()
    pdf = client.get(reverse("staff:report-final-file", args=[fair.pk, "pdf"]))
    assert pdf["Content-Type"] == "application/pdf"
    whole = client.get(reverse("staff:report-project", args=[its_project.pk]) + "?digits=arabic")
    assert "ยอดจำหน่ายและยอดสั่งจอง รวม 1,500" in " ".join(whole.content.decode().split())
    word = client.get(reverse("staff:report-project-file", args=[its_project.pk, "docx"]))
    assert Document(io.BytesIO(word.content)).paragraphs[1].text == "โครงการส่งเสริมการตลาด"
    assert client.get(reverse("staff:report-final-file", args=[fair.pk, "exe"])).status_code == 404


def test_a_project_tells_no_figures_of_a_fair_that_the_reader_may_not_see(
    client, fair, its_project
):
    second = make_fair_event("งานที่สอง", opens_on=date(2020, 12, 1), closes_on=date(2020, 12, 2))
    ProjectActivity.objects.create(project=its_project, name_th="จัดงาน", fair_event=second)
    elsewhere = make_fair_event("งานลับ", province="52", opens_on=date(2020, 10, 26))
    ProjectActivity.objects.create(project=its_project, name_th="ร่วมงาน", fair_event=elsewhere)
    client.force_login(make_officer())
    page = client.get(reverse("staff:report-project", args=[its_project.pk])).content.decode()
    assert ["งานที่สอง" in page, "งานลับ" in page] == [True, False]


def test_a_fair_that_has_not_opened_has_nothing_to_sum_up(client, db):
    soon = today_in_thailand() + timedelta(days=9)
    fair = make_fair_event(opens_on=soon, closes_on=soon)
    client.force_login(make_officer())
    page = client.get(reverse("staff:report-final", args=[fair.pk]))
    assert "ยังไม่มีวันที่สรุปได้" in page.content.decode()
    assert client.get(reverse("staff:report-final-file", args=[fair.pk, "pdf"])).status_code == 404


def upload(client, fair, **typed):
    url = reverse("staff:report-photos", args=[fair.pk])
    return client.post(
        url, {"form_key": uuid4(), "caption": "พิธีเปิด", "photo": a_picture(), **typed}
    )


def test_a_photo_goes_into_the_report_once_and_comes_out_and_back(client, fair):
    client.force_login(make_officer())
    key = uuid4()
    assert [upload(client, fair, form_key=key).status_code for _ in range(2)] == [302, 302]
    photo = ReportPhoto.objects.get()
    page = client.get(reverse("staff:report-final", args=[fair.pk])).content.decode()
    assert page.count(reverse("staff:report-photo", args=[photo.pk])) == 1
    word = client.get(reverse("staff:report-final-file", args=[fair.pk, "docx"]))
    assert len(Document(io.BytesIO(word.content)).inline_shapes) == 1
    client.post(reverse("staff:report-photo-out", args=[photo.pk]))
    assert ReportPhoto.objects.count() == 0
    client.post(reverse("staff:removed-one", args=[Removal.objects.get().pk]))
    assert ReportPhoto.objects.get().caption == "พิธีเปิด"


def test_what_is_no_photo_and_a_photo_without_a_word_are_refused(client, fair):
    client.force_login(make_officer())
    refused = upload(client, fair, photo=SimpleUploadedFile("a.jpg", b"no photo"), caption="")
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["caption"])
    refused = upload(client, fair, photo=SimpleUploadedFile("a.jpg", b"no photo"))
    assert (refused.status_code, ReportPhoto.objects.count()) == (422, 0)


def test_a_closed_report_takes_no_photo_and_a_full_one_says_so(client, fair, monkeypatch):
    officer = make_officer()
    client.force_login(officer)
    monkeypatch.setattr(photo_operations, "MOST_PHOTOS", 0)
    assert "ใส่ได้ไม่เกิน 0 รูป" in upload(client, fair).content.decode()
    monkeypatch.undo()
    close_fair_report(fair, accept_open_days=True, by=officer)
    assert "เปิดแก้รายงานสรุปก่อน" in upload(client, fair).content.decode()
    assert ReportPhoto.objects.count() == 0
