"""The papers of planning: minutes, invitation, order, summary; and a meeting for a calendar."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from fairs.official import MADE
from fairs.official.invitations import calendar_of, invitation_of
from fairs.official.minutes import minutes_of
from fairs.official.orders import order_of
from fairs.official.summaries import summary_of
from fairs.views.work.committees import ORDERS
from fairs.views.work.meetings import MEETINGS
from fairs.views.work.meetings import VIEW as VIEW_MEETING
from fairs.views.work.projects import PROJECTS
from otopfair.documents.official import OfficialPaper
from otopfair.documents.xlsx import file_response
from otopfair.staff.site import staff_site

PAPERS = {"minutes": minutes_of, "invitation": invitation_of}
LONGEST_NAME = 80


@staff_site.work_page(
    "meetings/<int:meeting_id>/<str:paper>.<str:ending>",
    name="meeting-paper",
    permission=VIEW_MEETING,
    row=MEETINGS,
)
@never_cache
@require_safe
def meeting_paper(request, meeting, paper, ending):
    if paper not in PAPERS:
        raise Http404
    return _file(request, PAPERS[paper], meeting, ending, f"{paper}-{meeting.pk}")


@staff_site.work_page(
    "meetings/<int:meeting_id>/calendar/",
    name="meeting-calendar",
    permission=VIEW_MEETING,
    row=MEETINGS,
)
@require_safe
def meeting_calendar(request, meeting):
    page = reverse("staff:meeting", args=[meeting.pk])
    content = calendar_of(meeting, page)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="meeting-{meeting.pk}.ics"'
    return response


@staff_site.work_page(
    "orders/<int:appointmentorder_id>/order.<str:ending>",
    name="order-paper",
    permission="fairs.view_appointmentorder",
    row=ORDERS,
)
@never_cache
@require_safe
def order_paper(request, appointmentorder, ending):
    return _file(request, order_of, appointmentorder, ending, f"order-{appointmentorder.pk}")


@staff_site.work_page(
    "projects/<int:project_id>/summary.<str:ending>",
    name="project-summary",
    permission="fairs.view_project",
    row=PROJECTS,
)
@never_cache
@require_safe
def project_summary(request, project, ending):
    return _file(request, summary_of, project, ending, f"project-{project.pk}")


def _file(request, made_of, row, ending: str, ascii_name: str):
    if ending not in MADE:
        raise Http404
    paper: OfficialPaper = made_of(row)
    if request.GET.get("digits") == "thai":
        paper = paper.in_thai_digits()
    kind, make = MADE[ending]
    names = {
        "ascii_name": f"{ascii_name}.{ending}",
        "thai_name": f"{paper.title[:LONGEST_NAME]}.{ending}",
    }
    return file_response(make(paper), kind, **names)
