"""A vendor enters the register, and keeps its own entry."""

from uuid import UUID

from django.db import IntegrityError, transaction

from otopfair.accounts.models import User
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock
from vendors.models import Vendor, VendorMember, VendorPhone

FIELDS = (
    "kind",
    "name_th",
    "name_en",
    "identity_no",
    "contact_name",
    "province",
    "district",
    "subdistrict",
    "address",
    "line_id",
    "story",
    "phone_is_public",
    "is_published",
)
LABELS = {column.name: str(column.verbose_name) for column in Vendor._meta.fields}
IDENTITY_TAKEN = "เลข 13 หลักนี้ลงทะเบียนไว้แล้ว ถ้าเป็นร้านของคุณ โทรให้เจ้าหน้าที่ผูกบัญชีให้"


class StaleSave(RuleBroken):
    """Somebody else saved the record after this form was opened; nothing is overwritten."""

    def __init__(self) -> None:
        super().__init__("มีผู้แก้ไขข้อมูลนี้หลังจากคุณเปิดหน้า ดูความต่าง แล้วบันทึกอีกครั้ง")


def register_vendor(user, *, form_key: UUID, phones: list[str], **values) -> Vendor:
    """Enter a new vendor with `user` as its first member. A repeated form gets the first answer.

    `values` are columns of FIELDS; `phones` are national digits. Raises RuleBroken when the
    identity number is in the register already.
    """
    with transaction.atomic():
        # The user's lock makes a form that is sent twice at once wait for itself. A view's
        # request.user is a lazy wrapper, which lock() does not take.
        user = User.objects.select_for_update().get(pk=user.pk)
        earlier = VendorMember.objects.filter(user=user, form_key=form_key).first()
        if earlier is not None:
            return earlier.vendor
        vendor = Vendor()
        _write(vendor, values, phones)
        VendorMember.objects.create(vendor=vendor, user=user, form_key=form_key)
        record(vendor, "register", "ลงทะเบียนร้าน", by=user)
    return vendor


def save_vendor(
    vendor: Vendor,
    *,
    by,
    phones: list[str] | None = None,
    seen_version: int | None = None,
    **values,
) -> Vendor:
    """Change a vendor's entry; `phones` replaces all numbers, None leaves them.

    Raises StaleSave when `seen_version` is not the version in the database.
    """
    with transaction.atomic():
        vendor = lock(vendor)
        if seen_version is not None and seen_version != vendor.version:
            raise StaleSave()
        changes = _changes(vendor, values)
        vendor.version += 1
        _write(vendor, values, phones)
        record(vendor, "change", "แก้ข้อมูลร้าน", by=by, changes=changes)
    return vendor


def _write(vendor: Vendor, values: dict, phones: list[str] | None) -> None:
    for name in FIELDS:
        if name in values:
            setattr(vendor, name, values[name])
    if vendor.subdistrict:
        vendor.postcode = vendor.subdistrict.postcode
    try:
        with transaction.atomic():
            vendor.save()
    except IntegrityError as taken:
        raise RuleBroken(IDENTITY_TAKEN, field="identity_no") from taken
    if phones is not None:
        vendor.phones.all().delete()
        VendorPhone.objects.bulk_create(
            VendorPhone(vendor=vendor, number=number, sequence=sequence)
            for sequence, number in enumerate(phones, start=1)
        )


def _changes(vendor: Vendor, values: dict) -> dict[str, list[str]]:
    """Label to [before, after]; the identity number itself stays out of the history."""
    changes = {}
    for name in FIELDS:
        if name in values and (before := getattr(vendor, name)) != values[name]:
            label = LABELS[name]
            hidden = name == "identity_no"
            changes[label] = ["•••", "•••"] if hidden else [_text(before), _text(values[name])]
    return changes


def _text(value) -> str:
    if isinstance(value, bool):
        return "ใช่" if value else "ไม่"
    return "" if value is None else str(value)
