"""What stands in the registers for one row of a list, in words: what an officer has looked at is
not overwritten when it has changed since."""

from django.core import signing

from fairs.models import District
from otopfair.documents.cells import loose
from otopfair.thai.phones import format_phones
from otopfair.thai.sorting import thai_sort_key
from products.imports.registers import KnownVendor
from products.imports.vendor_rows import VendorRow
from vendors.ground.booths import BoothRow

Standing = dict[str, str]
_SALT = "products.imports.standing"
_NOTHING = "ไม่มี"
_DISTRICT = "อำเภอ"


def standing_of(row: VendorRow, known: KnownVendor | None, booth: BoothRow | None) -> Standing:
    """Label → what stands there now, for all that the row may add to or change."""
    standing = {f"บูธ {booth.code}": booth.hold or booth.vendor_names} if booth else {}
    if known is None:
        return {"ทะเบียนร้าน": "", **standing}
    stars = (str(stars) for name, stars in known.starred if name == loose(row.product))
    return {
        "ทะเบียนร้าน": known.name,
        "ชื่อประธานหรือเจ้าของ": known.contact,
        _DISTRICT: known.district or "",
        "โทรศัพท์": format_phones(sorted(known.phones)),
        "ดาว": next(stars, ""),
        "ใบสมัครของงานนี้": "มีแล้ว" if known.is_enrolled else "",
        "บูธของร้าน": ", ".join(sorted(known.booths, key=thai_sort_key)),
        **standing,
    }


def shown(standing: dict[int, Standing]) -> str:
    """What a page showed, row by row, for its form to bring back: nobody can change it."""
    filled = {row: {k: v for k, v in one.items() if v} for row, one in standing.items()}
    return signing.dumps(
        {row: one for row, one in filled.items() if one}, salt=_SALT, compress=True
    )


def read_shown(text: str) -> dict[int, Standing] | None:
    """What shown() has written; None where it is missing or somebody else's."""
    try:
        found = signing.loads(text, salt=_SALT)
    except signing.BadSignature:
        return None
    return {int(row): one for row, one in found.items()}


def differences(before: Standing, now: Standing, what: str = "") -> str:
    """What has changed since, with both values; "" when nothing has."""
    changed = [
        f"{label} จาก “{_words(label, before)}” เป็น “{_words(label, now)}”"
        for label in dict.fromkeys((*before, *now))
        if before.get(label, "") != now.get(label, "")
    ]
    return f"{what}เปลี่ยนหลังจากตรวจ: {' '.join(changed)} ดูแล้วนำเข้าอีกครั้ง" if changed else ""


def _words(label: str, standing: Standing) -> str:
    value = standing.get(label, "")
    if label == _DISTRICT and value:
        return str(District.objects.filter(pk=value).first() or value)
    return value or _NOTHING
