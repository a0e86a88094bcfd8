"""What stands against giving a booth, besides that it is taken: quotas, and draws."""

from collections.abc import Collection
from functools import cached_property

from fairs.models import AllocationWay, Booth, VendorCall
from otopfair.errors import RuleBroken
from otopfair.locking import lock
from vendors.draws import drawn_at, heir_of, open_draw_for, open_draws
from vendors.models import AllocationOverride, BoothApplication, Draw, RulesRun
from vendors.quota_cells import GroundInTurn, has_cells_in, quota_problem
from vendors.runs import heir_of_run, runs_used_at


class RulesInTurn:
    """What one booth, or many given one after the other, are held against: each read once.
    `waiting` are the applications for whose word a booth waits, where many are given."""

    def __init__(self, fair_event_id: int, waiting: Collection[int] | None = None) -> None:
        self._fair_id, self._waiting = fair_event_id, waiting
        self._grounds: dict[int, GroundInTurn] = {}
        self._open: dict[int, list[tuple[Draw, set[str]]]] = {}

    def ground(self, call: VendorCall | None) -> GroundInTurn | None:
        """What is given and free, booth by booth; None where only one is given."""
        if call is None or self._waiting is None:
            return None
        if call.pk not in self._grounds:
            self._grounds[call.pk] = GroundInTurn(call, self._waiting)
        return self._grounds[call.pk]

    def give(self, application: BoothApplication, booth: Booth) -> None:
        """`booth` is given to `application`: the next is held against that, too."""
        if ground := self.ground(application.call):
            ground.give(application, booth)

    def open_draw_with(self, application: BoothApplication) -> Draw | None:
        key = application.call_id or 0
        if key not in self._open:
            self._open[key] = open_draws(application.call_id)
        listed = self._open[key]
        return next((draw for draw, who in listed if application.reference_no in who), None)

    def last_draw_for(self, booth: Booth) -> Draw | None:
        return next((draw for draw, codes in self._draws if booth.code in codes), None)

    def last_run_for(self, booth: Booth) -> RulesRun | None:
        return next((run for run, codes in self._runs if booth.code in codes), None)

    @cached_property
    def _draws(self) -> list[tuple[Draw, set[str]]]:
        return drawn_at(self._fair_id)

    @cached_property
    def _runs(self) -> list[tuple[RulesRun, set[str]]]:
        return runs_used_at(self._fair_id)


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


def require_quota(
    application: BoothApplication, booth: Booth, ground: GroundInTurn | None = None
) -> None:
    """Refuse a booth beyond the quota of its zone."""
    if problem := quota_problem(application, booth, ground):
        raise RuleBroken(f"{problem} จึงให้บูธ {booth.code} ไม่ได้", field="booth")


def require_giveable(
    application: BoothApplication,
    booth: Booth,
    *,
    follows: Draw | AllocationOverride | None = None,
    rules: RulesInTurn | None = None,
) -> None:
    """Refuse a booth beyond the quota of its zone, and one that a draw or a run of the rules has
    given or will give to somebody else. `follows` is the draw by which it is given, or what two
    officers have agreed; `rules` are read already where many are given."""
    if isinstance(follows, AllocationOverride):
        return
    rules = rules or RulesInTurn(booth.fair_event_id)
    require_quota(application, booth, rules.ground(application.call))
    if follows is None:
        if _way_of(application) == AllocationWay.DRAW:
            _require_not_to_be_drawn(application, rules)
        if problem := _promised(application, booth, rules):
            raise RuleBroken(f"{problem} จึงให้รายอื่นไม่ได้", field="booth")


def what_stands_against(application: BoothApplication, booth: Booth) -> str:
    """What two officers may set aside for this booth, a quota, a draw or a run, in words; or ""."""
    rules = RulesInTurn(booth.fair_event_id)
    return quota_problem(application, booth) or _promised(application, booth, rules)


def require_not_frozen(booth: Booth) -> None:
    """Refuse to open a booth that stands in a frozen list."""
    if draw := open_draw_for(booth):
        raise RuleBroken(f"บูธ {booth.code} อยู่ในรายการ{draw} ที่ปิดแล้ว ยกเลิกการจับสลากก่อนจึงเปิดบูธได้")


def _require_not_to_be_drawn(application: BoothApplication, rules: RulesInTurn) -> None:
    if draw := rules.open_draw_with(application):
        raise RuleBroken(f"{application} อยู่ในรายการ{draw} ที่ปิดแล้ว รอผลจับสลาก", field="application")


def _way_of(application: BoothApplication) -> str:
    return application.call.allocation_way if application.call else ""


def _promised(application: BoothApplication, booth: Booth, rules: RulesInTurn) -> str:
    """To whom a booth belongs by a draw or a run of the rules when it came back, in words."""
    way = _way_of(application)
    heir, words = None, ""
    if way == AllocationWay.DRAW and (draw := rules.last_draw_for(booth)):
        heir, words = heir_of(draw, booth), f"{draw} สำรองลำดับถัดไป"
    elif way == AllocationWay.RULES and (run := rules.last_run_for(booth)):
        heir, words = heir_of_run(run, booth), f"{run} ร้านลำดับถัดไปที่ยังไม่มีบูธ"
    if heir is None or heir.pk == application.pk:
        return ""
    return f"บูธ {booth.code} อยู่ในผล{words}คือ {heir}"
