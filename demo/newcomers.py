"""What waits for an officer of Khon Kaen at the door: a new shop, its twin, a claim."""

from uuid import NAMESPACE_URL, uuid5

from django.contrib.auth.hashers import make_password

from demo.makers import Maker
from fairs.models import Subdistrict
from otopfair.accounts.models import User
from products.operations.catalogue import add_product
from vendors.models import Vendor, VendorKind
from vendors.operations.claims import claim_vendor
from vendors.operations.registration import register_vendor

HOME = "40"
BASKETS = "กลุ่มตัวอย่างจักสานไผ่บ้านหนองบอน"


def make_newcomers(makers: list[Maker], cloth_maker: Maker, newcomer: User) -> list[Vendor]:
    """Two shops that nobody has looked at, one of them perhaps registered already; and an account
    that asks for a shop of the register. Answers with the shop that is new without a doubt."""
    baskets = _register("baskets", BASKETS, cloth_maker.vendor, "0800000011")
    add_product(baskets, by=_owner(baskets), name_th="กระติบข้าวไม้ไผ่", category=4)
    twin_name = cloth_maker.vendor.name_th.removeprefix("กลุ่มตัวอย่าง").removeprefix("กลุ่ม")
    _register("twin", f"ร้าน{twin_name}", cloth_maker.vendor, "0800000012")
    claimed = next(
        maker
        for maker in makers
        if maker.vendor.province_id == HOME and maker.vendor.pk != cloth_maker.vendor.pk
    )
    claim_vendor(claimed.vendor, by=newcomer, note="เป็นลูกสาวของประธานกลุ่ม ดูแลร้านแทนแม่")
    return [baskets]


def _register(key: str, name: str, neighbour: Vendor, phone: str) -> Vendor:
    user = User.objects.create(
        email=f"{key}@demo.test", full_name="นางบัวผัน ใจดี", password=make_password(None)
    )
    subdistrict = neighbour.subdistrict or Subdistrict.objects.get(pk="400101")
    return register_vendor(
        user,
        form_key=uuid5(NAMESPACE_URL, key),
        kind=VendorKind.GROUP,
        name_th=name,
        contact_name=user.full_name,
        province=neighbour.province,
        district=neighbour.district,
        subdistrict=subdistrict,
        address="12 หมู่ 3",
        story="จักสานไม้ไผ่มาตั้งแต่รุ่นยาย ตอนนี้ช่วยกันทำ 8 คน",
        is_published=True,
        phones=[phone],
    )


def _owner(vendor: Vendor) -> User:
    return vendor.members.select_related("user").get().user
