"""A draw: the list is frozen with a commitment, the draw is held, its booths are given.

Lock order as everywhere: fair, call, applications by id, booths by id.
"""

import secrets
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairs.models import AllocationWay, Booth, VendorCall, Zone
from fairs.operations.holding import hold_fair
from otopfair.errors import RuleBroken
from otopfair.history.models import record, record_each
from otopfair.locking import lock, lock_all
from otopfair.thai.folding import normalise
from otopfair.thai.formatting import format_datetime
from vendors.drawing import draw as draw_again
from vendors.drawing import seed_of, sha256
from vendors.draws import (
    applications_of,
    codes_of,
    entrants_of,
    heir_of,
    list_text_of,
    read_draw,
    references_of,
)
from vendors.models import ApplicationStatus, BoothAllocation, BoothApplication, BoothHold, Draw
from vendors.models.draws import LONGEST_LIST
from vendors.notifications import tell_applicants, tell_each
from vendors.operations.allocations import allocate_booth
from vendors.operations.giving_many import give_booths

NO_DRAW = "จึงจับสลากไม่ได้"
SECRET_BYTES = 32


def freeze_draw(
    call: VendorCall,
    zones: list[Zone],
    *,
    public_source: str,
    public_at: datetime,
    form_key: UUID,
    by,
) -> Draw:
    """Freeze who is drawn for which booths, and commit to a secret; the vendors are told.

    The public value comes from `public_source` at `public_at`, which is still to come. The booths
    are held until the draw. Raises RuleBroken when the call is not drawn, has a frozen list, or
    nobody or no booth would be in it. The same form again is the first.
    """
    with transaction.atomic():
        hold_fair(call.fair_event, what=NO_DRAW)
        call = lock(call)
        if repeated := Draw.objects.filter(frozen_by=by, form_key=form_key).first():
            return repeated
        _require_freezable(call, public_at)
        entrants = _locked(entrants_of(call, zones))
        number = call.draws.count() + 1
        secret = secrets.token_hex(SECRET_BYTES)
        text = list_text_of(call, entrants, number=number, public=(public_source, public_at))
        if len(text) > LONGEST_LIST:
            raise RuleBroken("รายการยาวเกินไป แบ่งจับสลากทีละโซน", field="zones")
        draw = Draw.objects.create(
            call=call,
            number=number,
            list_text=text,
            list_sha256=sha256(text),
            secret=secret,
            commitment=sha256(secret),
            public_source=public_source,
            public_at=public_at,
            frozen_by=by,
            frozen_at=timezone.now(),
            form_key=form_key,
        )
        _hold(draw, entrants.booths, by)
        counts = f"{len(entrants.applications)} ร้าน {len(entrants.booths)} บูธ"
        record(draw, "freeze", f"ปิดรายการจับสลาก {counts} SHA-256 {draw.list_sha256}", by=by)
        _tell_entrants(draw, entrants.applications)
    return draw


def call_off_draw(draw: Draw, *, reason: str, by) -> Draw:
    """Call a frozen draw off, for a reason that everybody reads; its booths are free again."""
    with transaction.atomic():
        draw = _locked_draw(draw)
        _require_open(draw)
        if not reason.strip():
            raise RuleBroken("บอกเหตุที่ยกเลิก เหตุนี้ขึ้นหน้าสาธารณะ", field="reason")
        draw.called_off_at, draw.call_off_reason = timezone.now(), reason.strip()
        draw.save()
        _let_go(draw, _locked_booths(draw), by)
        record(draw, "call_off", f"ยกเลิก{draw}", by=by, reason=reason)
        tell_applicants(
            draw.call.fair_event,
            BoothApplication.objects.filter(pk__in=_entered(draw)),
            f"ยกเลิกการจับสลากบูธ {draw.call.fair_event.called}",
            f"เหตุผล: {reason.strip()}\nเมื่อปิดรายการใหม่ จะแจ้งอีกครั้ง",
            kind="application",
        )
    return draw


def hold_draw(draw: Draw, *, public_value: str, witnesses: str, by) -> Draw:
    """Draw: order, booths and reserves follow from the list, the secret and `public_value`.

    Every booth is given in the same transaction, or nothing is kept. Who withdrew since the list
    was frozen is drawn with the others, and the booth passes on. Raises RuleBroken when it is
    drawn already or called off, before the moment of the public value, without a value or a
    witness, and when a booth of the list is no longer free.
    """
    with transaction.atomic():
        draw = _locked_draw(draw)
        _require_drawable(draw, public_value, witnesses)
        applications = _locked_applications(draw)
        booths = _locked_booths(draw)
        _require_still_free(booths.values())
        draw.public_value, draw.witnesses = normalise(public_value), witnesses.strip()
        draw.withdrawn = _withdrawn(applications)
        seed = seed_of(draw.secret, draw.public_value, draw.list_sha256)
        draw.result = [str(line) for line in draw_again(draw.list_text, seed, draw.withdrawn)]
        draw.result_sha256 = sha256("\n".join(draw.result))
        draw.drawn_by, draw.drawn_at = by, timezone.now()
        _let_go(draw, booths, by)
        draw.save()
        _give_all(draw, applications, booths, by)
        said = f"{draw} ค่าสาธารณะ {draw.public_value} SHA-256 ของผล {draw.result_sha256}"
        record(draw, "draw", said, by=by)
    return draw


def pass_on_booth(draw: Draw, *, code: str, reference: str, by) -> BoothAllocation:
    """Give the booth `code` of a finished draw, which is free again, to the next reserve.

    `reference` is the reserve that the page named. Raises RuleBroken when it is not the next any
    more, when the booth is not free, and before the draw.
    """
    with transaction.atomic():
        draw = _locked_draw(draw)
        _locked_applications(draw)
        booth = _locked_booths(draw).get(code) if draw.drawn_at else None
        heir = heir_of(draw, booth) if booth else None
        if booth is None or heir is None or heir.reference_no != reference:
            raise RuleBroken("สำรองลำดับถัดไปเปลี่ยนแล้ว อ่านอีกครั้งก่อนกด")
        given = allocate_booth(heir, booth, by=by, follows=draw)
        record(draw, "pass_on", f"บูธ {code} ที่ว่างเลื่อนให้สำรอง {reference}", by=by)
    return given


def _require_freezable(call: VendorCall, public_at: datetime) -> None:
    if call.allocation_way != AllocationWay.DRAW:
        way = call.get_allocation_way_display()
        raise RuleBroken(f"{call.name} ใช้วิธี “{way}” เปลี่ยนเป็นจับสลากในประกาศรับสมัครก่อน")
    if call.draws.open().exists():
        raise RuleBroken("รอบนี้มีรายการจับสลากที่ปิดแล้ว จับหรือยกเลิกก่อนจึงปิดรายการใหม่ได้")
    if public_at <= timezone.now():
        raise RuleBroken("ค่าสาธารณะต้องเป็นค่าที่ยังไม่มีใครรู้ เลือกเวลาที่ยังมาไม่ถึง", field="public_at")


def _locked(entrants):
    """The same rows as they are under their locks; whoever changed meanwhile is left out."""
    applications = lock_all(
        BoothApplication.objects.filter(pk__in=[row.pk for row in entrants.applications])
    )
    confirmed = {row.pk for row in applications if row.status == ApplicationStatus.CONFIRMED}
    lock_all(Booth.objects.filter(pk__in=[booth.pk for booth in entrants.booths]))
    if not entrants.booths:
        raise RuleBroken("โซนที่เลือกไม่มีบูธว่าง", field="zones")
    if not confirmed:
        raise RuleBroken("ไม่มีร้านที่ยืนยันแล้วและรอบูธในโซนที่เลือก", field="zones")
    _require_still_free(entrants.booths)
    entrants.applications[:] = [row for row in entrants.applications if row.pk in confirmed]
    return entrants


def _hold(draw: Draw, booths: list[Booth], by) -> None:
    """Nobody is given a booth of the list before the draw."""
    BoothHold.objects.filter(booth__in=booths, released_at=None).update(released_at=timezone.now())
    BoothHold.objects.bulk_create(
        [BoothHold(booth=booth, draw=draw, reason=str(draw), by=by) for booth in booths]
    )
    record_each([(booth, "กันบูธไว้", {}) for booth in booths], "hold", by=by, reason=str(draw))


def _let_go(draw: Draw, booths: dict[str, Booth], by) -> None:
    held = draw.holds.filter(booth__in=booths.values(), released_at=None)
    held.update(released_at=timezone.now(), released_by=by)


def _locked_draw(draw: Draw) -> Draw:
    """The draw as it is, under the locks of its fair and its call."""
    hold_fair(draw.call.fair_event, what=NO_DRAW)
    lock(draw.call)
    return Draw.objects.select_related("call__fair_event").get(pk=draw.pk)


def _require_open(draw: Draw) -> None:
    if draw.drawn_at:
        raise RuleBroken(f"จับสลากไปแล้วเมื่อ {format_datetime(draw.drawn_at)} จับซ้ำไม่ได้")
    if draw.called_off_at:
        raise RuleBroken("การจับสลากนี้ยกเลิกแล้ว ปิดรายการใหม่ก่อน")


def _require_drawable(draw: Draw, public_value: str, witnesses: str) -> None:
    _require_open(draw)
    if timezone.now() < draw.public_at:
        raise RuleBroken(f"ยังจับไม่ได้ ค่าสาธารณะรู้เมื่อ {format_datetime(draw.public_at)}")
    if not normalise(public_value):
        raise RuleBroken("กรอกค่าสาธารณะ", field="public_value")
    if not witnesses.strip():
        raise RuleBroken("กรอกชื่อพยานอย่างน้อยหนึ่งคน", field="witnesses")


def _entered(draw: Draw) -> list[int]:
    return sorted(row.pk for row in applications_of(draw, references_of(draw)).values())


def _locked_applications(draw: Draw) -> dict[str, BoothApplication]:
    keys = _entered(draw)
    lock_all(BoothApplication.objects.filter(pk__in=keys))
    rows = BoothApplication.objects.filter(pk__in=keys).select_related("vendor", "fair_event")
    return {row.reference_no: row for row in rows.order_by("pk")}


def _locked_booths(draw: Draw) -> dict[str, Booth]:
    """In the order of the list."""
    rows = Booth.objects.filter(fair_event=draw.call.fair_event_id, code__in=codes_of(draw))
    lock_all(rows)
    locked = {
        booth.code: booth for booth in rows.select_related("zone", "fair_event").order_by("pk")
    }
    return {code: locked[code] for code in codes_of(draw) if code in locked}


def _require_still_free(booths) -> None:
    taken = Booth.objects.filter(
        pk__in=[booth.pk for booth in booths], allocations__in=BoothAllocation.objects.live()
    )
    codes = sorted(
        {*taken.values_list("code", flat=True), *(b.code for b in booths if not b.is_usable)}
    )
    if codes:
        raise RuleBroken(f"บูธ {', '.join(codes)} ไม่ว่างแล้ว คืนหรือเปิดบูธก่อน {NO_DRAW}")


def _withdrawn(applications: dict[str, BoothApplication]) -> list[str]:
    """Who is no longer confirmed, or has a booth from elsewhere."""
    served = set(
        BoothAllocation.objects.live()
        .filter(application__in=applications.values())
        .values_list("application", flat=True)
    )
    return [
        reference
        for reference, row in sorted(applications.items())
        if row.status != ApplicationStatus.CONFIRMED or row.pk in served
    ]


def _give_all(draw: Draw, applications, booths: dict[str, Booth], by) -> None:
    shops = read_draw(draw).shops
    pairs = [(applications[shop.reference], booths[code]) for shop in shops for code in shop.codes]
    give_booths(pairs, by=by)
    told = [
        (
            applications[shop.reference].pk,
            f"ผลจับสลากบูธ: สำรองลำดับที่ {shop.reserve}",
            "ถ้ามีบูธว่าง จะเลื่อนให้ตามลำดับ และแจ้งทันที",
        )
        for shop in shops
        if shop.reserve is not None
    ]
    tell_each(draw.call.fair_event, told)


def _tell_entrants(draw: Draw, applications: list[BoothApplication]) -> None:
    tell_applicants(
        draw.call.fair_event,
        BoothApplication.objects.filter(pk__in=[row.pk for row in applications]),
        f"คุณอยู่ในรายการจับสลากบูธ {draw.call.fair_event.called}",
        f"จับหลัง {format_datetime(draw.public_at)} ดูรายการและวิธีจับได้ในหน้าของงาน",
        kind="application",
    )
