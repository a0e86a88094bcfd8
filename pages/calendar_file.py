"""The calendar of an officer as a file that a telephone keeps up to date, by a signed address."""

from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

import icalendar
from django.conf import settings
from django.core import signing
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from otopfair.accounts.models import User
from otopfair.rights.may import may
from otopfair.rights.roles import USE_STAFF_SITE
from otopfair.thai.calendar import THAILAND
from pages.agenda import Appointment, agenda

BEFORE, AFTER = timedelta(days=60), timedelta(days=400)
_signer = signing.Signer(salt="pages.calendar", sep=".")
_MARK = 16


def token_of(user) -> str:
    """Of one person, until the password changes: then the address on a lost telephone is dead."""
    return _signer.sign(f"{user.pk}-{user.get_session_auth_hash()[:_MARK]}")


def owner_of(token: str) -> User | None:
    """Whose calendar a token that we have signed opens today; None for any other."""
    try:
        key, _, mark = _signer.unsign(token).partition("-")
    except signing.BadSignature:
        return None
    user = User.objects.filter(pk=key, is_active=True).first()
    if user is None or not may(user, USE_STAFF_SITE):
        return None
    return user if constant_time_compare(mark, user.get_session_auth_hash()[:_MARK]) else None


def calendar_bytes(user, today: date) -> bytes:
    """The appointments of `user` around `today`."""
    calendar = icalendar.Calendar(prodid="-//otopfair//th", version="2.0")
    calendar.add("x-wr-calname", "ปฏิทินงานโอทอปแฟร์")
    for one in agenda(user, today - BEFORE, today + AFTER):
        calendar.add_component(_entry(one))
    return calendar.to_ical()


def _entry(one: Appointment) -> icalendar.Event:
    entry = icalendar.Event(
        uid=f"{one.key}@{urlsplit(settings.SITE_URL).hostname}",
        summary=one.what,
        location=one.where,
        url=settings.SITE_URL + one.url,
    )
    entry.add("dtstamp", timezone.now())
    starts, ends = _span(one)
    entry.add("dtstart", starts)
    entry.add("dtend", ends)
    return entry


def _span(one: Appointment) -> tuple:
    """A meeting with an hour lasts two where nobody says how long; all else is whole days, and ends
    on the first day after (RFC 5545, 3.6.1)."""
    if one.starts is None:
        return one.first, one.last + timedelta(days=1)
    starts = datetime.combine(one.first, one.starts, THAILAND)
    ends = datetime.combine(one.first, one.ends, THAILAND) if one.ends else starts
    return starts, ends if ends > starts else starts + timedelta(hours=2)
