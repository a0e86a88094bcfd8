"""Products and their photos."""

from django.db import models
from django.db.models import Q

from fairs.models import ProductCategory
from fairs.scopes import scope_of
from otopfair.thai.model_fields import FoldedTextField, SortKeyField


class ProductGroup(models.Model):
    """A sub-group of an official category; officers add and rename them."""

    category = models.PositiveSmallIntegerField("ประเภท", choices=ProductCategory)
    name_th = models.CharField("กลุ่มย่อย", max_length=120)
    sort_key = SortKeyField()

    class Meta:
        verbose_name = verbose_name_plural = "กลุ่มย่อยของสินค้า"
        ordering = ["category", "sort_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["category", "name_th"],
                name="product_group_once_per_category",
                violation_error_message="ประเภทนี้มีกลุ่มย่อยชื่อนี้แล้ว",
            )
        ]

    def __str__(self) -> str:
        return self.name_th


class ProductQuerySet(models.QuerySet):
    def visible_to(self, user):
        scope = scope_of(user)
        if scope.everything:
            return self
        return self.filter(
            Q(province__in=scope.province_codes)
            | Q(vendor__applications__fair_event__in=scope.fair_ids)
        ).distinct()

    def managed_by(self, user):
        return self.filter(vendor__members__user=user)

    def published(self):
        """`is_public` is kept true exactly while product and vendor are both published."""
        return self.filter(is_public=True)


class Product(models.Model):
    """What a vendor makes. `province`, `stars` and `is_public` are kept with the row for lists."""

    vendor = models.ForeignKey(
        "vendors.Vendor", models.PROTECT, related_name="products", verbose_name="ผู้ประกอบการ"
    )
    category = models.PositiveSmallIntegerField("ประเภท", choices=ProductCategory)
    group = models.ForeignKey(
        ProductGroup,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="products",
        verbose_name="กลุ่มย่อย",
    )
    name_th = models.CharField("ชื่อสินค้า", max_length=255)
    name_en = models.CharField("ชื่ออังกฤษ", max_length=255, blank=True)
    otop_code = models.CharField("รหัสผลิตภัณฑ์ OTOP", max_length=15, blank=True)
    price_baht = models.DecimalField(
        "ราคา (บาท)", max_digits=10, decimal_places=2, null=True, blank=True
    )
    price_unit = models.CharField("หน่วยขาย", max_length=60, blank=True)
    story = models.TextField("เรื่องของสินค้า", blank=True)
    material = models.CharField("วัสดุหรือส่วนผสม", max_length=255, blank=True)
    care = models.CharField("การดูแลหรือการเก็บ", max_length=255, blank=True)
    is_published = models.BooleanField("แสดงในหน้าเว็บ", default=True)
    is_withdrawn = models.BooleanField("เลิกขายแล้ว", default=False)
    province = models.ForeignKey(
        "fairs.Province",
        models.PROTECT,
        related_name="products",
        verbose_name="จังหวัด",
        editable=False,
    )
    stars = models.PositiveSmallIntegerField("ดาว", null=True, blank=True, editable=False)
    stars_year_be = models.PositiveSmallIntegerField(
        "ปีที่คัดสรร", null=True, blank=True, editable=False
    )
    is_public = models.BooleanField("ผู้ชมเห็น", default=False, editable=False)
    form_key = models.UUIDField("รหัสแบบฟอร์ม", null=True, blank=True, editable=False)
    created_at = models.DateTimeField("เพิ่มเมื่อ", auto_now_add=True)
    version = models.PositiveIntegerField("รุ่นข้อมูล", default=1, editable=False)
    sort_key = SortKeyField()
    name_folded = FoldedTextField(sources=("name_th", "name_en"))
    search_text = FoldedTextField(sources=("name_th", "name_en", "story", "material"))

    objects = ProductQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "สินค้า"
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["-id"], name="product_newest", condition=Q(is_public=True)),
            models.Index(
                fields=["category", "-id"], name="product_category", condition=Q(is_public=True)
            ),
            models.Index(
                fields=["province", "category", "-id"],
                name="product_province",
                condition=Q(is_public=True),
            ),
            models.Index(
                fields=["stars", "-id"], name="product_stars", condition=Q(is_public=True)
            ),
            models.Index(fields=["vendor", "-id"], name="product_vendor"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["vendor", "form_key"],
                name="product_once_per_form",
                violation_error_message="ส่งแบบฟอร์มนี้แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(price_baht=None) | Q(price_baht__gte=0),
                name="product_price_not_negative",
                violation_error_message="ราคาต้องไม่ติดลบ",
            ),
        ]

    def __str__(self) -> str:
        return self.name_th


class PhotoState(models.TextChoices):
    WAITING = "waiting", "กำลังเตรียมรูป"
    READY = "ready", "พร้อมแสดง"
    FAILED = "failed", "เปิดรูปไม่ได้"


class ProductPhoto(models.Model):
    """A photo of a product: the upload is private, the re-encoded sizes are public."""

    product = models.ForeignKey(Product, models.CASCADE, related_name="photos", verbose_name="สินค้า")
    upload = models.FileField("ไฟล์ที่ส่งมา", upload_to="uploads/", blank=True)
    small = models.FileField("รูป 480", upload_to="photos/", blank=True)
    large = models.FileField("รูป 1280", upload_to="photos/", blank=True)
    width = models.PositiveSmallIntegerField("กว้าง", default=0)
    height = models.PositiveSmallIntegerField("สูง", default=0)
    state = models.CharField("สถานะ", max_length=8, choices=PhotoState, default=PhotoState.WAITING)
    problem = models.CharField("ปัญหา", max_length=255, blank=True)
    caption = models.CharField("คำบรรยาย", max_length=255, blank=True)
    sequence = models.PositiveSmallIntegerField("ลำดับ", default=1)
    created_at = models.DateTimeField("เพิ่มเมื่อ", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "รูปสินค้า"
        ordering = ["sequence", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="ready") | (Q(width__gt=0) & Q(height__gt=0)),
                name="ready_photo_has_a_size",
            )
        ]

    def __str__(self) -> str:
        return self.caption or f"รูป {self.sequence}"


class StarRound(models.Model):
    """One round of คัดสรรสุดยอดหนึ่งตำบล หนึ่งผลิตภัณฑ์ไทย (OPC)."""

    year_be = models.PositiveSmallIntegerField("ปีที่คัดสรร", unique=True)
    name_th = models.CharField("ชื่อรอบ", max_length=255)

    class Meta:
        verbose_name = verbose_name_plural = "รอบคัดสรรดาว"
        ordering = ["-year_be"]

    def __str__(self) -> str:
        return self.name_th


class StarRating(models.Model):
    """The stars that a product got in one round."""

    star_round = models.ForeignKey(
        StarRound, models.PROTECT, related_name="ratings", verbose_name="รอบ"
    )
    product = models.ForeignKey(
        Product, models.CASCADE, related_name="ratings", verbose_name="สินค้า"
    )
    stars = models.PositiveSmallIntegerField("ดาว")

    class Meta:
        verbose_name = verbose_name_plural = "ผลดาว"
        ordering = ["-star_round__year_be", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["star_round", "product"],
                name="stars_once_per_round",
                violation_error_message="สินค้านี้มีผลดาวของรอบนี้แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(stars__gte=1) & Q(stars__lte=5),
                name="stars_from_one_to_five",
                violation_error_message="ดาวต้องเป็น 1 ถึง 5",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stars} ดาว ปี {self.star_round.year_be}"


class OfferedProduct(models.Model):
    """A product that an application says will be sold at the booth."""

    application = models.ForeignKey(
        "vendors.BoothApplication",
        models.CASCADE,
        related_name="offered_products",
        verbose_name="ใบสมัคร",
    )
    product = models.ForeignKey(Product, models.PROTECT, related_name="offers", verbose_name="สินค้า")

    class Meta:
        verbose_name = verbose_name_plural = "สินค้าที่จะนำไปขาย"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "product"],
                name="product_offered_once",
                violation_error_message="เลือกสินค้านี้ไว้แล้ว",
            )
        ]

    def __str__(self) -> str:
        return f"{self.application} {self.product}"
