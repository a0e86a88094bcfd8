"""Calls for vendors: when each is open, on which terms, how many places for whom."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_noop

from fairs.models.categories import ProductCategory
from fairs.models.scoped import OfFairQuerySet, SharedQuerySet
from otopfair.thai.model_fields import LimitedTextField, SortKeyField


class TermsText(models.Model):
    """Terms that a vendor accepts. A change is a new version; old applications keep theirs."""

    title = models.CharField("ชื่อข้อตกลง", max_length=255)
    province = models.ForeignKey(
        "fairs.Province",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="terms",
        verbose_name="จังหวัดที่ดูแลข้อมูล",
    )
    version = models.PositiveSmallIntegerField("ฉบับที่", default=1)
    sort_key = SortKeyField(source="title")
    summary = models.CharField("สรุปหนึ่งประโยค", max_length=500)
    body = LimitedTextField("ข้อตกลง", max_length=20_000)

    objects = SharedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "ข้อตกลง"
        ordering = ["sort_key", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["title", "version"],
                name="terms_version_once",
                violation_error_message="มีข้อตกลงชื่อนี้ฉบับนี้แล้ว",
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} ฉบับที่ {self.version}"


class CallOrigin(models.TextChoices):
    """Where a vendor comes from, seen from the fair's home province."""

    ANY = "any", "ทุกจังหวัด"
    INSIDE = "inside", "ในจังหวัด"
    OUTSIDE = "outside", "นอกจังหวัด"


ORIGINS = (CallOrigin.INSIDE, CallOrigin.OUTSIDE)


class CallKind(models.TextChoices):
    """How one comes to apply."""

    OPEN = "open", "เปิดรับทั่วไป"
    INVITED = "invited", "เฉพาะร้านที่เชิญ"
    NOMINATED = "nominated", "เฉพาะร้านที่อำเภอเสนอชื่อ"


class AllocationWay(models.TextChoices):
    """How the booths of a call find their vendors."""

    OFFICER = "officer", gettext_noop("เจ้าหน้าที่จัดให้")
    DRAW = "draw", gettext_noop("จับสลากต่อหน้าสาธารณะ")
    RULES = "rules", gettext_noop("จัดตามกติกาและอันดับที่ขอ")
    SELF = "self", gettext_noop("ร้านเลือกบูธเองเมื่อถึงเวลา")


class VendorCallQuerySet(OfFairQuerySet):
    def accepting(self, now=None):
        now = now or timezone.now()
        return self.filter(fair_event__state="published", opens_at__lte=now, closes_at__gt=now)


class VendorCall(models.Model):
    """ประกาศรับสมัคร: one of the rounds in which a fair takes applications."""

    fair_event = models.ForeignKey(
        "fairs.FairEvent", models.CASCADE, related_name="calls", verbose_name="งาน"
    )
    sequence = models.PositiveSmallIntegerField("รอบลำดับที่", default=1)
    name = models.CharField("ชื่อรอบ", max_length=60, default="รอบที่ 1")
    kind = models.CharField("วิธีรับสมัคร", max_length=10, choices=CallKind, default=CallKind.OPEN)
    allocation_way = models.CharField(
        "วิธีจัดบูธ",
        max_length=8,
        choices=AllocationWay,
        default=AllocationWay.OFFICER,
        help_text="ผู้สมัครอ่านก่อนสมัคร เจ้าหน้าที่จัดบูธให้ทีละร้านได้เสมอ",
    )
    picking_opens_at = models.DateTimeField(
        "เปิดให้ร้านเลือกบูธ",
        null=True,
        blank=True,
        help_text="ใช้เมื่อร้านเลือกบูธเอง",
    )
    turn_minutes = models.PositiveSmallIntegerField(
        "ให้เลือกก่อนร้านถัดไป (นาที)",
        default=0,
        help_text="0 = ทุกร้านเลือกพร้อมกัน ถ้ามากกว่านั้น ร้านเลือกตามลำดับที่จัดไว้",
    )
    hold_minutes = models.PositiveSmallIntegerField("เลือกแล้วยืนยันภายใน (นาที)", default=10)
    decided_by = models.ForeignKey(
        "fairs.WorkingCommittee",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="calls",
        verbose_name="คณะผู้พิจารณา",
        help_text="ผู้สมัครอ่านก่อนสมัคร",
    )
    opens_at = models.DateTimeField("เปิดรับสมัคร")
    closes_at = models.DateTimeField("ปิดรับสมัคร")
    result_on = models.DateField("แจ้งผลภายใน", null=True, blank=True)
    confirm_until = models.DateField("ให้ยืนยันภายใน", null=True, blank=True)
    days_to_answer = models.PositiveSmallIntegerField(
        "ให้เวลายืนยันอย่างน้อย (วัน)",
        default=3,
        help_text="ร้านที่ได้รับแจ้งหลังวันที่ให้ยืนยัน และร้านสำรองที่เลื่อนขึ้นมา มีเวลาเท่านี้",
    )
    days_to_pay = models.PositiveSmallIntegerField(
        "ชำระเงินภายใน (วันหลังยืนยัน)",
        default=7,
        help_text="นับจากวันที่ร้านยืนยัน ใช้เมื่อรอบนี้มีค่าบูธหรือเงินประกัน",
    )
    pay_until = models.DateField(
        "หรือชำระเงินภายในวันที่",
        null=True,
        blank=True,
        help_text="กรอกเมื่อทุกร้านมีกำหนดวันเดียวกัน ร้านที่ยืนยันหลังวันนี้ใช้จำนวนวันข้างบน",
    )
    days_to_object = models.PositiveSmallIntegerField("โต้แย้งผลได้ภายใน (วัน)", default=15)
    days_to_reply = models.PositiveSmallIntegerField("เจ้าหน้าที่ตอบคำโต้แย้งภายใน (วัน)", default=30)
    give_back_rule = LimitedTextField(
        "ข้อตกลงเมื่อคืนบูธ",
        max_length=1000,
        blank=True,
        help_text="ร้านอ่านก่อนคืนบูธ เช่น เรื่องเงินประกัน และการงดรับสมัครครั้งต่อไป",
    )
    terms = models.ForeignKey(
        TermsText, models.PROTECT, related_name="calls", verbose_name="ข้อตกลง"
    )
    booth_text = models.CharField("ขนาดและสิ่งที่มีในบูธ", max_length=255, blank=True)
    max_booths = models.PositiveSmallIntegerField("ขอได้ไม่เกิน (บูธต่อราย)", default=1)
    eligibility = LimitedTextField("ผู้มีสิทธิ์สมัคร", max_length=4000, blank=True)

    objects = VendorCallQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "ประกาศรับสมัคร"
        ordering = ["sequence", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["fair_event", "sequence"],
                name="call_sequence_once_per_fair",
                violation_error_message="งานนี้มีรอบลำดับนี้แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")),
                name="call_closes_after_it_opens",
                violation_error_message="เวลาปิดรับสมัครต้องอยู่หลังเวลาเปิด",
            ),
            models.CheckConstraint(
                condition=~Q(allocation_way="self") | Q(picking_opens_at__isnull=False),
                name="call_says_when_booths_are_chosen",
                violation_error_message="กรอกเวลาที่เปิดให้ร้านเลือกบูธ",
            ),
            models.CheckConstraint(
                condition=Q(hold_minutes__range=(1, 120), turn_minutes__lte=600),
                name="call_gives_time_to_choose",
                violation_error_message="ให้ร้านยืนยันภายใน 1–120 นาที และลำดับละไม่เกิน 600 นาที",
            ),
            models.CheckConstraint(
                condition=Q(max_booths__gte=1),
                name="call_allows_a_booth",
                violation_error_message="ต้องขอได้อย่างน้อย 1 บูธ",
            ),
            models.CheckConstraint(
                condition=Q(
                    days_to_answer__gte=1,
                    days_to_pay__gte=1,
                    days_to_object__gte=1,
                    days_to_reply__gte=1,
                ),
                name="call_gives_a_day_to_answer",
                violation_error_message="ให้เวลาอย่างน้อย 1 วัน",
            ),
        ]

    def __str__(self) -> str:
        return f"รับสมัคร {self.name} {self.fair_event}"

    def is_accepting(self, now=None) -> bool:
        return self.opens_at <= (now or timezone.now()) < self.closes_at

    @cached_property
    def every_cell(self) -> list:
        """All cells, read once."""
        return list(self.cells.all())

    @property
    def has_places_by_zone(self) -> bool:
        return any(cell.zone_id for cell in self.every_cell)

    def takes(self, category: int) -> bool:
        return any(cell.category == category for cell in self.every_cell)

    def ceiling(self, category: int, origin: str) -> int | None:
        """Booths that may go to vendors of `origin` (ANY: to all); None when nothing says so."""
        cells = self._cells_of(category, origin)
        return sum(cell.maximum for cell in cells) if cells else None

    def reserved_for(self, category: int, origin: str) -> int:
        """Booths of a category that only vendors of `origin` may have."""
        return sum(cell.reserved for cell in self._cells_of(category, origin))

    def places_of(self, category: int) -> int:
        """All booths of a category: what the call says of every origin, or the sum of both."""
        whole = self.ceiling(category, CallOrigin.ANY)
        parts = (self.ceiling(category, origin) or 0 for origin in ORIGINS)
        return sum(parts) if whole is None else whole

    def places(self) -> dict[int, int]:
        """Booths by category, in official order: the public words of the call."""
        categories = sorted({cell.category for cell in self.every_cell})
        return {category: self.places_of(category) for category in categories}

    def _cells_of(self, category: int, origin: str) -> list:
        """The cell of every zone, or else those of the single zones, which then add up."""
        cells = [c for c in self.every_cell if (c.category, c.origin) == (category, origin)]
        return [cell for cell in cells if cell.zone_id is None] or cells


class CallCell(models.Model):
    """Places of a call for one category, in one zone or any, for vendors of one origin or any.

    `maximum` is how many booths may go to the cell, `reserved` how many of those nobody else may
    take. A cell of every origin limits the whole; cells of one origin limit their part of it.
    """

    call = models.ForeignKey(
        VendorCall, models.CASCADE, related_name="cells", verbose_name="ประกาศรับสมัคร"
    )
    category = models.PositiveSmallIntegerField("ประเภท", choices=ProductCategory)
    zone = models.ForeignKey(
        "fairs.Zone",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="call_cells",
        verbose_name="โซน",
    )
    origin = models.CharField("ร้านจาก", max_length=8, choices=CallOrigin, default=CallOrigin.ANY)
    reserved = models.PositiveSmallIntegerField("กันไว้ให้ (บูธ)", default=0)
    maximum = models.PositiveSmallIntegerField("รับไม่เกิน (บูธ)")

    class Meta:
        verbose_name = verbose_name_plural = "จำนวนที่รับ"
        ordering = ["category", "pk"]
        constraints = [
            # Two constraints, since SQLite knows no "NULLS NOT DISTINCT".
            models.UniqueConstraint(
                fields=["call", "category", "zone", "origin"],
                name="call_cell_once",
                violation_error_message="กำหนดจำนวนของประเภท โซน และที่มานี้ไว้แล้ว",
            ),
            models.UniqueConstraint(
                fields=["call", "category", "origin"],
                condition=Q(zone=None),
                name="call_cell_of_any_zone_once",
                violation_error_message="กำหนดจำนวนของประเภทและที่มานี้ไว้แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(reserved__lte=F("maximum")),
                name="call_cell_reserves_within_its_maximum",
                violation_error_message="จำนวนที่กันไว้ต้องไม่เกินจำนวนที่รับ",
            ),
        ]

    def __str__(self) -> str:
        parts = [self.get_category_display()]
        if self.zone:
            parts.append(f"โซน {self.zone}")
        if self.origin != CallOrigin.ANY:
            parts.append(self.get_origin_display())
        return f"{' '.join(parts)} {self.maximum} บูธ"

    def clean(self):
        if self.zone and self.zone.fair_event_id != self.call.fair_event_id:
            raise ValidationError({"zone": "โซนนี้เป็นของงานอื่น เลือกโซนของงานนี้"})
