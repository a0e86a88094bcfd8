"""Who is satisfied, in the final reports: the same on page, in text, PDF, Word and workbook."""

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse
from docx import Document
from pypdf import PdfReader

from onsite.operations.surveys import answer_survey
from onsite.reports.satisfaction import Satisfaction, satisfaction_at
from onsite.reports.surveys import Scores, results_of
from otopfair.documents.paper import PaperTable
from otopfair.documents.paper_text import paper_text
from otopfair.documents.pdf import render_paper
from otopfair.documents.word import docx_bytes
from sales.final_books import fair_book, project_book
from sales.operations.fair_reports import close_fair_report
from sales.reports.final import final_report
from sales.reports.final_projects import project_report
from sales.reports.satisfaction import HEAD, NOBODY, satisfaction_line
from tests.factories import make_allocation, make_booth, make_fair_event, make_officer, make_sale
from tests.onsite.rows import make_survey
from tests.sales.test_books import Book
from tests.sales.test_final_reports import MADE, STYLE, figures, project, told
from tests.shared_rows import written_once

VISITORS = Satisfaction("visitors", 46, 4, Scores(92, 365, 72))
NO_VENDORS = Satisfaction("vendors")
CELLS = ["ผู้ชม", "46 คน", "92", "72", "78.3", "4.0"]
NONE = ["ร้านค้า", "ยังไม่มีผู้ตอบ", "–", "–", "–", "–"]
MEANING = "คะแนนเต็ม 5 พึงพอใจ คือผู้ชมให้คะแนน 4 ขึ้นไป นับคำตอบของทุกข้อที่ให้คะแนน"
ANSWERED = told(figures=figures(satisfaction=(VISITORS, NO_VENDORS)))
SILENT = told(figures=figures(satisfaction=(Satisfaction("visitors"), NO_VENDORS)))


def said(shown, title="ความพึงพอใจ"):
    """What stands in the section of that name: the table's rows, and its sentences."""
    [section] = [one for one in shown.sections if one.title.endswith(title)]
    return [one.rows if isinstance(one, PaperTable) else plain(one) for one in section.parts]


def plain(text: str) -> str:
    return " ".join(text.replace("\u2060", "").split())


def test_a_row_for_each_audience_and_a_dash_where_nobody_answered():
    assert said(final_report(ANSWERED, STYLE, MADE)) == [[CELLS, NONE], MEANING]


def test_a_fair_at_which_nobody_answered_says_so_and_not_zero():
    shown = final_report(SILENT, STYLE, MADE)
    assert said(shown) == [NOBODY]
    assert said(project_report(project([SILENT]), STYLE, MADE), "ความพึงพอใจของทุกงาน") == [NOBODY]


def test_few_answers_speak_for_nobody_else():
    few = told(figures=figures(satisfaction=(replace(VISITORS, people=29),)))
    assert said(final_report(few, STYLE, MADE))[-1] == (
        "แถวที่มีผู้ตอบน้อยกว่า 30 ชุด บอกได้เฉพาะผู้ที่ตอบ ยังใช้แทนทุกคนไม่ได้"
    )


def test_each_audience_is_satisfied_from_its_own_score():
    vendors = Satisfaction("vendors", 40, 5, Scores(40, 180, 20))
    both = told(figures=figures(satisfaction=(VISITORS, vendors)))
    assert said(final_report(both, STYLE, MADE))[-1] == (
        "คะแนนเต็ม 5 พึงพอใจ คือผู้ชมให้คะแนน 4 ขึ้นไป ร้านค้าให้คะแนน 5 ขึ้นไป นับคำตอบของทุกข้อที่ให้คะแนน"
    )


@pytest.mark.parametrize(
    ("one", "line"),
    [
        (VISITORS, "ผู้ชมพึงพอใจร้อยละ 78.3 คะแนนเฉลี่ย 4.0 จาก 5 (ผู้ตอบ 46 คน)"),
        (Satisfaction("vendors", 3, 4), "ร้านค้าไม่ได้ให้คะแนนข้อใด (ผู้ตอบ 3 ร้าน)"),
        (NO_VENDORS, "ร้านค้ายังไม่มีผู้ตอบแบบสอบถามความพึงพอใจ"),
    ],
)
def test_one_line_tells_of_an_audience(one, line):
    assert satisfaction_line(one, STYLE) == line


def test_a_project_tells_it_of_each_fair():
    shown = project_report(project([ANSWERED]), STYLE, MADE)
    name = "“OTOP City 2026” ครั้งที่ 20 ประจำปี 2569"
    rows, _meaning = said(shown, "ความพึงพอใจของทุกงาน")
    assert rows == [[f"ผู้ชม {name}", *CELLS[1:]], [f"ร้านค้า {name}", *NONE[1:]]]
    assert satisfaction_line(VISITORS, STYLE) in said(shown, name)


def test_text_pdf_word_and_workbook_say_what_the_paper_says():
    shown = final_report(ANSWERED, STYLE, MADE)
    in_text = f"- ผู้ชม: {' '.join(map(' '.join, zip(HEAD[1:], CELLS[1:], strict=True)))}"
    assert [line for line in paper_text(shown).splitlines() if "ผู้ชม:" in line] == [in_text]
    pdf = PdfReader(io.BytesIO(render_paper(shown)))
    pages = plain(" ".join(page.extract_text() for page in pdf.pages))
    assert pages.count(" ".join(CELLS)) == 1
    tables = Document(io.BytesIO(docx_bytes(shown))).tables
    rows = [[cell.text for cell in row.cells] for one in tables for row in one.rows]
    assert [row for row in rows if row[0] in (CELLS[0], NONE[0])] == [CELLS, NONE]


@pytest.mark.parametrize(
    "data", [fair_book(ANSWERED, STYLE, MADE), project_book(project([ANSWERED]), STYLE, MADE)]
)
def test_a_workbook_divides_what_stands_beside_it(data):
    book = Book(data)
    assert book.wrong() == []
    visitors, vendors = book.rows["ความพึงพอใจ"][5:7]
    share, mean = (Decimal(str(one)).quantize(Decimal("0.001")) for one in visitors[6:8])
    assert (visitors[1:6], share, mean) == (
        [46, 92, 365, 72, 4],
        Decimal("0.783"),
        Decimal("3.967"),
    )
    assert vendors[1:] == ["", "", "", "", "", "", "", "ยังไม่มีผู้ตอบ"]


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """A past fair with takings; three visitors answered its survey, its vendors were not asked."""
    with written_once(django_db_blocker):
        fair = make_fair_event(opens_on=date(2020, 10, 26), closes_on=date(2020, 10, 27))
        make_sale(make_allocation(make_booth(fair, "C01")), sold_on=fair.opens_on, sold="1500")
        survey = make_survey(fair)
        for score in (5, 4, 2):
            answer(survey, score)
        yield {"fair": fair, "survey": survey, "officer": make_officer()}


def answer(survey, score):
    answer_survey(survey, {survey.questions.first(): score}, form_key=uuid4())


@pytest.mark.django_db
def test_what_is_told_is_what_the_page_of_the_survey_tells(world):
    visitors, vendors = satisfaction_at(world["fair"])
    results = results_of(world["survey"])
    assert visitors == Satisfaction("visitors", results.people, 4, results.scores)
    assert vendors == NO_VENDORS


@pytest.mark.django_db
def test_pages_say_it_and_a_closed_report_keeps_it(world, client):
    fair, line = world["fair"], "ผู้ชมพึงพอใจร้อยละ 66.7 คะแนนเฉลี่ย 3.7 จาก 5 (ผู้ตอบ 3 คน)"
    client.force_login(world["officer"])
    close_fair_report(fair, accept_open_days=True, by=world["officer"])
    answer(world["survey"], 1)
    assert client.get(reverse("staff:report-fair", args=[fair.pk])).context["satisfaction"] == [
        line,
        satisfaction_line(NO_VENDORS, STYLE),
    ]
    page = client.get(reverse("staff:report-final", args=[fair.pk]), {"digits": "arabic"})
    [shown] = [one for one in page.context["sections"] if one["title"].endswith("ความพึงพอใจ")]
    assert shown["parts"][0]["rows"][0] == ["ผู้ชม", "3 คน", "3", "2", "66.7", "3.7"]


@pytest.mark.django_db
@pytest.mark.parametrize("ending", ["txt", "xlsx"])
def test_text_and_workbook_are_files_of_the_report(world, client, ending):
    client.force_login(world["officer"])
    file = client.get(reverse("staff:report-final-file", args=[world["fair"].pk, ending]))
    assert file["Content-Disposition"].startswith(
        f'attachment; filename="final-{world["fair"].reference_code}.{ending}"'
    )
