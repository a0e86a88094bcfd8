"""Possible twins are noted for the officers whenever a vendor is saved, whoever saves it."""

from django.db import transaction
from django.utils import timezone

from otopfair.history.models import record
from otopfair.locking import lock
from otopfair.removals.changes import chunks
from vendors.models import TwinPair, Vendor, VendorPhone
from vendors.twins import Together, Twin, twins_of


def note_twins(vendors: list[Vendor]) -> None:
    """Propose each registered vendor that may be the same one; a pair is proposed once.

    Of several that were saved together, the one that was registered later finds the other.
    """
    phones = _phones(vendors)
    together = None
    if len(vendors) > 1:
        together = Together(vendors, {number for of in phones.values() for number in of})
    pairs = []
    for vendor in sorted(vendors, key=lambda one: one.pk):
        pairs += [_pair(vendor, twin) for twin in _twins(vendor, phones[vendor.pk], together)]
        if together:
            together.join(vendor)
    TwinPair.objects.bulk_create(pairs, ignore_conflicts=True)


def _twins(vendor: Vendor, phones: list[str], among: Together | None) -> list[Twin]:
    return twins_of(
        name_th=vendor.name_th,
        province=vendor.province_id,
        district=vendor.district_id,
        subdistrict=vendor.subdistrict_id,
        phones=phones,
        identity_no=vendor.identity_no,
        without=vendor,
        among=among,
    )


def _phones(vendors: list[Vendor]) -> dict[int, list[str]]:
    numbers: dict[int, list[str]] = {vendor.pk: [] for vendor in vendors}
    for some in chunks(list(numbers)):
        rows = VendorPhone.objects.filter(vendor__in=some).order_by("sequence", "pk")
        for key, number in rows.values_list("vendor", "number"):
            numbers[key].append(number)
    return numbers


def _pair(vendor: Vendor, twin: Twin) -> TwinPair:
    first, second = sorted((vendor, twin.vendor), key=lambda row: row.pk)
    return TwinPair(first=first, second=second, why=twin.why)


def tell_apart(pair: TwinPair, *, by) -> TwinPair:
    """Say that the two are two shops; nobody is asked about them again. Twice is done."""
    with transaction.atomic():
        pair = lock(pair)
        if pair.decided_at is not None:
            return pair
        pair.decided_at, pair.decided_by = timezone.now(), by
        pair.save()
        for vendor, other in ((pair.first, pair.second), (pair.second, pair.first)):
            record(vendor, "apart", f"เป็นคนละร้านกับ {other}", by=by)
    return pair
