"""Officers plan the review of a call: its phases, its score sheet, how many score each."""

from typing import Any

from django.db import transaction

from fairs.models import VendorCall
from otopfair.accounts.models import User
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.history.words import as_read, label_of
from otopfair.locking import lock
from otopfair.stale import Difference, StalePage, is_same, seen_of, who_changed
from vendors.models import (
    PhaseKind,
    ReviewPhase,
    Score,
    ScoreCriterion,
    ScoringRule,
)

PHASE_FIELDS = ("name", "kind", "from_on", "until_on", "names_hidden", "is_used", "workers")
CRITERION_FIELDS = ("name", "weight", "guidance")
RULE_FIELDS = ("scorers_each", "spread_from")
HIDES_FOR_A_WHILE = "ปิดชื่อได้เมื่อขั้นนี้มีวันแรกและวันสุดท้าย"

Plan = dict[str, Any]


def plan_of(call: VendorCall) -> Plan:
    """All that the page shows: "phase-3-name" and its like, by the key of the row; -new- rows are
    added by `plan_review`."""
    plan: Plan = {}
    for phase in call.phases.prefetch_related("workers"):
        plan |= _row(f"phase-{phase.pk}", PHASE_FIELDS, phase)
        plan[f"phase-{phase.pk}-workers"] = sorted(user.pk for user in phase.workers.all())
    for criterion in call.criteria.all():
        plan |= _row(f"criterion-{criterion.pk}", CRITERION_FIELDS, criterion)
    rules = list(ScoringRule.objects.filter(call=call)) or [ScoringRule(call=call)]
    return plan | _row("rule-0", RULE_FIELDS, rules[0])


def _row(prefix: str, fields, row) -> Plan:
    return {f"{prefix}-{name}": getattr(row, name) for name in fields if name != "workers"}


def plan_review(call: VendorCall, plan: Plan, *, by, seen: str | None = None) -> None:
    """Save what was typed, in place of what stands there.

    Raises StalePage when somebody else has planned since, and RuleBroken when a plan cannot be.
    """
    with transaction.atomic():
        call = lock(call)
        now = plan_of(call)
        mine = {key: value for key, value in plan.items() if key in now}
        new = {key: value for key, value in plan.items() if key not in now}
        if is_same(now, mine) and not new:
            return
        if seen not in (None, seen_of(now)):
            raise _stale(call, now, mine)
        _require_sense(plan)
        _require_unscored(call, now, mine)
        changes = {_label(call, key): [_read(key, now[key]), _read(key, mine[key])] for key in mine}
        _save_phases(call, plan)
        _save_criteria(call, plan)
        rule = _fields(plan, "rule-0", RULE_FIELDS)
        ScoringRule.objects.update_or_create(call=call, defaults=rule)
        changed = {label: pair for label, pair in changes.items() if pair[0] != pair[1]}
        record(call, "plan_review", "แก้ขั้นตอนและเกณฑ์การพิจารณา", by=by, changes=changed)


def _stale(call: VendorCall, now: Plan, mine: Plan) -> StalePage:
    differences = [
        Difference(_label(call, key), _read(key, now[key]), _read(key, value))
        for key, value in mine.items()
        if _read(key, now[key]) != _read(key, value)
    ]
    return StalePage(who_changed(call), seen_now=seen_of(now), differences=differences)


def _label(call: VendorCall, key: str) -> str:
    """ "ให้คะแนน: ตั้งแต่วันที่" """
    kind, number, name = key.split("-", 2)
    model = {"phase": ReviewPhase, "criterion": ScoreCriterion, "rule": ScoringRule}[kind]
    what = label_of(model, name)
    row = None if kind == "rule" else model._base_manager.filter(call=call, pk=number).first()
    return f"{row}: {what}" if row else what


def _read(key: str, value) -> str:
    """A value as people read it: workers by name."""
    if key.endswith("-workers"):
        people = User.objects.filter(pk__in=value).order_by("sort_key", "pk")
        return ", ".join(map(str, people))
    return str(PhaseKind(value).label) if key.endswith("-kind") else as_read(None, value)


def _fields(plan: Plan, prefix: str, names) -> dict[str, Any]:
    return {name: plan[f"{prefix}-{name}"] for name in names if f"{prefix}-{name}" in plan}


def _rows(plan: Plan, kind: str, names) -> dict[str, dict]:
    """Number of a row, or "new…", → its values, in the order of the page."""
    numbers = dict.fromkeys(key.split("-", 2)[1] for key in plan if key.startswith(f"{kind}-"))
    return {number: _fields(plan, f"{kind}-{number}", names) for number in numbers}


def _require_sense(plan: Plan) -> None:
    for number, phase in _rows(plan, "phase", PHASE_FIELDS).items():
        first, last = phase["from_on"], phase["until_on"]
        if first and last and last < first:
            raise RuleBroken("วันสุดท้ายของขั้นต้องไม่มาก่อนวันแรก", field=f"phase-{number}-until_on")
        if phase["names_hidden"] and phase["kind"] == PhaseKind.DOCUMENTS:
            raise RuleBroken("ขั้นตรวจเอกสารปิดชื่อไม่ได้", field=f"phase-{number}-names_hidden")
        if phase["names_hidden"] and not (first and last):
            raise RuleBroken(HIDES_FOR_A_WHILE, field=f"phase-{number}-names_hidden")
    names = [row["name"] for row in _rows(plan, "criterion", CRITERION_FIELDS).values()]
    if len(set(names)) < len(names):
        raise RuleBroken("เกณฑ์สองข้อใช้ชื่อเดียวกัน ตั้งชื่อให้ต่างกัน")
    weights = [row["weight"] for row in _rows(plan, "criterion", CRITERION_FIELDS).values()]
    if not any(weights):
        raise RuleBroken("ต้องมีเกณฑ์ที่มีน้ำหนักมากกว่า 0 อย่างน้อยหนึ่งข้อ")


def _require_unscored(call: VendorCall, now: Plan, mine: Plan) -> None:
    """Totals that officers have sent stay what they were: weights are fixed by the first one."""
    weighs = [key for key in mine if key.startswith("criterion") and key.endswith("weight")]
    if all(now[key] == mine[key] for key in weighs):
        return
    if Score.objects.filter(criterion__call=call, card__sent_at__isnull=False).exists():
        raise RuleBroken("มีผู้ส่งคะแนนแล้ว เปลี่ยนน้ำหนักไม่ได้")


def _save_phases(call: VendorCall, plan: Plan) -> None:
    last = max(call.phases.values_list("sequence", flat=True), default=0)
    works = ReviewPhase.workers.through
    works.objects.filter(reviewphase__call=call).delete()
    for number, fields in _rows(plan, "phase", PHASE_FIELDS).items():
        workers = fields.pop("workers")
        if number == "new":
            key = call.phases.create(sequence=last + 1, **fields).pk
        else:
            key = int(number)
            call.phases.filter(pk=key).update(**fields)
        works.objects.bulk_create(works(reviewphase_id=key, user_id=user) for user in workers)


def _save_criteria(call: VendorCall, plan: Plan) -> None:
    last = max(call.criteria.values_list("sequence", flat=True), default=0)
    for number, fields in _rows(plan, "criterion", CRITERION_FIELDS).items():
        if number == "new":
            call.criteria.create(sequence=last + 1, **fields)
        else:
            call.criteria.filter(pk=number).update(**fields)
