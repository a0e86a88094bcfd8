"""Products, their stars, and what an application offers."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from fairs.models import ProductCategory
from fairs.models.scoped import PlacedQuerySet
from fairs.scopes import Place, of_fair
from otopfair.changed import ChangedAtField, TellsWhenChanged
from otopfair.thai.model_fields import (
    FoldedTextField,
    FoldedWordsField,
    LimitedTextField,
    SortKeyField,
)
from otopfair.tongues import name_of
from vendors.models import ApplicationStatus

UNIT_MISSING = "กรอกหน่วยของจำนวนที่ผลิต เช่น ผืน ขวด กิโลกรัม"


CHANNELS = ("sold_at_home", "sold_at_fairs", "sold_in_shops", "sold_online", "sold_abroad")


class Quadrant(models.TextChoices):
    """The four groups in which กรมการพัฒนาชุมชน sorts products for their development."""

    A = "A", "A ดาวเด่นสู่สากล"
    B = "B", "B อนุรักษ์สร้างคุณค่า"
    C = "C", "C พัฒนาสู่การแข่งขัน"
    D = "D", "D ปรับตัวสู่การพัฒนา"


class ProductGroup(models.Model):
    """A sub-group of an official category; officers add and rename them."""

    category = models.PositiveSmallIntegerField("ประเภท", choices=ProductCategory)
    name_th = models.CharField("กลุ่มย่อย", max_length=120)
    name_en = models.CharField("ชื่ออังกฤษ", max_length=120, blank=True)
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

    @property
    def name(self) -> str:
        return name_of(self)


class ProductQuerySet(TellsWhenChanged, PlacedQuerySet):
    """A product lies where its vendor is at home."""

    places = (Place("provinces", "province"), Place("districts", "vendor__district"))

    def visible_to(self, user):
        """Those of the own vendors, and what a sent application brings to an own fair."""
        scope = self._scope_to_look(user)
        if scope.everything:
            return self
        at_fair, to_fair = (place.rows(scope, "application__") for place in of_fair("fair_event"))
        brought = OfferedProduct.objects.filter(
            at_fair | to_fair, product=models.OuterRef("pk")
        ).exclude(application__status=ApplicationStatus.DRAFT)
        return self.filter(self._places(scope) | Q(models.Exists(brought)))

    def shows(self, user, row) -> bool:
        return self.visible_to(user).filter(pk=row.pk).exists()

    def managed_by(self, user):
        return self.filter(vendor__members__user=user)

    def published(self):
        """`is_public` is kept true exactly while product and vendor are both published."""
        return self.filter(is_public=True)


class OfVendor(models.ForeignKey):
    """Where the row's vendor is at home: nobody sets it, every write copies it."""

    def pre_save(self, row, add):
        setattr(row, self.attname, getattr(row.vendor, self.attname))
        return getattr(row, self.attname)


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
    quadrant = models.CharField("กลุ่มศักยภาพ", max_length=1, choices=Quadrant, blank=True)
    otop_code = models.CharField("รหัสผลิตภัณฑ์ OTOP", max_length=15, blank=True)
    price_baht = models.DecimalField(
        "ราคา (บาท)", max_digits=10, decimal_places=2, null=True, blank=True
    )
    price_unit = models.CharField("หน่วยขาย", max_length=60, blank=True)
    story = LimitedTextField("เรื่องของสินค้า", max_length=4000, blank=True)
    material = models.CharField("วัสดุหรือส่วนผสม", max_length=255, blank=True)
    care = models.CharField("การดูแลหรือการเก็บ", max_length=255, blank=True)
    distinction = LimitedTextField("จุดเด่นหรือเอกลักษณ์", max_length=2000, blank=True)
    process = LimitedTextField("ขั้นตอนการผลิต", max_length=2000, blank=True)
    usage = LimitedTextField("การใช้งาน", max_length=2000, blank=True)
    made_per_month = models.DecimalField(
        "ผลิตได้ต่อเดือน", max_digits=10, decimal_places=2, null=True, blank=True
    )
    made_unit = models.CharField("หน่วยผลิต", max_length=60, blank=True)
    wholesale_baht = models.DecimalField(
        "ราคาส่ง (บาท)", max_digits=10, decimal_places=2, null=True, blank=True
    )
    sold_at_home = models.BooleanField(gettext_noop("ขายที่ร้านหรือที่ผลิต"), default=False)
    sold_at_fairs = models.BooleanField(gettext_noop("ขายในงานหรือตลาดนัด"), default=False)
    sold_in_shops = models.BooleanField(gettext_noop("ขายในร้านค้าหรือห้าง"), default=False)
    sold_online = models.BooleanField(gettext_noop("ขายออนไลน์"), default=False)
    sold_abroad = models.BooleanField(gettext_noop("ขายต่างประเทศ"), default=False)
    sold_where = models.CharField("ชื่อสถานที่จำหน่าย", max_length=255, blank=True)
    is_published = models.BooleanField("แสดงในหน้าเว็บ", default=True)
    is_withdrawn = models.BooleanField("เลิกขายแล้ว", default=False)
    province = models.ForeignKey(
        "fairs.Province",
        models.PROTECT,
        related_name="products",
        verbose_name="จังหวัด",
        editable=False,
    )
    district = OfVendor(
        "fairs.District",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="อำเภอ",
        db_index=False,
    )
    subdistrict = OfVendor(
        "fairs.Subdistrict",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="ตำบล",
        db_index=False,
    )
    stars = models.PositiveSmallIntegerField("ดาว", null=True, blank=True, editable=False)
    stars_year_be = models.PositiveSmallIntegerField(
        "ปีที่คัดสรร", null=True, blank=True, editable=False
    )
    is_public = models.BooleanField("ผู้ชมเห็น", default=False, editable=False)
    form_key = models.UUIDField("รหัสแบบฟอร์ม", null=True, blank=True, editable=False)
    created_at = models.DateTimeField("เพิ่มเมื่อ", auto_now_add=True)
    sort_key = SortKeyField()
    name_folded = FoldedTextField(sources=("name_th", "name_en"))
    name_words = FoldedWordsField(sources=("name_th", "name_en"))
    search_text = FoldedTextField(
        sources=("name_th", "name_en", "story", "material", "group_name", "maker")
    )
    changed_at = ChangedAtField()

    objects = ProductQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "สินค้า"
        base_manager_name = "objects"
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
                fields=["district", "-id"], name="product_district", condition=Q(is_public=True)
            ),
            models.Index(
                fields=["subdistrict", "-id"],
                name="product_subdistrict",
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
            models.CheckConstraint(
                condition=Q(wholesale_baht=None) | Q(wholesale_baht__gte=0),
                name="product_wholesale_not_negative",
                violation_error_message="ราคาส่งต้องไม่ติดลบ",
            ),
            models.CheckConstraint(
                condition=Q(made_per_month=None) | Q(made_per_month__gte=0),
                name="product_made_not_negative",
                violation_error_message="จำนวนที่ผลิตต้องไม่ติดลบ",
            ),
            models.CheckConstraint(
                condition=Q(made_per_month=None) | ~Q(made_unit=""),
                name="product_made_has_a_unit",
                violation_error_message=UNIT_MISSING,
            ),
        ]

    def __str__(self) -> str:
        return self.name_th

    @property
    def name(self) -> str:
        """Its name on a page for visitors: the English one there, if its vendor gave one."""
        return name_of(self)

    @property
    def category_title(self) -> str:
        return ProductCategory(self.category).title

    @property
    def group_name(self) -> str:
        return self.group.name_th if self.group_id else ""

    @property
    def maker(self) -> str:
        """The vendor's name, by which its products are found, too."""
        return f"{self.vendor.name_th} {self.vendor.name_en}".strip()

    @property
    def channels(self) -> list[str]:
        """Where it is sold, in words: the ways, then the places that the vendor names."""
        chosen = [name for name in CHANNELS if getattr(self, name)]
        ways = [_(self._meta.get_field(name).verbose_name) for name in chosen]
        return [*ways, self.sold_where] if self.sold_where else ways

    @property
    def who_sees(self) -> str:
        """Who sees the product now, as the vendor's own pages say it."""
        if self.is_withdrawn:
            return "เฉพาะคุณและเจ้าหน้าที่ สินค้านี้เลิกขายแล้ว"
        if not self.is_published:
            return "เฉพาะคุณและเจ้าหน้าที่ คุณยังไม่ได้เลือกให้แสดงในแคตตาล็อก"
        return self.vendor.who_sees


class StarRoundQuerySet(models.QuerySet):
    def valid_on(self, day):
        """Rounds whose stars hold on `day`; one without an end holds until it is told."""
        begun = Q(valid_from=None) | Q(valid_from__lte=day)
        return self.filter(begun, Q(valid_until=None) | Q(valid_until__gte=day))


class StarRound(models.Model):
    """One round of คัดสรรสุดยอดหนึ่งตำบล หนึ่งผลิตภัณฑ์ไทย (OPC). Rounds come irregularly."""

    year_be = models.PositiveSmallIntegerField("ปีที่คัดสรร", unique=True)
    name_th = models.CharField("ชื่อรอบ", max_length=255)
    valid_from = models.DateField("ใช้ผลตั้งแต่", null=True, blank=True)
    valid_until = models.DateField(
        "ใช้ผลถึง", null=True, blank=True, help_text="เว้นว่างถ้ายังใช้จนกว่าจะมีรอบใหม่"
    )

    objects = StarRoundQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "รอบคัดสรรดาว"
        ordering = ["-year_be"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from=None)
                | Q(valid_until=None)
                | Q(valid_until__gte=F("valid_from")),
                name="star_round_ends_after_it_begins",
                violation_error_message="วันสุดท้ายที่ใช้ผลต้องไม่มาก่อนวันแรก",
            )
        ]

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
    score = models.DecimalField("คะแนน", max_digits=5, decimal_places=2, null=True, blank=True)

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
            models.CheckConstraint(
                condition=Q(score=None) | Q(score__range=(0, 100)),
                name="stars_score_of_a_hundred",
                violation_error_message="คะแนนต้องเป็น 0 ถึง 100",
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
