"""A survey is written, opened and closed; vendors and visitors answer while it is open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from fairs.models import FairEvent, FairState, Province
from fairs.operations.holding import hold_fair, lock_fair
from onsite.models import (
    Survey,
    SurveyAnswer,
    SurveyKind,
    SurveyQuestion,
    SurveyResponse,
)
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock
from otopfair.stale import StalePage, seen_of
from vendors.models import Vendor

COLUMNS = ("text", "text_en", "kind", "choices_text", "is_required")
NOT_NOW = "จึงแก้หรือเปิดแบบสอบถามไม่ได้"
CLOSED = "แบบสอบถามนี้ปิดรับคำตอบแล้ว"


@dataclass(frozen=True)
class AskedLine:
    """One question as it is written."""

    text: str
    kind: str
    text_en: str = ""
    choices_text: str = ""
    is_required: bool = False


Given = int | str


def current_survey(whose: FairEvent | Province, audience: str) -> Survey | None:
    """What a fair asks, or what the fairs of a province ask that have written none."""
    if isinstance(whose, FairEvent):
        return Survey.objects.for_fair(whose, audience)
    return Survey.objects.usual_in(whose.pk, audience)


def lines_of(survey: Survey | None) -> list[AskedLine]:
    """The questions that are asked, in their order."""
    if survey is None:
        return []
    rows = survey.questions.filter(is_used=True).order_by("sequence", "pk")
    return [AskedLine(**values) for values in rows.values(*COLUMNS)]


def seen_of_survey(survey: Survey | None) -> str:
    """The fingerprint of what the page of questions shows."""
    satisfied_from = survey.satisfied_from if survey else None
    return seen_of({"lines": repr(lines_of(survey)), "satisfied_from": satisfied_from})


def write_survey(
    whose: FairEvent | Province,
    audience: str,
    lines: Sequence[AskedLine],
    *,
    satisfied_from: int,
    seen: str,
    by,
) -> Survey:
    """Write the questions of a fair, or the usual ones of a province; the same again is done.

    A question that was answered keeps its words and its answers: it is asked no more, and what is
    written now is another. Raises StalePage when somebody has written since the page was `seen`.
    """
    if not lines:
        raise RuleBroken("เขียนคำถามอย่างน้อย 1 ข้อ")
    with transaction.atomic():
        whose = _locked(whose)
        now = current_survey(whose, audience)
        own = now if now and _is_of(now, whose) else None
        if lines_of(now) == list(lines) and now and now.satisfied_from == satisfied_from:
            return own or _copy(now, whose)
        if seen != seen_of_survey(now):
            words = "มีผู้แก้แบบสอบถามนี้หลังจากคุณเปิดหน้า ดูคำถามที่เปลี่ยน แล้วบันทึกอีกครั้ง"
            raise StalePage(words, seen_now=seen_of_survey(now))
        survey = own or _new(whose, audience)
        survey.satisfied_from = satisfied_from
        survey.save(update_fields=["satisfied_from"])
        _write_lines(survey, lines)
        record(whose, "write_survey", f"เขียน{survey} {len(lines)} ข้อ", by=by)
    return survey


def _locked(whose: FairEvent | Province) -> FairEvent | Province:
    return lock_fair(whose, what=NOT_NOW) if isinstance(whose, FairEvent) else lock(whose)


def _is_of(survey: Survey, whose: FairEvent | Province) -> bool:
    own = survey.fair_event_id if isinstance(whose, FairEvent) else survey.province_id
    return own == whose.pk


def _new(whose: FairEvent | Province, audience: str) -> Survey:
    if isinstance(whose, FairEvent):
        return Survey.objects.create(fair_event=whose, audience=audience)
    return Survey.objects.create(province=whose, audience=audience)


def _copy(usual: Survey, whose: FairEvent | Province) -> Survey:
    """The usual questions become those of the fair, or of the province."""
    survey = _new(whose, usual.audience)
    survey.satisfied_from = usual.satisfied_from
    survey.save(update_fields=["satisfied_from"])
    _write_lines(survey, lines_of(usual))
    return survey


def _write_lines(survey: Survey, lines: Sequence[AskedLine]) -> None:
    """What reads as before stays the same question; what does not is asked no more."""
    standing: dict[AskedLine, list[SurveyQuestion]] = {}
    for question in survey.questions.filter(is_used=True).order_by("sequence", "pk"):
        line = AskedLine(**{name: getattr(question, name) for name in COLUMNS})
        standing.setdefault(line, []).append(question)
    for place, line in enumerate(lines, start=1):
        if same := standing.get(line):
            question = same.pop(0)
            question.sequence = place
            question.save(update_fields=["sequence"])
        else:
            values = {name: getattr(line, name) for name in COLUMNS}
            survey.questions.create(sequence=place, **values)
    gone = [question.pk for questions in standing.values() for question in questions]
    rows = survey.questions.filter(pk__in=gone)
    rows.filter(answers=None).delete()
    rows.update(is_used=False)


def open_survey(fair_event: FairEvent, audience: str, *, by) -> Survey:
    """Take answers from now on; the usual questions are copied to the fair first. Opened again
    after closing it goes on where it was."""
    with transaction.atomic():
        fair_event = lock_fair(fair_event, what=NOT_NOW)
        if fair_event.state != FairState.PUBLISHED:
            raise RuleBroken("งานนี้ยังไม่เผยแพร่ ผู้ตอบยังเปิดหน้าไม่ได้ เผยแพร่งานก่อน")
        now = current_survey(fair_event, audience)
        if now is None:
            raise RuleBroken("ยังไม่มีคำถาม เขียนคำถามก่อน")
        survey = now if now.fair_event_id else _copy(now, fair_event)
        if survey.is_taking_answers:
            return survey
        survey.opened_at, survey.closed_at = survey.opened_at or timezone.now(), None
        survey.save(update_fields=["opened_at", "closed_at"])
        record(fair_event, "open_survey", f"เปิดรับคำตอบ{survey}", by=by)
    return survey


def close_survey(survey: Survey, *, by) -> Survey:
    """Take no more answers, and let vendors change none."""
    with transaction.atomic():
        fair_event = lock_fair(_fair_of(survey), what=NOT_NOW)
        survey = lock(survey)
        if not survey.is_taking_answers:
            return survey
        survey.closed_at = timezone.now()
        survey.save(update_fields=["closed_at"])
        record(fair_event, "close_survey", f"ปิดรับคำตอบ{survey}", by=by)
    return survey


def _fair_of(survey: Survey) -> FairEvent:
    """Where it is asked; the usual questions are asked nowhere."""
    if survey.fair_event is None:
        raise RuleBroken("แบบสอบถามกลางรับคำตอบไม่ได้ คัดลอกไปใช้กับงานก่อน")
    return survey.fair_event


def answers_of(survey: Survey, vendor: Vendor) -> dict[int, Given]:
    """Question → what the vendor has answered."""
    rows = SurveyAnswer.objects.filter(response__survey=survey, response__vendor=vendor)
    said = rows.order_by("question").values_list("question", "number", "text")
    return {question: text if number is None else number for question, number, text in said}


def answer_survey(
    survey: Survey,
    given: Mapping[SurveyQuestion, Given | None],
    *,
    vendor: Vendor | None = None,
    form_key: UUID,
    seen: str | None = None,
) -> SurveyResponse:
    """Keep the answers of a visitor, or of a vendor in place of those it gave before.

    The same form of a visitor again is the first. Raises RuleBroken when the survey takes no
    answers or nothing was answered, StalePage when somebody else of the shop has answered since
    the form was `seen`. No history: who reads it would learn who answered what.
    """
    said = {question: one for question, one in given.items() if one not in (None, "")}
    if not said:
        raise RuleBroken(gettext_noop("ยังไม่ได้ตอบข้อใดเลย ตอบอย่างน้อย 1 ข้อแล้วส่งอีกครั้ง"))
    with transaction.atomic():
        fair_event = hold_fair(_fair_of(survey), what="จึงไม่รับคำตอบแล้ว")
        if vendor is None and (earlier := _of_form(form_key)):
            return earlier
        vendor = vendor and lock(vendor)
        _require_open(fair_event, survey)
        response = (
            _of_vendor(survey, vendor, form_key, seen) if vendor else _of_visitor(survey, form_key)
        )
        if not response.answers.exists():
            SurveyAnswer.objects.bulk_create(
                _answer(response, question, one) for question, one in said.items()
            )
    return response


def _of_form(form_key: UUID) -> SurveyResponse | None:
    return SurveyResponse.objects.filter(form_key=form_key).first()


def _require_open(fair_event: FairEvent, survey: Survey) -> None:
    survey = Survey.objects.get(pk=survey.pk)
    if fair_event.state != FairState.PUBLISHED or not survey.is_taking_answers:
        raise RuleBroken(f"{CLOSED} คำตอบที่เพิ่งส่งไม่ได้บันทึก")


def _of_visitor(survey: Survey, form_key: UUID) -> SurveyResponse:
    """Pressed twice at once, the second finds the first by the key, with its answers."""
    values = {"survey": survey}
    return SurveyResponse.objects.get_or_create(form_key=form_key, defaults=values)[0]


def _of_vendor(survey: Survey, vendor: Vendor, form_key: UUID, seen: str | None) -> SurveyResponse:
    """The one of the vendor, emptied for what it says now; the same form again is done."""
    before = survey.responses.filter(vendor=vendor).first()
    if before is None:
        return survey.responses.create(vendor=vendor, form_key=form_key)
    if before.form_key == form_key:
        return before
    seen_now = seen_of_answers(answers_of(survey, vendor))
    if seen != seen_now:
        words = "มีคนในร้านตอบหลังจากคุณเปิดหน้า ดูคำตอบแล้วส่งอีกครั้ง คำตอบของคุณจะแทนของเดิม"
        raise StalePage(words, seen_now=seen_now)
    before.form_key, before.sent_at = form_key, timezone.now()
    before.save(update_fields=["form_key", "sent_at"])
    before.answers.all().delete()
    return before


def seen_of_answers(answers: Mapping[int, Given]) -> str:
    """The fingerprint of what a vendor's form shows."""
    return seen_of({str(question): one for question, one in answers.items()})


def _answer(response: SurveyResponse, question: SurveyQuestion, one: Given) -> SurveyAnswer:
    is_number = question.kind in (SurveyKind.SCALE, SurveyKind.NUMBER)
    said = {"number": int(one)} if is_number else {"text": str(one)}
    return SurveyAnswer(response=response, question=question, **said)
