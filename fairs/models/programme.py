from django.db import models


class ProgrammeItem(models.Model):
    """Something that happens at a fair at a stated hour."""

    fair_event = models.ForeignKey(
        "fairs.FairEvent", models.CASCADE, related_name="programme", verbose_name="งาน"
    )
    on = models.DateField("วันที่")
    starts_time = models.TimeField("เวลา")
    title = models.CharField("รายการ", max_length=255)
    place = models.CharField("สถานที่", max_length=255, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "กำหนดการ"
        ordering = ["on", "starts_time", "pk"]

    def __str__(self) -> str:
        return self.title
