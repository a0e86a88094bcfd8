"""Working committees, their sub-committees and members."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from fairs.models.agencies import ActorFields, Capacity
from fairs.models.scoped import OfProvinceQuerySet
from otopfair.thai.model_fields import LimitedTextField


class WorkingCommittee(models.Model):
    name_th = models.CharField("ชื่อคณะทำงาน", max_length=500)
    short_name = models.CharField("ชื่อย่อ", max_length=255, blank=True)
    fiscal_year_be = models.PositiveSmallIntegerField("ปีงบประมาณ")
    province = models.ForeignKey(
        "fairs.Province", models.PROTECT, related_name="committees", verbose_name="จังหวัด"
    )
    order = models.ForeignKey(
        "fairs.AppointmentOrder",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="committees",
        verbose_name="แต่งตั้งโดยคำสั่ง",
    )
    duties = LimitedTextField("หน้าที่", max_length=4000, blank=True)

    objects = OfProvinceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "คณะทำงาน"
        ordering = ["-fiscal_year_be", "-pk"]

    def __str__(self) -> str:
        return self.short_name or self.name_th


class SubCommittee(models.Model):
    """ฝ่าย: a part of a committee with duties of its own."""

    committee = models.ForeignKey(
        WorkingCommittee, models.CASCADE, related_name="sub_committees", verbose_name="คณะทำงาน"
    )
    name_th = models.CharField("ชื่อฝ่าย", max_length=255, help_text="เช่น ฝ่ายสถานที่และผังบูธ")
    duties = LimitedTextField("หน้าที่ของฝ่าย", max_length=4000, blank=True)
    sequence = models.PositiveSmallIntegerField("ลำดับ", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "ฝ่าย"
        ordering = ["sequence", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "name_th"],
                name="sub_committee_once_per_committee",
                violation_error_message="คณะทำงานนี้มีฝ่ายชื่อนี้แล้ว",
            )
        ]

    def __str__(self) -> str:
        return self.name_th


class MemberRole(models.TextChoices):
    ADVISER = "adviser", "ที่ปรึกษา"
    CHAIR = "chair", "ประธานคณะทำงาน"
    VICE_CHAIR = "vice_chair", "รองประธานคณะทำงาน"
    MEMBER = "member", "คณะทำงาน"
    SECRETARY = "secretary", "คณะทำงานและเลขานุการ"
    ASSISTANT_SECRETARY = "assistant_secretary", "คณะทำงานและผู้ช่วยเลขานุการ"


class CommitteeMember(ActorFields):
    """A person, a position or an agency that sits on a committee."""

    committee = models.ForeignKey(
        WorkingCommittee, models.CASCADE, related_name="members", verbose_name="คณะทำงาน"
    )
    sub_committee = models.ForeignKey(
        SubCommittee,
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="members",
        verbose_name="ฝ่าย",
        help_text="เว้นว่างถ้าอยู่ในคณะทำงานชุดใหญ่",
    )
    role = models.CharField("หน้าที่", max_length=24, choices=MemberRole, default=MemberRole.MEMBER)
    capacity = models.CharField("ฐานะ", max_length=16, choices=Capacity, default=Capacity.OWN)
    acting_for = models.CharField("แทนตำแหน่ง", max_length=255, blank=True)
    substitute = models.CharField("ผู้มาแทนได้", max_length=255, blank=True)
    sequence = models.PositiveSmallIntegerField("ลำดับ", default=0)
    from_on = models.DateField("ตั้งแต่", null=True, blank=True)
    until_on = models.DateField("ถึง", null=True, blank=True)

    class Meta(ActorFields.Meta):
        verbose_name = verbose_name_plural = "คนในคณะทำงาน"
        ordering = ["sequence", "pk"]
        constraints = [
            *ActorFields.Meta.constraints,
            models.CheckConstraint(
                condition=Q(from_on=None) | Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="member_leaves_after_joining",
                violation_error_message="วันสุดท้ายของวาระต้องไม่มาก่อนวันแรก",
            ),
        ]

    def clean(self) -> None:
        other = self.sub_committee_id and self.sub_committee.committee_id != self.committee_id
        if other:
            raise ValidationError({"sub_committee": "ฝ่ายนี้อยู่คนละคณะทำงาน เลือกฝ่ายของคณะนี้"})

    def sits_on(self, day: date) -> bool:
        """Whether `day` lies in the member's term."""
        has_begun = self.from_on is None or self.from_on <= day
        return has_begun and (self.until_on is None or self.until_on >= day)

    def __str__(self) -> str:
        return f"{self.actor_text()} {self.get_role_display()}"
