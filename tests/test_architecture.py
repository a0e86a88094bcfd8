"""The rules of the house, read from the syntax trees: who may import whom, and what is nowhere."""

import ast
import inspect
import re
import statistics
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.urls import get_resolver

from tests.trees import nodes_of, tree_of

ROOT = Path(__file__).resolve().parent.parent
CHAIN = ["otopfair", "fairs", "vendors", "products", "onsite", "sales", "pages", "demo"]
APPS = CHAIN[1:]  # each may import those before it
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for folder in CHAIN
    for path in sorted((ROOT / folder).rglob("*.py"))
}
CODE = {name: path for name, path in MODULES.items() if ".migrations" not in name}
MIGRATIONS = [path for name, path in MODULES.items() if ".migrations.0" in name]
TEMPLATES = sorted(
    path
    for folder in ("templates", "otopfair")
    for kind in ("html", "jinja")
    for path in (ROOT / folder).rglob(f"*.{kind}")
)


def imports_of(module: str) -> set[str]:
    """Every module that `module` imports, also inside functions and below TYPE_CHECKING."""
    path = MODULES[module]
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    found = set()
    for node in nodes_of(path):
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


def ours(names: set[str]) -> set[str]:
    return {name for name in names if name.partition(".")[0] in CHAIN}


def test_imports_run_only_backwards_along_the_chain():
    storey = {app: number for number, app in enumerate(CHAIN)}
    wrong = [
        f"{module} imports {name}"
        for module in MODULES
        for name in sorted(ours(imports_of(module)))
        if storey[name.partition(".")[0]] > storey[module.partition(".")[0]]
    ]
    assert wrong == []


# Inside a storey: its layers from the ground up. A layer may import itself and those before it;
# what stands in none fails the test, so that a new module says what it is.
OF_AN_APP = {
    "rights": {"scopes", "roles"},  # who may do what with which rows
    "nouns": {"models"},
    "lists": {
        "acts",
        "steps",
        "parts",
        "arrows",
        "sources",
        "drawing",
        "ruling",
        "sold",
        "starred",
        "paperwork",
        "conditions",
        "dossier_parts",
        *{"copying", "shifting", "fair_steps"},
    },  # what the apps above add to
    "questions": {
        *{"reports", "ground", "plans", "current", "readiness", "filtering", "copies", "places"},
        *{
            "doubts",
            "proposals",
            "rights",
            "stands",
            "cards",
            "similarity",
            "search",
            "facets",
            "saved",
        },
        *{"vocabulary", "reading", "matching", "suggesting", "when", "news", "notices"},
        *{"booth_codes", "sharing", "fair_booths", "arrivals", "attendance", "limits"},
        *{"contacts", "corrections", "offered_parts", "due", "picking"},
        *{"takings", "pasting", "imports", "twins", "persons", "recipients", "told", "reminding"},
        *{"due_days", "chasing"},
        *{"people", "figures", "papers_of_vendors", "dossier", "scoring", "lines", "groupings"},
        "fairness",
        *{"letters", "signed_links", "published", "waiting", "placeholders", "wording"},
        *{"draws", "statements", "quota_cells", "runs", "allocation_fairness"},
        "planning",
        *{"units", "second_hand", "channels", "ledger", "deposits", "reminding_money", "paying"},
        *{"conditions_of_vendors", "conditions_of_products", "eligibility", "asked", "costs"},
    },
    "verbs": {"operations", "notifications", "tasks", "bulk"},
    "papers": {
        "exports",
        "receipts",
        "printing",
        "fairness_sheets",
        "call_sheets",
        "money_sheets",
        "notice_papers",
        "official",
        *{"proofs", "sheets", "books", "final_books", "follow_up_sheets", "open_data"},
        "chase_sheets",
    },
    "forms": {"forms"},
    "screens": {"views", "admin", "templatetags"},
    "entrances": {"urls", "file_urls", "management", "apps"},
}
LAYERS = {
    "otopfair": {
        "ground": {
            *("errors", "acts", "changed", "prepared", "postgres", "locking", "constraints"),
            *("rights", "thai", "tongues"),
        },
        "nouns": {"history", "removals", "media", "documents"},
        "web": {
            *(
                "proxies",
                "onward",
                "addresses",
                "paging",
                "look",
                "stale",
                "unreadable",
                "content_policy",
                "compression",
            ),
            "sent_by_page",
            *("trouble", "drafts", "sessions"),
        },
        "staff site": {"staff"},
        "people": {"outbox", "accounts", "work"},
        "entrances": {"checks", "apps", "urls", "settings", "wsgi", "management"},
    },
    "fairs": OF_AN_APP,
    "vendors": OF_AN_APP,
    "products": OF_AN_APP,
    "onsite": OF_AN_APP,
    "sales": OF_AN_APP,
    "pages": {
        "questions": {
            "waiting",
            "waiting_money",
            "waiting_sales",
            "waiting_booths",
            "waiting_site",
            "tasks",
            "rights_table",
            "register_groups",
            "agenda",
            "calendar_file",
        },
        "screens": {
            *{"home", "fair", "province", "search", "suggest", "portal", "signed_in", "texts"},
            "calendar",
            *{"desk", "fair_seen", "roles", "staff_search", "errors", "health", "robots", "card"},
            "open_data",
        },
        "entrances": {"urls", "machine_urls", "apps"},
    },
    "demo": {
        "folk": {"kinds", "people", "makers", "newcomers", "dossiers", "catalogue", "photos"},
        "grounds": {
            "surveying",
            "following",
            "visits",
            "plan",
            "seating",
            "takings",
            "closing",
            "reviewing",
            "paying",
            "arriving",
        },
        "fairs": {
            "khonkaen",
            "market",
            "lampang",
            "planning",
            "open_fair",
            "drawn_fair",
            "running_fair",
            "nominated",
            "choosing",
            "writing",
            "news",
            "notices",
        },
        "building": {"build", "bench", "bench_copies", "renewal", "planner"},
        "entrances": {"management", "apps"},
    },
}
# Who may know a request: the screens, the entrances, and what stands on the ground for them.
TAKES_REQUESTS = {"screens", "entrances", "web", "staff site", "people"}
FOR_SCREENS = {"otopfair.thai.admin", "otopfair.media.serving", "otopfair.documents.xlsx"}


def layer_of(module: str) -> str | None:
    """The layer of "vendors.views.work.review"; None of an app itself and of what has none."""
    app, _, rest = module.partition(".")
    part = rest.partition(".")[0]
    return next((layer for layer, parts in LAYERS[app].items() if part in parts), None)


def test_every_module_knows_its_layer():
    assert [name for name in CODE if "." in name and layer_of(name) is None] == []


@pytest.mark.parametrize("app", CHAIN)
def test_inside_an_app_every_layer_only_looks_down(app):
    rank = {layer: number for number, layer in enumerate(LAYERS[app])}
    wrong = [
        f"{module} ({layer_of(module)}) imports {name} ({layer_of(name)})"
        for module in CODE
        if module.startswith(f"{app}.")
        for name in sorted(imports_of(module))
        if name.startswith(f"{app}.") and ".migrations" not in name
        if rank[layer_of(name)] > rank[layer_of(module)]
    ]
    assert wrong == []


def test_no_two_modules_import_each_other_by_whatever_way_round():
    """Within a layer, too, the picture has arrows one way."""
    waiting = {module: ours(imports_of(module)) & CODE.keys() - {module} for module in CODE}
    while free := [module for module, needs in waiting.items() if not needs & waiting.keys()]:
        for module in free:
            del waiting[module]
    assert sorted(waiting) == []


def test_only_a_screen_knows_a_request():
    wrong = []
    for name, path in CODE.items():
        if layer_of(name) in TAKES_REQUESTS or name in FOR_SCREENS:
            continue
        wrong += [
            f"{name} imports {one}"
            for one in sorted(imports_of(name))
            if one.startswith(("django.http", "django.shortcuts"))
        ]
        wrong += [
            f"{name}:{node.lineno} takes a request"
            for node in nodes_of(path)
            if isinstance(node, ast.arg) and node.arg == "request"
        ]
    assert wrong == []


def test_no_module_is_called_after_nothing():
    empty = {"util", "utils", "helper", "helpers", "common", "misc", "tools", "base", "core"}
    named_by_django = ["otopfair.postgres.base"]  # where it looks for a DatabaseWrapper
    assert [name for name in CODE if empty & set(name.split(".")[1:])] == named_by_django


def test_modules_stay_short():
    lengths = {
        name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in CODE.items()
    }
    assert {name: lines for name, lines in lengths.items() if lines > 400} == {}


def test_functions_stay_short():
    lines = [
        node.end_lineno - node.lineno + 1
        for path in CODE.values()
        for node in nodes_of(path)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    assert statistics.median(lines) <= 7
    assert statistics.quantiles(lines, n=10)[8] <= 22


def calls_in(path: Path):
    """(line, "dotted.name") of every call."""
    for node in nodes_of(path):
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
        for node in nodes_of(path)
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


# --- Nothing answers to names from above -------------------------------------------------------

ASSEMBLY = {"otopfair.settings", "otopfair.urls", "otopfair.wsgi"}  # put the house together
MAKES_AN_ADDRESS = {"reverse", "reverse_lazy", "redirect", "resolve_url", "url_by_id"}


def apps_above(module: str) -> list[str]:
    return CHAIN[CHAIN.index(module.partition(".")[0]) + 1 :]


def strings_in(tree: ast.AST) -> list[ast.Constant]:
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]


def test_no_app_names_an_upper_one_in_a_string():
    """Permissions, models, modules: "sales.enter_boothsale" stands in `sales` or above it."""
    wrong = [
        f"{module}:{text.lineno} {text.value}"
        for module, path in CODE.items()
        if module not in ASSEMBLY
        for text in strings_in(tree_of(path))
        if re.match(rf"({'|'.join(apps_above(module)) or '(?!)'})\.[a-z_]+", text.value)
    ]
    assert wrong == []


def named_addresses() -> dict[str, str]:
    """The name of an address → the app whose view answers there."""
    found = {}

    def look(patterns, namespace=""):
        for pattern in patterns:
            if hasattr(pattern, "url_patterns"):
                inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
                look(pattern.url_patterns, inner)
            elif pattern.name:
                view = inspect.unwrap(pattern.callback)
                found[f"{namespace}{pattern.name}"] = view.__module__.partition(".")[0]

    look(get_resolver().url_patterns)
    return found


def test_no_app_makes_the_address_of_an_upper_one():
    """A template may name any address; Python leads to what stands beside or below it."""
    owners = named_addresses()
    wrong = [
        f"{module}:{text.lineno} {text.value}"
        for module, path in CODE.items()
        if module not in ASSEMBLY
        for call in nodes_of(path)
        if isinstance(call, ast.Call) and ast.unparse(call.func) in MAKES_AN_ADDRESS
        for text in strings_in(call)
        if owners.get(text.value) in apps_above(module)
    ]
    assert wrong == []


# --- One name for one thing --------------------------------------------------------------------

DJANGOS_OWN = {"last_login", "date_joined", "expire_date"}
NAME_SAYS = [  # the end of a column's name, and the one kind of column that may have it
    (re.compile(r"(^|_)at$"), models.DateTimeField),
    (re.compile(r"(^|_)on$"), models.DateField),
    (re.compile(r"(^|_)time$"), models.TimeField),
]
LASTS = re.compile(r"(^|_)(until|by|from|since)$")  # a day or a moment up to which something holds


def dated_columns():
    for model in apps.get_models():
        if model.__module__.partition(".")[0] in CHAIN:
            yield from (
                (model._meta.label, column)
                for column in model._meta.concrete_fields
                if column.name not in DJANGOS_OWN
            )


def kind_of(column) -> type | None:
    """A moment is a day, too, for Python; not for us."""
    kinds = (models.DateTimeField, models.DateField, models.TimeField)
    return next((kind for kind in kinds if isinstance(column, kind)), None)


def test_the_name_of_a_column_says_moment_day_or_time_of_day():
    wrong = []
    for label, column in dated_columns():
        said = next((kind for end, kind in NAME_SAYS if end.search(column.name)), None)
        if said is None and kind_of(column) and LASTS.search(column.name):
            continue
        if said != kind_of(column):
            wrong.append(f"{label}.{column.name}")
    assert wrong == []


ON_THE_COMMAND_LINE = {"products.management.importing"}  # --fair names one by its address


def test_a_fair_is_called_fair_event_in_python():
    """`fair` is the series, the page, the word; the edition that stands in the database is not."""
    wrong = [
        f"{module}:{node.lineno} {name}"
        for module, path in CODE.items()
        for node in nodes_of(path)
        for name in names_given(node)
        if name in {"fair", "fair_id", "event"} and module not in ON_THE_COMMAND_LINE
    ]
    assert wrong == []


def names_given(node: ast.AST) -> list[str]:
    """The names that a node gives to something: parameters, variables, attributes of a class."""
    if isinstance(node, ast.arg):
        return [node.arg]
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        return [node.id]
    return []


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


def test_a_template_line_fits_a_screen():
    """What is repeated in long lines is a piece: templates/components, look/templatetags/pieces."""
    wrong = [
        f"{path.relative_to(ROOT)}:{number} has {len(line)} characters"
        for path in TEMPLATES
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if len(line) > 140
    ]
    assert wrong == []


def test_every_component_is_used():
    """By a template that includes it, or by the tag that draws it."""
    using = {path: path.read_text(encoding="utf-8") for path in [*TEMPLATES, *CODE.values()]}
    dead = [
        piece.relative_to(ROOT).as_posix()
        for piece in sorted((ROOT / "templates/components").iterdir())
        if not any(
            f'"components/{piece.name}"' in text or f'_piece("{piece.stem}"' in text
            for path, text in using.items()
            if path != piece
        )
    ]
    assert dead == []


def test_every_tag_and_filter_is_used():
    """By a template of ours; Django's `date`, which ours replaces, also by Django's."""
    texts = "\n".join(path.read_text(encoding="utf-8") for path in TEMPLATES)
    dead = [
        name
        for module in CODE
        if ".templatetags." in module
        for library in [import_module(module).register]
        for name in [*library.tags, *library.filters]
        if name != "date" and not re.search(rf"({{%|[|(])\s*{name}\b", texts)
    ]
    assert dead == []
