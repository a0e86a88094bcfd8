"""Many booths at once, as a draw or a run of the rules has found them: all of them, or none."""

from collections import Counter

from django.db import IntegrityError, transaction

from fairs.models import Booth
from otopfair.errors import RuleBroken
from otopfair.history.models import record_each
from vendors.models import (
    ApplicationStatus,
    BoothAllocation,
    BoothApplication,
    BoothHold,
)
from vendors.notifications import tell_each
from vendors.operations.allocations import words_of
from vendors.operations.days import lay_days

Pair = tuple[BoothApplication, Booth]


def give_booths(pairs: list[Pair], *, by) -> list[BoothAllocation]:
    """Give each booth to its application for the whole fair; the vendors are told.

    What `allocate_booth` does one by one, under the same constraints; the caller has locked the
    fair, the call, the applications and the booths, and has held the quotas. Raises RuleBroken
    when one of them cannot be given, and gives none.
    """
    _require_confirmed(pairs)
    _require_open([booth for _application, booth in pairs])
    rows = _numbered(pairs, by)
    try:
        with transaction.atomic():
            given = BoothAllocation.objects.bulk_create(rows)
            lay_days(given)
    except IntegrityError as error:
        raise RuleBroken("มีบูธที่มีร้านแล้ว หรือร้านที่ได้บูธครบแล้ว จึงไม่ได้ให้บูธใดเลย") from error
    _record(given, by)
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


def _record(given: list[BoothAllocation], by) -> None:
    record_each(
        [(one.application, f"ได้บูธ {one.booth.code}", {}) for one in given], "allocate", by=by
    )
    record_each(
        [(one.booth, f"จัดให้ {one.application.vendor}", {}) for one in given], "allocate", by=by
    )


def _tell(given: list[BoothAllocation]) -> None:
    if given:
        said = [(one.application.pk, *words_of(one)) for one in given]
        tell_each(given[0].application.fair_event, said)
