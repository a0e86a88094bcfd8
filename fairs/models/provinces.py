"""Provinces, districts and subdistricts by the official codes (กรมการปกครอง)."""

from django.db import models
from django.utils.translation import gettext_noop

from fairs.models.scoped import SharedQuerySet
from fairs.scopes import Place
from otopfair.thai.model_fields import SortKeyField
from otopfair.tongues import is_english, name_of


def short_place(province_id: str, province: str, district: str | None) -> str:
    """ "อ.ชนบท จ.ขอนแก่น", of a card; Bangkok has districts called เขต. "Chonnabot, Khon Kaen"."""
    if is_english():
        return f"{district}, {province}" if district else province
    if province_id == "10":
        return f"เขต{district} {province}" if district else province
    return f"อ.{district} จ.{province}" if district else f"จ.{province}"


class Region(models.TextChoices):
    NORTH = "north", gettext_noop("เหนือ")
    NORTHEAST = "northeast", gettext_noop("ตะวันออกเฉียงเหนือ")
    CENTRAL = "central", gettext_noop("กลาง")
    EAST = "east", gettext_noop("ตะวันออก")
    WEST = "west", gettext_noop("ตะวันตก")
    SOUTH = "south", gettext_noop("ใต้")


class ProvinceQuerySet(SharedQuerySet):
    """Everybody reads them; each is the place of its officers, and of its districts' officers."""

    places = (Place("provinces", "pk"), Place("provinces_of_districts", "pk"))


class Province(models.Model):
    code = models.CharField("รหัส", max_length=2, primary_key=True)
    name_th = models.CharField("ชื่อ", max_length=100)
    name_en = models.CharField("ชื่ออังกฤษ", max_length=100)
    slug = models.SlugField("ที่อยู่หน้าเว็บ", unique=True)
    region = models.CharField("ภาค", max_length=16, choices=Region)
    sort_key = SortKeyField()

    objects = ProvinceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "จังหวัด"
        ordering = ["sort_key"]

    def __str__(self) -> str:
        return self.name_th

    @property
    def name(self) -> str:
        """Its name in the language of the page, romanised by the Royal Institute's rules."""
        return name_of(self)

    @property
    def title(self) -> str:
        """As it is printed: Bangkok has no "จังหวัด" before it."""
        if is_english():
            return self.name_en
        return self.name_th if self.code == "10" else f"จังหวัด{self.name_th}"


class DistrictQuerySet(SharedQuerySet):
    places = (Place("provinces", "province"), Place("districts", "pk"))


class District(models.Model):
    code = models.CharField("รหัส", max_length=4, primary_key=True)
    province = models.ForeignKey(
        Province, models.PROTECT, related_name="districts", verbose_name="จังหวัด"
    )
    name_th = models.CharField("ชื่อ", max_length=100)
    name_en = models.CharField("ชื่ออังกฤษ", max_length=100)
    sort_key = SortKeyField()
    is_active = models.BooleanField("ใช้อยู่", default=True)

    objects = DistrictQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "อำเภอ"
        ordering = ["sort_key"]

    def __str__(self) -> str:
        return self.name_th

    @property
    def name(self) -> str:
        return name_of(self)

    @property
    def title(self) -> str:
        """อำเภอชนบท; เขตดุสิต in Bangkok."""
        return f"เขต{self.name_th}" if self.province_id == "10" else f"อำเภอ{self.name_th}"

    @property
    def long_name(self) -> str:
        """Where names repeat: "เฉลิมพระเกียรติ จ.น่าน"."""
        return f"{self.name_th} จ.{self.province.name_th}"


class Subdistrict(models.Model):
    code = models.CharField("รหัส", max_length=6, primary_key=True)
    district = models.ForeignKey(
        District, models.PROTECT, related_name="subdistricts", verbose_name="อำเภอ"
    )
    name_th = models.CharField("ชื่อ", max_length=100)
    name_en = models.CharField("ชื่ออังกฤษ", max_length=100)
    postcode = models.CharField("รหัสไปรษณีย์", max_length=5, blank=True)
    sort_key = SortKeyField()
    is_active = models.BooleanField("ใช้อยู่", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "ตำบล"
        ordering = ["sort_key"]

    def __str__(self) -> str:
        return self.name_th

    @property
    def long_name(self) -> str:
        """Where names repeat: "หนองบัว อ.ภูเวียง จ.ขอนแก่น"."""
        return f"{self.name_th} อ.{self.district.long_name}"
