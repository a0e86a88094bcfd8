"""Wishes for booths, a run of the rules that gives nobody anything yet, and its result applied.

Lock order as everywhere: fair, call, applications by id, booths by id.
"""

from dataclasses import asdict
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairs.models import AllocationWay, Booth, VendorCall
from fairs.operations.holding import hold_fair
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock, lock_all
from otopfair.thai.formatting import format_datetime
from vendors.models import (
    LIVE_STATUSES,
    BoothAllocation,
    BoothApplication,
    BoothWish,
    RulesRun,
    RunRules,
)
from vendors.operations.giving_many import give_booths
from vendors.ruling import VERSION, Run, sums_of
from vendors.runs import as_kept, entered_in, input_of, rules_of, sha256_of

NO_RUN = "จึงจัดบูธตามกติกาไม่ได้"


def save_wishes(application: BoothApplication, codes: list[str], *, by) -> None:
    """Keep the zones or booths that a vendor wishes, the dearest first, in place of the old ones.

    Raises RuleBroken when the call is not run by rules, when its result is applied already, and
    for a code that the plan does not know or that stands twice.
    """
    with transaction.atomic():
        hold_fair(application.fair_event, what="จึงขอโซนหรือบูธไม่ได้")
        application = lock(application)
        if problem := why_no_wishes(application):
            raise RuleBroken(problem)
        codes = [code.strip().upper() for code in codes if code.strip()]
        _require_known(application, codes)
        application.booth_wishes.all().delete()
        BoothWish.objects.bulk_create(
            BoothWish(application=application, rank=rank, code=code)
            for rank, code in enumerate(codes, start=1)
        )
        said = f"ขอโซนหรือบูธตามลำดับ: {', '.join(codes)}" if codes else "ไม่ขอโซนหรือบูธใด"
        record(application, "wish", said, by=by)


def why_no_wishes(application: BoothApplication) -> str:
    """Why no wish can be said any more, or at all; "" when it can."""
    call = application.call
    if call is None or call.allocation_way != AllocationWay.RULES:
        return "งานนี้ไม่ได้จัดบูธตามอันดับที่ขอ"
    if application.status not in LIVE_STATUSES:
        return "ใบสมัครนี้ปิดไปแล้ว"
    if call.runs.applied().exists():
        return "จัดบูธแล้ว เปลี่ยนอันดับที่ขอไม่ได้"
    return ""


def set_run_rules(call: VendorCall, *, by, **points: int) -> RunRules:
    """A new version of what is weighed; the same points again are the same version."""
    with transaction.atomic():
        call = lock(call)
        newest = _newest_rules(call)
        if newest and newest.points == points:
            return newest
        version = newest.version + 1 if newest else 1
        rules = RunRules.objects.create(call=call, version=version, made_by=by, **points)
        record(call, "run_rules", f"กติกาจัดบูธฉบับที่ {version}: {rules.in_words}", by=by)
    return rules


def run_rules(call: VendorCall, *, form_key: UUID, by) -> RulesRun:
    """Run the rules on what stands now, and keep it: nobody is given a booth or told anything.

    The same form again is the first run. Raises RuleBroken when the call is not run by rules, and
    when nobody waits or no booth is free.
    """
    with transaction.atomic():
        hold_fair(call.fair_event, what=NO_RUN)
        call = lock(call)
        if repeated := RulesRun.objects.filter(run_by=by, form_key=form_key).first():
            return repeated
        _require_run_by_rules(call)
        rules = rules_of(call)
        if rules.pk is None:
            rules = set_run_rules(call, by=by, **rules.points)
        given = input_of(call, rules)
        if not given.entrants or not given.stalls:
            raise RuleBroken(f"ไม่มีร้านที่รอบูธ หรือไม่มีบูธว่าง {NO_RUN}")
        done, kept = Run(given).play(), as_kept(given)
        zones = {stall.code: stall.zone for stall in given.stalls}
        run = RulesRun.objects.create(
            call=call,
            number=call.runs.count() + 1,
            rules=rules,
            code_version=VERSION,
            input=kept,
            input_sha256=sha256_of(kept),
            result=done.codes,
            log=[{**asdict(turn), "zone": zones.get(turn.code, "")} for turn in done.turns],
            sums=asdict(sums_of(done)),
            run_by=by,
            run_at=timezone.now(),
            form_key=form_key,
        )
        record(run, "run", f"ทดลอง{run} {rules}", by=by)
    return run


def apply_run(run: RulesRun, *, by) -> list[BoothAllocation]:
    """Give every booth of a run, or none; the vendors are told.

    Raises RuleBroken when it is applied already, and when the ground, the applications, the wishes
    or the rules have changed since.
    """
    with transaction.atomic():
        hold_fair(run.call.fair_event, what=NO_RUN)
        call = lock(run.call)
        run = RulesRun.objects.select_related("rules", "call").get(pk=run.pk)
        if run.applied_at:
            raise RuleBroken(f"ใช้ผลนี้แล้วเมื่อ {format_datetime(run.applied_at)}")
        _require_run_by_rules(call)
        lock_all(BoothApplication.objects.filter(pk__in=[row.pk for row in entered_in(call)]))
        lock_all(Booth.objects.filter(fair_event=call.fair_event_id))
        now = as_kept(input_of(call, rules_of(call)))
        if run.code_version != VERSION or sha256_of(now) != run.input_sha256:
            raise RuleBroken("ผังบูธ ใบสมัคร อันดับที่ขอ หรือกติกาเปลี่ยนตั้งแต่ทดลอง ทดลองใหม่ก่อนใช้ผล")
        run.applied_by, run.applied_at = by, timezone.now()
        run.save()
        given = give_booths(_pairs(run, call), by=by)
        record(run, "apply", f"ใช้ผล{run} ให้ {len(given)} บูธ", by=by)
    return given


def _newest_rules(call: VendorCall) -> RunRules | None:
    return call.run_rules.first()


def _require_run_by_rules(call: VendorCall) -> None:
    if call.allocation_way != AllocationWay.RULES:
        way = call.get_allocation_way_display()
        raise RuleBroken(f"{call.name} ใช้วิธี “{way}” เปลี่ยนเป็นจัดตามกติกาในประกาศรับสมัครก่อน")


def _require_known(application: BoothApplication, codes: list[str]) -> None:
    fair_event = application.fair_event
    known = {*fair_event.zones.values_list("code", flat=True)}
    known |= {*fair_event.booths.values_list("code", flat=True)}
    unknown = [code for code in codes if code not in known]
    if unknown:
        raise RuleBroken(f"ไม่มีโซนหรือบูธ {', '.join(unknown)} ในงานนี้ ดูเลขในผังบูธ")
    if len(set(codes)) < len(codes):
        raise RuleBroken("ขอโซนหรือบูธเดียวกันสองอันดับไม่ได้")


def _pairs(run: RulesRun, call: VendorCall) -> list:
    applications = {row.reference_no: row for row in entered_in(call)}
    rows = Booth.objects.filter(fair_event=call.fair_event_id).select_related("zone", "fair_event")
    booths = {booth.code: booth for booth in rows.order_by("pk")}
    return [
        (applications[reference], booths[code])
        for reference, codes in run.result.items()
        for code in codes
    ]
