"""How an office prints its reports: its words, its digits, its numbering.

Numbers, dates and counts go through the style and take its digits; names never do, so that
“OTOP City 2022”, booth 12 and กลุ่มทอผ้า 99 keep their own.
"""

import re
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date
from decimal import Decimal

from fairs.models import ProductCategory
from otopfair.thai.baht import format_number
from otopfair.thai.digits import to_thai_digits
from otopfair.thai.formatting import format_date
from otopfair.thai.percents import rounded
from sales.models import ReportWording
from sales.models.wording import Amounts, Dated, Digits, Opening

_MILLION = Decimal(1_000_000)
_EDITION = re.compile(r"(?:ครั้งที่|ประจำปี) \d+")


@dataclass(frozen=True)
class ReportStyle:
    """The words of a `ReportWording`, and which digits are printed now."""

    zone_mark: str = "."
    booth_word: str = "บูธ"
    vendor_word: str = "ราย"
    orders_word: str = "ยอดสั่งจอง"
    digits: str = Digits.PAPERS
    opening: str = Opening.AS_HELD
    dated: str = Dated.SOLD
    amounts: str = Amounts.BAHT
    zones_as_types: bool = False
    salutation: str = ""
    closing: str = ""
    reporter_word: str = "ผู้รายงาน"
    signer_word: str = "ผู้ตรวจ"
    signer_name: str = ""
    signer_position: str = ""
    is_signed_in_text: bool = False
    category_words: dict = field(default_factory=dict)
    in_thai_digits: bool = False

    def on_paper(self, *, arabic: bool = False) -> "ReportStyle":
        """As official papers print it, or once in Arabic digits."""
        return replace(self, in_thai_digits=self.digits != Digits.NOWHERE and not arabic)

    def in_text(self) -> "ReportStyle":
        """As the text to copy prints it."""
        return replace(self, in_thai_digits=self.digits == Digits.EVERYWHERE)

    def figures(self, text: object) -> str:
        """`text`, which is no name, in the digits of this style."""
        return to_thai_digits(text) if self.in_thai_digits else str(text)

    def number(self, value) -> str:
        return self.figures(format_number(value))

    def date(self, day: date) -> str:
        return self.figures(format_date(day))

    def baht(self, amount: Decimal) -> str:
        return f"{self.number(amount)} บาท"

    def large(self, amount: Decimal) -> str:
        """A sum of several days, or a target: 319,006,768 บาท, or 319.01 ล้านบาท. What is less than
        a million is told in baht: 4,900 บาท are not 0.00 ล้านบาท."""
        if self.amounts != Amounts.MILLIONS or amount < _MILLION:
            return self.baht(amount)
        return self.figures(f"{rounded(amount / _MILLION):,} ล้านบาท")

    def edition(self, name: str) -> str:
        """A fair's name as it is, and its edition and year in the digits of this style."""
        before, quote, after = name.rpartition("”")
        after = _EDITION.sub(lambda found: self.figures(found[0]), after)
        return f"{before}{quote}{after}" if quote else name

    def category(self, category: int | None, otherwise: str) -> str:
        """A category as this office spells it; press texts do not spell as the register does."""
        if category not in ProductCategory.values:
            return otherwise
        own = self.category_words.get(str(category))
        return own or ProductCategory(category).facts.in_reports


USUAL = ReportStyle()
COLUMNS = tuple(one.name for one in fields(ReportStyle) if one.name != "in_thai_digits")


def style_of_row(wording: ReportWording) -> ReportStyle:
    return ReportStyle(**{name: getattr(wording, name) for name in COLUMNS})


def style_to_json(style: ReportStyle) -> dict:
    """What a closed report keeps of its words."""
    kept = asdict(style)
    return {name: kept[name] for name in COLUMNS}


def style_from_json(kept: dict) -> ReportStyle:
    """The words a report was closed with; what it did not know yet is as usual."""
    return ReportStyle(**{name: kept[name] for name in COLUMNS if name in kept})
