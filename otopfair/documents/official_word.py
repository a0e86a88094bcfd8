"""An official paper as a Word file, on the template that an office may change.

`templates/documents/official.docx` holds the page, the font and the styles; whoever changes them
there changes every paper.
"""

import io

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import Table
from docx.text.paragraph import Paragraph

from otopfair.documents.emblem import HEIGHT_MM, emblem
from otopfair.documents.official import Block, Look, OfficialPaper
from otopfair.documents.typesetting import TEMPLATES
from otopfair.thai.line_breaks import WORD_JOINER

_TEMPLATE = TEMPLATES / "official.docx"
_STYLES = {
    Look.EMBLEM: "Emblem",
    Look.CENTRE: "Centre",
    Look.RULE: "Rule",
    Look.HEADING: "Head",
    Look.PARAGRAPH: "Indented",
    Look.PLAIN: "Normal",
    Look.ITEM: "Item",
}
_PEOPLE_MM = (12, 66, 82)
_WIDTH_MM = 160
_SHORT_LABEL = 5


def official_docx(paper: OfficialPaper) -> bytes:
    """The .docx file of `paper`."""
    document = Document(str(_TEMPLATE))
    document.core_properties.title = paper.title
    document.core_properties.author = paper.office
    if paper.is_in_thai_digits:
        _number_pages_in_thai(document)
    for block in paper.kept_together().blocks:
        _block(document, block.spelled(_without_joiners))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _without_joiners(text: str) -> str:
    """Word has no sign of its own for U+2060 in every font; there an en dash ends no line."""
    return text.replace(WORD_JOINER, "")


def _number_pages_in_thai(document: DocumentObject) -> None:
    for field in document.sections[0].header._element.iter(qn("w:instrText")):
        field.text = r"PAGE \* THAIARABIC"


def _block(document: DocumentObject, block: Block) -> None:
    if block.look == Look.EMBLEM and (picture := emblem()):
        _picture(document, picture)
    elif block.look == Look.PEOPLE:
        _people(document, block)
    elif block.look == Look.TABLE:
        _table(document, block)
    elif block.look == Look.SIGNED:
        _signed(document, block)
    else:
        text = f"{block.label}\t{block.text}" if block.label else block.text
        for line in text.split("\n"):
            paragraph = document.add_paragraph(line, style=_STYLES[block.look])
            if block.label:
                _beside_label(paragraph, 12 if len(block.label) <= _SHORT_LABEL else 30)


def _picture(document: DocumentObject, picture: bytes) -> None:
    paragraph = document.add_paragraph(style="Centre")
    paragraph.add_run().add_picture(io.BytesIO(picture), height=Mm(HEIGHT_MM))


def _beside_label(paragraph: Paragraph, room: int) -> None:
    """The text beside "1." begins sooner than that beside "มติที่ประชุม"."""
    layout = paragraph.paragraph_format
    layout.left_indent, layout.first_line_indent = Mm(12 + room), Mm(-room)
    layout.tab_stops.add_tab_stop(Mm(12 + room))


def _people(document: DocumentObject, block: Block) -> None:
    table = document.add_table(rows=0, cols=len(_PEOPLE_MM))
    table.autofit = False
    for words in block.rows:
        _fill(table, words, _PEOPLE_MM)
        if not words[-1]:
            _number, name, place = table.rows[-1].cells
            whole = name.merge(place)
            empty = whole.paragraphs[-1]._element
            empty.getparent().remove(empty)


def _table(document: DocumentObject, block: Block) -> None:
    width = _WIDTH_MM / len(block.rows[0])
    table = document.add_table(rows=0, cols=len(block.rows[0]))
    table.style = "Table Grid"
    table.autofit = False
    for words in block.rows:
        _fill(table, words, [width] * len(words))
    for cell in table.rows[0].cells:
        cell.paragraphs[0].style = "Table Head"
    document.add_paragraph("", style="Normal")


def _fill(table: Table, words: list[str], widths) -> None:
    # LibreOffice reads the widths of columns, Word those of cells.
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for cell, word, width in zip(table.add_row().cells, words, widths, strict=True):
        cell.width = Mm(width)
        cell.paragraphs[0].text = word
        cell.paragraphs[0].style = "Cell"


def _signed(document: DocumentObject, block: Block) -> None:
    """The last sentences hold on to the signature: nobody signs a page of its own."""
    lines = block.text.split("\n")
    document.add_paragraph("", style="Normal")
    for paragraph in document.paragraphs[-3:]:
        paragraph.paragraph_format.keep_with_next = True
    for number, line in enumerate(lines):
        paragraph: Paragraph = document.add_paragraph(line, style="Signed")
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.keep_with_next = number < len(lines) - 1
