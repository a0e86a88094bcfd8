"""The answers to a page that keeps an entry of takings until we have it (static/js/takings.js)."""

from django.http import JsonResponse

from otopfair.thai.baht import format_baht
from otopfair.thai.formatting import format_date_short, no_break
from sales.forms.takings import TakingsForm
from sales.models import BoothSale
from sales.operations.takings import seen_figure


def said_of(sale: BoothSale) -> str:
    day = no_break(format_date_short(sale.sold_on))
    return f"บันทึกยอด {day} แล้ว รวม {no_break(format_baht(sale.total_baht))}"


def taken(sale: BoothSale) -> JsonResponse:
    return JsonResponse({"said": said_of(sale), "seen": seen_figure(sale)})


def not_taken(form: TakingsForm) -> JsonResponse:
    """Why not, and what has to come along when it is sent again as it is."""
    sentences = [message for messages in form.errors.values() for message in messages]
    differences = [f"{row.label} ในระบบ {row.theirs} ที่คุณพิมพ์ {row.mine}" for row in form.differences]
    answer = {
        "sentences": [*sentences, *differences],
        "asks": [question.sentence for question in form.asked],
        "marks": [question.mark for question in form.asked],
        "seen": form["seen"].value(),
    }
    return JsonResponse(answer, status=422)
