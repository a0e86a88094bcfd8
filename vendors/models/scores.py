"""What officers make of an application: who looks at it, who may not, notes and scores."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from otopfair.thai.model_fields import LimitedTextField
from vendors.models.criteria import FULL_TOTAL, MOST_POINTS, ScoreCriterion


class ScoringTask(models.Model):
    """An application that somebody was asked to score."""

    application = models.ForeignKey(
        "vendors.BoothApplication",
        models.CASCADE,
        related_name="scoring_tasks",
        verbose_name="ใบสมัคร",
    )
    scorer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="scoring_tasks",
        verbose_name="ผู้ให้คะแนน",
    )
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้แบ่งใบสมัคร"
    )
    given_at = models.DateTimeField("แบ่งเมื่อ", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "ใบสมัครที่แบ่งให้"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "scorer"],
                name="scoring_task_once",
                violation_error_message="แบ่งใบนี้ให้คนนี้แล้ว",
            )
        ]

    def __str__(self) -> str:
        return f"{self.application} {self.scorer}"


class InterestConflictQuerySet(models.QuerySet):
    def about(self, vendor, fair_event):
        """Declared about a vendor at a fair, whichever of its applications there it was: who
        withdraws and applies again stays who it is. Rows, keys or OuterRefs."""
        return self.filter(application__vendor=vendor, application__fair_event=fair_event)


class InterestConflict(models.Model):
    """An officer who has to do with an applicant, and so neither scores nor decides."""

    application = models.ForeignKey(
        "vendors.BoothApplication", models.CASCADE, related_name="conflicts", verbose_name="ใบสมัคร"
    )
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้มีส่วนได้เสีย"
    )
    reason = models.CharField("เกี่ยวข้องอย่างไร", max_length=255)
    declared_at = models.DateTimeField("แจ้งเมื่อ", auto_now_add=True)

    objects = InterestConflictQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "การแจ้งส่วนได้เสีย"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "officer"],
                name="conflict_declared_once",
                violation_error_message="แจ้งส่วนได้เสียกับใบนี้แล้ว",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="conflict_says_why",
                violation_error_message="บอกว่าเกี่ยวข้องอย่างไร",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.officer} {self.reason}"


class ScoreCard(models.Model):
    """What one officer gives one application; others read it when they have sent their own."""

    application = models.ForeignKey(
        "vendors.BoothApplication",
        models.CASCADE,
        related_name="score_cards",
        verbose_name="ใบสมัคร",
    )
    scorer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="score_cards",
        verbose_name="ผู้ให้คะแนน",
    )
    total = models.DecimalField("คะแนนรวมเต็ม 100", max_digits=5, decimal_places=2)
    comment = LimitedTextField("ความเห็น", max_length=2000, blank=True)
    saved_at = models.DateTimeField("บันทึกเมื่อ", auto_now=True)
    sent_at = models.DateTimeField("ส่งคะแนนเมื่อ", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "ใบให้คะแนน"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "scorer"],
                name="score_card_once_per_scorer",
                violation_error_message="ให้คะแนนใบนี้แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(total__gte=0, total__lte=FULL_TOTAL),
                name="score_total_within_100",
                violation_error_message="คะแนนรวมต้องอยู่ระหว่าง 0 ถึง 100",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scorer} {self.total}"


class Score(models.Model):
    """The points of one criterion, with what the portal proposed at that time and from what."""

    card = models.ForeignKey(
        ScoreCard, models.CASCADE, related_name="scores", verbose_name="ใบให้คะแนน"
    )
    criterion = models.ForeignKey(
        ScoreCriterion, models.PROTECT, related_name="scores", verbose_name="เกณฑ์"
    )
    points = models.PositiveSmallIntegerField("คะแนน")
    proposed = models.PositiveSmallIntegerField("คะแนนจากข้อมูล", null=True, blank=True)
    figure = models.CharField("ข้อมูลที่ใช้", max_length=255, blank=True)
    reason = models.CharField("เหตุที่ให้ต่างจากข้อมูล", max_length=255, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "คะแนนรายเกณฑ์"
        ordering = ["criterion__sequence", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["card", "criterion"],
                name="score_once_per_criterion",
                violation_error_message="ให้คะแนนเกณฑ์นี้แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(points__lte=MOST_POINTS),
                name="score_up_to_5",
                violation_error_message="คะแนนไม่เกิน 5",
            ),
            models.CheckConstraint(
                condition=Q(proposed=None) | Q(points=F("proposed")) | ~Q(reason=""),
                name="score_beside_the_figure_says_why",
                violation_error_message="บอกเหตุที่ให้คะแนนต่างจากข้อมูล",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion} {self.points}"


class ReviewNote(models.Model):
    """What officers write to each other about an application. No vendor ever reads it."""

    application = models.ForeignKey(
        "vendors.BoothApplication",
        models.CASCADE,
        related_name="review_notes",
        verbose_name="ใบสมัคร",
    )
    text = LimitedTextField("บันทึกภายใน", max_length=2000)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้เขียน"
    )
    written_at = models.DateTimeField("เขียนเมื่อ", auto_now_add=True)
    form_key = models.UUIDField("รหัสแบบฟอร์ม", editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "บันทึกภายใน"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["written_by", "form_key"],
                name="review_note_once_per_form",
                violation_error_message="ส่งแบบฟอร์มนี้แล้ว",
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]
