"""PDF by typst: the layout is a template of ours, the data arrive as JSON and are never markup."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from otopfair.documents.paper import Paper
from otopfair.documents.text_layer import mend_text_layer
from otopfair.documents.typesetting import TEMPLATES, typeset

PDF_TYPE = "application/pdf"


def render_pdf(template: str, data: dict) -> bytes:
    """The PDF of templates/documents/<template> with `data` (plain JSON values) in sys.inputs."""
    return mend_text_layer(typeset(TEMPLATES / template, data))


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
        return mend_text_layer(typeset(folder / "sections.typ", paper.to_json(), root=folder))
