"""How a vendor pays what is open: whom, how much, and the code that its bank's app reads."""

import re
from dataclasses import dataclass
from decimal import Decimal

from otopfair.documents.promptpay import pay_bill, transfer_to_phone, transfer_to_tax_id
from otopfair.documents.qr import qr_drawing
from otopfair.thai.baht import format_baht
from vendors.ledger import Account
from vendors.models import BoothApplication, FairPayee, PromptPayKind

SLIP_IS_SENT = "ส่งสลิปแล้ว รอเจ้าหน้าที่เทียบกับเงินที่เข้าบัญชี"


@dataclass(frozen=True)
class Paying:
    """What is open of an account, and whom it is paid to. The sum comes from our lines alone."""

    payee: FairPayee
    amount: Decimal
    application: BoothApplication

    @property
    def payload(self) -> str:
        """The text of the payment code; "" where the payee takes none."""
        number = self.payee.promptpay_number
        match self.payee.promptpay_kind:
            case PromptPayKind.PHONE:
                return transfer_to_phone(number, self.amount)
            case PromptPayKind.TAX_ID:
                return transfer_to_tax_id(number, self.amount)
            case PromptPayKind.BILLER:
                return pay_bill(number, *references_of(self.application), self.amount)
        return ""


def references_of(application: BoothApplication) -> tuple[str, str]:
    """What a bank writes beside the money: the number of the application, and our own of it."""
    return re.sub(r"[^A-Z0-9]", "", application.reference_no.upper()), str(application.pk)


def paying_of(account: Account) -> Paying | None:
    """None where nothing is open, or nobody has said to whom."""
    if not account.open:
        return None
    payee = account.application.fair_event.payees.current().first()
    return Paying(payee, account.open, account.application) if payee else None


def shown_paying(account: Account) -> dict:
    """What the pages of a vendor show of it: `paying`, and the drawing of its code."""
    paying = paying_of(account)
    drawing = ""
    if paying and paying.payload:
        title = f"คิวอาร์ชำระ {format_baht(paying.amount)} ให้ {paying.payee.name}"
        drawing = qr_drawing(paying.payload, title=title)
    return {"paying": paying, "payment_qr": drawing}
