"""The letter that calls to a meeting, and the meeting in a calendar."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import icalendar
from django.conf import settings
from django.utils import timezone
from django.utils.timezone import make_aware

from fairs.models import AgendaPart, Meeting
from fairs.official.words import DOTTED, committee_name, meeting_number, people, signature
from otopfair.documents.official import Block, Look, OfficialPaper
from otopfair.thai.calendar import THAILAND
from otopfair.thai.formatting import format_date, format_date_long, format_time

USUAL_HOURS = 3  # of a meeting that does not say when it ends


def invitation_of(meeting: Meeting) -> OfficialPaper:
    """The letter with the agenda and the list of members."""
    called = f"{committee_name(meeting.committee)} {meeting_number(meeting)}".strip()
    office = meeting.committee.province.title
    blocks = [*_letter(meeting, called, office), *_agenda(meeting), *_members(meeting)]
    return OfficialPaper(f"ขอเชิญประชุม{called}", office, blocks)


def _letter(meeting: Meeting, called: str, office: str) -> Iterator[Block]:
    day = format_date(meeting.invited_on) if meeting.invited_on else DOTTED
    hour = f" เวลา {format_time(meeting.starts_time)}" if meeting.starts_time else ""
    place = f" ณ {meeting.venue}" if meeting.venue else ""
    when = f"วัน{format_date_long(meeting.held_on)}{hour}{place}"
    yield Block(Look.EMBLEM)
    yield Block(Look.PLAIN, f"ที่ {meeting.invite_number or DOTTED[:16]}")
    yield Block(Look.SIGNED, f"{office}\n{day}")
    yield Block(Look.PLAIN, f"เรื่อง ขอเชิญประชุม{called}")
    yield Block(Look.PLAIN, "เรียน ผู้อยู่ในคณะตามรายชื่อแนบท้าย")
    yield Block(Look.PARAGRAPH, f"ด้วย{office}กำหนดประชุม{called} ใน{when} ตามระเบียบวาระแนบท้าย")
    yield Block(Look.PARAGRAPH, "จึงเรียนมาเพื่อเชิญประชุมตามวัน เวลา และสถานที่ดังกล่าว")
    yield signature(f"({DOTTED})")


def _agenda(meeting: Meeting) -> Iterator[Block]:
    items = list(meeting.agenda.all())
    yield Block(Look.HEADING, "ระเบียบวาระการประชุม")
    for part, label in AgendaPart.choices:
        yield Block(Look.PLAIN, f"ระเบียบวาระที่ {part} {label}")
        for place, item in enumerate((one for one in items if one.part == part), 1):
            yield Block(Look.ITEM, item.title, label=f"{part}.{place}")


def _members(meeting: Meeting) -> Iterator[Block]:
    members = list(meeting.committee.members.select_related("person", "agency"))
    if members:
        yield Block(Look.HEADING, "รายชื่อแนบท้าย")
        yield people(members)


def calendar_of(meeting: Meeting, address: str) -> bytes:
    """The meeting as one entry; without an hour it takes the whole day. `address` is its page."""
    calendar = icalendar.Calendar(prodid="-//otopfair//th", version="2.0")
    entry = icalendar.Event(
        uid=f"meeting-{meeting.pk}@{urlsplit(settings.SITE_URL).hostname}",
        summary=str(meeting),
        location=meeting.venue,
        description=meeting.purpose,
        url=settings.SITE_URL + address,
    )
    entry.add("dtstamp", timezone.now())
    for name, moment in zip(("dtstart", "dtend"), _hours(meeting), strict=True):
        entry.add(name, moment)
    calendar.add_component(entry)
    return calendar.to_ical()


def _hours(meeting: Meeting):
    day = meeting.held_on
    if meeting.starts_time is None:
        # The end of an all-day entry is the first day after it (RFC 5545, 3.6.1).
        return day, day + timedelta(days=1)
    begins = make_aware(datetime.combine(day, meeting.starts_time), THAILAND)
    if meeting.ends_time is None:
        return begins, begins + timedelta(hours=USUAL_HOURS)
    return begins, make_aware(datetime.combine(day, meeting.ends_time), THAILAND)
