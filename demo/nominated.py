"""A call of Lampang for shops that districts name; one district has named the first."""

from datetime import datetime, time, timedelta

from django.contrib.auth.hashers import make_password

from fairs.acts import call_made
from fairs.models import CallCell, CallKind, FairEvent, ProductCategory, TermsText, VendorCall
from otopfair.accounts.models import User
from otopfair.thai.calendar import THAILAND, today_in_thailand
from vendors.models import NominationQuota, Vendor, VendorKind, VendorMember
from vendors.operations.invitations import nominate_vendors
from vendors.operations.showing import count_as_looked_at

TOWN = "5201"
QUOTAS = {TOWN: 3, "5204": 2, "5206": 1}
SHOPS = {
    "ceramics": "กลุ่มตัวอย่างเซรามิกบ้านท่าผา",
    "bowls": "กลุ่มตัวอย่างแก้วชามตราไก่เมืองลำปาง",
}


def make_nominated_call(fair_event: FairEvent, terms: TermsText, *, by: User) -> None:
    call = _call(fair_event, terms)
    quotas = {
        code: NominationQuota.objects.create(call=call, district_id=code, places=places)
        for code, places in QUOTAS.items()
    }
    shops = [_shop(key, name, by) for key, name in SHOPS.items()]
    nominate_vendors(quotas[TOWN], shops[:1], note="ได้ 5 ดาวสองปีติดกัน", by=by)


def _call(fair_event: FairEvent, terms: TermsText) -> VendorCall:
    today = today_in_thailand()
    call = VendorCall.objects.create(
        fair_event=fair_event,
        name="รอบอำเภอเสนอชื่อ",
        kind=CallKind.NOMINATED,
        opens_at=datetime.combine(today - timedelta(days=2), time(9), THAILAND),
        closes_at=datetime.combine(today + timedelta(days=25), time(16, 30), THAILAND),
        terms=terms,
        booth_text="บูธ 3 × 3 เมตร โต๊ะ 1 ตัว เก้าอี้ 2 ตัว",
    )
    CallCell.objects.create(call=call, category=ProductCategory.HOUSEHOLD, maximum=6)
    call_made.happened(call=call)
    return call


def _shop(key: str, name: str, by: User) -> Vendor:
    vendor = Vendor.objects.create(
        kind=VendorKind.GROUP, name_th=name, province_id="52", district_id=TOWN, is_published=True
    )
    count_as_looked_at([vendor], by=by)
    owner = User.objects.create(
        email=f"{key}@demo.test",
        full_name="นางแก้ว ดินขาว",
        password=make_password(None),
    )
    VendorMember.objects.create(vendor=vendor, user=owner)
    return vendor
