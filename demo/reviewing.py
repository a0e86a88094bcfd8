"""A review under way: documents looked at, scores sent, a note between officers."""

from uuid import UUID

from demo.people import dice
from fairs.models import FairEvent
from vendors.models import BoothApplication, CheckResult, Outcome, PaperState
from vendors.operations.checking import (
    check_documents,
    checks_of,
    found_in,
    lacking,
    write_note,
)
from vendors.operations.deciding import decide
from vendors.operations.scoring import Given, save_card
from vendors.paperwork import PaperLine, lines_of
from vendors.scoring import SCORED_IN, proposals, used_criteria

LEFT = 10  # applications that wait for the officer who tries the demo


def review_some(fair_event: FairEvent, *, by) -> None:
    """All but the last ten that were sent are checked and scored by `by`."""
    rows = fair_event.applications.filter(status__in=SCORED_IN, call__isnull=False)
    rows = rows.select_related("call", "vendor__district", "vendor__province", "fair_event")
    waiting = list(rows.order_by("submitted_at", "pk"))[:-LEFT]
    criteria = {row.call_id: used_criteria(row.call) for row in waiting}
    for row in waiting:
        look_at_documents(row, by)
        _fail_some_photos(row, by)
        _score(row, criteria[row.call_id], by)
    if waiting:
        key = UUID(int=dice("note of the review").getrandbits(128), version=4)
        write_note(waiting[0], "โทรถามแล้ว ร้านมีกี่สาธิต 2 หลัง", form_key=key, by=by)


def pass_documents(application: BoothApplication, by) -> None:
    """Looked at and passed; what is not there was seen at the office."""
    look_at_documents(application, by)
    lacks = any(lacking(application))
    why = "ดูต้นฉบับที่สำนักงานแล้ว ร้านจะถ่ายส่งให้ครบก่อนวันงาน" if lacks else ""
    decide(application, Outcome.PASS, unlooked_reason=why, by=by)


def look_at_documents(row: BoothApplication, by) -> None:
    """All that is there is found right, but for what the queue of papers wants anew."""
    lines = lines_of(row)
    right = [line.key for line in lines if line.is_there and not _is_wanted_anew(line)]
    found = found_in(lines, checks_of(row))
    check_documents(row, found | dict.fromkeys(right, (CheckResult.PASSED.value, "")), by=by)


def _is_wanted_anew(line: PaperLine) -> bool:
    return line.paper is not None and line.paper.state == PaperState.REFUSED


def _fail_some_photos(row: BoothApplication, by) -> None:
    if row.pk % 5 == 0:
        dark = (CheckResult.FAILED.value, "รูปมืด ไม่เห็นลายผ้า")
        check_documents(row, found_in(lines_of(row), checks_of(row)) | {"photos": dark}, by=by)


def _score(row: BoothApplication, criteria, by) -> None:
    figures = proposals([row], criteria)[row.pk]
    chance = dice(f"score {row.reference_no}")
    given = {
        one.pk: Given(figures[one.pk].points if one.pk in figures else chance.randint(2, 5))
        for one in criteria
    }
    save_card(row, given, send=True, by=by)
