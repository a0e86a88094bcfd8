"""Which registered shops may be the one that somebody is entering."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from django.db.models import Q

from otopfair.removals.changes import chunks
from otopfair.thai.shop_names import shop_key
from vendors.models import TwinPair, Vendor, VendorClaim, VendorPhone

CLAIMS, MERGE = "vendors.decide_vendorclaim", "vendors.merge_vendor"
NEAR = 0.86  # a share of letters in common; "ทอผ้าโคกสูง" and "ทอผ้าไหมโคกสูง" are near
MOST_COMPARED = 1000
MOST_TOLD = 5
_COMPARED = ("province", "district", "subdistrict", "name_key", "identity_no")
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
    among: "Register | Together | None" = None,
) -> list[Twin]:
    """Registered vendors with the same number, phone, or near name and place, likeliest first.

    A place is a row or its code; `among` are the registered vendors where they are read already.

    Those for whom a number says that they are somebody else are left out.
    """
    found: dict[int, Twin] = {}
    register = among or Register(without)
    if identity_no:
        _add(found, register.with_number(identity_no), SAME_NUMBER)
    if phones:
        _add(found, register.with_phones(phones), SAME_PHONE)
    if name_th and province:
        for vendor, reason in _near(register, shop_key(name_th), province, district, subdistrict):
            _add(found, [vendor], reason)
    twins = [twin for twin in found.values() if not _is_another(twin, identity_no)]
    return sorted(twins, key=lambda twin: (-len(twin.reasons), twin.vendor.pk))[:MOST_TOLD]


class Register:
    """The registered vendors, asked one by one."""

    def __init__(self, without: Vendor | None) -> None:
        rows = Vendor.objects.select_related("province", "district", "subdistrict")
        self._rows = rows.exclude(pk=without.pk) if without else rows

    def with_number(self, identity_no: str) -> Iterable[Vendor]:
        return self._rows.filter(identity_no=identity_no)

    def with_phones(self, phones: Sequence[str]) -> Iterable[Vendor]:
        with_phone = VendorPhone.objects.filter(number__in=phones).values("vendor")
        return self._rows.filter(pk__in=with_phone)

    def near(self, key: str, province, district) -> Iterable[Vendor]:
        here = Q(name_key=key)
        if district:
            here |= Q(district=district)
        return self._rows.filter(here, province=province).order_by("pk")[:MOST_COMPARED]

    def share(self, key: str, other: str) -> float:
        return _share(key, SequenceMatcher(None, "", other, autojunk=False))


class Together:
    """The registered vendors among which many are looked for, read in a few statements: those of
    the same provinces, and with the same phones or numbers. Who is looked for joins in turn."""

    def __init__(self, vendors: Collection[Vendor], phones: Collection[str]) -> None:
        self._there: dict[int, Vendor] = {}
        self._matchers: dict[str, SequenceMatcher] = {}
        self._phones: dict[str, list[int]] = defaultdict(list)
        self._places: dict[tuple, set[int]] = defaultdict(set)
        keys = {vendor.pk for vendor in vendors}
        numbers = sorted({vendor.identity_no for vendor in vendors} - {""})
        provinces = {vendor.province_id for vendor in vendors}
        for rows in (
            Vendor.objects.filter(province__in=provinces),
            *(Vendor.objects.filter(identity_no__in=some) for some in chunks(numbers)),
            *(Vendor.objects.filter(phones__number__in=some) for some in chunks(sorted(phones))),
        ):
            for vendor in rows.only(*_COMPARED).order_by():
                if vendor.pk not in keys:
                    self._put(vendor)
        for some in chunks(sorted(phones)):
            for number, key in VendorPhone.objects.filter(number__in=some).values_list(
                "number", "vendor"
            ):
                self._phones[number].append(key)

    def join(self, vendor: Vendor) -> None:
        """From here on `vendor` is one of those who are found."""
        self._put(vendor)

    def with_number(self, identity_no: str) -> Iterable[Vendor]:
        return [one for one in self._there.values() if one.identity_no == identity_no]

    def with_phones(self, phones: Sequence[str]) -> Iterable[Vendor]:
        keys = {key for phone in phones for key in self._phones[phone]}
        return [self._there[key] for key in sorted(keys & self._there.keys())]

    def near(self, key: str, province, district) -> Iterable[Vendor]:
        found = set(self._places[province, "name", key])
        if district:
            found |= self._places[province, "district", district]
        return [self._there[pk] for pk in sorted(found)[:MOST_COMPARED]]

    def share(self, key: str, other: str) -> float:
        """What a matcher knows of a name is found out once, for all that are held against it."""
        if other not in self._matchers:
            self._matchers[other] = SequenceMatcher(None, "", other, autojunk=False)
        return _share(key, self._matchers[other])

    def _put(self, vendor: Vendor) -> None:
        self._there[vendor.pk] = vendor
        province = vendor.province_id
        self._places[province, "name", vendor.name_key].add(vendor.pk)
        if vendor.district_id:
            self._places[province, "district", vendor.district_id].add(vendor.pk)


def _near(register, key: str, province, district, subdistrict) -> Iterator[tuple[Vendor, str]]:
    for vendor in register.near(key, province, district):
        if not _may_be_here(vendor, district, subdistrict):
            continue
        if vendor.name_key == key:
            yield vendor, SAME_NAME
        elif register.share(key, vendor.name_key) >= NEAR:
            yield vendor, NEAR_NAME


def _may_be_here(vendor: Vendor, district, subdistrict) -> bool:
    """Names of villages come back in every district: a place that is known must not differ."""
    pairs = ((district, vendor.district_id), (subdistrict, vendor.subdistrict_id))
    return not any(mine and theirs and _key(mine) != theirs for mine, theirs in pairs)


def _key(place) -> str:
    return getattr(place, "pk", place)


def _share(key: str, matcher: SequenceMatcher) -> float:
    matcher.set_seq1(key)
    if matcher.real_quick_ratio() < NEAR or matcher.quick_ratio() < NEAR:
        return 0
    return matcher.ratio()


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
