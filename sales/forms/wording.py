"""How an office words its reports."""

from django import forms

from fairs.models import ProductCategory
from otopfair.stale import SeenForm, seen_of
from otopfair.thai.forms import NormalisedCharField
from sales.models import ReportWording
from sales.operations.wording import as_compared
from sales.reports.style import COLUMNS

_CATEGORY = "category_{}"
_GROUPS = (
    ("ตัวเลขและลำดับ", ("digits", "zone_mark", "amounts")),
    ("คำที่ใช้", ("booth_word", "vendor_word", "orders_word")),
    ("ประโยคและวันที่", ("opening", "dated", "zones_as_types")),
    ("คำขึ้นต้นและคำลงท้าย", ("salutation", "closing")),
    (
        "ผู้ลงนาม",
        ("reporter_word", "signer_word", "signer_name", "signer_position", "is_signed_in_text"),
    ),
    ("คำเรียกประเภทสินค้า", tuple(_CATEGORY.format(one.value) for one in ProductCategory)),
)
_HINTS = {
    "zones_as_types": "เช่น 6. ประเภท OTOP ชวนชิม ต่อจากสมุนไพร",
    "dated": "ยอดขายบอกวันที่ขายเสมอ ข้อนี้คือวันที่ที่หัวรายงาน",
    "salutation": "เช่น เรียน ผู้ว่าราชการจังหวัด เว้นว่างได้",
    "closing": "เช่น จึงเรียนมาเพื่อโปรดทราบ เว้นว่างได้",
    "signer_name": "เว้นว่างไว้ เอกสารจะมีจุดให้เขียนชื่อ",
    "signer_position": "เว้นว่างไว้ คือพัฒนาการจังหวัด",
}


class WordingForm(SeenForm):
    """Every word of a `ReportWording`, and one box for the spelling of each category."""

    use_required_attribute = False

    def __init__(self, data=None, *, words: dict):
        super().__init__(data, initial=_boxes(words))
        self.words = words
        for name in COLUMNS:
            if name != "category_words":
                self.fields[name] = _box_of(name)
        for category in ProductCategory:
            self.fields[_CATEGORY.format(category.value)] = NormalisedCharField(
                label=category.facts.short,
                required=False,
                max_length=80,
                help_text=f"เว้นว่างไว้ คือ {category.facts.in_reports}",
            )

    def groups(self):
        """(heading, boxes), in the order of the page."""
        return [(title, [self[name] for name in names]) for title, names in _GROUPS]

    def _seen_now(self) -> str:
        return seen_of(as_compared(self.words))

    def answers(self) -> dict:
        return _words(self.cleaned_data)

    def as_far_as_right(self) -> dict:
        """What can be shown while something is still being typed: the rest as it was."""
        self.is_valid()
        return _words({**self.initial, **self.cleaned_data})


def _box_of(name: str) -> forms.Field:
    column = ReportWording._meta.get_field(name)
    if column.choices:
        return forms.ChoiceField(
            label=column.verbose_name, choices=column.choices, help_text=_HINTS.get(name, "")
        )
    if column.get_internal_type() == "BooleanField":
        return forms.BooleanField(
            label=column.verbose_name, required=False, help_text=_HINTS.get(name, "")
        )
    return NormalisedCharField(
        label=column.verbose_name,
        required=not column.blank,
        max_length=column.max_length,
        help_text=_HINTS.get(name, ""),
        error_messages={"required": f"กรอก{column.verbose_name}"},
    )


def _boxes(words: dict) -> dict:
    spelled = {_CATEGORY.format(key): word for key, word in words["category_words"].items()}
    return {**words, **spelled}


def _words(cleaned: dict) -> dict:
    spelled = {
        str(category.value): word
        for category in ProductCategory
        if (word := cleaned.get(_CATEGORY.format(category.value)))
    }
    words = {name: cleaned[name] for name in COLUMNS if name != "category_words"}
    return {**words, "category_words": spelled}
