"""The working plan of a fair: steps that are not released yet, releases, and the picture behind it.

Zones, booths and landmarks are the plan in force. Work on it is a list of steps laid over them; a
release writes what the steps come to into those rows, once, and keeps the list of changes.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from fairs.models.scoped import OfFairQuerySet


class PlanRelease(models.Model):
    """What a release of the plan changed: `changes` are lines [what, which part, words]."""

    fair_event = models.ForeignKey(
        "fairs.FairEvent", models.CASCADE, related_name="plan_releases", verbose_name="งาน"
    )
    number = models.PositiveSmallIntegerField("ฉบับที่")
    name = models.CharField("ชื่อฉบับ", max_length=120)
    changes = models.JSONField("สิ่งที่เปลี่ยน", default=list)
    told = models.PositiveIntegerField("ร้านที่แจ้ง", default=0)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้ประกาศใช้"
    )
    released_at = models.DateTimeField("ประกาศใช้เมื่อ", auto_now_add=True)

    objects = OfFairQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "ผังที่ประกาศใช้"
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["fair_event", "number"],
                name="plan_release_once_per_number",
                violation_error_message="งานนี้มีผังฉบับนี้แล้ว",
            )
        ]

    def __str__(self) -> str:
        return f"ฉบับที่ {self.number} {self.name}"


class PlanStepQuerySet(OfFairQuerySet):
    def in_work(self):
        """Steps since the last release, undone ones too."""
        return self.filter(release=None)


class PlanStep(models.Model):
    """One act on the working plan, which can be undone until the plan is released.

    `changes` are [key of the part, columns before, columns after]: nothing before is a new part,
    nothing after takes it off. Keys and columns are those of `fairs.plans.parts`.
    """

    fair_event = models.ForeignKey(
        "fairs.FairEvent", models.CASCADE, related_name="plan_steps", verbose_name="งาน"
    )
    summary = models.CharField("สิ่งที่ทำ", max_length=255)
    changes = models.JSONField("ค่าที่เปลี่ยน")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้ทำ"
    )
    at = models.DateTimeField("เมื่อ", auto_now_add=True)
    form_key = models.UUIDField("รหัสแบบฟอร์ม", null=True, blank=True, editable=False)
    undone_at = models.DateTimeField("เลิกทำเมื่อ", null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผู้เลิกทำ",
    )
    release = models.ForeignKey(
        PlanRelease,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="steps",
        verbose_name="ผังที่ประกาศใช้",
    )

    objects = PlanStepQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "ขั้นการวางผัง"
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["fair_event", "id"], condition=Q(release=None), name="plan_step_in_work"
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["by", "form_key"],
                name="plan_step_once_per_form",
                violation_error_message="ส่งแบบฟอร์มนี้แล้ว",
            )
        ]

    def __str__(self) -> str:
        return self.summary

    @property
    def is_undone(self) -> bool:
        return self.undone_at is not None

    @property
    def keys(self) -> set[str]:
        """The parts that it touches."""
        return {key for key, _before, _after in self.changes}


class PlanPicture(models.Model):
    """A drawing or photo of the ground behind the plan, in metres from the top left corner.

    Officers see it; visitors only when it is shown to them. The file is re-encoded.
    """

    fair_event = models.OneToOneField(
        "fairs.FairEvent", models.CASCADE, related_name="plan_picture", verbose_name="งาน"
    )
    file = models.FileField("รูป", upload_to="plans/")
    plan_x = models.DecimalField("ตำแหน่ง x (ม.)", max_digits=6, decimal_places=1, default=0)
    plan_y = models.DecimalField("ตำแหน่ง y (ม.)", max_digits=6, decimal_places=1, default=0)
    plan_width = models.DecimalField("กว้าง (ม.)", max_digits=6, decimal_places=1)
    plan_height = models.DecimalField("ลึก (ม.)", max_digits=6, decimal_places=1)
    is_shown = models.BooleanField("ให้ผู้ชมเห็น", default=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้แก้"
    )
    changed_at = models.DateTimeField("แก้เมื่อ", auto_now=True)

    objects = OfFairQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "รูปหลังผัง"
        constraints = [
            models.CheckConstraint(
                condition=Q(plan_width__gt=0) & Q(plan_height__gt=0),
                name="plan_picture_has_a_scale",
                violation_error_message="ความกว้างของรูปต้องมากกว่า 0 เมตร",
            )
        ]

    def __str__(self) -> str:
        return f"รูปหลังผังของ {self.fair_event}"
