"""The ground of a fair: zones, booths, and what else stands on the plan (units of 1 metre)."""

import re

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from fairs.models.categories import ProductCategory, names_of
from fairs.models.scoped import OfFairQuerySet
from otopfair.constraints import AgreesWithParent
from otopfair.thai.model_fields import SortKeyField
from otopfair.tongues import is_english

_LABEL = re.compile(r"(.*?)(\s*[0-9]*)", re.DOTALL)

STARS_OF_ZONE = [
    (3, gettext_noop("3 ดาวขึ้นไป")),
    (4, gettext_noop("4 ดาวขึ้นไป")),
    (5, gettext_noop("5 ดาว")),
]


class Zone(models.Model):
    """A named part of one fair. A zone is not a category; they are two axes everywhere."""

    fair_event = models.ForeignKey(
        "fairs.FairEvent", models.CASCADE, related_name="zones", verbose_name="งาน"
    )
    code = models.CharField("รหัสโซน", max_length=8)
    name_th = models.CharField("ชื่อโซน", max_length=120)
    report_name = models.CharField("ชื่อในรายงาน", max_length=255, blank=True)
    split_by_category = models.BooleanField("แยกตามประเภทในรายงาน", default=True)
    category = models.PositiveSmallIntegerField(
        "ประเภทของโซน", choices=ProductCategory, null=True, blank=True
    )
    least_stars = models.PositiveSmallIntegerField(
        "ดาวตั้งแต่", choices=STARS_OF_ZONE, null=True, blank=True
    )
    is_chuan_chim = models.BooleanField("โซน OTOP ชวนชิม", default=False)
    sequence = models.PositiveSmallIntegerField("ลำดับ", default=1)
    plan_x = models.DecimalField("ตำแหน่ง x (ม.)", max_digits=6, decimal_places=1, default=0)
    plan_y = models.DecimalField("ตำแหน่ง y (ม.)", max_digits=6, decimal_places=1, default=0)
    plan_width = models.DecimalField("กว้าง (ม.)", max_digits=6, decimal_places=1, default=0)
    plan_height = models.DecimalField("ลึก (ม.)", max_digits=6, decimal_places=1, default=0)

    objects = OfFairQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "โซน"
        ordering = ["sequence", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["fair_event", "code"],
                name="zone_code_once_per_fair",
                violation_error_message="งานนี้มีโซนรหัสนี้แล้ว",
            ),
            # What a booth's fair_event refers to.
            models.UniqueConstraint(fields=["id", "fair_event"], name="zone_with_its_fair"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name_th}"

    @property
    def name(self) -> str:
        """In English where it is called as the type of its goods; else as it was typed."""
        kind = ProductCategory(self.category) if self.category and is_english() else None
        return kind.title if kind and self.name_th in names_of(kind) else self.name_th

    @property
    def marks(self) -> list[str]:
        """What visitors read of the zone beside its name: ["OTOP ชวนชิม", "4 ดาวขึ้นไป"]."""
        stars = self.get_least_stars_display()
        words = (gettext_noop("OTOP ชวนชิม") if self.is_chuan_chim else "", stars)
        return [gettext(word) for word in words if word]


class FairOfZone(models.ForeignKey):
    """The fair of the row's zone: nobody sets it, every write copies it."""

    def pre_save(self, row, add):
        if Zone._meta.get_field("fair_event").is_cached(row.zone):
            row.fair_event = row.zone.fair_event
        else:
            row.fair_event_id = row.zone.fair_event_id
        return row.fair_event_id


class Booth(models.Model):
    """One booth. `places` vendors may share it; each place is given to one vendor at a time.

    No power stands there when `power_amps` is 0. The class is that of a call of the same fair.

    Its fair is its zone's. The column is there for the rule "a code once per fair" and for
    queries without a join; a key of two columns makes it impossible that the two differ.
    """

    zone = models.ForeignKey(Zone, models.CASCADE, related_name="booths", verbose_name="โซน")
    fair_event = FairOfZone(
        "fairs.FairEvent",
        models.CASCADE,
        related_name="booths",
        verbose_name="งาน",
        editable=False,
    )
    code = models.CharField("เลขบูธ", max_length=8)
    sort_key = SortKeyField(source="code")
    width_m = models.DecimalField("กว้าง (ม.)", max_digits=4, decimal_places=1, default=3)
    depth_m = models.DecimalField("ลึก (ม.)", max_digits=4, decimal_places=1, default=3)
    power_amps = models.PositiveSmallIntegerField("ไฟฟ้าที่มีให้ (แอมป์)", default=5)
    is_corner = models.BooleanField("บูธมุม", default=False)
    has_water = models.BooleanField("มีน้ำประปา", default=False)
    allows_smoke = models.BooleanField("ปรุงอาหารมีควันได้", default=False)
    places = models.PositiveSmallIntegerField("จำนวนร้านที่ใช้ร่วมกัน", default=1)
    booth_class = models.ForeignKey(
        "fairs.BoothClass",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="booths",
        verbose_name="แบบบูธ",
    )
    is_usable = models.BooleanField("เปิดใช้", default=True)
    why_closed = models.CharField("ปิดใช้เพราะ", max_length=120, blank=True)
    plan_x = models.DecimalField("ตำแหน่ง x (ม.)", max_digits=6, decimal_places=1, default=0)
    plan_y = models.DecimalField("ตำแหน่ง y (ม.)", max_digits=6, decimal_places=1, default=0)

    objects = OfFairQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "บูธ"
        ordering = ["zone__sequence", "sort_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["fair_event", "code"],
                name="booth_code_once_per_fair",
                violation_error_message="งานนี้มีบูธเลขนี้แล้ว",
            ),
            AgreesWithParent(
                fields=["zone", "fair_event"],
                to_fields=["id", "fair_event"],
                name="booth_stands_at_the_fair_of_its_zone",
                violation_error_message="โซนนี้เป็นของงานอื่น",
            ),
            models.CheckConstraint(
                condition=Q(places__gte=1) & Q(width_m__gt=0) & Q(depth_m__gt=0),
                name="booth_has_room",
                violation_error_message="ขนาดและจำนวนร้านของบูธต้องมากกว่า 0",
            ),
            # What an allocation refers to.
            models.UniqueConstraint(fields=["id", "places"], name="booth_with_its_places"),
        ]

    def __str__(self) -> str:
        return self.code

    def validate_constraints(self, exclude=None):
        """No form shows the fair; the rules that name it are checked all the same."""
        if self.zone_id:
            self.fair_event_id = self.zone.fair_event_id
            exclude = set(exclude or ()) - {"fair_event"}
        super().validate_constraints(exclude=exclude)


class LandmarkKind(models.TextChoices):
    STAGE = "stage", _("เวที")
    GATE = "gate", _("ทางเข้า")
    INFORMATION = "info", _("ประชาสัมพันธ์")
    TOILET = "toilet", _("ห้องน้ำ")
    ACCESSIBLE_TOILET = "toilet_access", _("ห้องน้ำผู้ใช้รถเข็น")
    RAMP = "ramp", _("ทางลาด")
    FIRST_AID = "first_aid", _("ปฐมพยาบาล")
    PRAYER_ROOM = "prayer", _("ห้องละหมาด")
    PARKING = "parking", _("ที่จอดรถ")
    SERVICE = "service", _("บริการอื่น")


class PlanLandmark(models.Model):
    """What stands on the plan beside booths."""

    fair_event = models.ForeignKey(
        "fairs.FairEvent", models.CASCADE, related_name="landmarks", verbose_name="งาน"
    )
    kind = models.CharField("ชนิด", max_length=16, choices=LandmarkKind)
    label = models.CharField("ป้าย", max_length=60)
    plan_x = models.DecimalField("ตำแหน่ง x (ม.)", max_digits=6, decimal_places=1)
    plan_y = models.DecimalField("ตำแหน่ง y (ม.)", max_digits=6, decimal_places=1)
    plan_width = models.DecimalField("กว้าง (ม.)", max_digits=6, decimal_places=1)
    plan_height = models.DecimalField("ลึก (ม.)", max_digits=6, decimal_places=1)

    objects = OfFairQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "จุดบนผัง"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.label

    @property
    def name(self) -> str:
        """Its label; in English what it is, with its number, where the label says no more."""
        if not is_english():
            return self.label
        words, number = _LABEL.fullmatch(self.label).groups()
        said = gettext(words)
        is_known = said != words or self.kind == LandmarkKind.SERVICE
        return f"{said if is_known else self.get_kind_display()}{number}"
