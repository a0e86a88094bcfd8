"""Words that searching knows: of the language, of what is sold, and what other words mean.

All are folded; words of other scripts are kept without spaces. The files and how they grow:
README.md beside this module.
"""

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from otopfair.thai.folding import fold, normalise

FILES = Path(__file__).resolve().parent
LONGEST = 16


def without_spaces(folded: str) -> str:
    return folded.replace(" ", "")


@cache
def thai_words() -> frozenset[str]:
    """Words of the language, goods among them: at most LONGEST letters each."""
    return frozenset((FILES / "thai.txt").read_text(encoding="utf-8").split()) | goods()


@cache
def goods() -> frozenset[str]:
    """What is sold at fairs."""
    lines = (FILES / "goods.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(without_spaces(fold(line)) for line in lines if line.strip())


@cache
def spellings() -> dict[str, tuple[str, ...]]:
    """Folded word → the ways in which it is written: เสื่อ and เสื้อ are alike when folded."""
    found: dict[str, dict[str, None]] = {}
    goods_lines = (FILES / "goods.txt").read_text(encoding="utf-8").splitlines()
    for word in (*goods_lines, *(row["word"] for row in _meaning_rows())):
        found.setdefault(without_spaces(fold(word)), {})[normalise(word).lower()] = None
    return {word: tuple(ways) for word, ways in found.items()}


@cache
def spelt_meanings() -> dict[str, tuple[str, ...]]:
    """Word → its other words as they are written."""
    return {
        without_spaces(fold(row["word"])): tuple(
            without_spaces(normalise(meaning).lower()) for meaning in row["means"].split("|")
        )
        for row in _meaning_rows()
        if row["means"]
    }


@cache
def meanings() -> dict[str, tuple[str, ...]]:
    """Word → other words for it; a word that says nothing of its own has none."""
    return {
        without_spaces(fold(row["word"])): tuple(
            without_spaces(fold(meaning)) for meaning in row["means"].split("|") if meaning
        )
        for row in _meaning_rows()
    }


@cache
def silent_words() -> tuple[str, ...]:
    """Words that say nothing of their own, but those of two or three letters that are in others."""
    return tuple(word for word, means in meanings().items() if not means and len(word) > 3)


def _meaning_rows() -> Iterator[dict[str, str]]:
    with (FILES / "meanings.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
