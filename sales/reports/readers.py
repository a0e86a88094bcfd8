"""Who is sent a fair's reports, and whether they may still read them."""

from dataclasses import dataclass
from datetime import datetime

from fairs.models import FairEvent
from fairs.people import people_with
from otopfair.rights.may import may
from sales.models import ReportReader, SentReport

READ_REPORTS = "sales.view_dailyreport"


@dataclass(frozen=True)
class NamedReader:
    """One of those named; without the right any more nothing is sent to them."""

    reader: ReportReader
    may_read: bool
    sent_at: datetime | None


def may_be_named(fair_event: FairEvent):
    """The people whose role at this fair, or in its province, lets them read its reports."""
    return people_with(READ_REPORTS, fair_event)


def named_readers(fair_event: FairEvent) -> list[NamedReader]:
    """Those named, with whether they may still read and when they were last sent a link."""
    able = set(may_be_named(fair_event).values_list("pk", flat=True))
    sent = SentReport.objects.filter(fair_event=fair_event).order_by("pk")
    last = dict(sent.values_list("user", "sent_at"))
    rows = ReportReader.objects.filter(fair_event=fair_event).select_related("user")
    return [NamedReader(one, one.user_id in able, last.get(one.user_id)) for one in rows]


def may_read(user, fair_event: FairEvent) -> bool:
    """Whether the link would open for them now."""
    return user.is_active and may(user, READ_REPORTS, fair_event)
