"""How well a name answers what somebody typed: one order of search hits on every database."""

from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

from otopfair.thai.folding import fold, normalise


class Rank(IntEnum):
    """Best first. Letters as typed count before letters that are alike only when folded."""

    EXACT = 0
    EXACT_FOLDED = 1
    STARTS = 2
    STARTS_FOLDED = 3
    CONTAINS = 4
    CONTAINS_FOLDED = 5
    ALL_WORDS = 6
    ELSEWHERE = 7


@dataclass(frozen=True)
class Query:
    """What a visitor typed, in the forms in which it is compared."""

    text: str

    @cached_property
    def plain(self) -> str:
        return normalise(self.text).lower()

    @cached_property
    def folded(self) -> str:
        return fold(self.text)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Folded words, at most eight: more only make a slow search."""
        return tuple(dict.fromkeys(self.folded.split()))[:8]

    def __bool__(self) -> bool:
        return bool(self.words)

    def rank(self, name: str, folded_name: str) -> Rank:
        """The rank of a row called `name`; `folded_name` may hold several names, one a line."""
        plain, folded = name.lower(), self.folded
        if plain == self.plain:
            return Rank.EXACT
        lines = folded_name.split("\n")
        if folded in lines:
            return Rank.EXACT_FOLDED
        if plain.startswith(self.plain):
            return Rank.STARTS
        if any(line.startswith(folded) for line in lines):
            return Rank.STARTS_FOLDED
        if self.plain in plain:
            return Rank.CONTAINS
        if folded in folded_name:
            return Rank.CONTAINS_FOLDED
        if all(word in folded_name for word in self.words):
            return Rank.ALL_WORDS
        return Rank.ELSEWHERE
