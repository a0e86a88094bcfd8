"""The day sheet of a fair as PDF: one day, or all of them."""

from django.http import Http404
from django.views.decorators.http import require_safe

from fairs.models import FairEvent
from fairs.printing import day_sheet
from otopfair.documents.pdf import PDF_TYPE, render_paper
from otopfair.documents.xlsx import file_response
from otopfair.staff.site import staff_site
from otopfair.thai.formatting import format_date


@staff_site.work_page(
    "fairs/<int:fair_event_id>/programme/",
    name="fair-day-sheet",
    permission="fairs.view_fairevent",
    row=FairEvent.objects,
)
@require_safe
def fair_day_sheet(request, fair_event):
    """?day=2026-11-28 is one day; without it every day that is open or has something on it."""
    days = sorted({*fair_event.days, *fair_event.programme.values_list("on", flat=True)})
    asked = request.GET.get("day", "")
    if asked:
        days = [day for day in days if day.isoformat() == asked]
    if not days:
        raise Http404
    which = format_date(days[0]) if asked else "ทุกวัน"
    return file_response(
        render_paper(day_sheet(fair_event, days)),
        PDF_TYPE,
        ascii_name=f"programme-{fair_event.reference_code}{asked and f'-{asked}'}.pdf",
        thai_name=f"กำหนดการ {fair_event} {which}.pdf",
    )
