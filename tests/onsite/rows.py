"""Rows of the days on site, as tests need them."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from fairs.models import Booth, FairEvent
from onsite.models import (
    Answer,
    Checklist,
    ChecklistItem,
    Complaint,
    ExhibitorCard,
    Finding,
    Gate,
    InspectionRound,
    InspectionVisit,
    ItemKind,
    Survey,
)
from onsite.operations.inspections import Said
from otopfair.thai.calendar import today_in_thailand
from tests import factories as make
from vendors.models import Vendor


def usual_checklist() -> Checklist:
    """The country's list; a test that empties the tables has written its own."""
    if found := Checklist.objects.filter(fair_event=None, province=None).first():
        return found
    checklist = Checklist.objects.create()
    checklist.items.create(sequence=1, text="ติดป้ายราคาทุกชิ้น")
    return checklist


def make_round_at(fair_event: FairEvent, *, by=None, **fields) -> InspectionRound:
    """A round of today through all zones, with the usual list."""
    fields.setdefault("on", today_in_thailand())
    return InspectionRound.objects.create(
        fair_event=fair_event,
        checklist=usual_checklist(),
        begun_by=by or make.make_officer(),
        form_key=uuid4(),
        **fields,
    )


def checks_of(inspection: InspectionRound) -> list[ChecklistItem]:
    """The items that every booth is asked."""
    return list(inspection.checklist.items.filter(category=None).order_by("sequence"))


def said_all(inspection: InspectionRound, *, wrong: str = "") -> dict[ChecklistItem, Said]:
    """All passes, or the first item does not: `wrong` says why."""
    items = checks_of(inspection)
    said = {item: Said(Answer.YES) if item.kind == ItemKind.CHECK else Said() for item in items}
    return {**said, items[0]: Said(Answer.NO, wrong)} if wrong else said


def make_finding(booth: Booth, vendor: Vendor | None = None, *, by=None, **fields) -> Finding:
    """Something that does not pass, to be mended by tomorrow."""
    by = by or make.make_officer()
    inspection = make_round_at(booth.fair_event, by=by)
    visit = InspectionVisit.objects.create(
        round=inspection, booth=booth, vendor=vendor, seen_by=by, seen_at=timezone.now()
    )
    values = {"text": "ไม่ติดป้ายราคา", "due_at": timezone.now() + timedelta(days=1), **fields}
    return Finding.objects.create(
        fair_event=booth.fair_event,
        visit=visit,
        item=checks_of(inspection)[0],
        booth=booth,
        vendor=vendor,
        found_by=by,
        **values,
    )


def gate_at(fair_event: FairEvent, name="ประตูใหญ่") -> Gate:
    return Gate.objects.create(fair_event=fair_event, name=name)


def make_complaint(fair_event: FairEvent, **fields) -> Complaint:
    """A complaint of somebody who left no name, to be answered within a week."""
    values = {
        "text": "ขายแพงกว่าป้าย",
        "answer_by": today_in_thailand() + timedelta(days=7),
        "number": fair_event.complaints.count() + 1,
        "form_key": uuid4(),
        **fields,
    }
    if any(values.get(name) for name in ("name", "phone", "email")):
        values.setdefault("consented_at", timezone.now())
    return Complaint.objects.create(fair_event=fair_event, **values)


def usual_survey(audience="visitors") -> Survey:
    """The country's questions; a test that empties the tables has written its own."""
    rows = Survey.objects.filter(fair_event=None, province=None, audience=audience)
    if found := rows.first():
        return found
    survey = Survey.objects.create(audience=audience)
    survey.questions.create(sequence=1, text="โดยรวมพอใจงานนี้เพียงใด", is_required=True)
    return survey


def make_survey(fair_event: FairEvent, audience="visitors", **fields) -> Survey:
    """An open survey that asks one question of each kind, the first of which must be answered."""
    values = {"opened_at": timezone.now(), **fields}
    survey = Survey.objects.create(fair_event=fair_event, audience=audience, **values)
    for place, (text, kind, choices) in enumerate(ASKED, start=1):
        survey.questions.create(
            sequence=place, text=text, kind=kind, choices_text=choices, is_required=place == 1
        )
    return survey


ASKED = [
    ("พอใจงานนี้เพียงใด", "scale", ""),
    ("รู้จักงานจากไหน", "choice", "ป้าย | Posters\nเพื่อน"),
    ("ซื้อกี่บาท", "number", ""),
    ("อยากบอกอะไร", "text", ""),
]


def make_card(application, name="นางสาวบุญมี ทดสอบ") -> ExhibitorCard:
    return ExhibitorCard.objects.create(
        application=application, number=1, name=name, form_key=uuid4(), named_by=make.make_user()
    )
