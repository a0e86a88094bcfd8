"""A release: what the working plan changes comes into force at once, and who is touched is told."""

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max, Model
from django.urls import reverse

from fairs.acts import Consequence, booth_is_to_change, plan_is_to_be_released, plan_released
from fairs.models import Booth, FairEvent, PlanRelease, Zone
from fairs.operations.holding import lock_fair
from fairs.plans.blocks import area_around
from fairs.plans.changes import ChangeList, PlanChange, What, changes_of
from fairs.plans.parts import PLACE, SIZE, Part, PartKind, Values, key_of, pk_of
from fairs.plans.sound import require_sound
from fairs.plans.uses import uses_of
from fairs.plans.working import WorkingPlan, working_plan_of
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock_all
from otopfair.removals.changes import AT_ONCE, chunks
from otopfair.removals.removing import remove_all
from otopfair.thai.listing import first_of

NAMED = 3
STALE = "มีคนแก้ผังหลังจากคุณเปิดหน้านี้ อ่านรายการใหม่ แล้วกดประกาศใช้อีกครั้ง"


def consequences_of(fair_event: FairEvent, changes: ChangeList) -> list[Consequence]:
    """What the apps above would do when these changes come into force."""
    booths = list(_touched(changes))
    answers = plan_is_to_be_released.happened(fair_event=fair_event, booths=booths)
    return [one for answer in answers for one in answer]


def release_plan(fair_event: FairEvent, *, name: str, seen: str | None = None, by) -> PlanRelease:
    """Bring the working plan into force as a release called `name`.

    `seen` is the fingerprint of the list of changes that was read; None: no page showed one.
    Raises RuleBroken when nothing changes, the list is out of date, or a vendor would lose his
    place; then nothing comes into force.
    """
    with transaction.atomic():
        fair_event = lock_fair(fair_event, what="จึงประกาศใช้ผังไม่ได้")
        plan = working_plan_of(fair_event)
        changes = changes_of(plan)
        _require_releasable(plan, changes, seen)
        _require_may_change(plan, changes)
        touched = _touched(changes)
        _size_zones(plan)
        going = _make_way_for_new(plan)
        for kind in PartKind:
            _write(plan, kind)
        _take_off(plan, going, by)
        release = PlanRelease.objects.create(
            fair_event=fair_event,
            number=_next_number(fair_event),
            name=name,
            changes=changes.lines,
            released_by=by,
        )
        fair_event.plan_steps.in_work().update(release=release)
        counts = " ".join(f"{what} {count:,}" for what, count in changes.counts)
        record(fair_event, "release_plan", f"ประกาศใช้ผัง{release}: {counts}", by=by)
        told = plan_released.happened(fair_event=fair_event, touched=touched)
        release.told = sum(told)
        release.save(update_fields=["told"])
    return release


def _require_releasable(plan: WorkingPlan, changes: ChangeList, seen: str | None) -> None:
    if not changes:
        raise RuleBroken("ผังไม่มีอะไรเปลี่ยนจากที่ใช้อยู่")
    if seen not in (None, changes.seen):
        raise RuleBroken(STALE)
    require_sound(plan, plan.parts)


def _touched(changes: ChangeList) -> dict[int, tuple[str, str]]:
    """{booth id: (its number in force, words)} of what who stands there has to know."""
    return {
        pk: (str(change.part.origin["code"]), change.for_vendors)
        for change in changes.changes
        if change.touches_vendors
        and What.REMOVED not in change.kinds
        and change.part.origin is not None
        and (pk := change.part.pk) is not None
    }


def _require_may_change(plan: WorkingPlan, changes: ChangeList) -> None:
    """Booths that lose a zone, places, their use or themselves are asked for, locked."""
    uses = uses_of(plan.fair_event)
    asked = {pk: change for change in changes.changes if (pk := _booth_asked_for(change))}
    for booth in lock_all(Booth.objects.filter(pk__in=asked)):
        change = asked[booth.pk]
        use = uses.get(booth.pk)
        if What.REMOVED in change.kinds:
            if use and use.why_stays:
                raise RuleBroken(use.why_stays)
            continue
        values = change.part.values
        zone_id = pk_of(values["zone"])
        booth_is_to_change.happened(
            booth=booth,
            zone=Zone(pk=zone_id, fair_event_id=booth.fair_event_id),
            places=values["places"],
            is_usable=values["is_usable"],
        )


def _booth_asked_for(change: PlanChange) -> int | None:
    part = change.part
    if part.kind is not PartKind.BOOTH or part.origin is None:
        return None
    asks = {"zone", "places", "is_usable"} & part.changed.keys()
    return part.pk if asks or What.REMOVED in change.kinds else None


def _size_zones(plan: WorkingPlan) -> None:
    """A zone to which nobody gave a size is as large as its booths."""
    for zone in plan.zones:
        width, depth = SIZE[PartKind.ZONE]
        if not (zone.values[width] and zone.values[depth]):
            zone.values.update(area_around(plan.booths_in(zone)) or {})


def _make_way_for_new(plan: WorkingPlan) -> list[Model]:
    """The rows that go. New ones may have their codes; they themselves keep them in memory."""
    going: list[Model] = []
    for kind in (PartKind.LANDMARK, PartKind.BOOTH, PartKind.ZONE):
        keys = sorted(part.pk for part in plan.gone.values() if part.kind is kind and part.pk)
        for some in chunks(keys):
            going += kind.model._base_manager.filter(pk__in=some).order_by("pk")
    for kind in (PartKind.BOOTH, PartKind.ZONE):
        _without_codes(kind, [row for row in going if isinstance(row, kind.model)], "!")
    return going


def _take_off(plan: WorkingPlan, going: list[Model], by) -> None:
    """What goes is kept as one removal, and can be put back for 90 days. It goes last: booths of a
    zone that goes stand in another by now."""
    if not going:
        return
    remove_all(
        going,
        owner=plan.fair_event,
        title=f"ส่วนของผัง {first_of([str(row) for row in going], NAMED)}",
        permission="fairs.delete_zone",
        back_url=reverse("staff:plan", args=[plan.fair_event.pk]),
        by=by,
        reason="ประกาศใช้ผังใหม่",
    )


def _write(plan: WorkingPlan, kind: PartKind) -> None:
    """New rows are made, changed ones get their columns: a few statements, however many parts."""
    parts = [part for part in plan.parts.values() if part.kind is kind and part.changed]
    new = [part for part in parts if part.origin is None]
    _change_rows(kind, [part for part in parts if part.origin is not None], plan)
    made = [_new_row(plan, part) for part in new]
    if kind is PartKind.BOOTH and made:
        # A booth copies the fair of its zone, and would ask for the zone one by one.
        zones = {zone.pk: zone for zone in plan.fair_event.zones.all()}
        for row in made:
            row.zone = zones[row.zone_id]
    rows = kind.model._base_manager.bulk_create(made, batch_size=AT_ONCE)
    if kind is PartKind.ZONE:
        for part, row in zip(new, rows, strict=True):
            _is_now(plan, part, key_of(kind, row.pk))


def _is_now(plan: WorkingPlan, part: Part, key: str) -> None:
    """Booths of a new zone get the zone's number."""
    for booth in plan.booths:
        if booth.values["zone"] == part.key:
            booth.values["zone"] = key


def _new_row(plan: WorkingPlan, part: Part) -> Any:
    row: Any = part.kind.model()
    _set(row, part.values, part.kind)
    if part.kind is not PartKind.BOOTH:
        row.fair_event = plan.fair_event
    if part.kind is PartKind.ZONE:
        row.sequence = 1 + plan.zones.index(part)
    return row


def _change_rows(kind: PartKind, parts: list[Part], plan: WorkingPlan) -> None:
    if not parts:
        return
    by_pk = {part.pk: part for part in parts if part.pk is not None}
    rows: dict[int, Any] = {
        row.pk: row
        for some in chunks(sorted(by_pk))
        for row in kind.model._base_manager.filter(pk__in=some)
    }
    names = sorted({name for part in parts for name in part.changed})
    renamed = [rows[pk] for pk, part in by_pk.items() if "code" in part.changed and pk in rows]
    _without_codes(kind, renamed, "~")  # two that change codes with each other would meet
    for pk, row in rows.items():
        _set(row, by_pk[pk].changed, kind)
        if kind is PartKind.BOOTH and row.is_usable:
            row.why_closed = ""
    if kind is PartKind.BOOTH:
        for row in renamed:
            row._meta.get_field("sort_key").pre_save(row, add=False)
        names += ["sort_key", "why_closed"]
    kind.model._base_manager.bulk_update(rows.values(), names, batch_size=AT_ONCE)


def _without_codes(kind: PartKind, rows: list, mark: str) -> None:
    """Give `rows` codes of nobody in the database, while others take theirs."""
    if not rows:
        return
    codes = [row.code for row in rows]
    for number, row in enumerate(rows):
        row.code = f"{mark}{number}"
    kind.model._base_manager.bulk_update(rows, ["code"], batch_size=AT_ONCE)
    for row, code in zip(rows, codes, strict=True):
        row.code = code


def _set(row: Model, values: Values, kind: PartKind) -> None:
    metres = {*PLACE, *SIZE[kind]}
    for name, value in values.items():
        setattr(row, _column(name), _stored(name, value, metres))


def _column(name: str) -> str:
    return f"{name}_id" if name in ("zone", "booth_class") else name


def _stored(name: str, value: Any, metres: set[str]) -> Any:
    if name == "zone":
        return pk_of(value)
    return Decimal(str(value)) if name in metres else value


def _next_number(fair_event: FairEvent) -> int:
    return (fair_event.plan_releases.aggregate(last=Max("number"))["last"] or 0) + 1
