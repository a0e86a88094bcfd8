"""Words that the papers of planning share: who somebody is, how a meeting is called."""

from fairs.models import ActorFields, Capacity, Meeting, WorkingCommittee
from otopfair.documents.official import Block, Look
from otopfair.thai.calendar import be_year
from otopfair.thai.formatting import format_date

DOTTED = "." * 40


def people(rows) -> Block:
    """Number, name, position: one line a person, a position or an agency."""
    return Block(
        Look.PEOPLE,
        rows=[[f"{number}.", *name_and_place(row)] for number, row in enumerate(rows, 1)],
    )


def name_and_place(row: ActorFields) -> tuple[str, str]:
    """(name, position); who has no name stands by the position or the agency alone."""
    agency = row.agency.name_th if row.agency else ""
    place = " ".join(
        filter(None, [row.position_title, agency if row.person or row.position_title else ""])
    )
    instead = _instead(row)
    if row.person:
        return str(row.person), " ".join(filter(None, [place, instead]))
    return row.position_title or agency, " ".join(
        filter(None, [agency if row.position_title else "", instead])
    )


def _instead(row) -> str:
    """ "แทน พัฒนาการจังหวัดขอนแก่น" """
    capacity = getattr(row, "capacity", Capacity.OWN)
    return (
        "" if capacity == Capacity.OWN else f"{row.get_capacity_display()} {row.acting_for}".strip()
    )


def committee_name(committee: WorkingCommittee) -> str:
    return committee.name_th


def meeting_number(meeting: Meeting) -> str:
    """ "ครั้งที่ 1/2563"; "" where nobody gave it one."""
    if not meeting.ordinal:
        return ""
    return f"ครั้งที่ {meeting.ordinal}/{meeting.year_be or be_year(meeting.held_on)}"


def day_of(meeting: Meeting) -> str:
    return f"เมื่อวันที่ {format_date(meeting.held_on)}"


def signature(*lines: str) -> Block:
    """A line to sign on, and who signs."""
    return Block(Look.SIGNED, "\n".join(["", "(ลงชื่อ)" + DOTTED, *filter(None, lines)]))
