from django.db import models

from fairs.models.scoped import SharedQuerySet
from otopfair.thai.model_fields import SortKeyField


class Cloth(models.TextChoices):
    """The woven pattern on a series' posters and cards; also the name of its CSS class."""

    INDIGO = "indigo", "คราม"
    LAC = "lac", "ครั่ง"
    ALMOND = "almond", "ใบหูกวาง"
    TURMERIC = "turmeric", "ขมิ้น"
    EBONY = "ebony", "ลูกหว้า"


class FairSeries(models.Model):
    """The brand under which fairs return: OTOP CITY IN KHONKAEN."""

    name_th = models.CharField("ชื่อชุดงาน", max_length=255, unique=True)
    name_en = models.CharField("ชื่ออังกฤษ", max_length=255, blank=True)
    province = models.ForeignKey(
        "fairs.Province",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="series",
        verbose_name="จังหวัดที่ดูแลข้อมูล",
    )
    cloth = models.CharField("ลายผ้า", max_length=16, choices=Cloth, default=Cloth.INDIGO)
    sort_key = SortKeyField()

    objects = SharedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "ชุดงาน"
        ordering = ["sort_key"]

    def __str__(self) -> str:
        return self.name_th
