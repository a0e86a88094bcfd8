"""What somebody typed into a search box, read: words, places, stars, a type of goods.

The first reading takes the words as they are. `wider` readings part what was typed together and
mend a slip; they are asked when the first finds nothing good.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice, product

from fairs.models.categories import ProductCategory, names_of
from fairs.vocabulary import CAPITAL, LEVELS, Areas, areas, is_ours, province_beginning, slips
from otopfair.thai.folding import fold
from otopfair.thai.keyboard import on_the_other_keyboard
from otopfair.thai.price_words import Price, read_price
from otopfair.thai.ranking import Query
from otopfair.thai.slips import ALIKE, slip_cost
from otopfair.thai.splitting import EDGE, Parting, fine_words, is_thai, partings
from otopfair.thai.words import (
    goods,
    meanings,
    spellings,
    spelt_meanings,
    thai_words,
    without_spaces,
)

MOST_READINGS = 10
MOST_COMBINED = 1000  # readings of several words, of which the likeliest are taken
LONGEST_NAME = 3  # words that together name one thing: "Nakhon Si Thammarat" is read by its parts
FAR_SLIP = 1.5
FROM_EVERYWHERE = 100  # costs more than any slip
SHORTEST_HEAD = 3
AS_TYPED = 2.1  # what the first reading costs among the wider ones

NOWHERE = Areas()
_BEFORE = {
    "provinces": ("จังหวัด", "จ."),
    "districts": ("กิ่งอำเภอ", "อำเภอ", "อ.", "เขต"),
    "subdistricts": ("ตำบล", "ต.", "แขวง"),
}
_PREFIXES = [(fold(word), level) for level in LEVELS for word in _BEFORE[level]]
_APART = re.compile(rf"(?:^|(?<= ))({'|'.join(re.escape(word) for word, _ in _PREFIXES)}) +(?=\S)")
_STARS = re.compile(r"(?:ระดับ)?([1-5]|หนึง|สอง|สาม|สี|หา|one|two|three|four|five)-?(?:ดาว|stars?)")
_STARS_INSIDE = re.compile(r"(?:^|(?<= ))(?:หนึง|สอง|สาม|สี|หา)ดาว|[1-5] ?ดาว")
_NUMBERS = {"หนึง": 1, "สอง": 2, "สาม": 3, "สี": 4, "หา": 5} | {
    word: number for number, word in enumerate(("one", "two", "three", "four", "five"), 1)
}
# Letters and digits typed together: "ชามตราไก่8นิ้ว".
_SCRIPTS = re.compile(r"(?<=[ก-๎])(?=\d)|(?<=\d)(?=[ก-๎])")
SHORTEST_ON_OTHER_KEYBOARD = 3


@dataclass(frozen=True)
class Part:
    """One thing that is asked for: any of the texts, or any of the areas, or the type of goods.

    `typed` is how its letters were typed, "" when that is not known; `spelt` are all right ways to
    write its texts. A part without anything says nothing of its own ("OTOP").
    """

    texts: tuple[str, ...] = ()
    typed: str = ""
    spelt: tuple[str, ...] = ()
    areas: Areas = NOWHERE
    category: int | None = None
    stars: int | None = None
    price: Price | None = None

    @property
    def asks(self) -> bool:
        return bool(self.texts or any(self.areas) or self.category or self.stars or self.price)

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
    asked = tuple(part for part in _parts(query) if part.asks)
    return Reading(asked, is_mended=as_meant(query) != query)


def first_readings(query: Query) -> list[Reading]:
    """The words as they were typed, also parted where nobody can have meant one word. Words that
    say nothing of their own are what the best hits are called, when nothing else was typed."""
    first = reading_of(query)
    if not first.parts and query:
        words = tuple(Part((folded,), typed, (typed,)) for typed, folded in _units(query)[0])
        return [Reading(words), first]
    return [first, *_parted_for_certain(query)]


def _parted_for_certain(query: Query) -> list[Reading]:
    """Readings in which the name of a place was typed together with what comes from there, or
    letters together with digits."""
    ways = [
        [way for way in _parted(unit) if not way.slips and _names_a_place(way)] or [None]
        for unit in _units(query)[0]
    ]
    if all(way == [None] for way in ways):
        return []
    return [_together(query, chosen) for chosen in islice(product(*ways), 2)]


def wider(query: Query) -> list[Reading]:
    """Readings beyond the first, the likeliest first; at last the same from everywhere."""
    units, _price = _units(query)
    ways = [[Parting(AS_TYPED, (folded,)), *_parted((typed, folded))] for typed, folded in units]
    most = int(MOST_COMBINED ** (1 / max(len(ways), 1)))
    combined = product(*(sorted(way)[:most] for way in ways))
    chosen = sorted(combined, key=lambda way: sum(one.cost for one in way))
    readings = [_together(query, way) for way in chosen[:MOST_READINGS]]
    of_a_place = [one for one in first_readings(query) if _is_of_a_place(one)]
    return [*readings, *map(_from_everywhere, of_a_place)]


def in_part(query: Query) -> Reading | None:
    """When nothing else is found: words of the portal alone, and of a word typed together with
    another that is none the goods that it begins with: กาแฟออร์แกนิค shows กาแฟ."""
    units, price = _units(query)
    words = [word if is_ours(word) else _head(word) for _typed, word in units]
    kept = tuple(_part(("", word)) for word in words if word)
    whole = all(word == unit[1] for word, unit in zip(words, units, strict=True))
    if whole or not any(text in goods() for part in kept for text in part.texts):
        return None
    return Reading(tuple(part for part in (*kept, Part(price=price)) if part.asks), is_mended=True)


def _head(word: str) -> str:
    """The longest goods that make up the first words of `word`; "" for none, and for a word of the
    language: กล้วยไม้ are no bananas."""
    if word in thai_words():
        return ""
    pieces = fine_words(word).strip(EDGE).split(EDGE)
    heads = ("".join(pieces[:count]) for count in range(len(pieces) - 1, 0, -1))
    return next((head for head in heads if len(head) >= SHORTEST_HEAD and head in goods()), "")


def _is_of_a_place(reading: Reading) -> bool:
    """Whether something is asked for, and the place from which it is to come."""
    places = [part for part in reading.parts if part.is_a_place]
    return 0 < len(places) < len(reading.parts)


def _from_everywhere(reading: Reading) -> Reading:
    parts = tuple(part for part in reading.parts if not part.is_a_place)
    return Reading(parts, FROM_EVERYWHERE, is_mended=True)


def is_spelt_right(query: Query) -> bool:
    """Whether every word is known: what is not found then is not there."""
    return all(is_ours(word) or word in thai_words() for _typed, word in _units(query)[0])


@lru_cache(maxsize=256)
def as_meant(query: Query) -> Query:
    """`query`, or what its keys give in the other language when that alone is known words."""
    if len(query.text) < SHORTEST_ON_OTHER_KEYBOARD or _is_known(query):
        return query
    others = map(Query, on_the_other_keyboard(query.text))
    return next((other for other in others if _is_known(other)), query)


def _is_known(query: Query) -> bool:
    """Whether known words make up all that was typed, one of them a word of the portal."""
    words = query.folded.split()
    if is_ours(without_spaces(query.folded)):
        return True
    return bool(words) and all(
        is_ours(word)
        or word in thai_words()
        or any(any(map(is_ours, way.words)) for way in partings(word, is_ours, lambda _word: {}))
        for word in words
    )


def _parts(query: Query) -> list[Part]:
    units, price = _units(query)
    return [*map(_part, units), Part(price=price)]


def _together(query: Query, chosen) -> Reading:
    units, price = _units(query)
    parts, cost, slips_made = [], 0.0, 0
    for unit, way in zip(units, chosen, strict=True):
        if way is None or way.words == (unit[1],):
            parts.append(_part(unit))
        else:
            parts += [_part(("", word)) for word in way.words]
        cost += way.cost if way else 0
        slips_made += way.slips if way else 0
    asked = tuple(dict.fromkeys(part for part in [*parts, Part(price=price)] if part.asks))
    return Reading(asked, round(cost, 2), slips_made > 0 or as_meant(query) != query)


def _names_a_place(way: Parting) -> bool:
    return len(way.words) > 1 and any(_part(("", word)).areas.provinces for word in way.words)


def _units(query: Query) -> tuple[list[tuple[str, str]], Price | None]:
    """(as typed, folded) for each word, and the price; words that name one thing are one."""
    query = as_meant(query)
    words, price = read_price(query.folded)
    folded = _STARS_INSIDE.sub(r" \g<0> ", _APART.sub(r"\1", words)).split()
    folded = [part for word in folded for part in _of_scripts(word)][:8]
    typed = [part for word in query.plain.split() for part in _of_scripts(word)]
    if len(typed) != len(folded):
        typed = [""] * len(folded)
    units = []
    while folded:
        count = next((n for n in range(LONGEST_NAME, 1, -1) if _is_one(folded[:n], n)), 1)
        joined = "".join(folded[:count])
        units.append((typed[0] if count == 1 else "", joined if count > 1 else folded[0]))
        folded, typed = folded[count:], typed[count:]
    return units, price


def _of_scripts(word: str) -> list[str]:
    return [word] if _STARS.fullmatch(word) else _SCRIPTS.split(word)


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
    one = word if word in meanings() else _singular(word)
    others = meanings().get(one, ())
    found = [_areas_of(text) for text in (word, *others)]
    merged = Areas(*(tuple(dict.fromkeys(sum(codes, ()))) for codes in zip(*found, strict=True)))
    return Part((word, *others), typed, _spelt(typed, word, one), merged, _categories().get(word))


def _singular(word: str) -> str:
    """An English word without its ending of many: baskets, candies, dishes."""
    for ending, one in (("ies", "y"), ("ves", "f"), ("es", ""), ("s", "")):
        if word.endswith(ending):
            singular = word.removesuffix(ending) + one
            if singular in meanings():
                return singular
    return word


def _spelt(typed: str, word: str, one: str) -> tuple[str, ...]:
    """Right ways to write a word and the others for it; none when its own are not known."""
    own = (typed,) if typed else spellings().get(word, ())
    return (*own, *spelt_meanings().get(one, ())) if own else ()


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


@lru_cache(maxsize=1024)  # a search asks for the same several times
def _parted(unit: tuple[str, str]) -> tuple[Parting, ...]:
    """Other ways to read one word. What is sold at fairs is meant as it was typed; another word of
    the language may be goods typed together, or a word that sounds alike."""
    _typed, word = unit
    if word in goods():
        return ()
    if _singular(word) != word:
        return ()
    ways = [way for way in partings(word, is_ours, slips().near) if way.words != (word,)]
    if any(not way.slips for way in ways):
        # Known words typed together: a slip in one of them is at most a letter that sounds alike.
        ways = [way for way in ways if not way.slips or way.cost < len(way.words) + FAR_SLIP]
    if word in thai_words():
        return tuple(sorted(way for way in ways if _is_certain(way)))
    if is_thai(word):
        ways += _other_words(word, {way.words for way in ways})
    return tuple(sorted(ways))


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
