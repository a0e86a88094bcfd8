"""PDF by typst: the layout is a template of ours, the data arrive as JSON and are never markup."""

import json
from pathlib import Path

import typst
from django.conf import settings

from otopfair.documents.text_layer import mend_text_layer

PDF_TYPE = "application/pdf"
_TEMPLATES = Path(settings.BASE_DIR) / "templates" / "documents"
_FONTS = Path(settings.BASE_DIR) / "static" / "vendor" / "sarabun"


def render_pdf(template: str, data: dict) -> bytes:
    """The PDF of templates/documents/<template> with `data` (plain JSON values) in sys.inputs."""
    return mend_text_layer(
        typst.compile(
            str(_TEMPLATES / template),
            root=str(_TEMPLATES),
            font_paths=[str(_FONTS)],
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        )
    )
