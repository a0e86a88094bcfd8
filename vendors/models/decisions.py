"""What was decided about an application, why, and whether it has been told."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_noop

from otopfair.thai.model_fields import LimitedTextField


class DecisionPhase(models.TextChoices):
    DOCUMENTS = "documents", "ตรวจเอกสาร"
    SELECTION = "selection", "คัดเลือก"


class Outcome(models.TextChoices):
    PASS = "pass", "ผ่านเอกสาร"
    SELECT = "select", "คัดเลือก"
    RESERVE = "reserve", "สำรอง"
    REFUSE = "refuse", "ไม่ผ่าน"


class ReasonAudience(models.TextChoices):
    OFFICERS = "officers", "เจ้าหน้าที่เท่านั้น"
    VENDOR = "vendor", "ผู้สมัครรายนั้น"
    PUBLIC = "public", "ทุกคน"


class DecisionReason(models.Model):
    """One reason that officers may give, as one sentence.

    A change of its words is a new version under the same code; decisions keep the one they gave.
    """

    code = models.SlugField("รหัส", max_length=8, help_text="เช่น R01")
    version = models.PositiveSmallIntegerField("ฉบับที่", default=1)
    text_th = models.CharField("เหตุผลหนึ่งประโยค", max_length=255)
    audience = models.CharField(
        "ใครเห็น", max_length=8, choices=ReasonAudience, default=ReasonAudience.VENDOR
    )
    fits_refuse = models.BooleanField("ใช้กับไม่ผ่าน", default=False)
    fits_return = models.BooleanField("ใช้กับส่งกลับให้แก้", default=False)
    is_current = models.BooleanField("ใช้อยู่", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "เหตุผลการพิจารณา"
        ordering = ["code", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "version"],
                name="decision_reason_version_once",
                violation_error_message="มีเหตุผลรหัสนี้ฉบับนี้แล้ว",
            ),
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(is_current=True),
                name="decision_reason_current_once",
                violation_error_message="เหตุผลรหัสนี้มีฉบับที่ใช้อยู่แล้ว เลิกใช้ฉบับเก่าก่อน",
            ),
            models.CheckConstraint(
                condition=Q(fits_refuse=True) | Q(fits_return=True),
                name="decision_reason_fits_something",
                violation_error_message="เลือกอย่างน้อยหนึ่งกรณีที่ใช้เหตุผลนี้",
            ),
        ]

    def __str__(self) -> str:
        return self.text_th

    @property
    def is_told(self) -> bool:
        """Whether the applicant reads it."""
        return self.audience != ReasonAudience.OFFICERS


# The columns that say why it was decided beside a rule, and beside which.
BESIDE_RULES = {
    "unlooked_reason": gettext_noop("ผ่านทั้งที่เอกสารยังไม่ครบ"),
    "share_reason": gettext_noop("เกินสิทธิ์ต่อราย"),
    "beyond_reason": gettext_noop("รับเกินจำนวน"),
    "below_reason": gettext_noop("ต่ำกว่าเส้นคะแนน"),
}


class DecisionQuerySet(models.QuerySet):
    def pending(self):
        """Decided and not told yet; what was replaced meanwhile does not count."""
        return self.filter(announced_at=None, set_aside_at=None)

    def beside_rules(self):
        """Those that say why they were decided beside a rule."""
        return self.exclude(**dict.fromkeys(BESIDE_RULES, ""))


class Decision(models.Model):
    """One decision in one phase. Nobody outside learns it before it is announced.

    A change of mind before that is a new row; the old one is set aside and stays.
    """

    application = models.ForeignKey(
        "vendors.BoothApplication",
        models.CASCADE,
        related_name="decisions",
        verbose_name="ใบสมัคร",
    )
    phase = models.CharField("ขั้น", max_length=12, choices=DecisionPhase)
    outcome = models.CharField("ผล", max_length=8, choices=Outcome)
    reason = models.ForeignKey(
        DecisionReason,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="decisions",
        verbose_name="เหตุผล",
    )
    note = LimitedTextField("ข้อความถึงผู้สมัคร", max_length=2000, blank=True)
    beyond_reason = models.CharField("เหตุที่รับเกินจำนวน", max_length=255, blank=True)
    unlooked_reason = models.CharField("เหตุที่ผ่านทั้งที่เอกสารยังไม่ครบ", max_length=255, blank=True)
    share_reason = models.CharField("เหตุที่รับเกินสิทธิ์ต่อราย", max_length=255, blank=True)
    below_reason = models.CharField("เหตุที่รับต่ำกว่าเส้นคะแนน", max_length=255, blank=True)
    change_reason = models.CharField("เหตุที่เปลี่ยนผลซึ่งประกาศแล้ว", max_length=255, blank=True)
    own_subject = models.CharField("เรื่องของจดหมายรายนี้", max_length=200, blank=True)
    own_body = LimitedTextField("จดหมายรายนี้", max_length=4000, blank=True)
    announcement = models.ForeignKey(
        "vendors.Announcement",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="decisions",
        verbose_name="ประกาศผล",
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้ตัดสิน"
    )
    decided_at = models.DateTimeField("ตัดสินเมื่อ", auto_now_add=True)
    announced_at = models.DateTimeField("ประกาศเมื่อ", null=True, blank=True)
    announced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผู้ประกาศ",
    )
    set_aside_at = models.DateTimeField("เลิกใช้เมื่อ", null=True, blank=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "ผลการพิจารณา"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "phase"],
                condition=Q(announced_at=None, set_aside_at=None),
                name="one_pending_decision_per_phase",
                violation_error_message="ใบสมัครนี้มีผลของขั้นนี้รอประกาศอยู่แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(phase="documents", outcome__in=["pass", "refuse"])
                | Q(phase="selection", outcome__in=["select", "reserve", "refuse"]),
                name="decision_outcome_fits_its_phase",
                violation_error_message="ผลนี้ไม่ใช่ผลของขั้นนี้",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="refuse") | Q(reason__isnull=False) | ~Q(note=""),
                name="refusal_says_why",
                violation_error_message="บอกเหตุผลที่ไม่ผ่าน",
            ),
            models.CheckConstraint(
                condition=Q(announced_at=None) | Q(set_aside_at=None),
                name="decision_announced_or_set_aside",
                violation_error_message="ผลที่เลิกใช้แล้วประกาศไม่ได้",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} {self.get_outcome_display()}"

    @property
    def told(self) -> str:
        """Why, in the words that the applicant reads."""
        return "\n".join(filter(None, (self._changed, told(self.reason, self.note))))

    @property
    def why(self) -> str:
        """Why, in all the words that officers read."""
        beside = [f"{what}: {why}" for what, why in self.beside_rules]
        words = (str(self.reason or ""), self.note, *beside, self._changed)
        return "\n".join(filter(None, words))

    @property
    def beside_rules(self) -> list[tuple[str, str]]:
        """Each rule that it was decided beside, and why."""
        return [(what, why) for name, what in BESIDE_RULES.items() if (why := getattr(self, name))]

    @property
    def _changed(self) -> str:
        return f"เปลี่ยนจากผลที่เคยแจ้ง เพราะ{self.change_reason}" if self.change_reason else ""


def told(reason: DecisionReason | None, note: str) -> str:
    """The part of a reason and a note that the applicant reads."""
    sentence = reason.text_th if reason and reason.is_told else ""
    return "\n".join(filter(None, (sentence, note.strip())))
