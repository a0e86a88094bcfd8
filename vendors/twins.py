"""Which registered shops may be the one that somebody is entering."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from django.db.models import Q

from otopfair.thai.shop_names import shop_key
from vendors.models import TwinPair, Vendor, VendorClaim, VendorPhone

CLAIMS, MERGE = "vendors.decide_vendorclaim", "vendors.merge_vendor"
NEAR = 0.86  # a share of letters in common; "ทอผ้าโคกสูง" and "ทอผ้าไหมโคกสูง" are near
MOST_COMPARED = 1000
MOST_TOLD = 5
SAME_NUMBER, SAME_PHONE = "เลข 13 หลักเดียวกัน", "เบอร์โทรเดียวกัน"
SAME_NAME, NEAR_NAME = "ชื่อเดียวกันในจังหวัดเดียวกัน", "ชื่อใกล้เคียงกันในอำเภอเดียวกัน"


@dataclass
class Twin:
    """A registered shop, and what it has in common."""

    vendor: Vendor
    reasons: list[str] = field(default_factory=list)

    @property
    def is_known_by_name(self) -> bool:
        """Whether the name was typed: only then may it be read out to a stranger."""
        return any(reason in (SAME_NAME, NEAR_NAME) for reason in self.reasons)

    @property
    def why(self) -> str:
        return " ".join(self.reasons)


def twins_of(
    *,
    name_th: str = "",
    province=None,
    district=None,
    subdistrict=None,
    phones: Sequence[str] = (),
    identity_no: str = "",
    without: Vendor | None = None,
) -> list[Twin]:
    """Registered vendors with the same number, phone, or near name and place, likeliest first.

    A place is a row or its code.

    Those for whom a number says that they are somebody else are left out.
    """
    found: dict[int, Twin] = {}
    rows = Vendor.objects.select_related("province", "district", "subdistrict")
    rows = rows.exclude(pk=without.pk) if without else rows
    if identity_no:
        _add(found, rows.filter(identity_no=identity_no), SAME_NUMBER)
    if phones:
        with_phone = VendorPhone.objects.filter(number__in=phones).values("vendor")
        _add(found, rows.filter(pk__in=with_phone), SAME_PHONE)
    if name_th and province:
        for vendor, reason in _near(rows, shop_key(name_th), province, district, subdistrict):
            _add(found, [vendor], reason)
    twins = [twin for twin in found.values() if not _is_another(twin, identity_no)]
    return sorted(twins, key=lambda twin: (-len(twin.reasons), twin.vendor.pk))[:MOST_TOLD]


def _near(rows, key: str, province, district, subdistrict):
    here = Q(name_key=key)
    if district:
        here |= Q(district=district)
    for vendor in rows.filter(here, province=province).order_by("pk")[:MOST_COMPARED]:
        if not _may_be_here(vendor, district, subdistrict):
            continue
        if vendor.name_key == key:
            yield vendor, SAME_NAME
        elif _share(key, vendor.name_key) >= NEAR:
            yield vendor, NEAR_NAME


def _may_be_here(vendor: Vendor, district, subdistrict) -> bool:
    """Names of villages come back in every district: a place that is known must not differ."""
    pairs = ((district, vendor.district_id), (subdistrict, vendor.subdistrict_id))
    return not any(mine and theirs and _key(mine) != theirs for mine, theirs in pairs)


def _key(place) -> str:
    return getattr(place, "pk", place)


def _share(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= NEAR else 0


def _is_another(twin: Twin, identity_no: str) -> bool:
    """Two numbers are two persons, whatever their shops are called; a shared phone is asked."""
    theirs = twin.vendor.identity_no
    differs = bool(identity_no and theirs and identity_no != theirs)
    return differs and SAME_PHONE not in twin.reasons


def _add(found: dict[int, Twin], vendors, reason: str) -> None:
    for vendor in vendors:
        found.setdefault(vendor.pk, Twin(vendor)).reasons.append(reason)


def claims_for(user):
    """Claims that this officer is to decide, oldest first."""
    return VendorClaim.objects.covered_by(user, CLAIMS).open()


def pairs_for(user):
    """Pairs that may be one shop, for this officer to compare, oldest first."""
    return TwinPair.objects.covered_by(user, MERGE).open()
