"""The step where a vendor answers the questions of the call; and a file that it sent there."""

from django.http import FileResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from otopfair.errors import RuleBroken
from otopfair.media.serving import private_file
from otopfair.stale import StalePage, seen_of
from vendors.asked import asked_of
from vendors.corrections import open_parts
from vendors.forms.questions import QuestionsForm
from vendors.models import ApplicationStatus, QuestionAnswer
from vendors.operations.answering import answer_questions, texts_of
from vendors.operations.returning import NotAsked
from vendors.views.portal.access import vendor_page
from vendors.views.portal.steps import after_step, fix_page, step, step_page

FIELD = "questions"


@step(FIELD)
@require_http_methods(["GET", "POST"])
def apply_questions(request, application):
    """Every answer is kept by itself. The button asks for those that are missing."""
    if not asked_of(application):
        return after_step(request, application, FIELD)
    form = _form(request, application)
    if form.is_bound:
        try:
            _keep(request, application, form)
        except NotAsked as broken:
            return fix_page(request, application, refusal=broken.message, status=409)
        if request.htmx:
            return _state_line(request, application, form)
        if form.is_valid():
            return after_step(request, application, FIELD)
    lines = asked_of(application)
    context = {"form": form, "rows": [(form[line.key], line) for line in lines]}
    template = "vendors/portal/apply_questions.html"
    return step_page(request, template, application, context, field=FIELD, errors=form.errors)


def _form(request, application) -> QuestionsForm:
    lines = asked_of(application)
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = QuestionsForm(
        *posted,
        questions=[line.question for line in lines],
        is_pressed=not request.htmx,
        files=[line.key for line in lines if line.answer and line.answer.file],
        initial=texts_of(application),
    )
    if application.status == ApplicationStatus.RETURNED:
        form.lock(name for name in form.fields if name not in {*open_parts(application), "seen"})
    return form


def _keep(request, application, form) -> None:
    """Keep what can be read, also while something else is missing or wrong."""
    form.is_valid()
    seen = form.cleaned_data.get("seen") or None
    try:
        answer_questions(application, form.texts(), form.uploads(), by=request.user, seen=seen)
    except NotAsked:
        raise
    except StalePage as stale:
        form.keep(stale)
    except RuleBroken as broken:
        broken.put_on(form)
    else:
        application.refresh_from_db(fields=["saved_at"])
        form.data = form.data.copy()
        form.data["seen"] = seen_of(texts_of(application))


def _state_line(request, application, form):
    problems = [error for errors in form.errors.values() for error in errors]
    context = {"saved": application.saved_at, "problem": " ".join(problems), "oob": True}
    context["seen"] = form.data.get("seen", "")
    return render(request, "vendors/portal/_save_state.html", context)


@vendor_page
@never_cache
@require_safe
def answer_file(request, answer_id) -> FileResponse:
    """A file that the shop has sent, to the shop."""
    rows = QuestionAnswer.objects.managed_by(request.user).exclude(file="")
    answer = get_object_or_404(rows, pk=answer_id)
    return private_file(answer.file, answer.file_name)
