"""What a vendor's act is refused with speaks to the vendor: never of what officers are to do."""

import ast
import re
from pathlib import Path

import pytest

from tests.trees import nodes_of, tree_of

ROOT = Path(__file__).parents[2]
SCREENS = [
    path
    for folder in ("vendors/views/portal", "vendors/views/public", "products/views", "sales/views")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if "work" not in path.relative_to(ROOT).parts
]
# Told to whoever writes to a shop, or decides about it.
FOR_OFFICERS = re.compile(
    r"บอกร้าน|บอกผู้สมัคร|บอกผู้ขอ|แทนร้าน|ร้านจะอ่าน|ร้านอ่าน|ให้เจ้าหน้าที่\S*ก่อน|ผู้สมัครรายนี้"
)


def acts_of_vendors() -> dict[str, set[str]]:
    """Module of operations to the names that screens of vendors take from it."""
    found: dict[str, set[str]] = {}
    for path in SCREENS:
        for node in nodes_of(path):
            if isinstance(node, ast.ImportFrom) and ".operations." in (node.module or ""):
                found.setdefault(node.module, set()).update(one.name for one in node.names)
    return found


def refusals_of(module: str, names: set[str]) -> set[str]:
    """The sentences with which these functions, and those of the module they call, refuse."""
    path = ROOT / f"{module.replace('.', '/')}.py"
    tree = tree_of(path)
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    constants = {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    waiting, seen, sentences = list(names & functions.keys()), set(), set()
    while waiting:
        name = waiting.pop()
        seen.add(name)
        used = {node.id for node in ast.walk(functions[name]) if isinstance(node, ast.Name)}
        waiting += (used & functions.keys()) - seen
        for node in ast.walk(functions[name]):
            if isinstance(node, ast.Raise) and node.exc is not None:
                sentences |= words_in(node.exc, constants)
    return sentences


def words_in(node: ast.AST, constants: dict[str, ast.AST]) -> set[str]:
    texts = set()
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            texts.add(part.value)
        elif isinstance(part, ast.Name) and part.id in constants:
            texts |= words_in(constants[part.id], {})
    return {text for text in texts if re.search("[ก-๙]", text)}


SENTENCES = {
    (module, sentence)
    for module, names in acts_of_vendors().items()
    for sentence in refusals_of(module, names)
}


@pytest.mark.once
def test_no_refusal_of_a_vendors_act_is_written_for_officers():
    wrong = sorted(pair for pair in SENTENCES if FOR_OFFICERS.search(pair[1]))
    assert wrong == []
    assert len(SENTENCES) > 40


@pytest.mark.parametrize(
    "sentence",
    ["ให้เจ้าหน้าที่คืนบูธก่อนจึงถอนได้", "บอกผู้สมัครว่าต้องแก้อะไร", "เหตุผลของคำตอบ ร้านจะอ่านข้อความนี้"],
)
def test_what_was_seen_would_be_found(sentence):
    assert FOR_OFFICERS.search(sentence)
