"""Complaints of visitors about a fair or a booth; each has a day by which it is answered."""

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_noop

from fairs.models.scoped import OfFairQuerySet, OfProvinceQuerySet
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.model_fields import LimitedTextField, PhoneNumberField

LONGEST_COMPLAINT = 4000
USUAL_DAYS = 7
SATURDAY = 5


class ComplaintState(models.TextChoices):
    NEW = "new", gettext_noop("รับเรื่องแล้ว")
    GOING = "going", gettext_noop("กำลังดูแล")
    WITH_VENDOR = "vendor", gettext_noop("รอร้านชี้แจง")
    ANSWERED = "answered", gettext_noop("ตอบแล้ว")
    CLOSED = "closed", gettext_noop("ปิดเรื่องแล้ว")


WAITING = (ComplaintState.NEW, ComplaintState.GOING, ComplaintState.WITH_VENDOR)


class AnswerPeriod(models.Model):
    """Within how many working days complaints are answered: a province's own, or the country's."""

    province = models.OneToOneField(
        "fairs.Province",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="answer_period",
        verbose_name="จังหวัด",
        help_text="ไม่เลือกคือทั้งประเทศ",
    )
    working_days = models.PositiveSmallIntegerField("ตอบภายใน (วันทำการ)", default=USUAL_DAYS)

    objects = OfProvinceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "กำหนดตอบเรื่องร้องเรียน"
        ordering = ["province"]
        constraints = [
            models.UniqueConstraint(
                Coalesce("province", Value("")),
                name="one_answer_period_for_the_country",
                violation_error_message="มีกำหนดของจังหวัดนี้แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(working_days__gte=1, working_days__lte=90),
                name="answer_period_of_some_days",
                violation_error_message="กำหนดตอบคือ 1 ถึง 90 วันทำการ",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.working_days} วันทำการ"


class PublicHoliday(models.Model):
    """A day on which offices are closed, besides Saturdays and Sundays."""

    on = models.DateField("วันที่", unique=True)
    name_th = models.CharField("ชื่อวันหยุด", max_length=120)

    class Meta:
        verbose_name = verbose_name_plural = "วันหยุดราชการ"
        ordering = ["on"]

    def __str__(self) -> str:
        return self.name_th


def working_days_after(day: date, number: int, holidays: set[date]) -> date:
    """The `number`-th working day after `day`."""
    while number:
        day += timedelta(days=1)
        number -= day.weekday() < SATURDAY and day not in holidays
    return day


class ComplaintQuerySet(OfFairQuerySet):
    def waiting(self):
        return self.filter(state__in=WAITING)

    def overdue(self):
        return self.waiting().filter(answer_by__lt=today_in_thailand())

    def with_vendor(self):
        return self.filter(state=ComplaintState.WITH_VENDOR)

    def asked_of_vendors_of(self, user):
        """What officers have asked the vendors of a person about."""
        return self.filter(vendor__members__user=user).exclude(asked_at=None)

    def outlived(self):
        """Closed so long ago that nobody needs to reach whoever complained."""
        kept = timedelta(days=settings.COMPLAINT_CONTACTS_KEPT_DAYS)
        return self.filter(closed_at__lt=timezone.now() - kept, erased_at=None)


class Complaint(models.Model):
    """What a visitor says happened. Nobody has to say who they are."""

    fair_event = models.ForeignKey(
        "fairs.FairEvent", models.PROTECT, related_name="complaints", verbose_name="งาน"
    )
    number = models.PositiveIntegerField("เลขที่")
    booth = models.ForeignKey(
        "fairs.Booth",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="complaints",
        verbose_name="บูธ",
    )
    vendor = models.ForeignKey(
        "vendors.Vendor",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="complaints",
        verbose_name="ร้าน",
    )
    text = LimitedTextField("เกิดอะไรขึ้น", max_length=LONGEST_COMPLAINT)
    photo = models.FileField("รูป", upload_to="complaints/", blank=True)
    name = models.CharField("ชื่อ", max_length=120, blank=True)
    phone = PhoneNumberField("โทรศัพท์", max_length=10, blank=True)
    email = models.EmailField("อีเมล", blank=True)
    consented_at = models.DateTimeField("ยินยอมให้ติดต่อเมื่อ", null=True, blank=True)
    sent_at = models.DateTimeField("แจ้งเมื่อ", auto_now_add=True)
    answer_by = models.DateField("ตอบภายใน")
    state = models.CharField(
        "สถานะ", max_length=8, choices=ComplaintState, default=ComplaintState.NEW
    )
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผู้รับผิดชอบ",
    )
    asked_at = models.DateTimeField("ถามร้านเมื่อ", null=True, blank=True)
    question = LimitedTextField("ถามร้านว่า", max_length=LONGEST_COMPLAINT, blank=True)
    vendor_says = LimitedTextField("ร้านชี้แจง", max_length=LONGEST_COMPLAINT, blank=True)
    vendor_said_at = models.DateTimeField("ร้านชี้แจงเมื่อ", null=True, blank=True)
    answer = LimitedTextField("คำตอบ", max_length=LONGEST_COMPLAINT, blank=True)
    answered_at = models.DateTimeField("ตอบเมื่อ", null=True, blank=True)
    closed_at = models.DateTimeField("ปิดเรื่องเมื่อ", null=True, blank=True)
    erased_at = models.DateTimeField("ลบข้อมูลติดต่อเมื่อ", null=True, blank=True)
    form_key = models.UUIDField("รหัสแบบฟอร์ม", unique=True, editable=False)

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "เรื่องร้องเรียน"
        ordering = ["answer_by", "pk"]
        permissions = [
            ("answer_complaint", "ดูแลและตอบเรื่องร้องเรียน"),
            ("read_contacts_of_complaint", "เห็นชื่อและช่องทางติดต่อของผู้ร้องเรียน"),
        ]
        indexes = [
            models.Index(fields=["fair_event", "state", "answer_by"], name="complaint_queue"),
            models.Index(
                fields=["closed_at"], condition=Q(erased_at=None), name="complaint_to_erase"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["fair_event", "number"],
                name="complaint_number_once_per_fair",
                violation_error_message="งานนี้มีเรื่องเลขที่นี้แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(name="", phone="", email="") | Q(consented_at__isnull=False),
                name="contacts_with_consent",
                violation_error_message="เก็บช่องทางติดต่อได้เมื่อผู้แจ้งยินยอม",
            ),
            models.CheckConstraint(
                condition=~Q(state=ComplaintState.ANSWERED)
                | Q(answered_at__isnull=False) & ~Q(answer=""),
                name="answered_complaint_has_an_answer",
                violation_error_message="เรื่องที่ตอบแล้วต้องมีคำตอบ",
            ),
            models.CheckConstraint(
                condition=Q(state=ComplaintState.CLOSED, closed_at__isnull=False)
                | ~Q(state=ComplaintState.CLOSED) & Q(closed_at=None),
                name="closed_complaint_says_when",
                violation_error_message="เรื่องที่ปิดแล้วต้องมีวันปิด",
            ),
            models.CheckConstraint(
                condition=Q(erased_at=None) | Q(name="", phone="", email="", photo=""),
                name="erased_complaint_names_nobody",
                violation_error_message="เรื่องที่ลบข้อมูลติดต่อแล้วต้องไม่มีข้อมูลติดต่อ",
            ),
        ]

    def __str__(self) -> str:
        return self.reference_no

    @property
    def reference_no(self) -> str:
        return f"{self.fair_event.reference_code}-R{self.number:03}"

    @property
    def has_contacts(self) -> bool:
        return bool(self.name or self.phone or self.email)

    @property
    def is_overdue(self) -> bool:
        return self.state in WAITING and self.answer_by < today_in_thailand()

    @property
    def badge(self) -> tuple[str, str]:
        """Meaning and words of where it stands."""
        if self.is_overdue:
            return "wrong", f"{self.get_state_display()} เกินกำหนดตอบ"
        return _MEANINGS[self.state], self.get_state_display()


_MEANINGS = {
    ComplaintState.NEW: "waiting",
    ComplaintState.GOING: "going",
    ComplaintState.WITH_VENDOR: "going",
    ComplaintState.ANSWERED: "done",
    ComplaintState.CLOSED: "off",
}


class ComplaintNote(models.Model):
    """What officers write to each other about a complaint; nobody else reads it."""

    complaint = models.ForeignKey(
        Complaint, models.CASCADE, related_name="notes", verbose_name="เรื่อง"
    )
    text = LimitedTextField("บันทึกภายใน", max_length=LONGEST_COMPLAINT)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้เขียน"
    )
    at = models.DateTimeField("เขียนเมื่อ", auto_now_add=True)
    form_key = models.UUIDField("รหัสแบบฟอร์ม", editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "บันทึกภายในของเรื่องร้องเรียน"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["by", "form_key"],
                name="complaint_note_once_per_form",
                violation_error_message="ส่งแบบฟอร์มนี้แล้ว",
            )
        ]

    def __str__(self) -> str:
        return f"บันทึกของ {self.by}"
