"""Words that searching knows: of the language, of what is sold, and what other words mean.

All are folded; words of other scripts are kept without spaces. The files and how they grow:
README.md beside this module.
"""

import csv
from functools import cache
from pathlib import Path

from otopfair.thai.folding import fold

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
def meanings() -> dict[str, tuple[str, ...]]:
    """Word → other words for it; a word that says nothing of its own has none."""
    with (FILES / "meanings.csv").open(encoding="utf-8", newline="") as file:
        return {
            without_spaces(fold(row["word"])): tuple(
                without_spaces(fold(meaning)) for meaning in row["means"].split("|") if meaning
            )
            for row in csv.DictReader(file)
        }
