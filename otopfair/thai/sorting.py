"""Thai dictionary order as a plain column.

The key is lower-case hexadecimal, which every collation of every database orders alike, so
`ORDER BY sort_key` is Thai collation everywhere and any index serves it.

Order of writing systems: spaces and punctuation, digits, Thai, Latin, everything else. A run of
digits is a number (A2 before A10); quotation marks do not count.
"""

import re
import unicodedata

from otopfair.thai.digits import is_digits, to_arabic_digits
from otopfair.thai.folding import normalise

SORT_KEY_MAX_LENGTH = 255

# A Thai word stands in the dictionary under its consonant, not under the vowel before it.
_LEADING_VOWEL = re.compile("([เแโใไ])([ก-ฮ])")
# Compared only between words that are otherwise equal, in the order of the Royal Institute.
_MARKS = {mark: f"{rank:x}" for rank, mark in enumerate("็่้๊๋์ํ๎", start=2)}
_PLAIN = "1"
_LEADING_ZEROS = "a"
_END_OF_LETTERS = "0"
_SPACE = "10"
_OTHER_LETTER = "f0"
# A number is written as how many digits it has, then the digits: more digits, a larger number.
_FIRST_NUMBER, _LONG_NUMBER = 0x40, 0x4F
_MOST_DIGITS = 60

_CONSONANTS = "กขฃคฅฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรฤลฦวศษสหฬอฮ"
_VOWELS = "ะัาๅำิีึืฺุูเแโใไ"
_PUNCTUATION = "_-–—,;:!?.()[]{}@*/\\&#%^+<=>|~$฿ฯๆ"
_QUOTATION_MARKS = re.compile("[\"'`´“”„‟‘’‚‛«»‹›′″]")
_PIECE = re.compile("[0-9]+|.", re.DOTALL)


def _weights() -> dict[str, str]:
    scripts = {
        0x11: _PUNCTUATION,
        0x50: _CONSONANTS,
        0xA0: _VOWELS,
        0xC0: "abcdefghijklmnopqrstuvwxyz",
    }
    return {
        letter: f"{first + rank:02x}"
        for first, letters in scripts.items()
        for rank, letter in enumerate(letters)
    }


_WEIGHTS = {" ": _SPACE, **_weights()}


def thai_sort_key(text: str) -> str:
    """Return the key under which `text` sorts; at most SORT_KEY_MAX_LENGTH characters.

    Letters decide first; tone marks and the like decide between equal letters. Capitals, Thai
    digits and accents on Latin letters make no difference.
    """
    text = normalise(_QUOTATION_MARKS.sub("", to_arabic_digits(text)))
    text = _LEADING_VOWEL.sub(r"\2\1", _plain_latin(text))
    letters, marks = [], []
    for piece in _PIECE.findall(text):
        if rank := _MARKS.get(piece):
            marks.append(rank)
        elif is_digits(piece):
            letters.append(_number(piece))
            marks.append(_LEADING_ZEROS if piece[0] == "0" else _PLAIN)
        else:
            letters.append(_WEIGHTS.get(piece) or f"{_OTHER_LETTER}{ord(piece):06x}")
            marks.append(_PLAIN)
    key = "".join(letters) + _END_OF_LETTERS + "".join(marks).rstrip(_PLAIN)
    return key[:SORT_KEY_MAX_LENGTH]


def _number(digits: str) -> str:
    """The weight of a number; hexadecimal figures order like the decimal ones they are."""
    digits = digits.lstrip("0")[:_MOST_DIGITS]
    size = _FIRST_NUMBER + len(digits)
    if size < _LONG_NUMBER:
        return f"{size:02x}{digits}"
    return f"{_LONG_NUMBER:02x}{len(digits):02x}{digits}"


def _plain_latin(text: str) -> str:
    if text.isascii():
        return text.lower()
    return "".join(
        character
        for character in unicodedata.normalize("NFD", text.casefold())
        if not "\u0300" <= character <= "\u036f"
    )
