"""What a vendor fills in about itself; the operations decide."""

from collections.abc import Iterator
from decimal import Decimal

from django import forms
from django.forms.utils import ErrorDict

from fairs.models import District, Province, Subdistrict
from otopfair.accounts.forms import email_field
from otopfair.look.forms import KeyedForm
from otopfair.staff.asking import AsksBeforeSaving
from otopfair.stale import SeenForm
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.forms import (
    BahtField,
    FiscalYearField,
    NormalisedCharField,
    PhonesField,
    TaxIdField,
    ThaiDateField,
    WholeNumberField,
)
from otopfair.thai.phones import EXTENSION_MARK
from vendors.forms.contact import NOT_DIRECT, DegreesField, DirectPhoneField
from vendors.models import Vendor, VendorKind, VendorMember
from vendors.models.vendors import (
    AGENT_UNNAMED,
    CERTIFIED_BY_NOBODY,
    HALF_A_POINT,
    LATITUDES,
    LONGITUDES,
    NOT_IN_THAILAND,
)
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
        """Shops in the register that may be this one."""
        if self._was_sent():
            return
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


class ProfileForm(VendorForm, SeenForm):
    """The vendor's own page: what visitors read, and what they may see."""

    name_en = NormalisedCharField(label="ชื่ออังกฤษ", max_length=255, required=False)
    story = forms.CharField(
        label="เรื่องของเรา",
        max_length=4000,
        required=False,
        help_text="เริ่มทำเมื่อไร ทำอย่างไร อะไรที่ต่างจากที่อื่น",
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    is_published = forms.BooleanField(
        label="แสดงร้านและสินค้าให้ผู้ชมเห็น",
        required=False,
        help_text="ถ้าไม่เลือก สินค้าทุกชิ้นของร้านจะไม่อยู่ในแคตตาล็อก",
    )
    phone_is_public = forms.BooleanField(
        label="แสดงเบอร์โทรให้ผู้ชมเห็น", required=False, help_text="ลูกค้าโทรสั่งได้โดยตรง"
    )

    established_year_be = FiscalYearField(label="เริ่มกิจการปี พ.ศ.", required=False)
    member_count = WholeNumberField(label="จำนวนสมาชิก", min_value=1, required=False)
    women_count = WholeNumberField(label="เป็นหญิง", required=False)
    local_workers = WholeNumberField(
        label="คนในชุมชนที่ร่วมทำงาน", required=False, help_text="นับคนที่ทำประจำ รวมสมาชิก"
    )
    raw_material = NormalisedCharField(
        label="วัตถุดิบหลักและแหล่งที่มา", required=False, help_text="เช่น ฝ้ายปลูกเองในตำบล ด้ายจากลำพูน"
    )
    yearly_income_baht = BahtField(
        label="รายได้จากการขายต่อปี", required=False, help_text="โดยประมาณ ใช้รวมเป็นผลของจังหวัดเท่านั้น"
    )
    certified_by = NormalisedCharField(
        label="เครือข่าย OTOP อำเภอ รับรองโดย",
        max_length=200,
        required=False,
        help_text="ชื่อและตำแหน่ง เช่น นางบัวลา ศรีสุข ประธานเครือข่าย OTOP อำเภอชนบท",
    )
    certified_on = ThaiDateField(label="รับรองเมื่อ", required=False, latest=today_in_thailand)
    leader_birth_year_be = FiscalYearField(
        label="ปีเกิดของประธานหรือเจ้าของ",
        required=False,
        help_text="ปี พ.ศ. ตามบัตรประชาชน ไม่แสดงต่อผู้ชม",
    )
    leader_address = NormalisedCharField(
        label="ที่อยู่ของประธานหรือเจ้าของ",
        max_length=400,
        required=False,
        help_text="ถ้าไม่ใช่ที่ตั้งที่ผลิต ไม่แสดงต่อผู้ชม",
    )
    agent_name = NormalisedCharField(
        label="ผู้ลงทะเบียนแทน",
        max_length=200,
        required=False,
        help_text="ชื่อและนามสกุล ถ้ามีคนยื่นแทน แนบหนังสือมอบอำนาจในหน้าเอกสาร ไม่แสดงต่อผู้ชม",
    )
    agent_phone = DirectPhoneField(
        label="โทรศัพท์ของผู้ลงทะเบียนแทน", required=False, help_text="ไม่แสดงต่อผู้ชม"
    )
    latitude = DegreesField(of_pair=0, label="พิกัดที่ผลิต ตัวแรก (ละติจูด)", required=False)
    longitude = DegreesField(of_pair=1, label="พิกัดที่ผลิต ตัวที่สอง (ลองจิจูด)", required=False)
    fax = DirectPhoneField(label="โทรสาร", required=False, help_text="เช่น 043-236-537")
    email = email_field(
        label="อีเมลของร้าน", max_length=254, required=False, help_text="ใช้ติดต่อเรื่องร้าน ไม่แสดงต่อผู้ชม"
    )
    line_id = NormalisedCharField(label="LINE", max_length=100, required=False)
    facebook = NormalisedCharField(label="เฟซบุ๊ก", max_length=200, required=False)
    website = NormalisedCharField(label="เว็บไซต์", max_length=200, required=False)
    contact_address = NormalisedCharField(
        label="ที่อยู่ติดต่อ", max_length=400, required=False, help_text="ถ้าไม่ใช่ที่ตั้งที่ผลิต"
    )

    OF_GROUPS = {"member_count", "women_count"}
    LEADER = {"leader_birth_year_be", "leader_address", "agent_name", "agent_phone"}
    CHANNELS = {"fax", "email", "line_id", "facebook", "website", "contact_address"}
    POINT = ("latitude", "longitude")
    BUSINESS = {
        *OF_GROUPS,
        *("established_year_be", "local_workers", "raw_material", "yearly_income_baht"),
        *("certified_by", "certified_on"),
    }
    OF_PARTS = {*LEADER, *CHANNELS, *POINT, *BUSINESS}
    VISITORS_READ = ["is_published", "phone_is_public", "name_th", "name_en", "story"]
    field_order = [*VISITORS_READ, "kind", "contact_name", "phones", "identity_no"]
    # The parts of the dossier: each is this form with fewer fields, and saves by itself.
    PARTS = {
        "shop": ("ร้านและสิ่งที่ผู้ชมเห็น", {*VISITORS_READ, "kind"}),
        "contact": ("ผู้ติดต่อ", {"contact_name", "phones", "identity_no", *LEADER, *CHANNELS}),
        "address": ("ที่ตั้ง", {*VendorForm.PLACE, "address", *POINT}),
        "business": ("กิจการและชุมชน", BUSINESS),
    }

    def __init__(self, *args, part: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        for name in self._left_out(part):
            del self.fields[name]
        if self.initial.get("identity_no") and "identity_no" in self.fields:
            # Shown masked on the page; only an officer changes a number that is on record.
            del self.fields["identity_no"]

    def _left_out(self, part: str) -> set[str]:
        """Of the whole page what only a part asks for, of a part all else."""
        if not part:
            return self.OF_PARTS
        out = self.fields.keys() - self.PARTS[part][1] - {"seen"}
        if self.initial.get("kind") != VendorKind.GROUP:
            out |= self.OF_GROUPS & self.fields.keys()
        return out

    def clean(self) -> dict:
        answers = super().clean()
        women, members = answers.get("women_count"), answers.get("member_count")
        if women and women > (members or 0):
            self.add_error("women_count", "จำนวนหญิงต้องไม่มากกว่าจำนวนสมาชิก")
        if answers.get("agent_phone") and not answers.get("agent_name"):
            self.add_error("agent_name", AGENT_UNNAMED)
        if answers.get("certified_on") and not answers.get("certified_by"):
            self.add_error("certified_by", CERTIFIED_BY_NOBODY)
        self._judge_point(answers)
        return answers

    def _judge_point(self, answers: dict) -> None:
        """Both numbers or none, and a place in Thailand."""
        if not set(self.POINT) <= answers.keys():
            return
        latitude, longitude = (answers[name] for name in self.POINT)
        if (latitude is None) != (longitude is None):
            self.add_error("latitude" if latitude is None else "longitude", HALF_A_POINT)
        elif latitude is not None and not (
            _is_between(latitude, LATITUDES) and _is_between(longitude, LONGITUDES)
        ):
            self.add_error("latitude", NOT_IN_THAILAND)

    @property
    def for_visitors(self) -> list[forms.BoundField]:
        return [self[name] for name in self.VISITORS_READ if name in self.fields]

    @property
    def for_officers(self) -> list[forms.BoundField]:
        """Every other field; those of the place stand together below."""
        elsewhere = {*self.VISITORS_READ, *self.PLACE, "address", *self.POINT, *self.not_shown}
        return [self[name] for name in self.fields if name not in elsewhere]

    @property
    def on_the_map(self) -> list[forms.BoundField]:
        return [self[name] for name in self.POINT if name in self.fields]


def _is_between(degrees: Decimal, limits: tuple[int, int]) -> bool:
    return limits[0] <= degrees <= limits[1]
