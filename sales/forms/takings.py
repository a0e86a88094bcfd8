"""A day's takings as a vendor or an officer types them; the operations decide."""

from contextlib import suppress
from datetime import datetime
from decimal import Decimal
from uuid import UUID, uuid4

from django import forms

from otopfair.history.models import LONGEST_REASON
from otopfair.staff.asking import AsksBeforeSaving, Question
from otopfair.stale import SeenField, SeenForm
from otopfair.thai.forms import BahtField, WholeNumberField
from sales.doubts import Usual, doubts_of
from sales.operations.takings import Entry, seen_figure
from sales.takings import DayRow

MOST_KEYS = 20
MOST_CUSTOMERS = 99_999


class KeysField(forms.CharField):
    """Keys of entries, with a space between; what is no key is left out."""

    widget = forms.HiddenInput

    def clean(self, value) -> tuple[UUID, ...]:
        found = []
        for word in str(value or "").split()[:MOST_KEYS]:
            with suppress(ValueError):
                found.append(UUID(word))
        return tuple(found)


class DeviceTimeField(forms.CharField):
    """The moment by the clock of a telephone, as JavaScript writes it; a broken one is none."""

    widget = forms.HiddenInput

    def clean(self, value):
        try:
            moment = datetime.fromisoformat(str(value or ""))
        except ValueError:
            return None
        return moment if moment.tzinfo else None


class TakingsForm(AsksBeforeSaving, SeenForm):
    """One booth's takings of one day; nothing sold is an answer, not an empty box."""

    not_shown = {"seen", "form_key", "replaces", "typed_at"}

    nothing_sold = forms.BooleanField(label="เปิดร้านแต่ขายไม่ได้", required=False)
    sold_baht = BahtField(label="ขายได้", error_messages={"required": "กรอกยอดขาย ถ้าขายไม่ได้ให้ใส่ 0"})
    ordered_baht = BahtField(
        label="ยอดสั่งจอง",
        help_text="ลูกค้าสั่งแล้วแต่ยังไม่รับของ ไม่มีให้ใส่ 0",
        error_messages={"required": "กรอกยอดสั่งจอง ถ้าไม่มีให้ใส่ 0"},
    )
    customers = WholeNumberField(label="ลูกค้าที่ซื้อ", required=False, max_value=MOST_CUSTOMERS)
    best_products = forms.TypedMultipleChoiceField(
        label="สินค้าขายดี", required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    form_key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    replaces = KeysField(required=False)
    typed_at = DeviceTimeField(required=False)

    def __init__(self, *args, usual: Usual, products=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.usual = usual
        self.fields["form_key"].initial = uuid4()
        self.fields["customers"].widget.attrs["data-suffix"] = "คน"
        self.fields["best_products"].choices = products
        for name in ("sold_baht", "ordered_baht"):
            self.fields[name].widget.attrs.update({"data-money": "", "data-add": ""})
            self.fields[name].required = "nothing_sold" not in self.data

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("nothing_sold") and cleaned.get("sold_baht"):
            self.add_error("sold_baht", "เลือกว่าขายไม่ได้ แต่มียอดขาย เอาออกอย่างหนึ่ง")
        for name in ("sold_baht", "ordered_baht"):
            if name in cleaned and cleaned[name] is None:
                cleaned[name] = Decimal(0)
        return cleaned

    def doubts(self) -> list[str]:
        cleaned = self.cleaned_data
        return doubts_of(cleaned["sold_baht"], cleaned["ordered_baht"], self.usual)

    def entry(self) -> Entry:
        """How the figure was typed; what was asked about is answered once it is saved."""
        names = ("replaces", "typed_at", "customers", "best_products")
        given = {name: self.cleaned_data[name] for name in names}
        return Entry(
            key=self.cleaned_data["form_key"] or uuid4(),
            called_right="\n".join(self.doubts()),
            **given,
        )

    @property
    def total_baht(self) -> Decimal:
        return self.cleaned_data["sold_baht"] + self.cleaned_data["ordered_baht"]


class TakingsRowForm(forms.Form):
    """One row of the daily grid. Empty cells mean "not reported"; a 0 must be typed."""

    sold = BahtField(required=False)
    ordered = BahtField(required=False)
    # What the page showed in the two cells.
    was_sold = BahtField(required=False)
    was_ordered = BahtField(required=False)
    reason = forms.CharField(required=False, max_length=LONGEST_REASON)
    right = forms.CharField(
        required=False, max_length=100
    )  # marks of the questions that were answered
    seen = SeenField()

    def __init__(self, data, *, row: DayRow):
        super().__init__(data, prefix=str(row.allocation.pk))
        self.row = row

    def add_prefix(self, field_name: str) -> str:
        """The cells are called sold-4, ordered-4, reason-4, right-4 after their allocation."""
        return f"{field_name}-{self.prefix}"

    def typed(self, field_name: str) -> str:
        return self.data.get(self.add_prefix(field_name), "").strip()

    @property
    def why(self) -> str:
        """The reason of this row, else the one that was given for all of them."""
        return self.typed("reason") or self.data.get("reason", "").strip()

    @property
    def is_untouched(self) -> bool:
        """Both cells are as the page showed them, whatever stands there now."""
        typed = self.cleaned_data
        was = (typed["was_sold"], typed["was_ordered"])
        return self.row.sale is not None and (typed["sold"], typed["ordered"]) == was

    def merged(self) -> tuple[Decimal, Decimal, str]:
        """The figures to save, and the fingerprint under which: a cell that was left as the page
        showed it follows what another has entered there since, where that is the only change."""
        typed, sale = self.cleaned_data, self.row.sale
        mine = (typed["sold"], typed["ordered"])
        was = tuple(typed[name] for name in ("was_sold", "was_ordered"))
        if sale is None or None in was or sale.checked_at:
            return *mine, typed["seen"]
        now = (sale.sold_baht, sale.ordered_baht)
        cells = list(zip(mine, was, now, strict=True))
        sold, ordered = (now if mine == was else mine for mine, was, now in cells)
        both = any(mine != was and was != now and mine != now for mine, was, now in cells)
        return sold, ordered, typed["seen"] if both else seen_figure(sale)

    def questions(self, usual: Usual) -> list[Question]:
        """What looks wrong in the figures that would be saved."""
        sold, ordered, _seen = self.merged()
        return [Question(sentence) for sentence in doubts_of(sold, ordered, usual)]

    def is_right(self, questions: list[Question]) -> bool:
        """Whether each of them was answered with "ถูกต้อง" for these very figures."""
        return {question.mark for question in questions} <= set(self.typed("right").split())

    @property
    def is_left_empty(self) -> bool:
        return not self.typed("sold") and not self.typed("ordered")

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        if cleaned.get("sold") is None:
            self.add_error("sold", "กรอกยอดขายได้ ถ้าไม่ได้ขายกรอก 0")
        cleaned["ordered"] = cleaned.get("ordered") or Decimal(0)
        return cleaned

    @property
    def changes_nothing(self) -> bool:
        """The figures are those that stand in the database already."""
        sale, typed = self.row.sale, self.cleaned_data
        figures = (typed["sold"], typed["ordered"])
        return sale is not None and figures == (sale.sold_baht, sale.ordered_baht)
