"""In which order the vendors of a call choose their booths."""

from django.db import models
from django.db.models import Q


class PickTurn(models.Model):
    """One application's turn: who has number 1 chooses first, the others one after another."""

    call = models.ForeignKey(
        "fairs.VendorCall",
        models.CASCADE,
        related_name="pick_turns",
        verbose_name="ประกาศรับสมัคร",
    )
    application = models.OneToOneField(
        "vendors.BoothApplication",
        models.CASCADE,
        related_name="pick_turn",
        verbose_name="ใบสมัคร",
    )
    number = models.PositiveIntegerField("ลำดับ")

    class Meta:
        verbose_name = verbose_name_plural = "ลำดับเลือกบูธ"
        ordering = ["call", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "number"],
                name="pick_turn_once",
                violation_error_message="มีร้านได้ลำดับนี้แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1),
                name="pick_turn_from_one",
                violation_error_message="ลำดับเริ่มที่ 1",
            ),
        ]

    def __str__(self) -> str:
        return f"ลำดับที่ {self.number}"
