"""What officers type about news: the texts in the register, the day, the photos."""

from django import forms

from otopfair.look.photo_forms import CaptionedPhotoForm
from otopfair.staff.stale import SeenModelForm
from otopfair.stale import SeenForm
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.forms import NormalisedCharField, ThaiDateField, ThaiTimeField

MARKS = (
    "เว้นหนึ่งบรรทัดว่างระหว่างย่อหน้า ใช้เครื่องหมายได้: **ตัวหนา** # หัวข้อย่อย - รายการ 1. ลำดับ "
    "> คำพูด [ข้อความ](ลิงก์)"
)


class NewsItemForm(SeenModelForm):
    """The texts; the box of the body has a bar of marks where scripts run (static/js/marks.js)."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if body := self.fields.get("body"):
            body.help_text = MARKS
            body.widget.attrs |= {"rows": 18, "data-marks": ""}
        if lead := self.fields.get("lead"):
            lead.widget.attrs |= {"rows": 3}


class PublishNewsForm(forms.Form):
    published_on = ThaiDateField(
        label="วันที่ของข่าว", help_text="ปี พ.ศ. เช่น 29 ต.ค. 2563 วันข้างหน้าได้ ผู้ชมจะเห็นตั้งแต่วันนั้น"
    )
    published_time = ThaiTimeField(label="เวลา", required=False)

    use_required_attribute = False

    def __init__(self, data=None, *, news_item):
        start = {
            "published_on": news_item.published_on or today_in_thailand(),
            "published_time": news_item.published_time,
        }
        super().__init__(data, initial=start)


class WithdrawForm(forms.Form):
    """Why something that everybody reads is withdrawn."""

    reason = NormalisedCharField(
        label="เหตุผล",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "บอกเหตุผล"},
    )

    use_required_attribute = False


class NewsPhotoForm(CaptionedPhotoForm):
    photo_of = "รูปของข่าว"
    photo_help = "รูป JPG PNG หรือ WebP ใช้รูปที่มีสิทธิ์เผยแพร่"
    caption_help = "บอกว่าใครทำอะไรในรูป ผู้ที่มองไม่เห็นรูปจะได้ฟังข้อความนี้"


class NewsCaptionForm(SeenForm):
    caption = NormalisedCharField(
        label="คำบรรยาย", max_length=200, error_messages={"required": "เขียนว่ารูปนี้คืออะไร"}
    )

    use_required_attribute = False
