"""What a vendor fills in about itself; the operations decide."""

from collections.abc import Iterator

from django import forms
from django.forms.utils import ErrorDict

from fairs.models import District, Province, Subdistrict
from otopfair.look.forms import KeyedForm
from otopfair.staff.asking import AsksBeforeSaving
from otopfair.thai.forms import NOT_DIRECT, NormalisedCharField, PhonesField, TaxIdField
from otopfair.thai.phones import EXTENSION_MARK
from vendors.forms.by_kind import number_doubt
from vendors.models import Vendor, VendorKind, VendorMember
from vendors.operations.registration import IDENTITY_TAKEN
from vendors.twins import MOST_TOLD, Twin, twins_of

KIND_CHOICES = [
    (VendorKind.GROUP, "กลุ่มผู้ผลิตชุมชน – ชาวบ้านหลายคนรวมกันผลิต เช่น กลุ่มทอผ้า วิสาหกิจชุมชน"),
    (VendorKind.SINGLE, "ผู้ผลิตเจ้าของรายเดียว – ทำเองหรือในครอบครัว ใช้ของหรือภูมิปัญญาในชุมชน"),
    (VendorKind.SME, "กิจการขนาดกลางและขนาดย่อม – ห้างหุ้นส่วน บริษัท หรือร้านที่จดทะเบียน"),
]


class PlaceFields(forms.Form):
    """Province, then its districts, then their subdistricts; works by reloading, no script."""

    PLACE = ("province", "district", "subdistrict")

    province = forms.ModelChoiceField(
        Province.objects.all(),
        label="จังหวัด",
        empty_label="เลือกจังหวัด",
        error_messages={"required": "เลือกจังหวัด"},
    )
    district = forms.ModelChoiceField(
        District.objects.none(),
        label="อำเภอหรือเขต",
        empty_label="เลือกอำเภอ",
        error_messages={
            "required": "เลือกอำเภอหรือเขต",
            "invalid_choice": "เลือกอำเภอของจังหวัดที่เลือก",
        },
    )
    subdistrict = forms.ModelChoiceField(
        Subdistrict.objects.none(),
        label="ตำบลหรือแขวง",
        empty_label="เลือกตำบล",
        error_messages={
            "required": "เลือกตำบลหรือแขวง",
            "invalid_choice": "เลือกตำบลของอำเภอที่เลือก",
        },
    )

    def __init__(self, *args, place_url: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        province, district = self._chosen("province"), self._chosen("district")
        self.fields["district"].queryset = District.objects.filter(province=province or None)
        if district and not str(district).startswith(str(province)):
            district = None
        self.fields["subdistrict"].queryset = Subdistrict.objects.filter(district=district or None)
        for name in ("province", "district"):
            self.fields[name].widget.attrs.update(
                {
                    "hx-post": place_url,
                    "hx-vals": '{"refresh": "1"}',
                    "hx-target": "#place",
                    "hx-select": "#place",
                    "hx-swap": "outerHTML",
                    "hx-trigger": "change",
                }
            )

    @classmethod
    def places_in(cls, typed: dict[str, str]) -> dict[str, str]:
        """The place among what was typed before: a form that starts from it has its lists."""
        return {name: typed[name] for name in cls.PLACE if typed.get(name)}

    def unjudged(self):
        """This form with all that was typed and no errors: only the lists of places change."""
        self._errors = ErrorDict()
        return self

    def _chosen(self, name: str) -> str:
        value = self.data.get(self.add_prefix(name)) if self.is_bound else self.initial.get(name)
        return getattr(value, "pk", value) or ""


class VendorForm(PlaceFields):
    """A vendor's entry in the register. Every address and number is private at first."""

    kind = forms.ChoiceField(
        label="คุณเป็นผู้ผลิตแบบไหน",
        choices=KIND_CHOICES,
        widget=forms.RadioSelect(attrs={"class": "choices-boxed"}),
        error_messages={"required": "เลือกว่าคุณเป็นผู้ผลิตแบบไหน"},
    )
    name_th = NormalisedCharField(
        label="ชื่อกลุ่มหรือกิจการ",
        max_length=255,
        help_text="ชื่อที่จะอยู่บนป้ายบูธ",
        error_messages={"required": "กรอกชื่อกลุ่มหรือกิจการ"},
    )
    contact_name = NormalisedCharField(
        label="ผู้ติดต่อ",
        max_length=200,
        help_text="ประธานกลุ่มหรือเจ้าของ ชื่อและนามสกุล",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "กรอกชื่อผู้ติดต่อ"},
    )
    phones = PhonesField(label="โทรศัพท์", help_text="ใช้แจ้งผลและเรียกผู้สำรอง หลายเบอร์ใส่ , คั่น")
    identity_no = TaxIdField(
        label="เลข 13 หลัก",
        required=False,
        help_text="บัตรประชาชนของประธานหรือเจ้าของ หรือเลขนิติบุคคล ใช้ตรวจกับทะเบียน ผู้ชมไม่เห็น",
    )
    address = NormalisedCharField(
        label="เลขที่ หมู่ ถนน",
        max_length=255,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )

    field_order = ["kind", "name_th", "contact_name", "phones", "identity_no"]

    def clean_phones(self) -> list[str]:
        numbers = self.cleaned_data["phones"]
        if any(EXTENSION_MARK in number for number in numbers):
            raise forms.ValidationError(NOT_DIRECT)
        return numbers

    def clean_identity_no(self) -> str:
        return self.cleaned_data["identity_no"] or ""


class RegisterForm(AsksBeforeSaving, KeyedForm, VendorForm):
    """The first entry; one tick decides whether visitors see the vendor.

    What may be in the register already is told while it is typed, and asked before it is saved.
    """

    TWINS_BY = ("name_th", "phones", "identity_no", "subdistrict")

    is_published = forms.BooleanField(
        label="แสดงชื่อร้านและสินค้าให้ผู้ชมเห็น",
        required=False,
        help_text="แสดงหลังเจ้าหน้าที่ดูร้านแล้ว เบอร์โทรและเลข 13 หลักไม่แสดง เปลี่ยนได้ภายหลัง",
    )

    def __init__(self, *args, user=None, twins_url: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.twins = user, []
        for name in self.TWINS_BY:
            self.fields[name].widget.attrs.update(
                {
                    "hx-post": twins_url,
                    "hx-target": "#twins",
                    "hx-swap": "innerHTML",
                    "hx-trigger": "change",
                }
            )

    def clean(self) -> dict:
        """A number that is taken is no doubt: it is refused before anything is asked."""
        answers = super().clean()
        number = answers.get("identity_no")
        if number and not self._was_sent() and Vendor.objects.filter(identity_no=number).exists():
            self.twins = self.find_twins()
            self.add_error("identity_no", IDENTITY_TAKEN)
        return answers

    def _was_sent(self) -> bool:
        """A form that is sent twice is not its own twin."""
        key = self.cleaned_data.get("form_key")
        return VendorMember.objects.filter(user=self.user, form_key=key).exists()

    def doubts(self) -> Iterator[str]:
        """A number of another kind, and shops in the register that may be this one."""
        if self._was_sent():
            return
        if doubt := number_doubt(self.cleaned_data["kind"], self.cleaned_data["identity_no"]):
            yield doubt
        self.twins = self.find_twins()
        for twin in self.twins:
            yield sentence_about(twin)
        for vendor in Vendor.objects.managed_by(self.user).order_by("pk")[:MOST_TOLD]:
            yield f"คุณดูแลร้าน {vendor} อยู่แล้ว ร้านเดียวกันไม่ต้องลงทะเบียนอีก"

    def find_twins(self) -> list[Twin]:
        """Twins of what was typed so far, whatever else is still missing."""
        typed = {name: self.cleaned_data.get(name) for name in (*self.TWINS_BY, *self.PLACE)}
        typed = {name: value for name, value in typed.items() if value}
        mine = set(Vendor.objects.managed_by(self.user).values_list("pk", flat=True))
        return [twin for twin in twins_of(**typed) if twin.vendor.pk not in mine]

    def twins_while_typing(self) -> list[Twin]:
        for name in self.TWINS_BY:
            self.fields[name].required = False
        self.full_clean()
        return self.find_twins()


def sentence_about(twin: Twin) -> str:
    """What a stranger may read of a twin: its name only when they typed it themselves."""
    if not twin.is_known_by_name:
        return f"มีร้านหนึ่งในทะเบียนที่ใช้{twin.why}"
    return f"{twin.vendor} {twin.vendor.place} ลงทะเบียนไว้แล้ว ({twin.why})"
