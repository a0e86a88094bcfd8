"""The questions of a call as a vendor meets them; and the files that vendors sent with answers."""

from django.http import Http404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from fairs.models import ProductCategory
from otopfair.media.serving import private_file
from otopfair.staff.site import staff_site
from otopfair.thai.digits import whole_number
from vendors.asked import questions_of
from vendors.forms.questions import QuestionsForm
from vendors.models import QuestionAnswer
from vendors.views.work.conditions import CALLS

KEEP_CALLS = "fairs.change_vendorcall"
VIEW = "vendors.view_boothapplication"


@staff_site.work_page(
    "calls/<int:vendorcall_id>/questions/", name="call-questions", permission=KEEP_CALLS, row=CALLS
)
@require_safe
def call_questions(request, vendorcall):
    """The questions as a vendor of ?category= reads them; nothing can be sent from here."""
    category = whole_number(request.GET.get("category", ""), least=1, most=5)
    categories = [ProductCategory(number) for number in vendorcall.places()]
    if category is None and categories:
        category = categories[0]
    questions = questions_of(vendorcall, category)
    context = {
        "title": f"คำถามเพิ่มเติม {vendorcall}",
        "call": vendorcall,
        "fair_event": vendorcall.fair_event,
        "categories": categories,
        "category": category,
        "form": QuestionsForm(questions=questions, is_pressed=False),
        "questions": questions,
    }
    return staff_site.page(request, "vendors/work/questions.html", context)


@staff_site.work_page(
    "answers/<int:answer_id>/file/",
    name="answer-file",
    permission="vendors.view_questionanswer",
    row=QuestionAnswer.objects.exclude(file="").select_related("application__vendor"),
)
@never_cache
@require_safe
def answer_file(request, answer):
    """A file of an answer, to those who look at applications; closed while names are hidden."""
    if answer.application.hides_name:
        raise Http404
    return private_file(answer.file, answer.file_name)
