"""A paper as a Word file: the layout of official letters, in a font that offices have."""

import io

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph
from PIL import Image

from otopfair.documents.paper import Paper, PaperPicture, PaperSection, PaperTable

DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_FONT = "TH Sarabun New"
_SIZE, _TITLE_SIZE = 16, 18
_WIDTH_MM = 169  # of A4 between the margins
_PICTURES_IN_A_ROW = 2


def docx_bytes(paper: Paper) -> bytes:
    """The .docx file of `paper`."""
    document = Document()
    _set_page(document)
    _set_font(document)
    document.core_properties.title = paper.title
    document.core_properties.author = paper.office
    document.core_properties.language = "th-TH"
    _head(document, paper)
    for section in paper.sections:
        _section(document, section, paper.pictures)
    _signed(document, paper)
    _page_numbers(document, paper)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _set_page(document: DocumentObject) -> None:
    page = document.sections[0]
    page.orientation = WD_ORIENT.PORTRAIT
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.bottom_margin = Mm(22), Mm(20)
    page.left_margin, page.right_margin = Mm(23), Mm(18)


def _set_font(document: DocumentObject) -> None:
    """Word takes another font and size for Thai letters: both are said."""
    style = document.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(_SIZE)
    style.paragraph_format.space_after = Pt(4)
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for name in ("w:cs", "w:eastAsia", "w:hAnsi"):
        fonts.set(qn(name), _FONT)
    properties.append(_element("w:szCs", val=str(_SIZE * 2)))
    properties.append(_element("w:lang", val="th-TH", bidi="th-TH"))


def _element(tag: str, **attributes: str):
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element


def _write(paragraph: Paragraph, text: str, *, bold: bool = False, size: int = _SIZE) -> Paragraph:
    run = paragraph.add_run(text)
    run.bold, run.font.size = bold, Pt(size)
    properties = run._element.get_or_add_rPr()
    properties.append(_element("w:szCs", val=str(size * 2)))
    if bold:
        # Word refuses a file whose properties stand in another order than its own.
        properties.insert_element_before(_element("w:bCs"), "w:color", "w:sz", "w:szCs")
    return paragraph


def _head(document: DocumentObject, paper: Paper) -> None:
    for number, line in enumerate([paper.title, *paper.lines]):
        title = _write(document.add_paragraph(), line, bold=number < 2, size=_TITLE_SIZE)
        title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if paper.salutation:
        _write(document.add_paragraph(), paper.salutation)


def _section(document: DocumentObject, section: PaperSection, pictures: dict[str, bytes]) -> None:
    _heading(document, section.title)
    for part in section.parts:
        if isinstance(part, PaperTable):
            _table(document, part)
        else:
            _indented(document, part)
    if section.pictures:
        _pictures(document, section.pictures, pictures)


def _heading(document: DocumentObject, text: str) -> None:
    heading = document.add_heading(level=1)
    heading.paragraph_format.keep_with_next = True
    run = _write(heading, text, bold=True).runs[0]
    run.font.name = _FONT
    run._element.rPr.get_or_add_rFonts().set(qn("w:cs"), _FONT)
    run.font.color.rgb = RGBColor(0, 0, 0)


def _indented(document: DocumentObject, text: str) -> Paragraph:
    paragraph = _write(document.add_paragraph(), text)
    paragraph.paragraph_format.first_line_indent = Mm(16)
    return paragraph


def _table(document: DocumentObject, part: PaperTable) -> None:
    if part.title:
        title = _write(document.add_paragraph(), part.title, bold=True)
        title.paragraph_format.keep_with_next = True
    table = document.add_table(rows=0, cols=len(part.head))
    table.style, table.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, share in zip(table.columns, part.widths, strict=True):
        column.width = Mm(_WIDTH_MM * share / sum(part.widths))  # LibreOffice reads the grid
    _comes_again(_row(table, part, part.head, is_head=True))
    for row in part.rows:
        _row(table, part, row)
    if part.total:
        _row(table, part, part.total, bold=True)
    document.add_paragraph().paragraph_format.space_after = Pt(0)


def _row(table: Table, part: PaperTable, words, *, is_head=False, bold=False) -> _Row:
    row = table.add_row()
    row._tr.get_or_add_trPr().append(_element("w:cantSplit"))
    for index, (cell, word) in enumerate(zip(row.cells, words, strict=True)):
        cell.width = Mm(_WIDTH_MM * part.widths[index] / sum(part.widths))
        paragraph = _write(cell.paragraphs[0], word, bold=is_head or bold)
        paragraph.paragraph_format.space_after = Pt(0)
        if is_head:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        elif index >= part.numbers_from:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    return row


def _comes_again(row: _Row) -> None:
    """The head of a table stands on every page of it."""
    row._tr.get_or_add_trPr().append(_element("w:tblHeader"))


def _pictures(
    document: DocumentObject, shown: list[PaperPicture], pictures: dict[str, bytes]
) -> None:
    table = document.add_table(rows=0, cols=_PICTURES_IN_A_ROW)
    width = Mm(_WIDTH_MM / _PICTURES_IN_A_ROW - 4)
    for start in range(0, len(shown), _PICTURES_IN_A_ROW):
        row = table.add_row()
        row._tr.get_or_add_trPr().append(_element("w:cantSplit"))
        for cell, one in zip(row.cells, shown[start : start + _PICTURES_IN_A_ROW], strict=False):
            paragraph = cell.paragraphs[0]
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            paragraph.add_run().add_picture(_as_jpeg(pictures[one.name]), width=width)
            if one.caption:
                caption = _write(cell.add_paragraph(), one.caption, size=14)
                caption.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _as_jpeg(picture: bytes) -> io.BytesIO:
    """Word reads no WebP."""
    stream = io.BytesIO()
    with Image.open(io.BytesIO(picture)) as image:
        image.convert("RGB").save(stream, "JPEG", quality=85)
    stream.seek(0)
    return stream


def _signed(document: DocumentObject, paper: Paper) -> None:
    """The last sentences hold on to the signatures, line by line."""
    for sentence in paper.tail:
        _indented(document, sentence).paragraph_format.keep_with_next = True
    space = document.add_paragraph()
    space.paragraph_format.keep_with_next = True
    table = document.add_table(rows=1, cols=len(paper.signatures) or 1)
    table.rows[0]._tr.get_or_add_trPr().append(_element("w:cantSplit"))
    for cell, lines in zip(table.rows[0].cells, paper.signatures, strict=True):
        for number, line in enumerate(lines):
            paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
            _write(paragraph, line).alignment = WD_ALIGN_PARAGRAPH.CENTER


def _page_numbers(document: DocumentObject, paper: Paper) -> None:
    page = document.sections[0]
    header = page.header.paragraphs[0]
    header.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    switch = r" \* THAIARABIC" if paper.is_in_thai_digits else ""
    _write(header, f"{paper.page_word} ", size=14)
    _field(header, f"PAGE{switch}")
    _write(header, "/", size=14)
    _field(header, f"NUMPAGES{switch}")
    _write(page.footer.paragraphs[0], f"{paper.time_of_data}  {paper.reference}", size=12)


def _field(paragraph: Paragraph, code: str) -> None:
    """What Word computes itself, such as the number of a page."""
    for kind in ("begin", "", "end"):
        run = _write(paragraph, "", size=14).runs[-1]._element
        if kind:
            run.append(_element("w:fldChar", fldCharType=kind))
        else:
            instruction = OxmlElement("w:instrText")
            instruction.text = code
            run.append(instruction)
