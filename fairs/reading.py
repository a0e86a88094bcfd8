"""What somebody typed into a search box, read: words, places, stars, a type of goods.

The first reading takes the words as they are. `wider` readings part what was typed together and
mend a slip; they are asked when the first finds nothing good.
"""

import re
from dataclasses import dataclass
from functools import cache
from itertools import islice, product

from fairs.models.categories import ProductCategory, names_of
from fairs.vocabulary import CAPITAL, LEVELS, Areas, areas, is_ours, province_beginning, slips
from otopfair.thai.folding import fold
from otopfair.thai.ranking import Query
from otopfair.thai.slips import ALIKE, slip_cost
from otopfair.thai.splitting import Parting, is_thai, partings
from otopfair.thai.words import goods, meanings, thai_words, without_spaces

MOST_READINGS = 10
MOST_COMBINED = 1000  # readings of several words, of which the likeliest are taken
LONGEST_NAME = 3  # words that together name one thing: "Nakhon Si Thammarat" is read by its parts
AS_TYPED = 2.1  # what the first reading costs among the wider ones

NOWHERE = Areas()
_BEFORE = {
    "provinces": ("จังหวัด", "จ."),
    "districts": ("กิ่งอำเภอ", "อำเภอ", "อ.", "เขต"),
    "subdistricts": ("ตำบล", "ต.", "แขวง"),
}
_PREFIXES = [(fold(word), level) for level in LEVELS for word in _BEFORE[level]]
_APART = re.compile(rf"(?:^|(?<= ))({'|'.join(re.escape(word) for word, _ in _PREFIXES)}) +(?=\S)")
_STARS = re.compile(r"(?:ระดับ)?([1-5]|หนึง|สอง|สาม|สี|หา)(?:ดาว|stars?|-stars?)")
_STARS_INSIDE = re.compile(r"(?:^|(?<= ))(?:หนึง|สอง|สาม|สี|หา)ดาว|[1-5] ?ดาว")
_NUMBERS = {"หนึง": 1, "สอง": 2, "สาม": 3, "สี": 4, "หา": 5}


@dataclass(frozen=True)
class Part:
    """One thing that is asked for: any of the texts, or any of the areas, or the type of goods.

    `typed` is how its letters were typed, "" when that is not known. A part without anything
    says nothing of its own ("OTOP").
    """

    texts: tuple[str, ...] = ()
    typed: str = ""
    areas: Areas = NOWHERE
    category: int | None = None
    stars: int | None = None

    @property
    def asks(self) -> bool:
        return bool(self.texts or any(self.areas) or self.category or self.stars)

    @property
    def is_a_place(self) -> bool:
        return any(self.areas)


@dataclass(frozen=True)
class Reading:
    """All parts have to be answered. `cost`: the lower, the likelier it is what was meant."""

    parts: tuple[Part, ...]
    cost: float = 0
    is_mended: bool = False


def reading_of(query: Query) -> Reading:
    """The words as they were typed."""
    return Reading(tuple(part for part in map(_part, _units(query)) if part.asks))


def parted_by_place(query: Query) -> list[Reading]:
    """Readings in which the name of a place was typed together with what comes from there."""
    ways = [
        [way for way in _parted(unit) if not way.slips and _names_a_place(way)] or [None]
        for unit in _units(query)
    ]
    if all(way == [None] for way in ways):
        return []
    return [_together(query, chosen) for chosen in islice(product(*ways), 2)]


def wider(query: Query) -> list[Reading]:
    """Readings beyond the first, the likeliest first."""
    units = _units(query)
    ways = [[Parting(AS_TYPED, (folded,)), *_parted((typed, folded))] for typed, folded in units]
    most = int(MOST_COMBINED ** (1 / max(len(ways), 1)))
    combined = product(*(sorted(way)[:most] for way in ways))
    chosen = sorted(combined, key=lambda way: sum(one.cost for one in way))
    return [_together(query, way) for way in chosen[:MOST_READINGS]]


def is_spelt_right(query: Query) -> bool:
    """Whether every word is known: what is not found then is not there."""
    return all(is_ours(word) or word in thai_words() for _typed, word in _units(query))


def _together(query: Query, chosen) -> Reading:
    units = _units(query)
    parts, cost, slips_made = [], 0.0, 0
    for unit, way in zip(units, chosen, strict=True):
        if way is None or way.words == (unit[1],):
            parts.append(_part(unit))
        else:
            parts += [_part(("", word)) for word in way.words]
        cost += way.cost if way else 0
        slips_made += way.slips if way else 0
    asked = tuple(dict.fromkeys(part for part in parts if part.asks))
    return Reading(asked, round(cost, 2), slips_made > 0)


def _names_a_place(way: Parting) -> bool:
    return len(way.words) > 1 and any(_part(("", word)).areas.provinces for word in way.words)


def _units(query: Query) -> list[tuple[str, str]]:
    """(as typed, folded) for each word; words that name one thing together are one."""
    folded = _STARS_INSIDE.sub(r" \g<0> ", _APART.sub(r"\1", query.folded)).split()[:8]
    typed = query.plain.split()
    if len(typed) != len(folded):
        typed = [""] * len(folded)
    units = []
    while folded:
        count = next((n for n in range(LONGEST_NAME, 1, -1) if _is_one(folded[:n], n)), 1)
        joined = "".join(folded[:count])
        units.append((typed[0] if count == 1 else "", joined if count > 1 else folded[0]))
        folded, typed = folded[count:], typed[count:]
    return units


def _is_one(words: list[str], count: int) -> bool:
    joined = "".join(words)
    known = joined in areas() or joined in meanings() or _STARS.fullmatch(joined)
    return len(words) == count and bool(known)


def _part(unit: tuple[str, str]) -> Part:
    typed, word = unit
    if stars := _STARS.fullmatch(word):
        return Part(stars=_NUMBERS.get(stars[1]) or int(stars[1]))
    if word in meanings() and not meanings()[word]:
        return Part()
    for prefix, level in _PREFIXES:
        if word.startswith(prefix) and (found := _at_level(word.removeprefix(prefix), level)):
            return Part(areas=found)
    return _plain_part(typed, word)


def _at_level(name: str, level: str) -> Areas | None:
    codes = getattr(areas().get(name) or _areas_of(name), level)
    return Areas(**{level: codes}) if codes else None


def _plain_part(typed: str, word: str) -> Part:
    others = meanings().get(word, ())
    found = [_areas_of(one) for one in (word, *others)]
    merged = Areas(*(tuple(dict.fromkeys(sum(codes, ()))) for codes in zip(*found, strict=True)))
    return Part((word, *others), typed, merged, _categories().get(word))


def _areas_of(word: str) -> Areas:
    """The areas of a name; what is sold is meant as goods and not as a small place, and a village
    of its name stands for the province only when nothing else is called so."""
    named = areas().get(word)
    if named is None:
        return Areas() if word in goods() else province_beginning(word)
    if named.provinces:
        return Areas(provinces=named.provinces)
    return Areas() if word in goods() or word == CAPITAL else named


@cache
def _categories() -> dict[str, int]:
    names = {
        without_spaces(fold(name)): int(category)
        for category in ProductCategory
        for name in names_of(category)
    }
    others = {
        word: names[means[0]]
        for word, means in meanings().items()
        if len(means) == 1 and means[0] in names
    }
    return others | names


def _parted(unit: tuple[str, str]) -> list[Parting]:
    """Other ways to read one word. What is sold at fairs is meant as it was typed; another word of
    the language may be goods typed together, or a word that sounds alike."""
    _typed, word = unit
    if word in goods():
        return []
    ways = [way for way in partings(word, is_ours, slips().near) if way.words != (word,)]
    if word in thai_words():
        return sorted(way for way in ways if _is_certain(way))
    if is_thai(word):
        ways += _other_words(word, {way.words for way in ways})
    return sorted(ways)


def _is_certain(way: Parting) -> bool:
    if way.slips:
        return len(way.words) == 1 and way.cost < AS_TYPED
    # กระเป๋าสะพาย: a word of its own, and goods with something said of them.
    return any(word in goods() for word in way.words) or all(is_ours(word) for word in way.words)


_LETTERS = [chr(code) for code in range(ord("ก"), ord("ฺ")) if chr(code) not in "ำฯ"] + list("เแโใไ")
_DEAR_WORD = 2.3
_LONGEST_MENDED = 10
_MOST_OTHER = 6


def _other_words(word: str, known: set) -> list[Parting]:
    """Words of the language that one slip leads from to `word`, when it is no word itself."""
    if word in thai_words() or not 3 <= len(word) <= _LONGEST_MENDED:
        return []
    near = {one for one in _one_letter_off(word) if one in thai_words()}
    ways = [
        Parting(_DEAR_WORD + (cost > ALIKE) * 0.5, (one,), 1)
        for one in near
        if (cost := slip_cost(word, one)) is not None and (one,) not in known
    ]
    return sorted(ways)[:_MOST_OTHER]


def _one_letter_off(word: str):
    for n in range(len(word) + 1):
        head, tail = word[:n], word[n:]
        yield from (head + letter + tail for letter in _LETTERS)
        if tail:
            yield head + tail[1:]
            yield from (head + letter + tail[1:] for letter in _LETTERS)
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
