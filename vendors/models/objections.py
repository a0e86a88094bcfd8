"""A vendor objects to what was decided; a second officer answers within a number of days."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from fairs.models.scoped import PlacedQuerySet
from fairs.scopes import Place, of_fair
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.model_fields import LimitedTextField


class ObjectionOutcome(models.TextChoices):
    OPEN = "", "รอคำตอบ"
    UPHELD = "upheld", "ยืนตามเดิม"
    CHANGED = "changed", "เปลี่ยนผล"


class ObjectionQuerySet(PlacedQuerySet):
    """Where it is answered: at the fair of the application, or by the province of the penalty."""

    places = (
        *of_fair("decision__application__fair_event"),
        Place("provinces", "penalty__province"),
    )

    def open(self):
        return self.filter(answered_at=None)


class Objection(models.Model):
    """คำโต้แย้ง: of a refusal that was announced, or of a penalty; once for each."""

    decision = models.OneToOneField(
        "vendors.Decision",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="objection",
        verbose_name="ผลที่โต้แย้ง",
    )
    penalty = models.OneToOneField(
        "vendors.Penalty",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="objection",
        verbose_name="โทษที่โต้แย้ง",
    )
    text = LimitedTextField("คำโต้แย้ง", max_length=4000)
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้โต้แย้ง"
    )
    filed_at = models.DateTimeField("โต้แย้งเมื่อ", auto_now_add=True)
    answer_by = models.DateField("ต้องตอบภายใน")
    outcome = models.CharField("คำตอบ", max_length=8, choices=ObjectionOutcome, blank=True)
    answer = LimitedTextField("เหตุผลของคำตอบ", max_length=2000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผู้ตอบ",
    )
    answered_at = models.DateTimeField("ตอบเมื่อ", null=True, blank=True)

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "คำโต้แย้ง"
        ordering = ["answer_by", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decision__isnull=False, penalty=None)
                | Q(decision=None, penalty__isnull=False),
                name="objection_to_one_thing",
                violation_error_message="โต้แย้งผลหรือโทษอย่างเดียว",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", answered_at=None, answered_by=None)
                | (~Q(outcome="") & ~Q(answer="") & Q(answered_by__isnull=False)),
                name="objection_answer_says_who_and_why",
                violation_error_message="คำตอบต้องมีผู้ตอบและเหตุผล",
            ),
        ]

    def __str__(self) -> str:
        return f"คำโต้แย้ง {self.vendor}"

    @property
    def vendor(self):
        return self.decision.application.vendor if self.decision else self.penalty.vendor

    @property
    def is_overdue(self) -> bool:
        return self.answered_at is None and self.answer_by < today_in_thailand()

    @property
    def decided_by_id(self) -> int:
        return (self.decision or self.penalty).decided_by_id
