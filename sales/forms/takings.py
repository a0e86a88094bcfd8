"""A day's takings as a vendor or an officer types them; the operations decide."""

from decimal import Decimal

from django import forms

from otopfair.stale import SeenField, SeenForm
from otopfair.thai.forms import BahtField
from sales.takings import DayRow


class TakingsForm(SeenForm):
    """One booth's takings of one day; nothing sold is 0, not an empty box."""

    sold_baht = BahtField(label="ขายได้", error_messages={"required": "กรอกยอดขาย ถ้าขายไม่ได้ให้ใส่ 0"})
    ordered_baht = BahtField(
        label="ยอดสั่งจอง",
        help_text="ลูกค้าสั่งแล้วแต่ยังไม่รับของ ไม่มีให้ใส่ 0",
        error_messages={"required": "กรอกยอดสั่งจอง ถ้าไม่มีให้ใส่ 0"},
    )
    sure = forms.BooleanField(label="ใช่ ยอดนี้ถูกต้อง", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("sold_baht", "ordered_baht"):
            self.fields[name].widget.attrs.update({"data-money": "", "data-add": ""})

    @property
    def total_baht(self) -> Decimal:
        return self.cleaned_data["sold_baht"] + self.cleaned_data["ordered_baht"]


class TakingsRowForm(forms.Form):
    """One row of the daily grid. Empty cells mean "not reported"; a 0 must be typed."""

    sold = BahtField(required=False)
    ordered = BahtField(required=False)
    seen = SeenField()

    def __init__(self, data, *, row: DayRow):
        super().__init__(data, prefix=str(row.allocation.pk))
        self.row = row

    def add_prefix(self, field_name: str) -> str:
        """The cells are called sold-4, ordered-4, seen-4 after their allocation."""
        return f"{field_name}-{self.prefix}"

    def typed(self, field_name: str) -> str:
        return self.data.get(self.add_prefix(field_name), "").strip()

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
