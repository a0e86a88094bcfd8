"""Words that officers have written for vendors: the letters of a call, and texts to start from."""

from django.db import models

from fairs.models.scoped import SharedQuerySet
from otopfair.thai.model_fields import LimitedTextField, SortKeyField
from vendors.models.decisions import Outcome

LONGEST_LETTER = 4000


class LetterTemplate(models.Model):
    """A letter of a call as officers have worded it; without one the usual words are used."""

    call = models.ForeignKey(
        "fairs.VendorCall", models.CASCADE, related_name="letters", verbose_name="ประกาศรับสมัคร"
    )
    outcome = models.CharField("ผล", max_length=8, choices=Outcome)
    subject = models.CharField("เรื่อง", max_length=200)
    body = LimitedTextField("ข้อความ", max_length=LONGEST_LETTER)

    class Meta:
        verbose_name = verbose_name_plural = "จดหมายแจ้งผล"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "outcome"],
                name="letter_once_per_outcome",
                violation_error_message="รอบนี้มีจดหมายของผลนี้แล้ว",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()} {self.call}"


class MessageTemplate(models.Model):
    """A text to start from when officers write to the vendors of a fair. Its `province` owns it,
    without one the country; all read and use it."""

    name = models.CharField("ชื่อแบบ", max_length=120)
    province = models.ForeignKey(
        "fairs.Province",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="message_templates",
        verbose_name="จังหวัดที่ดูแลข้อมูล",
    )
    subject = models.CharField("เรื่อง", max_length=200)
    body = LimitedTextField("ข้อความ", max_length=LONGEST_LETTER)
    sort_key = SortKeyField(source="name")

    objects = SharedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "แบบข้อความถึงร้าน"
        ordering = ["sort_key", "pk"]
        constraints = [
            # Two constraints, since SQLite knows no "NULLS NOT DISTINCT".
            models.UniqueConstraint(
                fields=["province", "name"],
                name="message_template_once_per_province",
                violation_error_message="จังหวัดนี้มีแบบชื่อนี้แล้ว",
            ),
            models.UniqueConstraint(
                fields=["name"],
                condition=models.Q(province=None),
                name="message_template_of_the_country_once",
                violation_error_message="ส่วนกลางมีแบบชื่อนี้แล้ว",
            ),
        ]

    def __str__(self) -> str:
        return self.name
