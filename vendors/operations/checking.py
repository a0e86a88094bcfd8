"""Officers look at the documents of an application, and write notes to each other."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from fairs.operations.holding import hold_fair
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock
from otopfair.stale import StalePage, is_same, seen_of
from vendors.copies import last_copy
from vendors.models import (
    ApplicationStatus,
    BoothApplication,
    CheckResult,
    DocumentCheck,
    PhaseKind,
    ReviewNote,
)
from vendors.operations.phases import require_phase
from vendors.operations.rules import require
from vendors.paperwork import PaperLine, every_line, lines_of

CHECKABLE = {
    ApplicationStatus.SUBMITTED,
    ApplicationStatus.RETURNED,
    ApplicationStatus.ELIGIBLE,
}
Found = dict[str, tuple[str, str]]


def checks_of(application: BoothApplication) -> dict[str, DocumentCheck]:
    """Key of a document → what was found; documents that nobody has looked at are not there."""
    rows = application.document_checks.select_related("checked_by").order_by("pk")
    return {row.kind: row for row in rows}


def found_in(lines: list[PaperLine], checks: dict[str, DocumentCheck]) -> Found:
    """Every document as (result, note): what the page shows."""
    nothing = (CheckResult.UNSEEN.value, "")
    return {
        line.key: (checks[line.key].result, checks[line.key].note)
        if line.key in checks
        else nothing
        for line in lines
    }


def check_documents(
    application: BoothApplication, found: Found, *, by, seen: str | None = None
) -> None:
    """Keep what was found in each document. `seen` is the fingerprint of what the page showed.

    Raises StalePage when somebody else has looked since or the vendor has sent another paper,
    OutOfPhase when it is not the time.
    """
    with transaction.atomic():
        hold_fair(application.fair_event, what="จึงตรวจเอกสารไม่ได้")
        application = lock(application)
        require(application, CHECKABLE, "ตรวจเอกสารได้ก่อนประกาศผล")
        lines = {line.key: line for line in lines_of(application)}
        now = found_in(list(lines.values()), checks_of(application))
        if is_same(now, found):
            return
        if seen not in (None, seen_of(now)) or found.keys() != now.keys():
            sentence = "มีผู้ตรวจ หรือร้านส่งเอกสาร หลังจากคุณเปิดหน้า ดูล่าสุด แล้วบันทึกอีกครั้ง"
            raise StalePage(sentence, seen_now=seen_of(now))
        require_phase(application.call, PhaseKind.DOCUMENTS, by=by)
        _require_words(found)
        _require_there(list(lines.values()), now, found)
        for key, (result, note) in found.items():
            if (result, note) != now[key]:
                _keep(application, lines[key], result, note.strip(), by)


def _require_words(found: Found) -> None:
    for key, (result, note) in found.items():
        if result == CheckResult.FAILED and not note.strip():
            raise RuleBroken("บอกว่าเอกสารไม่ผ่านเพราะอะไร", field=f"{key}-note")


def _require_there(lines: list[PaperLine], now: Found, found: Found) -> None:
    """Nobody finds right what is not there."""
    for line in lines:
        result = found[line.key][0]
        if result == CheckResult.PASSED and not line.is_there and now[line.key][0] != result:
            sentence = f"{line.name}: ยังไม่มีเอกสารให้ตรวจ เลือกยังไม่ดู หรือไม่ผ่านพร้อมเหตุผล"
            raise RuleBroken(sentence, field=f"{line.key}-result")


def _keep(application: BoothApplication, line: PaperLine, result: str, note: str, by) -> None:
    copy = last_copy(application)
    check = DocumentCheck(
        application=application,
        kind=line.key,
        result=result,
        note=note,
        revision=copy.revision if copy else 0,
        checked_by=by,
        checked_at=timezone.now(),
    )
    DocumentCheck.objects.bulk_create(
        [check],
        update_conflicts=True,
        unique_fields=["application", "kind"],
        update_fields=["result", "note", "revision", "checked_by", "checked_at"],
    )
    # Not on the application itself: its vendor reads that history.
    record(
        check, "check_document", f"ตรวจ{line.name}: {CheckResult(result).label}", by=by, reason=note
    )


def require_no_failed_document(application: BoothApplication) -> None:
    """An application whose document has failed does not pass."""
    failed = application.document_checks.filter(result=CheckResult.FAILED)
    keys = set(failed.order_by("pk").values_list("kind", flat=True))
    if not keys:
        return
    if names := names_of(application, [one for one in every_line(application) if one.key in keys]):
        raise RuleBroken(f"เอกสารไม่ผ่าน: {', '.join(names)} ส่งกลับให้แก้ หรือแก้ผลตรวจก่อน")


def lacking(application: BoothApplication) -> tuple[list[str], list[str]]:
    """Names of the documents that are asked for and were not sent, and of those that are there and
    nobody has looked at."""
    checks = checks_of(application)
    lines = every_line(application)
    looked = {key for key, check in checks.items() if check.result != CheckResult.UNSEEN}
    missing = [line for line in lines if line.is_missing]
    unseen = [line for line in lines if line.is_there and line.key not in looked]
    return names_of(application, missing), names_of(application, unseen)


def names_of(application: BoothApplication, lines: list[PaperLine]) -> list[str]:
    """What documents are called; what tells a name, by its kind only while names are hidden."""
    hides = application.hides_name
    names = (line.kind.name if hides and line.kind.names else line.name for line in lines)
    return list(dict.fromkeys(names))


def write_note(application: BoothApplication, text: str, *, form_key: UUID, by) -> ReviewNote:
    """A note to other officers; no vendor reads it. The same form again is the same note."""
    if not text.strip():
        raise RuleBroken("เขียนข้อความก่อนบันทึก", field="text")
    try:
        with transaction.atomic():
            return ReviewNote.objects.create(
                application=application, text=text.strip(), written_by=by, form_key=form_key
            )
    except IntegrityError:
        return ReviewNote.objects.get(written_by=by, form_key=form_key)
