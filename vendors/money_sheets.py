"""The money of a fair as .xlsx: what every application owes, and every line; both add up."""

from collections.abc import Iterable
from decimal import Decimal

from otopfair.documents.xlsx import DATE, NUMBER, Column, Table, workbook_bytes
from otopfair.thai.formatting import format_datetime
from vendors.ledger import Account, Totals
from vendors.models import LedgerLine

ACCOUNTS = [
    *(Column("เลขที่", width=14), Column("ร้าน", width=36), Column("สถานะ", width=18)),
    *(Column("ชำระภายใน", DATE, 20), Column("ตั้งยอด (บาท)", NUMBER)),
    *(Column("ยกเว้น (บาท)", NUMBER), Column("ไม่ต้องชำระแล้ว (บาท)", NUMBER)),
    *(Column("ชำระแล้ว (บาท)", NUMBER), Column("รอชำระ (บาท)", NUMBER)),
    *(Column("รับเงิน (บาท)", NUMBER), Column("คืนเงิน (บาท)", NUMBER)),
    *(Column("คืนเงินประกัน (บาท)", NUMBER), Column("หักเงินประกัน (บาท)", NUMBER)),
    Column("เงินคงเหลือ (บาท)", NUMBER),
]
LINES = [
    *(Column("เลขที่", width=14), Column("ร้าน", width=36), Column("รายการ", width=22)),
    *(Column("จำนวนเงิน (บาท)", NUMBER), Column("วันที่รับหรือจ่าย", DATE, 20)),
    *(Column("วิธี"), Column("เลขอ้างอิง", width=22), Column("ใบเสร็จเลขที่", width=22)),
    *(Column("ยกเว้นตาม", width=30), Column("เหตุผล", width=40), Column("ยกเลิกแล้ว")),
    *(Column("ผู้บันทึก", width=26), Column("บันทึกเมื่อ", width=24)),
]
SUMS = (
    *("charged", "waived", "dropped", "covered", "open", "received", "refunded"),
    *("returned", "kept", "in_hand"),
)


def money_workbook(title: str, accounts: list[Account], *, made_at) -> bytes:
    """Two sheets of `accounts`: where each stands with the totals, and all their lines."""
    heads = [title, f"{len(accounts):,} ใบสมัคร ข้อมูล ณ {format_datetime(made_at)}"]
    totals = ["รวม", "", "", "", *_sums(Totals.of(accounts))]
    rows = [_account(one) for one in accounts]
    lines = [_line(line) for line in _lines_of(accounts)]
    return workbook_bytes(
        [
            Table("ยอดของแต่ละใบสมัคร", ACCOUNTS, rows, heads, totals),
            Table("รายการ", LINES, lines, heads),
        ]
    )


def _lines_of(accounts: Iterable[Account]):
    rows = LedgerLine.objects.filter(application__in=[one.application.pk for one in accounts])
    return rows.select_related("application__vendor", "made_by", "corrects").order_by("pk")


def _account(account: Account) -> list:
    application = account.application
    return [
        application.reference_no,
        application.applicant,
        account.badge[1],
        application.pay_until,
        *_sums(Totals.of([account])),
    ]


def _sums(totals: Totals) -> list[Decimal]:
    return [getattr(totals, name) for name in SUMS]


def _line(line: LedgerLine) -> list:
    return [
        line.application.reference_no,
        line.application.applicant,
        f"{line}: {line.corrects}" if line.corrects else str(line),
        line.amount_baht,
        line.moved_on,
        line.get_how_display(),
        line.reference,
        line.receipt_number,
        line.rule,
        line.reason,
        "ยกเลิกแล้ว" if line.is_corrected else "",
        str(line.made_by or "ระบบ"),
        format_datetime(line.made_at),
    ]
