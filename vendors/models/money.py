"""What an application owes, what came in and what went out: rows that are only ever added."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Case, DecimalField, F, Q, Sum, When
from django.db.models.functions import Coalesce

from fairs.models.scoped import OfFairQuerySet
from otopfair.constraints import AgreesWithParent
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.model_fields import LimitedTextField


class MoneyKind(models.TextChoices):
    CHARGE = "charge", "ตั้งยอด"
    RAISED = "raised", "เพิ่มยอด"
    LOWERED = "lowered", "ลดยอด"
    PAYMENT = "payment", "รับเงิน"
    WAIVER = "waiver", "ยกเว้น"
    REFUND = "refund", "คืนเงิน"
    RETURNED = "returned", "คืนเงินประกัน"
    KEPT = "kept", "หักเงินประกัน"
    CORRECTION = "correction", "ยกเลิกรายการ"


class MoneyPart(models.TextChoices):
    FEE = "fee", "ค่าบูธ"
    DEPOSIT = "deposit", "เงินประกัน"


class MoneyHow(models.TextChoices):
    TRANSFER = "transfer", "โอนเงิน"
    CASH = "cash", "เงินสด"
    CHEQUE = "cheque", "เช็ค"


OF_A_PART = [MoneyKind.CHARGE, MoneyKind.RAISED, MoneyKind.LOWERED, MoneyKind.WAIVER]
MOVES_MONEY = [MoneyKind.PAYMENT, MoneyKind.REFUND, MoneyKind.RETURNED]
SAYS_WHY = [
    *(MoneyKind.RAISED, MoneyKind.LOWERED, MoneyKind.WAIVER),
    *(MoneyKind.REFUND, MoneyKind.KEPT, MoneyKind.CORRECTION),
]
ADDS_TO_OPEN = [MoneyKind.CHARGE, MoneyKind.RAISED, MoneyKind.REFUND]
TAKES_FROM_OPEN = [MoneyKind.LOWERED, MoneyKind.PAYMENT, MoneyKind.WAIVER]
# SQLite adds decimals as floats: what is less than half a satang is nothing.
HALF_A_SATANG = Decimal("0.005")


class LedgerLineQuerySet(OfFairQuerySet):
    def standing(self):
        """The lines that count: those that no later line has taken back."""
        return self.filter(is_corrected=False).exclude(kind=MoneyKind.CORRECTION)


class LedgerLine(models.Model):
    """One line of an application's account. The amount is never negative: `kind` says which way.

    A wrong line stays; a CORRECTION points to it (`corrects`) and takes it back as a whole.
    `is_corrected` says the same on the wrong line, so that its reference may be written again.
    """

    application = models.ForeignKey(
        "vendors.BoothApplication", models.PROTECT, related_name="ledger", verbose_name="ใบสมัคร"
    )
    fair_event = models.ForeignKey(
        "fairs.FairEvent", models.PROTECT, related_name="ledger", verbose_name="งาน"
    )
    kind = models.CharField("รายการ", max_length=10, choices=MoneyKind)
    part = models.CharField("ส่วน", max_length=8, choices=MoneyPart, blank=True)
    amount_baht = models.DecimalField("จำนวนเงิน (บาท)", max_digits=12, decimal_places=2)
    moved_on = models.DateField("วันที่รับหรือจ่าย", null=True, blank=True)
    how = models.CharField("วิธี", max_length=8, choices=MoneyHow, blank=True)
    reference = models.CharField("เลขอ้างอิง", max_length=40, blank=True)
    receipt_number = models.CharField("เลขที่ใบเสร็จรับเงินของทางราชการ", max_length=60, blank=True)
    statement = models.ForeignKey(
        "vendors.BankStatement",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="lines",
        verbose_name="รายการเดินบัญชี",
    )
    fingerprint = models.CharField(
        "ลายนิ้วมือของรายการเดินบัญชี", max_length=64, blank=True, editable=False
    )
    rule = models.CharField("ยกเว้นตาม", max_length=255, blank=True)
    reason = LimitedTextField("เหตุผล", max_length=1000, blank=True)
    corrects = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="corrected_by",
        verbose_name="ยกเลิกรายการ",
    )
    is_corrected = models.BooleanField("ยกเลิกแล้ว", default=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผู้บันทึก",
    )
    made_at = models.DateTimeField("บันทึกเมื่อ", auto_now_add=True)
    form_key = models.UUIDField("รหัสแบบฟอร์ม", null=True, blank=True, editable=False)

    objects = LedgerLineQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "รายการเงินค่าบูธ"
        ordering = ["pk"]
        permissions = [("record_money", "บันทึกเงินค่าบูธและเงินประกัน")]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_baht__gt=0),
                name="money_is_more_than_nothing",
                violation_error_message="จำนวนเงินต้องมากกว่า 0",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=OF_A_PART) & ~Q(part="") | ~Q(kind__in=OF_A_PART) & Q(part=""),
                name="charge_and_waiver_are_of_a_part",
                violation_error_message="เลือกค่าบูธหรือเงินประกัน",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=MOVES_MONEY, moved_on__isnull=False) & ~Q(how="")
                | ~Q(kind__in=MOVES_MONEY)
                & Q(moved_on=None, how="", reference="", receipt_number=""),
                name="money_that_moves_says_when_and_how",
                violation_error_message="บอกวันที่และวิธีรับหรือจ่ายเงิน",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=SAYS_WHY) | ~Q(reason=""),
                name="money_given_up_says_why",
                violation_error_message="บอกเหตุผล",
            ),
            models.CheckConstraint(
                condition=~Q(kind=MoneyKind.WAIVER) | ~Q(rule=""),
                name="waiver_names_its_rule",
                violation_error_message="บอกว่ายกเว้นตามข้อใด",
            ),
            models.CheckConstraint(
                condition=Q(kind=MoneyKind.CORRECTION, corrects__isnull=False, is_corrected=False)
                | ~Q(kind=MoneyKind.CORRECTION) & Q(corrects=None),
                name="correction_takes_back_a_line",
                violation_error_message="การยกเลิกต้องบอกรายการที่ยกเลิก",
            ),
            models.UniqueConstraint(
                fields=["application", "part"],
                condition=Q(kind=MoneyKind.CHARGE),
                name="charged_once_for_each_part",
                violation_error_message="ตั้งยอดของใบสมัครนี้แล้ว",
            ),
            models.UniqueConstraint(
                fields=["fair_event", "reference"],
                condition=~Q(reference="") & Q(is_corrected=False),
                name="money_reference_once_per_fair",
                violation_error_message="งานนี้มีเลขอ้างอิงนี้แล้ว",
            ),
            models.UniqueConstraint(
                fields=["fair_event", "receipt_number"],
                condition=~Q(receipt_number="") & Q(is_corrected=False),
                name="official_receipt_once_per_fair",
                violation_error_message="งานนี้มีใบเสร็จเลขที่นี้แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(kind=MoneyKind.PAYMENT, statement__isnull=False) & ~Q(fingerprint="")
                | Q(statement=None, fingerprint=""),
                name="line_of_a_statement_is_a_payment",
                violation_error_message="รายการเดินบัญชีเป็นการรับเงินเท่านั้น",
            ),
            models.UniqueConstraint(
                fields=["fair_event", "fingerprint"],
                condition=~Q(fingerprint="") & Q(is_corrected=False),
                name="bank_line_once_per_fair",
                violation_error_message="งานนี้บันทึกรายการเดินบัญชีนี้แล้ว",
            ),
            models.UniqueConstraint(
                fields=["made_by", "form_key"],
                name="ledger_line_once_per_form",
                violation_error_message="ส่งแบบฟอร์มนี้แล้ว",
            ),
            AgreesWithParent(
                fields=["application", "fair_event"],
                to_fields=["id", "fair_event"],
                name="ledger_line_is_of_the_fair_of_its_application",
            ),
        ]

    def __str__(self) -> str:
        return " ".join(filter(None, (self.get_kind_display(), self.get_part_display())))


def open_baht() -> Coalesce:
    """What is still open on the account of an application; SQL, for a query over applications."""
    amount, counts = F("ledger__amount_baht"), Q(ledger__is_corrected=False)
    signed = Case(
        When(counts & Q(ledger__kind__in=ADDS_TO_OPEN), then=amount),
        When(counts & Q(ledger__kind__in=TAKES_FROM_OPEN), then=-amount),
        output_field=DecimalField(max_digits=14, decimal_places=2),
    )
    return Coalesce(Sum(signed), Decimal(0), output_field=DecimalField())


def overdue_among(applications):
    """Those of `applications` that are confirmed, and have not paid by their day."""
    late = applications.filter(status="confirmed", pay_until__lt=today_in_thailand())
    late = late.order_by().annotate(open_baht=open_baht()).filter(open_baht__gt=HALF_A_SATANG)
    return applications.filter(pk__in=late.values("pk"))


def overpaid_among(applications):
    """Those of `applications` that are confirmed, and have paid more than they owe."""
    confirmed = applications.filter(status="confirmed", ledger__isnull=False).order_by()
    over = confirmed.annotate(open_baht=open_baht()).filter(open_baht__lt=-HALF_A_SATANG)
    return applications.filter(pk__in=over.values("pk"))
