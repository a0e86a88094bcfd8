"""Producers who stand at fairs, their phones, and the accounts that act for them."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from fairs.scopes import scope_of
from otopfair.thai.model_fields import FoldedTextField, SortKeyField


class VendorKind(models.TextChoices):
    """The three kinds of registrant of กรมการพัฒนาชุมชน."""

    GROUP = "group", "กลุ่มผู้ผลิตชุมชน"
    SINGLE = "single", "ผู้ผลิตชุมชนที่เป็นเจ้าของรายเดียว"
    SME = "sme", "ผู้ผลิตที่เป็นวิสาหกิจขนาดกลางและขนาดย่อม"


class VendorQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Vendors of the officer's provinces, and all who applied to a fair in the scope."""
        scope = scope_of(user)
        if scope.everything:
            return self
        applied = self.model.applications.rel.related_model.objects.filter(
            scope.of_fairs("fair_event__"), vendor=models.OuterRef("pk")
        ).exclude(status="draft")
        return self.filter(Q(province__in=scope.province_codes) | Q(models.Exists(applied)))

    def managed_by(self, user):
        """Vendors for which `user` signs in."""
        return self.filter(members__user=user)

    def published(self):
        return self.filter(is_published=True)

    def for_cards(self):
        return self.select_related("province", "district")


class Vendor(models.Model):
    """A producer or entrepreneur. Contact details are private until the vendor opens them."""

    kind = models.CharField("ประเภทผู้ลงทะเบียน", max_length=8, choices=VendorKind)
    name_th = models.CharField("ชื่อกลุ่มหรือกิจการ", max_length=255)
    name_en = models.CharField("ชื่ออังกฤษ", max_length=255, blank=True)
    identity_no = models.CharField("เลข 13 หลัก", max_length=13, blank=True)
    otop_code = models.CharField("รหัสผู้ผลิต OTOP", max_length=15, blank=True)
    contact_name = models.CharField("ประธานหรือเจ้าของ", max_length=200, blank=True)
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
    line_id = models.CharField("ไลน์ไอดี", max_length=64, blank=True)
    story = models.TextField("เรื่องของเรา", blank=True)
    phone_is_public = models.BooleanField("แสดงโทรศัพท์ให้ผู้ชม", default=False)
    is_published = models.BooleanField("แสดงในหน้าเว็บ", default=False)
    created_at = models.DateTimeField("เพิ่มเมื่อ", auto_now_add=True)
    version = models.PositiveIntegerField("รุ่นข้อมูล", default=1, editable=False)
    sort_key = SortKeyField()
    search_text = FoldedTextField(sources=("name_th", "name_en", "contact_name"))

    objects = VendorQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "ผู้ประกอบการ"
        ordering = ["sort_key", "pk"]
        indexes = [
            models.Index(fields=["province", "sort_key", "id"], name="vendor_province_name"),
            models.Index(
                fields=["sort_key", "id"],
                name="vendor_published_name",
                condition=Q(is_published=True),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["identity_no"],
                condition=~Q(identity_no=""),
                name="vendor_identity_once",
                violation_error_message="เลข 13 หลักนี้ลงทะเบียนไว้แล้ว",
            ),
            models.UniqueConstraint(
                fields=["otop_code"],
                condition=~Q(otop_code=""),
                name="vendor_otop_code_once",
                violation_error_message="รหัสผู้ผลิต OTOP นี้ลงทะเบียนไว้แล้ว",
            ),
            models.CheckConstraint(
                condition=~Q(name_th=""),
                name="vendor_has_a_name",
                violation_error_message="กรอกชื่อกลุ่มหรือกิจการ",
            ),
        ]

    def __str__(self) -> str:
        return self.name_th

    @property
    def place(self) -> str:
        """Short place for cards: "อ.ชนบท จ.ขอนแก่น"."""
        province = self.province.name_th if self.province_id == "10" else f"จ.{self.province}"
        if not self.district:
            return province
        prefix = "เขต" if self.province_id == "10" else "อ."
        return f"{prefix}{self.district} {province}"


class VendorPhone(models.Model):
    """One of a vendor's phone numbers, national digits only."""

    vendor = models.ForeignKey(
        Vendor, models.CASCADE, related_name="phones", verbose_name="ผู้ประกอบการ"
    )
    number = models.CharField("โทรศัพท์", max_length=10)
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

    def __str__(self) -> str:
        return self.number


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
