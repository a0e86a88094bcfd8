"""The project of a fiscal year, and its activities."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from fairs.models.events import CountQualifier
from fairs.models.scoped import OfProvinceQuerySet
from otopfair.thai.baht import format_number
from otopfair.thai.model_fields import LimitedTextField
from otopfair.thai.periods import Period


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
    continues_year_be = models.PositiveSmallIntegerField(
        "ต่อยอดจากปีงบประมาณ",
        null=True,
        blank=True,
        help_text="กรอกเมื่อโครงการของปีก่อนไม่มีในระบบ",
    )
    plan = models.CharField("แผนงาน", max_length=255, blank=True)
    background = LimitedTextField("ที่มาและเหตุผล", max_length=8000, blank=True)
    target_group = LimitedTextField("กลุ่มเป้าหมาย", max_length=2000, blank=True)
    starts_on = models.DateField("เริ่ม", null=True, blank=True)
    ends_on = models.DateField("สิ้นสุด", null=True, blank=True)
    in_months = models.BooleanField("กำหนดเป็นเดือน", default=False)
    results = LimitedTextField("ผลการดำเนินการ", max_length=8000, blank=True)
    source = models.CharField("ที่มาของข้อมูล", max_length=255, blank=True)
    is_public = models.BooleanField(
        "แสดงบนเว็บให้ผู้ชมอ่าน",
        default=False,
        help_text="ผู้ชมอ่านชื่อ วัตถุประสงค์ กิจกรรม ตัวเลข และงบที่ได้รับ ไม่เห็นไฟล์แนบและบันทึกภายใน",
    )

    objects = OfProvinceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "โครงการ"
        ordering = ["-fiscal_year_be", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on=None, ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="project_ends_after_it_starts",
                violation_error_message="วันสิ้นสุดต้องไม่มาก่อนวันเริ่ม",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name_th} ปีงบประมาณ {self.fiscal_year_be}"

    @property
    def period(self) -> Period | None:
        return _period(self.starts_on, self.ends_on, self.in_months)

    @period.setter
    def period(self, period: Period | None) -> None:
        self.starts_on, self.ends_on = (period.first, period.last) if period else (None, None)
        self.in_months = bool(period and period.is_month)


def _period(first: date | None, last: date | None, is_month: bool) -> Period | None:
    return Period(first, last, is_month) if first and last else None


class ProjectRow(models.Model):
    """One line of a project, in its place."""

    sequence = models.PositiveSmallIntegerField("ลำดับ", default=1)

    class Meta:
        abstract = True
        ordering = ["sequence", "pk"]


class ProjectObjective(ProjectRow):
    project = models.ForeignKey(
        Project, models.CASCADE, related_name="objectives", verbose_name="โครงการ"
    )
    text = models.CharField("วัตถุประสงค์", max_length=1000)

    class Meta(ProjectRow.Meta):
        verbose_name = verbose_name_plural = "วัตถุประสงค์"

    def __str__(self) -> str:
        return self.text


class ProjectPartner(ProjectRow):
    project = models.ForeignKey(
        Project, models.CASCADE, related_name="partners", verbose_name="โครงการ"
    )
    agency = models.ForeignKey(
        "fairs.Agency", models.PROTECT, related_name="partnered", verbose_name="หน่วยงาน"
    )
    part = models.CharField("ทำอะไรในโครงการ", max_length=255, blank=True)

    class Meta(ProjectRow.Meta):
        verbose_name = verbose_name_plural = "หน่วยงานร่วม"
        constraints = [
            models.UniqueConstraint(
                fields=["project", "agency"],
                name="partner_once_per_project",
                violation_error_message="หน่วยงานนี้อยู่ในโครงการแล้ว",
            )
        ]

    def __str__(self) -> str:
        return self.agency.name_th


class BudgetLine(ProjectRow):
    project = models.ForeignKey(
        Project, models.CASCADE, related_name="budget_lines", verbose_name="โครงการ"
    )
    source = models.CharField("แหล่งงบประมาณ", max_length=255)
    allocated_baht = models.DecimalField(
        "ได้รับ (บาท)", max_digits=14, decimal_places=2, null=True, blank=True
    )
    used_baht = models.DecimalField(
        "ใช้ไป (บาท)", max_digits=14, decimal_places=2, null=True, blank=True
    )

    class Meta(ProjectRow.Meta):
        verbose_name = verbose_name_plural = "งบประมาณ"
        constraints = [
            models.CheckConstraint(
                condition=(Q(allocated_baht=None) | Q(allocated_baht__gte=0))
                & (Q(used_baht=None) | Q(used_baht__gte=0)),
                name="budget_not_negative",
                violation_error_message="งบประมาณต้องไม่ติดลบ",
            )
        ]

    def __str__(self) -> str:
        return self.source


class ResultSource(models.TextChoices):
    """Where the result of an indicator comes from, when nobody types it."""

    TYPED = "", "กรอกเอง"
    SOLD = "sold", "ยอดจำหน่ายของงานในโครงการ"
    VENDORS = "vendors", "ร้านที่ออกงานในโครงการ"
    VISITORS = "visitors", "ผู้ชมงานในโครงการ"
    FAIRS = "fairs", "จำนวนงานในโครงการ"


class ProjectIndicator(ProjectRow):
    project = models.ForeignKey(
        Project, models.CASCADE, related_name="indicators", verbose_name="โครงการ"
    )
    name_th = models.CharField("ตัวชี้วัด", max_length=255)
    unit = models.CharField("หน่วย", max_length=60, blank=True)
    target = models.DecimalField("เป้าหมาย", max_digits=16, decimal_places=2, null=True, blank=True)
    filled_from = models.CharField(
        "ผลมาจาก", max_length=16, choices=ResultSource, default=ResultSource.TYPED, blank=True
    )
    result = models.DecimalField("ผลที่ได้", max_digits=16, decimal_places=2, null=True, blank=True)

    class Meta(ProjectRow.Meta):
        verbose_name = verbose_name_plural = "ตัวชี้วัด"

    def __str__(self) -> str:
        return self.name_th


PER_CENT = "ร้อยละ"  # stands before its number


class ProjectFigure(ProjectRow):
    """A number that a project stands on: "ประมาณ 2,300,000,000 บาทต่อปี"."""

    project = models.ForeignKey(
        Project, models.CASCADE, related_name="figures", verbose_name="โครงการ"
    )
    name_th = models.CharField("ตัวเลขเรื่อง", max_length=255)
    qualifier = models.CharField(
        "คำนำหน้าจำนวน",
        max_length=16,
        choices=CountQualifier,
        default=CountQualifier.EXACT,
        blank=True,
    )
    amount = models.DecimalField("จำนวน", max_digits=16, decimal_places=2)
    unit = models.CharField("หน่วย", max_length=60, blank=True)
    year_be = models.PositiveSmallIntegerField("ของปี พ.ศ.", null=True, blank=True)
    source = models.CharField("ที่มาของตัวเลข", max_length=255, blank=True)

    class Meta(ProjectRow.Meta):
        verbose_name = verbose_name_plural = "ตัวเลขสำคัญ"

    def __str__(self) -> str:
        return self.name_th

    @property
    def in_words(self) -> str:
        """ "ประมาณ 2,300,000,000 บาทต่อปี", "กว่าร้อยละ 70"."""
        number = format_number(self.amount)
        if self.unit == PER_CENT:
            return f"{self.qualifier}{PER_CENT} {number}"
        return " ".join(filter(None, [self.qualifier, number, self.unit]))


class ProductFamily(ProjectRow):
    project = models.ForeignKey(
        Project, models.CASCADE, related_name="families", verbose_name="โครงการ"
    )
    name_th = models.CharField("กลุ่มสินค้า", max_length=255)
    note = LimitedTextField("รายละเอียด", max_length=2000, blank=True)

    class Meta(ProjectRow.Meta):
        verbose_name = verbose_name_plural = "กลุ่มสินค้า"

    def __str__(self) -> str:
        return self.name_th


class ActivityKind(models.TextChoices):
    ORGANISED = "organised", "จัดงานเอง"
    JOINED = "joined", "ไปร่วมงานของผู้อื่น"
    TRAINING = "training", "อบรมหรือพัฒนา"
    OTHER = "other", "กิจกรรมอื่น"


class ProjectActivity(ProjectRow):
    project = models.ForeignKey(
        Project, models.CASCADE, related_name="activities", verbose_name="โครงการ"
    )
    kind = models.CharField(
        "ทำอะไร", max_length=16, choices=ActivityKind, default=ActivityKind.OTHER
    )
    name_th = models.CharField("กิจกรรม", max_length=500)
    starts_on = models.DateField("เริ่ม", null=True, blank=True)
    ends_on = models.DateField("สิ้นสุด", null=True, blank=True)
    in_months = models.BooleanField("กำหนดเป็นเดือน", default=False)
    place = models.CharField("สถานที่", max_length=255, blank=True)
    fair_event = models.ForeignKey(
        "fairs.FairEvent",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="activities",
        verbose_name="งานแฟร์ในระบบ",
    )

    class Meta(ProjectRow.Meta):
        verbose_name = verbose_name_plural = "กิจกรรมของโครงการ"
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on=None, ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="activity_ends_after_it_starts",
                violation_error_message="วันสิ้นสุดต้องไม่มาก่อนวันเริ่ม",
            )
        ]

    def __str__(self) -> str:
        return self.name_th

    @property
    def period(self) -> Period | None:
        """Its own days or months, as typed."""
        return _period(self.starts_on, self.ends_on, self.in_months)

    @period.setter
    def period(self, period: Period | None) -> None:
        self.starts_on, self.ends_on = (period.first, period.last) if period else (None, None)
        self.in_months = bool(period and period.is_month)

    @property
    def when(self) -> Period | None:
        """Its own days; without any, those of its fair."""
        return self.period or (self.fair_event.period if self.fair_event else None)
