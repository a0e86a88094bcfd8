"""Invented makers: one vendor for every home of every kind of goods."""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from demo.kinds import KINDS, Kind
from demo.people import FAMILY_NAMES, GIVEN_NAMES, demo_id, dice
from fairs.models import District, Subdistrict
from otopfair.accounts.models import User
from vendors.models import (
    ShowState,
    Vendor,
    VendorKind,
    VendorMember,
    VendorPhone,
    VendorRegistration,
)

VILLAGES = (
    *("ดอนข่า", "หนองขาม", "โคกสูง", "สวนหม่อน", "โนนทัน", "หนองแวง", "ท่าศาลา", "ป่าติ้ว", "นาคำ"),
    *("หัวช้าง", "โพนงาม", "ดงเค็ง", "หนองบัวน้อย", "คำแคน", "โนนสวรรค์", "ห้วยเตย", "วังชัย", "กุดกว้าง"),
    *("หนองไฮ", "ท่านางแนว", "ทุ่งพระ", "นาฝาย", "โนนศิลาเลิง", "หนองผือ", "คอนสาย"),
)
TITLES = ("นาง", "น.ส.", "นาง", "นาย")
NORTHEAST = ("3", "4")  # first digit of the official district code


@dataclass(frozen=True)
class Maker:
    """A vendor, what it makes, and the account that acts for it."""

    vendor: Vendor
    kind: Kind
    member: User

    @property
    def is_northeastern(self) -> bool:
        return self.vendor.province_id.startswith(NORTHEAST)


def make_makers() -> list[Maker]:
    """All makers, in the order of their goods; the same in every build."""
    homes = [(kind, home) for kind in KINDS for home in kind.homes]
    places = _places({home for _, home in homes})
    vendors = [_vendor(n, kind, places[home]) for n, (kind, home) in enumerate(homes, start=1)]
    Vendor.objects.bulk_create(vendors)
    VendorPhone.objects.bulk_create(
        VendorPhone(vendor=vendor, number=f"043000{number:03d}")
        for number, vendor in enumerate(vendors, start=1)
    )
    VendorRegistration.objects.bulk_create(
        VendorRegistration(vendor=vendor, number=f"{vendor.district_id}{number:04d}")
        for number, vendor in enumerate(vendors, start=1)
        if number % 4
    )
    closed = make_password(None)
    members = [
        User(email=f"maker{n}@demo.test", full_name=vendor.contact_name, password=closed)
        for n, vendor in enumerate(vendors, start=1)
    ]
    User.objects.bulk_create(members)
    VendorMember.objects.bulk_create(
        VendorMember(vendor=vendor, user=user)
        for vendor, user in zip(vendors, members, strict=True)
    )
    return [
        Maker(vendor, kind, member)
        for vendor, (kind, _), member in zip(vendors, homes, members, strict=True)
    ]


def hand_over(maker: Maker, user: User) -> Maker:
    """Let a printed account act for `maker` instead of its silent one."""
    Vendor.objects.filter(pk=maker.vendor.pk).update(contact_name=user.full_name)
    VendorMember.objects.filter(vendor=maker.vendor).update(user=user)
    maker.vendor.contact_name = user.full_name
    return Maker(maker.vendor, maker.kind, user)


def _places(codes: set[str]) -> dict[str, tuple[District, list[Subdistrict]]]:
    districts = District.objects.select_related("province").order_by("code").in_bulk(codes)
    places = {code: (district, []) for code, district in districts.items()}
    for row in Subdistrict.objects.filter(district__in=codes).order_by("code"):
        places[row.district_id][1].append(row)
    return places


def _vendor(number: int, kind: Kind, place) -> Vendor:
    rng = dice(f"maker {number}")
    district, subdistricts = place
    subdistrict = rng.choice(subdistricts)
    village = VILLAGES[number % len(VILLAGES)]
    given = GIVEN_NAMES[number * 7 % len(GIVEN_NAMES)]
    # The national shares: 55 % groups, 43 % single owners, under 2 % companies.
    share = rng.random()
    if share < 0.56:
        legal, name, first = VendorKind.GROUP, _group_name(number, kind, village), "1"
    elif share < 0.97:
        legal, name, first = VendorKind.SINGLE, f"ร้านตัวอย่าง{kind.craft} {given}", "3"
    else:
        legal, name, first = VendorKind.SME, f"บริษัทตัวอย่าง{kind.craft} {village} จำกัด", "0"
    return Vendor(
        kind=legal,
        name_th=f"{name} {district.name_th}" if legal == VendorKind.SINGLE else name,
        identity_no=demo_id(number, first=first),
        contact_name=f"{rng.choice(TITLES)}{given} {rng.choice(FAMILY_NAMES)}",
        province=district.province,
        district=district,
        subdistrict=subdistrict,
        address=f"เลขที่ {rng.randint(1, 199)} หมู่ที่ {rng.randint(1, 14)} บ้าน{village}",
        postcode=subdistrict.postcode,
        line_id=f"otop.demo.{number}" if number % 4 == 0 else "",
        phone_is_public=number % 5 == 0,
        is_published=True,
        show_state=ShowState.SHOWN,
        story=(
            f"บ้าน{village} อำเภอ{district.name_th} {kind.craft}มาตั้งแต่ปี {rng.randint(2535, 2562)}"
            f" ตอนนี้ช่วยกันทำ {rng.randint(3, 45)} คน {kind.story}"
        ),
    )


def _group_name(number: int, kind: Kind, village: str) -> str:
    prefix = ("กลุ่มตัวอย่าง", "กลุ่มสตรีตัวอย่าง", "วิสาหกิจชุมชนตัวอย่าง")[number % 3]
    return f"{prefix}{kind.craft}บ้าน{village}"
