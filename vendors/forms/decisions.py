"""What an officer does with an application; the operations act."""

from dataclasses import dataclass

from django import forms
from django.db.models import Q

from otopfair.thai.forms import WholeNumberField
from vendors.models import DecisionReason, Outcome
from vendors.operations.nevertheless import keys_before


class ReviewAct:
    """What an officer may do with an application, by the names used in forms and addresses."""

    PASS = Outcome.PASS.value
    SELECT = Outcome.SELECT.value
    RESERVE = Outcome.RESERVE.value
    REFUSE = Outcome.REFUSE.value
    TAKE_BACK = "take_back"
    CONFIRM = "confirm"
    WITHDRAW = "withdraw"


ACT_WORDS = {
    ReviewAct.PASS: "ผ่านเอกสาร",
    ReviewAct.SELECT: "คัดเลือก",
    ReviewAct.RESERVE: "ขึ้นบัญชีสำรอง",
    ReviewAct.REFUSE: "ไม่ผ่าน",
    ReviewAct.TAKE_BACK: "เลิกผลที่ตัดสิน",
    ReviewAct.CONFIRM: "ยืนยันแทนร้าน",
    ReviewAct.WITHDRAW: "ถอนแทนร้าน",
}
CHOOSING = [ReviewAct.SELECT, ReviewAct.RESERVE]
# By where an application stands for officers: its status, or what waits to be announced.
ACTS_IN = {
    "submitted": [ReviewAct.PASS, *CHOOSING, ReviewAct.REFUSE],
    "eligible": [*CHOOSING, ReviewAct.REFUSE],
    "returned": [ReviewAct.REFUSE, ReviewAct.WITHDRAW],
    Outcome.PASS: [*CHOOSING, ReviewAct.REFUSE, ReviewAct.TAKE_BACK],
    Outcome.SELECT: [ReviewAct.RESERVE, ReviewAct.REFUSE, ReviewAct.TAKE_BACK],
    Outcome.RESERVE: [ReviewAct.SELECT, ReviewAct.REFUSE, ReviewAct.TAKE_BACK],
    Outcome.REFUSE: [*CHOOSING, ReviewAct.TAKE_BACK],
    "selected": [ReviewAct.CONFIRM, ReviewAct.WITHDRAW, ReviewAct.RESERVE, ReviewAct.REFUSE],
    "reserved": [ReviewAct.SELECT, ReviewAct.REFUSE, ReviewAct.WITHDRAW],
    "confirmed": [ReviewAct.WITHDRAW, ReviewAct.REFUSE],
    "refused": CHOOSING,
    "lapsed": CHOOSING,
    "declined": CHOOSING,
}
TOLD = {"selected", "reserved", "confirmed", "refused", "lapsed", "declined"}
DECIDES = {ReviewAct.PASS, *CHOOSING, ReviewAct.REFUSE}
NOTE_LABELS = {
    ReviewAct.REFUSE: "ไม่ผ่านเพราะอะไร",
    ReviewAct.WITHDRAW: "ถอนเพราะอะไร",
}
NOTE_MISSING = {
    ReviewAct.REFUSE: "บอกผู้สมัครว่าไม่ผ่านเพราะอะไร",
    ReviewAct.WITHDRAW: "บอกเหตุที่ถอน เช่น ร้านโทรแจ้งสละสิทธิ์",
}
NOTE_NEEDED = "ต้องบอก ถ้าไม่เลือกเหตุผล"
FITS = {ReviewAct.REFUSE: "fits_refuse"}


class ReasonField(forms.ModelChoiceField):
    """A coded reason, named with those who read it when the applicant does not."""

    def label_from_instance(self, reason) -> str:
        return reason.text_th if reason.is_told else f"{reason.text_th} (เห็นเฉพาะเจ้าหน้าที่)"


class BeyondFields(forms.Form):
    """The question before a maximum is passed: an explicit tick, and why."""

    beyond = forms.BooleanField(label="รับเกินจำนวน", required=False)
    beyond_reason = forms.CharField(
        label="รับเกินเพราะอะไร",
        required=False,
        max_length=255,
        help_text="เช่น คณะทำงานเห็นชอบเพิ่มบูธ ประชาชนอ่านเหตุผลนี้ อย่าเขียนชื่อร้านหรือชื่อคน",
    )

    use_required_attribute = False

    def require_beyond(self) -> None:
        if not self.cleaned_data.get("beyond"):
            self.add_error("beyond", "ติ๊กเพื่อยืนยันว่ารับเกินจำนวน")
        if not self.cleaned_data.get("beyond_reason", "").strip():
            self.add_error("beyond_reason", "บอกเหตุที่รับเกินจำนวน")


@dataclass(frozen=True)
class Ask:
    """A question beside a rule: its tick, and its reason."""

    tick: str
    why: str
    hint: str


# The questions of vendors/operations/nevertheless.py as they are asked in the panel.
ASKS = {
    "unlooked": Ask(
        "ผ่านทั้งที่เอกสารยังไม่ครบ",
        "ผ่านทั้งที่เอกสารยังไม่ครบเพราะอะไร",
        "เช่น ดูต้นฉบับที่สำนักงานแล้ว",
    ),
    "share": Ask(
        "คัดเลือกเกินสิทธิ์ต่อราย",
        "เกินสิทธิ์ต่อรายเพราะอะไร",
        "เช่น ไม่มีร้านอื่นสมัครประเภทนี้",
    ),
    "beyond": Ask("รับเกินจำนวน", "รับเกินเพราะอะไร", "เช่น คณะทำงานเห็นชอบเพิ่มบูธ"),
    "below": Ask(
        "คัดเลือกต่ำกว่าเส้นคะแนน",
        "เลือกต่ำกว่าเส้นเพราะอะไร",
        "เช่น เป็นร้านเดียวของอำเภอ",
    ),
}
PUBLIC_READS = "ประชาชนอ่านเหตุผลนี้ในสรุปความเป็นธรรม อย่าเขียนชื่อร้านหรือชื่อคน"


class DecisionForm(forms.Form):
    """The panel beside an application. It offers only what its standing allows.

    The questions beside a rule (ASKS) stand in it only when they have been asked (`asks`). What is
    `closed` by a phase is not offered.
    """

    decision = forms.ChoiceField(
        label="ผลการพิจารณา",
        widget=forms.RadioSelect,
        error_messages={
            "required": "เลือกผลการพิจารณา",
            "invalid_choice": "สถานะของใบสมัครเปลี่ยนไปแล้ว เลือกผลการพิจารณาใหม่",
        },
    )
    reason = ReasonField(
        queryset=DecisionReason.objects.none(),
        label="เหตุผล",
        required=False,
        empty_label="เลือกเหตุผล หรือเขียนเองด้านล่าง",
        error_messages={"invalid_choice": "เหตุผลนี้ใช้กับผลนี้ไม่ได้ เลือกเหตุผลอื่น"},
    )
    note = forms.CharField(
        help_text="ผู้สมัครจะเห็นข้อความนี้",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    change_reason = forms.CharField(
        label="เปลี่ยนผลที่แจ้งแล้วเพราะอะไร",
        help_text="ต้องบอกเมื่อเปลี่ยนผล ร้านจะอ่านเหตุผลนี้พร้อมผลใหม่",
        required=False,
        max_length=255,
    )
    seen = WholeNumberField(widget=forms.HiddenInput)

    use_required_attribute = False

    def __init__(self, *args, standing: str, asks=frozenset(), closed=frozenset(), **kwargs):
        super().__init__(*args, **kwargs)
        offered = [act for act in ACTS_IN.get(standing, []) if act not in closed]
        self.fields["decision"].choices = [(key, ACT_WORDS[key]) for key in offered]
        self._offer_reasons([act for act in offered if act in FITS])
        self._ask_for_words([act for act in offered if act in NOTE_LABELS])
        self._asks_why = standing in TOLD
        if not self._asks_why:
            del self.fields["change_reason"]
        self.asks = frozenset(asks)
        self._ask_beside_rules()

    @property
    def is_undrawn(self) -> bool:
        """Whether what was pressed is an act that does not lead from where it stands."""
        act = self.data.get("decision", "")
        return act in ACT_WORDS and act not in dict(self.fields["decision"].choices)

    def _ask_beside_rules(self) -> None:
        asked = []
        for key in filter(self.asks.__contains__, ASKS):
            ask, asked = ASKS[key], [*asked, key, f"{key}_reason"]
            self.fields[key] = forms.BooleanField(label=ask.tick, required=False)
            self.fields[f"{key}_reason"] = forms.CharField(
                label=ask.why,
                required=False,
                max_length=255,
                help_text=f"{ask.hint} {PUBLIC_READS}",
                widget=forms.TextInput(attrs={"data-optional": "ต้องบอก"}),
            )
        self.order_fields(["decision", *asked])

    def _offer_reasons(self, acts: list[str]) -> None:
        if not acts:
            del self.fields["reason"]
            return
        fits = Q()
        for act in acts:
            fits |= Q(**{FITS[act]: True})
        rows = DecisionReason.objects.filter(fits, is_current=True)
        self.fields["reason"].queryset = rows.order_by("text_th")

    def _ask_for_words(self, acts: list[str]) -> None:
        if not acts:
            del self.fields["note"]
            return
        self.fields["note"].label = " หรือ".join(NOTE_LABELS[act] for act in acts)
        self.fields["note"].widget.attrs["data-optional"] = NOTE_NEEDED

    def clean(self):
        cleaned = super().clean()
        act, reason = cleaned.get("decision"), cleaned.get("reason")
        if act in NOTE_MISSING and not reason and not cleaned.get("note", "").strip():
            self.add_error("note", NOTE_MISSING[act])
        for key in self.asks & keys_before(act or ""):
            self._require_reason(key, ASKS[key])
        if self._asks_why and act in DECIDES and not cleaned.get("change_reason", "").strip():
            self.add_error("change_reason", "บอกเหตุที่เปลี่ยนผลซึ่งแจ้งร้านแล้ว")
        return cleaned

    def _require_reason(self, key: str, ask: Ask) -> None:
        if not self.cleaned_data.get(key):
            self.add_error(key, f"ติ๊กเพื่อยืนยันว่า{ask.tick}")
        if not self.cleaned_data.get(f"{key}_reason", "").strip():
            self.add_error(f"{key}_reason", f"บอกเหตุที่{ask.tick}")
