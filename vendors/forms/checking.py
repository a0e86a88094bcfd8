"""What officers find in documents, note for each other, and say about themselves."""

from django import forms

from otopfair.look.forms import KeyedForm
from otopfair.stale import SeenField, seen_of
from otopfair.thai.forms import NormalisedCharField
from vendors.models import CheckResult
from vendors.operations.checking import found_in
from vendors.paperwork import PaperLine


class DocumentsForm(forms.Form):
    """One choice and one note a document. `lines` pairs them with the document for the page."""

    seen = SeenField()

    use_required_attribute = False

    def __init__(self, data=None, *, papers: list[PaperLine], checks: dict):
        found = found_in(papers, checks)
        super().__init__(data, initial={"seen": seen_of(found)}, auto_id="doc_%s")
        self.papers = papers
        for line in papers:
            result, note = found[line.key]
            self.fields[f"{line.key}-result"] = forms.ChoiceField(
                label=line.name,
                choices=_choices(line, result),
                widget=forms.RadioSelect,
                initial=result,
                required=False,  # of a paper that came meanwhile the page had no boxes
            )
            self.fields[f"{line.key}-note"] = NormalisedCharField(
                label=f"หมายเหตุ {line.name}", max_length=255, required=False, initial=note
            )

    @property
    def found(self) -> dict[str, tuple[str, str]]:
        answers = self.cleaned_data
        return {
            line.key: (
                answers[f"{line.key}-result"] or self.fields[f"{line.key}-result"].initial,
                answers[f"{line.key}-note"],
            )
            for line in self.papers
        }

    @property
    def lines(self) -> list[tuple]:
        return [
            (line, self[f"{line.key}-result"], self[f"{line.key}-note"]) for line in self.papers
        ]


def _choices(line: PaperLine, result: str) -> list:
    """Nobody finds right what is not there; what was found so before stays to be seen."""
    offered = {*CheckResult} - (set() if line.is_there else {CheckResult.PASSED})
    return [(one, label) for one, label in CheckResult.choices if one in offered | {result}]


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
