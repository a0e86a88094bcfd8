"""Officers choose who may apply to a call; districts name shops within their number."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from fairs.models import CallKind, District, VendorCall
from fairs.operations.holding import hold_fair
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock
from otopfair.thai.formatting import format_datetime
from vendors.models import CallInvite, NominationQuota, Vendor
from vendors.notifications import tell_vendor, tell_vendors
from vendors.persons import shops_of_one_person

WHAT = "จึงเชิญร้านไม่ได้"


def invite_vendors(call: VendorCall, vendors: Iterable[Vendor], *, note: str = "", by) -> int:
    """Let `vendors` apply to an invited call, and tell each; who is invited already stays so.

    Returns how many are new. Raises RuleBroken when the call is not by invitation, or is over.
    """
    with transaction.atomic():
        hold_fair(call.fair_event, what=WHAT)
        call = lock(call)
        _require_kind(call, CallKind.INVITED, "รอบนี้ไม่ได้ให้สมัครเฉพาะร้านที่เชิญ เปลี่ยนวิธีรับสมัครก่อน")
        new = _not_yet(call, vendors)
        for vendor in new:
            CallInvite.objects.create(call=call, vendor=vendor, note=note, invited_by=by)
        _tell(call, new, "เชิญ", by, note)
    return len(new)


def nominate_vendors(
    quota: NominationQuota, vendors: Iterable[Vendor], *, note: str = "", by
) -> int:
    """Name shops of a district for a call, and tell each; all of them or none.

    Returns how many are new. Raises RuleBroken when they are more than the district has left, one
    is of another district, or the call is over.
    """
    with transaction.atomic():
        hold_fair(quota.call.fair_event, what=WHAT)
        call = lock(quota.call)
        quota = lock(quota)
        _require_kind(call, CallKind.NOMINATED, "รอบนี้ไม่ได้ให้อำเภอเสนอชื่อแล้ว")
        new = _not_yet(call, vendors)
        for vendor in new:
            if vendor.district_id != quota.district_id:
                raise RuleBroken(f"{vendor} ไม่ได้อยู่{quota.district.title} เสนอได้เฉพาะร้านของอำเภอ")
        _require_other_people(call, new)
        seats = _free_seats(quota)
        if new and not seats:
            raise RuleBroken(
                f"{quota.district.title}เสนอครบ {quota.places} ร้านแล้ว ถอนชื่อร้านเดิมก่อนจึงเสนอร้านใหม่ได้",
                field="vendors",
            )
        if len(new) > len(seats):
            raise RuleBroken(
                f"{quota.district.title}เสนอได้ {quota.places} ร้าน เหลืออีก {len(seats)} ร้าน "
                f"ครั้งนี้เลือกไว้ {len(new)} ร้าน เลือกให้น้อยลง หรือถอนชื่อร้านเดิมก่อน",
                field="vendors",
            )
        for vendor, seat in zip(new, seats, strict=False):
            CallInvite.objects.create(
                call=call, vendor=vendor, quota=quota, seat=seat, note=note, invited_by=by
            )
        _tell(call, new, f"{quota.district.title}เสนอชื่อ", by, note)
    return len(new)


def _require_kind(call: VendorCall, kind: CallKind, sentence: str) -> None:
    if call.kind != kind:
        raise RuleBroken(sentence)
    if call.closes_at <= timezone.now():
        raise RuleBroken(f"รอบนี้ปิดรับสมัครแล้วเมื่อ {format_datetime(call.closes_at)}")


def _not_yet(call: VendorCall, vendors: Iterable[Vendor]) -> list[Vendor]:
    there = set(CallInvite.objects.live().filter(call=call).values_list("vendor", flat=True))
    new = [vendor for vendor in vendors if vendor.pk not in there]
    return sorted(new, key=lambda vendor: vendor.pk)


def _require_other_people(call: VendorCall, vendors: list[Vendor]) -> None:
    """One person takes one seat of a call, under however many shop names. The call is locked."""
    seated = CallInvite.objects.live().filter(call=call, seat__isnull=False)
    named = set(seated.values_list("vendor", flat=True))
    for vendor in vendors:
        same = shops_of_one_person(vendor).filter(pk__in=named).order_by("pk").first()
        if same:
            raise RuleBroken(
                f"{vendor} เป็นของคนเดียวกับ {same} ซึ่งเสนอชื่อไว้แล้ว หนึ่งรายเสนอได้ร้านเดียว "
                "ถ้าเป็นคนละราย ให้กรอกเลข 13 หลักของทั้งสองร้านก่อน",
                field="vendors",
            )
        named.add(vendor.pk)


def _free_seats(quota: NominationQuota) -> list[int]:
    taken = set(quota.nominations.live().values_list("seat", flat=True))
    return [seat for seat in range(1, quota.places + 1) if seat not in taken]


def _tell(call: VendorCall, vendors: list[Vendor], how: str, by, note: str) -> None:
    if not vendors:
        return
    fair_event = call.fair_event
    tell_vendors(
        vendors,
        f"ร้านของคุณได้รับสิทธิ์สมัคร{fair_event.called}",
        f"{how}ร้านของคุณให้สมัคร{call.name} ส่งใบสมัครได้ถึง {format_datetime(call.closes_at)}\n"
        "การได้รับสิทธิ์ยังไม่ใช่การได้บูธ ต้องส่งใบสมัครก่อน",
        kind="invite",
        link=f"/my/apply/{fair_event.slug}/",
    )
    names = ", ".join(map(str, vendors))
    record(call, "invite", f"{how} {len(vendors)} ร้าน: {names}"[:500], by=by, reason=note)


def take_back(invite: CallInvite, *, reason: str, by) -> CallInvite:
    """Take a shop off the list, with its seat; what it has sent already stays. Twice is once.

    Raises RuleBroken without a reason: the shop reads it.
    """
    with transaction.atomic():
        call = lock(invite.call)
        invite = lock(invite)
        if invite.taken_back_at is not None:
            return invite
        if not reason.strip():
            raise RuleBroken("บอกเหตุที่ถอนชื่อ ร้านจะอ่านข้อความนี้", field="reason")
        invite.taken_back_at, invite.taken_back_by = timezone.now(), by
        invite.save(update_fields=["taken_back_at", "taken_back_by"])
        record(call, "take_back", f"ถอนชื่อ {invite.vendor}", by=by, reason=reason)
        tell_vendor(
            invite.vendor,
            f"สิทธิ์สมัคร{call.fair_event.called} ถูกถอน",
            f"เหตุผล: {reason.strip()}\nใบสมัครที่ส่งแล้วไม่เปลี่ยน ถ้ามีคำถาม โทรหาเจ้าหน้าที่",
            kind="invite",
            link=f"/my/apply/{call.fair_event.slug}/",
        )
    return invite


def set_quotas(call: VendorCall, places: dict[str, int], *, by) -> None:
    """District → how many shops it may name; 0 is no quota.

    Raises RuleBroken when a district has named more already.
    """
    with transaction.atomic():
        call = lock(call)
        quotas = call.quotas.select_related("district").prefetch_related("nominations")
        now = {row.district_id: row for row in quotas}
        changes = {}
        for code, number in places.items():
            quota = now.get(code)
            if number == (quota.places if quota else 0):
                continue
            _require_room(quota, number)
            changes[code] = [quota.places if quota else 0, number]
            _set(call, code, quota, number)
        if changes:
            record(call, "quotas", "แก้โควตาเสนอชื่อของอำเภอ", by=by, changes=_in_words(changes))


def _require_room(quota: NominationQuota | None, number: int) -> None:
    if quota is None:
        return
    seats = _held(quota)
    if len(seats) > number:
        raise RuleBroken(
            f"{quota.district.title}เสนอไว้แล้ว {len(seats)} ร้าน ลดเหลือ {number} ไม่ได้ ถอนชื่อก่อน",
            field=f"district-{quota.district_id}",
        )


def _held(quota: NominationQuota) -> list[CallInvite]:
    """The nominations that count, by seat."""
    rows = [row for row in quota.nominations.all() if row.taken_back_at is None]
    return sorted(rows, key=lambda row: row.seat or 0)


def _set(call: VendorCall, code: str, quota: NominationQuota | None, number: int) -> None:
    if quota is None:
        NominationQuota.objects.create(call=call, district_id=code, places=number)
        return
    if number == 0 and not quota.nominations.all():
        quota.delete()
        return
    if number == 0:
        raise RuleBroken(
            f"{quota.district.title}เคยเสนอชื่อแล้ว ให้ไว้อย่างน้อย 1 ร้าน", field=f"district-{code}"
        )
    _close_ranks(quota)
    quota.places = number
    quota.save(update_fields=["places"])


def _close_ranks(quota: NominationQuota) -> None:
    """Seats from the first on, so that a smaller quota holds them all. The call is locked."""
    for seat, row in enumerate(_held(quota), start=1):
        row.seat = seat  # each moves down to a seat that is free already
        row.save(update_fields=["seat"])


def _in_words(changes: dict[str, list[int]]) -> dict[str, list[str]]:
    names = dict(District.objects.filter(pk__in=changes).values_list("pk", "name_th"))
    return {names[code]: [str(number) for number in pair] for code, pair in changes.items()}
