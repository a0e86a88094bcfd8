"""What holds while a fair is open, as its officers have set it."""

from datetime import time

from django.db import models
from django.db.models import Q

from fairs.models.scoped import OfFairQuerySet

ARRIVE_BY = time(10, 0)
CARDS_A_BOOTH = 4
MOST_CARDS = 20


class OnSiteRules(models.Model):
    """By when vendors are at their booths, and how many people stand in one; without a row, the
    usual."""

    fair_event = models.OneToOneField(
        "fairs.FairEvent", models.CASCADE, related_name="on_site_rules", verbose_name="งาน"
    )
    arrive_by_time = models.TimeField("ร้านต้องถึงบูธภายในเวลา", default=ARRIVE_BY)
    cards_a_booth = models.PositiveSmallIntegerField("บัตรผู้ขายต่อบูธ", default=CARDS_A_BOOTH)

    objects = OfFairQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "กติกาหน้างาน"
        constraints = [
            models.CheckConstraint(
                condition=Q(cards_a_booth__gte=1, cards_a_booth__lte=MOST_CARDS),
                name="cards_a_booth_in_reason",
                violation_error_message=f"บัตรต่อบูธได้ 1 ถึง {MOST_CARDS} ใบ",
            )
        ]

    def __str__(self) -> str:
        return f"กติกาของ{self.fair_event.called}"


def rules_of(fair_event) -> OnSiteRules:
    """The rules of a fair, kept or usual."""
    return getattr(fair_event, "on_site_rules", None) or OnSiteRules(fair_event=fair_event)
