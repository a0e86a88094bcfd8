"""What an officer says to freeze a list, to draw, and to call a draw off."""

from django import forms
from django.utils import timezone

from fairs.models import Zone
from otopfair.history.models import LONGEST_REASON
from otopfair.thai.forms import NormalisedCharField, ThaiDateTimeField


class FreezeForm(forms.Form):
    zones = forms.ModelMultipleChoiceField(
        Zone.objects.none(),
        label="จับสลากบูธของโซนใด",
        widget=forms.CheckboxSelectMultiple,
        help_text="บูธว่างทุกบูธของโซนที่เลือก และร้านทุกร้านที่ยืนยันแล้ว รอบูธ และประเภทตรงกับโซน",
        error_messages={"required": "เลือกโซนอย่างน้อยหนึ่งโซน"},
    )
    public_source = NormalisedCharField(
        label="ค่าสาธารณะที่จะใช้",
        max_length=200,
        help_text="ตัวเลขที่ยังไม่มีใครรู้ เช่น รางวัลที่ 1 สลากกินแบ่งรัฐบาล งวดวันที่ 16 ธ.ค. 2563",
        error_messages={"required": "กรอกว่าจะใช้ค่าสาธารณะจากที่ใด"},
    )
    public_at = ThaiDateTimeField(
        label="รู้ค่านั้นเมื่อ",
        help_text="จับสลากก่อนเวลานี้ไม่ได้ เช่น 16 ธ.ค. 2563 เวลา 16.00 น.",
        error_messages={"required": "กรอกวันและเวลาที่รู้ค่าสาธารณะ"},
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput)

    use_required_attribute = False

    def __init__(self, *args, zones, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["zones"]
        field.queryset = Zone.objects.filter(pk__in=[zone.pk for zone in zones])

    def clean_public_at(self):
        moment = self.cleaned_data["public_at"]
        if moment <= timezone.now():
            raise forms.ValidationError("ค่าสาธารณะต้องเป็นค่าที่ยังไม่มีใครรู้ เลือกเวลาที่ยังมาไม่ถึง")
        return moment


class HoldDrawForm(forms.Form):
    public_value = NormalisedCharField(
        label="ค่าสาธารณะ",
        max_length=120,
        help_text="พิมพ์ตามที่ประกาศ เปลี่ยนภายหลังไม่ได้",
        error_messages={"required": "กรอกค่าสาธารณะ"},
    )
    witnesses = forms.CharField(
        label="พยาน",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="ชื่อและตำแหน่ง คนละบรรทัด ชื่อพยานขึ้นหน้าสาธารณะ",
        error_messages={"required": "กรอกชื่อพยานอย่างน้อยหนึ่งคน"},
    )

    use_required_attribute = False


class CallOffForm(forms.Form):
    reason = NormalisedCharField(
        label="ยกเลิกเพราะอะไร",
        max_length=LONGEST_REASON,
        help_text="เหตุนี้ขึ้นหน้าสาธารณะ",
        error_messages={"required": "บอกเหตุที่ยกเลิก"},
    )

    use_required_attribute = False


class EmptyForm(forms.Form):
    """A press without words; what is refused stands on top of the page."""
