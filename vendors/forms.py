"""What a vendor fills in about itself and its application; the operations decide."""

from uuid import uuid4

from django import forms
from django.forms.utils import ErrorDict

from fairs.models import District, ProductCategory, Province, Subdistrict
from otopfair.thai.forms import NormalisedCharField, PhonesField, TaxIdField
from otopfair.thai.phones import EXTENSION_MARK
from vendors.models import VendorKind

KIND_CHOICES = [
    (VendorKind.GROUP, "กลุ่มผู้ผลิตชุมชน – ชาวบ้านหลายคนรวมกันผลิต เช่น กลุ่มทอผ้า วิสาหกิจชุมชน"),
    (VendorKind.SINGLE, "ผู้ผลิตเจ้าของรายเดียว – ทำเองหรือในครอบครัว ใช้ของหรือภูมิปัญญาในชุมชน"),
    (VendorKind.SME, "กิจการขนาดกลางและขนาดย่อม – ห้างหุ้นส่วน บริษัท หรือร้านที่จดทะเบียน"),
]


class KeyedForm(forms.Form):
    """A form that creates something: its key makes a second press find the first answer."""

    form_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["form_key"].initial = self.fields["form_key"].initial or uuid4()


class PlaceFields(forms.Form):
    """Province, then its districts, then their subdistricts; works by reloading, no script."""

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
    phones = PhonesField(label="โทรศัพท์", help_text="ใช้แจ้งผลและเรียกผู้สำรอง หลายเบอร์คั่นด้วยจุลภาค")
    identity_no = TaxIdField(
        label="เลข 13 หลัก",
        required=False,
        help_text="บัตรประชาชนหรือนิติบุคคล ใช้ตรวจกับทะเบียนผู้ผลิต ไม่แสดงต่อผู้ชม",
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
            raise forms.ValidationError("กรอกเบอร์ที่โทรถึงได้โดยตรง ไม่ใช่เบอร์ต่อ")
        return numbers

    def clean_identity_no(self) -> str:
        return self.cleaned_data["identity_no"] or ""


class RegisterForm(KeyedForm, VendorForm):
    """The first entry; one tick decides whether visitors see the vendor."""

    is_published = forms.BooleanField(
        label="แสดงชื่อร้านและสินค้าให้ผู้ชมเห็น",
        required=False,
        initial=True,
        help_text="เบอร์โทรและเลข 13 หลักไม่แสดง เปลี่ยนได้ภายหลัง",
    )


class ProfileForm(VendorForm):
    """The vendor's own page: what visitors read, and what they may see."""

    name_en = NormalisedCharField(label="ชื่ออังกฤษ", max_length=255, required=False)
    story = forms.CharField(
        label="เรื่องของเรา",
        required=False,
        help_text="เริ่มทำเมื่อไร ทำอย่างไร อะไรที่ต่างจากที่อื่น",
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    line_id = NormalisedCharField(label="ไลน์ไอดี", max_length=64, required=False)
    is_published = forms.BooleanField(
        label="แสดงร้านและสินค้าให้ผู้ชมเห็น",
        required=False,
        help_text="ถ้าไม่เลือก สินค้าทุกชิ้นของร้านจะไม่อยู่ในแคตตาล็อก",
    )
    phone_is_public = forms.BooleanField(
        label="แสดงเบอร์โทรให้ผู้ชมเห็น", required=False, help_text="ลูกค้าโทรสั่งได้โดยตรง"
    )
    seen_version = forms.IntegerField(widget=forms.HiddenInput)

    field_order = ["kind", "name_th", "name_en", "contact_name", "phones", "line_id", "identity_no"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.initial.get("identity_no"):
            # Shown masked on the page; only an officer changes a number that is on record.
            del self.fields["identity_no"]


class CategoryForm(forms.Form):
    """Step 1: category and number of booths."""

    category = forms.TypedChoiceField(
        label="สมัครขายสินค้าประเภทไหน",
        coerce=int,
        help_text="เลือกประเภทที่ขายเป็นหลัก ประเภทละกี่บูธอยู่ท้ายชื่อ",
        widget=forms.RadioSelect(attrs={"class": "choices-boxed"}),
        error_messages={"required": "เลือกประเภทสินค้า 1 ประเภท"},
    )
    booths_wanted = forms.IntegerField(
        label="จำนวนบูธ",
        min_value=1,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "data-width": "short", "data-suffix": "บูธ"}
        ),
        error_messages={
            "required": "กรอกจำนวนบูธ",
            "invalid": "กรอกจำนวนบูธเป็นตัวเลข เช่น 1",
            "min_value": "ขออย่างน้อย 1 บูธ",
        },
    )

    def __init__(self, *args, call, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = [
            (
                row.category,
                f"{row.category} {ProductCategory(row.category).label} – รับ {row.places} บูธ",
            )
            for row in call.places.all()
        ]
        self.fields["booths_wanted"].help_text = f"งานนี้ขอได้ไม่เกิน {call.max_booths} บูธต่อราย"
        if call.max_booths == 1:
            self.fields["booths_wanted"].widget = forms.HiddenInput()
            self.fields["booths_wanted"].initial = 1


class NoteForm(forms.Form):
    """Step 3: what the officers should know."""

    note = forms.CharField(
        label="บอกเจ้าหน้าที่เพิ่ม",
        required=False,
        max_length=2000,
        help_text="เช่น ใช้เตาไฟฟ้า ต้องการปลั๊กเพิ่ม มากับร้านใด",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
