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
from vendors.paperwork import document_kinds

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


def found_in(checks: dict[str, DocumentCheck]) -> Found:
    """Every document as (result, note): what the page shows."""
    nothing = (CheckResult.UNSEEN.value, "")
    return {
        kind.key: (checks[kind.key].result, checks[kind.key].note)
        if kind.key in checks
        else nothing
        for kind in document_kinds()
    }


def check_documents(
    application: BoothApplication, found: Found, *, by, seen: str | None = None
) -> None:
    """Keep what was found in each document. `seen` is the fingerprint of what the page showed.

    Raises StalePage when somebody else has looked since, OutOfPhase when it is not the time.
    """
    with transaction.atomic():
        hold_fair(application.fair_event, what="จึงตรวจเอกสารไม่ได้")
        application = lock(application)
        require(application, CHECKABLE, "ตรวจเอกสารได้ก่อนประกาศผล")
        now = found_in(checks_of(application))
        if is_same(now, found):
            return
        if seen not in (None, seen_of(now)):
            sentence = "มีผู้ตรวจเอกสารใบนี้หลังจากคุณเปิดหน้า ดูผลล่าสุด แล้วบันทึกอีกครั้ง"
            raise StalePage(sentence, seen_now=seen_of(now))
        require_phase(application.call, PhaseKind.DOCUMENTS, by=by)
        _require_words(found)
        for key, (result, note) in found.items():
            if (result, note) != now[key]:
                _keep(application, key, result, note.strip(), by)


def _require_words(found: Found) -> None:
    for key, (result, note) in found.items():
        if result == CheckResult.FAILED and not note.strip():
            raise RuleBroken("บอกว่าเอกสารไม่ผ่านเพราะอะไร", field=f"{key}-note")


def _keep(application: BoothApplication, key: str, result: str, note: str, by) -> None:
    copy = last_copy(application)
    check = DocumentCheck(
        application=application,
        kind=key,
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
    name = next(kind.name for kind in document_kinds() if kind.key == key)
    # Not on the application itself: its vendor reads that history.
    record(check, "check_document", f"ตรวจ{name}: {CheckResult(result).label}", by=by, reason=note)


def require_no_failed_document(application: BoothApplication) -> None:
    """An application whose document has failed does not pass."""
    failed = application.document_checks.filter(result=CheckResult.FAILED)
    keys = set(failed.order_by("pk").values_list("kind", flat=True))
    names = [kind.name for kind in document_kinds() if kind.key in keys]
    if names:
        raise RuleBroken(f"เอกสารไม่ผ่าน: {', '.join(names)} ส่งกลับให้แก้ หรือแก้ผลตรวจก่อน")


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
