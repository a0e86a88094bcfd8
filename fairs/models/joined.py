"""A fair of others that we join: whose it is, our booths, who goes, what the trip costs."""

from django.db import models
from django.db.models import F, Q

from fairs.models.agencies import ActorFields
from fairs.models.scoped import OfFairQuerySet
from otopfair.thai.model_fields import LimitedTextField


class Participation(models.Model):
    """What we know of the host's fair, and how we get there."""

    fair_event = models.OneToOneField(
        "fairs.FairEvent", models.CASCADE, related_name="participation", verbose_name="งาน"
    )
    host_name = models.CharField("ชื่องานของเจ้าภาพ", max_length=255)
    host_agency = models.ForeignKey(
        "fairs.Agency",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="hosted",
        verbose_name="หน่วยงานเจ้าภาพ",
    )
    host_url = models.URLField("หน้าเว็บของงาน", blank=True)
    booths_text = models.CharField(
        "บูธของเรา", max_length=255, blank=True, help_text="เช่น โซน B บูธ B21 ถึง B40"
    )
    booth_count = models.PositiveSmallIntegerField("จำนวนบูธของเรา", null=True, blank=True)
    leaves_on = models.DateField("ออกเดินทาง", null=True, blank=True)
    returns_on = models.DateField("กลับถึง", null=True, blank=True)
    travel = LimitedTextField("การเดินทางและที่พัก", max_length=2000, blank=True)
    freight = LimitedTextField("การขนสินค้า", max_length=2000, blank=True)

    objects = OfFairQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "การไปร่วมงาน"
        constraints = [
            models.CheckConstraint(
                condition=Q(leaves_on=None)
                | Q(returns_on=None)
                | Q(returns_on__gte=F("leaves_on")),
                name="trip_returns_after_it_leaves",
                violation_error_message="วันกลับต้องไม่มาก่อนวันออกเดินทาง",
            )
        ]

    def __str__(self) -> str:
        return f"{self.host_name} {self.booths_words}".strip()

    @property
    def booths_words(self) -> str:
        """โซน B บูธ B21 ถึง B40 20 บูธ"""
        count = f"{self.booth_count:,} บูธ" if self.booth_count else ""
        return " ".join(filter(None, (self.booths_text, count)))


class TripMember(ActorFields):
    """Somebody who goes along, and for what."""

    fair_event = models.ForeignKey(
        "fairs.FairEvent", models.CASCADE, related_name="trip_members", verbose_name="งาน"
    )
    sequence = models.PositiveSmallIntegerField("ลำดับ", default=1)
    duty = models.CharField("หน้าที่", max_length=255, blank=True)

    objects = OfFairQuerySet.as_manager()

    class Meta(ActorFields.Meta):
        verbose_name = verbose_name_plural = "คณะเดินทาง"
        ordering = ["sequence", "pk"]

    def __str__(self) -> str:
        return " ".join(filter(None, (self.actor_text(), self.duty)))


class TripCostKind(models.TextChoices):
    TRAVEL = "travel", "ค่าเดินทาง"
    FREIGHT = "freight", "ค่าขนสินค้า"
    LODGING = "lodging", "ค่าที่พัก"
    ALLOWANCE = "allowance", "เบี้ยเลี้ยง"
    OTHER = "other", "อื่น ๆ"


class TripCost(models.Model):
    """One line of what the trip costs, in baht, and who pays."""

    fair_event = models.ForeignKey(
        "fairs.FairEvent", models.CASCADE, related_name="trip_costs", verbose_name="งาน"
    )
    kind = models.CharField("ค่าใช้จ่าย", max_length=16, choices=TripCostKind)
    text = models.CharField("รายละเอียด", max_length=255, blank=True)
    amount_baht = models.DecimalField("จำนวนเงิน (บาท)", max_digits=12, decimal_places=2)
    paid_by = models.CharField("เบิกจาก", max_length=255, blank=True)

    objects = OfFairQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "ค่าเดินทางและขนส่ง"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_baht__gte=0),
                name="trip_costs_nothing_or_more",
                violation_error_message="จำนวนเงินติดลบไม่ได้",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.text}".strip()
