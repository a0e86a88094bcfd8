"""The registers beside an imported list: which vendors are known, and who stands in which booth."""

from collections import defaultdict
from dataclasses import dataclass

from otopfair.documents.cells import loose
from otopfair.thai.sorting import thai_sort_key
from products.models import Product, StarRating
from vendors.models import (
    ENDED_STATUSES,
    ApplicationStatus,
    BoothAllocation,
    BoothApplication,
    Vendor,
    VendorPhone,
)


@dataclass
class KnownVendor:
    """A registered vendor with all that a row could change."""

    pk: int
    name: str
    contact: str
    district: str | None
    phones: frozenset[str] = frozenset()
    products: frozenset[str] = frozenset()
    starred: frozenset[tuple[str, int]] = frozenset()
    booths: frozenset[str] = frozenset()
    is_enrolled: bool = False
    has_draft: bool = False
    category: int | None = None


class VendorRegister:
    """Vendors of the provinces in the file, by name and province, in a few queries."""

    def __init__(self) -> None:
        self._by_name: dict[tuple[str, str], list[KnownVendor]] = defaultdict(list)
        self._standing: dict[str, dict[int, str]] = defaultdict(dict)

    @classmethod
    def load(cls, fair_event, star_round, *, provinces: set[str]) -> "VendorRegister":
        register = cls()
        known: dict[int, KnownVendor] = {}
        rows = Vendor.objects.filter(province__in=provinces).order_by("pk")
        for pk, name, province, contact, district in rows.values_list(
            "pk", "name_th", "province_id", "contact_name", "district_id"
        ):
            known[pk] = KnownVendor(pk, name, contact, district)
            register._by_name[loose(name), province].append(known[pk])
        _add(known, "phones", _of_provinces(VendorPhone, provinces, "vendor_id", "number"))
        products = _of_provinces(Product, provinces, "vendor_id", "name_th")
        _add(known, "products", [(pk, loose(name)) for pk, name in products])
        if star_round is not None:
            ratings = StarRating.objects.filter(
                star_round=star_round, product__vendor__province__in=provinces
            ).order_by("pk")
            stars = ratings.values_list("product__vendor_id", "product__name_th", "stars")
            _add(known, "starred", [(pk, (loose(name), count)) for pk, name, count in stars])
        register._add_fair(fair_event, known)
        return register

    def _add_fair(self, fair_event, known: dict[int, KnownVendor]) -> None:
        applications = BoothApplication.objects.filter(fair_event=fair_event).order_by("pk")
        for vendor_id, status, category in applications.exclude(
            status__in=ENDED_STATUSES
        ).values_list("vendor_id", "status", "category"):
            if vendor := known.get(vendor_id):
                vendor.has_draft |= status == ApplicationStatus.DRAFT
                vendor.is_enrolled |= status != ApplicationStatus.DRAFT
                vendor.category = category
        standing = (
            BoothAllocation.objects.live().filter(booth__fair_event=fair_event).order_by("pk")
        )
        booths = standing.values_list(
            "application__vendor_id", "booth__code", "application__vendor__name_th"
        )
        _add(known, "booths", [(pk, code) for pk, code, _ in booths])

    def find(self, name: str, province: str, phones, district) -> KnownVendor | None:
        """The registered vendor of this name and province.

        With several, or with another telephone in another district, the telephone decides.
        """
        candidates = self._by_name.get((loose(name), province), [])
        by_phone = [vendor for vendor in candidates if vendor.phones & set(phones)]
        if by_phone:
            return by_phone[0]
        same_place = [
            vendor
            for vendor in candidates
            if not (vendor.phones and phones and vendor.district and vendor.district != district)
        ]
        return same_place[0] if len(same_place) == 1 else None

    def why_booth_is_taken(self, code: str, known: KnownVendor | None, booths) -> str:
        """A sentence when the row's booth has its vendors already, or the vendor another booth."""
        if not code:
            return ""
        if known and known.booths and code not in known.booths:
            booths_now = ", ".join(sorted(known.booths, key=thai_sort_key))
            return f"ร้านนี้อยู่บูธ {booths_now} แล้ว ถ้าจะย้าย ใช้หน้าจัดบูธ"
        others = booths[code].occupants if code in booths else []
        if known and known.pk in {one.vendor_id for one in others}:
            return ""
        if others and booths[code].free_places <= 0:
            return f"บูธ {code} มี {' และ '.join(one.name for one in others)} แล้ว"
        return ""

    def changes(self, row, known: KnownVendor) -> list[str]:
        """Words for what `row` adds to or changes in the register."""
        changes = []
        if row.contact and row.contact != known.contact:
            changes.append("ชื่อประธานหรือเจ้าของ")
        if row.district and row.district != known.district:
            changes.append("อำเภอ")
        if set(row.phones) - known.phones:
            changes.append("โทรศัพท์")
        if row.product and loose(row.product) not in known.products:
            changes.append("สินค้า")
        if row.stars and (loose(row.product), row.stars) not in known.starred:
            changes.append("ดาว")
        if not known.is_enrolled:
            changes.append("เข้าร่วมงานนี้")
        if row.booth and row.booth not in known.booths:
            changes.append("บูธ")
        return changes


def _of_provinces(model, provinces, *fields):
    rows = model.objects.filter(vendor__province__in=provinces).order_by("pk")
    return rows.values_list(*fields)


def _add(known: dict[int, KnownVendor], name: str, pairs) -> None:
    """Collect (vendor id, value) pairs into the set `name` of each known vendor."""
    values: dict[int, set] = defaultdict(set)
    for pk, value in pairs:
        if pk in known:
            values[pk].add(value)
    for pk, found in values.items():
        setattr(known[pk], name, frozenset(found))
