"""What officers find in documents, note for each other, and say about themselves."""

from django import forms

from otopfair.look.forms import KeyedForm
from otopfair.stale import SeenField, seen_of
from otopfair.thai.forms import NormalisedCharField
from vendors.models import CheckResult
from vendors.operations.checking import found_in
from vendors.paperwork import document_kinds


class DocumentsForm(forms.Form):
    """One choice and one note a document. `lines` pairs them with the document for the page."""

    seen = SeenField()

    use_required_attribute = False

    def __init__(self, data=None, *, checks: dict):
        found = found_in(checks)
        super().__init__(data, initial={"seen": seen_of(found)}, auto_id="doc_%s")
        for kind in document_kinds():
            result, note = found[kind.key]
            self.fields[f"{kind.key}-result"] = forms.ChoiceField(
                label=kind.name, choices=CheckResult, widget=forms.RadioSelect, initial=result
            )
            self.fields[f"{kind.key}-note"] = NormalisedCharField(
                label=f"หมายเหตุ {kind.name}", max_length=255, required=False, initial=note
            )

    @property
    def found(self) -> dict[str, tuple[str, str]]:
        answers = self.cleaned_data
        return {
            kind.key: (answers[f"{kind.key}-result"], answers[f"{kind.key}-note"])
            for kind in document_kinds()
        }

    @property
    def lines(self) -> list[tuple]:
        return [
            (kind, self[f"{kind.key}-result"], self[f"{kind.key}-note"])
            for kind in document_kinds()
        ]


class NoteForm(KeyedForm):
    text = NormalisedCharField(
        label="บันทึกถึงเจ้าหน้าที่ด้วยกัน",
        max_length=2000,
        help_text="ผู้สมัครไม่เห็น",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "เขียนข้อความก่อนบันทึก"},
    )

    use_required_attribute = False


class InterestForm(forms.Form):
    reason = NormalisedCharField(
        label="เกี่ยวข้องกับผู้สมัครอย่างไร",
        max_length=255,
        help_text="เช่น เป็นญาติ เป็นสมาชิกกลุ่ม แจ้งแล้วเลิกไม่ได้ และพิมพ์แนบรายงาน",
        error_messages={"required": "บอกว่าเกี่ยวข้องกับผู้สมัครอย่างไร"},
    )

    use_required_attribute = False
