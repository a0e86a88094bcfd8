"""Whom the vendors of a fair pay: named by one officer, approved by another, never changed."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from fairs.models.scoped import OfFairQuerySet
from otopfair.thai.identity import format_id
from otopfair.thai.model_fields import LimitedTextField
from otopfair.thai.phones import format_phone


class PromptPayKind(models.TextChoices):
    NONE = "", "ไม่ใช้พร้อมเพย์"
    PHONE = "phone", "เบอร์โทรศัพท์"
    TAX_ID = "tax_id", "เลขประจำตัวผู้เสียภาษี 13 หลัก"
    BILLER = "biller", "รหัสผู้รับชำระบิล 15 หลัก"


PROMPTPAY_LENGTHS = {PromptPayKind.PHONE: 10, PromptPayKind.TAX_ID: 13, PromptPayKind.BILLER: 15}


class FairPayeeQuerySet(OfFairQuerySet):
    def current(self):
        """Whom vendors pay now."""
        return self.filter(approved_at__isnull=False, ended_at=None)

    def waiting(self):
        """What one officer has named and another has not looked at."""
        return self.filter(approved_at=None, ended_at=None)


class FairPayee(models.Model):
    """A name, an account and a PromptPay number of one fair. Another one is another row."""

    fair_event = models.ForeignKey(
        "fairs.FairEvent", models.PROTECT, related_name="payees", verbose_name="งาน"
    )
    name = models.CharField("ชื่อผู้รับเงิน", max_length=160)
    bank = models.CharField("ธนาคาร", max_length=80, blank=True)
    account_number = models.CharField("เลขบัญชี", max_length=20, blank=True)
    promptpay_kind = models.CharField(
        "พร้อมเพย์", max_length=8, choices=PromptPayKind, blank=True, default=PromptPayKind.NONE
    )
    promptpay_number = models.CharField("หมายเลขพร้อมเพย์", max_length=15, blank=True)
    note = LimitedTextField("บอกร้านเพิ่ม", max_length=1000, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้เสนอ"
    )
    proposed_at = models.DateTimeField("เสนอเมื่อ", auto_now_add=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผู้อนุมัติ",
    )
    approved_at = models.DateTimeField("อนุมัติเมื่อ", null=True, blank=True)
    ended_at = models.DateTimeField("เลิกใช้เมื่อ", null=True, blank=True)

    objects = FairPayeeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "ผู้รับเงินของงาน"
        ordering = ["-pk"]
        permissions = [("name_payee", "เสนอและอนุมัติผู้รับเงินของงาน")]
        constraints = [
            models.UniqueConstraint(
                fields=["fair_event"],
                condition=Q(approved_at=None, ended_at=None),
                name="one_payee_waits_per_fair",
                violation_error_message="งานนี้มีผู้รับเงินรออนุมัติอยู่แล้ว",
            ),
            models.UniqueConstraint(
                fields=["fair_event"],
                condition=Q(approved_at__isnull=False, ended_at=None),
                name="one_payee_per_fair",
                violation_error_message="งานนี้มีผู้รับเงินอยู่แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(approved_at=None, approved_by=None)
                | Q(approved_at__isnull=False, approved_by__isnull=False)
                & ~Q(approved_by=F("proposed_by")),
                name="payee_is_approved_by_another",
                violation_error_message="ผู้อนุมัติต้องเป็นคนละคนกับผู้เสนอ",
            ),
            models.CheckConstraint(
                condition=~Q(bank="") & ~Q(account_number="") | ~Q(promptpay_number=""),
                name="payee_can_be_paid",
                violation_error_message="กรอกธนาคารและเลขบัญชี หรือพร้อมเพย์",
            ),
            models.CheckConstraint(
                condition=Q(promptpay_kind="", promptpay_number="")
                | ~Q(promptpay_kind="") & ~Q(promptpay_number=""),
                name="promptpay_has_kind_and_number",
                violation_error_message="เลือกชนิดพร้อมเพย์และกรอกหมายเลข",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def lines(self) -> list[tuple[str, str]]:
        """What it says, line by line, for whoever reads it."""
        bank = " ".join(filter(None, (self.bank, self.account_number)))
        said = [("ชื่อผู้รับเงิน", self.name), ("โอนเข้าบัญชี", bank)]
        said += [("พร้อมเพย์", self.promptpay_text), ("บอกเพิ่ม", self.note)]
        return [(label, words) for label, words in said if words]

    @property
    def promptpay_text(self) -> str:
        number = self.promptpay_number
        if self.promptpay_kind == PromptPayKind.PHONE:
            return format_phone(number)
        return format_id(number) if self.promptpay_kind == PromptPayKind.TAX_ID else number
