"""Who enters the takings of which zone, so that two do not type the same."""

from django.conf import settings
from django.db import models

from fairs.models.scoped import PlacedQuerySet
from fairs.scopes import of_fair


class ZoneEntryQuerySet(PlacedQuerySet):
    places = of_fair("zone__fair_event")


class ZoneEntry(models.Model):
    """One person who enters one zone; a zone may have several, a person too."""

    zone = models.ForeignKey(
        "fairs.Zone", models.CASCADE, related_name="entered_by", verbose_name="โซน"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="ผู้กรอกยอด"
    )
    since = models.DateTimeField("ตั้งแต่", auto_now_add=True)

    objects = ZoneEntryQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "ผู้กรอกยอดของโซน"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "user"],
                name="zone_entry_once",
                violation_error_message="คนนี้กรอกโซนนี้อยู่แล้ว",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.zone}"
