"""What the sources ask to be translated, read without gettext's programs, which CI may lack."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.utils.translation.template import templatize

from tests.trees import nodes_of

ROOT = Path(settings.BASE_DIR)
APPS = ("otopfair", "fairs", "vendors", "products", "onsite", "sales", "pages")
# Function → which of its arguments is the sentence.
ASKS = {"_": 0, "gettext": 0, "gettext_lazy": 0, "gettext_noop": 0, "ngettext": 0}
ASKS_BY_NAME = {"DataSet": ("title", "about"), "Way": ("label",)}
OF_COLUMNS = {"Field": 1, "Way": 0}  # otopfair.documents.open_data, vendors.channels
THAI = re.compile("[\u0e00-\u0e7f]")
_CALL = re.compile(r"""\b(?:_|n?gettext)\(u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")""", re.DOTALL)


def asked_for() -> set[str]:
    """Every Thai sentence that code or a template hands to gettext."""
    found = {text for path in _files(".py") for text in _in_code(path)}
    for folder, kind in (("templates", ".html"), ("templates", ".jinja"), ("otopfair", ".html")):
        for path in sorted((ROOT / folder).rglob(f"*{kind}")):
            found |= set(_in_template(path.read_text("utf-8"), kind))
    return {text for text in found if THAI.search(text)}


def _files(kind: str) -> list[Path]:
    return [path for app in APPS for path in sorted((ROOT / app).rglob(f"*{kind}"))]


def _in_code(path: Path) -> Iterator[str]:
    for node in nodes_of(path):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            place = ASKS.get(name, OF_COLUMNS.get(name))
            said = node.args[place : place + 1] if place is not None else []
            named = ASKS_BY_NAME.get(name, ())
            said = [*said, *(one.value for one in node.keywords if one.arg in named)]
            for one in said:
                if isinstance(one, ast.Constant) and isinstance(one.value, str):
                    yield one.value


def _in_template(source: str, kind: str) -> Iterator[str]:
    code = source if kind == ".jinja" else templatize(source)
    for found in _CALL.finditer(code):
        yield ast.literal_eval(found[1].replace("\n", "\\n"))
