"""Fields of how a producer is found: a number of one's own, a place on the map."""

import re
from decimal import Decimal

from otopfair.thai.digits import NumberError
from otopfair.thai.forms import MeasureField
from otopfair.thai.widgets import MeasureInput

NO_DEGREES = "เลขนี้ไม่ใช่พิกัด คัดลอกเลขสองตัวจากแอปแผนที่ เช่น 16.4419, 102.8360"
HINTS = (
    "เปิดแอปแผนที่ แตะค้างตรงที่ผลิต จะเห็นเลขสองตัว เช่น 16.4419, 102.8360 "
    "กรอกตัวแรกช่องนี้ หรือวางทั้งสองตัวก็ได้ ไม่แสดงต่อผู้ชม",
    "เลขตัวที่สอง เช่น 102.8360 วางทั้งสองตัวอีกครั้งก็ได้",
)
_FINEST = Decimal("0.000001")  # what the column holds; map apps say more
_NO_DEGREES_FROM = 10_000  # too long to be rounded; whether a shorter one is a place is asked later
_BETWEEN = re.compile(r"\s*,\s*|\s+")


class DegreesField(MeasureField):
    """One of the two numbers that a map app shows; of a pasted pair it takes its own."""

    def __init__(self, *, of_pair: int, **kwargs):
        self.of_pair = of_pair
        box = MeasureInput({"data-width": "date"})
        own = {"max_digits": 9, "decimal_places": 6, "widget": box, "help_text": HINTS[of_pair]}
        super().__init__(**{**kwargs, **own})

    def read(self, text):
        numbers = _BETWEEN.split(text.strip(" ()"))
        own = numbers[self.of_pair] if len(numbers) == 2 else text
        number = super().read(own)
        if number >= _NO_DEGREES_FROM:
            raise NumberError(NO_DEGREES)
        return number.quantize(_FINEST)
