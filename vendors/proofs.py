"""The proof of payment of an application on paper. It is no receipt of a public office."""

from django.utils import timezone

from fairs.contacts import contact_of
from otopfair.thai.baht import baht_in_words, format_number
from otopfair.thai.formatting import format_date, format_datetime
from otopfair.thai.phones import format_phone
from vendors.ledger import Account
from vendors.models import BoothApplication, LedgerLine, MoneyKind
from vendors.models.money import MOVES_MONEY


def money_moved(account: Account) -> list[LedgerLine]:
    """What came in and went back, without what was taken back."""
    return list(account.application.ledger.standing().filter(kind__in=MOVES_MONEY).order_by("pk"))


def proof_of(account: Account, moved: list[LedgerLine]) -> dict:
    """Everything that templates/documents/payment.typ prints, as plain words."""
    application = account.application
    fair_event, office = application.fair_event, contact_of(application.fair_event)
    return {
        "title": "หลักฐานการรับชำระเงิน",
        "warning": "ไม่ใช่ใบเสร็จรับเงินของทางราชการ",
        "fair": str(fair_event),
        "reference": application.reference_no,
        "vendor": str(application.vendor),
        "heads": ["วันที่", "รายการ", "เลขอ้างอิง", "ใบเสร็จรับเงินเลขที่", "บาท"],
        "lines": [_printed(line) for line in moved],
        "facts": [
            *_part("ค่าบูธ", account.fee_paid, account.fee),
            *_part("เงินประกัน", account.deposit_paid, account.deposit),
            *_kept(application),
            ["เงินที่รับไว้ทั้งสิ้น", f"{format_number(account.in_hand)} บาท"],
            ["เป็นตัวอักษร", baht_in_words(account.in_hand)],
            ["ยังต้องชำระ", f"{format_number(account.open)} บาท"],
        ],
        "office": f"สอบถาม {office.name} โทร {format_phone(office.phone)} บอกเลขที่ใบสมัคร",
        "made": f"พิมพ์เมื่อ {format_datetime(timezone.now())}",
    }


def names_of_proof(application: BoothApplication) -> dict[str, str]:
    """What its file is called."""
    number = application.reference_no
    return {
        "ascii_name": f"payment-{number}.pdf",
        "thai_name": f"หลักฐานการรับชำระ {number}.pdf",
    }


def _part(name: str, paid, owed) -> list[list[str]]:
    """One part of what is owed; none where it costs nothing."""
    said = f"ชำระแล้ว {format_number(paid)} จาก {format_number(owed)} บาท"
    return [[name, said]] if paid or owed else []


def _kept(application: BoothApplication) -> list[list[str]]:
    """What of the deposit stays with the office, and why: without it the sums do not add up."""
    lines = application.ledger.standing().filter(kind=MoneyKind.KEPT).order_by("pk")
    return [[str(line), f"{format_number(line.amount_baht)} บาท {line.reason}"] for line in lines]


def _printed(line: LedgerLine) -> list[str]:
    return [
        format_date(line.moved_on) if line.moved_on else "",
        f"{line} {line.get_how_display()}",
        line.reference,
        line.receipt_number,
        format_number(line.amount_baht),
    ]
