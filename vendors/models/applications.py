"""A vendor's request for booths at one fair, from draft to booth number."""

import re

from django.conf import settings
from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from fairs.models import ProductCategory
from fairs.models.scoped import PlacedQuerySet
from fairs.scopes import Place, Scope, of_fair, scope_of
from otopfair.thai.digits import to_arabic_digits
from otopfair.thai.model_fields import LimitedTextField
from vendors.models.decisions import Decision, Outcome
from vendors.models.phases import ReviewPhase


class ApplicationStatus(models.TextChoices):
    DRAFT = "draft", "ร่าง"
    SUBMITTED = "submitted", "รอตรวจ"
    RETURNED = "returned", "ส่งกลับให้แก้"
    ELIGIBLE = "eligible", "ผ่านเอกสาร"
    RESERVED = "reserved", "สำรอง"
    SELECTED = "selected", "ได้รับคัดเลือก"
    CONFIRMED = "confirmed", "ยืนยันแล้ว"
    REFUSED = "refused", "ไม่ผ่าน"
    DECLINED = "declined", "สละสิทธิ์"
    LAPSED = "lapsed", "เลยกำหนด"
    WITHDRAWN = "withdrawn", "ถอนใบสมัคร"


STANDINGS = {
    **dict(ApplicationStatus.choices),
    **{outcome: f"{label} รอประกาศ" for outcome, label in Outcome.choices},
}
ENDED_STATUSES = [
    ApplicationStatus.REFUSED,
    ApplicationStatus.DECLINED,
    ApplicationStatus.LAPSED,
    ApplicationStatus.WITHDRAWN,
]
DECIDE = "vendors.decide_boothapplication"
LIVE_STATUSES = [status.value for status in ApplicationStatus if status not in ENDED_STATUSES]
ANSWERED_BY_VENDOR = {ApplicationStatus.DRAFT, ApplicationStatus.RETURNED}
REFERENCE = re.compile(r"(?:([A-Za-z0-9]{2,8})-)?(\d{1,9})|([A-Za-z][A-Za-z0-9]{1,7})-?")


def reference_is(text: str) -> Q:
    """Applications whose number people write as `text`: "KK63-0151", "0151", "KK63"."""
    found = REFERENCE.fullmatch(to_arabic_digits(text).strip())
    if found is None:
        return Q(pk__in=[])
    prefix, number, only_prefix = found.groups()
    by_prefix = Q(reference_prefix__iexact=prefix or only_prefix)
    if number is None:
        return by_prefix
    by_number = Q(reference_number=int(number))
    return by_number & by_prefix if prefix else by_number


# Whoever was told to be chosen is on the public list: hiding that name would hide nothing.
NAMED_ANYHOW = ["selected", "confirmed", "reserved"]


def name_is_hidden() -> Case:
    """Whether a phase of today keeps the name of an application's vendor from officers."""
    hiding = ReviewPhase.objects.hiding_names().filter(call=OuterRef("call"))
    return Case(When(status__in=NAMED_ANYHOW, then=Value(False)), default=Exists(hiding))


def _decided() -> Coalesce:
    """What was decided last and is not told yet, or else the status."""
    pending = Decision.objects.pending().filter(application=OuterRef("pk")).order_by("-pk")
    return Coalesce(Subquery(pending.values("outcome")[:1]), F("status"))


class BoothApplicationQuerySet(PlacedQuerySet):
    """Applications lie at their fair, and with the district of their vendor."""

    places = (*of_fair("fair_event"), Place("districts", "vendor__district"))

    def within(self, scope: Scope):
        """Sent ones only: a draft is the vendor's own."""
        return super().within(scope).exclude(status=ApplicationStatus.DRAFT)

    def holds(self, scope: Scope, row) -> bool:
        return row.status != ApplicationStatus.DRAFT and super().holds(scope, row)

    def managed_by(self, user):
        return self.filter(vendor__members__user=user)

    def waiting_for_booth(self):
        """Confirmed, with fewer booths than asked for; `given` is how many they have."""
        live = Count("allocations", filter=Q(allocations__released_at=None))
        return (
            self.filter(status=ApplicationStatus.CONFIRMED)
            .annotate(given=live)
            .filter(given__lt=F("booths_wanted"))
        )

    def with_standing(self):
        """`standing` is where it stands for officers: what was decided and not told yet (an
        Outcome), or else its status. The two sets of words have none in common.

        `name_is_hidden` says whether officers see its number only (`applicant`)."""
        return self._standing_as(_decided())

    def with_standing_for(self, user):
        """`with_standing` as `user` may know it: who does not decide about an application reads
        its status, and learns the rest when it is announced."""
        scope = scope_of(user, DECIDE)
        if scope.everything:
            return self.with_standing()
        known = Case(When(self._places(scope), then=_decided()), default=F("status"))
        return self._standing_as(known)

    def _standing_as(self, standing):
        return self.annotate(standing=standing, name_is_hidden=name_is_hidden())

    def for_review_list(self):
        """All that one row of the review list shows, in one query."""
        return self.select_related(
            "vendor__district", "vendor__province", "fair_event", "booth_class"
        )


class BoothApplication(models.Model):
    fair_event = models.ForeignKey(
        "fairs.FairEvent", models.PROTECT, related_name="applications", verbose_name="งาน"
    )
    vendor = models.ForeignKey(
        "vendors.Vendor", models.PROTECT, related_name="applications", verbose_name="ผู้ประกอบการ"
    )
    call = models.ForeignKey(
        "fairs.VendorCall",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="applications",
        verbose_name="ประกาศรับสมัคร",
        help_text="ว่างได้เมื่อเจ้าหน้าที่ลงชื่อร้านของงานที่ไม่ได้ประกาศรับสมัคร",
    )
    reference_prefix = models.CharField("รหัสหน้าเลขที่ใบสมัคร", max_length=8, blank=True)
    reference_number = models.PositiveIntegerField("เลขที่ใบสมัคร", null=True, blank=True)
    status = models.CharField(
        "สถานะ", max_length=16, choices=ApplicationStatus, default=ApplicationStatus.DRAFT
    )
    category = models.PositiveSmallIntegerField(
        "ประเภท", choices=ProductCategory, null=True, blank=True
    )
    booths_wanted = models.PositiveSmallIntegerField("จำนวนบูธ", default=1)
    booth_class = models.ForeignKey(
        "fairs.BoothClass",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="applications",
        verbose_name="แบบบูธ",
    )
    fee_baht = models.DecimalField(
        "ค่าบูธที่ตกลง (บาท)", max_digits=12, decimal_places=2, null=True, blank=True
    )
    deposit_baht = models.DecimalField(
        "เงินประกันที่ตกลง (บาท)", max_digits=12, decimal_places=2, null=True, blank=True
    )
    note = LimitedTextField("บอกเจ้าหน้าที่เพิ่ม", max_length=2000, blank=True)
    zone_wished = models.CharField("โซนที่อยากได้", max_length=16, blank=True)
    neighbours_wished = models.CharField("ร้านที่อยากอยู่ใกล้หรือห่าง", max_length=255, blank=True)
    terms = models.ForeignKey(
        "fairs.TermsText",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ข้อตกลงที่ยอมรับ",
    )
    terms_accepted_at = models.DateTimeField("ยอมรับข้อตกลงเมื่อ", null=True, blank=True)
    form_key = models.UUIDField("รหัสแบบฟอร์ม", editable=False)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="applications_started",
        verbose_name="ผู้กรอก",
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="เจ้าหน้าที่ที่กรอกแทน",
    )
    late_until = models.DateTimeField("ส่งหลังปิดรับได้ถึง", null=True, blank=True)
    created_at = models.DateTimeField("เริ่มกรอกเมื่อ", auto_now_add=True)
    saved_at = models.DateTimeField("บันทึกร่างเมื่อ", auto_now=True)
    submitted_at = models.DateTimeField("ส่งเมื่อ", null=True, blank=True)
    checked_at = models.DateTimeField("ตรวจเอกสารเมื่อ", null=True, blank=True)
    selected_at = models.DateTimeField("คัดเลือกเมื่อ", null=True, blank=True)
    confirmed_at = models.DateTimeField("ยืนยันเมื่อ", null=True, blank=True)
    decision_reason = LimitedTextField("เหตุผลที่แจ้งผู้สมัคร", max_length=2000, blank=True)
    answer_by = models.DateField("ต้องทำภายใน", null=True, blank=True)
    pay_until = models.DateField("ต้องชำระภายใน", null=True, blank=True)
    version = models.PositiveIntegerField("รุ่นข้อมูล", default=1, editable=False)

    objects = BoothApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "ใบสมัคร"
        ordering = ["pk"]
        permissions = [
            ("decide_boothapplication", "พิจารณาใบสมัคร"),
            ("act_for_vendor", "ทำแทนผู้ประกอบการ"),
            ("plan_review", "กำหนดขั้นตอน เกณฑ์ และแบ่งใบสมัคร"),
            ("score_boothapplication", "ให้คะแนนใบสมัคร"),
            ("read_fairness", "อ่านสรุปความเป็นธรรมของการคัดเลือก"),
        ]
        indexes = [
            models.Index(fields=["fair_event", "status", "id"], name="application_fair_status"),
            models.Index(fields=["vendor", "-id"], name="application_vendor_newest"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["fair_event", "vendor"],
                condition=Q(status__in=LIVE_STATUSES),
                name="one_live_application_per_vendor_and_fair",
                violation_error_message="ร้านนี้มีใบสมัครของงานนี้อยู่แล้ว",
            ),
            models.UniqueConstraint(
                fields=["fair_event", "reference_number"],
                name="application_number_once_per_fair",
                violation_error_message="งานนี้มีใบสมัครเลขที่นี้แล้ว",
            ),
            models.UniqueConstraint(
                fields=["id", "fair_event"],
                name="application_and_its_fair",
            ),
            models.UniqueConstraint(
                fields=["started_by", "form_key"],
                name="application_once_per_form",
                violation_error_message="ส่งแบบฟอร์มนี้แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(status="draft")
                | Q(status="withdrawn")
                | Q(
                    reference_number__isnull=False,
                    category__isnull=False,
                    submitted_at__isnull=False,
                ),
                name="sent_application_is_complete",
                violation_error_message="ใบสมัครที่ส่งแล้วต้องมีเลขที่ ประเภท และเวลาที่ส่ง",
            ),
            models.CheckConstraint(
                condition=Q(fee_baht=None, deposit_baht=None)
                | Q(fee_baht__gte=0, deposit_baht__gte=0),
                name="application_agrees_to_fee_and_deposit",
                violation_error_message="ค่าบูธและเงินประกันต้องระบุทั้งคู่ และไม่ติดลบ",
            ),
            models.CheckConstraint(
                condition=Q(booths_wanted__gte=1),
                name="application_wants_a_booth",
                violation_error_message="ขออย่างน้อย 1 บูธ",
            ),
        ]

    def __str__(self) -> str:
        return self.reference_no or f"ใบสมัครร่าง {self.pk}"

    def call_for_sending(self):
        """The call it belongs to; a draft goes to the one that is open now, if any is."""
        if self.status == ApplicationStatus.DRAFT:
            return self.fair_event.accepting_call() or self.call
        return self.call

    @property
    def hides_name(self) -> bool:
        """Whether officers see its number only; `with_standing()` has asked for many at once."""
        if not hasattr(self, "name_is_hidden"):
            hiding = ReviewPhase.objects.hiding_names().filter(call=self.call_id)
            self.name_is_hidden = self.status not in NAMED_ANYHOW and hiding.exists()
        return self.name_is_hidden

    @property
    def applicant(self) -> str:
        """Whom officers read about: the vendor's name, or the number while names are hidden."""
        return f"ผู้สมัคร {self}" if self.hides_name else self.vendor.name_th

    @property
    def standing_words(self) -> str:
        """The words of `standing`, for officers; without it, of the status."""
        return STANDINGS[getattr(self, "standing", self.status)]

    @property
    def reference_no(self) -> str:
        """KK63-0151, the fair's code when it was sent and a running number; "" for a draft."""
        if self.reference_number is None:
            return ""
        return f"{self.reference_prefix}-{self.reference_number:04d}"
