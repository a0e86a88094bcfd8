"""Official notices (ประกาศ) of an office: signed, numbered, kept for good."""

from django.db import models
from django.db.models import F, Q

from fairs.models.agencies import Capacity
from fairs.models.scoped import OfProvinceQuerySet
from otopfair.changed import ChangedAtField, TellsWhenChanged
from otopfair.errors import RuleBroken
from otopfair.thai.model_fields import FoldedTextField, LimitedTextField

# "Assigned" is said of acts; a paper is signed for the own position or for another's.
SIGNING = [(one.value, one.label) for one in (Capacity.OWN, Capacity.ACTING, Capacity.ON_BEHALF)]
NEVER_DELETED = "ประกาศที่ลงนามแล้วลบไม่ได้ ยกเลิกประกาศพร้อมบอกเหตุผลแทน"


class NoticeState(models.TextChoices):
    DRAFT = "draft", "ร่าง"
    SIGNED = "signed", "ประกาศแล้ว"
    WITHDRAWN = "withdrawn", "ยกเลิกแล้ว"


class NoticeQuerySet(TellsWhenChanged, OfProvinceQuerySet):
    def published(self):
        """What everybody reads: signed ones, also those that were withdrawn since."""
        return self.exclude(state=NoticeState.DRAFT)

    def newest_first(self):
        return self.order_by("-signed_on", "-year_be", "-number", "-pk")

    def delete(self):
        if self.published().exists():
            raise RuleBroken(NEVER_DELETED)
        return super().delete()

    delete.alters_data = True
    delete.queryset_only = True


class Notice(models.Model):
    """One notice. Its number restarts each calendar year, office by office.

    What was signed is never changed: a new notice amends it, or it is withdrawn with a reason.
    The layout is form 7 of ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ พ.ศ. 2526.
    """

    province = models.ForeignKey(
        "fairs.Province",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="notices",
        verbose_name="จังหวัด",
    )
    issuing_office = models.CharField(
        "ประกาศของ", max_length=255, help_text="เช่น จังหวัดลำปาง หรือ สำนักงานพัฒนาชุมชนจังหวัดลำปาง"
    )
    subject = models.CharField("เรื่อง", max_length=500, help_text="ไม่ต้องพิมพ์คำว่า เรื่อง")
    body = LimitedTextField(
        "ข้อความ",
        max_length=20_000,
        help_text="หนึ่งบรรทัดคือหนึ่งย่อหน้าในเอกสาร ไม่ต้องพิมพ์ ประกาศ ณ วันที่ และชื่อผู้ลงนาม",
    )
    fair_event = models.ForeignKey(
        "fairs.FairEvent",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="notices",
        verbose_name="ประกาศของงาน",
    )
    amends = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="amended_by",
        verbose_name="แก้ไขเพิ่มเติมประกาศ",
    )
    signer_name = models.CharField(
        "ผู้ลงนาม", max_length=200, blank=True, help_text="คำนำหน้า ชื่อ และนามสกุล เช่น นางจิรภา เชื้อดวงผุย"
    )
    signer_position = models.CharField("ตำแหน่งผู้ลงนาม", max_length=255, blank=True)
    signer_capacity = models.CharField(
        "ฐานะผู้ลงนาม", max_length=16, choices=SIGNING, default=Capacity.OWN
    )
    acting_for = models.CharField(
        "แทนตำแหน่ง", max_length=255, blank=True, help_text="เมื่อลงนามแทน เช่น พัฒนาการจังหวัดขอนแก่น"
    )
    state = models.CharField("สถานะ", max_length=16, choices=NoticeState, default=NoticeState.DRAFT)
    number = models.PositiveIntegerField("เลขที่ประกาศ", null=True, blank=True)
    year_be = models.PositiveSmallIntegerField("ปี พ.ศ. ของเลขที่", null=True, blank=True)
    signed_on = models.DateField("ประกาศ ณ วันที่", null=True, blank=True)
    paper = models.FileField("เอกสารที่ประกาศ", upload_to="notices/", blank=True, editable=False)
    withdrawn_on = models.DateField("ยกเลิกเมื่อ", null=True, blank=True)
    withdrawn_because = LimitedTextField("เหตุที่ยกเลิก", max_length=2000, blank=True)
    search_text = FoldedTextField(sources=("subject", "body", "issuing_office"))
    changed_at = ChangedAtField()

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "ประกาศ"
        base_manager_name = "objects"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["state", "-signed_on", "-id"], name="notice_state_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["issuing_office", "year_be", "number"],
                condition=Q(number__isnull=False),
                name="notice_number_once_per_office_and_year",
                violation_error_message="หน่วยงานนี้ออกประกาศเลขที่นี้ของปีนี้แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(state="draft", number=None, year_be=None, signed_on=None, paper="")
                | (
                    Q(
                        state__in=["signed", "withdrawn"],
                        number__isnull=False,  # NULL is no 0: >= 1 alone would let it pass
                        number__gte=1,
                        year_be__isnull=False,
                        signed_on__isnull=False,
                    )
                    & ~Q(signer_name="")
                    & ~Q(signer_position="")
                    & ~Q(paper="")
                ),
                name="signed_notice_is_whole",
                violation_error_message="ประกาศที่ลงนามแล้วต้องมีเลขที่ วันที่ และผู้ลงนาม",
            ),
            models.CheckConstraint(
                condition=(
                    Q(state="withdrawn", withdrawn_on__isnull=False) & ~Q(withdrawn_because="")
                )
                | (~Q(state="withdrawn") & Q(withdrawn_on=None, withdrawn_because="")),
                name="withdrawn_notice_says_why",
                violation_error_message="บอกเหตุที่ยกเลิกประกาศ",
            ),
            models.CheckConstraint(
                condition=Q(signer_capacity="own", acting_for="")
                | (~Q(signer_capacity="own") & ~Q(acting_for="")),
                name="notice_signed_for_a_position",
                violation_error_message="เมื่อลงนามแทน กรอกตำแหน่งที่แทน เมื่อลงนามเอง เว้นว่าง",
            ),
            models.CheckConstraint(
                condition=Q(amends=None) | ~Q(amends=F("pk")),
                name="notice_amends_another",
                violation_error_message="ประกาศแก้ไขเพิ่มเติมตัวเองไม่ได้",
            ),
        ]

    def __str__(self) -> str:
        return f"ประกาศ{self.issuing_office} เรื่อง {self.subject}"

    def delete(self, *args, **kwargs):
        if not self.is_draft:
            raise RuleBroken(NEVER_DELETED)
        return super().delete(*args, **kwargs)

    @property
    def is_draft(self) -> bool:
        return self.state == NoticeState.DRAFT

    @property
    def is_withdrawn(self) -> bool:
        return self.state == NoticeState.WITHDRAWN

    @property
    def numbered(self) -> str:
        """ "3/2569"; "" before it is signed."""
        return f"{self.number}/{self.year_be}" if self.number else ""

    @property
    def signed_as(self) -> list[str]:
        """The position as it stands under the name, line by line."""
        if self.signer_capacity == Capacity.OWN:
            return [self.signer_position]
        return [self.signer_position, f"{self.get_signer_capacity_display()} {self.acting_for}"]
