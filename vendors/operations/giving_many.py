"""Many booths at once, as a draw, a run of the rules or a list has found them: all of them, or
none."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from fairs.models import Booth
from otopfair.errors import RuleBroken, about
from otopfair.history.models import record_all
from otopfair.removals.changes import chunks
from vendors.models import (
    AllocationDay,
    ApplicationStatus,
    BoothAllocation,
    BoothApplication,
    BoothHold,
)
from vendors.notifications import tell_each
from vendors.operations.allocations import (
    acts_of,
    no_day_left,
    placed,
    require_confirmed_there,
    require_usable,
    words_of,
)
from vendors.operations.days import days_between, lay_days
from vendors.operations.giving_rules import RulesInTurn, require_giveable

Pair = tuple[BoothApplication, Booth]


def allocate_booths(pairs: list[Pair], *, by) -> list[BoothAllocation]:
    """allocate_booth() for the whole fair, for each pair in its order, in a few statements.

    The caller has locked the fair, the call, the applications and the booths, and has held the
    quotas. Raises what allocate_booth() raises, `about` the application for which it is.
    """
    if not pairs:
        return []
    rows = _held_against_rules(pairs, by)
    given = _write(rows, f"บูธ {rows[0].booth.code} หรือบูธอื่นในรายการมีร้านแล้ว เลือกบูธอื่น")
    _require_days(given)
    _end_own_holds(pairs, by)
    record_all(act for one in given for act in acts_of(one, by))
    _tell(given)
    return given


class _Ground:
    """Who stands in the booths, for whom they are held, and what the applications have."""

    def __init__(self, pairs: list[Pair]) -> None:
        self.in_booth: dict[int, list[BoothAllocation]] = defaultdict(list)
        self.served: dict[int, set[int]] = defaultdict(set)
        self.holds: dict[int, list[BoothHold]] = defaultdict(list)
        self.waiting: set[int] = set()
        live = BoothAllocation.objects.live()
        for row in _of(live, "booth", (booth.pk for _application, booth in pairs)):
            self.in_booth[row.booth_id].append(row)
        for row in _of(live, "application", (application.pk for application, _booth in pairs)):
            self.served[row.application_id].add(row.request_no)
        fair_event = pairs[0][1].fair_event
        for hold in BoothHold.objects.live().filter(booth__fair_event=fair_event).order_by("pk"):
            self.holds[hold.booth_id].append(hold)
            self.waiting |= {hold.application_id} - {None}

    def hold_against(self, application: BoothApplication, booth: Booth) -> BoothHold | None:
        others = (one for one in self.holds[booth.pk] if one.application_id != application.pk)
        return next(others, None)

    def give(self, row: BoothAllocation) -> None:
        self.in_booth[row.booth_id].append(row)
        self.served[row.application_id].add(row.request_no)


def _of(rows, name: str, keys: Iterable[int]) -> Iterator:
    for some in chunks(sorted(set(keys))):
        yield from rows.filter(**{f"{name}__in": some}).order_by("allocated_at", "pk")


def _held_against_rules(pairs: list[Pair], by) -> list[BoothAllocation]:
    ground, rows = _Ground(pairs), []
    rules = RulesInTurn(pairs[0][1].fair_event_id, ground.waiting)
    for application, booth in pairs:
        with about(application):
            require_confirmed_there(application, booth)
            require_usable(booth, ground.hold_against(application, booth))
            require_giveable(application, booth, rules=rules)
            in_booth, served = ground.in_booth[booth.pk], ground.served[application.pk]
            row = placed(application, booth, in_booth, served, by=by)
        if application.pk in ground.waiting:
            _end_own_holds([(application, booth)], by)
        ground.give(row)
        rules.give(application, booth)
        rows.append(row)
    return rows


def _require_days(given: list[BoothAllocation]) -> None:
    """Others who have left stood there on every day: nothing is left."""
    if not days_between(given[0].booth.fair_event):
        return
    days = set()
    for some in chunks(given):
        own = AllocationDay.objects.filter(
            booth__in={one.booth_id for one in some},
            allocation__application__in={one.application_id for one in some},
        )
        days |= set(own.order_by().values_list("booth", "allocation__application").distinct())
    for one in given:
        if (one.booth_id, one.application_id) not in days:
            with about(one.application):
                raise RuleBroken(no_day_left(one.booth), field="booth")


def _end_own_holds(pairs: list[Pair], by) -> None:
    """What was kept for a vendor is kept no more: it has its booth."""
    for some in chunks(pairs):
        own = Q(application__in=[application.pk for application, _booth in some])
        holds = BoothHold.objects.filter(own, released_at=None)
        holds.update(released_at=timezone.now(), released_by=by)


def _write(rows: list[BoothAllocation], sentence: str) -> list[BoothAllocation]:
    try:
        with transaction.atomic():
            given = BoothAllocation.objects.bulk_create(rows)
            lay_days(given)
    except IntegrityError as error:
        raise RuleBroken(sentence) from error
    return given


def give_booths(pairs: list[Pair], *, by) -> list[BoothAllocation]:
    """Give each booth to its application for the whole fair; the vendors are told.

    What `allocate_booth` does one by one, under the same constraints; the caller has locked the
    fair, the call, the applications and the booths, and has held the quotas. Raises RuleBroken
    when one of them cannot be given, and gives none.
    """
    _require_confirmed(pairs)
    _require_open([booth for _application, booth in pairs])
    taken = "มีบูธที่มีร้านแล้ว หรือร้านที่ได้บูธครบแล้ว จึงไม่ได้ให้บูธใดเลย"
    given = _write(_numbered(pairs, by), taken)
    record_all(act for one in given for act in acts_of(one, by))
    _tell(given)
    return given


def _require_confirmed(pairs: list[Pair]) -> None:
    for application, _booth in pairs:
        if application.status != ApplicationStatus.CONFIRMED:
            raise RuleBroken(f"{application} ไม่ได้ยืนยันเข้าร่วมงานแล้ว จึงไม่ได้ให้บูธใดเลย")


def _require_open(booths: list[Booth]) -> None:
    held = set(BoothHold.objects.live().filter(booth__in=booths).values_list("booth", flat=True))
    taken = BoothAllocation.objects.live().filter(booth__in=booths)
    shut = held | set(taken.values_list("booth", flat=True))
    codes = [booth.code for booth in booths if booth.pk in shut or not booth.is_usable]
    if codes:
        raise RuleBroken(f"บูธ {', '.join(sorted(codes))} ไม่ว่างแล้ว จึงไม่ได้ให้บูธใดเลย")


def _numbered(pairs: list[Pair], by) -> list[BoothAllocation]:
    """Each with the next request of its application."""
    applications = {application.pk for application, _booth in pairs}
    live = BoothAllocation.objects.live().filter(application__in=applications)
    served = Counter(live.order_by().values_list("application", flat=True))
    rows = []
    for application, booth in pairs:
        served[application.pk] += 1
        if served[application.pk] > application.booths_wanted:
            raise RuleBroken(f"{application} ได้บูธครบแล้ว จึงไม่ได้ให้บูธใดเลย")
        rows.append(
            BoothAllocation(
                application=application,
                booth=booth,
                request_no=served[application.pk],
                allocated_by=by,
            )
        )
    return rows


def _tell(given: list[BoothAllocation]) -> None:
    if given:
        said = [(one.application.pk, *words_of(one)) for one in given]
        tell_each(given[0].application.fair_event, said)
