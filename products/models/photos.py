"""Photos of products."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

from otopfair.media.pictures import new_name, photo_url, whole_choices
from products.models.catalogue import Product

LONG_WAIT = timedelta(minutes=15)


class PhotoState(models.TextChoices):
    WAITING = "waiting", "กำลังเตรียมรูป"
    READY = "ready", "พร้อมแสดง"
    FAILED = "failed", "ใช้รูปนี้ไม่ได้"  # the file is at fault
    UNMADE = "unmade", "เตรียมรูปไม่สำเร็จ"  # we are
    REMOVED = "removed", "เอาออกแล้ว"


class ProductPhotoQuerySet(models.QuerySet):
    def in_place(self):
        """Those that count: a photo that could not be made frees its place."""
        return self.filter(state__in=[PhotoState.WAITING, PhotoState.READY])

    def kept(self):
        """All but those taken away, in the order in which they are shown."""
        return self.exclude(state=PhotoState.REMOVED).order_by("sequence", "pk")

    def shown(self):
        return self.filter(state=PhotoState.READY).order_by("sequence", "pk")


class ProductPhoto(models.Model):
    """A photo of a product: the upload is private, the re-encoded sizes are public."""

    product = models.ForeignKey(Product, models.CASCADE, related_name="photos", verbose_name="สินค้า")
    name = models.CharField("ชื่อไฟล์", max_length=32, unique=True, default=new_name, editable=False)
    upload = models.FileField("ไฟล์ที่ส่งมา", upload_to="uploads/", blank=True)
    width = models.PositiveSmallIntegerField("กว้าง", default=0)
    height = models.PositiveSmallIntegerField("สูง", default=0)
    state = models.CharField("สถานะ", max_length=8, choices=PhotoState, default=PhotoState.WAITING)
    problem = models.CharField("ปัญหา", max_length=255, blank=True)
    failures = models.PositiveSmallIntegerField("เตรียมไม่สำเร็จ (ครั้ง)", default=0, editable=False)
    caption = models.CharField("คำบรรยาย", max_length=255, blank=True)
    sequence = models.PositiveSmallIntegerField("ลำดับ", default=1)
    form_key = models.UUIDField("รหัสแบบฟอร์ม", null=True, blank=True, editable=False)
    created_at = models.DateTimeField("เพิ่มเมื่อ", auto_now_add=True)
    removed_at = models.DateTimeField("เอาออกเมื่อ", null=True, blank=True, editable=False)

    objects = ProductPhotoQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "รูปสินค้า"
        ordering = ["sequence", "pk"]
        indexes = [
            models.Index(fields=["removed_at"], name="photo_removed", condition=Q(state="removed"))
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="ready") | (Q(width__gt=0) & Q(height__gt=0)),
                name="ready_photo_has_a_size",
            ),
            models.CheckConstraint(
                condition=Q(state="removed", removed_at__isnull=False)
                | (~Q(state="removed") & Q(removed_at=None)),
                name="removed_photo_says_when",
            ),
            models.UniqueConstraint(
                fields=["product", "form_key"],
                name="photo_once_per_form",
                violation_error_message="ส่งแบบฟอร์มนี้แล้ว",
            ),
        ]

    def __str__(self) -> str:
        return self.caption or f"รูป {self.sequence}"

    @property
    def is_ready(self) -> bool:
        return self.state == PhotoState.READY

    @property
    def whole_url(self) -> str:
        return photo_url(self.name, "1280")

    @property
    def whole_choices(self) -> str:
        return whole_choices(self.name, self.width)

    @property
    def may_be_retried(self) -> bool:
        """We could not make it, or nobody has for a while."""
        if not self.upload:
            return False
        long_ago = timezone.now() - self.created_at > LONG_WAIT
        return self.state == PhotoState.UNMADE or (self.state == PhotoState.WAITING and long_ago)
