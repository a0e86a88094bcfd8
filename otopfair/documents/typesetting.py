"""typst at work: a layout of ours, our letters, and data as JSON, which are never markup."""

import json
from pathlib import Path

import typst
from django.conf import settings

HOME = Path(settings.BASE_DIR)
TEMPLATES = HOME / "templates" / "documents"
_FONTS = HOME / "static" / "vendor" / "sarabun"


def typeset(template: Path, data: dict, *, root: Path = TEMPLATES, **output) -> bytes:
    """`template` with `data` (plain JSON values) in sys.inputs: a PDF, or what `output` asks for.

    typst reads files below `root` alone.
    """
    return typst.compile(
        str(template),
        root=str(root),
        font_paths=[str(_FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        **output,
    )
