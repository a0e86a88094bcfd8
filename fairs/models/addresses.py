"""The addresses under which a fair is and was found: an old one leads to it for good."""

from django.db import models

from fairs.models.scoped import PlacedQuerySet
from fairs.scopes import of_fair


class FairAddressQuerySet(PlacedQuerySet):
    places = of_fair("fair_event")


class FairAddress(models.Model):
    """One address that a fair has or had; never another fair's, so no old link goes astray."""

    slug = models.SlugField(
        "ที่อยู่หน้าเว็บ",
        max_length=80,
        unique=True,
        error_messages={"unique": "ที่อยู่นี้เคยเป็นของงานอื่น ใช้ที่อยู่อื่น"},
    )
    fair_event = models.ForeignKey(
        "fairs.FairEvent", models.CASCADE, related_name="addresses", verbose_name="งาน"
    )
    since = models.DateTimeField("ตั้งแต่", auto_now_add=True)

    objects = FairAddressQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "ที่อยู่ของงาน"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.slug
