"""At 21.00 the link to the evening's report goes to named people, as long as they may read it."""

import logging
from datetime import datetime, time

from django.db import DatabaseError, transaction
from django.urls import reverse

from fairs.models import FairEvent
from fairs.operations.holding import hold_fair
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock
from otopfair.outbox.writing import tell
from otopfair.thai.calendar import now_in_thailand
from otopfair.thai.formatting import format_date, no_break
from sales.models import ReportReader, SentReport
from sales.reports.readers import may_be_named, may_read

logger = logging.getLogger(__name__)
DELIVERED_AT = time(21)


def name_reader(fair_event: FairEvent, user, *, by) -> ReportReader:
    """Send `user` the link of every evening. Named twice is named once.

    Raises RuleBroken at a cancelled fair, and for somebody who may not read its reports.
    """
    with transaction.atomic():
        fair_event = hold_fair(fair_event, what="จึงไม่มีรายงานให้ส่ง")
        if not may_be_named(fair_event).filter(pk=user.pk).exists():
            raise RuleBroken("คนนี้ยังไม่มีสิทธิ์อ่านรายงานของงานนี้ ให้บทบาทก่อน แล้วตั้งเป็นผู้รับ", field="user")
        reader, is_new = ReportReader.objects.get_or_create(
            fair_event=fair_event, user=user, defaults={"named_by": by}
        )
        if is_new:
            record(fair_event, "reader", f"ส่งรายงานทุกคืนให้ {user}", by=by)
    return reader


def drop_reader(reader: ReportReader, *, by) -> None:
    """Send no more evenings; what was sent stays sent. Dropped twice is dropped."""
    with transaction.atomic():
        fair_event = hold_fair(reader.fair_event, what="", even_cancelled=True)
        deleted, _ = ReportReader.objects.filter(pk=reader.pk).delete()
        if deleted:
            record(fair_event, "reader", f"เลิกส่งรายงานให้ {reader.user}", by=by)


def send_due_reports(now: datetime | None = None) -> int:
    """Send today's links that are due and not sent yet; returns how many.

    Each is one transaction with the row that keeps it from being a second one: a worker that dies
    leaves it undone or done.
    """
    now = now or now_in_thailand()
    if now.time() < DELIVERED_AT:
        return 0
    today = now.date()
    readers = ReportReader.objects.filter(fair_event__in=FairEvent.objects.running(today))
    sent = set(SentReport.objects.filter(sold_on=today).values_list("fair_event", "user"))
    waiting = [
        reader
        for reader in readers.select_related("fair_event", "user")
        if (reader.fair_event_id, reader.user_id) not in sent
    ]
    return sum(_send_safely(one, today) for one in waiting if one.fair_event.day_number(today))


def _send_safely(reader: ReportReader, day) -> bool:
    """The fault of one keeps no other from being sent."""
    try:
        return _send(reader, day)
    except RuleBroken:
        return False  # the fair was cancelled, or the reader dropped
    except DatabaseError:
        raise  # not there: the worker waits and comes back
    except Exception:
        logger.exception("report reader=%s not sent", reader.pk)
        return False


def _send(reader: ReportReader, day) -> bool:
    """One link, unless it was sent meanwhile or the reader may not read any more.

    The message says no figure: what is read is behind the link, which asks for the right again.
    """
    with transaction.atomic():
        fair_event = hold_fair(reader.fair_event, what="จึงไม่มีรายงานให้ส่ง")
        reader = lock(reader)
        sent = SentReport.objects.filter(fair_event=fair_event, user=reader.user, sold_on=day)
        if sent.exists() or not may_read(reader.user, fair_event):
            return False
        SentReport.objects.create(fair_event=fair_event, user=reader.user, sold_on=day)
        told = no_break(format_date(day))
        tell(
            reader.user,
            f"รายงานยอดจำหน่าย {told}",
            f"รายงานยอดจำหน่ายของ{fair_event.called} วันที่ {told} อ่านได้แล้ว\n"
            "ลิงก์นี้เปิดได้เมื่อเข้าสู่ระบบ และตราบที่คุณยังมีสิทธิ์อ่านรายงานของงาน",
            kind="report",
            link=reverse("staff:report-day", args=[fair_event.pk, day.isoformat()]),
            about=fair_event,
        )
    return True
