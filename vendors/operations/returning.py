"""An application goes back to its vendor: which parts are to be corrected, and the answers."""

from collections.abc import Mapping
from datetime import date
from typing import cast

from django.db import transaction
from django.utils import timezone

from fairs.operations.holding import hold_fair
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.formatting import format_deadline
from vendors.arrows import ARROWS, require_arrow
from vendors.corrections import lines_of, may_change
from vendors.models import (
    LONGEST_EXPLANATION,
    ApplicationStatus,
    BoothApplication,
    Correction,
    DecisionReason,
    told,
)
from vendors.notifications import tell_applicant
from vendors.operations.deciding import (
    NO_DECISIONS,
    require_turn,
    require_unapproved,
    set_pending_aside,
)
from vendors.operations.rules import require_seen, save
from vendors.parts import parts_of

Status = ApplicationStatus
RETURNABLE = ARROWS["return"].sources
NOT_ASKED = "ส่วนนี้เจ้าหน้าที่ไม่ได้ขอให้แก้ แก้เฉพาะส่วนที่อยู่ในรายการ"


class NotAsked(RuleBroken):
    """A part that was not sent back is not changed."""


def return_application(
    application: BoothApplication,
    *,
    parts: Mapping[str, str],
    reason: DecisionReason | None = None,
    note: str = "",
    answer_by: date,
    by,
    seen_version: int | None = None,
) -> BoothApplication:
    """Send an application back: `parts` maps what is to be corrected to a note; told at once.

    Raises RuleBroken when nothing is ticked, a part has no words, or the day is over.
    """
    with transaction.atomic():
        hold_fair(application.fair_event, what=NO_DECISIONS)
        application = lock(application)
        if _is_same(application, parts, answer_by):
            return application
        require_seen(application, seen_version)
        require_arrow(application, "return")
        require_unapproved(application.decisions.pending())
        require_turn(application, "return", [], by)
        rows = _corrections(application, parts, told(reason, note))
        if answer_by < today_in_thailand():
            raise RuleBroken("วันที่ต้องแก้ให้เสร็จต้องไม่ใช่วันที่ผ่านมาแล้ว", field="answer_by")
        set_pending_aside(application)
        Correction.objects.bulk_create(rows)
        words = _told_together(told(reason, note), rows)
        application.status = Status.RETURNED
        application.decision_reason = words
        application.answer_by = answer_by
        save(application)
        until = format_deadline(answer_by)
        record(application, "return", f"ส่งกลับให้แก้{until}", by=by, reason=words)
        tell_applicant(
            application,
            f"ใบสมัคร {application.reference_no} ต้องแก้{until}",
            f"{words}\nแก้แล้วกดส่งอีกครั้ง{until}",
        )
    return application


def _told_together(said: str, rows: list[Correction]) -> str:
    words = "\n".join([*filter(None, [said]), *map(_line, rows)])
    longest = cast(int, BoothApplication._meta.get_field("decision_reason").max_length)
    if len(words) > longest:
        over = f"สิ่งที่ต้องแก้รวมกันยาว {len(words):,} ตัวอักษร เกิน {longest:,} เขียนให้สั้นลง"
        raise RuleBroken(over, field="note")
    return words


def _is_same(application: BoothApplication, parts: Mapping[str, str], answer_by: date) -> bool:
    """The same press came twice."""
    if application.status != Status.RETURNED or application.answer_by != answer_by:
        return False
    given = dict(application.corrections.open().values_list("part", "note"))
    return given == {key: note.strip() for key, note in parts.items()}


def _corrections(application: BoothApplication, parts, words: str) -> list[Correction]:
    known = parts_of(application)
    if not parts:
        raise RuleBroken("ติ๊กอย่างน้อย 1 ส่วนที่ต้องแก้", field="parts")
    if gone := [key for key in parts if key not in known]:
        raise RuleBroken(f"ใบสมัครนี้ไม่มีส่วน “{gone[0]}” แล้ว เลือกใหม่", field="parts")
    if wordless := [key for key, note in parts.items() if not note.strip() and not words]:
        raise RuleBroken(f"บอกผู้สมัครว่าต้องแก้อะไรใน{known[wordless[0]].label}", field="parts")
    return [
        Correction(
            application=application,
            part=key,
            label=known[key].label,
            note=parts[key].strip(),
            mark=known[key].mark,
            before=known[key].shows[:4000],
        )
        for key in known
        if key in parts
    ]


def _line(row: Correction) -> str:
    return f"{row.label}: {row.note}" if row.note else row.label


def explain_part(application: BoothApplication, part: str, explanation: str, *, by) -> Correction:
    """The vendor says that a part is right as it is, and why; nothing said takes the answer back.

    Raises NotAsked when the part was not sent back, RuleBroken when the words are too many.
    """
    explanation = explanation.replace("\r\n", "\n").strip()
    if len(explanation) > LONGEST_EXPLANATION:
        has = f"ตอนนี้มี {len(explanation):,} ตัวอักษร ย่อแล้วบันทึกอีกครั้ง"
        raise RuleBroken(f"คำตอบยาวได้ไม่เกิน {LONGEST_EXPLANATION:,} ตัวอักษร {has}")
    with transaction.atomic():
        hold_fair(application.fair_event, what="จึงแก้ใบสมัครไม่ได้")
        application = lock(application)
        row = application.corrections.open().filter(part=part).first()
        if application.status != Status.RETURNED or row is None:
            raise NotAsked(NOT_ASKED)
        row.explanation = explanation
        row.explained_by = by if row.explanation else None
        row.save(update_fields=["explanation", "explained_by"])
    return row


def require_may_change(application: BoothApplication, *keys: str) -> None:
    """Raise RuleBroken unless the vendor may change one of these parts now. It is locked."""
    require_arrow(application, "answer")
    if not may_change(application, *keys):
        raise NotAsked(NOT_ASKED)


def close_corrections(application: BoothApplication) -> None:
    """Every part is changed or explained: keep what stands there now. It is locked.

    Raises RuleBroken for the first part that is neither.
    """
    lines = lines_of(application)
    for line in lines:
        if not line.is_answered:
            raise RuleBroken(
                f"ยังไม่ได้แก้{line.correction.label} แก้ก่อน หรือตอบว่าถูกต้องแล้วเพราะอะไร",
                field="corrections",
            )
    now = timezone.now()
    for line in lines:
        row = line.correction
        row.after = line.part.shows[:4000] if line.part else ""
        row.closed_at = now
        row.save(update_fields=["after", "closed_at"])
