"""Papers of planning in the layout of the official forms, each as a PDF and as a Word file."""

from otopfair.documents.official import OfficialPaper
from otopfair.documents.official_word import official_docx
from otopfair.documents.pdf import PDF_TYPE, render_pdf
from otopfair.documents.word import DOCX_TYPE


def _pdf(paper: OfficialPaper) -> bytes:
    return render_pdf("blocks.typ", paper.to_json())


MADE = {"pdf": (PDF_TYPE, _pdf), "docx": (DOCX_TYPE, official_docx)}
