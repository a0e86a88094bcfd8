"""Whether a vendor may apply to a call, and if not, every reason in plain words."""

from datetime import timedelta

from django.urls import reverse

from fairs.models import CallKind, FairEvent, VendorCall
from otopfair.thai.formatting import format_date
from vendors.conditions import Barrier, conditions_of
from vendors.models import CallInvite, ConditionWaiver, Penalty, Vendor
from vendors.persons import everything_of_one_person


def why_not(call: VendorCall, vendor: Vendor) -> list[Barrier]:
    """Every reason that keeps `vendor` from applying to `call` today; none: it may apply.

    A condition that an officer has waived for the vendor is none. A ban cannot be waived here.
    """
    barriers = [
        barrier
        for kind, values in conditions_of(call)
        if (barrier := kind.barrier(values, vendor, call.fair_event))
    ]
    if barriers:
        waived = kinds_waived(call, vendor)
        barriers = [barrier for barrier in barriers if barrier.key not in waived]
    return [*_ban(vendor, call.fair_event), *_not_chosen(call, vendor), *barriers]


def _not_chosen(call: VendorCall, vendor: Vendor) -> list[Barrier]:
    """Of a call that is not open to all: whether this shop is on its list."""
    if call.kind == CallKind.OPEN:
        return []
    if CallInvite.objects.live().filter(call=call, vendor=vendor).exists():
        return []
    if call.kind == CallKind.INVITED:
        sentence = "รอบนี้เฉพาะร้านที่ผู้จัดเชิญ ร้านนี้ไม่อยู่ในรายชื่อ"
        return [Barrier("invite", sentence, "ถ้าคิดว่าควรได้รับเชิญ โทรถามเจ้าหน้าที่ของงาน")]
    where = f"สำนักงานพัฒนาชุมชน{vendor.district.title}" if vendor.district else "พัฒนากรในพื้นที่"
    sentence = "รอบนี้เฉพาะร้านที่อำเภอเสนอชื่อ ร้านนี้ยังไม่ได้รับการเสนอ"
    return [Barrier("invite", sentence, f"ติดต่อ{where} ให้เสนอชื่อก่อนปิดรับสมัคร")]


def kinds_waived(call: VendorCall, vendor: Vendor) -> list[str]:
    waiver = ConditionWaiver.objects.filter(call=call, vendor=vendor).first()
    return waiver.kinds if waiver else []


def _ban(vendor: Vendor, fair_event: FairEvent) -> list[Barrier]:
    sentence = why_barred(vendor, fair_event)
    to, act = reverse("my-penalties"), "ดูโทษและคำเตือน"
    return [Barrier("ban", sentence, address=to, act=act)] if sentence else []


def why_barred(vendor: Vendor, fair_event: FairEvent) -> str:
    """The ban that keeps a vendor from this fair today, until when, and how to object; or "". A ban
    on another shop of the same person is one on this shop."""
    bans = Penalty.objects.bars_from(fair_event).filter(everything_of_one_person(vendor))
    ban = bans.order_by("-until", "pk").first()
    if ban is None:
        return ""
    again = format_date(ban.until + timedelta(days=1))
    if ban.vendor_id != vendor.pk:
        return (
            f"อีกร้านที่ใช้บัญชีหรือเบอร์โทรเดียวกันถูกงดรับสมัครถึงวันที่ {format_date(ban.until)} ({ban.where}) "
            f"ร้านนี้จึงสมัครได้อีกตั้งแต่วันที่ {again} ถ้าเป็นคนละราย ให้กรอกเลข 13 หลักในข้อมูลร้านทั้งสองร้าน"
        )
    return (
        f"ร้านนี้ถูกงดรับสมัครถึงวันที่ {format_date(ban.until)} ตาม{ban.decision_number} ({ban.where}) "
        f"สมัครได้อีกตั้งแต่วันที่ {again} ถ้าไม่เห็นด้วย โต้แย้งได้ที่หน้าโทษและคำเตือนของร้าน"
    )
