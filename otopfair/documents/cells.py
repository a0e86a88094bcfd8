"""The text of a cell, and how texts are compared."""

import re
from decimal import Decimal

from otopfair.documents.grid import Cell
from otopfair.thai.digits import to_arabic_digits
from otopfair.thai.folding import fold, normalise

_PUNCTUATION = re.compile(r"[\s\-–—_/.,:()*\"'“”]+")


def text_of(cell: Cell) -> str:
    """A cell as one line of clean text; 67.0 and 67 are both "67"."""
    if isinstance(cell, float):
        # As many digits as a spreadsheet counts with: 12.1 × 3 is 36.3 there, and here.
        return str(int(cell)) if cell.is_integer() else format(Decimal(f"{cell:.15g}"), "f")
    return normalise(str(cell))


def texts_of(row: list[Cell]) -> list[str]:
    return [text_of(cell) for cell in row]


def exact(text: str) -> str:
    """For place names: only case, spaces and punctuation do not count; tone marks do."""
    return _PUNCTUATION.sub("", normalise(to_arabic_digits(text)).lower())


def loose(text: str) -> str:
    """For comparing what people spell in several ways: folded, without spaces and punctuation."""
    return _PUNCTUATION.sub("", fold(to_arabic_digits(text)))


def letters_of(index: int) -> str:
    """The name of a column in Excel, counted from 0: A, B … Z, AA."""
    before = letters_of(index // 26 - 1) if index >= 26 else ""
    return before + chr(ord("A") + index % 26)
