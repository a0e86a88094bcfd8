"""For whom booths are while their plan is worked on, and why one has to stay."""

from fairs.acts import BoothUse
from fairs.models import FairEvent
from vendors.models import BoothAllocation, BoothHold


def booth_uses(fair_event: FairEvent) -> dict[int, BoothUse]:
    """Booths in which somebody stands or has stood, and those kept back; two queries."""
    holds = BoothHold.objects.live().filter(booth__fair_event=fair_event).order_by("pk")
    of_hold = ("booth_id", "booth__code", "reason", "application__vendor__name_th")
    uses = {booth_id: _held(*hold) for booth_id, *hold in holds.values_list(*of_hold)}
    allocations = BoothAllocation.objects.filter(booth__fair_event=fair_event)
    stood: dict[int, list[str]] = {}
    codes: dict[int, str] = {}
    rows = allocations.order_by("booth_id", "place_no", "pk").values_list(
        "booth_id", "booth__code", "application__vendor__name_th", "released_at"
    )
    for booth_id, code, name, released_at in rows:
        codes[booth_id] = code
        stood.setdefault(booth_id, []).extend([] if released_at else [name])
    for booth_id, names in stood.items():
        uses[booth_id] = _use(codes[booth_id], names, uses.get(booth_id))
    return uses


def _held(code: str, reason: str, vendor: str | None) -> BoothUse:
    """Kept back; for a vendor who may still take it, the booth stays."""
    if not vendor:
        return BoothUse("held", f"กันไว้สำหรับ{reason}")
    why = f"บูธ {code} รอคำตอบของ{vendor} จึงเอาออกจากผังไม่ได้"
    return BoothUse("held", f"รอคำตอบของ{vendor}", why)


def _use(code: str, names: list[str], hold: BoothUse | None) -> BoothUse:
    why = f"บูธ {code} มีร้านอยู่หรือเคยมีร้าน จึงเอาออกจากผังไม่ได้ ปิดใช้แทนได้"
    if names:
        return BoothUse("taken", " · ".join(dict.fromkeys(names)), why)
    return BoothUse(hold.state if hold else "", hold.words if hold else "", why)
