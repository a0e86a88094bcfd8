"""Who stands in which booth. The two place numbers make double allocation impossible."""

from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from fairs.scopes import scope_of
from otopfair.thai.calendar import THAILAND


class BoothAllocationQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(scope_of(user).of_fairs("booth__fair_event__"))

    def managed_by(self, user):
        return self.filter(application__vendor__members__user=user)

    def live(self):
        return self.filter(released_at=None)

    def standing_on(self, day: date):
        """Where each vendor stood at the end of `day`: one row for each booth asked for.

        Who has moved since still counts in the old booth; who gave the booth back on the day
        does not. Booths are often entered after the fair, so `allocated_at` says nothing.
        """
        evening = datetime.combine(day + timedelta(days=1), time(), THAILAND)
        held = Q(released_at=None) | Q(released_at__gte=evening)
        before_the_move = self.model._default_manager.filter(
            held,
            application=OuterRef("application"),
            request_no=OuterRef("request_no"),
            pk__lt=OuterRef("pk"),
        )
        return self.filter(held, ~Exists(before_the_move))


class BoothAllocation(models.Model):
    """One place in one booth, given to one application.

    `place_no` runs from 1 to the booth's places (one unless it is shared), `request_no` from 1
    to the booths that the application asked for. Both are unique among live rows, so neither a
    booth nor a request can be served twice.
    """

    application = models.ForeignKey(
        "vendors.BoothApplication",
        models.PROTECT,
        related_name="allocations",
        verbose_name="ใบสมัคร",
    )
    booth = models.ForeignKey(
        "fairs.Booth", models.PROTECT, related_name="allocations", verbose_name="บูธ"
    )
    place_no = models.PositiveSmallIntegerField("ที่ในบูธ", default=1)
    request_no = models.PositiveSmallIntegerField("บูธที่ขอลำดับที่", default=1)
    allocated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้จัดบูธ"
    )
    allocated_at = models.DateTimeField("จัดบูธเมื่อ", auto_now_add=True)
    released_at = models.DateTimeField("คืนบูธเมื่อ", null=True, blank=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผู้คืนบูธ",
    )
    release_reason = models.CharField("เหตุที่คืน", max_length=255, blank=True)

    objects = BoothAllocationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "การจัดบูธ"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["booth", "place_no"],
                condition=Q(released_at=None),
                name="booth_place_given_once",
                violation_error_message="บูธนี้มีร้านแล้ว เลือกบูธอื่น",
            ),
            models.UniqueConstraint(
                fields=["application", "request_no"],
                condition=Q(released_at=None),
                name="application_request_served_once",
                violation_error_message="ใบสมัครนี้ได้บูธครบแล้ว",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} บูธ {self.booth}"
