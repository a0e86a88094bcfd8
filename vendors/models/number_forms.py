"""How the number of a standard looks: written by officers, read from whatever vendors type.

"9" is a digit, "9+" one or more, "A" a Latin letter; all else stands as it is. Spaces, dots,
dashes and strokes may be typed or left out, and so may the letters in front ("อย."). No regular
expression comes from outside.
"""

import re

from otopfair.thai.digits import to_arabic_digits
from otopfair.thai.folding import normalise

LONGEST = 64
_MARKS = re.compile(r"[\s./\-–—:]+")
_SIGNS = re.compile(r"9\+|.", re.DOTALL)
_CLASSES = {"9": "([0-9])", "9+": "([0-9]{1,12})", "A": "([A-Za-z])"}


class NumberRefused(ValueError):
    """The number does not fit; the words go on after the name of the standard."""


class NumberForm:
    def __init__(self, form: str):
        self.signs = _SIGNS.findall(form)

    def read(self, typed: str) -> str:
        """The number with its marks in their places. Raises NumberRefused."""
        text = to_arabic_digits(normalise(typed))
        if not text:
            raise NumberRefused("ยังไม่ได้กรอก กรอกตามเอกสาร")
        if len(text) > LONGEST:
            raise NumberRefused(f"ยาวเกินไป กรอกได้ไม่เกิน {LONGEST} ตัวอักษร")
        if not self.signs:
            return text
        found = re.fullmatch(self._pattern(), _MARKS.sub("", text))
        if found is None:
            raise NumberRefused("ไม่ตรงรูปแบบ ดูเลขในเอกสารแล้วกรอกให้ครบทุกตัว")
        parts = iter(found.groups())
        return "".join(next(parts).upper() if sign in _CLASSES else sign for sign in self.signs)

    def _pattern(self) -> str:
        """What stands before the first digit may be left out; the marks never count."""
        signs = [sign for sign in self.signs if sign in _CLASSES or not _MARKS.fullmatch(sign)]
        first = next((at for at, sign in enumerate(signs) if sign in _CLASSES), len(signs))
        front = re.escape("".join(signs[:first]))
        rest = "".join(_CLASSES.get(sign) or re.escape(sign) for sign in signs[first:])
        return f"(?:{front})?{rest}" if rest else front
