"""What an officer types on the board of booths, act by act; most acts are one press."""

from datetime import date, datetime, time, timedelta

from django import forms

from otopfair.history.models import LONGEST_REASON
from otopfair.thai.calendar import THAILAND
from otopfair.thai.formatting import format_date_short
from otopfair.thai.forms import ThaiDateField
from vendors.operations.holds import LONGEST_CLOSED, LONGEST_HOLD
from vendors.operations.shared_booths import MOST_PLACES


class EndOfDayField(ThaiDateField):
    """A day that is typed, as the moment at which it is over."""

    def to_python(self, value):
        day = super().to_python(value)
        return datetime.combine(day + timedelta(days=1), time(), THAILAND) if day else None


class DayField(forms.TypedChoiceField):
    """A day of the fair, or none; the board says which days there are."""

    def __init__(self, *, label: str, none: str, help_text=""):
        super().__init__(
            label=label,
            required=False,
            coerce=date.fromisoformat,
            empty_value=None,
            help_text=help_text,
        )
        self.none = none

    def offer(self, days: list[date]) -> None:
        words = [(day.isoformat(), format_date_short(day)) for day in days]
        self.choices = [("", self.none), *words]


class BoardForm(forms.Form):
    """`button` is what its button says; `%s` stands for the booth."""

    button = ""
    look = "button small"
    use_required_attribute = False

    def __init__(self, *args, days: list[date], **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, DayField):
                field.offer(days)


def _reason(label: str, hint: str = "", *, most=LONGEST_REASON, missing="") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=most,
        required=bool(missing),
        error_messages={"required": missing},
    )


class HoldForm(BoardForm):
    button = "กันบูธ %s"
    reason = _reason(
        "กันไว้สำหรับ",
        "เช่น ศูนย์บริการ หรือชื่อหน่วยงาน ผู้ชมไม่เห็น",
        most=LONGEST_HOLD,
        missing="บอกว่ากันไว้สำหรับใคร",
    )
    until = EndOfDayField(
        label="กันถึงวันที่", required=False, help_text="เช่น 26 ต.ค. 2563 พ้นวันนี้แล้วให้ร้านอื่นได้"
    )


class CloseForm(BoardForm):
    button, look = "ปิดใช้บูธ %s", "button warn small"
    reason = _reason("ปิดใช้เพราะ", "เช่น เสาไฟล้ม", most=LONGEST_CLOSED, missing="บอกว่าปิดใช้เพราะอะไร")


class ShareForm(BoardForm):
    button = "บันทึกจำนวนร้านในบูธ %s"
    places = forms.TypedChoiceField(
        label="ร้านที่ใช้บูธนี้ด้วยกัน",
        coerce=int,
        choices=[(n, "ร้านเดียวทั้งบูธ" if n == 1 else f"{n} ร้าน") for n in range(1, MOST_PLACES + 1)],
        error_messages={"required": "เลือกจำนวนร้าน"},
    )


class AllocateForm(BoardForm):
    button = "ให้บูธ %s"
    first_on = DayField(label="ตั้งแต่วันที่", none="ทั้งงาน")
    last_on = DayField(label="ถึงวันที่", none="ทั้งงาน")


class OfferForm(BoardForm):
    button = "เสนอบูธ %s ให้ร้านตอบ"
    until = EndOfDayField(
        label="ให้ตอบภายในวันที่",
        help_text="เช่น 26 ต.ค. 2563 ถ้าไม่ตอบ บูธว่างเอง",
        error_messages={"required": "กรอกวันที่ร้านต้องตอบ"},
    )


class MoveForm(BoardForm):
    button = "ย้ายมาบูธ %s"
    reason = _reason("เหตุที่ย้าย", "ร้านจะเห็นข้อความนี้")


class SwapForm(BoardForm):
    button = "สลับกับบูธ %s"
    reason = _reason("เหตุที่สลับ", "ทั้งสองร้านจะเห็นข้อความนี้")


class ReleaseForm(BoardForm):
    button, look = "คืนบูธ %s", "button warn small"
    reason = _reason("เหตุที่คืนบูธ", "ร้านจะเห็นข้อความนี้", missing="บอกเหตุที่คืนบูธ")
    from_on = DayField(label="คืนตั้งแต่วันที่", none="วันนี้", help_text="วันก่อนหน้านั้นยังนับว่าร้านอยู่บูธนี้")


class DaysForm(BoardForm):
    button = "เปลี่ยนวันที่อยู่บูธ %s"
    first_on = DayField(label="อยู่ตั้งแต่วันที่", none="ทั้งงาน")
    last_on = DayField(label="ถึงวันที่", none="ทั้งงาน", help_text="วันที่เหลือให้ร้านอื่นได้")
    reason = _reason("เหตุที่เปลี่ยนวัน", "ร้านจะเห็นข้อความนี้", missing="บอกเหตุที่เปลี่ยนวัน")


FORMS: dict[str, type[BoardForm]] = {
    "hold": HoldForm,
    "close": CloseForm,
    "share": ShareForm,
    "allocate": AllocateForm,
    "offer": OfferForm,
    "move": MoveForm,
    "swap": SwapForm,
    "release": ReleaseForm,
    "days": DaysForm,
}
