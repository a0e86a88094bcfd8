"""One tap of the arrival list, what came of a call, and the rules of the days on site."""

from django import forms
from django.db import models

from onsite.models.rules import MOST_CARDS
from otopfair.look.forms import KeyedForm
from otopfair.thai.forms import ThaiTimeField, WholeNumberField


class Tap(models.TextChoices):
    CAME = "came", "มาแล้ว"
    UNDO = "undo", "ยกเลิก"


class TapForm(KeyedForm):
    """What the button of a row sends; `tapped_at` when the tap had to wait for a signal. For an
    undo the key is that of the arrival which was seen."""

    tap = forms.ChoiceField(choices=Tap.choices)
    tapped_at = forms.DateTimeField(required=False)


class CallForm(KeyedForm):
    text = forms.CharField(
        label="โทรแล้วได้ความว่า",
        max_length=255,
        help_text="เช่น โทรแล้ว จะมา 11.00",
        error_messages={"required": "กรอกว่าโทรแล้วได้ความว่าอย่างไร"},
    )

    use_required_attribute = False


class RulesForm(forms.Form):
    arrive_by_time = ThaiTimeField(
        label="ร้านต้องถึงบูธภายในเวลา",
        help_text="ร้านที่ยังไม่มาหลังเวลานี้ ขึ้นในรายการที่ต้องโทรตาม",
        error_messages={"required": "กรอกเวลา เช่น 10.00"},
    )
    cards_a_booth = WholeNumberField(
        label="บัตรผู้ขายต่อบูธ",
        min_value=1,
        max_value=MOST_CARDS,
        help_text="กี่คนที่มีบัตรได้ต่อหนึ่งบูธ",
        error_messages={"required": "กรอกจำนวนบัตร"},
    )

    use_required_attribute = False
