"""A list is written, a round is walked, what is found is told, mended, or put on record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from fairs.models import Booth, FairEvent, FairState, Province, Zone
from fairs.operations.holding import hold_fair, lock_fair
from onsite.models import (
    Answer,
    Checklist,
    ChecklistItem,
    Finding,
    InspectionAnswer,
    InspectionPhoto,
    InspectionRound,
    InspectionVisit,
)
from onsite.models.inspections import MOST_PHOTOS
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock
from otopfair.media.images import largest_made
from otopfair.media.storing import new_files
from otopfair.removals.models import Removal
from otopfair.removals.removing import remove
from otopfair.stale import StalePage, seen_of
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.formatting import format_date_short, format_deadline
from vendors.models import Vendor
from vendors.notifications import tell_vendor

NOT_NOW = "จึงตรวจบูธไม่ได้"


@dataclass(frozen=True)
class Line:
    """One item of a list as it is written."""

    text: str
    kind: str
    category: int | None = None


@dataclass(frozen=True)
class Said:
    """What was said to one item."""

    answer: str = ""
    note: str = ""


def current_checklist(whose: FairEvent | Province | None) -> Checklist | None:
    """The list that a round begun now is walked with: at a fair, at the fairs of a province that
    have none, or wherever nobody has written one."""
    if whose is None:
        return Checklist.objects.for_country()
    is_fair = isinstance(whose, FairEvent)
    return Checklist.objects.for_fair(whose) if is_fair else Checklist.objects.for_province(whose)


def save_checklist(
    whose: FairEvent | Province | None, lines: Sequence[Line], *, base: int | None, by
) -> Checklist:
    """Write the next version of a fair's own list, of a province's for all its fairs that have
    none, or (None) of the country's for all the others; the same lines again are the same version.

    `base` is the list that the page showed. Raises StalePage when another has taken its place.
    """
    if not lines:
        raise RuleBroken("เขียนข้อที่ตรวจอย่างน้อย 1 ข้อ")
    with transaction.atomic():
        whose = _held(whose)
        now = current_checklist(whose)
        if now and _lines_of(now) == list(lines):
            return now
        if now and now.pk != base:
            raise StalePage(f"มีผู้แก้เป็น{now}แล้ว ดูข้อที่เปลี่ยน แล้วบันทึกอีกครั้ง", seen_now=str(now.pk))
        checklist = _next_version(whose, lines, by=by)
        record(whose or checklist, "write_checklist", f"เขียน{checklist}", by=by)
    return checklist


def _held(whose: FairEvent | Province | None) -> FairEvent | Province | None:
    """Alone with the list until the transaction ends. Of the country there is no row but the list
    itself: who comes second waits for its newest version."""
    if isinstance(whose, FairEvent):
        return lock_fair(whose, what="จึงแก้รายการตรวจไม่ได้")
    if whose is not None:
        return lock(whose)
    if newest := Checklist.objects.for_country():
        lock(newest)
    return None


def _next_version(whose: FairEvent | Province | None, lines: Sequence[Line], *, by) -> Checklist:
    is_fair = isinstance(whose, FairEvent)
    place = {"fair_event": whose if is_fair else None, "province": None if is_fair else whose}
    own = Checklist.objects.filter(**place).order_by("-version").first()
    version = own.version + 1 if own else 1
    checklist = Checklist.objects.create(**place, version=version, made_by=by)
    ChecklistItem.objects.bulk_create(
        ChecklistItem(
            checklist=checklist,
            sequence=number,
            text=line.text,
            kind=line.kind,
            category=line.category,
        )
        for number, line in enumerate(lines, start=1)
    )
    return checklist


def _lines_of(checklist: Checklist) -> list[Line]:
    items = checklist.items.order_by("sequence")
    return [Line(item.text, item.kind, item.category) for item in items]


def begin_round(
    fair_event: FairEvent, *, on: date, zones: Sequence[Zone], form_key: UUID, by
) -> InspectionRound:
    """Begin a round of some zones, or of all. The same form again is the first round."""
    with transaction.atomic():
        fair_event = lock_fair(fair_event, what=NOT_NOW)
        if earlier := InspectionRound.objects.filter(begun_by=by, form_key=form_key).first():
            return earlier
        _require_day(fair_event, on)
        checklist = Checklist.objects.for_fair(fair_event)
        if checklist is None:
            raise RuleBroken("ยังไม่มีรายการตรวจ เขียนรายการตรวจก่อน")
        inspection = InspectionRound.objects.create(
            fair_event=fair_event, checklist=checklist, on=on, begun_by=by, form_key=form_key
        )
        inspection.zones.set(zones)
        where = ", ".join(zone.code for zone in zones) or "ทุกโซน"
        record(inspection, "begin", f"เริ่มตรวจบูธ {where}", by=by)
    return inspection


def _require_day(fair_event: FairEvent, on: date) -> None:
    if fair_event.state != FairState.PUBLISHED:
        raise RuleBroken("งานนี้ยังไม่เผยแพร่ จึงตรวจบูธไม่ได้")
    if on > today_in_thailand():
        raise RuleBroken("ยังไม่ถึงวันนี้ เลือกวันนี้หรือวันที่ผ่านมา", field="on")
    if not fair_event.spans(on):
        raise RuleBroken(f"{format_date_short(on)} ไม่ใช่วันของงานนี้", field="on")


def end_round(inspection: InspectionRound, *, by) -> InspectionRound:
    """Nothing more is written into the round; what was found can still be mended. Twice is once."""
    with transaction.atomic():
        hold_fair(inspection.fair_event, what="", even_cancelled=True)
        inspection = lock(inspection)
        if inspection.ended_at is None:
            inspection.ended_at = timezone.now()
            inspection.save(update_fields=["ended_at"])
            record(inspection, "end", "จบรอบตรวจ", by=by)
    return inspection


def save_visit(
    inspection: InspectionRound,
    booth: Booth,
    said: Mapping[ChecklistItem, Said],
    *,
    vendor: Vendor | None,
    note: str,
    due_at: datetime | None,
    seen: str,
    by,
) -> InspectionVisit:
    """Keep what was seen at a booth, tell its vendor what to mend. The same again is done already.

    Raises StalePage when somebody else has written there since the page was opened.
    """
    with transaction.atomic():
        inspection, visit = _open_visit(inspection, booth)
        if visit.seen_at and _same(visit, said, note, due_at):
            return visit
        if seen_of_visit(visit) != seen:
            who = f"{visit.seen_by} บันทึกบูธนี้แล้ว ดูคำตอบ แล้วบันทึกอีกครั้งถ้าต้องการใช้ของคุณ"
            raise StalePage(who, seen_now=seen_of_visit(visit))
        _require_notes(said)
        visit.vendor, visit.note = vendor, note
        visit.seen_by, visit.seen_at = by, timezone.now()
        visit.save()
        _keep_answers(visit, said)
        found = _keep_findings(inspection, visit, said, due_at=due_at, by=by)
        record(visit, "inspect", f"ตรวจบูธ {booth} {_result(said)}", by=by)
        if vendor and due_at and found:
            _tell(inspection.fair_event, booth, vendor, found, due_at)
    return visit


def seen_of_visit(visit: InspectionVisit | None) -> str:
    """The fingerprint of what stands there."""
    return seen_of({"seen_at": visit.seen_at if visit else None})


def _open_visit(
    inspection: InspectionRound, booth: Booth
) -> tuple[InspectionRound, InspectionVisit]:
    hold_fair(inspection.fair_event, what=NOT_NOW)
    inspection = lock(inspection)
    if inspection.ended_at:
        raise RuleBroken("รอบตรวจนี้จบแล้ว เริ่มรอบใหม่ถ้าต้องตรวจอีก")
    visit, _new = InspectionVisit.objects.get_or_create(round=inspection, booth=booth)
    return inspection, visit


def _same(
    visit: InspectionVisit, said: Mapping[ChecklistItem, Said], note: str, due_at: datetime | None
) -> bool:
    kept = {row.item_id: Said(row.answer, row.note) for row in visit.answers.all()}
    same_day = all(row.due_at == due_at for row in visit.findings.all() if not row.mended_at)
    return same_day and visit.note == note and kept == {row.pk: one for row, one in said.items()}


def _keep_answers(visit: InspectionVisit, said: Mapping[ChecklistItem, Said]) -> None:
    InspectionAnswer.objects.bulk_create(
        [
            InspectionAnswer(visit=visit, item=item, answer=one.answer, note=one.note)
            for item, one in said.items()
        ],
        update_conflicts=True,
        unique_fields=["visit", "item"],
        update_fields=["answer", "note"],
    )


def _require_notes(said: Mapping[ChecklistItem, Said]) -> None:
    for item, one in said.items():
        if one.answer == Answer.NO and not one.note.strip():
            raise RuleBroken(f"บอกว่าพบอะไรในข้อ “{item}”", field=f"note-{item.pk}")


def _result(said: Mapping[ChecklistItem, Said]) -> str:
    wrong = sum(one.answer == Answer.NO for one in said.values())
    return f"ไม่ผ่าน {wrong} ข้อ" if wrong else "ผ่าน"


def _keep_findings(inspection, visit, said, *, due_at, by) -> list[Finding]:
    """What does not pass, newly found or found again; an item that passes now is mended."""
    known = {row.item_id: row for row in visit.findings.all()}
    told = []
    for item, one in said.items():
        row = known.get(item.pk)
        if one.answer != Answer.NO:
            if row and row.mended_at is None:
                _mend(row, by)
            continue
        if row is None:
            row = Finding(
                fair_event=inspection.fair_event,
                visit=visit,
                item=item,
                booth=visit.booth,
                found_by=by,
            )
        elif row.mended_at is None and (row.text, row.due_at) == (one.note, due_at):
            continue
        row.vendor = row.vendor if row.recorded_at else visit.vendor
        row.text, row.due_at, row.mended_at, row.mended_by = one.note, due_at, None, None
        row.save()
        told.append(row)
    return told


def _tell(fair_event, booth: Booth, vendor: Vendor, found: list[Finding], due_at: datetime) -> None:
    lines = "\n".join(f"- {row.item}: {row.text}" for row in found)
    tell_vendor(
        vendor,
        f"บูธ {booth} มีสิ่งที่ต้องแก้ {format_deadline(due_at)}",
        f"เจ้าหน้าที่ตรวจบูธที่{fair_event.called} พบ\n{lines}\n"
        "แก้แล้วบอกเจ้าหน้าที่ที่งาน เจ้าหน้าที่จะมาดูและบันทึกว่าแก้แล้ว",
        kind="inspection",
        link="/my/inspections/",
    )


def add_inspection_photo(
    inspection: InspectionRound, booth: Booth, upload, *, form_key: UUID, by
) -> InspectionPhoto:
    """Keep one photo of what is seen at a booth, made anew. The same key is the same photo."""
    picture = largest_made(upload, not_made="อ่านรูปนี้ไม่สำเร็จ ส่งอีกครั้ง").content
    with new_files() as files, transaction.atomic():
        _inspection, visit = _open_visit(inspection, booth)
        if earlier := visit.photos.filter(form_key=form_key).first():
            return earlier
        _require_room(visit)
        photo = InspectionPhoto(visit=visit, taken_by=by, form_key=form_key)
        files.save(photo.file, ContentFile(picture))
        photo.save()
        record(visit, "photograph", f"ส่งรูปบูธ {booth}", by=by)
    return photo


def _require_room(visit: InspectionVisit) -> None:
    if visit.photos.count() >= MOST_PHOTOS:
        raise RuleBroken(f"บูธหนึ่งใส่ได้ไม่เกิน {MOST_PHOTOS} รูปต่อรอบ", field="file")


def take_out_photo(photo: InspectionPhoto, *, by, reason: str = "") -> Removal:
    """A photo was taken by mistake, or shows what it must not: it goes, and can be put back.

    Raises RuleBroken when the round has ended: what it saw stays as it was seen.
    """
    with transaction.atomic():
        inspection, visit = _open_visit(photo.visit.round, photo.visit.booth)
        return remove(
            lock(photo),
            owner=inspection,
            title=f"รูปบูธ {visit.booth}",
            permission="onsite.inspect_booths",
            back_url=f"/staff/inspections/{inspection.pk}/booths/{visit.booth_id}/",
            by=by,
            reason=reason,
        )


def mend_finding(finding: Finding, *, by) -> Finding:
    """An officer has seen that it is mended. Twice is once."""
    with transaction.atomic():
        hold_fair(finding.fair_event, what="", even_cancelled=True)
        finding = lock(finding)
        if finding.mended_at is None:
            _mend(finding, by)
    return finding


def _mend(finding: Finding, by) -> None:
    finding.mended_at, finding.mended_by = timezone.now(), by
    finding.save()
    record(finding, "mend", f"{finding} แก้แล้ว", by=by)


def not_mended(finding: Finding, *, by) -> Finding:
    """It was called mended by mistake, or is back. Twice is once."""
    with transaction.atomic():
        hold_fair(finding.fair_event, what="", even_cancelled=True)
        finding = lock(finding)
        if finding.mended_at is not None:
            finding.mended_at = finding.mended_by = None
            finding.save()
            record(finding, "not_mended", f"{finding} ยังไม่ได้แก้", by=by)
    return finding


def put_on_record(finding: Finding, *, by) -> Finding:
    """Write it into the vendor's record, where officers read it who think of a penalty. Nothing
    follows by itself. Twice is once."""
    with transaction.atomic():
        hold_fair(finding.fair_event, what="", even_cancelled=True)
        if finding.vendor is None:
            raise RuleBroken("บูธนี้ไม่มีร้าน จึงลงประวัติร้านไม่ได้")
        vendor = lock(finding.vendor)
        finding = lock(finding)
        if finding.recorded_at is None:
            finding.recorded_at, finding.recorded_by = timezone.now(), by
            finding.save()
            what = f"พบจากการตรวจที่{finding.fair_event.called} {finding}"
            record(vendor, "finding", what, by=by, reason=finding.text)
    return finding
