"""The minutes of a meeting: form 11 of the rules on official papers."""

from collections.abc import Iterable, Iterator

from fairs.models import (
    AgendaItem,
    AgendaPart,
    Attendance,
    Meeting,
    MeetingAttendee,
    Resolution,
    Statement,
)
from fairs.official.words import (
    committee_name,
    day_of,
    meeting_number,
    name_and_place,
    signature,
)
from otopfair.documents.official import Block, Look, OfficialPaper
from otopfair.thai.formatting import format_time

# Who came stands first, then who did not, and last who was there without being a member.
LISTS = (
    ("ผู้มาประชุม", (Attendance.CHAIR, Attendance.PRESENT)),
    ("ผู้ไม่มาประชุม", (Attendance.ABSENT,)),
    ("ผู้เข้าร่วมประชุม", (Attendance.ATTENDING,)),
)


def minutes_of(meeting: Meeting) -> OfficialPaper:
    """As they are printed, from everything that stands on the page of the meeting."""
    links = ("person", "agency")
    attendees = list(meeting.attendees.select_related(*links))
    blocks = [
        *_head(meeting),
        *_lists(attendees),
        *_begins(meeting, attendees),
        *_agenda(meeting, list(meeting.statements.select_related(*links))),
        *_ends(meeting),
    ]
    return OfficialPaper(f"รายงานการประชุม {meeting}", meeting.committee.province.title, blocks)


def _head(meeting: Meeting) -> Iterator[Block]:
    yield Block(Look.CENTRE, f"รายงานการประชุม{committee_name(meeting.committee)}")
    if number := meeting_number(meeting):
        yield Block(Look.CENTRE, number)
    yield Block(Look.CENTRE, day_of(meeting))
    if meeting.venue:
        yield Block(Look.CENTRE, f"ณ {meeting.venue}")
    yield Block(Look.RULE)


def _lists(attendees: list[MeetingAttendee]) -> Iterator[Block]:
    for title, kinds in LISTS:
        rows = sorted(
            (row for row in attendees if row.attendance in kinds),
            key=lambda row: (row.attendance != Attendance.CHAIR, row.sequence, row.pk),
        )
        if rows:
            yield Block(Look.HEADING, title)
            yield Block(
                Look.PEOPLE, rows=[_line(number, row) for number, row in enumerate(rows, 1)]
            )


def _line(number: int, row: MeetingAttendee) -> list[str]:
    name, place = name_and_place(row)
    remarks = ["ประธานในที่ประชุม"] if row.attendance == Attendance.CHAIR else []
    if row.note:
        remarks.append(f"({row.note})")
    return [f"{number}.", name, " ".join(filter(None, [place, *remarks]))]


def _begins(meeting: Meeting, attendees: list[MeetingAttendee]) -> Iterator[Block]:
    yield Block(
        Look.HEADING,
        f"เริ่มประชุมเวลา {format_time(meeting.starts_time) if meeting.starts_time else '–'}",
    )
    chair = next((row for row in attendees if row.attendance == Attendance.CHAIR), None)
    who = " ".join(filter(None, name_and_place(chair))) if chair else "ประธาน"
    purpose = f" เรื่อง {meeting.purpose}" if meeting.purpose else ""
    yield Block(
        Look.PARAGRAPH,
        f"{who} เป็นประธานในที่ประชุม กล่าวเปิดการประชุม{purpose} และดำเนินการตามระเบียบวาระ ดังนี้",
    )


def _agenda(meeting: Meeting, statements: list[Statement]) -> Iterator[Block]:
    """Every standard part stands there, also one without a matter."""
    items, resolutions = list(meeting.agenda.all()), list(meeting.resolutions.all())
    for part, label in AgendaPart.choices:
        yield Block(Look.HEADING, f"ระเบียบวาระที่ {part} {label}")
        matters = [item for item in items if item.part == part]
        if not matters:
            yield Block(Look.PARAGRAPH, "– ไม่มี –")
        for place, item in enumerate(matters, 1):
            yield from _matter(f"{part}.{place}", item, statements, resolutions)
    yield from _said(row for row in statements if row.item_id is None)
    yield from _resolved(row for row in resolutions if row.item_id is None)


def _matter(number: str, item: AgendaItem, statements, resolutions) -> Iterator[Block]:
    yield Block(Look.ITEM, item.title, label=number)
    if item.text:
        yield Block(Look.PARAGRAPH, item.text)
    yield from _said(row for row in statements if row.item_id == item.pk)
    yield from _resolved(row for row in resolutions if row.item_id == item.pk)


def _said(rows: Iterable[Statement]) -> Iterator[Block]:
    for row in rows:
        yield Block(
            Look.PARAGRAPH, f"{' '.join(filter(None, name_and_place(row)))} กล่าวว่า {row.text}"
        )


def _resolved(rows: Iterable[Resolution]) -> Iterator[Block]:
    for row in rows:
        charge = f" มอบหมาย {row.responsible}" if row.responsible else ""
        due = f" กำหนดเสร็จ {row.due}" if row.due else ""
        words = f"{row.get_kind_display()} {row.text}{charge}{due}"
        yield Block(Look.ITEM, words, label="มติที่ประชุม")


def _ends(meeting: Meeting) -> Iterator[Block]:
    yield Block(
        Look.HEADING, f"เลิกประชุมเวลา {format_time(meeting.ends_time) if meeting.ends_time else '–'}"
    )
    yield signature(f"({meeting.minutes_by})" if meeting.minutes_by else "", "ผู้จดรายงานการประชุม")
    if meeting.checked_by:
        yield signature(f"({meeting.checked_by})", "ผู้ตรวจรายงานการประชุม")
