"""Forms of the officers' pages: what was typed is cleaned here, the operations decide."""

from decimal import Decimal

from django import forms

from otopfair.thai.forms import BahtField, ThaiDateField
from products.takings import DayRow


class TakingsRowForm(forms.Form):
    """One row of the daily grid. Empty cells mean "not reported"; a 0 must be typed."""

    sold = BahtField(required=False)
    ordered = BahtField(required=False)
    version = forms.IntegerField(required=False)

    def __init__(self, data, *, row: DayRow):
        super().__init__(data, prefix=str(row.allocation.pk))
        self.row = row

    def add_prefix(self, field_name: str) -> str:
        """The cells are called sold-4, ordered-4, version-4 after their allocation."""
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
    def seen_version(self) -> int:
        return self.cleaned_data.get("version") or 0

    @property
    def changes_nothing(self) -> bool:
        """The figures are those that stand in the database already."""
        sale, typed = self.row.sale, self.cleaned_data
        figures = (typed["sold"], typed["ordered"])
        return sale is not None and figures == (sale.sold_baht, sale.ordered_baht)


class Decision:
    """What an officer may do with an application, by the names used in forms and addresses."""

    PASS = "pass"  # noqa: S105
    SELECT = "select"
    RETURN = "return"
    REFUSE = "refuse"
    CONFIRM = "confirm"
    WITHDRAW = "withdraw"


DECISION_WORDS = {
    Decision.PASS: "ผ่านเอกสาร",
    Decision.SELECT: "คัดเลือก",
    Decision.RETURN: "ส่งกลับให้แก้",
    Decision.REFUSE: "ไม่ผ่าน",
    Decision.CONFIRM: "ยืนยันแทนร้าน",
    Decision.WITHDRAW: "ถอนแทนร้าน",
}
DECISIONS_IN = {
    "submitted": [Decision.PASS, Decision.SELECT, Decision.RETURN, Decision.REFUSE],
    "eligible": [Decision.SELECT, Decision.RETURN, Decision.REFUSE],
    "returned": [Decision.REFUSE, Decision.WITHDRAW],
    "selected": [Decision.CONFIRM, Decision.WITHDRAW],
    "confirmed": [Decision.WITHDRAW],
}


REASON_LABELS = {
    Decision.RETURN: "ต้องแก้อะไร",
    Decision.REFUSE: "ไม่ผ่านเพราะอะไร",
    Decision.WITHDRAW: "ถอนเพราะอะไร",
}
REASON_MISSING = {
    Decision.RETURN: "บอกผู้สมัครว่าต้องแก้อะไร",
    Decision.REFUSE: "บอกผู้สมัครว่าไม่ผ่านเพราะอะไร",
    Decision.WITHDRAW: "บอกเหตุที่ถอน เช่น ร้านโทรแจ้งสละสิทธิ์",
}


class DecisionForm(forms.Form):
    """The panel beside an application. It offers only what its status allows."""

    decision = forms.ChoiceField(
        label="ผลการพิจารณา",
        widget=forms.RadioSelect,
        error_messages={
            "required": "เลือกผลการพิจารณา",
            "invalid_choice": "สถานะของใบสมัครเปลี่ยนไปแล้ว เลือกผลการพิจารณาใหม่",
        },
    )
    reason = forms.CharField(
        help_text="ผู้สมัครจะเห็นข้อความนี้",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    answer_by = ThaiDateField(
        label="แก้ภายใน",
        help_text="เช่น 2 พ.ย. 2563",
        error_messages={"required": "กรอกวันที่ต้องแก้ให้เสร็จ"},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    use_required_attribute = False

    def __init__(self, *args, status: str, **kwargs):
        super().__init__(*args, **kwargs)
        offered = DECISIONS_IN.get(status, [])
        self.fields["decision"].choices = [(key, DECISION_WORDS[key]) for key in offered]
        if Decision.RETURN not in offered:
            del self.fields["answer_by"]
        asking = [key for key in offered if key in REASON_LABELS]
        if asking:
            self.fields["reason"].label = " หรือ".join(REASON_LABELS[key] for key in asking)
        else:
            del self.fields["reason"]
        if self.is_bound:
            self._require_what_the_decision_needs(self.data.get("decision"))

    def _require_what_the_decision_needs(self, decision) -> None:
        if "reason" in self.fields:
            self.fields["reason"].required = decision in REASON_MISSING
            sentence = REASON_MISSING.get(decision, "")
            self.fields["reason"].error_messages["required"] = sentence
        if "answer_by" in self.fields:
            self.fields["answer_by"].required = decision == Decision.RETURN
