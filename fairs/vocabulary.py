"""The words that searching knows besides those of the language: areas in both languages, and goods.

Areas come from the files that migration 0002 loads, so that no query is needed for them.
"""

import csv
from collections import defaultdict
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from otopfair.thai.folding import fold
from otopfair.thai.slips import Slips
from otopfair.thai.words import goods, meanings, thai_words, without_spaces

FILES = Path(__file__).resolve().parent / "geography"
LEVELS = ("provinces", "districts", "subdistricts")
CAPITAL = "เมือง"  # อำเภอเมือง of every province
SHORTEST_BEGINNING = 4


class Areas(NamedTuple):
    """Codes of the areas that one name stands for."""

    provinces: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    subdistricts: tuple[str, ...] = ()


@cache
def areas() -> dict[str, Areas]:
    """Folded name in Thai, or English name without spaces → areas of that name."""
    found: dict[str, list[set[str]]] = defaultdict(lambda: [set(), set(), set()])
    for number, level in enumerate(LEVELS):
        for row in _rows(level):
            for name in _names(row, level):
                found[name][number].add(row["code"])
    _folded.cache_clear()
    return {name: Areas(*(tuple(sorted(codes)) for codes in each)) for name, each in found.items()}


def _rows(level: str):
    with (FILES / f"{level}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


# Hundreds of areas share a name.
_folded = lru_cache(maxsize=None)(fold)


def _names(row: dict, level: str):
    name, english = _folded(row["name_th"]), row["name_en"].lower()
    yield name
    yield without_spaces(english)
    if english.startswith("ko "):
        yield without_spaces(f"koh {english[3:]}")
    if level == "districts" and name.startswith(CAPITAL):
        yield CAPITAL


def province_beginning(word: str) -> Areas:
    """The one province whose name begins with `word`: "สุราษ"; none for less than four letters."""
    if len(word) < SHORTEST_BEGINNING:
        return Areas()
    codes = {
        code for name, found in areas().items() if name.startswith(word) for code in found.provinces
    }
    return Areas(provinces=tuple(codes)) if len(codes) == 1 else Areas()


class District(NamedTuple):
    code: str
    name_th: str
    name_en: str
    folded: tuple[str, str]


@cache
def _districts() -> tuple[District, ...]:
    return tuple(
        District(*names, (_folded(names[1]), names[2].lower()))
        for row in _rows("districts")
        for names in [(row["code"], row["name_th"], row["name_en"])]
    )


def districts_beginning(word: str) -> list[District]:
    """Districts whose name begins with folded `word` in one of the languages; those of that very
    name first. The capital district of a province is looked for by the name of the province."""
    found = [
        one
        for one in _districts()
        if word != CAPITAL and any(name.startswith(word) for name in one.folded)
    ]
    return sorted(found, key=lambda one: word not in one.folded)


@cache
def _named() -> frozenset[str]:
    """Names of provinces and districts: what is parted from other words, and misspelt."""
    return frozenset(name for name, one in areas().items() if one.provinces or one.districts)


def is_ours(word: str) -> bool:
    """Whether `word` is sold at fairs, has another word, or is the name of an area."""
    return word in goods() or word in meanings() or word in _named()


@cache
def slips() -> Slips:
    """What a misspelt word is compared with."""
    return Slips({*goods(), *meanings(), *_named()})


def load_words() -> None:
    """Read all words now, so that no visitor waits for it and processes share them."""
    thai_words()
    slips()
