"""Where fairs are held: a ground or a hall that is described once and used by many."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from fairs.models.scoped import SharedQuerySet
from otopfair.thai.model_fields import LimitedTextField, SortKeyField

MOST_PHOTOS = 8


class Venue(models.Model):
    """A place for fairs. Its province owns the row; all provinces read it and hold fairs there."""

    name_th = models.CharField("ชื่อสถานที่", max_length=255)
    province = models.ForeignKey(
        "fairs.Province", models.PROTECT, related_name="venues", verbose_name="จังหวัด"
    )
    district = models.ForeignKey(
        "fairs.District",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="venues",
        verbose_name="อำเภอ",
    )
    address = models.CharField("ที่อยู่", max_length=255, blank=True)
    people = models.PositiveIntegerField("รับผู้ชมได้ (คน)", null=True, blank=True)
    booths = models.PositiveIntegerField("วางบูธได้ (บูธ)", null=True, blank=True)
    area_sqm = models.PositiveIntegerField("พื้นที่ (ตร.ม.)", null=True, blank=True)
    power_amps = models.PositiveIntegerField("ไฟฟ้ารวม (แอมป์)", null=True, blank=True)
    power_text = models.CharField(
        "จุดจ่ายไฟ", max_length=255, blank=True, help_text="เช่น ตู้ไฟ 3 จุด ด้านทิศเหนือ"
    )
    map_url = models.URLField("ลิงก์แผนที่", blank=True)
    contact = models.CharField("ติดต่อขอใช้", max_length=255, blank=True)
    note = LimitedTextField("ข้อควรรู้", max_length=2000, blank=True)
    sort_key = SortKeyField()

    objects = SharedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "สถานที่จัดงาน"
        ordering = ["sort_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["province", "name_th"],
                name="venue_name_once_per_province",
                violation_error_message="จังหวัดนี้มีสถานที่ชื่อนี้แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(people=None) | Q(people__gte=1),
                name="venue_holds_somebody",
                violation_error_message="รับผู้ชมได้อย่างน้อย 1 คน ถ้าไม่ทราบ ให้เว้นว่าง",
            ),
        ]

    def __str__(self) -> str:
        return self.name_th


class VenuePhoto(models.Model):
    """A photo of a venue, made anew, with what it shows; for who plans a fair there."""

    venue = models.ForeignKey(
        Venue, models.CASCADE, related_name="photos", verbose_name="สถานที่จัดงาน"
    )
    file = models.FileField("รูป", upload_to="venues/")
    caption = models.CharField("คำบรรยาย", max_length=200)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้ใส่"
    )
    added_at = models.DateTimeField("ใส่เมื่อ", auto_now_add=True)
    form_key = models.UUIDField("รหัสแบบฟอร์ม", editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "รูปสถานที่"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["venue", "form_key"],
                name="venue_photo_once",
                violation_error_message="ส่งรูปนี้แล้ว",
            )
        ]

    def __str__(self) -> str:
        return self.caption
