"""What a vendor is told when somebody else changes its takings. In the transaction of the act."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import prefetch_related_objects
from django.urls import reverse

from otopfair.outbox.writing import Letter, write
from otopfair.thai.baht import format_number
from otopfair.thai.formatting import format_date
from sales.models import BoothSale
from vendors.models import Vendor
from vendors.notifications import recipient_of

CLOSING = "ถ้าไม่ถูกต้อง เปิดหน้ายอดขายของวันนั้น หรือโทรหาเจ้าหน้าที่"


@dataclass(frozen=True)
class FigureChange:
    """What stood there for `sale`, and what stands there now; None is "not reported"."""

    sale: BoothSale
    before: tuple[Decimal, Decimal] | None
    after: tuple[Decimal, Decimal] | None


def tell_of_changes(changes: Iterable[FigureChange], *, by, reason: str) -> None:
    """Tell each vendor what its figure was, what it is now, who changed it and why."""
    changes = list(changes)
    prefetch_related_objects([change.sale for change in changes], "fair_event", "booth")
    by_fair: dict = {}
    for change in changes:
        by_fair.setdefault(change.sale.fair_event, []).append(change)
    for fair_event, some in by_fair.items():
        recipients = _recipients(some)
        letters = [_letter(change, recipients, by, reason) for change in some]
        write(letters, kind="takings", about=fair_event)


def _recipients(changes: list[FigureChange]) -> dict:
    vendors = Vendor.objects.filter(pk__in=[change.sale.vendor_id for change in changes])
    rows = vendors.order_by("pk").prefetch_related("members__user", "phones")
    return {vendor.pk: recipient_of(vendor) for vendor in rows}


def _letter(change: FigureChange, recipients: dict, by, reason: str) -> Letter:
    sale = change.sale
    day = format_date(sale.sold_on)
    act = "แก้ยอดขาย" if change.after else "เอายอดขายกลับเป็นยังไม่ส่ง"
    lines = [
        f"ยอดขายบูธ {sale.booth.code} วันที่ {day}",
        f"ยอดเดิม: {in_words(change.before)}",
        f"ยอดใหม่: {in_words(change.after)}",
        f"ผู้แก้: {by}",
        f"เหตุผล: {reason}",
        CLOSING,
    ]
    link = reverse("my-sales-day", args=[sale.fair_event.slug, sale.sold_on.isoformat()])
    subject = f"เจ้าหน้าที่{act} บูธ {sale.booth.code} วันที่ {day}"
    return Letter(recipients[sale.vendor_id], subject, "\n".join(lines), link)


def in_words(figure: tuple[Decimal, Decimal] | None) -> str:
    """ "ขายได้ 1,200 บาท สั่งจอง 0 บาท"."""
    if figure is None:
        return "ยังไม่ส่ง"
    sold, ordered = (format_number(amount) for amount in figure)
    return f"ขายได้ {sold} บาท สั่งจอง {ordered} บาท"
