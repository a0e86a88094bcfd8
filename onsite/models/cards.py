"""The card of a person who stands at a booth."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q

from fairs.models.scoped import PlacedQuerySet
from fairs.scopes import of_fair
from onsite.models.arrivals import whole_or_none
from otopfair.thai.calendar import today_in_thailand


def new_token() -> str:
    """What the code on a card says: nothing of the person, and not to be guessed."""
    return secrets.token_urlsafe(16)


class CardHolder(models.TextChoices):
    OWNER = "owner", "เจ้าของร้าน"
    HELPER = "helper", "ผู้ช่วยขาย"


class ExhibitorCardQuerySet(PlacedQuerySet):
    places = of_fair("application__fair_event")

    def managed_by(self, user):
        return self.filter(application__vendor__members__user=user)

    def live(self):
        return self.filter(cancelled_at=None)

    def outlived(self):
        """Of fairs that closed so long ago that nobody needs to know who stood there."""
        closed_before = today_in_thailand() - timedelta(days=settings.CARD_NAMES_KEPT_DAYS)
        rows = self.filter(application__fair_event__closes_on__lt=closed_before)
        return rows.filter(erased_at=None)


class ExhibitorCard(models.Model):
    """One person of a vendor at one fair. `number` runs from 1 to what the vendor may have.

    A card that was cancelled or replaced keeps its row, so that its code is refused in words; one
    of a fair long over keeps its number, and no name.
    """

    application = models.ForeignKey(
        "vendors.BoothApplication", models.PROTECT, related_name="cards", verbose_name="ใบสมัคร"
    )
    number = models.PositiveSmallIntegerField("บัตรที่")
    name = models.CharField("ชื่อ นามสกุล", max_length=120, blank=True)
    holder = models.CharField("ฐานะ", max_length=8, choices=CardHolder, default=CardHolder.HELPER)
    token = models.CharField(
        "รหัสบัตร", max_length=32, unique=True, default=new_token, editable=False
    )
    form_key = models.UUIDField("รหัสแบบฟอร์ม", editable=False)
    named_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้กรอกชื่อ"
    )
    named_at = models.DateTimeField("กรอกเมื่อ", auto_now_add=True)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผู้ยกเลิก",
    )
    cancelled_at = models.DateTimeField("ยกเลิกเมื่อ", null=True, blank=True)
    replaced_by = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replaces",
        verbose_name="ออกบัตรใหม่แทน",
    )
    erased_at = models.DateTimeField("ลบชื่อเมื่อ", null=True, blank=True, editable=False)

    objects = ExhibitorCardQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "บัตรผู้ขาย"
        ordering = ["application", "number", "pk"]
        permissions = [("keep_exhibitorcard", "แก้และพิมพ์บัตรผู้ขาย")]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "number"],
                condition=Q(cancelled_at=None),
                name="card_number_once",
                violation_error_message="ร้านนี้มีบัตรลำดับนี้แล้ว",
            ),
            models.UniqueConstraint(
                fields=["named_by", "form_key"],
                name="card_once_per_form",
                violation_error_message="ส่งแบบฟอร์มนี้แล้ว",
            ),
            models.CheckConstraint(
                condition=(~Q(name="") | Q(erased_at__isnull=False)) & Q(number__gte=1),
                name="card_names_a_person",
            ),
            models.CheckConstraint(
                condition=whole_or_none("cancelled", "by", "at")
                & (Q(replaced_by=None) | Q(cancelled_at__isnull=False)),
                name="card_cancelled_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.application}"

    @property
    def person(self) -> str:
        return self.name or "ลบชื่อแล้ว"
