"""An officer looks at a shop once before visitors see it; a new name is looked at again."""

from difflib import SequenceMatcher

from django.db import transaction

from otopfair.errors import RuleBroken
from otopfair.locking import lock
from otopfair.outbox.writing import Letter, reaches, write
from otopfair.removals.changes import chunks
from otopfair.stale import StalePage, seen_of, who_changed
from otopfair.thai.folding import fold
from vendors.acts import vendors_changed
from vendors.models import ShowState, Vendor, VendorReview
from vendors.notifications import recipient_of

# What an officer has before their eyes; a page that showed something else is out of date.
LOOKED_AT = ("kind", "name_th", "name_en", "story", "province", "district", "subdistrict")
SAME_NAME = 0.8  # a share of letters that stayed: a corrected spelling is no new shop
SHOWN_LETTER = (
    "เจ้าหน้าที่ดูร้านแล้ว แสดงได้",
    "ผู้ชมเห็นร้านและสินค้าเมื่อคุณเลือก “แสดงร้านและสินค้า” ในหน้าข้อมูลร้าน",
)


def review_vendor(
    vendor: Vendor, outcome: ShowState, *, by, reason: str = "", seen: str | None = None
) -> Vendor:
    """Say that a shop may be shown, or what is to be corrected first. The same twice is done.

    Raises StalePage when the shop has changed what the page showed, RuleBroken without a reason.
    """
    with transaction.atomic():
        vendor = lock(vendor)
        if vendor.show_state == outcome and outcome == ShowState.SHOWN:
            return vendor
        if seen not in (None, now := seen_as_shown(vendor)):
            raise StalePage(f"{who_changed(vendor)} ดูอีกครั้งก่อนกด", seen_now=now)
        if outcome == ShowState.RETURNED and not reason.strip():
            raise RuleBroken("บอกร้านว่าต้องแก้อะไร", field="reason")
        _note([vendor], outcome, by, reason.strip())
        _tell(vendor, outcome, reason.strip())
    return vendor


def count_as_looked_at(vendors: list[Vendor], *, by) -> None:
    """What officers enter themselves has been looked at. The caller holds the transaction."""
    _note(vendors, ShowState.SHOWN, by, "")


def ask_for_a_look(vendor: Vendor, before: dict) -> None:
    """Send a shop back to the officers when what it changed needs their eyes, before its save.

    `before` are the columns as they were. What was returned comes back with any change.
    """
    if vendor.show_state == ShowState.RETURNED or _is_another_shop(vendor, before):
        vendor.show_state = ShowState.NEW


def seen_as_shown(vendor: Vendor) -> str:
    """The fingerprint of what visitors would read."""
    return seen_of({name: getattr(vendor, name) for name in LOOKED_AT})


def _is_another_shop(vendor: Vendor, before: dict) -> bool:
    """Another name, or another province, whose officers have not looked."""
    names = [name for name in ("name_th", "name_en") if name in before]
    moved = before.get("province", vendor.province) != vendor.province
    return moved or any(not _same(before[name], getattr(vendor, name)) for name in names)


def _same(before: str, after: str) -> bool:
    old, new = fold(before), fold(after)
    return not new or SequenceMatcher(None, old, new, autojunk=False).ratio() >= SAME_NAME


def _note(vendors: list[Vendor], outcome: ShowState, by, reason: str) -> None:
    for vendor in vendors:
        vendor.show_state = outcome
    for some in chunks(vendors):
        Vendor.objects.filter(pk__in=[one.pk for one in some]).update(show_state=outcome)
    VendorReview.objects.bulk_create(
        VendorReview(
            vendor=vendor, outcome=outcome, name_th=vendor.name_th, reason=reason, reviewed_by=by
        )
        for vendor in vendors
    )
    vendors_changed.happened(vendors=vendors)


def _tell(vendor: Vendor, outcome: ShowState, reason: str) -> None:
    if outcome == ShowState.SHOWN:
        subject, body = SHOWN_LETTER
    else:
        subject, body = "ขอให้แก้ข้อมูลร้านก่อนแสดง", f"{reason}\nแก้ในหน้าข้อมูลร้าน แล้วเจ้าหน้าที่จะดูอีกครั้ง"
    recipient = recipient_of(vendor)
    if reaches(recipient):
        write([Letter(recipient, subject, body, "/my/profile/")], kind="vendor")
