"""A vendor enters the register, and keeps its own entry."""

from uuid import UUID

from django.db import IntegrityError, transaction

from otopfair.accounts.models import User
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.history.words import changes_between, label_of
from otopfair.locking import lock
from otopfair.stale import is_same, require_seen
from vendors.acts import vendors_changed
from vendors.models import Vendor, VendorMember, VendorPhone
from vendors.operations.people import require_owner
from vendors.operations.showing import ask_for_a_look

# What a vendor says of itself; the columns that officers or we keep are not among them.
KEPT_BY_US = {"id", "otop_code", "postcode"}
FIELDS = [
    column.name
    for column in Vendor._meta.concrete_fields
    if column.editable and column.name not in KEPT_BY_US
]
IDENTITY_TAKEN = "เลข 13 หลักนี้ลงทะเบียนไว้แล้ว ถ้าเป็นร้านของคุณ กด “นี่คือร้านของฉัน”"


def register_vendor(user, *, form_key: UUID, phones: list[str], **values) -> Vendor:
    """Enter a new vendor with `user` as its first member. A repeated form gets the first answer.

    `values` are columns of FIELDS; `phones` are national digits. Raises RuleBroken when the
    identity number is in the register already.
    """
    with transaction.atomic():
        # The user's lock makes a form that is sent twice at once wait for itself. A view's
        # request.user is a lazy wrapper, which lock() does not take.
        user = lock(User(pk=user.pk))
        if (earlier := _registered_before(user, form_key)) is not None:
            return earlier.vendor
        vendor = Vendor()
        _write(vendor, values, phones)
        VendorMember.objects.create(vendor=vendor, user=user, form_key=form_key)
        record(vendor, "register", "ลงทะเบียนร้าน", by=user)
    return vendor


def _registered_before(user, form_key: UUID) -> VendorMember | None:
    return VendorMember.objects.filter(user=user, form_key=form_key).first()


def save_vendor(
    vendor: Vendor, *, by, phones: list[str] | None = None, seen: str | None = None, **values
) -> Vendor:
    """Change a vendor's entry; `phones` replaces all numbers, None leaves them.

    `seen` is what the form carried. Raises StalePage when it is out of date.
    """
    with transaction.atomic():
        vendor = lock(vendor)
        require_owner(vendor, by)
        now = {name: getattr(vendor, name) for name in values}
        mine = dict(values)
        if phones is not None:
            now["phones"], mine["phones"] = numbers_of(vendor), phones
        if is_same(now, mine):
            return vendor
        require_seen(vendor, seen, now=now, mine=mine)
        before = {name: now[name] for name in values}
        _write(vendor, values, phones, lambda row: ask_for_a_look(row, before))
        record(vendor, "change", "แก้ข้อมูลร้าน", by=by, changes=_changes(now, mine))
    return vendor


def numbers_of(vendor: Vendor) -> list[str]:
    """The vendor's telephone numbers in their order, national digits."""
    rows = VendorPhone.objects.filter(vendor=vendor).order_by("sequence", "pk")
    return list(rows.values_list("number", flat=True))


def _write(vendor: Vendor, values: dict, phones: list[str] | None, judge=None) -> None:
    for name in FIELDS:
        if name in values:
            setattr(vendor, name, values[name])
    if vendor.subdistrict:
        vendor.postcode = vendor.subdistrict.postcode
    if judge is not None:
        judge(vendor)
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
    vendors_changed.happened(vendors=[vendor])


def _changes(before: dict, after: dict) -> dict[str, list[str]]:
    """Label to [before, after]; the identity number itself stays out of the history."""
    changes = changes_between(Vendor, before, after)
    hidden = label_of(Vendor, "identity_no")
    return {label: ["•••", "•••"] if label == hidden else pair for label, pair in changes.items()}
