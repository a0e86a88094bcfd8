"""A visitor answers the survey of a fair by its code, a vendor by a link; neither signs in."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from fairs.contacts import contact_of
from fairs.models import FairEvent, FairState
from onsite.forms.surveys import AnswersForm
from onsite.models import Audience, Survey
from onsite.operations.surveys import answer_survey, answers_of
from onsite.reports.surveys import asked_by_link, stands_at
from otopfair.accounts.limits import count_try
from otopfair.errors import status_after
from otopfair.proxies import client_address
from otopfair.tongues import in_thai
from vendors.models import Vendor
from vendors.views.public.fairs import published_fair

CHANGED = gettext_noop("คำถามเปลี่ยนไประหว่างที่ตอบ ดูคำตอบแล้วส่งอีกครั้ง")
REMEMBERED = 30 * 24 * 3600  # seconds for which a browser knows that it has answered


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def fair_survey(request, slug: str):
    """The form; a browser that has answered is thanked, and asked only with ?again=1."""
    fair_event = published_fair(slug)
    survey = _open(fair_event, Audience.VISITORS)
    cookie = f"survey-{fair_event.pk}"
    context = {"fair": fair_event, "survey": survey, "contact": contact_of(fair_event)}
    is_sent = request.method == "POST"
    has_answered = cookie in request.COOKIES and request.GET.get("again") != "1"
    if survey is None or (has_answered and not is_sent):
        context["was_sent"] = is_sent
        status = 409 if is_sent else 200
        return render(request, "onsite/public/survey_done.html", context, status=status)
    if is_sent:
        count_try("survey", address=client_address(request))
        if request.POST.get("website"):
            return redirect("fair-plan", slug)
    form, status = answered(request, survey)
    if status == 302:
        response = redirect("fair-survey", slug)
        response.set_cookie(
            cookie, "1", REMEMBERED, secure=request.is_secure(), httponly=True, samesite="Lax"
        )
        return response
    context |= {"form": form, "has_errors": status != 200}
    return render(request, "onsite/public/survey.html", context, status=status)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def survey_by_link(request, token: str):
    """The answers of the vendor whose link it is, to be changed until the survey is closed."""
    found = asked_by_link(token)
    if found is None:
        raise Http404
    vendor, fair_event = found
    survey = _open(fair_event, Audience.VENDORS)
    if not stands_at(vendor, fair_event):
        survey = None
    context = {"fair": fair_event, "vendor": vendor, "contact": contact_of(fair_event)}
    form, status = (None, 409 if request.method == "POST" else 200)
    if survey is not None:
        form, status = answered(request, survey, vendor)
    if status == 302:
        return redirect(f"{request.path}?sent=1")
    context |= {"form": form, "has_errors": status != 200}
    context["is_sent"] = request.GET.get("sent") == "1"
    response = render(request, "onsite/public/survey_link.html", context, status=status)
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _open(fair_event: FairEvent, audience: str) -> Survey | None:
    if fair_event.state != FairState.PUBLISHED:
        return None
    rows = Survey.objects.filter(fair_event=fair_event, audience=audience).taking_answers()
    return rows.first()


def answered(request, survey: Survey, vendor: Vendor | None = None) -> tuple[AnswersForm, int]:
    """The form with its status: 302 when its answers were kept."""
    given = answers_of(survey, vendor) if vendor else {}
    if request.method != "POST":
        return AnswersForm(survey=survey, given=given), 200
    form = AnswersForm(request.POST, survey=survey, given=given)
    if form.lacks_what_was_sent and form.is_valid():
        form.add_error(None, CHANGED)
        return form, 409
    return form, status_after(form, lambda: _keep(form, survey, vendor))


def _keep(form: AnswersForm, survey: Survey, vendor: Vendor | None) -> None:
    typed = form.cleaned_data
    keys = {"form_key": typed["form_key"], "seen": typed["seen"]}
    in_thai(answer_survey)(survey, form.given(), vendor=vendor, **keys)
