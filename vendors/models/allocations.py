"""Who stands in which booth, on which days. Two numbers and the day rows exclude doubles."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from fairs.models.scoped import PlacedQuerySet
from fairs.scopes import of_fair
from otopfair.constraints import AgreesWithParent
from otopfair.history.models import LONGEST_REASON
from otopfair.thai.formatting import format_range_short
from otopfair.thai.model_fields import LimitedTextField


class BoothAllocationQuerySet(PlacedQuerySet):
    places = of_fair("booth__fair_event")

    def managed_by(self, user):
        return self.filter(application__vendor__members__user=user)

    def live(self):
        return self.filter(released_at=None)

    def in_booth_order(self, fair_event):
        """Who stands at a fair now, as one walks past the booths."""
        return (
            self.live()
            .filter(booth__fair_event=fair_event)
            .select_related("booth__zone", "application__vendor")
            .order_by("booth__zone__sequence", "booth__sort_key", "place_no", "first_on")
        )

    def standing_on(self, day: date):
        """Who stood in which booth on `day`: where the vendor was when the day ended."""
        return self.filter(days__on=day)


class PlacesOfBooth(models.PositiveSmallIntegerField):
    """How many may share the row's booth: copied when the row is new, then the database's."""

    def pre_save(self, row, add):
        if add:
            setattr(row, self.attname, row.booth.places)
        return super().pre_save(row, add)


class BoothAllocation(models.Model):
    """One place in one booth, given to one application for the whole fair or for some days.

    `place_no` runs from 1 to the booth's places (one unless it is shared), which stand here as a
    copy so that the database can count; `request_no` from 1 to the booths that were asked for. A
    request is served once among live rows; a place is given once for the whole fair (no
    `first_on`), and once on each day (`AllocationDay`). What it costs stands here where the vendor
    was moved to a booth of another class than it had agreed to.
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
    places_in_booth = PlacesOfBooth("จำนวนร้านในบูธ", editable=False)
    request_no = models.PositiveSmallIntegerField("บูธที่ขอลำดับที่", default=1)
    first_on = models.DateField("ตั้งแต่วันที่", null=True, blank=True)
    last_on = models.DateField("ถึงวันที่", null=True, blank=True)
    fee_baht = models.DecimalField(
        "ค่าบูธ (บาท)", max_digits=10, decimal_places=2, null=True, blank=True
    )
    deposit_baht = models.DecimalField(
        "เงินประกัน (บาท)", max_digits=10, decimal_places=2, null=True, blank=True
    )
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
    release_reason = LimitedTextField("เหตุที่คืน", max_length=LONGEST_REASON, blank=True)

    objects = BoothAllocationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "การจัดบูธ"
        ordering = ["pk"]
        indexes = [
            # Who stands in a booth now; the unique pair covers whole fairs only.
            models.Index(
                fields=["booth", "place_no"],
                condition=Q(released_at=None),
                name="allocation_live_in_booth",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["booth", "place_no"],
                condition=Q(released_at=None, first_on=None),
                name="booth_place_given_once",
                violation_error_message="บูธนี้มีร้านแล้ว เลือกบูธอื่น",
            ),
            models.UniqueConstraint(
                fields=["application", "request_no"],
                condition=Q(released_at=None),
                name="application_request_served_once",
                violation_error_message="ใบสมัครนี้ได้บูธครบแล้ว",
            ),
            models.CheckConstraint(
                condition=Q(first_on=None, last_on=None)
                | Q(first_on__isnull=False, last_on__isnull=False, last_on__gte=F("first_on")),
                name="allocation_has_both_days_or_none",
                violation_error_message="เลือกวันแรกและวันสุดท้ายให้ครบ และวันสุดท้ายต้องไม่มาก่อนวันแรก",
            ),
            models.CheckConstraint(
                condition=Q(fee_baht=None, deposit_baht=None)
                | Q(fee_baht__gte=0, deposit_baht__gte=0),
                name="allocation_costs_both_or_as_agreed",
                violation_error_message="บอกทั้งค่าบูธและเงินประกัน",
            ),
            AgreesWithParent(
                fields=["booth", "places_in_booth"],
                to_fields=["id", "places"],
                name="allocation_knows_the_places_of_its_booth",
                follows=True,
            ),
            models.CheckConstraint(
                condition=Q(place_no__gte=1)
                & (Q(released_at__isnull=False) | Q(place_no__lte=F("places_in_booth"))),
                name="allocation_has_a_place_of_its_booth",
                violation_error_message="บูธนี้มีที่ไม่พอสำหรับร้านที่อยู่แล้ว",
            ),
            # What a day row refers to.
            models.UniqueConstraint(
                fields=["id", "booth", "place_no"], name="allocation_with_its_place"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} บูธ {self.booth}"

    @property
    def is_whole_fair(self) -> bool:
        return self.first_on is None

    @property
    def days_text(self) -> str:
        """ "28–30 ต.ค. 63", or nothing for the whole fair."""
        return "" if self.first_on is None else format_range_short(self.first_on, self.last_on)

    @property
    def place_text(self) -> str:
        """ "C07", or "C07 28–30 ต.ค. 63" of a vendor who is there for some days."""
        return f"{self.booth.code} {self.days_text}".strip()

    def meets(self, first_on: date | None, last_on: date | None) -> bool:
        """Whether it shares a day with these; no days are the whole fair."""
        if self.first_on is None or self.last_on is None or first_on is None or last_on is None:
            return True
        return self.first_on <= last_on and first_on <= self.last_on

    def covers(self, day: date) -> bool:
        """Whether the booth was given for `day`."""
        return self.first_on is None or self.first_on <= day <= self.last_on


class AllocationDay(models.Model):
    """One day on which an allocation has its place. Once a day a place, on any database.

    A whole fair has a row for each of its days, as soon as they are known. What is past stays
    when a booth is given back: these rows tell who stood where.
    """

    allocation = models.ForeignKey(
        BoothAllocation, models.CASCADE, related_name="days", verbose_name="การจัดบูธ"
    )
    booth = models.ForeignKey(
        "fairs.Booth", models.PROTECT, related_name="+", verbose_name="บูธ", db_index=False
    )
    place_no = models.PositiveSmallIntegerField("ที่ในบูธ")
    on = models.DateField("วันที่")

    class Meta:
        verbose_name = verbose_name_plural = "วันที่อยู่บูธ"
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["booth", "place_no", "on"],
                name="booth_place_given_once_a_day",
                violation_error_message="บูธนี้มีร้านในวันนั้นแล้ว เลือกวันอื่น",
            ),
            AgreesWithParent(
                fields=["allocation", "booth", "place_no"],
                to_fields=["id", "booth", "place_no"],
                name="day_is_of_the_place_of_its_allocation",
            ),
        ]
        indexes = [models.Index(fields=["on", "allocation"], name="allocation_day_on")]

    def __str__(self) -> str:
        return f"{self.allocation_id} {self.on.isoformat()}"
