"""Agencies, and the persons who act for them. A person here is neither a user nor a vendor."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_noop

from fairs.models.scoped import SharedQuerySet
from otopfair.thai.model_fields import PhoneNumberField, SortKeyField


class AgencyKind(models.TextChoices):
    STATE = "state", "ส่วนราชการ"
    NETWORK = "network", "เครือข่ายหรือสมาคม"
    COMPANY = "company", "บริษัท"
    OTHER = "other", "อื่น ๆ"


class Agency(models.Model):
    name_th = models.CharField("ชื่อหน่วยงาน", max_length=255)
    kind = models.CharField("ประเภท", max_length=16, choices=AgencyKind, default=AgencyKind.STATE)
    province = models.ForeignKey(
        "fairs.Province",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="agencies",
        verbose_name="จังหวัด",
    )
    district = models.ForeignKey(
        "fairs.District",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="agencies",
        verbose_name="อำเภอ",
    )
    address = models.CharField("ที่อยู่", max_length=255, blank=True)
    phone = PhoneNumberField("โทรศัพท์", max_length=10, blank=True)
    fax = PhoneNumberField("โทรสาร", max_length=10, blank=True)
    sort_key = SortKeyField()

    objects = SharedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "หน่วยงาน"
        ordering = ["sort_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["name_th"],
                name="agency_name_once",
                violation_error_message="มีหน่วยงานชื่อนี้อยู่แล้ว",
            )
        ]

    def __str__(self) -> str:
        return self.name_th


class Person(models.Model):
    """Someone named on an order, a meeting or an official act."""

    title = models.CharField("คำนำหน้า", max_length=40, blank=True)
    given_name = models.CharField("ชื่อ", max_length=100)
    family_name = models.CharField("นามสกุล", max_length=100, blank=True)
    position_title = models.CharField("ตำแหน่ง", max_length=255, blank=True)
    agency = models.ForeignKey(
        Agency,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="persons",
        verbose_name="หน่วยงาน",
    )
    province = models.ForeignKey(
        "fairs.Province",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="persons",
        verbose_name="จังหวัดที่ดูแลข้อมูล",
    )
    sort_key = SortKeyField(source="given_name")

    objects = SharedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "บุคคล"
        ordering = ["sort_key"]

    def __str__(self) -> str:
        return f"{self.title}{self.given_name} {self.family_name}".strip()


class Capacity(models.TextChoices):
    """In which capacity somebody acts for a position."""

    OWN = "own", gettext_noop("ด้วยตนเอง")
    INSTEAD = "instead", gettext_noop("แทน")
    ASSIGNED = "assigned", gettext_noop("ได้รับมอบหมาย")
    ACTING = "acting", gettext_noop("รักษาราชการแทน")
    ON_BEHALF = "on_behalf", gettext_noop("ปฏิบัติราชการแทน")


class ActorFields(models.Model):
    """A person, a position or an agency that acts; at least one of the three."""

    person = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name="บุคคล",
    )
    position_title = models.CharField("ตำแหน่ง", max_length=255, blank=True)
    agency = models.ForeignKey(
        Agency,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name="หน่วยงาน",
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(position_title="") | Q(agency__isnull=False),
                name="%(class)s_names_somebody",
                violation_error_message="ระบุบุคคล ตำแหน่ง หรือหน่วยงาน อย่างน้อยหนึ่งอย่าง",
            )
        ]

    def actor_text(self) -> str:
        """As it is printed: person, position, agency, whichever are known."""
        parts = [str(self.person) if self.person else "", self.position_title]
        if self.agency:
            parts.append(self.agency.name_th)
        return " ".join(part for part in parts if part)
