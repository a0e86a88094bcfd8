"""Whether a vendor that did not come loses its booth, and who gets it."""

from django import forms

from vendors.models import ReservePlace


class PlaceField(forms.ModelChoiceField):
    """A place of the reserve list by number, shop and telephone."""

    def label_from_instance(self, place: ReservePlace) -> str:
        vendor = place.application.vendor
        several = place.application.booths_wanted
        wants = f" (ขอ {several} บูธ)" if several > 1 else ""
        return f"ลำดับที่ {place.number} {vendor.name_th}{wants}"


class ReserveForm(forms.Form):
    """Who of the reserve list gets the booth; passing somebody over says why."""

    place = PlaceField(
        label="ให้บูธแก่",
        queryset=ReservePlace.objects.none(),
        widget=forms.RadioSelect,
        help_text="โทรถามร้านก่อน เลือกเมื่อร้านตอบว่าจะมา",
        error_messages={
            "required": "เลือกร้านที่ตอบว่าจะมา",
            "invalid_choice": "ร้านนี้ออกจากบัญชีสำรองแล้ว เลือกลำดับถัดไป",
        },
    )
    passed_over = forms.CharField(
        label="ข้ามลำดับก่อนหน้าเพราะอะไร",
        required=False,
        max_length=120,
        help_text="กรอกเมื่อไม่ได้เลือกลำดับแรก เช่น โทร 3 ครั้งไม่รับสาย",
    )

    use_required_attribute = False

    def __init__(self, *args, places, **kwargs):
        super().__init__(*args, **kwargs)
        self.places = list(places)
        self.fields["place"].queryset = places
        if len(self.places) < 2:  # there is nobody to pass over
            del self.fields["passed_over"]
        if not self.places:
            del self.fields["place"]


class EndAbsentForm(ReserveForm):
    """Why the booth is taken; whom it goes to may be left open."""

    place = PlaceField(
        label="ให้บูธแก่",
        queryset=ReservePlace.objects.none(),
        required=False,
        widget=forms.RadioSelect,
        blank=True,
        empty_label="ยังไม่ให้ใคร บูธว่าง ให้ร้านสำรองภายหลังได้",
        help_text="โทรถามร้านก่อน เลือกเมื่อร้านตอบว่าจะมา",
        error_messages={"invalid_choice": "ร้านนี้ออกจากบัญชีสำรองแล้ว เลือกลำดับถัดไป"},
    )
    reason = forms.CharField(
        label="เหตุที่ตัดสิทธิ์",
        max_length=120,
        help_text="ร้านจะอ่านข้อความนี้",
        error_messages={"required": "บอกเหตุที่ตัดสิทธิ์ ร้านจะอ่านข้อความนี้"},
    )
