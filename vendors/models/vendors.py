"""Producers who stand at fairs, their phones, and the accounts that act for them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_noop

from fairs.models.provinces import short_place
from fairs.models.scoped import PlacedQuerySet
from fairs.scopes import Place
from otopfair.changed import ChangedAtField, TellsWhenChanged
from otopfair.thai.model_fields import (
    FoldedTextField,
    LimitedTextField,
    PhoneNumberField,
    SortKeyField,
)
from otopfair.thai.phones import format_phone
from otopfair.tongues import name_of
from vendors.models.showing import PUBLISHED, ShowState
from vendors.models.twins import ShopKeyField

# Degrees between which Thailand lies.
LATITUDES, LONGITUDES = (5, 21), (97, 106)
NOT_IN_THAILAND = "จุดนี้อยู่นอกประเทศไทย ดูเลขทั้งสองในแอปแผนที่อีกครั้ง อาจสลับช่องกัน"
HALF_A_POINT = "กรอกเลขพิกัดให้ครบทั้งสองช่อง"
AGENT_UNNAMED = "กรอกชื่อผู้ลงทะเบียนแทน"
TOO_MANY_WOMEN = "จำนวนหญิงต้องไม่มากกว่าจำนวนสมาชิก"
TOO_MANY_MEN = "จำนวนชายต้องไม่มากกว่าจำนวนสมาชิก"
MEMBERS_DO_NOT_ADD_UP = "จำนวนหญิงและชายรวมกันต้องเท่ากับจำนวนสมาชิก"
CERTIFIED_BY_NOBODY = "กรอกชื่อผู้รับรองของเครือข่าย OTOP อำเภอ"


class VendorKind(models.TextChoices):
    """The three kinds of registrant of กรมการพัฒนาชุมชน."""

    GROUP = "group", gettext_noop("กลุ่มผู้ผลิตชุมชน")
    SINGLE = "single", gettext_noop("ผู้ผลิตชุมชนที่เป็นเจ้าของรายเดียว")
    SME = "sme", gettext_noop("ผู้ผลิตที่เป็นวิสาหกิจขนาดกลางและขนาดย่อม")


class VendorQuerySet(TellsWhenChanged, PlacedQuerySet):
    """A vendor belongs to its home; a fair elsewhere sees what its application shows."""

    places = (Place("provinces", "province"), Place("districts", "district"))

    def managed_by(self, user):
        """Vendors for which `user` signs in."""
        return self.filter(members__user=user)

    def published(self):
        """What visitors see: the vendor wishes it, and an officer has looked."""
        return self.filter(PUBLISHED)

    def waiting_for_a_look(self):
        """Shops at which an officer has to look, the oldest first."""
        return self.filter(show_state=ShowState.NEW).order_by("pk")

    def for_cards(self):
        return self.select_related("province", "district")


class Vendor(models.Model):
    """A producer or entrepreneur. Contact details are private until the vendor opens them."""

    kind = models.CharField("ประเภทผู้ลงทะเบียน", max_length=8, choices=VendorKind)
    name_th = models.CharField("ชื่อกลุ่มหรือกิจการ", max_length=255)
    name_en = models.CharField("ชื่ออังกฤษ", max_length=255, blank=True)
    identity_no = models.CharField("เลข 13 หลัก", max_length=13, blank=True)
    contact_name = models.CharField("ประธานหรือเจ้าของ", max_length=200, blank=True)
    leader_birth_year_be = models.PositiveSmallIntegerField(
        "ปีเกิดของประธานหรือเจ้าของ", null=True, blank=True
    )
    leader_address = models.CharField("ที่อยู่ของประธานหรือเจ้าของ", max_length=400, blank=True)
    agent_name = models.CharField("ผู้ลงทะเบียนแทน", max_length=200, blank=True)
    agent_phone = PhoneNumberField("โทรศัพท์ของผู้ลงทะเบียนแทน", max_length=10, blank=True)
    province = models.ForeignKey(
        "fairs.Province", models.PROTECT, related_name="vendors", verbose_name="จังหวัด"
    )
    district = models.ForeignKey(
        "fairs.District",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="vendors",
        verbose_name="อำเภอ",
    )
    subdistrict = models.ForeignKey(
        "fairs.Subdistrict",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="vendors",
        verbose_name="ตำบล",
    )
    address = models.CharField("เลขที่ หมู่ ถนน", max_length=255, blank=True)
    postcode = models.CharField("รหัสไปรษณีย์", max_length=5, blank=True)
    latitude = models.DecimalField(
        "ละติจูดของที่ผลิต", max_digits=9, decimal_places=6, null=True, blank=True
    )
    longitude = models.DecimalField(
        "ลองจิจูดของที่ผลิต", max_digits=9, decimal_places=6, null=True, blank=True
    )
    story = LimitedTextField("เรื่องของเรา", max_length=4000, blank=True)
    established_year_be = models.PositiveSmallIntegerField("เริ่มกิจการปี พ.ศ.", null=True, blank=True)
    founded_on = models.DateField("วันที่จัดตั้งหรือจดทะเบียน", null=True, blank=True)
    member_count = models.PositiveIntegerField("จำนวนสมาชิก", null=True, blank=True)
    women_count = models.PositiveIntegerField("เป็นหญิง", null=True, blank=True)
    men_count = models.PositiveIntegerField("เป็นชาย", null=True, blank=True)
    local_workers = models.PositiveIntegerField("คนในชุมชนที่ร่วมทำงาน", null=True, blank=True)
    raw_material = models.CharField("วัตถุดิบหลักและแหล่งที่มา", max_length=255, blank=True)
    yearly_income_baht = models.DecimalField(
        "รายได้จากการขายต่อปี", max_digits=12, decimal_places=2, null=True, blank=True
    )
    certified_by = models.CharField("เครือข่าย OTOP อำเภอ รับรองโดย", max_length=200, blank=True)
    certified_on = models.DateField("รับรองเมื่อ", null=True, blank=True)
    fax = PhoneNumberField("โทรสาร", max_length=10, blank=True)
    email = models.EmailField("อีเมลของร้าน", blank=True)
    line_id = models.CharField("LINE", max_length=100, blank=True)
    facebook = models.CharField("เฟซบุ๊ก", max_length=200, blank=True)
    website = models.CharField("เว็บไซต์", max_length=200, blank=True)
    contact_address = models.CharField("ที่อยู่ติดต่อ", max_length=400, blank=True)
    line_is_public = models.BooleanField("แสดง LINE ให้ผู้ชม", default=False)
    facebook_is_public = models.BooleanField("แสดงเฟซบุ๊กให้ผู้ชม", default=False)
    website_is_public = models.BooleanField("แสดงเว็บไซต์ให้ผู้ชม", default=False)
    phone_is_public = models.BooleanField("แสดงโทรศัพท์ให้ผู้ชม", default=False)
    is_published = models.BooleanField("แสดงในหน้าเว็บ", default=False)
    show_state = models.CharField(
        "การดูของเจ้าหน้าที่",
        max_length=8,
        choices=ShowState,
        default=ShowState.NEW,
        editable=False,
    )
    created_at = models.DateTimeField("เพิ่มเมื่อ", auto_now_add=True)
    sort_key = SortKeyField()
    name_key = ShopKeyField()
    # What visitors search; officers find by the contact person, too.
    name_folded = FoldedTextField(sources=("name_th", "name_en"))
    search_text = FoldedTextField(sources=("name_th", "name_en", "contact_name"))
    changed_at = ChangedAtField()

    objects = VendorQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        verbose_name = verbose_name_plural = "ผู้ประกอบการ"
        ordering = ["sort_key", "pk"]
        permissions = [
            ("review_vendor", "ดูร้านใหม่ก่อนแสดง"),
            ("check_papers", "ตรวจมาตรฐานและเอกสารของร้าน"),
            ("merge_vendor", "รวมร้านที่ซ้ำกัน"),
            ("help_vendor", "เปิดบัญชีและออกรหัสให้ร้าน"),
        ]
        indexes = [
            models.Index(fields=["province", "sort_key", "id"], name="vendor_province_name"),
            models.Index(
                fields=["sort_key", "id"],
                name="vendor_published_name",
                condition=PUBLISHED,
            ),
            models.Index(fields=["province", "name_key"], name="vendor_twins"),
            models.Index(
                fields=["province", "id"],
                name="vendor_waiting_for_a_look",
                condition=Q(show_state=ShowState.NEW),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["identity_no"],
                condition=~Q(identity_no=""),
                name="vendor_identity_once",
                violation_error_message="เลข 13 หลักนี้ลงทะเบียนไว้แล้ว",
            ),
            models.CheckConstraint(
                condition=~Q(name_th=""),
                name="vendor_has_a_name",
                violation_error_message="กรอกชื่อกลุ่มหรือกิจการ",
            ),
            models.CheckConstraint(
                condition=Q(women_count=None) | Q(women_count__lte=F("member_count")),
                name="vendor_women_are_members",
                violation_error_message=TOO_MANY_WOMEN,
            ),
            models.CheckConstraint(
                condition=Q(men_count=None) | Q(men_count__lte=F("member_count")),
                name="vendor_men_are_members",
                violation_error_message=TOO_MANY_MEN,
            ),
            models.CheckConstraint(
                condition=Q(women_count=None)
                | Q(men_count=None)
                | Q(member_count=F("women_count") + F("men_count")),
                name="vendor_members_add_up",
                violation_error_message=MEMBERS_DO_NOT_ADD_UP,
            ),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__isnull=False, longitude__isnull=False),
                name="vendor_point_is_whole",
                violation_error_message=HALF_A_POINT,
            ),
            models.CheckConstraint(
                condition=Q(latitude=None)
                | Q(longitude=None)
                | Q(latitude__range=LATITUDES, longitude__range=LONGITUDES),
                name="vendor_point_lies_in_thailand",
                violation_error_message=NOT_IN_THAILAND,
            ),
            models.CheckConstraint(
                condition=Q(agent_phone="") | ~Q(agent_name=""),
                name="vendor_agent_has_a_name",
                violation_error_message=AGENT_UNNAMED,
            ),
            models.CheckConstraint(
                condition=Q(certified_on=None) | ~Q(certified_by=""),
                name="vendor_certified_by_somebody",
                violation_error_message=CERTIFIED_BY_NOBODY,
            ),
        ]

    def __str__(self) -> str:
        return self.name_th

    @property
    def name(self) -> str:
        """Its name on a page for visitors: the English one there, if it gave one."""
        return name_of(self)

    @property
    def is_public(self) -> bool:
        """One of `published()`."""
        return self.is_published and self.show_state == ShowState.SHOWN

    @property
    def who_sees(self) -> str:
        """Who sees the vendor now, as its own pages say it."""
        if self.is_public:
            return "ทุกคน"
        if not self.is_published:
            return "เฉพาะคุณและเจ้าหน้าที่ คุณยังไม่ได้เลือกให้ผู้ชมเห็น"
        if self.show_state == ShowState.RETURNED:
            return "เฉพาะคุณและเจ้าหน้าที่ เจ้าหน้าที่ขอให้แก้ก่อน"
        return "เฉพาะคุณและเจ้าหน้าที่ รอเจ้าหน้าที่ดูก่อน"

    @property
    def members_in_words(self) -> str:
        """สมาชิก 18 คน หญิง 15 คน ชาย 3 คน: as much of it as is known."""
        counts = (("สมาชิก", self.member_count), ("หญิง", self.women_count), ("ชาย", self.men_count))
        return " ".join(f"{who} {count:,} คน" for who, count in counts if count is not None)

    @property
    def place(self) -> str:
        """Short place for cards: "อ.ชนบท จ.ขอนแก่น"."""
        district = self.district.name if self.district else None
        return short_place(self.province_id, self.province.name, district)


class VendorPhone(models.Model):
    """One of a vendor's phone numbers, national digits only."""

    vendor = models.ForeignKey(
        Vendor, models.CASCADE, related_name="phones", verbose_name="ผู้ประกอบการ"
    )
    number = PhoneNumberField("โทรศัพท์", max_length=10)
    sequence = models.PositiveSmallIntegerField("ลำดับ", default=1)

    class Meta:
        verbose_name = verbose_name_plural = "โทรศัพท์"
        ordering = ["sequence", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["vendor", "number"],
                name="vendor_phone_once",
                violation_error_message="มีเบอร์นี้อยู่แล้ว",
            )
        ]
        indexes = [models.Index(fields=["number"], name="vendor_phone_number")]

    def __str__(self) -> str:
        return format_phone(self.number)


class MemberRole(models.TextChoices):
    """An owner binds the shop and chooses its people; a helper does the daily work."""

    OWNER = "owner", "เจ้าของ"
    HELPER = "helper", "ผู้ช่วย"


class VendorMember(models.Model):
    """A user who acts for a vendor."""

    vendor = models.ForeignKey(
        Vendor, models.CASCADE, related_name="members", verbose_name="ผู้ประกอบการ"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="vendor_memberships",
        verbose_name="ผู้ใช้",
    )
    role = models.CharField("บทบาท", max_length=8, choices=MemberRole, default=MemberRole.OWNER)
    form_key = models.UUIDField("รหัสแบบฟอร์ม", null=True, blank=True, editable=False)
    created_at = models.DateTimeField("เพิ่มเมื่อ", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "ผู้ดูแลร้าน"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["vendor", "user"],
                name="vendor_member_once",
                violation_error_message="คนนี้ดูแลร้านนี้อยู่แล้ว",
            ),
            models.UniqueConstraint(
                fields=["user", "form_key"],
                name="vendor_registered_once_per_form",
                violation_error_message="ส่งแบบฟอร์มนี้แล้ว",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.vendor}"
