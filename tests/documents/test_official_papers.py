"""Official papers as Word files: what Word is told beside the words."""

import io

from docx import Document

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
