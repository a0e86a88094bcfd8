"""Thai is written without spaces: where its words end.

`fine_words` parts a name as often as the dictionary can, and marks where a word begins and ends:
"ชาใบหม่อน" begins with the word ชา, "ชามตราไก่" does not. `partings` reads what somebody typed
as one word in several ways, also with a slip in one of its words.
"""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

from otopfair.thai.folding import fold
from otopfair.thai.slips import ALIKE
from otopfair.thai.words import LONGEST, thai_words

EDGE = "|"
# A run of Thai letters, or of letters and digits of another script.
_RUN = re.compile("[ก-ฺเ-๎]+|[^\\W_ก-๎]+")
_THAI = re.compile("[ก-๎]")
_RUNS = re.compile("[ก-ฺเ-๎]+|[^ก-ฺเ-๎]+")

SHORTEST_WORD = 2
SHORTEST_OTHER = 3  # two letters are nearly always some word, once tone marks are gone
MOST_PARTINGS = 8
_UNKNOWN_LETTER = 100
_FIRST_HALVES = {"หัตถ"}  # no words by themselves: no line ends behind them


def is_thai(text: str) -> bool:
    return bool(_THAI.search(text))


@lru_cache(maxsize=4096)
def fine_words(folded: str) -> str:
    """The words of folded text between edges: "|ผา|ไหม|มด|หมี|"; lines stay lines."""
    return "\n".join(_edged(line) for line in folded.split("\n"))


def _edged(line: str) -> str:
    words = [word for run in _RUN.findall(line) for word in _fine(run)]
    return f"{EDGE}{EDGE.join(words)}{EDGE}" if words else ""


def whole_words(text: str) -> list[str]:
    """`text` in pieces between which a line may end: as few words as the dictionary can part it
    into. Letters that it does not know, as of names, stay with what is beside them."""
    pieces: list[str] = []
    for run in _RUNS.findall(text):
        pieces += _unfolded(run) if is_thai(run) else [run]
    return pieces


def _unfolded(run: str) -> list[str]:
    """The words of a run of Thai letters, with the marks that folding takes away."""
    folded = [fold(letter) for letter in run]
    if any(len(letter) > 1 for letter in folded):
        return [run]
    places = [at for at, letter in enumerate(folded) if letter]
    words, begins, known = [], [0], thai_words() - _FIRST_HALVES
    for word in _parted("".join(folded), 1):
        words.append(word)
        begins.append(begins[-1] + len(word))
    cuts = [
        places[at]
        for before, word, at in zip(words, words[1:], begins[1:], strict=False)
        if {before, word} <= known and run[places[at]] not in "ๆฯ"
    ]
    return [run[begin:end] for begin, end in zip([0, *cuts], [*cuts, len(run)], strict=True)]


def _fine(run: str) -> list[str]:
    """First as few words as can be, then each of them as often as it can be parted into words."""
    if not is_thai(run):
        return [run]
    return [piece for word in _parted(run, 1) for piece in _parted(word, -1)]


def _parted(run: str, price: int) -> list[str]:
    """As few letters outside of words as can be; then, as `price` is 1 or -1, few words or many."""
    known = thai_words()
    best: list[tuple[int, int, bool]] = [(0, 0, True)]  # cost, where the last word begins, known
    for end in range(1, len(run) + 1):
        cost, start, is_word = best[end - 1][0] + _UNKNOWN_LETTER, end - 1, False
        for begin in range(max(0, end - LONGEST), end - SHORTEST_WORD + 1):
            if run[begin:end] in known and best[begin][0] + price < cost:
                cost, start, is_word = best[begin][0] + price, begin, True
        best.append((cost, start, is_word))
    return _walked(run, best)


def _walked(run: str, best: list[tuple[int, int, bool]]) -> list[str]:
    """The words from the last to the first; letters outside of words side by side are one."""
    words: list[str] = []
    end, was_known = len(run), True
    while end:
        _cost, start, is_known = best[end]
        piece = run[start:end]
        if words and not is_known and not was_known:
            piece += words.pop()
        words.append(piece)
        end, was_known = start, is_known
    return words[::-1]


class Parting(NamedTuple):
    """One way to read letters typed together; the lower its cost, the likelier it is."""

    cost: float
    words: tuple[str, ...]
    slips: int = 0


# What a known word costs, and what it costs more when it was typed with a slip.
_OURS, _OTHER_WORD, _SLIP, _GUESS = 1.0, 1.15, 0.9, 0.6


def partings(
    typed: str, ours: Callable[[str], bool], near: Callable[[str], dict[str, float]]
) -> list[Parting]:
    """The likeliest ways to read folded `typed`, at most MOST_PARTINGS, likeliest first.

    `ours` knows words of the portal, `near` gives those that one slip leads from, with its cost.
    """
    best: list[list[Parting]] = [[Parting(0, ())]]
    for end in range(1, len(typed) + 1):
        here: list[Parting] = []
        for begin in range(max(0, end - LONGEST), end - SHORTEST_WORD + 1):
            if best[begin]:
                words = _readings(typed[begin:end], ours, near)
                here += [_joined(before, word) for before in best[begin] for word in words]
        best.append(_likeliest(here))
    return best[-1]


def _readings(letters: str, ours, near) -> list[Parting]:
    """As one word: itself, and what it may have been meant for."""
    found = []
    if ours(letters):
        found.append(Parting(_OURS, (letters,)))
    elif len(letters) >= SHORTEST_OTHER and letters in thai_words():
        found.append(Parting(_OTHER_WORD, (letters,)))
    for word, cost in near(letters).items():
        if word != letters:
            dear = _SLIP + (cost > ALIKE) * _GUESS
            found.append(Parting(_OURS + dear, (word,), 1))
    return found


def _joined(before: Parting, word: Parting) -> Parting:
    return Parting(before.cost + word.cost, before.words + word.words, before.slips + word.slips)


def _likeliest(partings: Iterable[Parting]) -> list[Parting]:
    unique = {parting.words: parting for parting in sorted(partings, reverse=True)}
    return sorted(parting for parting in unique.values() if parting.slips < 2)[:MOST_PARTINGS]
