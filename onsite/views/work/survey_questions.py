"""The questions of a survey, written for one fair, or as the usual ones of a province."""

from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from fairs.models import FairEvent, Province
from onsite.forms.surveys import QuestionFormSet, SatisfiedForm, as_rows, written
from onsite.models import Audience
from onsite.operations.surveys import current_survey, seen_of_survey, write_survey
from onsite.views.work.surveys import CHANGE, audience_of
from otopfair.errors import RuleBroken
from otopfair.staff.site import staff_site


@dataclass
class Writing:
    """The questions as they are written anew; `seen` is what the page showed."""

    whose: FairEvent | Province
    audience: Audience
    data: dict | None

    def __post_init__(self) -> None:
        self.now = current_survey(self.whose, self.audience)
        self.formset = QuestionFormSet(self.data, initial=as_rows(self.now))
        satisfied_from = self.now.satisfied_from if self.now else 4
        self.satisfied = SatisfiedForm(self.data, initial={"satisfied_from": satisfied_from})
        self.seen = seen_of_survey(self.now)
        self.problem, self.status = "", 200

    def save(self, by) -> bool:
        self.seen, self.status = self.data.get("seen", "")[:64], 422
        if not (self.formset.is_valid() and self.satisfied.is_valid()):
            self.problem = " ".join(self.formset.non_form_errors())
            return False
        satisfied_from = self.satisfied.cleaned_data["satisfied_from"]
        try:
            write_survey(
                self.whose,
                self.audience,
                written(self.formset),
                satisfied_from=satisfied_from,
                seen=self.seen,
                by=by,
            )
        except RuleBroken as broken:
            self.problem, self.status = broken.message, broken.status
            self.seen = getattr(broken, "seen_now", self.seen)
            return False
        return True


@staff_site.work_page(
    "fairs/<int:fair_event_id>/surveys/<str:audience>/questions/",
    name="surveys-questions",
    permission=CHANGE,
    row=FairEvent.objects.select_related("home_province"),
)
@require_http_methods(["GET", "POST"])
def surveys_questions(request, fair_event, audience):
    """The questions of this fair; until they are written, the usual ones."""
    audience = audience_of(audience)
    context = {
        "fair_event": fair_event,
        "place": fair_event,
        "says": "บันทึกเป็นคำถามของงานนี้",
        "back_url": reverse("staff:surveys-results", args=[fair_event.pk, audience]),
    }
    return _page(request, fair_event, audience, context)


@staff_site.work_page(
    "surveys/provinces/<str:province_id>/<str:audience>/",
    name="surveys-province",
    permission=CHANGE,
    row=Province.objects,
)
@require_http_methods(["GET", "POST"])
def surveys_province(request, province, audience):
    """The usual questions, which fairs of the province copy."""
    context = {
        "place": province.title,
        "says": f"บันทึกเป็นคำถามประจำของ{province.title} งานที่เปิดแบบสอบถามต่อจากนี้คัดลอกไปใช้",
        "back_url": reverse("staff:surveys"),
    }
    return _page(request, province, audience_of(audience), context)


def _page(request, whose: FairEvent | Province, audience: Audience, context: dict):
    writing = Writing(whose, audience, request.POST if request.method == "POST" else None)
    if request.method == "POST" and writing.save(request.user):
        messages.success(request, "บันทึกคำถามแล้ว")
        return redirect(context["back_url"])
    context |= {
        "title": f"คำถามของ{audience.label}",
        "audience": audience,
        "survey": writing.now,
        "formset": writing.formset,
        "satisfied": writing.satisfied,
        "seen": writing.seen,
        "problem": writing.problem,
        "has_errors": writing.status != 200,
    }
    page = "onsite/work/survey_questions.html"
    return staff_site.page(request, page, context, status=writing.status)
