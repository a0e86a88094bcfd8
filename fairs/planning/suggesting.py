"""What stands in the boxes of a new row before anybody types: what the row before it says."""

from typing import Any

from fairs.models import Attendance, Meeting, Project
from fairs.planning.kinds import shown


def who_speaks(meeting: Meeting) -> dict[str, Any]:
    """Whoever spoke last; before anybody has, the chair."""
    row = meeting.statements.last() or meeting.attendees.filter(attendance=Attendance.CHAIR).first()
    return shown(row, ("person_name", "position_title", "agency_name")) if row else {}


def source_again(project: Project) -> dict[str, Any]:
    """Figures of a project mostly come from one place."""
    last = project.figures.last()
    return {"source": last.source if last else project.source}
