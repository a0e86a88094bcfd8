"""What an officer keeps of the registers: views, each a name for an address."""

from django.conf import settings
from django.db import models

from otopfair.thai.model_fields import LimitedTextField

LONGEST_NAME, LONGEST_ADDRESS, MOST_VIEWS = 60, 2000, 30


class SavedView(models.Model):
    """Search, filters, columns and order of one register, under a name, for one person."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="ของ"
    )
    register = models.CharField("ทะเบียน", max_length=80)
    name = models.CharField("ชื่อมุมมอง", max_length=LONGEST_NAME)
    query = LimitedTextField("ที่อยู่", max_length=LONGEST_ADDRESS, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "มุมมองที่บันทึกไว้"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "register", "name"],
                name="saved_view_once",
                violation_error_message="มีมุมมองชื่อนี้แล้ว",
            )
        ]

    def __str__(self) -> str:
        return self.name
