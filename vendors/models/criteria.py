"""By what the applications of a call are scored, and from when officers differ too much."""

from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q

MOST_POINTS = 5
FULL_TOTAL = 100


class ScoreCriterion(models.Model):
    """One criterion. With a `source` the portal proposes the points and shows from what
    (`vendors/sources.py`); without one the officer judges. A weight of nothing puts it aside."""

    call = models.ForeignKey(
        "fairs.VendorCall", models.CASCADE, related_name="criteria", verbose_name="ประกาศรับสมัคร"
    )
    sequence = models.PositiveSmallIntegerField("ลำดับ")
    name = models.CharField("เกณฑ์", max_length=120)
    weight = models.PositiveSmallIntegerField("น้ำหนัก", validators=[MaxValueValidator(100)])
    guidance = models.CharField("ให้คะแนนอย่างไร", max_length=255, blank=True)
    source = models.CharField("คะแนนจากข้อมูล", max_length=24, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "เกณฑ์ให้คะแนน"
        ordering = ["sequence", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "sequence"],
                name="criterion_sequence_once_per_call",
                violation_error_message="มีเกณฑ์ลำดับนี้แล้ว",
            ),
            models.UniqueConstraint(
                fields=["call", "name"],
                name="criterion_name_once_per_call",
                violation_error_message="มีเกณฑ์ชื่อนี้แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(weight__lte=100),
                name="criterion_weight_up_to_100",
                violation_error_message="น้ำหนักไม่เกิน 100",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ScoringRule(models.Model):
    """How many score each application, from which spread it is talked about, where the line is."""

    call = models.OneToOneField(
        "fairs.VendorCall",
        models.CASCADE,
        related_name="scoring_rule",
        verbose_name="ประกาศรับสมัคร",
    )
    scorers_each = models.PositiveSmallIntegerField("ผู้ให้คะแนนต่อใบ (คน)", default=2)
    spread_from = models.DecimalField(
        "คะแนนต่างกันมากตั้งแต่", max_digits=5, decimal_places=2, default=Decimal("20")
    )
    line = models.DecimalField(
        "เส้นคะแนน", max_digits=5, decimal_places=2, null=True, blank=True, editable=False
    )
    line_set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผู้กำหนดเส้นคะแนน",
        editable=False,
    )
    line_set_at = models.DateTimeField("กำหนดเส้นคะแนนเมื่อ", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "กติกาให้คะแนน"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(scorers_each__gte=1),
                name="somebody_scores_each",
                violation_error_message="ต้องมีผู้ให้คะแนนอย่างน้อย 1 คนต่อใบ",
            ),
            models.CheckConstraint(
                condition=Q(spread_from__gt=0, spread_from__lte=100),
                name="spread_is_between_1_and_100",
                violation_error_message="ผลต่างของคะแนนต้องมากกว่า 0 และไม่เกิน 100",
            ),
        ]

    def __str__(self) -> str:
        return f"กติกาให้คะแนน {self.call}"
