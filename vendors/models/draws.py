"""A public draw: the frozen list, the commitment made before, and what the draw gave."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from fairs.models.scoped import PlacedQuerySet
from fairs.scopes import of_fair
from otopfair.history.models import LONGEST_REASON
from otopfair.thai.model_fields import LimitedTextField

LONGEST_LIST = 190_000
SHA256 = 64


class DrawQuerySet(PlacedQuerySet):
    places = of_fair("call__fair_event")

    def open(self):
        """The list is frozen, and nothing is drawn yet."""
        return self.filter(drawn_at=None, called_off_at=None)

    def drawn(self):
        return self.filter(drawn_at__isnull=False)


class Draw(models.Model):
    """One draw of a call's booths. `list_text` is what its SHA-256 is of, byte by byte.

    `commitment` is the SHA-256 of `secret`, which nobody is shown before the draw. `result` has a
    line for each shop of the list, as `vendors/drawing.py` writes it.
    """

    call = models.ForeignKey(
        "fairs.VendorCall", models.PROTECT, related_name="draws", verbose_name="ประกาศรับสมัคร"
    )
    number = models.PositiveSmallIntegerField("จับสลากครั้งที่")
    list_text = LimitedTextField("รายการที่ปิด", max_length=LONGEST_LIST)
    list_sha256 = models.CharField("SHA-256 ของรายการ", max_length=SHA256)
    secret = models.CharField("เมล็ดลับ", max_length=SHA256)
    commitment = models.CharField("SHA-256 ของเมล็ดลับ", max_length=SHA256)
    public_source = models.CharField("ใช้ค่าสาธารณะจาก", max_length=200)
    public_at = models.DateTimeField("รู้ค่าสาธารณะเมื่อ")
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้ปิดรายการ"
    )
    frozen_at = models.DateTimeField("ปิดรายการเมื่อ")
    form_key = models.UUIDField("รหัสแบบฟอร์ม", editable=False)
    public_value = models.CharField("ค่าสาธารณะ", max_length=120, blank=True)
    witnesses = LimitedTextField("พยาน", max_length=1000, blank=True)
    withdrawn = models.JSONField("ถอนก่อนจับ", default=list, blank=True)
    result = models.JSONField("ผล", default=list, blank=True)
    result_sha256 = models.CharField("SHA-256 ของผล", max_length=SHA256, blank=True)
    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผู้จับสลาก",
    )
    drawn_at = models.DateTimeField("จับสลากเมื่อ", null=True, blank=True)
    called_off_at = models.DateTimeField("ยกเลิกเมื่อ", null=True, blank=True)
    call_off_reason = LimitedTextField("เหตุที่ยกเลิก", max_length=LONGEST_REASON, blank=True)

    objects = DrawQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "การจับสลากบูธ"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["call"],
                condition=Q(drawn_at=None, called_off_at=None),
                name="one_open_draw_per_call",
                violation_error_message="รอบนี้มีรายการจับสลากที่ปิดแล้วและยังไม่ได้จับ",
            ),
            models.UniqueConstraint(
                fields=["call", "number"],
                name="draw_number_once_per_call",
                violation_error_message="รอบนี้มีการจับสลากครั้งที่นี้แล้ว",
            ),
            models.UniqueConstraint(
                fields=["frozen_by", "form_key"],
                name="draw_once_per_form",
                violation_error_message="ส่งแบบฟอร์มนี้แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(drawn_at=None, drawn_by=None, public_value="", result_sha256="")
                | Q(drawn_at__isnull=False, drawn_by__isnull=False, called_off_at=None)
                & ~Q(public_value="")
                & ~Q(witnesses="")
                & ~Q(result_sha256=""),
                name="draw_has_all_of_its_result",
                violation_error_message="การจับสลากต้องมีค่าสาธารณะ พยาน และผล",
            ),
            models.CheckConstraint(
                condition=Q(called_off_at=None) | ~Q(call_off_reason=""),
                name="draw_called_off_for_a_reason",
                violation_error_message="บอกเหตุที่ยกเลิกการจับสลาก",
            ),
        ]

    def __str__(self) -> str:
        return _("จับสลากบูธ %(call)s ครั้งที่ %(number)d") % {
            "call": self.call.name,
            "number": self.number,
        }

    @property
    def is_due(self) -> bool:
        """Whether the public value is known."""
        return self.public_at <= timezone.now()

    @property
    def state(self) -> str:
        """frozen, drawn or called_off: the word of its badge."""
        if self.called_off_at:
            return "called_off"
        return "drawn" if self.drawn_at else "frozen"

    @property
    def is_open(self) -> bool:
        return self.state == "frozen"
