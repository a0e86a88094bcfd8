"""What stands in the boxes of a new row before anybody types: what the row before it says."""

import re
from typing import Any

from fairs.models import Attendance, Meeting, MeetingAttendee, Project
from fairs.planning.kinds import shown

_AIM = re.compile(r"\s+(?=เพื่อ)")  # "เพื่อยกระดับ… เพื่อส่งเสริม…" are two aims


def who_speaks(meeting: Meeting) -> dict[str, Any]:
    """Whoever spoke last; before anybody has, the chair."""
    row = meeting.statements.last() or meeting.attendees.filter(attendance=Attendance.CHAIR).first()
    return shown(row, ("person_name", "position_title", "agency_name")) if row else {}


def source_again(project: Project) -> dict[str, Any]:
    """Figures of a project mostly come from one place."""
    last = project.figures.last()
    return {"source": last.source if last else project.source}


def who_came(project: Project) -> dict[str, Any]:
    """Before any partner is named: who came to the meetings of its committee, line by line."""
    if project.committee_id is None or project.partners.exists():
        return {}
    seats = MeetingAttendee.objects.filter(meeting__committee=project.committee_id)
    came = seats.exclude(attendance__in=(Attendance.ABSENT, Attendance.CHAIR))
    names = [_partner_of(seat) for seat in came.select_related("agency")]
    return {"lines": "\n".join(dict.fromkeys(filter(None, names)))}


def aims_again(project: Project) -> dict[str, Any]:
    """Before any aim is written: what the last meeting of its committee was for, aim by aim."""
    if project.committee_id is None or project.objectives.exists():
        return {}
    told = project.committee.meetings.exclude(purpose="").order_by("held_on", "pk").last()
    aims = _AIM.split(told.purpose) if told else []
    return {"lines": "\n".join(aim.strip() for aim in aims if aim.strip())}


def _partner_of(seat: MeetingAttendee) -> str:
    """The agency; who has neither agency nor name is called by a position, as papers do."""
    if seat.agency is not None:
        return seat.agency.name_th
    return "" if seat.person_id else seat.position_title
