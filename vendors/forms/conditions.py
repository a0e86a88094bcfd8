"""The conditions of a call on one page: one box of choices for each kind."""

from django import forms

from otopfair.stale import SeenForm
from otopfair.thai.forms import NormalisedCharField
from vendors.conditions import ConditionKind, condition_kinds


class ConditionsForm(SeenForm):
    """Kind → the values that are taken; nothing chosen is no condition."""

    use_required_attribute = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for kind in condition_kinds():
            self.fields[kind.key] = _field(kind)
            if kind.is_single:
                self.initial[kind.key] = "".join(self.initial.get(kind.key, []))

    def chosen(self) -> dict[str, list[str]]:
        answers = self.answers()
        return {
            kind.key: list(
                filter(None, [answers[kind.key]] if kind.is_single else answers[kind.key])
            )
            for kind in condition_kinds()
        }


def _field(kind: ConditionKind) -> forms.Field:
    if kind.is_single:
        choices = [("", "ไม่กำหนด"), *kind.choices()]
        return forms.ChoiceField(
            label=kind.name, choices=choices, required=False, widget=forms.RadioSelect
        )
    return forms.MultipleChoiceField(
        label=kind.name,
        choices=kind.choices(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="ไม่ติ๊กเลย = ไม่กำหนด ติ๊กหลายข้อ = มีข้อใดข้อหนึ่งก็พอ",
    )


class WaiverForm(forms.Form):
    """Why one vendor is let past the conditions that it does not meet."""

    reason = NormalisedCharField(
        label="เหตุที่ยกเว้น",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="เช่น คณะทำงานมีมติเชิญเป็นกรณีพิเศษ มติครั้งที่ 3/2563",
        error_messages={"required": "บอกเหตุที่ยกเว้น ผู้ตรวจสอบภายหลังจะอ่านข้อความนี้"},
    )

    use_required_attribute = False
