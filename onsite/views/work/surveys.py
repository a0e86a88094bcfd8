"""The surveys of a fair: their state, their code on a poster, and what came of them."""

from decimal import Decimal

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from fairs.current import fairs_in_scope
from fairs.models import FairEvent
from onsite.exports import survey_workbook
from onsite.forms.surveys import StateForm
from onsite.models import Audience, Survey
from onsite.models.surveys import HIGHEST
from onsite.operations.surveys import close_survey, current_survey, open_survey
from onsite.reports.surveys import (
    FEW,
    AnswerCount,
    QuestionResult,
    SurveyResults,
    asked_vendors,
    results_of,
    survey_rows,
)
from onsite.views.work.leading import lead_to_fair
from otopfair.documents.qr import qr_drawing
from otopfair.documents.xlsx import xlsx_response
from otopfair.errors import status_after
from otopfair.look.part_charts import ChartRow, PartChart
from otopfair.rights.may import may
from otopfair.staff.site import staff_site
from otopfair.thai.percents import percent_text

VIEW, CHANGE = "onsite.view_survey", "onsite.change_survey"
FAIRS = FairEvent.objects.select_related("home_province")


@staff_site.work_page(
    "surveys/",
    name="surveys",
    permission=VIEW,
    group="run",
    order=66,
    label="แบบสอบถาม",
    icon="clipboard-list",
)
@require_safe
def surveys(request):
    """The fair that is asked for, or that runs."""
    return lead_to_fair(request, "surveys-fair", "แบบสอบถาม", VIEW)


@staff_site.work_page(
    "fairs/<int:fair_event_id>/surveys/", name="surveys-fair", permission=VIEW, row=FAIRS
)
@never_cache
@require_safe
def surveys_fair(request, fair_event):
    """Both surveys: whether they take answers, and how many have come."""
    context = {
        "title": "แบบสอบถาม",
        "fair_event": fair_event,
        "fairs": fairs_in_scope(request.user, VIEW),
        "surveys": [_card(fair_event, audience) for audience in Audience],
        "may_change": may(request.user, CHANGE, fair_event),
        "province": _province_to_change(request, fair_event),
    }
    return staff_site.page(request, "onsite/work/surveys.html", context)


def _province_to_change(request, fair_event: FairEvent):
    home = fair_event.home_province
    return home if home and may(request.user, CHANGE, home) else None


def _card(fair_event: FairEvent, audience: Audience) -> dict:
    survey = current_survey(fair_event, audience)
    is_own = survey is not None and survey.fair_event_id is not None
    return {
        "audience": audience,
        "survey": survey if is_own else None,
        "questions": survey.questions.filter(is_used=True).count() if survey else 0,
        "people": survey.responses.count() if survey and is_own else 0,
    }


def audience_of(text: str) -> Audience:
    if text not in Audience:
        raise Http404
    return Audience(text)


@staff_site.work_page(
    "fairs/<int:fair_event_id>/surveys/<str:audience>/",
    name="surveys-results",
    permission=VIEW,
    row=FAIRS,
)
@never_cache
@require_http_methods(["GET", "POST"])
def surveys_results(request, fair_event, audience):
    """What came of one survey; POST opens or closes it; ?print=1 is the paper."""
    audience = audience_of(audience)
    form, status = StateForm(request.POST or None), 200
    if request.method == "POST":
        if not may(request.user, CHANGE, fair_event):
            raise PermissionDenied
        status = status_after(form, lambda: _turn(request, fair_event, audience))
        if status == 302:
            return redirect("staff:surveys-results", fair_event.pk, audience)
    survey = current_survey(fair_event, audience)
    context = {
        "title": f"แบบสอบถาม{audience.label}",
        "fair_event": fair_event,
        "audience": audience,
        "survey": survey,
        "form": form,
        "has_errors": status != 200,
        "may_change": may(request.user, CHANGE, fair_event),
        "made_at": timezone.localtime(),
        **_told(fair_event, survey, audience),
    }
    if request.GET.get("print") == "1" and context["results"]:
        return render(request, "onsite/work/survey_print.html", context)
    return staff_site.page(request, "onsite/work/survey_results.html", context, status=status)


def _turn(request, fair_event: FairEvent, audience: Audience) -> None:
    if request.POST.get("act") == "close":
        survey = Survey.objects.filter(fair_event=fair_event, audience=audience).first()
        if survey is not None:
            close_survey(survey, by=request.user)
            messages.success(request, "ปิดรับคำตอบแล้ว")
        return
    open_survey(fair_event, audience, by=request.user)
    messages.success(request, "เปิดรับคำตอบแล้ว พิมพ์ป้ายไปติดได้เลย")


def _told(fair_event: FairEvent, survey: Survey | None, audience: Audience) -> dict:
    if survey is None or survey.fair_event_id is None:
        return {"results": None}
    results = results_of(survey)
    overall = _overall(results)
    counted = [_chart(one) for one in results.questions if one.counts and one.answered]
    return {
        "results": results,
        "few": FEW,
        "asked": asked_vendors(fair_event) if audience == Audience.VENDORS else None,
        "charts": [*([overall] if overall else []), *counted],
    }


def _overall(results: SurveyResults) -> PartChart | None:
    """The means of the questions of the scale, side by side."""
    rows = [
        ChartRow(one.question.text, one.scores.mean or Decimal(0), one_decimal(one.scores.mean))
        for one in results.scaled
        if one.answered
    ]
    head = ("คำถาม", f"เต็ม {HIGHEST}")
    chart = PartChart("คะแนนเฉลี่ยของแต่ละข้อ", head, rows, most=Decimal(HIGHEST))
    return chart if len(rows) > 1 else None


def one_decimal(mean: Decimal | None) -> str:
    return "–" if mean is None else f"{mean:.1f}"


def _chart(one: QuestionResult) -> PartChart:
    """How many gave each answer."""
    rows = [
        ChartRow(count.label, Decimal(count.people), _people_and_share(count))
        for count in one.counts
    ]
    return PartChart(one.question.text, ("คำตอบ", "คน (ร้อยละ)"), rows, most=Decimal(one.answered))


def _people_and_share(count: AnswerCount) -> str:
    return f"{count.people:,} ({percent_text(count.share)})"


@staff_site.work_page(
    "fairs/<int:fair_event_id>/surveys/<str:audience>/poster/",
    name="surveys-poster",
    permission=VIEW,
    row=FAIRS,
)
@require_safe
def surveys_poster(request, fair_event, audience):
    """The code by which visitors answer, or by which vendors do who are signed in."""
    audience = audience_of(audience)
    page = "fair-survey" if audience == Audience.VISITORS else "my-survey"
    address = settings.SITE_URL + reverse(page, args=[fair_event.slug])
    survey = current_survey(fair_event, audience)
    context = {
        "fair": fair_event,
        "audience": audience,
        "is_open": survey is not None and survey.is_taking_answers,
        "poster": qr_drawing(address, title=f"แบบสอบถาม{audience.label}"),
    }
    return render(request, "onsite/work/survey_poster.html", context)


@staff_site.work_page(
    "fairs/<int:fair_event_id>/surveys/<str:audience>/answers.xlsx",
    name="surveys-xlsx",
    permission=VIEW,
    row=FAIRS,
)
@never_cache
@require_safe
def surveys_xlsx(request, fair_event, audience):
    """The results, and every set of answers without who gave it."""
    audience, made_at = audience_of(audience), timezone.localtime()
    survey = Survey.objects.filter(fair_event=fair_event, audience=audience).first()
    if survey is None:
        raise Http404
    title = f"แบบสอบถาม{audience.label} {fair_event}"
    data = survey_workbook(title, results_of(survey), *survey_rows(survey), made_at=made_at)
    code = fair_event.reference_code
    return xlsx_response(
        data,
        ascii_name=f"survey-{audience}-{code}-{made_at:%Y%m%d-%H%M}",
        thai_name=f"{title} {code}",
    )
