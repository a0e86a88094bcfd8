"""Working committees and their members."""

from django.db import models

from fairs.models.agencies import ActorFields, Capacity
from fairs.models.scoped import OfProvinceQuerySet


class WorkingCommittee(models.Model):
    name_th = models.CharField("ชื่อคณะทำงาน", max_length=500)
    short_name = models.CharField("ชื่อย่อ", max_length=255, blank=True)
    fiscal_year_be = models.PositiveSmallIntegerField("ปีงบประมาณ")
    province = models.ForeignKey(
        "fairs.Province", models.PROTECT, related_name="committees", verbose_name="จังหวัด"
    )
    order_no = models.CharField("คำสั่งที่", max_length=64, blank=True)
    order_signed_on = models.DateField("สั่ง ณ วันที่", null=True, blank=True)
    duties = models.TextField("หน้าที่", blank=True)

    objects = OfProvinceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "คณะทำงาน"
        ordering = ["-fiscal_year_be", "-pk"]

    def __str__(self) -> str:
        return self.short_name or self.name_th


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
    role = models.CharField("หน้าที่", max_length=24, choices=MemberRole, default=MemberRole.MEMBER)
    capacity = models.CharField("ฐานะ", max_length=16, choices=Capacity, default=Capacity.OWN)
    acting_for = models.CharField("แทนตำแหน่ง", max_length=255, blank=True)
    sequence = models.PositiveSmallIntegerField("ลำดับ", default=0)

    class Meta(ActorFields.Meta):
        verbose_name = verbose_name_plural = "คนในคณะทำงาน"
        ordering = ["sequence", "pk"]

    def __str__(self) -> str:
        return f"{self.actor_text()} {self.get_role_display()}"
