"""The rules of the house, read from the syntax trees: who may import whom, and what is nowhere."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APPS = ["fairs", "vendors", "products"]  # each may import those before it
FLOOR = {
    *("errors", "locking", "paging", "history", "accounts", "thai", "staff", "outbox"),
    *("documents", "media", "look"),
}
ROOF = {
    *("settings", "urls", "wsgi", "roles", "pages", "management", "demo", "checks", "apps"),
}
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for folder in ["otopfair", *APPS]
    for path in sorted((ROOT / folder).rglob("*.py"))
}
CODE = {name: path for name, path in MODULES.items() if ".migrations" not in name}
MIGRATIONS = [path for name, path in MODULES.items() if ".migrations.0" in name]
TEMPLATES = sorted(
    path for folder in ("templates", "otopfair") for path in (ROOT / folder).rglob("*.html")
)


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def imports_of(module: str) -> set[str]:
    """Every module that `module` imports, also inside functions and below TYPE_CHECKING."""
    path = MODULES[module]
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    found = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parent = ".".join(package.split(".")[: len(package.split(".")) - node.level + 1])
                base = f"{parent}.{base}".rstrip(".")
            # "from otopfair import checks" means the module otopfair.checks
            inner = {f"{base}.{alias.name}" for alias in node.names}
            found |= inner & MODULES.keys() or {base}
    return found


def storey_of(module: str) -> str:
    """ "floor", "roof" or an app."""
    first, _, rest = module.partition(".")
    if first != "otopfair":
        return first
    part = rest.partition(".")[0]
    if part in FLOOR:
        return "floor"
    assert part in ROOF or not part, f"{module} is neither on the floor nor on the roof"
    return "roof"


def ours(names: set[str]) -> set[str]:
    return {name for name in names if name.partition(".")[0] in ["otopfair", *APPS]}


def test_imports_run_only_backwards_along_the_chain():
    allowed = {
        "floor": {"floor"},
        "fairs": {"floor", "fairs"},
        "vendors": {"floor", "fairs", "vendors"},
        "products": {"floor", "fairs", "vendors", "products"},
        "roof": {"floor", "roof", *APPS},
    }
    wrong = [
        f"{module} imports {name}"
        for module in MODULES
        for name in sorted(ours(imports_of(module)))
        if name != "otopfair" and storey_of(name) not in allowed[storey_of(module)]
    ]
    assert wrong == []


LAYERS = {  # part of an app -> what it must not import
    "models": {"operations", "reports", "search", "notifications", "forms", "views", "admin"},
    "operations": {"forms", "views", "admin", "django.http", "django.shortcuts"},
    "reports": {"forms", "views", "admin", "django.http", "django.shortcuts"},
    "forms": {"views", "admin"},
    "admin": {"views"},
}


@pytest.mark.parametrize("app", APPS)
def test_inside_an_app_models_know_no_verbs_and_verbs_know_no_screens(app):
    wrong = []
    for module in CODE:
        parts = module.split(".")
        if parts[0] != app or len(parts) < 2 or parts[1] not in LAYERS:
            continue
        for name in sorted(imports_of(module)):
            pieces = name.split(".")
            layer = pieces[1] if pieces[0] in APPS and len(pieces) > 1 else ""
            banned = LAYERS[parts[1]]
            if layer in banned or any(name == ban or name.startswith(f"{ban}.") for ban in banned):
                wrong.append(f"{module} imports {name}")
    assert wrong == []


def test_no_module_is_called_after_nothing():
    empty = {"util", "utils", "helper", "helpers", "common", "misc", "tools", "base", "core"}
    assert [name for name in CODE if empty & set(name.split(".")[1:])] == []


def test_modules_stay_short():
    lengths = {
        name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in CODE.items()
    }
    assert {name: lines for name, lines in lengths.items() if lines > 450} == {}


def calls_in(path: Path):
    """(line, "dotted.name") of every call."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call):
            yield node.lineno, ast.unparse(node.func)


def test_only_the_thai_calendar_knows_what_day_it_is():
    naive = re.compile(r"(^|\.)(date\.today|datetime\.(now|today|utcnow|fromtimestamp))$")
    wrong = [
        f"{name}:{line} {call}"
        for name, path in CODE.items()
        for line, call in calls_in(path)
        if naive.search(call) and name != "otopfair.thai.calendar"
    ]
    assert wrong == []


def test_only_the_thai_package_knows_543():
    wrong = [
        f"{name}:{node.lineno}"
        for name, path in CODE.items()
        if not name.startswith("otopfair.thai")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Constant) and node.value == 543
    ]
    assert wrong == []


def test_no_query_uses_extra():
    wrong = [
        f"{name}:{line}"
        for name, path in CODE.items()
        for line, call in calls_in(path)
        if call.endswith(".extra")
    ]
    assert wrong == []


def test_migrations_say_what_they_do():
    names = [path.stem for path in MIGRATIONS]
    assert [name for name in names if re.search(r"_auto_|and_more|_auto$", name)] == []


# --- Templates --------------------------------------------------------------------------------

COMMENT = re.compile(r"{% comment.*?{% endcomment %}|{#.*?#}|<!--.*?-->", re.DOTALL)
TAG = re.compile(r"{%.*?%}")
INLINE = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>|<style\b|\sstyle=|\son[a-z]+=|\shx-on\b", re.I)
FROM_OUTSIDE = re.compile(r"""\b(?:src|action)=["']https?://|<link[^>]+href=["']https?://""")
THAI_BREAK = re.compile(r"[\u0e01-\u0e5b][ \t]*\n[ \t]*[\u0e01-\u0e5b]")


def template_text(path: Path) -> str:
    """The text without comments; their line breaks stay, so that line numbers are right."""
    text = path.read_text(encoding="utf-8")
    return COMMENT.sub(lambda found: "\n" * found.group().count("\n"), text)


def places(pattern: re.Pattern, *, without_tags: bool = False) -> list[str]:
    found = []
    for path in TEMPLATES:
        text = template_text(path)
        if without_tags:
            text = TAG.sub("", text)
        for match in pattern.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            found.append(f"{path.relative_to(ROOT)}:{line} {match.group().strip()!r}")
    return found


def test_templates_have_no_inline_script_or_style():
    assert places(INLINE, without_tags=True) == []


def test_templates_load_nothing_from_another_host():
    assert places(FROM_OUTSIDE) == []


def test_no_line_break_inside_a_thai_sentence():
    """A browser shows the break as a space in the middle of a word."""
    assert places(THAI_BREAK) == []
