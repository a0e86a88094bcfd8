"""Who organises a fair, and the official acts at it."""

from django.db import models

from fairs.models.agencies import ActorFields, Capacity
from fairs.models.events import FairEvent


class OrganiserRole(models.TextChoices):
    LEAD = "lead", "ผู้จัด"
    CO = "co", "ผู้จัดร่วม"
    SUPPORT = "support", "ผู้สนับสนุน"


class EventOrganiser(models.Model):
    fair_event = models.ForeignKey(
        FairEvent, models.CASCADE, related_name="organisers", verbose_name="งาน"
    )
    agency = models.ForeignKey(
        "fairs.Agency", models.PROTECT, related_name="organised", verbose_name="หน่วยงาน"
    )
    role = models.CharField(
        "บทบาท", max_length=16, choices=OrganiserRole, default=OrganiserRole.LEAD
    )
    sequence = models.PositiveSmallIntegerField("ลำดับ", default=1)

    class Meta:
        verbose_name = verbose_name_plural = "ผู้จัดงาน"
        ordering = ["sequence", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["fair_event", "agency"],
                name="organiser_once_per_fair",
                violation_error_message="หน่วยงานนี้เป็นผู้จัดของงานนี้อยู่แล้ว",
            )
        ]

    def __str__(self) -> str:
        return f"{self.agency} ({self.get_role_display()})"


class ActKind(models.TextChoices):
    OPENS = "opens", "ประธานเปิดงาน"
    REPORTS = "reports", "กล่าวรายงาน"
    ATTENDS = "attends", "ร่วมเป็นเกียรติ"


class OfficialAct(ActorFields):
    """Somebody acts at a fair, in a capacity, perhaps for somebody else."""

    fair_event = models.ForeignKey(
        FairEvent, models.CASCADE, related_name="acts", verbose_name="งาน"
    )
    kind = models.CharField("พิธีการ", max_length=16, choices=ActKind)
    capacity = models.CharField("ฐานะ", max_length=16, choices=Capacity, default=Capacity.OWN)
    acting_for = models.CharField("แทนตำแหน่ง", max_length=255, blank=True)
    acting_for_person = models.ForeignKey(
        "fairs.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="acts_assigned",
        verbose_name="แทนบุคคล",
    )
    on = models.DateField("วันที่", null=True, blank=True)
    time = models.TimeField("เวลา", null=True, blank=True)
    place = models.CharField("สถานที่", max_length=255, blank=True)
    sequence = models.PositiveSmallIntegerField("ลำดับ", default=1)

    class Meta(ActorFields.Meta):
        verbose_name = verbose_name_plural = "พิธีการ"
        ordering = ["sequence", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.actor_text()}"
