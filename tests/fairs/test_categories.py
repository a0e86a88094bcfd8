"""The official product types stand in one table; nothing else names them."""

import ast
import re

import pytest

from fairs.models import ProductCategory
from fairs.models.categories import CATEGORIES, names_of, numbered_names
from products.imports.words import category_of
from tests.test_architecture import CODE, ROOT, TEMPLATES, template_text
from tests.trees import nodes_of

TABLE = "fairs.models.categories"
WORDS_OF_FAIRS = "fairs.proposals"  # words in the names of fairs, for their addresses
MEMBERS = set(ProductCategory.names)


def own_texts(path) -> list[tuple[int, str]]:
    """(line, text) of every string that is no docstring."""
    bodies = [node for node in nodes_of(path) if hasattr(node, "body")]
    docs = {
        id(node.body[0].value)
        for node in bodies
        if isinstance(node.body, list) and node.body and isinstance(node.body[0], ast.Expr)
    }
    return [
        (node.lineno, node.value)
        for node in nodes_of(path)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs
    ]


def modules():
    """Ours, without the table itself and without what the demo sells."""
    own = {TABLE, WORDS_OF_FAIRS}
    return {name: path for name, path in CODE.items() if name not in own and "demo" not in name}


def test_every_type_has_its_row_and_its_drawing():
    assert set(CATEGORIES) == set(ProductCategory)
    drawings = [ROOT / "static" / "img" / category.facts.drawing for category in ProductCategory]
    assert [path.name for path in drawings if not path.exists()] == []


def test_no_module_writes_the_name_of_a_type():
    names = {name for one in ProductCategory for name in (one.label, one.facts.in_reports)}
    wrong = [
        f"{module}:{line} {text}"
        for module, path in modules().items()
        for line, text in own_texts(path)
        if any(re.search(rf"(^|[\s\d]){re.escape(name)}($|[\s,.])", text) for name in names)
    ]
    assert wrong == []


def test_no_module_asks_for_one_type_by_its_member():
    wrong = [
        f"{module}:{node.lineno} {ast.unparse(node)}"
        for module, path in modules().items()
        for node in nodes_of(path)
        if isinstance(node, ast.Attribute) and node.attr in MEMBERS
        if ast.unparse(node.value).endswith("ProductCategory")
    ]
    assert wrong == []


def test_no_page_and_no_stylesheet_knows_one_type():
    drawings = [category.facts.drawing.removesuffix(".svg") for category in ProductCategory]
    labels = [category.label for category in ProductCategory if len(category.label) > 10]
    pages = [*TEMPLATES, *sorted((ROOT / "static" / "css").rglob("*.css"))]
    wrong = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in pages
        for name in [*drawings, *labels]
        if name in template_text(path)
    ]
    assert wrong == []


@pytest.mark.parametrize("category", ProductCategory)
def test_a_list_may_name_a_type_by_any_of_its_spellings(category):
    assert {category_of(name) for name in names_of(category)} == {category.value}


def test_hints_name_every_type_once():
    assert numbered_names(last="หรือ ") == "1 อาหาร 2 เครื่องดื่ม 3 ผ้า 4 ของใช้ หรือ 5 สมุนไพร"
