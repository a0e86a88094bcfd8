"""What waits for an officer about the money of booths."""

from datetime import date

from django.db.models import Count, Min
from django.urls import reverse

from fairs.models import FairState
from pages.tasks import Task, days_late
from vendors.models import BoothApplication, FairPayee, PaymentSlip
from vendors.models.money import overdue_among, overpaid_among

MONEY, NAME = "vendors.record_money", "vendors.name_payee"


def payees_to_approve(user):
    """Payees that another officer has named."""
    rows = FairPayee.objects.covered_by(user, NAME).waiting().exclude(proposed_by=user)
    for row in rows.select_related("fair_event__series", "proposed_by").order_by("pk"):
        yield Task(
            1,
            "ผู้รับเงินรออนุมัติ",
            f"{row.fair_event} เสนอโดย {row.proposed_by}",
            reverse("staff:money-payee", args=[row.fair_event_id]),
            "ตรวจและอนุมัติ",
            "soon",
        )


def slips_to_check(user):
    """Slips that vendors have sent and nobody has compared with the account."""
    waiting = PaymentSlip.objects.covered_by(user, MONEY).waiting()
    if number := waiting.count():
        detail = "เทียบกับเงินที่เข้าบัญชี แล้วบันทึกหรือบอกว่าไม่รับเพราะอะไร"
        yield Task(
            number, "สลิปโอนเงินรอตรวจ", detail, reverse("staff:money-slips"), "ตรวจสลิป", "soon"
        )


def refunds(user):
    """Vendors who have paid more than they owe, since they have fewer or cheaper booths."""
    rows = (
        overpaid_among(BoothApplication.objects.covered_by(user, MONEY))
        .order_by("fair_event__opens_on", "fair_event")
        .values("fair_event", "fair_event__name_th")
        .annotate(number=Count("pk"))
    )
    for row in rows:
        yield Task(
            row["number"],
            "ร้านชำระเกิน รอคืนเงิน",
            f"{row['fair_event__name_th']} คืนแล้วบันทึกที่ใบสมัครของร้าน",
            reverse("staff:money-fair", args=[row["fair_event"]]) + "?state=refund",
            "ดูร้านที่รอคืนเงิน",
            "soon",
        )


def unpaid(user, today: date):
    """Vendors who have confirmed and not paid in time."""
    rows = (
        overdue_among(BoothApplication.objects.covered_by(user, MONEY))
        .filter(fair_event__state=FairState.PUBLISHED)
        .order_by("fair_event__opens_on", "fair_event")
        .values("fair_event", "fair_event__name_th")
        .annotate(number=Count("pk"), first=Min("pay_until"))
    )
    for row in rows:
        yield Task(
            row["number"],
            "ร้านค้างชำระค่าบูธ",
            f"{row['fair_event__name_th']} โทรตาม เลื่อนกำหนด หรือบันทึกเงินที่รับแล้ว",
            reverse("staff:money-fair", args=[row["fair_event"]]) + "?state=overdue",
            "ดูร้านที่ค้าง",
            "overdue",
            days_late(row["first"], today),
        )
