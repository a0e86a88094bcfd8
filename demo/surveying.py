"""What visitors and vendors of the running fair, and of one that is over, answered to surveys."""

from datetime import datetime, time, timedelta
from uuid import UUID, uuid5

from fairs.models import FairEvent
from onsite.models import Audience, Survey, SurveyKind, SurveyQuestion, SurveyResponse
from onsite.operations.surveys import Given, answer_survey, close_survey, open_survey
from otopfair.history.models import HistoryEntry
from otopfair.thai.calendar import THAILAND
from vendors.models import BoothAllocation, Vendor

KEYS = UUID("6d0b0a52-5a0f-4a53-9a0b-8c2f2f6f5f10")
VISITORS, VENDORS = 46, 14
ANSWERED_TIME = time(18, 30)
SAID = [
    "ผ้าไหมสวยมาก ราคาไม่แพง",
    "อยากให้มีที่นั่งพักเพิ่ม",
    "ที่จอดรถไม่พอช่วงเย็น",
    "อาหารอร่อย ถังขยะน้อยไป",
]
ADVISED = ["ขอไฟบูธสว่างกว่านี้", "ประชาสัมพันธ์ก่อนงานนานกว่านี้", "เข็นของเข้าบูธลำบาก"]


def ask_people(fair_event: FairEvent, *, by) -> None:
    """Both surveys are open; some have answered, and not everybody every question."""
    survey = open_survey(fair_event, Audience.VISITORS, by=by)
    for number in range(VISITORS):
        _answer(survey, number, SAID)
    survey = open_survey(fair_event, Audience.VENDORS, by=by)
    for number, vendor in enumerate(_who_answers(fair_event)):
        _answer(survey, number, ADVISED, vendor)


def asked_at(fair_event: FairEvent, *, by) -> None:
    """Both surveys of a fair that is over were answered on its last day, and are closed."""
    ask_people(fair_event, by=by)
    at = datetime.combine(fair_event.days[-1], ANSWERED_TIME, THAILAND)
    surveys = Survey.objects.filter(fair_event=fair_event)
    for survey in surveys.order_by("pk"):
        close_survey(survey, by=by)
    surveys.update(opened_at=at, closed_at=at + timedelta(hours=3))
    SurveyResponse.objects.filter(survey__in=surveys).update(sent_at=at)
    HistoryEntry.objects.of(fair_event).filter(verb__endswith="_survey").update(at=at)


def _who_answers(fair_event: FairEvent) -> list[Vendor]:
    rows = BoothAllocation.objects.in_booth_order(fair_event).select_related("application__vendor")
    vendors = list(dict.fromkeys(row.application.vendor for row in rows))
    return vendors[3 : 3 + VENDORS]


def _answer(survey: Survey, number: int, texts: list[str], vendor: Vendor | None = None) -> None:
    questions = survey.questions.filter(is_used=True).order_by("sequence")
    given = {
        question: _given(question, number, place, texts, vendor)
        for place, question in enumerate(questions)
        if question.is_required or (number + place) % 7
    }
    key = uuid5(KEYS, f"{survey.pk} {number}")
    answer_survey(survey, given, vendor=vendor, form_key=key)


def _given(
    question: SurveyQuestion, number: int, place: int, texts: list[str], vendor: Vendor | None
) -> Given | None:
    if question.kind == SurveyKind.SCALE:
        return (5, 4, 4, 5, 3, 4, 5, 2, 4, 5)[(number * 3 + place) % 10]
    if question.kind == SurveyKind.CHOICE:
        return question.choices[(number * number + place) % len(question.choices)].text
    if question.kind == SurveyKind.NUMBER:
        return number * 37 % 12 * (1 if vendor else 150)
    return texts[number % len(texts)] if number % 5 == 0 else None
