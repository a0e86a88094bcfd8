"""What a call asks of who applies, beyond what every application says."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from fairs.models.calls import VendorCall
from fairs.models.categories import ProductCategory
from otopfair.thai.model_fields import LimitedTextField


class QuestionKind(models.TextChoices):
    TEXT = "text", "ข้อความ"
    CHOICE = "choice", "เลือกหนึ่งข้อ"
    NUMBER = "number", "ตัวเลข"
    FILE = "file", "ไฟล์หรือรูป"


class CallQuestion(models.Model):
    """One question of a call: for some categories or all, always or after an earlier answer."""

    call = models.ForeignKey(
        VendorCall, models.CASCADE, related_name="questions", verbose_name="ประกาศรับสมัคร"
    )
    sequence = models.PositiveSmallIntegerField("ลำดับ", default=1)
    text = models.CharField("คำถาม", max_length=255)
    hint = models.CharField("คำอธิบายใต้คำถาม", max_length=255, blank=True)
    kind = models.CharField("ตอบเป็น", max_length=8, choices=QuestionKind, default=QuestionKind.TEXT)
    choices_text = LimitedTextField(
        "ข้อให้เลือก", max_length=2000, blank=True, help_text="บรรทัดละหนึ่งข้อ เฉพาะคำถามแบบเลือก"
    )
    is_required = models.BooleanField("ต้องตอบ", default=False)
    categories = models.JSONField(
        "ถามเฉพาะประเภท", default=list, blank=True, help_text="ไม่เลือกเลย = ถามทุกประเภท"
    )
    asked_after = models.ForeignKey(
        "self",
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="followers",
        verbose_name="ถามเมื่อคำถามก่อนหน้า",
        help_text="เลือกได้เมื่อบันทึกคำถามแบบเลือกข้อนั้นแล้ว",
    )
    asked_if = models.CharField("ตอบว่า", max_length=255, blank=True)
    is_used = models.BooleanField("ใช้คำถามนี้", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "คำถามเพิ่มเติม"
        ordering = ["sequence", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(kind="choice") & ~Q(choices_text=""))
                | (~Q(kind="choice") & Q(choices_text="")),
                name="question_has_choices_when_it_is_a_choice",
                violation_error_message="คำถามแบบเลือกต้องมีข้อให้เลือก แบบอื่นเว้นว่างไว้",
            ),
            models.CheckConstraint(
                condition=(Q(asked_after=None) & Q(asked_if=""))
                | (Q(asked_after__isnull=False) & ~Q(asked_if="")),
                name="question_says_after_which_answer",
                violation_error_message="บอกทั้งคำถามก่อนหน้าและคำตอบ หรือเว้นว่างทั้งคู่",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def choices(self) -> list[str]:
        return [line.strip() for line in self.choices_text.splitlines() if line.strip()]

    @property
    def condition(self) -> str:
        """ "ตอบเมื่อ…" for a question that follows an earlier answer, else ""."""
        if self.asked_after is None:
            return ""
        return f"ตอบเมื่อข้อ “{self.asked_after.text}” ตอบว่า “{self.asked_if}”"

    @property
    def category_names(self) -> str:
        return " ".join(ProductCategory(number).label for number in self.categories)

    def is_for(self, category: int | None) -> bool:
        return not self.categories or category in self.categories

    def clean(self):
        before = self.asked_after
        if before is None:
            return
        if before.call_id != self.call_id or before.kind != QuestionKind.CHOICE:
            raise ValidationError({"asked_after": "เลือกคำถามแบบเลือกข้อ ของรอบเดียวกัน"})
        if (before.sequence, before.pk) >= (self.sequence, self.pk or before.pk + 1):
            raise ValidationError({"asked_after": "คำถามก่อนหน้าต้องมีลำดับน้อยกว่าข้อนี้"})
        if self.asked_if not in before.choices:
            words = " · ".join(before.choices)
            raise ValidationError({"asked_if": f"พิมพ์ให้ตรงกับข้อใดข้อหนึ่ง: {words}"})
