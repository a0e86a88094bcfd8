"""PDF by typst: the layout is a template of ours, the data arrive as JSON and are never markup."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from otopfair.documents.paper import Paper
from otopfair.documents.text_layer import mend_text_layer
from otopfair.documents.typesetting import TEMPLATES, typeset
from otopfair.thai.line_breaks import hold_words

PDF_TYPE = "application/pdf"
# What names the document, and what a template looks up.
_NO_LINES = {"title", "office", "digits", "kind", "name", "caption", "url"}


def render_pdf(template: str, data: dict) -> bytes:
    """The PDF of templates/documents/<template> with `data` (plain JSON values) in sys.inputs."""
    return mend_text_layer(typeset(TEMPLATES / template, data))


def render_report(template: str, data: dict) -> bytes:
    """The same of a report on A4 (paper.typ), in which lines end between words alone."""
    return render_pdf(template, _held(data))


def render_paper(paper: Paper) -> bytes:
    """The PDF of a paper with its pictures.

    typst reads files below its root alone, so that templates and pictures go into one folder.
    """
    with TemporaryDirectory() as made:
        folder = Path(made)
        for template in TEMPLATES.glob("*.typ"):
            shutil.copy(template, folder)
        for name, picture in paper.pictures.items():
            (folder / name).write_bytes(picture)
        words = _held(paper.to_json())
        return mend_text_layer(typeset(folder / "sections.typ", words, root=folder))


def _held(data: dict) -> dict:
    """Every Thai word marked, but in what is no text of a line: typst ends one before whatever
    follows a Thai word, be it a bracket or a space that belongs to a date."""
    return {key: value if key in _NO_LINES else _held_in(value) for key, value in data.items()}


def _held_in(value):
    if isinstance(value, str):
        return hold_words(value)
    if isinstance(value, list | tuple):
        return [_held_in(one) for one in value]
    return _held(value) if isinstance(value, dict) else value
