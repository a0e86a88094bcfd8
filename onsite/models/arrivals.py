"""Who came to the booth on which day, who did not, and what was said on the telephone."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from fairs.models.scoped import PlacedQuerySet
from fairs.scopes import of_fair


def whole_or_none(prefix: str, *columns: str) -> Q:
    """Either all of `columns` are filled or none is."""
    names = [f"{prefix}_{column}" for column in columns]
    return Q(**dict.fromkeys(names)) | Q(**{f"{name}__isnull": False for name in names})


class NotedQuerySet(PlacedQuerySet):
    places = of_fair("allocation__booth__fair_event")

    def standing(self):
        """Without those that were taken back."""
        return self.filter(taken_back_at=None)


class NotedAtBooth(models.Model):
    """What somebody noted of an allocation on a day; taken back, it stays as history."""

    allocation = models.ForeignKey(
        "vendors.BoothAllocation",
        models.PROTECT,
        related_name="%(class)ss",
        verbose_name="การจัดบูธ",
    )
    on = models.DateField("วันที่")
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้บันทึก"
    )
    noted_at = models.DateTimeField("บันทึกเมื่อ")
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผู้ยกเลิก",
    )
    taken_back_at = models.DateTimeField("ยกเลิกเมื่อ", null=True, blank=True)

    objects = NotedQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return f"{self.allocation} {self.on.isoformat()}"


class Arrival(NotedAtBooth):
    """A vendor was seen at its booth on a day of the fair: one row an allocation and day.

    `form_key` is that of the tap that made it stand: the same tap sent again after somebody took
    it back changes nothing. `came_at` is when it was tapped, `noted_at` when it reached us.
    """

    form_key = models.UUIDField("รหัสแบบฟอร์ม", editable=False)
    came_at = models.DateTimeField("มาเมื่อ")

    class Meta(NotedAtBooth.Meta):
        verbose_name = verbose_name_plural = "การมาถึง"
        permissions = [("note_arrival", "บันทึกว่าร้านมาแล้ว")]
        constraints = [
            models.UniqueConstraint(
                fields=["allocation", "on"],
                name="arrival_once_a_day",
                violation_error_message="ร้านนี้มีบันทึกว่ามาแล้วในวันนั้น",
            ),
            models.CheckConstraint(
                condition=whole_or_none("taken_back", "by", "at"),
                name="arrival_taken_back_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(came_at__lte=F("noted_at")), name="arrival_noted_after_it_was"
            ),
        ]


class Absence(NotedAtBooth):
    """A vendor did not come, from `on` until `until`: one day, or the rest of its days.

    With `ends_place` it lost the booth from then on.
    """

    until = models.DateField("ถึงวันที่")
    ends_place = models.BooleanField("เสียบูธตั้งแต่วันนั้น", default=False)
    reason = models.CharField("เหตุผล", max_length=255, blank=True)

    class Meta(NotedAtBooth.Meta):
        verbose_name = verbose_name_plural = "การไม่มา"
        permissions = [("end_absent", "ตัดสิทธิ์ร้านที่ไม่มาและให้บูธร้านสำรอง")]
        constraints = [
            models.UniqueConstraint(
                fields=["allocation", "on"],
                condition=Q(taken_back_at=None),
                name="absence_once_a_day",
                violation_error_message="ร้านนี้มีบันทึกว่าไม่มาในวันนั้นแล้ว",
            ),
            models.CheckConstraint(
                condition=whole_or_none("taken_back", "by", "at"),
                name="absence_taken_back_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(until__gte=F("on")) & (Q(ends_place=True) | Q(until=F("on"))),
                name="absence_of_several_days_ends_the_place",
            ),
        ]


class PhoneNote(models.Model):
    """What came of a call to a vendor who was not there yet."""

    allocation = models.ForeignKey(
        "vendors.BoothAllocation",
        models.PROTECT,
        related_name="phone_notes",
        verbose_name="การจัดบูธ",
    )
    on = models.DateField("วันที่")
    text = models.CharField("โทรแล้วได้ความว่า", max_length=255)
    form_key = models.UUIDField("รหัสแบบฟอร์ม", editable=False)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้บันทึก"
    )
    noted_at = models.DateTimeField("บันทึกเมื่อ", auto_now_add=True)

    objects = NotedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "บันทึกการโทร"
        ordering = ["pk"]
        indexes = [models.Index(fields=["on", "allocation"], name="phone_note_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["noted_by", "form_key"],
                name="phone_note_once_per_form",
                violation_error_message="ส่งแบบฟอร์มนี้แล้ว",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="phone_note_says_something"),
        ]

    def __str__(self) -> str:
        return self.text
