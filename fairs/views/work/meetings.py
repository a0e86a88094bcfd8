"""The page of a meeting, read as its minutes are."""

from django.db.models import prefetch_related_objects
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from fairs.models import AgendaPart, Attendance, Meeting
from fairs.operations.beginning import call_members, follow_up
from fairs.planning.following import follow_ups_of
from fairs.planning.pieces import MEETING
from fairs.views.work.sheet import Sheet, sheet_page
from otopfair.onward import press_only
from otopfair.rights.may import may
from otopfair.staff.site import staff_site

MEETINGS = Meeting.objects.select_related("committee__province", "committee__order")
SIBLINGS = 5
VIEW, CHANGE = "fairs.view_meeting", "fairs.change_meeting"


@staff_site.work_page("meetings/<int:meeting_id>/", name="meeting", permission=VIEW, row=MEETINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def meeting(request, meeting):
    """Invitation, who came, agenda, statements and resolutions on one page."""
    return sheet_page(
        request,
        meeting,
        name="meeting",
        kinds=MEETING,
        template="fairs/work/planning/meeting.html",
        context_of=_context,
    )


@staff_site.work_page(
    "meetings/<int:meeting_id>/fill/", name="meeting-fill", permission=CHANGE, row=MEETINGS
)
@press_only
def meeting_fill(request, meeting):
    """What is known already is filled in: the members, or what is open from earlier meetings."""
    act = call_members if request.POST.get("what") == "members" else follow_up
    act(meeting, by=request.user)
    return redirect("staff:meeting", meeting.pk)


def _context(sheet: Sheet) -> dict:
    meeting = sheet.root
    prefetch_related_objects(sheet.rows("resolution"), "attachments")
    attendance = [
        (label, sheet.list_of("attendee", attendance=value)) for value, label in Attendance.choices
    ]
    return {
        "attendance": attendance,
        "parts": [_part(sheet, part, label) for part, label in AgendaPart.choices],
        "to_follow": follow_ups_of(meeting),
        "said": sheet.list_of("statement", item=None),
        "resolved": sheet.list_of("resolution", item=None),
        "projects": meeting.committee.projects.all(),
        "news": meeting.news.all(),
        "may_write_news": may(sheet.request.user, "fairs.add_newsitem"),
        "siblings": meeting.committee.meetings.exclude(pk=meeting.pk)[:SIBLINGS],
    }


def _part(sheet: Sheet, part: int, label: str) -> dict:
    """One standard part with its matters, and below each what was said and resolved."""
    group = sheet.list_of("agenda", part=part)
    matters = [
        {
            "piece": piece,
            "said": sheet.list_of("statement", item=piece.row.pk),
            "resolved": sheet.list_of("resolution", item=piece.row.pk),
        }
        for piece in group.pieces
    ]
    return {"number": part, "label": label, "group": group, "matters": matters}
