"""What stands against giving a booth, besides that it is taken: quotas, and draws."""

from fairs.models import AllocationWay, Booth
from otopfair.errors import RuleBroken
from otopfair.locking import lock
from vendors.draws import heir_of, last_draw_for, open_draw_for, open_draw_with
from vendors.models import AllocationOverride, BoothApplication, Draw
from vendors.quota_cells import has_cells_in, quota_problem


def hold_quotas(*pairs: tuple[BoothApplication, Booth]) -> None:
    """Lock the call of each where its quotas say something of the booth's zone: they are counted
    then."""
    calls = {
        application.call.pk: application.call
        for application, booth in pairs
        if application.call and has_cells_in(application.call, booth.zone_id)
    }
    for key in sorted(calls):
        lock(calls[key])


def require_quota(application: BoothApplication, booth: Booth) -> None:
    """Refuse a booth beyond the quota of its zone."""
    if problem := quota_problem(application, booth):
        raise RuleBroken(f"{problem} จึงให้บูธ {booth.code} ไม่ได้", field="booth")


def require_giveable(
    application: BoothApplication,
    booth: Booth,
    *,
    follows: Draw | AllocationOverride | None = None,
) -> None:
    """Refuse a booth beyond the quota of its zone, and one that a draw has given or will give to
    somebody else. `follows` is the draw by which it is given, or what two officers have agreed."""
    if isinstance(follows, AllocationOverride):
        return
    require_quota(application, booth)
    if follows is None and _is_drawn(application):
        _require_not_to_be_drawn(application)
        if problem := _draw_problem(application, booth):
            raise RuleBroken(f"{problem} จึงให้รายอื่นไม่ได้", field="booth")


def what_stands_against(application: BoothApplication, booth: Booth) -> str:
    """The quota or the draw that two officers may set aside for this booth, in words, or ""."""
    drawn = _draw_problem(application, booth) if _is_drawn(application) else ""
    return quota_problem(application, booth) or drawn


def require_not_frozen(booth: Booth) -> None:
    """Refuse to open a booth that stands in a frozen list."""
    if draw := open_draw_for(booth):
        raise RuleBroken(f"บูธ {booth.code} อยู่ในรายการ{draw} ที่ปิดแล้ว ยกเลิกการจับสลากก่อนจึงเปิดบูธได้")


def _require_not_to_be_drawn(application: BoothApplication) -> None:
    if draw := open_draw_with(application):
        raise RuleBroken(f"{application} อยู่ในรายการ{draw} ที่ปิดแล้ว รอผลจับสลาก", field="application")


def _is_drawn(application: BoothApplication) -> bool:
    call = application.call
    return call is not None and call.allocation_way == AllocationWay.DRAW


def _draw_problem(application: BoothApplication, booth: Booth) -> str:
    """A booth that was drawn and came back belongs to the reserves of the draw, in their order."""
    draw = last_draw_for(booth)
    heir = heir_of(draw, booth) if draw else None
    if heir is None or heir.pk == application.pk:
        return ""
    return f"บูธ {booth.code} อยู่ในผล{draw} สำรองลำดับถัดไปคือ {heir}"
