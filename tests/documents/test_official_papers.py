"""Official papers as Word files: what Word is told beside the words."""

import io

import pytest
from docx import Document
from PIL import Image
from pypdf import PdfReader

from fairs.official import MADE
from otopfair.documents.official import Block, Look, OfficialPaper
from otopfair.documents.official_word import official_docx


def test_nobody_signs_a_page_on_which_nothing_is_said():
    blocks = [
        Block(Look.PARAGRAPH, "ให้คณะทำงานมีหน้าที่ดังนี้"),
        Block(Look.PARAGRAPH, "ทั้งนี้ ตั้งแต่บัดนี้"),
        Block(Look.PLAIN, "สั่ง ณ วันที่ 1 ธันวาคม พ.ศ. 2569"),
        Block(Look.SIGNED, "(นายสมชาย ใจดี)\nผู้ว่าราชการจังหวัด"),
    ]
    paper = OfficialPaper("คำสั่ง", "จังหวัดขอนแก่น", blocks)
    written = Document(io.BytesIO(official_docx(paper))).paragraphs
    held = [one.text for one in written if one.paragraph_format.keep_with_next]
    assert [text[:12] for text in held] == ["ทั้งนี้ ตั้ง", "สั่ง ณ วันที", "", "(นายสมชาย ใจ"]


def word_of(*blocks):
    paper = OfficialPaper("คำสั่ง", "จังหวัดขอนแก่น", list(blocks))
    return Document(io.BytesIO(official_docx(paper)))


def test_who_has_no_position_is_given_the_whole_line():
    rows = [
        ["1.", "นายสมชาย ใจดี", "พัฒนาการจังหวัด"],
        ["2.", "กลุ่มพัฒนาเซรามิคและวัสดุอุตสาหกรรม", ""],
    ]
    [table] = word_of(Block(Look.PEOPLE, rows=rows)).tables
    spans = [[cell.grid_span for cell in row._tr.tc_lst] for row in table.rows]
    assert spans == [[1, 1, 1], [1, 2]]
    assert len(table.rows[1].cells[1].paragraphs) == 1


def test_a_number_stands_close_to_its_words():
    item = Block(Look.ITEM, "แนวทาง", label="4.1")
    resolved = Block(Look.ITEM, "เห็นชอบ", label="มติที่ประชุม")
    written = word_of(item, resolved).paragraphs
    assert [round(one.paragraph_format.left_indent.mm) for one in written] == [24, 42]


@pytest.fixture
def garuda(tmp_path, settings):
    path = tmp_path / "garuda.png"
    Image.new("L", (30, 30), 40).save(path)
    settings.EMBLEM_PICTURE = str(path)


def pictures_of(ending):
    order = OfficialPaper("คำสั่ง", "จังหวัดขอนแก่น", [Block(Look.EMBLEM), Block(Look.CENTRE, "คำสั่ง")])
    made = MADE[ending][1](order)
    if ending == "docx":
        return len(Document(io.BytesIO(made)).inline_shapes)
    return len(PdfReader(io.BytesIO(made)).pages[0].images)


@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_the_office_s_garuda_is_printed_above_an_order(garuda, ending):
    assert pictures_of(ending) == 1


@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_without_the_office_s_file_its_room_stays_free(ending):
    assert pictures_of(ending) == 0
