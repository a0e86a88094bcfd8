"""The vendor's own page and the parts of its dossier."""

from collections.abc import Iterator
from decimal import Decimal

from django import forms

from otopfair.accounts.forms import email_field
from otopfair.staff.asking import AsksBeforeSaving
from otopfair.stale import SeenForm
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.forms import (
    BahtField,
    DirectPhoneField,
    FiscalYearField,
    NormalisedCharField,
    ThaiDateField,
    WholeNumberField,
)
from vendors.channels import SHOWN_BY
from vendors.forms.by_kind import (
    FOUNDED_LABELS,
    NUMBER_LABELS,
    OF_GROUPS,
    fields_of_others,
    number_doubt,
)
from vendors.forms.contact import DegreesField
from vendors.forms.registration import VendorForm
from vendors.models.vendors import (
    AGENT_UNNAMED,
    CERTIFIED_BY_NOBODY,
    HALF_A_POINT,
    LATITUDES,
    LONGITUDES,
    MEMBERS_DO_NOT_ADD_UP,
    NOT_IN_THAILAND,
    TOO_MANY_MEN,
    TOO_MANY_WOMEN,
)

OFFICERS_READ = "เจ้าหน้าที่ใช้ติดต่อคุณ"


class ProfileForm(AsksBeforeSaving, VendorForm, SeenForm):
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
    founded_on = ThaiDateField(
        label="วันที่จัดตั้งหรือจดทะเบียน",
        required=False,
        latest=today_in_thailand,
        help_text="ตามเอกสารจัดตั้งหรือหนังสือรับรอง",
    )
    member_count = WholeNumberField(label="จำนวนสมาชิก", min_value=1, required=False)
    women_count = WholeNumberField(label="เป็นหญิง", required=False)
    men_count = WholeNumberField(label="เป็นชาย", required=False)
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
    fax = DirectPhoneField(label="โทรสาร", required=False, help_text="เช่น 043-236-537 ไม่แสดงต่อผู้ชม")
    email = email_field(
        label="อีเมลของร้าน", max_length=254, required=False, help_text="ใช้ติดต่อเรื่องร้าน ไม่แสดงต่อผู้ชม"
    )
    line_id = NormalisedCharField(
        label="LINE", max_length=100, required=False, help_text=f"ชื่อ LINE {OFFICERS_READ}"
    )
    line_is_public = forms.BooleanField(label="แสดง LINE ให้ผู้ชมเห็น", required=False)
    facebook = NormalisedCharField(
        label="เฟซบุ๊ก", max_length=200, required=False, help_text=f"ชื่อหรือลิงก์ของเพจ {OFFICERS_READ}"
    )
    facebook_is_public = forms.BooleanField(label="แสดงเฟซบุ๊กให้ผู้ชมเห็น", required=False)
    website = NormalisedCharField(
        label="เว็บไซต์",
        max_length=200,
        required=False,
        help_text=f"เช่น www.example.com {OFFICERS_READ}",
    )
    website_is_public = forms.BooleanField(label="แสดงเว็บไซต์ให้ผู้ชมเห็น", required=False)
    contact_address = NormalisedCharField(
        label="ที่อยู่ติดต่อ",
        max_length=400,
        required=False,
        help_text="ถ้าไม่ใช่ที่ตั้งที่ผลิต ไม่แสดงต่อผู้ชม",
    )

    LEADER = {"leader_birth_year_be", "leader_address", "agent_name", "agent_phone"}
    CHANNELS = {"fax", "email", "contact_address", *SHOWN_BY, *SHOWN_BY.values()}
    POINT = ("latitude", "longitude")
    BUSINESS = {
        *OF_GROUPS,
        *("established_year_be", "founded_on", "local_workers"),
        *("raw_material", "yearly_income_baht"),
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
        self._name_by_kind()

    def _name_by_kind(self) -> None:
        labels = {"identity_no": NUMBER_LABELS, "founded_on": FOUNDED_LABELS}
        for name in labels.keys() & self.fields.keys():
            field = self.fields[name]
            field.label = labels[name].get(self.initial.get("kind"), field.label)

    def doubts(self) -> Iterator[str]:
        """Asked when the number or the kind changes, and the two do not fit."""
        if not {"kind", "identity_no"} & set(self.changed_data):
            return
        now = {**self.initial, **self.cleaned_data}
        if doubt := number_doubt(now.get("kind"), now.get("identity_no")):
            yield doubt

    def _left_out(self, part: str) -> set[str]:
        """Of the whole page what only a part asks for, of a part all else."""
        if not part:
            return self.OF_PARTS
        out = self.fields.keys() - self.PARTS[part][1] - {"seen"}
        return out | (fields_of_others(self.initial["kind"]) & self.fields.keys())

    def clean(self) -> dict:
        answers = super().clean()
        self._judge_members(answers)
        if answers.get("agent_phone") and not answers.get("agent_name"):
            self.add_error("agent_name", AGENT_UNNAMED)
        if answers.get("certified_on") and not answers.get("certified_by"):
            self.add_error("certified_by", CERTIFIED_BY_NOBODY)
        for name, consent in SHOWN_BY.items():
            if name in answers and not answers[name]:
                answers[consent] = False  # there is nothing to show, nor what somebody adds later
        self._judge_point(answers)
        return answers

    def _judge_members(self, answers: dict) -> None:
        """Women and men are among the members; when both are said, they are all of them."""
        members, women, men = (
            answers.get(name) for name in ("member_count", "women_count", "men_count")
        )
        if women and women > (members or 0):
            self.add_error("women_count", TOO_MANY_WOMEN)
        elif men and men > (members or 0):
            self.add_error("men_count", TOO_MANY_MEN)
        elif None not in (members, women, men) and women + men != members:
            self.add_error("men_count", MEMBERS_DO_NOT_ADD_UP)

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
