"""Appointment orders (คำสั่ง): the paper that makes a committee."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from fairs.models.agencies import Capacity
from fairs.models.scoped import OfProvinceQuerySet
from otopfair.thai.calendar import be_year
from otopfair.thai.model_fields import LimitedTextField


class AppointmentOrder(models.Model):
    """One order. Its number restarts each calendar year, for each office that issues orders
    (ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ พ.ศ. 2526, form 4)."""

    province = models.ForeignKey(
        "fairs.Province", models.PROTECT, related_name="orders", verbose_name="จังหวัด"
    )
    issuing_office = models.CharField(
        "คำสั่งของ", max_length=255, help_text="เช่น จังหวัดลำปาง หรือ สำนักงานพัฒนาชุมชนจังหวัดลำปาง"
    )
    number = models.PositiveIntegerField("เลขที่คำสั่ง")
    year_be = models.PositiveSmallIntegerField("ปี พ.ศ. ของเลขที่", help_text="เลขที่เริ่มใหม่ทุกปีปฏิทิน")
    subject = models.CharField("เรื่อง", max_length=500)
    reason = LimitedTextField("เหตุที่สั่ง", max_length=4000, blank=True)
    legal_basis = LimitedTextField("อาศัยอำนาจตาม", max_length=2000, blank=True)
    signed_on = models.DateField("สั่ง ณ วันที่")
    effective_on = models.DateField(
        "มีผลตั้งแต่", null=True, blank=True, help_text="เว้นว่างถ้ามีผลตั้งแต่วันที่สั่ง"
    )
    signer = models.ForeignKey(
        "fairs.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="orders_signed",
        verbose_name="ผู้ลงนาม",
    )
    signer_position = models.CharField("ตำแหน่งผู้ลงนาม", max_length=255, blank=True)
    signer_capacity = models.CharField(
        "ฐานะผู้ลงนาม", max_length=16, choices=Capacity, default=Capacity.OWN
    )
    amends = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="amended_by",
        verbose_name="แก้ไขเพิ่มเติมคำสั่ง",
    )
    cancels = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="cancelled_by",
        verbose_name="ยกเลิกคำสั่ง",
    )

    objects = OfProvinceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "คำสั่งแต่งตั้ง"
        ordering = ["-year_be", "-number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["issuing_office", "year_be", "number"],
                name="order_number_once_per_office_and_year",
                violation_error_message="หน่วยงานนี้ออกคำสั่งเลขที่นี้ของปีนี้แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(effective_on=None) | Q(effective_on__gte=F("signed_on")),
                name="order_takes_effect_after_it_is_signed",
                violation_error_message="วันที่มีผลต้องไม่มาก่อนวันที่สั่ง",
            ),
        ]

    def __str__(self) -> str:
        return f"คำสั่ง{self.issuing_office} ที่ {self.number}/{self.year_be}"

    def clean(self) -> None:
        """The number's year is the year of signing: numbers restart on 1 January."""
        if self.signed_on and self.year_be and be_year(self.signed_on) != self.year_be:
            raise ValidationError(
                {"year_be": f"สั่งในปี {be_year(self.signed_on)} เลขที่จึงต้องเป็นของปีนั้น ตรวจวันที่หรือปี"}
            )

    @property
    def in_effect_on(self):
        """The first day on which it binds."""
        return self.effective_on or self.signed_on
