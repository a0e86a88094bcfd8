"""Slips of one letter in a folded word, and how likely each of them is.

Letters that sound alike, or lie under one key, are confused more often than others.
"""

from collections import defaultdict
from collections.abc import Iterable

# Consonants of one sound, and vowels that differ in length alone.
_ALIKE = (
    *("ไใ", "ศษสซ", "นณ", "คขฃฅฆก", "ทธฑฒ", "ถฐท", "ดฎต", "ตฏ", "พภผ", "ฟฝผพ"),
    *("ลรฬ", "ยญ", "ชซฉฌจ", "ปบ", "หฮ", "ฮอ"),
)
_ALIKE_VOWELS = ("ิีึื", "ุู", "ะัา", "เแ", "โอ")
_GROUPS = tuple(map(set, (*_ALIKE, *_ALIKE_VOWELS)))
# Left out or put in without a change of the sound: a cluster's second letter, a leading ห.
_SILENT = set("รลหวะัา")

ALIKE = 0.5
OTHER = 1.0
SHORTEST = 2


def without_one_letter(word: str) -> set[str]:
    """Every form of `word` with one letter less."""
    return {word[:n] + word[n + 1 :] for n in range(len(word))}


def slip_cost(typed: str, word: str) -> float | None:
    """ALIKE or OTHER when one slip leads from `word` to `typed`; 0 for the same; None for more."""
    if typed == word:
        return 0
    start = 0
    while start < min(len(typed), len(word)) and typed[start] == word[start]:
        start += 1
    left, meant = typed[start:], word[start:]
    while left and meant and left[-1] == meant[-1]:
        left, meant = left[:-1], meant[:-1]
    return _cost(left, meant)


def _cost(left: str, meant: str) -> float | None:
    if len(left) == len(meant) == 1:
        return ALIKE if any(left in group and meant in group for group in _GROUPS) else OTHER
    if len(left) + len(meant) == 1:
        return ALIKE if left + meant in _SILENT else OTHER
    if len(left) == len(meant) == 2 and left == meant[::-1]:
        return ALIKE
    return None


class Slips:
    """Words, to be found by what one slip makes of them."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words: dict[str, set[str]] = defaultdict(set)
        for word in words:
            if len(word) >= SHORTEST:
                for form in (word, *without_one_letter(word)):
                    self._words[form].add(word)

    def near(self, typed: str) -> dict[str, float]:
        """Words that one slip, or none, leads from to `typed`, with its cost."""
        if len(typed) < SHORTEST:
            return {}
        found = {}
        for form in (typed, *without_one_letter(typed)):
            for word in self._words.get(form, ()):
                cost = slip_cost(typed, word)
                if cost is not None and (cost <= ALIKE or len(typed) > SHORTEST):
                    found[word] = cost
        return found
