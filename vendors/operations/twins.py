"""Possible twins are noted for the officers whenever a vendor is saved, whoever saves it."""

from django.db import transaction
from django.utils import timezone

from otopfair.history.models import record
from otopfair.locking import lock
from vendors.models import TwinPair, Vendor
from vendors.operations.registration import numbers_of
from vendors.twins import Twin, twins_of


def note_twins(vendor: Vendor) -> None:
    """Propose each registered vendor that may be the same one; a pair is proposed once."""
    found = twins_of(
        name_th=vendor.name_th,
        province=vendor.province_id,
        district=vendor.district_id,
        subdistrict=vendor.subdistrict_id,
        phones=numbers_of(vendor),
        identity_no=vendor.identity_no,
        without=vendor,
    )
    TwinPair.objects.bulk_create((_pair(vendor, twin) for twin in found), ignore_conflicts=True)


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
