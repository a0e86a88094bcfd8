"""The project of a fiscal year, and its activities."""

from django.db import models
from django.db.models import Q

from fairs.models.scoped import OfProvinceQuerySet
from otopfair.thai.model_fields import LimitedTextField


class Project(models.Model):
    name_th = models.CharField("ชื่อโครงการ", max_length=500)
    fiscal_year_be = models.PositiveSmallIntegerField("ปีงบประมาณ")
    province = models.ForeignKey(
        "fairs.Province", models.PROTECT, related_name="projects", verbose_name="จังหวัด"
    )
    committee = models.ForeignKey(
        "fairs.WorkingCommittee",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="projects",
        verbose_name="คณะทำงาน",
    )
    owner_agency = models.ForeignKey(
        "fairs.Agency",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="projects",
        verbose_name="หน่วยงานเจ้าของ",
    )
    continues = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="continued_by",
        verbose_name="ต่อเนื่องจากโครงการ",
    )
    objectives = LimitedTextField("วัตถุประสงค์", max_length=8000, blank=True)
    budget_source = models.CharField("แหล่งงบประมาณ", max_length=255, blank=True)
    budget_baht = models.DecimalField(
        "งบประมาณ (บาท)", max_digits=14, decimal_places=2, null=True, blank=True
    )

    objects = OfProvinceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "โครงการ"
        ordering = ["-fiscal_year_be", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(budget_baht=None) | Q(budget_baht__gte=0),
                name="project_budget_not_negative",
                violation_error_message="งบประมาณต้องไม่ติดลบ",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name_th} ปีงบประมาณ {self.fiscal_year_be}"


class ProjectActivity(models.Model):
    project = models.ForeignKey(
        Project, models.CASCADE, related_name="activities", verbose_name="โครงการ"
    )
    sequence = models.PositiveSmallIntegerField("ลำดับ", default=1)
    name_th = models.CharField("กิจกรรม", max_length=500)
    fair_event = models.ForeignKey(
        "fairs.FairEvent",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="activities",
        verbose_name="งานแฟร์",
    )

    class Meta:
        verbose_name = verbose_name_plural = "กิจกรรมของโครงการ"
        ordering = ["sequence", "pk"]

    def __str__(self) -> str:
        return self.name_th
